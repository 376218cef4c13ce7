"""What a form's `Type of request` says: something new, or more of what is there."""

import re
from collections.abc import Sequence

from mailer.extract.layout.part import Part
from mailer.extract.names.kinds import KIND
from mailer.extract.text.marked import Marked, Span
from mailer.model.request import Kind

MORE = re.compile(
    r"enhanc|improv|exten[ds]|exist|upgrade|erweiter|verbesser|bestehend|amélior|évolution|mejora|ampliaci|melhori|ampliaç|miglior|"
    r"estension|uitbreid|verbeter|bestaand|拡張|改善|改良|增强|改进|개선|확장",
    re.IGNORECASE,
)
"""The words that call a wish an improvement."""
NEW = re.compile(r"\b(?:new|neu|nouve|nuev|nov[ao]|nuov|nieuw)|新|신규", re.IGNORECASE)
_LONGEST = 60
"""Characters of an answer that is no more than that."""


def stated_kind(parts: Sequence[Part]) -> Kind | None:
    """The kind that the first such answer states; None where none does, or where it leaves both in."""
    for part in parts:
        said = part.section.text.strip()
        if part.section.topic == "kind" and len(said) <= _LONGEST:
            more, new = MORE.search(said) is not None, NEW.search(said) is not None
            return (Kind.ENHANCEMENT if more else Kind.NEW_INTEGRATION) if more is not new else None
    return None


def names_component(parts: Sequence[Part]) -> bool:
    """Whether a form is answered with the path of a component, as the code has it: `Component(s): receiver/skywalking`."""
    return any(
        _COMPONENT.search(part.section.label) and _PATH.fullmatch(part.section.text.strip(" `\n"))
        for part in parts
    )


_COMPONENT = re.compile(r"\bcomponents?\b|\baffected\b", re.IGNORECASE)
_PATH = re.compile(
    r"(?:receiver|exporter|processor|extension|connector|source|destination|input|output|plugin|integration|driver|action|provider)s?/[\w./-]{2,60}"
)


def states_feature(parts: Sequence[Part]) -> bool:
    """Whether a form is one of wishes, though it asks for the steps of a fault or what is expected as well: `ISSUE TYPE: Feature
    Idea`, or the use case, which no bug report asks for."""
    return any(
        (part.section.topic in ("kind", "ignore") and _WISHED.fullmatch(part.section.text.strip()))
        or _OF_WISHES.match(part.section.label.strip())
        for part in parts
    )


_OF_WISHES = re.compile(
    r"use[ -]?cases?$|is your feature request related|describe the (?:solution you|feature request)|feature description",
    re.IGNORECASE,
)


_WISHED = re.compile(
    r"\W*(?:new )?(?:feature|enhancement|improvement)(?: (?:idea|request|proposal))?\W*", re.IGNORECASE
)


def is_titled_new(title: Marked) -> bool:
    """Whether a title says so: `New component: Solace receiver`. `New trigger for Airtable` is more of what is there."""
    new = NEW.search(title.text)
    ends = _REST.match(title.text, new.end()) if new else None
    return ends is not None and any(
        hit.tag in KIND and not _PIECES.match(title.text, hit.start)
        for hit in title.within(Span(ends.end(), ends.end() + 2))
    )


_REST = re.compile(r"\w*\W?(?:[A-Z][\w.]*\s){0,3}")
_PIECES = re.compile(
    r"trigger|webhook|notif|message|alert|sync|node|nachricht|meldung|aviso|(?:ex|im)port(?!er)",
    re.IGNORECASE,
)
"""What one integration may have many of."""


def is_titled_piece(title: Marked) -> bool:
    """Whether a title's label says that a piece of what is there is meant: `[TRIGGER] Mautic`, `[Action] Airtable`."""
    return _PIECE.match(title.text) is not None


_PIECE = re.compile(
    r"\W{0,3}(?:new[ -])?(?:triggers?|actions?|events?|operations?|commands?)\s?[\])】]", re.IGNORECASE
)


def is_titled_feature(title: Marked) -> bool:
    """Whether a subject says that it asks for something: `[Feature] …`, `Feature request: …`."""
    return _FEATURE.match(title.text) is not None


_FEATURE = re.compile(
    r"\W*+(?:new )?(?:feature|functionality|enhancement|wunsch|fonctionnalité|función|funcionalidade?|要望|需求|功能)[^\n:：\]】]{0,20}[:：\]】]",
    re.IGNORECASE,
)
