"""Words in a conversation that changed nothing which can be read out of them: a person of the team has to see them."""

import re

from mailer.decide import held, team
from mailer.decide.case import Case
from mailer.model import contexts
from mailer.model.decision import Existing, Tell
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import canonical
from mailer.model.snapshot import RequestView

ASKS = re.compile(r"[?？][ \t]*$", re.MULTILINE)
"""A line that ends as a question does."""
SOME_WORDS = 4
"""Fewer beside a verb are a greeting."""


def tell_team(case: Case, request: RequestView, newly: Audience = Audience.STRANGER) -> tuple[Tell, ...]:
    """Who takes care of `request`, or else who is told of new ones, gets the sender's words, with a way to answer. A sender
    who took no part in it before this mail is `newly` what it makes of them."""
    assigned = Address(address=request.assigned_to) if request.assigned_to else None
    reader = assigned or case.policy.told_of_new
    if reader is None or canonical(reader.address) == canonical(case.sender.address):
        return ()
    mine = request.requester is not None and request.requester == case.snapshot.person
    obeyed = bool(team.actions(case.policy, reader.address, request.status))
    context = contexts.team_heard(
        ref=request.ref,
        name=request.name,
        status=request.status,
        sender=case.sender,
        part=_audience(case, request, newly),
        text=case.message.new_text,
        actions=(*(("reply: ",) if mine else ()), "note: ") if obeyed else (),
    )
    target = Existing(number=request.number)
    return (Tell(kind=NoticeKind.TEAM_HEARD, to=reader, target=target, context=context, role=Audience.TEAM),)


def needs_a_person(case: Case, request: RequestView) -> bool:
    """Whether a mail that was understood may hold more than that: it asks, or the request's way has ended."""
    return says_more(case) or not request.open or bool(ASKS.search(case.message.new_text))


def says_more(case: Case) -> bool:
    """Whether beside what changes there are words that nobody could read: an answer that is no value, a refusal to answer."""
    return case.answers is not None and (case.answers.unread or case.answers.refuses)


def tell_sender(case: Case, request: RequestView) -> tuple[Tell, ...]:
    """ "A person will read your mail", once a day, in the sender's own conversation about `request`."""
    return held.tell_once_a_day(case, Existing(number=request.number), _audience(case, request))


def _audience(case: Case, request: RequestView, newly: Audience = Audience.STRANGER) -> Audience:
    """As what the sender takes part."""
    person = case.snapshot.person
    mine = request.participant(person.id) if person else None
    return Audience(mine.part.value) if mine else newly
