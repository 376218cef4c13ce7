"""Where names stand in a text, and the word for their kind beside them: `Jira connector`, `la synchro Prestashop`, `your sync`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mailer.extract.text.denial import is_denied
from mailer.extract.text.marked import Marked, Span


def places(marked: Marked, texts: set[str]) -> Iterator[Span]:
    """Where the names stand, at most a few times each."""
    lowered = marked.text.lower()
    for text in texts:
        at = lowered.find(text.lower())
        for _ in range(_LOOKS):
            if at < 0:
                break
            yield Span(at, at + len(text))
            at = lowered.find(text.lower(), at + len(text))


_LOOKS = 10


def kind_behind(marked: Marked, place: Span) -> Span | None:
    """The word right behind a name that says what of it is meant: `connector`, `source`."""
    near = marked.within(Span(place.end, place.end + 3))
    return next(
        (
            Span(hit.start, hit.end)
            for hit in near
            if hit.tag in KIND and not _ENDED.search(marked.text, place.end, hit.start)
        ),
        None,
    )


_ENDED = re.compile(r"[.!?\n]")


KIND = frozenset({"connector", "piece"})
"""Words for an integration, and those that are one only beside a name: `component`, `action`."""


def kinds_of(marked: Marked, texts: set[str]) -> Iterator[Span]:
    """The words for their kind beside the names in `texts`, wherever these stand."""
    for place in places(marked, texts):
        kind = kind_behind(marked, place) or kind_leading(marked, place)
        if kind:
            yield kind


def kind_leading(marked: Marked, place: Span) -> Span | None:
    """`La synchro Prestashop`, `la integración de Shopify`: where the kind comes before the name, both together. An article
    says that it is there; `una integración con Shopify` is not there yet."""
    return _led_by(marked, place, _OF, _THE)


def _led_by(marked: Marked, place: Span, of: re.Pattern[str], the: re.Pattern[str]) -> Span | None:
    near = marked.within(Span(max(0, place.start - NEAR), place.start))
    for hit in near:
        led = hit.tag in KIND and of.fullmatch(marked.text, hit.end, place.start)
        elided = _ELIDED.match(marked.text, hit.start)
        start = elided.end() if elided else hit.start
        if led and the.search(marked.text, max(0, start - _ARTICLE), start):
            return Span(hit.start, place.end)
    return None


class Thing(NamedTuple):
    """A name and its kind together, the article before them left out: `Jira connector`, `connecteur Jira`."""

    start: int
    end: int
    led: bool
    """Its kind stands before the name, with an article that says that it is there."""


def thing_at(marked: Marked, place: Span) -> Thing | None:
    """The thing whose name stands at `place`; None where the name stands alone."""
    if kind := kind_behind(marked, place):
        return Thing(place.start, kind.end, led=False)
    led = kind_leading(marked, place) or _led_by(marked, place, _OF_FURTHER, _THE_FURTHER)
    if led is None:
        return None
    elided = _ELIDED.match(marked.text, led.start)
    return Thing(elided.end() if elided else led.start, led.end, led=True)


_OF_FURTHER = re.compile(
    r"\s+(?:an|zu|zur|zum|nach|aus|mit|für|von|du|des|di|della?|dell['’]|per|pour|van|met|naar|voor)\s*",
    re.IGNORECASE,
)
_THE_FURTHER = re.compile(
    r"\b(?:(?:der|die|das|dem|den|eure[rmn]?|ihre[rmn]?|im|beim|zum|zur|de|het|jullie|uw|el|la|su|a|o|il|lo|le|la|nella?|dalla?|votre|vostr[oa]|du|au)\s+|[ld]?l['’])$",
    re.IGNORECASE,
)
"""Where a thing is meant by what stands around both alone: `in der Anbindung an Slack`."""
_ELIDED = re.compile(r"l['’]", re.IGNORECASE)
_ARTICLE = 12
"""Characters in which the article before a kind stands."""
_OF = re.compile(
    r"\s+(?:(?:with|for|to|de|del|con|do|da|com|avec|à|vers|verso)\s+)?(?:(?:el|la|o|a|il|lo|le)\s+|l['’])?",
    re.IGNORECASE,
)
_THE = re.compile(
    r"\b(?:(?:the|your|this|el|la|los|las|al|del|sus?|tus?|vuestr[oa]s?|o|a|os|as|ao|à|do|da|no|na|pelo|pela|seus?|suas?|vossos?|vossas?"
    r"|le|les|votre|vos|notre|nos|du|il|lo|i|gli|vostr[oaie]|nostr[oaie]|della?|dell['’]|nella?)\s+|[ld]?l['’])$",
    re.IGNORECASE,
)


def kinds_of_ours(body: Marked) -> Iterator[Span]:
    """`your calendar connector`: what is spoken of as there, whatever it is called."""
    for hit in body.hits:
        if hit.tag == "connector" and owned(body, hit.start):
            yield Span(hit.start, hit.end)


def owned(body: Marked, place: int) -> bool:
    """Whether what stands at `place` is said to be ours: `your connector`, not `the connector`."""
    near = body.within(Span(max(0, place - NEAR), place))
    return any(
        hit.tag == "ours"
        and body.text[hit.start : hit.end].casefold() not in _ARTICLES
        and body.length(Span(hit.end, place)) <= OWNED
        for hit in near
    )


_ARTICLES = ("the", "this", "der", "die", "das", "le", "la", "l'", "el", "il", "o", "a", "de", "het")
"""`The connector should …` may be the one that was just asked for."""
NEAR = 40
"""Characters before the kind in which `your` is looked for."""
OWNED = 3
"""Words between `your` and `connector`."""


def goes_on(marked: Marked, kind: Span) -> bool:
    """`The Jira connector does …`: who says what it does has it; `would`, `so that`, `for` follow a wished one, and `so that
    our notifications go …` tells what that is for."""
    sentence = marked.sentence_at(kind.start)
    before = Span(sentence.start, kind.start)
    if is_denied(marked, kind.start, DENIED) or marked.has(before, "purpose_clause"):
        return False
    if _LIKE.search(marked.text, max(before.start, kind.start - NEAR), kind.start):
        return False
    if _WITH_IT.match(marked.text, kind.end) and (
        marked.has(sentence, "extension") or "も" in marked.text[kind.end : sentence.end]
    ):
        return True
    following = _NEXT.match(marked.text, kind.end, sentence.end)
    if following is None:
        return False
    tags = {hit.tag for hit in marked.within(Span(following.start(1), following.start(1) + 1))}
    return "present" in tags or (
        marked.text.startswith(_THE_ENGLISH, sentence.start)
        and _THIRD_PERSON.fullmatch(following.group(1)) is not None
        and tags.isdisjoint(_PROMISED)
        and marked.has(sentence, "request", "desire", "lack")
    )


_LIKE = re.compile(
    r"\b(?:like|as|than|same way|wie|comme|como|come|zoals)\s(?:(?:the|your|die|das|der|le|la|el|o|a|il|de|het)\s|l['’])?[\w.-]{2,20}\s$",
    re.IGNORECASE,
)
"""`Support it like the PlantUML extension does`: another's is the model."""
_WITH_IT = re.compile(r"(?:機能)?で[、,]")
"""`Backlogの連携で、添付ファイルも同期`: what shall come along with what is there."""
_NEXT = re.compile(r"[\s`'\"*、，]*([^\W\d_]+(?:['’]t)?)")
_THE_ENGLISH = ("The ", "Your ")
_THIRD_PERSON = re.compile(r"[a-z]{2,}[^s\W]s")
"""`The GitHub integration polls; could it …`: any verb of the present, where something else is asked for in one breath."""
_PROMISED = frozenset({"impact", "gain", "use_case", "wish"})
"""What a wished one brings is told in the present as well: `helps us`, `enables`."""
DENIED = 4
"""Words from `no` or `without` to the kind of thing that is not there: `has no Apache Pinot integration`."""


