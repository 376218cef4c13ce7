"""Two people in one mail: what its sender says of their own, and what the author of the mail that they pass on says."""

from collections.abc import Sequence

from mailer.extract.layout.part import LABELLED, Fields, Part, filled
from mailer.extract.layout.subject import is_reply
from mailer.extract.text.words import Words
from mailer.model.message import Message
from mailer.model.request import Field, Value

PASSED_ON = "quoted"
"""Where the words of somebody stand whose mail the sender passes on."""
OWN_FIRST = (Field.PRIORITY, Field.BUSINESS_IMPACT)
"""How much it matters is said by whoever asks us; what it is for by whoever wants it, unless the sender gives it a label."""
_TOLD = (Field.USE_CASE, Field.ALTERNATIVES)
"""What the sender may tell of themselves; a mere question to us (`can you tell them something?`) is none of it."""
_OF_OURS = ("purpose_clause", "transfer", "by_hand", "itself", "before", "after")
_SELLS = ("pitch", "newsletter", "unsubscribe", "spam")
_ASKS = ("request", "enhancement", "desire")
_TELLS = ("current", "lack")
_WISHES = ("request", "enhancement", "desire", "wish", "by_hand", "itself", "purpose_clause")


def is_news(passed_on: Sequence[Part], own: Sequence[Part]) -> bool:
    """Whether what is passed on asks nobody for anything: it rather sells, as a vendor's newsletter does, or it stands below
    a wish of the sender's `own` and is nobody's wish itself."""
    asks = _count(passed_on, *_WISHES)
    if _count(passed_on, *_SELLS) > asks:
        return True
    return bool(passed_on) and asks == 0 and _count(passed_on, *_TELLS) == 0 and _count(own, *_ASKS) > 0


def quoted_by_hand(message: Message) -> bool:
    """Whether its sender put somebody's words between quote marks, and no client did."""
    return message.forwarded is not None and message.forwarded.by_hand


def is_quoted_form(message: Message, quoted: Sequence[Part], words: Words) -> bool:
    """Whether the lines that were quoted by hand are a form with its answers on them."""
    return quoted_by_hand(message) and filled(quoted, words) >= _FORM


_FORM = 2
"""Labels with something under them."""


def is_meant(message: Message, quoted: Sequence[Part], words: Words, *, answers: bool) -> bool:
    """Whether what stands between quote marks is told to us: passed on, a form filled in, or, in a mail that neither answers
    a mail nor the `quoted` questions, the wish of somebody else."""
    if not quoted_by_hand(message) or is_quoted_form(message, quoted, words):
        return True
    return _count(quoted, *_WISHES, *_TELLS) > 0 and not answers and not is_reply(message.subject)


def _count(parts: Sequence[Part], *tags: str) -> int:
    return sum(part.marked.count(part.marked.whole, *tags) for part in parts)


def apart(parts: Sequence[Part]) -> tuple[Sequence[Part], Sequence[Part]]:
    """The sender's own parts, and those of the author whose mail they pass on."""
    return (
        [part for part in parts if part.section.where != PASSED_ON],
        [part for part in parts if part.section.where == PASSED_ON],
    )


def _goes_along(value: Value, beside: Sequence[Part]) -> bool:
    """Whether a sentence only goes along with the mail: it says nothing of somebody's work, or of what is to be connected."""
    if value.evidence.confidence >= LABELLED:
        return False
    return not any(
        part.marked.has(span, "doer") and part.marked.has(span, *_OF_OURS)
        for part in beside
        for span in part.marked.sentences
        if value.evidence.text.strip() and _overlaps(value.evidence.text, part.marked.slice(span))
    )


def _overlaps(one: str, other: str) -> bool:
    return one in other or other in one


def together(own: Fields, passed_on: Fields, beside: Sequence[Part]) -> Fields:
    """The fields of a mail that is passed on: its author's, and what the sender surely says of their `own` in the words
    `beside` it. What the sender only might have said is a word to go with the mail (`See below, from our client`)."""
    said = {
        field: value
        for field, value in own.items()
        if value.evidence.sure and not (field in _TOLD and _goes_along(value, beside))
    }
    first = {
        field: value
        for field, value in said.items()
        if field in OWN_FIRST or value.evidence.confidence >= LABELLED
    }
    return {**said, **passed_on, **first}
