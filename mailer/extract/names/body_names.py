"""What running text names: products beside words that ask for them, and unknown names where a sentence points at them."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mailer.extract.names.aside import (
    WISHING,
    compared,
    in_use,
    left_behind,
    missed,
    model,
    put_aside,
    refused,
    thanked_for,
    there_already,
)
from mailer.extract.names.asked_too import (
    ITEM,
    ITEMS,
    MANY,
    MARK,
    MOST_SENTENCES,
    TOO,
    asked_for_too,
    counted,
    is_item,
    unknown_with_more,
)
from mailer.extract.names.counted_up import counted_up
from mailer.extract.names.described_names import described_names
from mailer.extract.names.hosts import without_hosts
from mailer.extract.names.listed_names import with_listed
from mailer.extract.names.name import (
    CASUAL,
    TOLD,
    Name,
    asked_mentions,
    cued,
    distinct,
    ideographic,
    mentioned,
)
from mailer.extract.names.reasons import each_with_reason
from mailer.extract.names.unknown_names import uncapitalised
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog, Mention

BESIDE = 0.5
"""Confidence in a name that the text only compares, or asks to do something: a guess where nothing else is named."""


def body_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The integrations that the sentences of a body ask for, best first."""
    known = asked_mentions(marked.text, catalog, words)
    mentions = [m for m in known if not is_generic(m.text, words)] or known
    gone = {m.product.key for m in mentions if left_behind(marked.text, Span(m.start, m.end))}
    staying = [m for m in mentions if m.product.key not in gone] or mentions
    near = [m for m in staying if not _aside(marked, m)]
    near = [m for m in near if not there_already(marked.text, Span(m.start, m.end))] or near
    meant = [m for m in near if not compared(marked.text, Span(m.start, m.end))]
    meant = without_hosts(marked, meant, catalog)
    aside = {m.product.key for m in mentions if near or not _is_used(marked, m)}
    aside -= {m.product.key for m in meant}
    if not meant and near:
        unknown = unknown_with_more(marked, _asking(marked), where, words, catalog, aside)
        if unknown and not ideographic(unknown[0].text):
            return unknown
        aside -= {m.product.key for m in near}
    found = _named(marked, meant or near, where, words, catalog, aside)
    return found if meant or not near else [replace(one, confidence=BESIDE) for one in found]


def _is_used(marked: Marked, mention: Mention) -> bool:
    """`We use Personio. Could you connect it?`: where nothing else is named, what is used is what `it` means."""
    return any(hit.tag == "uses" and hit.end + 1 == mention.start for hit in marked.hits)


def _named(
    marked: Marked,
    near: Sequence[Mention],
    where: str,
    words: Words,
    catalog: Catalog,
    aside: Collection[str],
) -> list[Name]:
    """The names that the sentences ask for, among the known ones that are `near`; none whose keys are put `aside`."""
    if listed := counted_up(marked, where, words, catalog):
        return listed
    near = [m for m in near if not thanked_for(marked.text, Span(m.start, m.end))] or near
    used = {m.start for m in in_use(marked, near)}
    free = [m for m in near if m.start not in used]
    asking = _asking(marked)
    apart = asking if free else [one for one in asking if not _names_one(one, near)]
    described = (
        described_names(marked, where, words, catalog)
        if not any(cued(marked, Span(m.start, m.end)) for m in free)
        else []
    )
    if described and not _asks_for_another(marked, free, described[0]):
        return described
    return (
        _beside_toil(marked, free, asking, where, words, catalog, aside)
        or with_listed(marked, _known_names(marked, free, asking, where, words), words, catalog)
        or unknown_with_more(marked, apart, where, words, catalog, aside)
        or _known_names(marked, () if free else near, asking, where, words)
        or distinct(mentioned(mention, mention.text, where, CASUAL) for mention in (free or near)[:1])
        or list(uncapitalised(marked, asking, where, words))
    )


