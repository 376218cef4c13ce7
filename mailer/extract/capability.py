"""What a subject wants of a product that is there: `Streaming support for Ollama`, `Strava sync import images`.

No list can hold all that a product can do. What is asked for is told from the product by its place: a thing in lower case stands before
`in` and the name, or a verb and a thing stand behind the name. A kind of thing for whose sake one connects a product, such as
notifications, a backup or a login, is a new wish there as well.
"""

import re
from collections.abc import Sequence

from mailer.extract.kinds import KIND, kind_behind, places
from mailer.extract.marked import Marked, Span
from mailer.extract.noise import noise_places
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words


def wants_itself(subject: Marked, found: Sequence[Span], words: Words) -> bool:
    """`Support for MobilePay`, `Please add Backblaze B2`: beside the names, which are `found` in it, the subject has nothing but the
    asking. What the text only hints at, as being configurable, is then the wish itself or the program that asks."""
    if not found or not subject.has(subject.whole, "order", "verb", "before"):
        return False
    if subject.has(subject.whole, "change", "extension", "enhancement", "feature", "part"):
        return False
    listed = words_of(subject.text)
    noise = noise_places(subject.text, listed, words)
    return all(
        word.start in noise or any(place.start <= word.start < place.end for place in found) for word in listed
    )


def wants_a_piece(subject: Marked, names: set[str], words: Words) -> bool:
    """`PR approvals`, `Add support for tags`: the subject has none of the `names`, which only the text says, and asks for a piece of one
    of them, with at most one more word that means something."""
    pieces = [Span(hit.start, hit.end) for hit in subject.hits if hit.tag == "part"]
    if not pieces or any(places(subject, names)):
        return False
    listed = words_of(subject.text)
    noise = noise_places(subject.text, listed, words)
    others = (
        word
        for word in listed
        if word.start not in noise and not any(piece.start <= word.start < piece.end for piece in pieces)
    )
    return sum(1 for _ in others) <= 1


def wants_of_it(subject: Marked, place: Span, words: Words) -> bool:
    """Whether the subject asks for what the product whose name stands at `place` shall do, and not for the product."""
    return (
        _supports_within(subject, place, words)
        or _adds_to_it(subject, place)
        or _supported_behind(subject, place, words)
        or _tells_it(subject, place)
        or _goes_on_with_it(subject, place)
    )


def _supports_within(subject: Marked, place: Span, words: Words) -> bool:
    """`Support aggregations in MongoDB`, `Streaming support for Ollama`, `Soporte de hilos en Slack`."""
    asked = _WITHIN.search(subject.text, 0, place.start)
    if asked is None:
        return False
    head = next(name for name in ("of", "name", "for", "in", "led") if asked[name])
    return _is_capability(subject, Span(*asked.span(head)), words)


_HEAD = r"(?:[A-Z]?[a-z][\w/-]*+ )(?:[a-z][\w/-]*+ ){0,3}"
"""One to four words none of which can be a name; the first may stand at the beginning."""
_WITHIN = re.compile(
    rf"(?:^|[\]:)]\s{{0,3}})(?:(?:[Pp]lease )?(?:[Aa]dd(?:ing)? |[Ii]mplement |[Mm]issing |[Nn]ew )?(?P<of>{_HEAD})support (?:for|in|on|to) (?:the |our )?"
    rf"|(?:[Pp]lease )?(?:[Aa]dd(?:ing)? )?[Ss]upport for (?P<name>{_HEAD})(?:in|inside|within) (?:the |our )?"
    rf"|(?:[Pp]lease )?[Ss]upport(?:ing)? (?P<for>(?!for |of |in |to |as |on ){_HEAD})for (?:the |our )?"
    rf"|(?:[Pp]lease )?(?:[Ss]upport(?:ing)?|[Aa]dd(?:ing)?|[Aa]llow(?:ing)?|[Ii]mplement|[Ee]nable|[Hh]andle) (?P<in>(?!for |of |in |to |as |on ){_HEAD})(?:in|inside|within) (?:the |our )?"
    r"|(?:[Ss]oporte (?:de |para )|[Ss]uporte (?:a |de |para )|[Pp]rise en charge (?:de |des |du )|[Ss]upporto (?:per (?:i |gli |le |il |la )?|di )|[Oo]ndersteuning (?:voor|van) |[Пп]оддержка )"
    r"(?P<led>(?:[^\W\d_A-ZА-ЯÀ-Ý][\w-]*+ ){1,4})(?:en|em|no|na|dans|in|nel|в) (?:el |la |le |het )?)$"
)


