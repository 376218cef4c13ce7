"""What the team sets right by hand: a field, a vote, a champion, who takes care of it, a question to the requester."""

from collections.abc import Iterable

from mailer.decide import championship, team
from mailer.decide.policy import Policy
from mailer.errors import Misused, Refused
from mailer.model import contexts
from mailer.model.decision import (
    Assign,
    Decision,
    Effect,
    Existing,
    Join,
    Leave,
    Remark,
    SetFields,
    Tell,
)
from mailer.model.evaluation import Mark
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import ASKING, OfferState, Pace, Part, Person, canonical
from mailer.model.request import Evidence, Field, Priority, Role, Value
from mailer.model.snapshot import RequestView
from mailer.rules.evaluation import evaluate
from mailer.rules.merge import TEAM
from mailer.rules.organisations import asking

BY_TEAM = "by the team"


def _by_hand(because: str, *effects: Effect, tells: tuple[Tell, ...] = ()) -> Decision:
    return Decision(outcome=Outcome.COMMAND, because=because, effects=effects, tells=tells)


def field_of(word: str) -> Field:
    """The field that `word` names, with or without `technical.`; Misused names those there are."""
    for name in Field:
        if word.strip().lower() in (name.value, name.value.rpartition(".")[2]):
            return name
    known = ", ".join(name.value.rpartition(".")[2] for name in Field)
    raise Misused(f"{word!r} is no field; there are {known}")


def set_field(request: RequestView, name: Field, text: str, *, product: str, actor: str) -> Decision:
    """Set a field; no mail overwrites what a person of the team set. Misused for a priority that there is not."""
    items = (
        tuple(part.strip() for part in text.split(",") if part.strip()) if name.is_list else (text.strip(),)
    )
    if name is Field.PRIORITY:
        items = (text.strip().lower(),)
        if items[0] not in list(Priority):
            raise Misused(f"{text!r} is no priority; there are {', '.join(Priority)}")
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


def vote(request: RequestView, address: Address, *, remove: bool) -> Decision:
    """Count a person's vote, or take it back. Refused where there is none to take back."""
    target, who = Existing(number=request.number), address.address
    if not remove:
        join = Join(target=target, address=address, part=Part.VOTER, because=BY_TEAM)
        return _by_hand(f"{who} asks for {request.ref} too", join)
    if not _parts(request, who) & ASKING:
        raise Refused(f"{who} does not ask for {request.ref}")
    leaves = (
        Leave(target=target, address=who, part=part, because=BY_TEAM) for part in (Part.REQUESTER, Part.VOTER)
    )
    return _by_hand(f"{who} no longer asks for {request.ref}", *leaves)


def champion(
    request: RequestView, address: Address, role: Role, *, remove: bool, delivered: bool = False
) -> Decision:
    """Confirm a person as champion in a role, or that they have `delivered` it, or take the role back. Refused where
    there is none to take back, or to deliver."""
    target, who = Existing(number=request.number), address.address
    if delivered:
        return championship.delivered(request, who, (role,), actor="the team")
    if remove:
        if not any(p.role is role and _is(p.person, who) for p in request.participants):
            raise Refused(f"{who} is no champion for {role.value} of {request.ref}")
        leave = Leave(target=target, address=who, part=Part.CHAMPION, role=role, because=BY_TEAM)
        return _by_hand(f"{who} is no champion for {role.value} of {request.ref} any more", leave)
    if any(
        p.role is role and p.state is OfferState.OFFERED and _is(p.person, who) for p in request.participants
    ):
        return championship.confirm(request, who, (role,), actor="the team")
    join = Join(
        target=target,
        address=address,
        part=Part.CHAMPION,
        role=role,
        state=OfferState.CONFIRMED,
        because=BY_TEAM,
    )
    return _by_hand(f"{who} is champion for {role.value} of {request.ref}", join)


def _parts(request: RequestView, address: str) -> frozenset[Part]:
    return frozenset(p.part for p in request.participants if _is(p.person, address))


def _is(person: Person, address: str) -> bool:
    return canonical(person.address) == canonical(address)


def assign(
    request: RequestView, address: Address, *, actor: str, policy: Policy, marks: Iterable[Mark]
) -> Decision:
    """Give the request into somebody's care; they are told, unless they took it themselves or had it already. The mail
    shows the whole picture, what the request was given (`marks`) included, and what its reader may answer."""
    target, who = Existing(number=request.number), address.address
    because = f"{who} takes care of {request.ref}"
    if canonical(request.assigned_to) == canonical(who):
        return _by_hand(f"{because} already")
    effect = Assign(target=target, address=who, actor=actor)
    if canonical(actor) == canonical(who):
        return _by_hand(because, effect)
    context = contexts.team_assigned(
        ref=request.ref,
        details=request.details,
        status=request.status,
        votes=request.votes,
        organisations=asking(request, policy.domains),
        score=evaluate(marks, request.votes, policy.weights),
        actions=team.actions(policy, who, request.status),
    )
    tell = Tell(kind=NoticeKind.TEAM_ASSIGNED, to=address, target=target, context=context, role=Audience.TEAM)
    return _by_hand(because, effect, tells=(tell,))


def ask(request: RequestView, question: str, *, actor: str) -> Decision:
    """Pass a question of the team on to the requester. Refused when nobody may be asked."""
    requester = request.requester
    if requester is None or not request.confirmed:
        raise Refused(f"{request.ref} has no confirmed requester to ask")
    if requester.pace is Pace.NOTHING:
        raise Refused(f"{requester.address} wants no mail from us")
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
