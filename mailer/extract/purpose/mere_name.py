"""Subjects that do no more than name an integration, `Slack connector`: whether the text below one asks for it."""

import re

from mailer.extract.names.aside import ASKING
from mailer.extract.names.kinds import KIND, is_there_by_name
from mailer.extract.purpose.signs import BESIDE, Signs, is_question
from mailer.extract.purpose.silent import FOR_US, is_silent
from mailer.extract.text.marked import Marked


def only_names(signs: Signs) -> bool:
    """Its subject does no more than name an integration: `Slack connector`. Anything may stand below it."""
    subject, whole = signs.subject, signs.subject.whole
    asks = any(hit.tag == "question_word" and hit.start == 0 for hit in subject.hits)
    named = signs.named_in_subject and (signs.beside_names <= BESIDE or asks) and signs.labelled == 0
    return named and subject.has(whole, *KIND, "after") and not subject.has(whole, *ASKING, "order", "task")


def fails_below(signs: Signs) -> bool:
    """`Slack integration`, and below it that since yesterday nothing arrives, without a wish."""
    body = signs.body
    return is_silent(signs) and any(
        (body.has(span, "lately") and body.has(span, "negation"))
        or any(
            hit.tag in ("bug", "fails") and _CLAUSE.search(body.text, hit.start, hit.end)
            for hit in body.within(span)
        )
        for span in body.sentences
    )


_CLAUSE = re.compile(r"\s(?!bug|error|issue)|n['’]t|cannot|[^\x00-\u024f]", re.IGNORECASE)
"""What fails is told in more than a word: `kommen keine`, `no longer`, not `a bug`."""


def asks_how(signs: Signs) -> bool:
    """It asks how, where or what of an integration something is, and wishes for none."""
    asks = signs.cues("question") > 0 or any(
        is_question(marked, span) and _HOW.match(marked.text, span.start) is not None
        for marked in (signs.subject, signs.body)
        for span in marked.sentences
    )
    return asks and is_silent(signs)


def speaks_how(subject: Marked) -> bool:
    """`How to set it up?`: the subject is that question."""
    return is_question(subject, subject.whole) and _HOW.match(subject.text) is not None


_HOW = re.compile(
    r"\W*+(?:hi,? |hello,? )?(?:how|where|why|what|which|when|who|is the|are the|does the|wie|wo|warum|was|welche\w?|wann|wer|ist die|comment|où|pourquoi"
    r"|quand|quels?|quelles?|cómo|dónde|por qué|cuándo|cuál(?:es)?|qué|como|onde|por que|quando|qual|quais|come|dove|perché|quale|hoe|waar|waarom|wanneer|wat)\b",
    re.IGNORECASE,
)


def speaks_of_ours(signs: Signs) -> bool:
    """It names an integration that is there, and wishes for nothing: `the HubSpot integration is on schedule`."""
    body, whole = signs.body, signs.body.whole
    told = only_names(signs) and is_there_by_name(body, set(signs.called))
    silent = is_silent(signs) and not body.has(whole, "lack", "itself", "awaits", "extension", "change")
    return told and silent and not FOR_US.search(body.text)
