"""What becomes of mail that no person wrote, of second copies and of old mail: recorded, never answered (RFC 3834)."""

from mailer.decide.case import Case, ends
from mailer.model.decision import Decision, Effect, Suppress
from mailer.model.inbox import Outcome
from mailer.model.message import Automatic, FailedRecipient
from mailer.model.people import canonical

OUTCOME_OF = {
    Automatic.AUTO_REPLY: Outcome.AUTO_REPLY,
    Automatic.BOUNCE: Outcome.BOUNCE,
    Automatic.DELIVERY_NOTICE: Outcome.BOUNCE,
    Automatic.COMPLAINT: Outcome.BOUNCE,
    Automatic.LIST: Outcome.IGNORED,
    Automatic.BULK: Outcome.IGNORED,
    Automatic.OWN: Outcome.IGNORED,
}

FULL_SCORE = 100
SOFT_SCORE = 20
BOUNCE_DAYS = 60
"""A mailbox that bounced may come back; a complaint stays."""


def second_copy(case: Case) -> Decision | None:
    """The same mail a second time (another alias, a list copy, new UIDs) does nothing."""
    if case.snapshot.copy_of is None:
        return None
    return ends(Outcome.IGNORED, f"the same mail as number {case.snapshot.copy_of}")


def automatic(case: Case) -> Decision | None:
    """Mail by a machine is recorded; a bounce of our own mail counts against the address it was for."""
    kind = case.recognition.automatic
    if kind is None:
        return None
    return ends(OUTCOME_OF[kind], case.recognition.because, effects=_consequences(case, kind))


def blocked(case: Case) -> Decision | None:
    """Whom the team blocked is not read; a person can still file the mail by hand."""
    if not case.snapshot.blocked:
        return None
    return ends(Outcome.IGNORED, "its sender is blocked; `mailer suppressions remove` lets them in again")


def too_old(case: Case) -> Decision | None:
    """Mail from before the first start is on record and no more (CONTRACT: `first_start`)."""
    if case.row.answer:
        return None
    return ends(Outcome.IGNORED, "older than the first start; `mailer inbox file` files it")


def _consequences(case: Case, kind: Automatic) -> tuple[Effect, ...]:
    """Only a report that shows our own signed token counts: a forged bounce silences nobody (R-46)."""
    if case.snapshot.bounced is None:
        return ()
    address, _ = case.snapshot.bounced
    if kind is Automatic.COMPLAINT:
        return (Suppress(address=address, reason="complaint", score=FULL_SCORE),)
    delivery = case.message.delivery
    if kind is not Automatic.BOUNCE or delivery is None:
        return ()
    score = FULL_SCORE if _is_permanent(delivery.recipients, address) else SOFT_SCORE
    return (Suppress(address=address, reason="bounce", score=score, days=BOUNCE_DAYS),)


def _is_permanent(recipients: tuple[FailedRecipient, ...], address: str) -> bool:
    about = [r for r in recipients if canonical(r.address) == canonical(address)] or list(recipients)
    return any(r.permanent for r in about)