def _asks_for_another(marked: Marked, mentions: Sequence[Mention], described: Name) -> bool:
    """`Our ERP (SAP) has an API. Please connect Mailchimp`: what is described is only the other end."""
    return any(
        marked.has(sentence, "request", "plead")
        and described.text not in marked.text[sentence.start : sentence.end]
        for sentence in (marked.sentence_at(one.start) for one in mentions)
    )


def _beside_toil(
    marked: Marked,
    free: Sequence[Mention],
    asking: Sequence[Span],
    where: str,
    words: Words,
    catalog: Catalog,
    aside: Collection[str],
) -> list[Name]:
    """`We export them to Excel and type them in. Could you add a connector for Foobarly?`: the unknown names that are wished
    for where all known ones only tell what is done by hand; not for whom (`for the Sales team`)."""
    if not free or not all(_by_hand(marked, m) for m in free):
        return []
    wishing = [
        one
        for one in asking
        if marked.has(one, *WISHING) and marked.has(one, "before", "after") and not _names_one(one, free)
    ]
    found = unknown_with_more(marked, wishing, where, words, catalog, aside) if wishing else []
    at = marked.text.find(found[0].text) if found else 0
    return [] if _FOR_WHOM.search(marked.text, max(0, at - _ARTICLE), at) else found


_ARTICLE = 25
"""Characters in which an article, and a word, stand before a name."""
_FOR_WHOM = re.compile(
    r"\b(?:the|our|my|de[rmn]|die|das|unser\w*|l[aeo]s?|notre|nos|el|nuestr[oa]s?|os?|as?|ao|noss[oa]s?|il|gli|nostr[oiae]|het|onze)(?:\s\w{1,12})?\s$"
    r"|\bl['’]$",
    re.IGNORECASE,
)


def _by_hand(marked: Marked, mention: Mention) -> bool:
    """`We export them to Excel and type them in`: a name of a sentence that only tells what is done by hand."""
    sentence = marked.sentence_at(mention.start)
    return marked.has(sentence, "by_hand", "current") and not marked.has(sentence, *WISHING)


def _names_one(span: Span, mentions: Sequence[Mention]) -> bool:
    return any(span.start <= mention.start < span.end for mention in mentions)


def _known_names(
    marked: Marked, free: Sequence[Mention], asking: Sequence[Span], where: str, words: Words
) -> list[Name]:
    """Those of `free` that are said to be missing, listed, asked for, or told of with a wish."""
    if lacking := [m for m in free if missed(marked.text, Span(m.start, m.end))]:
        return distinct(
            mentioned(one, marked.slice(marked.sentence_at(one.start)), where, 0.85) for one in lacking
        )
    listed = _enumerated(marked, free)
    if len(listed) >= MANY and not _asked_beside(marked, free, listed):
        return distinct(_members(marked.text, listed, where, words))
    asked = _first_asked(marked, [one for one in asking if not _tells_of_it(marked, one)], free)
    if not asked and (told := _told_of(marked, free)):
        return distinct(
            mentioned(one, marked.slice(marked.sentence_at(one.start)), where, TOLD) for one in told
        )
    asked = asked or _first_asked(marked, asking, free)
    return distinct(mentioned(mention, marked.slice(at), where, 0.85) for mention, at in asked)


def _first_asked(
    marked: Marked, asking: Sequence[Span], free: Sequence[Mention]
) -> Sequence[tuple[Mention, Span]]:
    """The known names of the first sentence that asks for one, with those that are asked for beside it."""
    for span in asking:
        wanted = [m for m in free if span.start <= m.start < span.end]
        if wanted:
            first = max(wanted, key=lambda m: cued(marked, Span(m.start, m.end)))
            listed = _enumerated(marked, wanted, first)
            listed += each_with_reason(marked, wanted, listed[-1])
            listed += [m for m in wanted if m not in listed and counted(marked, span, m)]
            together = [(mention, span) for mention in listed]
            later = [one for one in asking if one.start > span.start]
            return [*together, *asked_for_too(marked, free, later, span)]
    return ()


