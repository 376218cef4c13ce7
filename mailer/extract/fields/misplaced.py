"""Answers of a filled form that stand under another field's heading: `Authentication: JSON`, `Data formats: OAuth`.

What something is tells where it belongs: a link, a way to sign in, a format, a word of urgency. Prose is moved only where
it changed places with such an answer.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mailer.extract.fields import terms
from mailer.extract.fields.terms import TERMS
from mailer.extract.layout.part import Part
from mailer.extract.text.links import documentation, links
from mailer.extract.text.marked import Span
from mailer.extract.text.phrases import Hit, outermost
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.request import Field

_NAMED = (Field.API_DOCS, *TERMS, Field.PRIORITY)
"""Fields of which one sees whether an answer is theirs."""
_STRANGE = {
    **dict.fromkeys(_NAMED, frozenset(_NAMED)),
    Field.PERFORMANCE: frozenset({Field.API_DOCS, *TERMS}),
    Field.USE_CASE: frozenset({Field.API_DOCS, Field.PRIORITY}),
    Field.BUSINESS_IMPACT: frozenset({Field.API_DOCS}),
    Field.ALTERNATIVES: frozenset({Field.PRIORITY}),
}
"""What can be no answer under a heading. Anything else (`Business impact: high`, `Use case: SAML`) may be, unless what
belongs there stands under the other's heading."""
_BESIDE = 3
"""Words beside what an answer is that only introduce it: `API key in the header`."""
_BESIDE_URGENCY = 1
_PROSE = 3
"""Words from which on an answer tells something."""


class Placed(NamedTuple):
    """An answer, and the field that it is for."""

    field: Field
    part: Part

    @property
    def moved(self) -> bool:
        return self.part.field is not self.field


def placed(given: Sequence[Part], words: Words) -> list[Placed]:
    """Each of the labelled answers `given` with its field, those that stand under their own heading first. What is a link
    and no answer to its heading is left out: links are looked for wherever they stand."""
    strangers = {at for at, part in enumerate(given) if not _answers(part, words)}
    wanting = {part.field for at, part in enumerate(given) if at in strangers}
    natures = [_nature(part, words) for part in given]
    moved = {
        at: nature
        for at, part in enumerate(given)
        if part.field in _STRANGE and (nature := natures[at]) and nature is not part.field
        if at in strangers or nature in _STRANGE[part.field] or nature in wanting or _rates(part, nature)
    }
    prose = [at for at in strangers if natures[at] is None and _tells(given[at])]
    moved |= dict(_exchanged(given, moved, prose))
    stayed = [Placed(part.field, part) for at, part in enumerate(given) if part.field and at not in moved]
    return stayed + [
        Placed(field, given[at])
        for at, field in sorted(moved.items())
        if field is not Field.API_DOCS or field in wanting
    ]


def _rates(part: Part, nature: Field) -> bool:
    """`Importance: must have` is a priority, where `Impact: high` may be what it is called."""
    return nature is Field.PRIORITY and part.section.label.casefold().strip() == "importance"


def _exchanged(
    given: Sequence[Part], moved: dict[int, Field], prose: Sequence[int]
) -> Iterator[tuple[int, Field]]:
    """What is told under a heading whose answer stands where that should be told; of one left over on each side it is so
    too."""
    left = {field: to for at, to in moved.items() if (field := given[at].field) and field not in _NAMED}
    rest: list[int] = []
    for at in prose:
        field = next((field for field, to in left.items() if to is given[at].field), None)
        if field:
            yield at, field
            del left[field]
        else:
            rest.append(at)
    if len(rest) == len(left) == 1:
        yield rest[0], next(iter(left))


def _answers(part: Part, words: Words) -> bool:
    """Whether a value can be an answer to its own heading, where one sees that."""
    if part.field in TERMS:
        found, denied = terms.named(part.marked, TERMS[part.field], labelled=True)
        return bool(found or denied)
    if part.field is Field.PRIORITY:
        return terms.stated_priority(part.section.text, words) is not None
    if part.field is Field.API_DOCS:
        return bool(documentation(part.marked, labelled=True))
    return True


def _nature(part: Part, words: Words) -> Field | None:
    """What a value is and nothing else, if one sees it; None where it may be of two kinds."""
    linked = sum(part.marked.length(link.span) for link in links(part.marked.text))
    if linked:
        return Field.API_DOCS if _beside(part, linked) <= _BESIDE else None
    urgent = outermost(words.priorities.find(words_of(part.section.text)))
    if urgent and _beside(part, _length(part, urgent)) <= _BESIDE_URGENCY:
        return Field.PRIORITY if terms.stated_priority(part.section.text, words) else None
    kinds = [field for field, section in TERMS.items() if _names_only(part, section)]
    return kinds[0] if len(kinds) == 1 else None


def _names_only(part: Part, section: str) -> bool:
    found, denied = terms.named(part.marked, section, labelled=True)
    if not found or denied:
        return False
    named = [hit for hit in part.marked.hits if hit.tag.startswith((f"{section}.", f"{section}_"))]
    return _beside(part, _length(part, outermost(named))) <= _BESIDE


def _beside(part: Part, words: int) -> int:
    return part.marked.length(part.marked.whole) - words


def _length(part: Part, hits: Sequence[Hit]) -> int:
    return sum(part.marked.length(Span(hit.start, hit.end)) for hit in hits)


def _tells(part: Part) -> bool:
    return part.marked.length(part.marked.whole) >= _PROSE
