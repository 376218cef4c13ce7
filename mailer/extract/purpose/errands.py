"""Errands that name an integration and ask for none: `a quote for the SAP connector`, `Salesforce integration demo`."""

import re

from mailer.extract.names.kinds import KIND
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit

_OF_ANOTHER = frozenset({*KIND, "purpose_clause"})
"""What stands between where something else is asked for: `a connector so that the refund …`."""
_ASKED = ("request", "desire", "wish", "plead", "verb", "takes_back")
"""Cues behind which stands what somebody would like to be given, or to be rid of."""


def tells_errand(marked: Marked, span: Span) -> bool:
    """Whether words of an errand stand in `span`, and not behind what is asked for as what it is for: `an integration with
    Typeform, so that the answers to our survey …`."""
    for hit in marked.within(span):
        if hit.tag == "errand":
            before = marked.within(Span(marked.sentence_at(hit.start).start, hit.start))
            said = {one.tag for one in before if one.end <= hit.start}
            wished = "request" in said and not said.isdisjoint({*KIND, "before"})
            if not wished and "purpose_clause" not in said:
                return True
    return False


def asks_errand(marked: Marked, span: Span) -> bool:
    """Whether a sentence asks for such a thing itself: one `invoice`, while a program is to move `invoices`."""
    return marked.has(span, "errand_thing") and any(
        hit.tag == "errand_thing" and _is_asked(marked, span, hit) for hit in marked.within(span)
    )


def _is_asked(marked: Marked, span: Span, thing: Hit) -> bool:
    near = marked.within(Span(max(span.start, thing.start - _NEAR), thing.start))
    asks = max((hit.end for hit in near if hit.tag in _ASKED), default=None)
    asked = asks is not None and not any(hit.start >= asks and hit.tag in _OF_ANOTHER for hit in near)
    one = _ONE.search(marked.text, max(span.start, thing.start - _NEAR), thing.start)
    return (
        (asked or marked.text[span.end - 1] == "?") and one is not None and _is_of_a_kind(marked, span, thing)
    )


def _is_of_a_kind(marked: Marked, span: Span, thing: Hit) -> bool:
    """`The invoice for the Stripe connector`: nothing but the kind it is for stands behind it."""
    following = _FOR.match(marked.text, thing.end, span.end)
    if following is None:
        return _LAST.match(marked.text, thing.end, span.end) is not None
    behind = Span(following.end(), min(span.end, following.end() + _REACH))
    return any(hit.tag in KIND or hit.tag == "sold" for hit in marked.within(behind))


_NEAR = 60
"""Characters before a thing in which it is asked for."""
_REACH = 40
"""Characters behind `for` in which the kind stands."""
_ONE = re.compile(
    r"(?<!\bfor)(?<!\bpour)(?<!\bfür)(?<!\bpara)(?<!\bpor)\s(?:an?|the|our|my|your|another|new|die|eine?n?|das|ein|unsere?n?|la|une?|le|una|el|un|il|o|uma?|um|om)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
"""The article before one thing; `for the quotes` says what something else is for."""
_FOR = re.compile(
    r"\s(?:for|of|on|to|from|für|de[rs]|zu[rm]?|vo[nm]|pour|du|des?|del|delle|do|das?|dos|para|per|van|voor)\s",
    re.IGNORECASE,
)
_LAST = re.compile(r"\s*(?:again|please|once more|bitte|noch einmal|s'il vous plaît|por favor)?[\s.!?,;)]*$")


def is_errand_title(title: Marked) -> bool:
    """`Salesforce integration demo`, `Invoice for the Stripe connector`: what it is called stands last behind a kind, or
    first before `for`."""
    head_first = title.language in _HEAD_FIRST and title.has(title.whole, *KIND, "sold")
    return any(
        hit.tag == "errand_thing"
        and (
            (hit.end == len(title.text.rstrip()) and title.has(Span(0, hit.start), *KIND))
            or (hit.start == 0 and (head_first or _FOR.match(title.text, hit.end)))
        )
        for hit in title.hits
    )


_HEAD_FIRST = ("de", "fr", "es", "pt", "it")
"""Languages in which what a title is about stands first, `Remboursement connecteur Sage`; a German compound is one word."""