def _tells_of_it(marked: Marked, span: Span) -> bool:
    """`Your Salesforce integration works well`: it tells of what is there, and wishes for nothing."""
    return marked.has(span, "enhancement") and not marked.has(span, *WISHING)


def _asking(marked: Marked) -> list[Span]:
    """The sentences that ask: those that wish first, then those with a word such as `connector` alone."""
    asking = [span for span in marked.sentences if marked.has(span, "request", "before", "verb", "after")]
    return sorted(asking[:MOST_SENTENCES], key=lambda span: not marked.has(span, *WISHING))


def _asked_beside(marked: Marked, free: Sequence[Mention], listed: Sequence[Mention]) -> bool:
    """Whether a list tells what is in use, or stands in a sentence that asks for nothing while another one asks for
    something else."""
    lead = _lead(marked, listed[0])
    if lead and marked.has(lead, *_IN_USE) and not marked.has(lead, *WISHING):
        return True
    sentence = marked.sentence_at(listed[0].start)
    if listed[-1].start >= sentence.end or marked.has(sentence, *WISHING, "before"):
        return False
    others = [m for m in free if m.product not in [one.product for one in listed]]
    return any(marked.has(marked.sentence_at(m.start), "request") for m in others)


def _lead(marked: Marked, first: Mention) -> Span | None:
    """The sentence with a colon that leads into the list whose `first` item begins with a name."""
    mark = ITEM.search(marked.text, max(0, first.start - MARK), first.start)
    above = marked.text[: mark.start()].rstrip() if mark else ""
    return marked.sentence_at(len(above) - 1) if above.endswith((":", "：")) else None


def _told_of(marked: Marked, free: Sequence[Mention]) -> Sequence[Mention]:
    """The first known name in a sentence that wishes, or tells what is done by hand, with those of the same list."""
    wishing = [span for span in marked.sentences if marked.has(span, "wish", "desire", "itself", "by_hand")]
    told = [m for m in free for span in wishing[:MOST_SENTENCES] if span.start <= m.start < span.end]
    if not told:
        return ()
    listed = _enumerated(marked, told, told[0])
    return [*listed, *each_with_reason(marked, told, listed[-1])]


def further_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """What a body asks for beside what its subject names."""
    if not (TOO.search(marked.text) or ITEMS.search(marked.text)):
        return []
    known = asked_mentions(marked.text, catalog, words)
    free = [
        m
        for m in known
        if not (is_generic(m.text, words) or _aside(marked, m) or _only_beside(marked.text, m))
    ]
    spans = marked.sentences[:MOST_SENTENCES]
    first = next(
        (one for one in spans if is_item(marked, one) and any(_names_one(one, [m]) for m in free)), None
    )
    too = asked_for_too(marked, free, spans, first)
    return distinct(mentioned(mention, marked.slice(at), where, 0.85) for mention, at in too)