def _is_capability(subject: Marked, head: Span, words: Words) -> bool:
    """Whether the words at `head` say something, and nothing that a product is connected for or may be called."""
    text = subject.text[head.start : head.end]
    listed = words_of(text)
    told = subject.within(head)
    connected_for = any(
        hit.tag in KIND or hit.tag.startswith(("categories.", "authentication.")) or hit.tag == "after" for hit in told
    )
    return not connected_for and len(listed) > len(noise_places(text, listed, words))


def _supported_behind(subject: Marked, place: Span, words: Words) -> bool:
    """`Matrix room alias support`, `Loki output ability to set a header`: what it shall support stands between."""
    if _ABLE.match(subject.text, place.end):
        return True
    asked = _BEHIND.match(subject.text, place.end)
    return asked is not None and _is_capability(subject, Span(*asked.span("head")), words)


_BEHIND = re.compile(r"\s(?P<head>(?:(?!or |and |with |via )[a-z][\w/-]*+ ){2,3})support(?:ed)?\b")
_ABLE = re.compile(
    r"(?:\s[a-z]+){0,2}\s?[:-]?\s(?:ability|option|possibility) (?:to|for) (?!connect|integrate|sync|link|send|import|export|log|sign|use\b)",
    re.IGNORECASE,
)


def _adds_to_it(subject: Marked, place: Span) -> bool:
    """`Add features to the Trello integration`: more of what is there."""
    return kind_behind(subject, place) is not None and _ADDED.search(subject.text, 0, place.start) is not None


_ADDED = re.compile(
    rf"(?:^|[\]:)]\s{{0,3}})(?:[Pp]lease )?[Aa]dd(?:ing)? (?!support |integration |connector ){_HEAD}(?:to|into|in|for) (?:the |our )?$"
)


def _tells_it(subject: Marked, place: Span) -> bool:
    """`Strava sync import images`, `Klaviyo add segments`, `Spotify get queue`: a name, and what it shall do."""
    kind = kind_behind(subject, place)
    shape = _DOES_MORE if kind else _DOES
    does = shape.match(subject.text, kind.end if kind else place.end)
    return does is not None and not any(
        hit.tag in KIND or hit.tag == "after" for hit in subject.within(Span(does.start("what"), does.end("what")))
    )


_DOES = re.compile(
    r"\s(?:get|fetch|add|include|show|specify|choose|customi[sz]e|configure|delete|remove|update|rename|expose|explore)\s(?P<what>(?:an?\s|the\s|more\s|additional\s)?(?!support\b)[a-z][\w-]+)"
)
_DOES_MORE = re.compile(
    r"\s(?:get|fetch|add|include|show|specify|choose|customi[sz]e|configure|delete|remove|update|rename|expose|explore|import|sync|export|use|handle|allow|set)\s(?P<what>(?:an?\s|the\s|more\s|additional\s)?(?!support\b)[a-z][\w-]+)"
)


def _goes_on_with_it(subject: Marked, place: Span) -> bool:
    """`Jira integration roadmap`: who plans to work on it has it."""
    kind = kind_behind(subject, place)
    return kind is not None and _WORKED_ON.match(subject.text, kind.end) is not None


_WORKED_ON = re.compile(
    r"\s(?:roadmap|parity|rework|overhaul|revamp|redesign|refactor(?:ing)?|polish|follow[- ]ups?|improvements?|enhancements?|features?|settings|options|v\d|phase \d)\b",
    re.IGNORECASE,
)