def is_called_there(body: Marked, span: Span) -> bool:
    """Whether a sentence speaks of an integration with its article: `the Box integration`, `la integración con Odoo`, for a
    wished one has `a`."""
    hits = body.within(span)
    articles = [hit.end for hit in hits if hit.tag == "ours"] + [
        found.end() for found in _DEFINITE.finditer(body.text, span.start, span.end)
    ]
    elided = (_ELIDED.match(body.text, hit.start) for hit in hits if hit.tag in KIND)
    kinds = [found.end() for found in elided if found] + [hit.start for hit in hits if hit.tag in KIND]
    return any(
        at <= kind and body.length(Span(at, kind)) <= OWNED
        for at in articles[:_KINDS]
        for kind in kinds[:_KINDS]
    ) or bool(kinds and _WITH_WHICH.search(body.text, span.start, span.end))


_KINDS = 12
"""Articles and kinds of a sentence that are looked at."""
_DEFINITE = re.compile(
    r"\b(?:the|your|de|het|il|lo|la|el|le|der|die|das|a|o|pela|pelo|per l|l)\b", re.IGNORECASE
)
_WITH_WHICH = re.compile(r"との連携|连接器|连动")
"""Languages without articles."""


def is_there_by_name(body: Marked, names: set[str]) -> bool:
    """Whether a text speaks of one of `names` with its kind and the article: `the HubSpot integration is on schedule`."""
    return any(
        kind_leading(body, place)
        or (
            kind_behind(body, place)
            and _BEFORE_A_NAME.search(body.text, max(0, place.start - _ARTICLE), place.start)
        )
        for place in places(body, names)
    )


_BEFORE_A_NAME = re.compile(
    r"\b(?:the|your|der|die|das|den|dem|eure[rn]?|ihre[rn]?|unsere[rn]?|de|het|jullie)\s$", re.IGNORECASE
)
