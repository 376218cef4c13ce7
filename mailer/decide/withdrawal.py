"""A requester takes their request back: it ends only when nobody else asks for it."""

from mailer.decide.audience import audience
from mailer.model import contexts
from mailer.model.decision import Close, Decision, Existing, Leave, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.people import Part, Person
from mailer.model.snapshot import WITHDRAWN, RequestView

BECAUSE = "they withdrew it"


def may_withdraw(request: RequestView, person: Person | None) -> bool:
    """Whether the person made this request, or one that was merged into it."""
    mine = (p for p in request.participants if person is not None and p.person.id == person.id)
    return any(p.part is Part.REQUESTER or p.came_with for p in mine)


def withdraw(request: RequestView, person: Person) -> Decision:
    """The person asks for `request` no more.

    Where others ask too, it stays open for them, without a requester: nobody is put into that place unasked. Else it is
    closed, and whoever follows it or offered to help is told.
    """
    target = Existing(number=request.number)
    leaves = tuple(
        Leave(target=target, address=person.address, part=part, because=BECAUSE)
        for part in (Part.REQUESTER, Part.VOTER)
    )
    if request.votes > 1:
        because = f"{person.address} asks for {request.ref} no more; others do"
        return Decision(outcome=Outcome.COMMAND, because=because, effects=leaves)
    close = Close(target=target, closed_by=WITHDRAWN, actor=person.address)
    tells = tell_withdrawn(request, actor=person.address)
    because = f"{person.address} withdrew {request.ref}, and nobody else asks for it"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=(*leaves, close), tells=tells)


def tell_withdrawn(request: RequestView, *, actor: str) -> tuple[Tell, ...]:
    """Whoever hears of decisions about `request` is told that it is closed; the `actor` knows."""
    return tuple(
        Tell(
            kind=NoticeKind.WITHDRAWN,
            to=Address(name=one.person.name, address=one.person.address),
            target=Existing(number=request.number),
            context=contexts.withdrawn(ref=request.ref, name=request.name),
            language=one.person.language,
            role=one.audience,
        )
        for one in audience(request, actor=actor, decision=True)
    )
