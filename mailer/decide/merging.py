"""Two requests that ask for the same become one, and one of them is taken out again."""

from mailer.decide.audience import Listener, audience
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import Decision, Effect, Existing, Merge, Tell, Unmerge
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.request import Kind
from mailer.model.snapshot import RequestView


def merge(request: RequestView, into: RequestView, *, actor: str) -> Decision:
    """Join `request` with `into`: its people ask for `into` from now on, and are told where theirs went.

    For those who asked for `into` nothing changes, and they hear nothing. A second time it does nothing. Raises
    Refused for a request with itself, for one that does not stand on its own, and for two of different kinds (an
    improvement is never the same as a new integration).
    """
    if request.merged_into == into.number:
        return _by_hand(f"{request.ref} is merged into {into.ref} already")
    _check_apart(request, into)
    effect = Merge(target=Existing(number=request.number), into=Existing(number=into.number), actor=actor)
    votes = len(into.asking | request.asking) + into.imported + request.imported
    tells = tuple(_tell_merged(request, into, votes, who) for who in audience(request, actor=actor))
    return _by_hand(f"{request.ref} is merged into {into.ref}", effect, tells=tells)


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
    tells = tuple(_tell_split(request, into, who) for who in audience(request, actor=actor))
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
        votes=votes,
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
