"""What a mail asks for beside its first integration: `we would also like`, `second`, the next item of the list, `… too`."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from mailer.extract.names.aside import WISHING
from mailer.extract.names.listed_names import NAME
from mailer.extract.names.name import CASUAL, Name, capitalised, cued, distinct
from mailer.extract.names.unknown_names import unknown_names
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog, Mention

MOST_SENTENCES = 30
"""Sentences that are looked at; a mail that asks more often names its integrations in the first ones."""
MANY = 3
"""So many known names in one list are what the mail is about, and so many more are taken."""


def asked_for_too(
    marked: Marked, free: Sequence[Mention], asking: Sequence[Span], first: Span | None
) -> list[tuple[Mention, Span]]:
    """`We would also like Jira`: the names of sentences that ask for one thing more, not for more of the same thing; beside
    the sentence that asks `first`, those of the same numbered list too."""
    return [
        (mention, span)
        for span in asking
        if not _MORE_OF_IT.search(marked.text, span.start, span.end)
        for mention in free
        if span.start <= mention.start < span.end
        and (
            _too(marked, span)
            or counted(marked, span, mention)
            or (first and _apart(marked, first, span, mention))
        )
        and not _in_passing(marked, mention)
    ][:MANY]


def _too(marked: Marked, span: Span) -> bool:
    return marked.has(span, "request") and TOO.search(marked.text, span.start, span.end) is not None


def counted(marked: Marked, span: Span, mention: Mention) -> bool:
    """`Zweitens wäre Slack schön`: what the clause that counts on names is a wish of its own."""
    clauses = [one for one in marked.clauses(span) if one.start <= mention.start]
    near = clauses[-2:] if clauses and marked.length(clauses[max(0, len(clauses) - 2)]) <= 1 else clauses[-1:]
    return bool(near) and _COUNTED.match(marked.text, near[0].start) is not None


_COUNTED = re.compile(
    r"\W*+(?:second(?:ly)?|third(?:ly)?|zweitens|drittens|deuxièmement|troisièmement|en segundo lugar|em segundo lugar|en tercer lugar"
    r"|in secondo luogo|ten tweede|次に|二つ目)\b(?! (?:choice|best|half|one)\b)",
    re.IGNORECASE,
)


def _apart(marked: Marked, one: Span, other: Span, mention: Mention) -> bool:
    """Whether a sentence asks for a `mention` of its own: an item of the list that the first is in, `and please add`, or more
    of what is there where the first asks for what is new."""
    more = marked.has(other, "enhancement")
    if not (marked.has(other, *WISHING) and (more or cued(marked, Span(mention.start, mention.end)))):
        return False
    asks = marked.has(other, "request") or TOO.search(marked.text, other.start, other.end) is not None
    items = all(is_item(marked, span) for span in (one, other))
    kinds = asks and more is not marked.has(one, "enhancement")
    each = all(_of_what_is_there(marked, span) for span in (one, other))
    return items or kinds or each or _AND.match(marked.text, other.start, other.end) is not None


def _of_what_is_there(marked: Marked, span: Span) -> bool:
    """`The Jira connector should …`: a sentence that begins with what it wants changed."""
    return any(hit.tag == "enhancement" and hit.start == span.start for hit in marked.within(span))


_AND = re.compile(r"(?:and|und|et|y|e|en)\s", re.IGNORECASE)


def is_item(marked: Marked, span: Span) -> bool:
    return ITEM.search(marked.text, max(0, span.start - MARK), span.start) is not None


MARK = 8
"""Characters in which the mark of an item stands."""
ITEMS = re.compile(r"(?:^|\n)[ \t]*\(?2[.)][ \t]")
ITEM = re.compile(r"(?:^|\n)[ \t]*(?:[-*•–]|\(?\d{1,2}[.)])[ \t]+$")


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
TOO = re.compile(
    r"\b(?:also|too|as well|additionally|in addition|besides|another one|auch|außerdem|zusätzlich|zudem|ebenfalls|aussi|également|"
    r"en plus|también|además|também|além disso|anche|inoltre|ook|daarnaast|bovendien)\b|また|さらに|还|也",
    re.IGNORECASE,
)


def unknown_with_more(
    marked: Marked,
    asking: Sequence[Span],
    where: str,
    words: Words,
    catalog: Catalog,
    aside: Collection[str] = (),
) -> list[Name]:
    """The names that nobody knows: of the first sentence that asks for one, and of what asks for one thing more; none of the
    products whose keys are put `aside`."""
    found = unknown_names(marked, asking, where, words, catalog, aside)
    if not found:
        return []
    first = marked.text.find(found[0].text)
    more = [
        one
        for span in marked.sentences[:MOST_SENTENCES]
        for one in _counting_on(marked, span)
        if one.start > first
    ]
    names = (
        unknown_names(marked, [span], where, words, catalog) or _named_too(marked, span, found[0], words)
        for span in more[:MANY]
    )
    return distinct([*found, *(name for one in names for name in one if capitalised(name.text))])


def _named_too(marked: Marked, span: Span, alike: Name, words: Words) -> list[Name]:
    """`Also Blimpo would be great`, `it would be nice to have Blimpo too`: as sure as the name it is asked for beside."""
    found = _ALSO.search(marked.text, span.start, span.end)
    text = found["name"] or found["before"] if found else ""
    ordinary = any(form in words.ordinary or form in words.empty for form in forms(text))
    if not text or ordinary or all_noise(text, words) or is_generic(text, words):
        return []
    return [replace(alike, text=text, evidence=marked.slice(span), confidence=CASUAL)]


_ALSO = re.compile(
    rf"\b(?:[Aa]lso|[Aa]uch|[Aa]ussi|[Tt]ambién|[Tt]ambém|[Aa]nche|[Oo]ok) (?P<name>{NAME}) (?=would|wäre|serait|sería|seria|sarebbe|zou)"
    rf"|\b(?:have|get|see|add|adding|include|support|connect|integrate|want|need|avoir|ajouter|tener|añadir|ter|adicionar|avere|aggiungere|hebben|toevoegen) (?P<before>{NAME}),? (?:too|as well|aussi|también|também|anche|ook)\b"
)
"""A name in a sentence that asks for one thing more, right beside the word that says so."""


def _counting_on(marked: Marked, span: Span) -> Iterator[Span]:
    """A sentence that asks for one thing more (`Second, we need …`, `… too`), or its clauses that name one of their own
    (`and a Foobarly integration for the rota`)."""
    asks = marked.has(span, *WISHING) and not _MORE_OF_IT.search(marked.text, span.start, span.end)
    if asks and (TOO.search(marked.text, span.start, span.end) or _COUNTED.match(marked.text, span.start)):
        yield span
    elif asks:
        clauses = marked.clauses(span)[1:]
        yield from (one for one in clauses if marked.has(one, "after") and _AND.match(marked.text, one.start))
