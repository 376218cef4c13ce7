"""What running text names: products beside words that ask for them, and unknown names where a sentence points at them."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.marked import Marked, Span
from mailer.extract.names import (
    LONGEST,
    QUOTES,
    VERSION,
    Name,
    all_noise,
    asked_mentions,
    capitalised,
    cued,
    distinct,
    is_generic,
    mentioned,
    name_of,
    put_aside,
)
from mailer.extract.words import Words
from mailer.rules.catalog import Catalog, Mention

# --- body


def body_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The integrations that the sentences of a body ask for, best first."""
    known = asked_mentions(marked.text, catalog, words)
    mentions = [m for m in known if not is_generic(m.text, words)] or known
    free = [m for m in mentions if not _aside(marked, m)]
    listed = _enumerated(marked, free)
    if len(listed) >= _MANY:
        return distinct(_members(marked.text, listed, where, words))
    asking = [span for span in marked.sentences if marked.has(span, "request", "before", "verb", "after")][
        :_ASKING
    ]
    for span in asking:
        wanted = [m for m in free if span.start <= m.start < span.end]
        if wanted:
            first = max(wanted, key=lambda m: cued(marked, Span(m.start, m.end)))
            together = [(mention, span) for mention in _enumerated(marked, wanted, first)]
            together += _asked_for_too(marked, free, [one for one in asking if one.start > span.start])
            return distinct(mentioned(mention, marked.slice(at), where, 0.85) for mention, at in together)
    if told := _told_of(marked, free):
        return distinct(
            mentioned(one, marked.slice(marked.sentence_at(one.start)), where, _TOLD) for one in told
        )
    for span in asking:
        for text in _patterned(marked, span, words):
            name = name_of(text, marked.slice(span), where, 0.7, words, catalog)
            if name and capitalised(name.text) and not is_generic(name.text, words):
                return [name]
    return distinct(mentioned(mention, mention.text, where, CASUAL) for mention in free[:1])


def _told_of(marked: Marked, free: Sequence[Mention]) -> Sequence[Mention]:
    """The first known name in a sentence that wishes, or tells what is done by hand, with those of the same list."""
    wishing = [span for span in marked.sentences if marked.has(span, "wish", "desire", "itself", "by_hand")]
    told = [m for m in free for span in wishing[:_ASKING] if span.start <= m.start < span.end]
    return _enumerated(marked, told, told[0]) if told else ()


def further_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """What a body asks for beside what its subject names."""
    if not _TOO.search(marked.text):
        return []
    known = asked_mentions(marked.text, catalog, words)
    free = [m for m in known if not is_generic(m.text, words) and not _aside(marked, m)]
    too = _asked_for_too(marked, free, marked.sentences[:_ASKING])
    return distinct(mentioned(mention, marked.slice(at), where, 0.85) for mention, at in too)


def _asked_for_too(
    marked: Marked, free: Sequence[Mention], asking: Sequence[Span]
) -> list[tuple[Mention, Span]]:
    """`We would also like Jira`: the names of sentences that ask for one thing more, not for more of the same thing."""
    return [
        (mention, span)
        for span in asking
        if marked.has(span, "request")
        and _TOO.search(marked.text, span.start, span.end)
        and not _MORE_OF_IT.search(marked.text, span.start, span.end)
        for mention in free
        if span.start <= mention.start < span.end and not _in_passing(marked, mention)
    ][:_MANY]


def _in_passing(marked: Marked, mention: Mention) -> bool:
    """`We also sign in with GitHub`: a name that a preposition leads to is used, unless it ends what asks (`a connector
    for Jira`)."""
    used = _USED.search(marked.text, max(0, mention.start - 12), mention.start)
    asked = any(hit.tag == "request" and 0 <= mention.start - hit.end <= 2 for hit in marked.hits)
    return used is not None and not asked


_USED = re.compile(
    r"(?:\b(?:with|on|via|by|in|through|of|from|using|mit|über|bei|avec|dans|con|en|com|em|met|op|bij)|['’]s)\s+$",
    re.IGNORECASE,
)


