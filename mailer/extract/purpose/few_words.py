"""An order of a few words: `Snowflake please`, `Add Okta, thanks`, `Bitte Okta anbinden`."""

from collections.abc import Sequence

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit

MOST_BESIDE = 5
"""Words beside the name and the politeness."""
FIRST = 3
"""Sentences among which it stands."""


_SAID = ("before", "after", "connector", "order", "plead", "thanks")


def called_for(body: Marked, name: str) -> bool:
    """Whether a sentence is nothing but the integration with `name` and a politeness: `Frobnix integration, please!`"""
    return any(_calls_for(body, sentence, name) for sentence in body.sentences[:FIRST])


def _calls_for(body: Marked, sentence: Span, name: str) -> bool:
    at = body.text.find(name, sentence.start, sentence.end)
    if at < 0 or body.length(sentence) > 2 * MOST_BESIDE:
        return False
    hits = [hit for hit in body.within(sentence) if hit.tag in _SAID and not at <= hit.start < at + len(name)]
    meant = any(hit.tag in ("before", "after", "connector") for hit in hits)
    closing = [hit for hit in hits if hit.tag == "thanks"]
    grateful = any(
        not body.text[sentence.start : hit.start].rstrip().endswith((",", "、", "，")) for hit in closing
    )
    polite = bool(closing) or any(hit.tag == "plead" for hit in hits)
    reach, covered = sentence.start, body.length(Span(at, at + len(name)))
    for hit in hits:
        covered += body.length(Span(max(reach, hit.start), max(reach, hit.end)))
        reach = max(reach, hit.end)
    return polite and meant and not grateful and body.length(sentence) - covered <= 1


def ordered(body: Marked, name: str) -> bool:
    """Whether a clause of `body` is nothing but an order for `name`; `thanks for adding Okta` is none, nor is `we add Okta`."""
    clauses = (clause for sentence in body.sentences[:FIRST] for clause in body.clauses(sentence))
    return any(_orders(body, clause, name) for clause in clauses)


def _orders(body: Marked, clause: Span, name: str) -> bool:
    """It is a plea and the name alone, or a whole sentence such as `Okta support?`; or a verb begins it, or ends it after a
    plea."""
    at = body.text.casefold().find(name.casefold(), clause.start, clause.end)
    if at < 0:
        return False
    named = Span(at, at + len(name))
    hits = [hit for hit in body.within(clause) if not named.start <= hit.start < named.end]
    pleas = [hit for hit in hits if hit.tag == "plead"]
    beside = body.length(clause) - body.length(named) - _words(body, pleas)
    if beside == 0:
        return bool(pleas)
    behind = [hit for hit in hits if hit.tag == "after"]
    if (
        named.start == clause.start
        and clause in body.sentences
        and _only(body, Span(named.end, clause.end), behind)
    ):
        return True
    verbs = [hit for hit in hits if hit.tag == "order"]
    begins = any(_only(body, Span(clause.start, verb.start), pleas) for verb in verbs)
    ends = bool(pleas) and any(_only(body, Span(verb.end, clause.end), pleas) for verb in verbs)
    return beside <= MOST_BESIDE and (begins or ends)


def _only(body: Marked, span: Span, pleas: Sequence[Hit]) -> bool:
    """Whether nothing stands in `span` but pleas."""
    return body.length(span) == _words(body, [plea for plea in pleas if span.start <= plea.start < span.end])


def _words(body: Marked, hits: Sequence[Hit]) -> int:
    return sum(body.length(Span(hit.start, hit.end)) for hit in hits)
