"""What a mail asks or reports beside what it requests: `Please add Notion. What does the enterprise plan cost?`

The request is filed at once; this is for a person of the team, who would overlook it below a form.
"""

from collections.abc import Iterator, Sequence

from mailer.extract.layout.labels import HEADING
from mailer.extract.layout.part import Part
from mailer.extract.layout.sections import PROSE
from mailer.extract.names.name import Name
from mailer.extract.purpose.signs import ends_asking
from mailer.extract.text.marked import Marked, Span

_WISHING = ("request", "desire", "wish", "champion.offer")
_CUED = ("question", "inverted", "question_word", "whether")
_SOME_WORDS, _MORE_WORDS = 4, 6
"""Words from which on a question with a cue, or one without, asks more than `Is that possible?`."""


def said_beside(parts: Sequence[Part], names: Sequence[Name], asking: Sequence[str]) -> tuple[str, ...]:
    """The sentences that ask something or report a fault, in order, without those of `asking`, which ask for one of
    `names`; none where the mail asks for nothing else."""
    wishes = frozenset(asking)
    told = [one for part in parts if _is_own(part) for one in _sentences(part.marked, names, wishes)]
    fields = {part.field for part in parts if part.field}
    return tuple(told) if wishes or len(fields) > 1 else ()


def _is_own(part: Part) -> bool:
    """The author's words, and no answer that may ask what it likes."""
    section = part.section
    own = section.where == "body" and section.topic not in ("ignore", "contact", HEADING)
    return own and part.field not in PROSE and not section.question


def _sentences(marked: Marked, names: Sequence[Name], wishes: frozenset[str]) -> Iterator[str]:
    for span in marked.sentences:
        said = marked.slice(span)
        named = any(name.text.casefold() in said.casefold() for name in names)
        if said not in wishes and (
            _asks(marked, span, named=named) or (not named and _reports(marked, span))
        ):
            yield said


def _asks(marked: Marked, span: Span, *, named: bool) -> bool:
    if not ends_asking(marked, span):
        return False
    if marked.has(span, *_WISHING) and not marked.has(span, "question"):
        return False
    cued = marked.has(span, *_CUED)
    if named and (not cued or marked.has(span, "whether")):
        return False
    return marked.length(span) >= (_SOME_WORDS if cued else _MORE_WORDS)


def _reports(marked: Marked, span: Span) -> bool:
    """Something of ours fails; what fails of theirs is why they ask."""
    ours = marked.has(span, "after", "enhancement", "existing")
    return (
        ours
        and marked.has(span, "bug")
        and not marked.has(span, *_WISHING, "current", "doer", "purpose_clause")
    )
