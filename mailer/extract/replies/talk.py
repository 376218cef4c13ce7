"""What a reply says of the conversation and not of the integration: refusals, delays, questions, words that answer nothing."""

from collections.abc import Iterator

from mailer.extract.layout.values import is_none
from mailer.extract.text.denial import BUT
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit, outermost
from mailer.extract.text.words import Words

_OFFERS = tuple(
    f"champion.{role}" for role in ("requirements", "access", "documentation", "testing", "code", "champion")
)
_NEAR_NOTHING = 3
"""Words beside `no idea` that do not make it an answer: `no idea, ask IT`."""
_NEAR_NOTHING_IDEOGRAPHS = 8


def spoken(text: str, language: str, words: Words) -> Marked:
    """`text` with the words found in it by which people answer, put right and put off."""
    return Marked(text, language, words, further=words.replies)


def told(marked: Marked, span: Span, *sections: str) -> list[Hit]:
    """The hits of `sections` (`called`, `corrections`) in a span, without those inside a longer one."""
    return outermost([hit for hit in marked.within(span) if hit.tag.partition(".")[0] in sections])


def asks(marked: Marked, span: Span) -> bool:
    """Whether a sentence ends as a question does."""
    return marked.text[span.start : span.end].rstrip(" )\"'”»").endswith(("?", "？"))


def refuses(marked: Marked) -> bool:
    """Whether the author wants to be asked no more."""
    return marked.has(marked.whole, "talk.refused")


def is_talk(marked: Marked, span: Span) -> bool:
    """Whether a sentence speaks of the conversation: no field takes its words."""
    if asks(marked, span) or marked.has(span, "talk.refused", "talk.later", "talk.about"):
        return True
    if marked.has(span, "champion.offer") and marked.has(span, *_OFFERS, "contribution"):
        return True
    if marked.has(span, "answers.unknown") and not BUT.search(marked.text, span.start, span.end):
        return True
    return only_wishes(marked, span) and marked.has(span, "talk.matter")


def only_wishes(marked: Marked, span: Span) -> bool:
    """Whether a sentence says no more than that something is wished for: `we need to be careful`."""
    return not _tells(marked, span)


def _tells(marked: Marked, span: Span) -> bool:
    if marked.has(span, "purpose_clause", "impact", "gain", "current", "measure", "transfer"):
        return True
    wishes = [hit for hit in marked.within(span) if hit.tag in ("wish", "request")]
    uses = (hit for hit in marked.within(span) if hit.tag == "use_case")
    return any(all(hit.end <= wish.start or wish.end <= hit.start for wish in wishes) for hit in uses)


def says_nothing(text: str, words: Words) -> bool:
    """Whether an answer says that there is none: `N/A`, `no idea, sorry`, `I'd rather not say`."""
    if is_none(text, words):
        return True
    marked = spoken(text, "", words)
    hits = told(marked, marked.whole, "answers", "talk")
    unknown = any(hit.tag in ("answers.unknown", "talk.refused") for hit in hits)
    skipped = any(hit.tag == "answers.skip" for hit in hits)
    left = marked.length(marked.whole) - sum(
        marked.length(Span(hit.start, hit.end)) for hit in _covering(hits)
    )
    enough = _NEAR_NOTHING_IDEOGRAPHS if any(ord(letter) > 0x2FFF for letter in text) else _NEAR_NOTHING
    return left <= enough if unknown else skipped and left == 0


def _covering(hits: list[Hit]) -> Iterator[Hit]:
    """Each place once, of the words that make up such an answer."""
    end = 0
    for hit in hits:
        if hit.start >= end and (hit.tag.startswith("answers.") or hit.tag == "talk.refused"):
            end = hit.end
            yield hit


def without_unknown(text: str, words: Words) -> str:
    """`text` with a gap where it says that its author does not know."""
    marked = spoken(text, "", words)
    for hit in told(marked, marked.whole, "answers"):
        if hit.tag == "answers.unknown":
            text = text[: hit.start] + " " * (hit.end - hit.start) + text[hit.end :]
    return text


def undocumented(text: str, words: Words) -> bool:
    """Whether an answer says that there is no API to describe."""
    marked = spoken(text, "", words)
    return marked.has(marked.whole, "answers.undocumented")
