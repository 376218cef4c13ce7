"""What an answer says to a mail of ours that nobody had asked for: did you write this, is it yours, would you follow it?"""

import re
from dataclasses import replace

from mailer.decide import held
from mailer.decide.case import Case, ends
from mailer.decide.heard import ASKS
from mailer.model.consent import Consent
from mailer.model.decision import Decision, Effect, Suppress
from mailer.model.inbox import Outcome
from mailer.recognise.commands import read_commands
from mailer.recognise.recognition import CONFIRMED
from mailer.recognise.verbs import Verb

_SENTENCE = re.compile(r"[.!?。！？\n]+")


def of(case: Case) -> Consent:
    """The mail's yes, no or stop; what asks to be forgotten is for a person to read."""
    said = verbs(case)
    if Verb.FORGET in said:
        return Consent.UNSURE
    if Verb.STOP in said:
        return Consent.UNSURE if case.consent is Consent.YES else Consent.STOP
    return case.consent


def leave_alone(case: Case) -> tuple[Effect, ...]:
    """Who takes part in nothing and says stop gets no mail any more, whoever writes to us in their name."""
    return (Suppress(address=case.sender.address, reason="unsubscribed"),)


def needs_a_reader(case: Case) -> bool:
    """Whether there is a question in it that a person of the team should see, beside what it says."""
    return bool(ASKS.search(case.message.new_text))


def for_a_person(case: Case, because: str) -> Decision:
    """Held; its sender, who has shown by our token that they read this address, is told so once a day."""
    return ends(Outcome.HELD, because, tells=held.tell_once_a_day(proven(case)))


def proven(case: Case) -> Case:
    """The same mail, of a sender who reads what we send to that address, in the language that they were asked in."""
    person = case.snapshot.person
    language = person.language if person else case.understanding.language
    return replace(
        case,
        recognition=replace(case.recognition, sender=CONFIRMED),
        understanding=replace(case.understanding, language=language, because=CONFIRMED.because),
    )


def verbs(case: Case) -> set[Verb]:
    """The verbs that are a whole sentence of it."""
    sentences = map(str.strip, _SENTENCE.split(case.message.new_text))
    commands = [c for one in sentences for c in read_commands(one, case.policy.grammar).commands]
    return {command.verb for command in commands if not command.implied}
