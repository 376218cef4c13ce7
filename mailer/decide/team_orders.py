"""What the team's own verbs do with the request whose conversation they stand in.

Whoever comes here is a proven member of the team and answers a mail of ours to them (`orders` judges that).
"""

from collections.abc import Callable, Mapping

from mailer.decide import championship, corrections
from mailer.decide.case import Case
from mailer.decide.done import Done
from mailer.decide.evaluation import score_as_written
from mailer.decide.merging import merge
from mailer.decide.updates import change_status, needs_note, release_and_words
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Remark, Tell
from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.people import canonical
from mailer.model.request import Role
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.commands import Command, Verb


def _to(status: Status) -> Callable[[Case, Command, RequestView], Done]:
    def change(case: Case, command: Command, request: RequestView) -> Done:
        explains = status is Status.DECLINED or needs_note(request, status)
        release, words = release_and_words(command.argument, status)
        decision = change_status(
            request,
            status,
            note=words if explains else "",
            release=release,
            actor=case.sender.address,
            settle_seconds=case.policy.settle_seconds,
        )
        notes = (_internal(case, request, words),) if words and not explains else ()
        return Done(effects=(*decision.effects, *notes), tells=decision.tells, says=status.value)

    return change


def _note(case: Case, command: Command, request: RequestView) -> Done:
    return Done(effects=(_internal(case, request, command.argument),), says="noted")


def _internal(case: Case, request: RequestView, text: str) -> Remark:
    """A line for the team alone."""
    return Remark(target=Existing(number=request.number), what="note", text=text, actor=case.sender.address)


def _score(case: Case, command: Command, request: RequestView) -> Done:
    decision = score_as_written(request, command.argument, actor=case.sender.address)
    return Done(effects=decision.effects, says="scored")


def _ask(case: Case, command: Command, request: RequestView) -> Done:
    """A question to the requester, whose answer the triage digest waits for."""
    return _as_by_hand(corrections.ask(request, command.argument, actor=case.sender.address), "passed_on")


def _assign(case: Case, command: Command, request: RequestView) -> Done:
    """To whoever writes it, or to another one of the team."""
    who = Address(address=command.argument) if command.argument else case.sender
    if canonical(who.address) not in case.policy.team:
        raise Refused(f"{who.address} is none of the team")
    return _as_by_hand(corrections.assign(request, who, actor=case.sender.address), "assigned")


def _set(case: Case, command: Command, request: RequestView) -> Done:
    word, _, text = command.argument.partition(":")
    name = corrections.field_of(word.strip().replace(" ", "_"))
    decision = corrections.set_field(
        request, name, text.strip(), product=request.product, actor=case.sender.address
    )
    return _as_by_hand(decision, "set")


def _merge(case: Case, command: Command, request: RequestView) -> Done:
    wanted = command.argument.upper()
    into = next((view for view in case.snapshot.named if view.ref == wanted), None)
    if into is None:
        raise Refused(f"there is no request {wanted}")
    return _as_by_hand(merge(request, into, actor=case.sender.address), "merged")


def _as_by_hand(decision: Decision, says: str) -> Done:
    return Done(effects=decision.effects, tells=decision.tells, says=says)


def _reply(case: Case, command: Command, request: RequestView) -> Done:
    """The team's words, passed on to the requester as an answer of the service."""
    requester = request.requester
    if requester is None or not request.confirmed or not command.argument:
        return Done(says="nobody_to_tell", refused=True)
    tell = Tell(
        kind=NoticeKind.TEAM_QUESTION,
        to=Address(name=requester.name, address=requester.address),
        target=Existing(number=request.number),
        context=contexts.team_question(
            ref=request.ref, name=request.name, question=command.argument, asks=False
        ),
        language=requester.language,
    )
    passed = Remark(
        target=Existing(number=request.number), what="reply", text=command.argument, actor=case.sender.address
    )
    return Done(effects=(passed,), tells=(tell,), says="passed_on")


def _confirm(case: Case, command: Command, request: RequestView) -> Done:
    """All offers that wait, or those of an address, or of a role."""
    address, roles = _whose_offers(command.argument)
    return _as_by_hand(championship.confirm(request, address, roles, actor=case.sender.address), "confirmed")


def _delivered(case: Case, command: Command, request: RequestView) -> Done:
    """All that is not delivered yet, or what an address offered, or of a role."""
    address, roles = _whose_offers(command.argument)
    return _as_by_hand(
        championship.delivered(request, address, roles, actor=case.sender.address), "delivered"
    )


def _whose_offers(argument: str) -> tuple[str, list[Role]]:
    words = argument.replace(",", " ").split()
    return next((word for word in words if "@" in word), ""), [role for role in Role if role.value in words]


BY_THE_TEAM: Mapping[Verb, Callable[[Case, Command, RequestView], Done]] = {
    Verb.REVIEW: _to(Status.UNDER_REVIEW),
    Verb.ACCEPT: _to(Status.ACCEPTED),
    Verb.DECLINE: _to(Status.DECLINED),
    Verb.SCHEDULE: _to(Status.SCHEDULED),
    Verb.START: _to(Status.IN_DEVELOPMENT),
    Verb.COMPLETE: _to(Status.COMPLETED),
    Verb.NOTE: _note,
    Verb.REPLY: _reply,
    Verb.SCORE: _score,
    Verb.CONFIRM: _confirm,
    Verb.DELIVERED: _delivered,
    Verb.ASK: _ask,
    Verb.ASSIGN: _assign,
    Verb.SET: _set,
    Verb.MERGE: _merge,
}
