"""A wish that was taken for another request's becomes a request of its own."""

from dataclasses import replace

from mailer.decide.case import told
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import (
    Decision,
    Effect,
    Existing,
    Leave,
    New,
    OpenRequest,
    Origin,
    SettleInbox,
    TakeBack,
    Tell,
    ref_of,
)
from mailer.model.inbox import InboxRow, Outcome, strongest
from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.people import Part
from mailer.model.reading import Reading
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


JOINED = frozenset({Outcome.VOTE.value, Outcome.DETAILS.value})
"""What a mail's wish did that was taken for the same as an earlier one's."""


def joined_by(row: InboxRow, at: int, ref: str) -> bool:
    """Whether the mail's wish number `at` (from 0) was joined to the request `ref`."""
    line = row.effects[at] if at < len(row.effects) else {}
    return line.get("effect") in JOINED and line.get("ref") == ref


def take_out(
    request: RequestView, row: InboxRow, reading: Reading, at: int, *, prefix: str, actor: str
) -> Decision:
    """Wish number `at` (from 0) of the mail in `row`, joined to `request`, becomes its author's own request.

    Their vote goes, or the fields that the mail had changed get their former values back; the author is told. Raises
    Refused when the mail, as it is read now, has no such wish.
    """
    author, understanding = reading.message.sender, reading.understanding
    if author is None or at >= len(understanding.requests):
        raise Refused(f"mail {row.id}, as it is read now, has no request {at + 1}")
    details, language = understanding.requests[at], understanding.language
    because = f"taken out of {request.ref} by a person of the team ({actor})"
    effects = take_apart(
        request, author, details, language=language, subject=reading.message.subject, because=because
    )
    restore = TakeBack(target=Existing(number=request.number), inbox=row.id, actor=actor, because=because)
    lines = list(row.effects)
    lines[at] = told(Outcome.REQUEST, because, ref_of(New(slot=0), prefix))
    outcome = strongest([Outcome(str(line["effect"])) for line in lines])
    settled = SettleInbox(inbox=row.id, outcome=outcome, because=because, told=tuple(lines))
    # a key of its own: the mail may have had an acknowledgement of what else is in it
    card = replace(
        acknowledge(author, details, language=language, prefix=prefix),
        period_key=f"taken out:{row.id}:{at}",
    )
    return Decision(
        outcome=Outcome.COMMAND,
        because=f"request {at + 1} of mail {row.id} is taken out of {request.ref}",
        effects=(*effects, restore, settled),
        tells=(card,),
        told=(lines[at],),
    )
