"""What a digest tells: of a person's requests what happened in the week, to the team what waits for somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from textwrap import shorten

from mailer.model import contexts
from mailer.model.decision import Tell
from mailer.model.inbox import InboxRow
from mailer.model.message import Address
from mailer.model.news import Happening
from mailer.model.notice import Audience, Json, NoticeKind
from mailer.model.people import OfferState, Pace, Part, Person, canonical, pace_of
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.rules.names import alike
from mailer.rules.organisations import MailDomains, asking

TOLD = ("status", "closed", "reopened", "voter", "merged", "split")
"""What a weekly digest tells of a timeline."""
MOST_WORDS = 160
"""Characters that the team's digest shows of what somebody wrote."""
MOST_LINES = 20
"""Of one kind in one digest; the rest is counted."""


def followed_weekly(person: Person, views: Iterable[RequestView]) -> list[RequestView]:
    """Those of `views` that the person wants to hear about once a week."""
    found = []
    for view in views:
        mine = [p for p in view.participants if p.person.id == person.id]
        if mine and view.confirmed and view.known_to(person.address) and pace_of(mine) is Pace.WEEKLY:
            found.append(view)
    return found


def weekly(
    person: Person, views: Sequence[RequestView], news: Sequence[Happening], period: str
) -> tuple[Tell, ...]:
    """The week's mail to one person: `views` that they follow, `news` of them, the newest first. None without news."""
    others = [one for one in news if canonical(one.actor) != canonical(person.address)]
    by_number = {view.number: view for view in views}
    entries = [
        _entry(by_number[number], [one for one in others if one.number == number])
        for number in dict.fromkeys(one.number for one in others)
        if number in by_number
    ]
    entries = [entry for entry in entries if entry["lines"]]
    if not entries:
        return ()
    return (
        Tell(
            kind=NoticeKind.WEEKLY_DIGEST,
            to=Address(name=person.name, address=person.address),
            context=contexts.weekly_digest(entries=entries),
            language=person.language,
            role=Audience.WATCHER,
            period_key=f"weekly:{person.id}:{period}",
        ),
    )


def _entry(view: RequestView, week: Sequence[Happening]) -> contexts.Context:
    news = _lasting(week)
    lines = [_line(one) for one in news if one.what != "voter"]
    voters = {one.actor for one in news if one.what == "voter"}
    # before the team has looked at it, nobody is told how many others ask (RELIABILITY R-79)
    joined = len(voters) if view.status is not Status.SUBMITTED else 0
    if joined:
        lines.append({"what": "votes", "count": joined, "at": _day(news[-1].at)})
    return {
        "ref": view.ref,
        "name": view.name,
        "status": view.status.value,
        "release": view.release,
        "votes": view.votes,
        "explanation": view.explanation if any(one.what == "status" for one in news) else "",
        "lines": lines,
    }


def _lasting(news: Sequence[Happening]) -> list[Happening]:
    """Without the changes of status of a day that ended where it had begun; `news` has the newest first."""
    days: dict[str, list[Happening]] = {}
    for one in news:
        if one.what == "status":
            days.setdefault(_day(one.at), []).append(one)
    undone = {day for day, moves in days.items() if len(moves) > 1 and moves[0].new == moves[-1].old}
    return [one for one in news if one.what != "status" or _day(one.at) not in undone]


def _line(one: Happening) -> contexts.Context:
    if one.what == "status" and one.new:
        new, release = str(one.new["status"]), str(one.new.get("release") or "")
        return {"what": "status", "status": new, "release": release, "at": _day(one.at)}
    return {"what": one.what, "into": one.text.removeprefix("into "), "at": _day(one.at)}


def _day(at: datetime) -> str:
    return at.date().isoformat()


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What lies on the team's desk at the hour of the daily digest."""

    views: Sequence[RequestView]
    """Open confirmed requests, the newest first."""
    passed_on: Sequence[RequestView] = ()
    """Open requests whose author has not confirmed yet what somebody passed on, the newest first."""
    since: datetime
    """Of the digest before."""
    now: datetime
    moved: Mapping[int, datetime]
    """When each of them came to its status."""
    held: Sequence[InboxRow]
    quarantined: int
    domains: MailDomains
    news: Sequence[Happening]
    """Questions of the team, answers to them, other words of people and pull requests, the newest first."""


