"""A role that nobody fills any more: those who ask for the same are asked whether they would."""

from collections.abc import Sequence

from mailer.decide.audience import audience
from mailer.model import contexts
from mailer.model.decision import Existing, Tell
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Part, Person
from mailer.model.request import Role
from mailer.model.snapshot import RequestView


def seats_are_free(request: RequestView, gone: Person, roles: Sequence[Role]) -> tuple[Tell, ...]:
    """To the voters who hear of such things and do not help already, one mail each; the same seats are offered once."""
    helping = {p.person.id for p in request.participants if p.part is Part.CHAMPION} | {gone.id}
    context = contexts.champion_wanted(
        ref=request.ref, name=request.name, status=request.status, release=request.release, roles=roles
    )
    return tuple(
        Tell(
            kind=NoticeKind.CHAMPION_WANTED,
            to=Address(name=listener.person.name, address=listener.person.address),
            target=Existing(number=request.number),
            context=context,
            language=listener.person.language,
            role=listener.audience,
            period_key=f"seat:{request.number}:{'+'.join(roles)}:{listener.person.id}",
        )
        for listener in audience(request, actor="")
        if listener.audience is Audience.VOTER and listener.person.id not in helping
    )
