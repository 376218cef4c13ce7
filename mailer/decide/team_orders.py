"""What the team's own verbs do with the request that they are about.

Whoever comes here may decide (`team.may_decide`). Each verb says in the transcript what it changed, from what to what.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from mailer.decide import championship, corrections
from mailer.decide.case import Case
from mailer.decide.done import Done
from mailer.decide.evaluation import score_as_written
from mailer.decide.merging import merge
from mailer.decide.updates import change_status, needs_note
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import (
    Assign,
    ChangeStatus,
    Decision,
    Effect,
    Existing,
    Merge,
    Offer,
    Remark,
    Score,
    SetFields,
    Tell,
)
from mailer.model.evaluation import Mark
from mailer.model.message import Address
from mailer.model.notice import Json, NoticeKind
from mailer.model.people import canonical
from mailer.model.request import Field, Role
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.team_commands import has_orders
from mailer.recognise.team_lines import Order
from mailer.recognise.verbs import Verb
from mailer.rules.names import split
from mailer.rules.release_names import as_known, looks_like_release

FOR_A_RELEASE = frozenset({Status.SCHEDULED, Status.IN_DEVELOPMENT, Status.COMPLETED})


def note(case: Case, text: str, request: RequestView) -> Done:
    """Keep `text` for the team alone."""
    shows: Mapping[str, Json] = {"text": text, "unheard": has_orders(text)}
    return Done(effects=(_internal(case, request, text),), says="noted", shows=shows)


def later(request: RequestView, effects: tuple[Effect, ...]) -> RequestView:
    """`request` as the next order of the same mail finds it."""
    for effect in effects:
        match effect:
            case ChangeStatus():
                release = effect.release or request.release
                request = replace(request, status=effect.to, release=release, closed_by="")
            case SetFields():
                request = replace(request, fields={**request.fields, **effect.values})
            case Merge():
                into = f"merged:{effect.into.number}"
                request = replace(request, merged_into=effect.into.number, closed_by=into)
            case Assign():
                request = replace(request, assigned_to=effect.address)
            case _:
                pass
    return request


def marked(
    marks: Mapping[int, tuple[Mark, ...]], effects: tuple[Effect, ...], now: datetime
) -> Mapping[int, tuple[Mark, ...]]:
    """The `marks` by request, with those that the effects give."""
    found = dict(marks)
    for given in effects:
        if isinstance(given, Score) and isinstance(given.target, Existing):
            mark = Mark(
                criterion=given.criterion, mark=given.mark, actor=given.actor, note=given.note, at=now
            )
            found[given.target.number] = (*found.get(given.target.number, ()), mark)
    return found


def _to(status: Status) -> Callable[[Case, Order, RequestView], Done]:
    def change(case: Case, order: Order, request: RequestView) -> Done:
        release = _release(case, order, request) if order.release else ""
        if order.release and not release:
            return note(case, _as_written(order), request)
        explains = status is Status.DECLINED or needs_note(request, status)

        decision = change_status(
            request,
            status,
            note=order.argument if explains else "",
            release=release if status in FOR_A_RELEASE else "",
            actor=case.sender.address,
            settle_seconds=case.policy.settle_seconds,
        )
        return _moved(case, order, request, decision, explains=explains)

    return change


def _moved(case: Case, order: Order, request: RequestView, decision: Decision, *, explains: bool) -> Done:
    now = later(request, decision.effects)
    kept = () if explains or not order.argument else (_internal(case, request, order.argument),)
    shows: Mapping[str, Json] = {
        "old": request.status.value,
        "old_release": request.release,
        "release": now.release,
        "told": len(decision.tells),
        "explanation" if explains else "kept": order.argument,
    }
    return Done(effects=(*decision.effects, *kept), tells=decision.tells, says=now.status.value, shows=shows)


def _release(case: Case, order: Order, request: RequestView) -> str:
    """The release that the order names, as it is spelt already; empty where the words are a sentence. Refused for a word
    that is no release's: everybody would read it."""
    known = as_known(order.release, (*case.snapshot.releases, request.release))
    if known or looks_like_release(order.release):
        return known or order.release
    if len(order.release.split()) > 1:
        return ""
    raise Refused(f"{order.release!r} looks like no release; write it as in `{order.verb.value} v0.5`")


def _as_written(order: Order) -> str:
    """The whole of what turned out to be no order."""
    return "\n".join([order.line, *order.argument.split("\n")[1:]])


def _note(case: Case, order: Order, request: RequestView) -> Done:
    if not order.argument:
        return Done(says="no_text", refused=True)
    return note(case, order.argument, request)


def _internal(case: Case, request: RequestView, text: str) -> Remark:
    """A line for the team alone."""
    return Remark(target=Existing(number=request.number), what="note", text=text, actor=case.sender.address)


def _score(case: Case, order: Order, request: RequestView) -> Done:
    decision = score_as_written(request, order.argument, actor=case.sender.address)
    given = next(effect for effect in decision.effects if isinstance(effect, Score))
    marks = case.snapshot.marks.get(request.number, ())
    before = [m.mark for m in marks if m.criterion is given.criterion and m.actor == given.actor]
    shows: Mapping[str, Json] = {
        "criterion": given.criterion.value,
        "old": before[-1] if before else 0,
        "mark": given.mark,
        "text": given.note,
    }
    return Done(effects=decision.effects, says="scored", shows=shows)


