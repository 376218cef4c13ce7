"""A wish that was taken for another request's becomes a request of its own."""

from mailer.model import contexts
from mailer.model.decision import Effect, Existing, Leave, New, OpenRequest, Origin, Tell, ref_of
from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.people import Part
from mailer.model.request import Details
from mailer.model.snapshot import RequestView
from mailer.model.status import Status


def take_apart(
    request: RequestView, author: Address, details: Details, *, language: str, subject: str, because: str
) -> tuple[Effect, ...]:
    """The author's vote for `request` ends, and `details` are their own request, the first that is opened."""
    leave = Leave(
        target=Existing(number=request.number), address=author.address, part=Part.VOTER, because=because
    )
    opened = OpenRequest(
        slot=0,
        details=details,
        requester=author,
        language=language,
        subject=subject,
        confirmed=True,
        asked=contexts.questions(details.missing),
        because=because,
        apart=True,
    )
    return leave, opened


def acknowledge(
    author: Address, details: Details, *, language: str, prefix: str, answer_to: Origin | None = None
) -> Tell:
    """What its author is told: the card of the request that they have now."""
    target = New(slot=0)
    asked = contexts.questions(details.missing)
    card = contexts.card(ref=ref_of(target, prefix), details=details, status=Status.SUBMITTED, asked=asked)
    return Tell(
        kind=NoticeKind.ACKNOWLEDGEMENT,
        to=author,
        target=target,
        context=contexts.acknowledgement(cards=[card]),
        language=language,
        answer_to=answer_to,
    )