def asked_together(marked: Marked, name: Name, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """`Please integrate with Slack and Teams` below `Slack`: the known names that a sentence asks for in one breath with
    `name`; none where it stands alone."""
    mentions = [m for m in asked_mentions(marked.text, catalog, words) if not is_generic(m.text, words)]
    for mention in [m for m in mentions if m.product is name.product][:MANY]:
        sentence = marked.sentence_at(mention.start)
        beside = [m for m in mentions if sentence.start <= m.start < sentence.end]
        listed = _enumerated(marked, beside, mention) if len(beside) > 1 else []
        if (
            len(listed) > 1
            and _are_asked(marked, sentence, listed)
            and not any(_aside(marked, m) for m in listed)
        ):
            return distinct(mentioned(m, marked.slice(sentence), where, 0.85) for m in listed)
    return []


def _are_asked(marked: Marked, sentence: Span, listed: Sequence[Mention]) -> bool:
    """Whether what asks stands right before a list of names, or a word such as `integration` right behind it."""
    if any(not marked.text[one.end : other.start].strip() for one, other in pairwise(listed)):
        return False  # `the 1Password Kubernetes Operator`
    first, last = (Span(m.start, m.end) for m in (listed[0], listed[-1]))
    led = marked.has(sentence, *WISHING) and cued(marked, first, titled=True) > 1
    return led or cued(marked, last) == 1


_BETWEEN = 90
"""Characters between two names of one list: a link or a word or two."""


def _enumerated(marked: Marked, mentions: Sequence[Mention], among: Mention | None = None) -> list[Mention]:
    """The longest run of names that only commas, bullets and links part, or the one that `among` is in."""
    best: list[Mention] = []
    current: list[Mention] = []
    listing = _LISTINGS.get(marked.language, _LISTING)
    for mention in mentions:
        gap = marked.text[current[-1].end : mention.start] if current else ""
        near = bool(current) and len(gap) <= _BETWEEN
        if not (near and (listing.fullmatch(gap) or _goes_on(marked, gap, current[-1], mention))):
            current = []
        current.append(mention)
        better = len(current) > len(best) if among is None else among in current
        best = current if better else best
    return best


def _goes_on(marked: Marked, gap: str, last: Mention, mention: Mention) -> bool:
    """Whether `mention` begins the next item behind the one of `last`; what a wish or a word on what is in use leads into
    is no item beside what was named there."""
    if not _NEXTITEM.fullmatch(gap):
        return False
    lead = _lead(marked, mention)
    return lead is None or lead.end <= last.start or not marked.has(lead, *WISHING, *_IN_USE)


_IN_USE = ("current", "uses", "not_asked")
_LISTING = re.compile(
    r"(?:[\s,;&/*•()\[\]–-]|\b\d{1,2}[.)]|https?://[^\s)]+|\b(?:and|or|und|oder|et|ou|y|e|o)(?: (?:with|to|for|from|mit|an|für|avec|à|pour|con|para|com))?(?: (?:the|our|der|die|das|dem|den|le|la|les|el|los))?\b|、|和|と|(?<=[\s(\[])[A-Z][\w.]*(?=[,\s)\]]))+"
)
_AND = {
    "nl": "en|of", "pl": "i|oraz|lub", "sv": "och|eller", "da": "og|eller", "no": "og|eller", "fi": "ja|tai", "cs": "a|nebo", "ru": "и|или", "tr": "ve|veya", "it": "ed",
}  # fmt: skip
_LISTINGS = {
    code: re.compile(_LISTING.pattern.replace("and|", f"and|{said}|", 1)) for code, said in _AND.items()
} | {
    "ko": re.compile(_LISTING.pattern.replace("、|", "、|(?:와|과|랑|및)|", 1)),
    "zh": re.compile(_LISTING.pattern.replace("、|", "、|与|與|及|以及|", 1)),
    "ja": re.compile(_LISTING.pattern.replace("、|", "、|や|および|及び|ならびに|", 1)),
}
"""Where `en` parts the names of a list; in Spanish and French it leads into the other one: `Jira en Slack`."""
_NEXTITEM = re.compile(r"[^\n]*\n\s*(?:(?:[-*•]|\d{1,2}[.)])\s+|[・●■]\s*)[\[*_\"]*")
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


def _only_beside(text: str, mention: Mention) -> bool:
    """Whether a name stands only beside what is asked for, where anything else is named."""
    place = Span(mention.start, mention.end)
    return there_already(text, place) or compared(text, place)


def _aside(marked: Marked, mention: Mention) -> bool:
    """Whether the words around a name put it aside."""
    place = Span(mention.start, mention.end)
    return (
        left_behind(marked.text, place)
        or model(marked.text, place)
        or put_aside(marked, marked.sentence_at(mention.start), mention)
        or refused(marked, place)
    )