_MORE_OF_IT = re.compile(
    r"\b(?:(?:it|this|that|they|which) (?:should|could|can|must|might)|(?:es|das|sie) (?:soll|sollte|sollten|könnte|könnten|muss)|"
    r"(?:het|dat|deze) (?:zou|zouden|moet|moeten)|(?:esto|eso|ella|que) (?:debería|deberían|podría|podrían)|"
    r"(?:isso|ela|ele|que) (?:deveria|deveriam|poderia|poderiam|devia))\b",
    re.IGNORECASE,
)
_TOO = re.compile(
    r"\b(?:also|too|as well|additionally|in addition|besides|another one|auch|außerdem|zusätzlich|zudem|ebenfalls|aussi|également|"
    r"en plus|también|además|também|além disso|anche|inoltre|ook|daarnaast|bovendien)\b|また|さらに|还|也",
    re.IGNORECASE,
)
_ASKING = 30
"""Asking sentences that are looked at; a mail that asks more often names its integration in the first ones."""
_TRIES = 12
"""Places of a sentence where an unknown name is looked for."""
_TOLD = 0.7
"""Confidence in a name of a sentence that wishes, or tells what is done by hand."""
CASUAL = 0.6
"""Confidence in a name that stands in no sentence that asks."""
_MANY = 3
"""So many known names in one list are what the mail is about."""
_BETWEEN = 90
"""Characters between two names of one list: a link or a word or two."""


def _enumerated(marked: Marked, mentions: Sequence[Mention], among: Mention | None = None) -> list[Mention]:
    """The longest run of names that only commas, bullets and links part, or the one that `among` is in."""
    best: list[Mention] = []
    current: list[Mention] = []
    listing = _LISTINGS.get(marked.language, _LISTING)
    for mention in mentions:
        gap = marked.text[current[-1].end : mention.start] if current else ""
        listed = len(gap) <= _BETWEEN and (listing.fullmatch(gap) or _NEXT_ITEM.fullmatch(gap))
        if not (current and listed):
            current = []
        current.append(mention)
        better = len(current) > len(best) if among is None else among in current
        best = current if better else best
    return best


_LISTING = re.compile(
    r"(?:[\s,;&/*•()\[\]–-]|\b\d{1,2}[.)]|https?://[^\s)]+|\b(?:and|or|und|oder|et|ou|y|e|o)\b|、|和|と|(?<=[\s(\[])[A-Z][\w.]*(?=[,\s)\]]))+"
)
_LISTINGS = {"nl": re.compile(_LISTING.pattern.replace("and|", "and|en|of|"))}
"""Where `en` parts the names of a list; in Spanish and French it leads into the other one: `Jira en Slack`."""
_NEXT_ITEM = re.compile(r"[^\n]*\n\s*(?:[-*•]|\d{1,2}[.)])\s+[\[*_\"]*")
"""The rest of a list item and the mark of the next, which begins with a name as well."""


def _members(text: str, listed: Sequence[Mention], where: str, words: Words) -> Iterator[Name]:
    """The names of a list, the unknown ones among the known ones too."""
    evidence = text[listed[0].start : listed[-1].end]
    for at, mention in enumerate(listed):
        yield mentioned(mention, evidence, where, 0.8)
        between = text[mention.end : listed[at + 1].start] if at + 1 < len(listed) else ""
        for found in _MEMBER.finditer(between):
            if not all_noise(found.group(), words):
                yield Name(text=found.group(), product=None, evidence=evidence, where=where, confidence=0.7)


_MEMBER = re.compile(r"(?<=[\s(\[])[A-Z][\w.]*(?=[,\s)\]])")


def _aside(marked: Marked, mention: Mention) -> bool:
    """Whether the sentence around a name puts it aside."""
    return put_aside(marked, marked.sentence_at(mention.start), mention)


def _patterned(marked: Marked, span: Span, words: Words) -> Iterator[str]:
    """What follows `connector for` or precedes `connector`."""
    for hit in [one for one in marked.within(span) if one.tag in ("before", "verb", "after")][:_TRIES]:
        if hit.tag in ("before", "verb"):
            yield forward(marked.text, hit.end, span.end, words)
        elif hit.tag == "after":
            yield _backward(marked.text, span.start, hit.start, words)


def forward(text: str, start: int, end: int, words: Words) -> str:
    """The words from `start` that can be a name: up to punctuation or the first small word after a capital."""
    taken: list[str] = []
    for word in re.split(r"\s+", text[start : min(end, start + 120)].strip()):
        bare = word.strip(QUOTES + ".,;:!?")
        if not bare or (taken and not (capitalised(bare) or VERSION.match(bare))):
            break
        if capitalised(bare) or VERSION.match(bare) or not all_noise(bare, words):
            taken.append(bare)
        if word[-1] in ".,;:!?)" or len(taken) > LONGEST:
            break
    return " ".join(taken)


def _backward(text: str, start: int, end: int, words: Words) -> str:
    taken: list[str] = []
    for word in reversed(re.split(r"\s+", text[max(start, end - 120) : end].strip())):
        bare = word.strip(QUOTES + ".,;:!?")
        if (
            not bare
            or word[-1] in ".,;:!?"
            or not (capitalised(bare) or VERSION.match(bare))
            or all_noise(bare, words)
        ):
            break
        taken.append(bare)
    return " ".join(reversed(taken[:LONGEST]))
