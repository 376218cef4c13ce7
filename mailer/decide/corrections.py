"""What the team sets right by hand: a field, a vote, a champion, a question to the requester, two requests that are one."""

from mailer.decide.audience import audience
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import (
    Close,
    Decision,
    Effect,
    Existing,
    Join,
    Leave,
    Remark,
    SetFields,
    Tell,
)
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.people import OfferState, Part
from mailer.model.request import Evidence, Field, Priority, Role, Value
from mailer.model.snapshot import RequestView
from mailer.rules.merge import TEAM


def _by_hand(because: str, *effects: Effect, tells: tuple[Tell, ...] = ()) -> Decision:
    return Decision(outcome=Outcome.COMMAND, because=because, effects=effects, tells=tells)


def field_of(word: str) -> Field:
    """The field that `word` names, with or without `technical.`; Refused names those there are."""
    for name in Field:
        if word.strip().lower() in (name.value, name.value.rpartition(".")[2]):
            return name
    known = ", ".join(name.value.rpartition(".")[2] for name in Field)
    raise Refused(f"{word!r} is no field; there are {known}")


def set_field(request: RequestView, name: Field, text: str, *, product: str, actor: str) -> Decision:
    """Set a field; no mail overwrites what a person of the team set. Refused for a priority that there is not."""
    items = (
        tuple(part.strip() for part in text.split(",") if part.strip()) if name.is_list else (text.strip(),)
    )
    if name is Field.PRIORITY and items[0] not in list(Priority):
        raise Refused(f"{text!r} is no priority; there are {', '.join(Priority)}")
    if not items or not items[0]:
        raise Refused(f"{name.value} needs a value")
    value = Value(items=items, evidence=Evidence(text=text, where=TEAM, confidence=1.0))
    because = f"{name.value} of {request.ref} is set"
    effect = SetFields(
        target=Existing(number=request.number),
        values={name: value},
        product=product,
        actor=actor,
        because=because,
    )
    return _by_hand(because, effect)


def vote(request: RequestView, address: str, *, remove: bool) -> Decision:
    """Count a person's vote, or take it back."""
    target = Existing(number=request.number)
    if remove:
        because = f"{address} no longer asks for {request.ref}"
        return _by_hand(
            because, Leave(target=target, address=address, part=Part.VOTER, because="by the team")
        )
    join = Join(target=target, address=Address(address=address), part=Part.VOTER, because="by the team")
    return _by_hand(f"{address} asks for {request.ref} too", join)


def champion(request: RequestView, address: str, role: Role, *, remove: bool) -> Decision:
    """Confirm a person as champion in a role, or take the role back."""
    target = Existing(number=request.number)
    if remove:
        leave = Leave(target=target, address=address, part=Part.CHAMPION, role=role, because="by the team")
        return _by_hand(f"{address} is no champion for {role.value} of {request.ref} any more", leave)
    join = Join(
        target=target,
        address=Address(address=address),
        part=Part.CHAMPION,
        role=role,
        state=OfferState.CONFIRMED,
        because="by the team",
    )
    return _by_hand(f"{address} is champion for {role.value} of {request.ref}", join)


def ask(request: RequestView, question: str, *, actor: str) -> Decision:
    """Pass a question of the team on to the requester. Refused when nobody may be asked."""
    requester = request.requester
    if requester is None or not request.confirmed:
        raise Refused(f"{request.ref} has no confirmed requester to ask")
    if not question.strip():
        raise Refused("the question is empty")
    target = Existing(number=request.number)
    tell = Tell(
        kind=NoticeKind.TEAM_QUESTION,
        to=Address(name=requester.name, address=requester.address),
        target=target,
        context=contexts.team_question(ref=request.ref, name=request.name, question=question),
        language=requester.language,
    )
    remark = Remark(target=target, what="question", text=question, actor=actor)
    return _by_hand(f"{requester.address} is asked", remark, tells=(tell,))


def merge(request: RequestView, into: RequestView, *, actor: str) -> Decision:
    """Join `request` with `into`: its people ask for `into` from now on, and are told.

    Refused for a request with itself, one that is closed, and for two of different kinds (an improvement is never the
    same as a new integration).
    """
    if request.number == into.number:
        raise Refused(f"{request.ref} cannot be merged with itself")
    if request.closed_by or into.closed_by:
        closed = request if request.closed_by else into
        raise Refused(f"{closed.ref} is closed ({closed.closed_by})")
    if request.kind is not into.kind:
        raise Refused(
            f"{request.ref} is a {request.kind.value}, {into.ref} a {into.kind.value}; they stay apart"
        )
    people = {p.person.id: p for p in request.participants}
    there = {p.person.id for p in into.participants}
    joins = [
        Join(
            target=Existing(number=into.number),
            address=Address(name=p.person.name, address=p.person.address),
            part=Part.VOTER,
            reason=p.reason,
            subject=p.subject,
            because=f"{request.ref} was merged",
        )
        for p in people.values()
        if p.person.id not in there
    ]
    close = Close(target=Existing(number=request.number), closed_by=f"merged:{into.ref}", actor=actor)
    votes = into.votes + len(joins)
    tells = tuple(
        Tell(
            kind=NoticeKind.MERGED,
            to=Address(name=listener.person.name, address=listener.person.address),
            target=Existing(number=request.number),
            context=contexts.merged(
                ref=request.ref,
                name=request.name,
                into=into.ref,
                into_name=into.name,
                status=into.status,
                release=into.release,
                votes=votes,
            ),
            language=listener.person.language,
            role=listener.audience,
        )
        for listener in audience(request, actor=actor)
    )
    return _by_hand(f"{request.ref} is merged into {into.ref}", close, *joins, tells=tells)
