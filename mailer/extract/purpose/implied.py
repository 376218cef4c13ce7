"""Wishes that no sentence asks for: what should happen between two programs, and a name that answers which one is meant."""

from mailer.extract.names.kinds import KIND
from mailer.extract.names.used_names import lone_words
from mailer.extract.purpose.signs import Signs
from mailer.extract.wishes.should_be import should_be


def between_two(signs: Signs) -> bool:
    """Its author works with ours and another program, and tells what should happen in the one when something does in the
    other; nothing is broken."""
    plain = not signs.answering and signs.labelled == 0 and signs.names > 0
    told = plain and (signs.known or signs.program) and should_be(signs.body)
    return told and signs.cues("bug", "lately", "pitch", "spam") == 0


def names_it(signs: Signs) -> bool:
    """Below a subject that speaks of some integration, one sentence of an answer, or the line below a label, is the name of
    a known one and nothing else."""
    body, subject = signs.body, signs.subject
    asked = signs.connects or subject.has(subject.whole, *KIND, "before")
    open_ = asked and not any(name in subject.text for name in signs.called)
    return (
        open_
        and not signs.fails
        and signs.cues("bug") == 0
        and any(one in signs.called for one in lone_words(body, answers=signs.answering))
    )
