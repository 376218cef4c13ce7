"""A change by the team: checked against the table of transitions, told to everybody it concerns."""

from collections.abc import Iterable
from dataclasses import replace

from mailer.decide.audience import Listener, ask_now, everybody
from mailer.decide.preferences import is_decision
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import ChangeStatus, Close, Decision, Existing, Mend, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Context, NoticeKind
from mailer.model.settling import together
from mailer.model.snapshot import WITHDRAWN, RequestView
from mailer.model.status import (
    RELEASE_MOVES,
    TRANSITIONS,
    Standing,
    Status,
    Transition,
    planned,
    same_release,
    targets,
)


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
    new = Standing(to, release.strip() or planned(request.standing, to))
    _check_needs(request, new, transition, note, again=again)
    target = Existing(number=request.number)
    reopen = (Close(target=target, closed_by="", actor=actor),) if again else ()
    change = ChangeStatus(target=target, to=to, note=note, release=new.release, actor=actor)
    opened = replace(request, participants=(*request.participants, *request.withdrew))
    people = everybody(opened, actor=actor, news=to, decision=is_decision(request.standing, new))
    told = [(one, _tell(opened, one, new, note, settle_seconds)) for one in people]
    asked = () if same else tuple(ask_now(target, one) for one in people if one.hears and one.asked)
    return Decision(
        outcome=Outcome.COMMAND,
        because=f"{request.ref} goes from {_said(request.standing)} to {_said(new)}",
        effects=(*reopen, change, *asked, *(Mend(tell=tell) for one, tell in told if not one.hears)),
        tells=tuple(tell for one, tell in told if one.hears),
    )


def needs_note(request: RequestView, to: Status) -> bool:
    """Whether moving `request` to `to` has to be explained to its people: back, or open again."""
    transition = TRANSITIONS.get((request.status, to))
    return request.closed_by == WITHDRAWN or bool(transition and transition.needs_note)


def as_one(untold: Context, news: Tell) -> Tell | None:
    """The mail about a change, in the place of one that did not go yet and had the context `untold`; None when
    together there is nothing to tell."""
    context = together(untold, news.context)
    return replace(news, context=context) if context else None


def planned_for(version: str, requests: Iterable[RequestView]) -> tuple[RequestView, ...]:
    """The requests that are scheduled for or in development for `version`, with or without its leading `v`."""
    return tuple(
        request
        for request in requests
        if request.status in RELEASE_MOVES
        and not request.closed_by
        and same_release(request.release, version)
    )


def _said(standing: Standing) -> str:
    words = standing.status.words
    return f"{words} ({standing.release})" if standing.release else words


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
    request: RequestView, new: Standing, transition: Transition | None, note: str, *, again: bool
) -> None:
    to, release = new.status, new.release
    if again and not note.strip():
        raise Refused(f"{request.ref} is withdrawn; opening it again needs a note that says why: {_why(to)}")
    if transition and transition.needs_note and not note.strip():
        if to is Status.DECLINED:
            raise Refused(f"{to.words} needs an explanation: {_why(to)}")
        raise Refused(f"{to.words} needs a note that says why: {_why(to)} ({transition.why})")
    if transition and transition.needs_release and not release:
        raise Refused(
            f"{to.words} needs a release: by mail `{_VERBS[to]} v0.5`, on the command line --release v0.5"
        )
    if to is request.status and same_release(release, request.release) and not again:
        raise Refused(f"{request.ref} is {to.words} for {request.release} already")


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


def _tell(request: RequestView, one: Listener, new: Standing, note: str, settle_seconds: float) -> Tell:
    context = contexts.status_changed(
        ref=request.ref,
        name=request.name,
        kind=request.kind,
        old=request.status,
        new=new.status,
        release=new.release,
        old_release=request.release,
        withdrawn=request.closed_by == WITHDRAWN,
        explanation=note,
        explained=request.explanation,
        votes=request.votes,
        offers=one.offers,
        asked=one.asked,
        later=one.later,
    )
    return Tell(
        kind=NoticeKind.STATUS_CHANGED,
        to=Address(name=one.person.name, address=one.person.address),
        target=Existing(number=request.number),
        context=context,
        language=one.person.language,
        role=one.audience,
        delay=settle_seconds,
        once_key=f"{request.number}:{one.person.id}:{NoticeKind.STATUS_CHANGED.value}",
    )