def _ask(case: Case, order: Order, request: RequestView) -> Done:
    """A question to the requester, whose answer the triage digest waits for."""
    decision = corrections.ask(request, order.argument, actor=case.sender.address)
    return Done(
        effects=decision.effects, tells=decision.tells, says="asked", shows=_to_whom(request, order.argument)
    )


def _to_whom(request: RequestView, text: str) -> Mapping[str, Json]:
    requester = request.requester
    who = Address(name=requester.name, address=requester.address) if requester else ""
    return {"who": str(who), "text": text}


def _assign(case: Case, order: Order, request: RequestView) -> Done:
    """To whoever writes it, or to another one of the team."""
    who = _colleague(case, order.argument) if order.argument else case.sender
    marks = case.snapshot.marks.get(request.number, ())
    decision = corrections.assign(
        request,
        who,
        actor=case.sender.address,
        policy=case.policy,
        marks=marks,
    )
    shows: Mapping[str, Json] = {"who": str(who), "old": request.assigned_to if decision.effects else ""}
    says = "assigned" if decision.effects else "assigned_already"
    return Done(effects=decision.effects, tells=decision.tells, says=says, shows=shows)


def _colleague(case: Case, written: str) -> Address:
    """The one of the team whom an address or a name means. Refused with those there are."""
    team_of = case.snapshot.colleagues
    if "@" in written:
        address = written.rpartition("<")[2].strip(" <>.,;").removeprefix("mailto:")
        found = [one for one in team_of if canonical(one.address) == canonical(address)]
    else:
        words = set(split(written))
        found = [one for one in team_of if words <= {*split(one.name), *split(one.address.partition("@")[0])}]
    if len(found) == 1:
        return found[0]
    some = "more than one" if found else "none"
    raise Refused(
        f"{written.strip(' .')} is {some} of the team; there are {', '.join(one.address for one in team_of)}"
    )


def _set(case: Case, order: Order, request: RequestView) -> Done:
    name = order.field or Field.INTEGRATION_NAME
    product = request.product
    if name is Field.INTEGRATION_NAME and case.catalog:
        known = case.catalog.find(order.argument)
        product = known.key if known else ""
    decision = corrections.set_field(
        request, name, order.argument, product=product, actor=case.sender.address
    )
    now = later(request, decision.effects)
    shows: Mapping[str, Json] = {
        "field": name.value,
        "old": list(request.fields[name].items) if name in request.fields else [],
        "new": list(now.fields[name].items),
    }
    return Done(effects=decision.effects, tells=decision.tells, says="set", shows=shows)


def _merge(case: Case, order: Order, request: RequestView) -> Done:
    wanted = order.argument if "-" in order.argument else f"{case.policy.prefix}-{order.argument}"
    into = next((view for view in case.snapshot.named if view.ref == wanted), None)
    if into is None:
        raise Refused(f"there is no request {wanted}")
    decision = merge(request, into, actor=case.sender.address)
    shows: Mapping[str, Json] = {
        "ref": request.ref,
        "into": into.ref,
        "name": into.name,
        "told": len(decision.tells),
    }
    return Done(effects=decision.effects, tells=decision.tells, says="merged", shows=shows)


def _reply(case: Case, order: Order, request: RequestView) -> Done:
    """The team's words, passed on to the requester as an answer of the service."""
    requester = request.requester
    if requester is None or not request.confirmed:
        return Done(says="nobody_to_tell", refused=True)
    if not order.argument:
        return Done(says="no_text", refused=True)
    tell = Tell(
        kind=NoticeKind.TEAM_QUESTION,
        to=Address(name=requester.name, address=requester.address),
        target=Existing(number=request.number),
        context=contexts.team_question(
            ref=request.ref, name=request.name, question=order.argument, asks=False
        ),
        language=requester.language,
    )
    passed = Remark(
        target=Existing(number=request.number), what="reply", text=order.argument, actor=case.sender.address
    )
    return Done(effects=(passed,), tells=(tell,), says="passed_on", shows=_to_whom(request, order.argument))


def _confirm(case: Case, order: Order, request: RequestView) -> Done:
    """All offers that wait, or those of an address, or of a role."""
    return _about_offers(
        championship.confirm(request, *_whose_offers(order), actor=case.sender.address), "confirmed"
    )


def _delivered(case: Case, order: Order, request: RequestView) -> Done:
    """All that is not delivered yet, or what an address offered, or of a role."""
    return _about_offers(
        championship.delivered(request, *_whose_offers(order), actor=case.sender.address), "delivered"
    )


def _whose_offers(order: Order) -> tuple[str, list[Role]]:
    words = order.argument.lower().replace(",", " ").split()
    return next((word for word in words if "@" in word), ""), [role for role in Role if role.value in words]


def _about_offers(decision: Decision, says: str) -> Done:
    offers: list[Json] = [
        {"who": effect.address, "roles": [role.value for role in effect.roles]}
        for effect in decision.effects
        if isinstance(effect, Offer) and not effect.asks
    ]
    return Done(effects=decision.effects, tells=decision.tells, says=says, shows={"offers": offers})


BY_THE_TEAM: Mapping[Verb, Callable[[Case, Order, RequestView], Done]] = {
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
