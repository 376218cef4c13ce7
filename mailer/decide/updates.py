"""A change by the team: checked against the table of transitions, told to everybody it concerns."""

from collections.abc import Iterable
from dataclasses import replace

from mailer.decide.audience import Listener, audience
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import ChangeStatus, Close, Decision, Existing, Offer, Target, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Context, NoticeKind
from mailer.model.people import OfferState
from mailer.model.snapshot import WITHDRAWN, RequestView
from mailer.model.status import RELEASE_MOVES, TRANSITIONS, Status, Transition, targets


def change_status(
    request: RequestView, to: Status, *, note: str, release: str, actor: str, settle_seconds: float
) -> Decision:
    """Return the decision that moves `request` to `to`, or to another release, with a mail to each listener.

    A withdrawn request is opened again by it, with a note. Raises Refused, naming what is allowed or missing, when TRANSITIONS has no such change.
    """
    again = _reopens(request)
    same = to is request.status
    transition = TRANSITIONS.get((request.status, to))
    if transition is None and not (again and same):
        raise Refused(_not_allowed(request, to))
    release = release or (request.release if to is Status.COMPLETED or (again and same) else "")
    _check_needs(request, to, transition, note, release, again=again)
    target = Existing(number=request.number)
    reopen = (Close(target=target, closed_by="", actor=actor),) if again else ()
    change = ChangeStatus(target=target, to=to, note=note, release=release, actor=actor)
    listeners = audience(request, actor=actor, news=to)
    tells = tuple(_tell(request, listener, to, note, release, settle_seconds) for listener in listeners)
    asked = () if same else tuple(_ask(target, listener) for listener in listeners if listener.asked)
    because = (
        f"{request.ref} goes from {_standing(request.status, request.release)} to {_standing(to, release)}"
    )
    return Decision(outcome=Outcome.COMMAND, because=because, effects=(*reopen, change, *asked), tells=tells)


def needs_note(request: RequestView, to: Status) -> bool:
    """Whether moving `request` to `to` has to be explained to its people: back, or open again."""
    transition = TRANSITIONS.get((request.status, to))
    return request.closed_by == WITHDRAWN or bool(transition and transition.needs_note)


NEVER_THE_SAME = frozenset({Status.SCHEDULED, Status.COMPLETED, Status.DECLINED})
"""Statuses that carry a release or an explanation: coming back to one of them is news."""


def as_one(untold: Context, news: Tell) -> Tell | None:
    """The mail about a change, in the place of one that did not go yet and had the context `untold`; None when the
    request is back where its reader knows it to be."""
    context = contexts.status_changed_twice(untold, news.context)
    same = context["old"] == context["status"] and context["old_release"] == context["release"]
    if same and context["status"] not in NEVER_THE_SAME:
        return None
    return replace(news, context=context)


def planned_for(version: str, requests: Iterable[RequestView]) -> tuple[RequestView, ...]:
    """The requests that are scheduled for or in development for `version`, with or without its leading `v`."""
    return tuple(
        request
        for request in requests
        if request.status in RELEASE_MOVES
        and not request.closed_by
        and _plain(request.release) == _plain(version)
    )


def _plain(version: str) -> str:
    return version.strip().casefold().removeprefix("v")


def release_of(text: str) -> str:
    """The version in what a person wrote behind `schedule` or `complete`: its first word."""
    return text.split()[0].strip(".,;") if text.split() else ""


def _standing(status: Status, release: str) -> str:
    return f"{status.words} ({release})" if release else status.words


def _reopens(request: RequestView) -> bool:
    """Whether a change opens the request again: nobody asked for it any more, and a person of the team says why it goes on."""
    if request.merged_into:
        into = request.closed_by.removeprefix("merged:")
        raise Refused(
            f"{request.ref} goes on as {into}; change that one, or `mailer split {request.ref}` first"
        )
    return request.closed_by == WITHDRAWN


def _not_allowed(request: RequestView, to: Status) -> str:
    allowed = ", ".join(status.value for status in targets(request.status))
    if to is request.status:
        return f"{request.ref} is {to.words} already; it can become: {allowed}"
    return f"{request.ref} is {request.status.words} and cannot become {to.words}; allowed: {allowed}"


def _check_needs(
    request: RequestView,
    to: Status,
    transition: Transition | None,
    note: str,
    release: str,
    *,
    again: bool,
) -> None:
    if again and not note.strip():
        raise Refused(f"{request.ref} is withdrawn; opening it again needs a note that says why: {_why(to)}")
    if transition and transition.needs_note and not note.strip():
        what = "an explanation" if to is Status.DECLINED else "a note that says why"
        raise Refused(f"{to.words} needs {what}: {_why(to)} ({transition.why})")
    if transition and transition.needs_release and not release.strip():
        raise Refused(
            f"{to.words} needs a release: by mail `{_VERBS[to]} v0.5`, on the command line --release v0.5"
        )
    if to is request.status and release == request.release and not again:
        raise Refused(f"{request.ref} is {to.words} for {release} already")


_VERBS = {
    Status.UNDER_REVIEW: "review",
    Status.ACCEPTED: "accept",
    Status.SCHEDULED: "schedule",
    Status.IN_DEVELOPMENT: "start",
    Status.COMPLETED: "complete",
    Status.DECLINED: "decline",
}
"""The team's word for a change in a mail; whoever is refused may have written there or on the command line."""


def _why(to: Status) -> str:
    """How the words are given that people read."""
    by_mail = f"by mail `{_VERBS[to]}: why`, " if to in _VERBS else ""
    return f"{by_mail}on the command line --note TEXT"


def _ask(target: Target, listener: Listener) -> Offer:
    """From now on it counts how long a champion does not react."""
    address, roles = listener.person.address, listener.asked
    return Offer(target=target, address=address, roles=roles, state=OfferState.CONFIRMED, asks=1)


def _tell(
    request: RequestView, listener: Listener, to: Status, note: str, release: str, settle_seconds: float
) -> Tell:
    context = contexts.status_changed(
        ref=request.ref,
        name=request.name,
        kind=request.kind,
        old=request.status,
        new=to,
        release=release,
        old_release=request.release,
        explanation=note,
        votes=request.votes,
        offers=listener.offers,
        asked=listener.asked,
    )
    return Tell(
        kind=NoticeKind.STATUS_CHANGED,
        to=Address(name=listener.person.name, address=listener.person.address),
        target=Existing(number=request.number),
        context=context,
        language=listener.person.language,
        role=listener.audience,
        delay=settle_seconds,
        once_key=f"{request.number}:{listener.person.id}:{NoticeKind.STATUS_CHANGED.value}",
    )