def triage(
    desk: Desk, *, review_within: timedelta, stuck: timedelta, patience: timedelta
) -> contexts.Context | None:
    """What the team should know this morning; None when nothing waits for anybody."""
    new = [v for v in desk.views if v.created_at > desk.since]
    waiting = [v for v in desk.views if v.status is Status.SUBMITTED and v not in new]
    still = [
        v
        for v in desk.views
        if v.status is not Status.SUBMITTED and desk.now - desk.moved.get(v.number, desk.now) >= stuck
    ]
    by_number = {v.number: v for v in desk.views}
    context = contexts.triage_digest(
        new=[_row(v, desk) for v in new],
        waiting=[{**_row(v, desk), "late": desk.now - v.created_at > review_within} for v in waiting],
        authors=[line for v in desk.passed_on for line in _authors(v, desk)],
        offers=[line for v in desk.views for line in _offers(v)],
        links=[
            {"ref": by_number[one.number].ref, "name": by_number[one.number].name, "text": one.text}
            for one in desk.news
            if one.what == "pull_request" and one.at > desk.since and one.number in by_number
        ],
        unanswered=[
            {**_row(by_number[one.number], desk), "text": one.text, "days": (desk.now - one.at).days}
            for one in _open_questions(desk, patience)
        ],
        stuck=[_row(v, desk) for v in still],
        held=[
            {"id": r.id, "sender": r.sender, "subject": r.subject, "because": r.because} for r in desk.held
        ],
        quarantined=desk.quarantined,
        doubles=_doubles(new, desk.views),
        heard=[
            {"ref": by_number[one.number].ref, "who": one.actor, "text": shorten(one.text, MOST_WORDS)}
            for one in desk.news
            if one.what == "mail" and one.at > desk.since and one.number in by_number
        ],
        most=MOST_LINES,
    )
    counts = context["counts"]
    waits = isinstance(counts, dict) and any(counts.values())
    return context if waits or desk.quarantined else None


def _row(view: RequestView, desk: Desk) -> dict[str, Json]:
    days = (desk.now - desk.moved.get(view.number, view.created_at)).days
    return {
        "ref": view.ref,
        "name": view.name,
        "status": view.status.value,
        "votes": view.votes,
        "organisations": asking(view, desk.domains),
        "days": days,
    }


def _offers(view: RequestView) -> list[contexts.Context]:
    return [
        {"ref": view.ref, "name": view.name, "who": p.person.address, "role": p.role.value}
        for p in view.participants
        if p.part is Part.CHAMPION and p.role and p.state is OfferState.OFFERED
    ]


def _authors(view: RequestView, desk: Desk) -> list[contexts.Context]:
    """Whose yes a passed on request waits for, and who passed it on."""
    by = passed_on_by(view)
    whose = view.requester
    if by is None or whose is None:
        return []
    return [{**_row(view, desk), "who": whose.address, "by": by.address}]


def passed_on_by(view: RequestView) -> Person | None:
    """Who passed on a request that its author has not confirmed: nobody else can follow it by then."""
    followers = (p.person for p in view.participants if p.part is Part.WATCHER)
    return None if view.confirmed else next(followers, None)


def _open_questions(desk: Desk, patience: timedelta) -> list[Happening]:
    """Questions that the team asked and whose requester has not written since; a person's own question lies with the held mails."""
    by_number = {v.number: v for v in desk.views}
    found: dict[int, Happening] = {}
    answered: set[int] = set()
    for one in desk.news:
        view = by_number.get(one.number)
        if view is None or one.number in found:
            continue
        requester = canonical(view.requester.address) if view.requester else ""
        if one.actor == "requester" or canonical(one.actor) == requester:
            answered.add(one.number)
        elif one.what == "question" and one.number not in answered and desk.now - one.at >= patience:
            found[one.number] = one
    return list(found.values())


def _doubles(new: Sequence[RequestView], views: Sequence[RequestView]) -> list[contexts.Context]:
    """Pairs that may ask for the same, for a person to judge: equal products, or names a slip of the keys apart."""
    return [
        {"ref": one.ref, "name": one.name, "other": other.ref, "other_name": other.name}
        for one in new
        for other in views
        if other.number < one.number and other.kind is one.kind and _alike(one, other)
    ]


def _alike(one: RequestView, other: RequestView) -> bool:
    if one.product and other.product:
        return one.product == other.product
    return alike(one.name, other.name)
