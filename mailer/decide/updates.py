"""A change by the team: checked against the table of transitions, told to everybody it concerns."""

from dataclasses import replace

from mailer.decide.audience import Listener, audience
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import ChangeStatus, Decision, Existing, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Context, NoticeKind
from mailer.model.snapshot import RequestView
from mailer.model.status import TRANSITIONS, Status, Transition, targets


def change_status(
    request: RequestView, to: Status, *, note: str, release: str, actor: str, settle_seconds: float
) -> Decision:
    """Return the decision that moves `request` to `to`, with a mail to each listener.

    Raises Refused, naming what is allowed or missing, when TRANSITIONS has no such change.
    """
    _check_closed(request)
    transition = TRANSITIONS.get((request.status, to))
    if transition is None:
        raise Refused(_not_allowed(request, to))
    release = release or (request.release if to is Status.COMPLETED else "")
    _check_needs(transition, note, release)
    target = Existing(number=request.number)
    change = ChangeStatus(target=target, to=to, note=note, release=release, actor=actor)
    tells = tuple(
        _tell(request, listener, to, note, release, settle_seconds)
        for listener in audience(request, actor=actor, news=to)
    )
    because = f"{request.ref} goes from {request.status.words} to {to.words}"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=(change,), tells=tells)


NEVER_THE_SAME = frozenset({Status.SCHEDULED, Status.COMPLETED, Status.DECLINED})
"""Statuses that carry a release or an explanation: coming back to one of them is news."""


def as_one(untold: Context, news: Tell) -> Tell | None:
    """The mail about a change, in the place of one that did not go yet and had the context `untold`; None when the
    request is back where its reader knows it to be."""
    context = contexts.status_changed_twice(untold, news.context)
    if context["old"] == context["status"] and context["status"] not in NEVER_THE_SAME:
        return None
    return replace(news, context=context)


def release_of(text: str) -> str:
    """The version in what a person wrote behind `schedule` or `complete`: its first word."""
    return text.split()[0].strip(".,;") if text.split() else ""


def _check_closed(request: RequestView) -> None:
    if request.closed_by:
        raise Refused(f"{request.ref} is closed ({request.closed_by}); undo that first")


def _not_allowed(request: RequestView, to: Status) -> str:
    if to is request.status:
        return f"{request.ref} is {to.words} already"
    allowed = ", ".join(status.value for status in targets(request.status))
    return f"{request.ref} is {request.status.words} and cannot become {to.words}; allowed: {allowed}"


def _check_needs(transition: Transition, note: str, release: str) -> None:
    if transition.needs_note and not note.strip():
        what = "an explanation" if transition.target is Status.DECLINED else "a note that says why"
        raise Refused(f"{transition.target.words} needs {what}: add --note TEXT ({transition.why})")
    if transition.needs_release and not release.strip():
        raise Refused(f"{transition.target.words} needs a release: add --release VERSION")


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
        explanation=note,
        votes=request.votes,
        offers=listener.offers,
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
