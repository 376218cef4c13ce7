"""What one mail does: a table of rules, the first that speaks decides.

Every mail ends here in exactly one outcome with its reason; what no rule understands, a person reads.
"""

from collections.abc import Callable
from dataclasses import replace

from mailer.decide import (
    automatic,
    ballots,
    crowds,
    filing,
    forgetting,
    held,
    in_copy,
    news,
    on_behalf,
    orders,
    reply,
    team_mail,
    unproven,
)
from mailer.decide.case import Case
from mailer.decide.mechanical import looks_mechanical
from mailer.model.decision import ChangeStatus, Decision, Existing, Tell
from mailer.model.notice import Audience, NoticeKind

Rule = Callable[[Case], Decision | None]

UNCALLED_FOR = (NoticeKind.TEAM_HEARD, NoticeKind.WATCH_OFFER)
"""Kinds that no mail of a machine brings about."""
RULES: tuple[Rule, ...] = (
    held.too_big,
    automatic.second_copy,
    automatic.automatic,
    automatic.blocked,
    automatic.too_old,
    held.without_sender,
    unproven.confirmation,
    in_copy.answer,
    reply.unsubscribe,
    forgetting.consent,
    ballots.ballot,
    team_mail.by_the_team,
    orders.orders,
    news.news,
    reply.reply,
    held.stray,
    on_behalf.passed_on,
    filing.request,
    unproven.request,
    held.thanks,
    held.for_a_person,
)


def decide(case: Case) -> Decision:
    """Return what the mail of `case` does; the last rule always speaks."""
    spoken = next(decision for rule in RULES if (decision := rule(case)) is not None)
    decision = unproven.nothing_left_waiting(case, crowds.held_back(case, spoken), case.sender.address)
    decision = _discreet(decision, case)
    if case.answered_before:
        return replace(decision, because=f"{decision.because}; answered before the restore", tells=())
    decision = _told_of_unread(decision, case)
    if case.message.secrets:
        decision = _warned(decision, case)
    if case.snapshot.suppressed or case.wants_no_answer:
        return replace(
            decision, tells=tuple(t for t in decision.tells if t.to.address != case.sender.address)
        )
    machine = looks_mechanical(case, decision)
    if machine:
        return replace(
            decision,
            because=f"{decision.because}; not answered: {machine}",
            tells=tuple(
                t
                for t in decision.tells
                if t.to.address != case.sender.address and t.kind not in UNCALLED_FOR
            ),
        )
    return decision


def _discreet(decision: Decision, case: Case) -> Decision:
    """Nobody is told another's request by its reference before the team has looked at it, which it does with this
    mail where its status changes; who passed one on knows it."""
    reviewed = {effect.target for effect in decision.effects if isinstance(effect, ChangeStatus)}
    told = (tell if tell.target in reviewed else _unnamed(tell, case) for tell in decision.tells)
    return replace(decision, tells=tuple(told))


def _unnamed(tell: Tell, case: Case) -> Tell:
    """`tell` without the reference, where its reader may not know it yet."""
    if (
        tell.role is Audience.TEAM
        or tell.kind is NoticeKind.PASSED_ON
        or not isinstance(tell.target, Existing)
    ):
        return tell
    view = case.snapshot.seen.get(tell.target.number)
    return tell if view is None or view.known_to(tell.to.address) else replace(tell, unnamed=True)


_NAMED = 3
"""Attachments that an answer names at most."""


def _told_of_unread(decision: Decision, case: Case) -> Decision:
    """The author hears in the answer which of their attachments could not be opened; for that alone there is none. The team
    finds them beside the reason."""
    unread = [one.filename for one in case.understanding.attached if one.kind == "unread"][:_NAMED]
    if not unread:
        return decision
    return replace(
        decision,
        because=f"{decision.because}; not read: {', '.join(unread)}",
        tells=tuple(
            replace(tell, context={**tell.context, "unopened": unread}) if _answers(tell, case) else tell
            for tell in decision.tells
        ),
    )


def _answers(tell: Tell, case: Case) -> bool:
    return tell.to.address == case.sender.address and not tell.kind.is_content_free


def _warned(decision: Decision, case: Case) -> Decision:
    """The author hears in the answer that a secret of theirs was taken out (R-86), and gets an answer for that alone
    where there is none; nobody else hears it."""
    mine = [tell for tell in decision.tells if _answers(tell, case)]
    others = tuple(t for t in decision.tells if t not in mine)
    told = {"secrets": list(case.message.secrets)}
    warned = (replace(t, context={**t.context, **told}) for t in mine or held.tell(case))
    return replace(decision, tells=(*warned, *others))
