"""Two requests that ask for the same become one, and one of them is taken out again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from mailer.decide.audience import Listener, ask_now, audience, everybody
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import Decision, Effect, Existing, Merge, Tell, Unmerge
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.request import Kind
from mailer.model.snapshot import RequestView
from mailer.model.status import Status


def merge(request: RequestView, into: RequestView, *, actor: str) -> Decision:
    """Join `request` with `into`: its people ask for `into` from now on, and are told where theirs went.

    The requester of `into` hears that it grew; nothing changes for its voters, and they hear nothing. A second time it
    does nothing. Raises Refused for a request with itself, for one that does not stand on its own, and for two of different kinds (an
    improvement is never the same as a new integration).
    """
    if request.merged_into == into.number:
        return _by_hand(f"{request.ref} is merged into {into.ref} already")
    _check_apart(request, into)
    effect = Merge(target=Existing(number=request.number), into=Existing(number=into.number), actor=actor)
    votes = len(into.asking | request.asking) + into.imported + request.imported
    listeners = _moving(request, into, actor)
    asks = tuple(ask_now(effect.into, who) for who in listeners if who.asked)
    context = contexts.took_in(**_standing(into, votes=votes))
    tells = (
        *(_tell_merged(request, into, votes, who) for who in listeners),
        *(
            _tell(NoticeKind.MERGED, into, who, context)
            for who in _other_side(request, into, listeners, actor)
        ),
    )
    return _by_hand(f"{request.ref} is merged into {into.ref}", effect, *asks, tells=tells)


def _moving(request: RequestView, into: RequestView, actor: str) -> list[Listener]:
    """Who of `request` hears where it goes; a champion is asked at once for what `into` needs now and was not offered
    to it by them already."""
    known = {(p.person.id, p.role) for p in into.participants}
    everyone = everybody(request, actor=actor, news=into.status, decision=True)
    return [
        replace(who, asked=tuple(role for role in who.asked if (who.person.id, role) not in known))
        for who in everyone
        if who.hears
    ]


def _other_side(
    request: RequestView, into: RequestView, told: Sequence[Listener], actor: str
) -> list[Listener]:
    """The requester of `into`, where they are not told as somebody of `request`; one that is unconfirmed adds nothing."""
    if not request.confirmed:
        return []
    already = {listener.person.id for listener in told}
    return [
        listener
        for listener in audience(into, actor=actor)
        if listener.audience is Audience.REQUESTER and listener.person.id not in already
    ]


class _Standing(TypedDict):
    ref: str
    name: str
    status: Status
    release: str
    votes: int


def _standing(into: RequestView, votes: int) -> _Standing:
    """How it goes on; before the team has looked at it nobody is told how many others ask (RELIABILITY R-79)."""
    told = votes if into.status is not Status.SUBMITTED else 0
    return {
        "ref": into.ref,
        "name": into.name,
        "status": into.status,
        "release": into.release,
        "votes": told,
    }


def _check_apart(request: RequestView, into: RequestView) -> None:
    if request.number == into.number:
        raise Refused(f"{request.ref} cannot be merged with itself")
    for one in (request, into):
        if one.merged_into:
            onward = one.closed_by.removeprefix("merged:")
            raise Refused(
                f"{one.ref} was merged into {onward}; name that one, or `mailer split {one.ref}` first"
            )
        if one.closed_by:
            again = f"mailer status {one.ref} {one.status.value} --note WHY"
            raise Refused(f"{one.ref} is {one.closed_by}; `{again}` opens it again")
    if not into.confirmed:
        raise Refused(f"{into.ref} waits for its requester to confirm; merge it into {request.ref} instead")
    if request.kind is not into.kind:
        better, new = (request, into) if request.kind is Kind.ENHANCEMENT else (into, request)
        raise Refused(
            f"{better.ref} improves an integration that there is, {new.ref} asks for a new one; they stay apart"
        )


def unmerge(request: RequestView, into: RequestView, *, actor: str) -> Decision:
    """Undo that `request` was merged into `into`: with exactly what came along, it stands on its own again.

    Votes that were given to `into` since stay with it. Raises Refused for one that was not merged.
    """
    if request.merged_into != into.number:
        raise Refused(f"{request.ref} was not merged into {into.ref}")
    effect = Unmerge(target=Existing(number=request.number), actor=actor)
    listeners = audience(request, actor=actor, decision=True)
    context = contexts.gave_back(**_standing(into, votes=0))
    tells = (
        *(_tell_split(request, into, who) for who in listeners),
        *(
            _tell(NoticeKind.SPLIT, into, who, context)
            for who in _other_side(request, into, listeners, actor)
        ),
    )
    return _by_hand(f"{request.ref} stands on its own again, apart from {into.ref}", effect, tells=tells)


def _by_hand(because: str, *effects: Effect, tells: tuple[Tell, ...] = ()) -> Decision:
    return Decision(outcome=Outcome.COMMAND, because=because, effects=effects, tells=tells)


def _tell_merged(request: RequestView, into: RequestView, votes: int, listener: Listener) -> Tell:
    context = contexts.merged(
        ref=request.ref,
        name=request.name,
        into=into.ref,
        into_name=into.name,
        status=into.status,
        release=into.release,
        explanation=into.explanation if into.status is not Status.SUBMITTED else "",
        votes=votes,
        asked=listener.asked,
    )
    return _tell(NoticeKind.MERGED, request, listener, context)


def _tell_split(request: RequestView, into: RequestView, listener: Listener) -> Tell:
    context = contexts.split(
        ref=request.ref,
        name=request.name,
        out_of=into.ref,
        status=request.status,
        release=request.release,
        votes=request.votes,
    )
    return _tell(NoticeKind.SPLIT, request, listener, context)


def _tell(kind: NoticeKind, request: RequestView, listener: Listener, context: contexts.Context) -> Tell:
    return Tell(
        kind=kind,
        to=Address(name=listener.person.name, address=listener.person.address),
        target=Existing(number=request.number),
        context=context,
        language=listener.person.language,
        role=listener.audience,
    )
