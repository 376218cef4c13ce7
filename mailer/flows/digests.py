"""What the clock brings: the weekly digest, the team's daily one, reminders, and what nobody reacted to.

Every period is written once, however many processes look and wherever one was killed: each mail has a key of its person
and period, and the period is noted as told only when all its mails are written.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from mailer.decide import digests, reminders
from mailer.flows.app import App
from mailer.flows.privacy import erase_whoever_asked
from mailer.flows.record import record
from mailer.flows.updates import view_of
from mailer.model.decision import Decision, Tell
from mailer.model.inbox import InboxState, Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.rules.periods import latest
from mailer.store.database import Tx

log = structlog.get_logger()

WEEKLY, TRIAGE, REMINDERS = "told:weekly", "told:triage", "told:reminders"
"""Names of the settings that remember the last period."""
QUESTIONS_DAYS = 90
"""How far back an unanswered question of the team is looked for."""


def tend(app: App) -> None:
    """Write what is due by the clock into the outbox, nothing twice; erase whoever asked for it and has our answer."""
    erase_whoever_asked(app)
    weekly_digests(app)
    triage_digest(app)
    remind(app)


def weekly_digests(app: App) -> None:
    """One mail to each person who wants one a week, on what happened since the week before; none without news."""
    chosen = app.settings.notifications
    moment = latest(app.clock(), _zone(app), chosen.digest_hour, chosen.digest_day)
    since = _untold(app, WEEKLY, moment)
    if since is None:
        return
    with app.database.reading() as tx:
        readers = tx.news.weekly_readers()
    for person in readers:
        with app.database.transaction() as tx:
            _write(app, tx, _weekly(tx, person, since, moment))
    _told(app, WEEKLY, moment)


def _weekly(tx: Tx, person_id: int, since: datetime, until: datetime) -> tuple[Tell, ...]:
    person = tx.people.get(person_id)
    if person is None:
        return ()
    mine = tx.tracker.of_person(person_id)
    # what was merged goes on as another request: the merge itself is told of the one, all that follows of the other
    known = tx.tracker.views(mine) | {view.number: view for view in tx.tracker.led(mine).values()}
    views = digests.followed_weekly(person, known.values())
    news = tx.news.between(since, until, digests.TOLD, [view.number for view in views])
    return digests.weekly(person, views, news, until.date().isoformat())


def triage_digest(app: App) -> None:
    """One mail a day to the team on what waits for somebody; none on a day on which nothing does."""
    moment = latest(app.clock(), _zone(app), app.settings.notifications.triage_hour)
    since = _untold(app, TRIAGE, moment)
    if since is None:
        return
    with app.database.transaction() as tx:
        _write(app, tx, _triage(app, tx, since))
    _told(app, TRIAGE, moment)


def _triage(app: App, tx: Tx, since: datetime) -> tuple[Tell, ...]:
    chosen, now = app.settings.notifications, app.clock()
    opened = [view for view in tx.tracker.listed() if view.open]
    views = [view for view in opened if view.confirmed]
    numbers = [view.number for view in views]
    happened = ("question", "mail", "fields", "details", "pull_request")
    held = tx.inbox.listed(state=InboxState.HELD)
    desk = digests.Desk(
        views=views,
        domains=app.policy.domains,
        passed_on=[view for view in opened if digests.passed_on_by(view)],
        since=since,
        now=now,
        moved={number: moves[-1].at for number, moves in tx.news.status_moves().items()},
        held=held,
        quarantined=tx.inbox.accounting().get("quarantined", 0),
        news=tx.news.between(now - timedelta(days=QUESTIONS_DAYS), now, happened, numbers),
    )
    context = digests.triage(
        desk,
        review_within=timedelta(seconds=app.settings.service.review_within),
        stuck=timedelta(seconds=chosen.stuck),
        patience=timedelta(seconds=chosen.reminder),
    )
    if context is None:
        return ()
    team = app.settings.team
    return tuple(
        Tell(
            kind=NoticeKind.TRIAGE_DIGEST,
            to=Address(address=address),
            context={**context, "obeyed": bool(team.addresses)},
            role=Audience.TEAM,
            period_key=f"triage:{address}:{now.date().isoformat()}",
        )
        for address in ([team.notify] if team.notify else team.addresses)
    )


def remind(app: App) -> None:
    """Once a day: remind of open questions, say honestly that nothing happened, ask silent champions again."""
    chosen, now = app.settings.notifications, app.clock()
    moment = latest(now, _zone(app), chosen.digest_hour)
    if _untold(app, REMINDERS, moment) is None:
        return
    wait, quiet = timedelta(seconds=chosen.reminder), timedelta(seconds=chosen.no_news)
    patience = timedelta(seconds=app.settings.champions.patience)
    with app.database.reading() as tx:
        unanswered = tx.news.unanswered(now - wait) if wait else {}
        still = tx.news.quiet(now - quiet) if quiet else {}
        lately = tx.news.told_lately(NoticeKind.NO_NEWS, now - reminders.QUARTER)
        silent = tx.news.silent_champions(now - patience) if patience else []
    for first, heard in unanswered.items():
        _about(app, [*heard], partial(reminders.reminder, first=first, heard=heard, now=now, wait=wait))
    for number, moved in still.items():
        told = lately.get(number, ())
        _about(app, [number], partial(reminders.no_news, last_move=moved, now=now, wait=quiet, lately=told))
    for number in silent:
        _about(app, [number], partial(reminders.silent_champions, now=now, patience=patience))
    _told(app, REMINDERS, moment)


def _about(app: App, numbers: Sequence[int], decide: Callable[..., Decision | None]) -> None:
    """Record what `decide` makes of the requests as they stand now."""
    with app.database.transaction() as tx:
        decision = decide(*(view_of(tx, number, app.policy.prefix) for number in numbers))
        if decision:
            record(tx, decision, app.clock(), app.stationery)


def _write(app: App, tx: Tx, tells: tuple[Tell, ...]) -> None:
    decision = Decision(outcome=Outcome.COMMAND, because="a digest", tells=tells)
    record(tx, decision, app.clock(), app.stationery)
    if tells:
        log.info("digest", kind=tells[0].kind.value, mails=len(tells))


def _zone(app: App) -> ZoneInfo:
    return ZoneInfo(app.settings.service.time_zone)


def _untold(app: App, name: str, moment: datetime) -> datetime | None:
    """Up to when was told before, where `moment` has not been told; None where there is nothing to do.

    What was before the first start is told by nobody, and a period that is still to come was told by a clock that has
    been set back since: both count from now (R-15).
    """
    with app.database.reading() as tx:
        told = tx.settings.get(name)
    since = datetime.fromisoformat(told) if told else None
    if since is None or since > app.clock():
        _told(app, name, moment)
        return None
    return since if since < moment else None


def _told(app: App, name: str, moment: datetime) -> None:
    with app.database.transaction() as tx:
        tx.settings.put(name, moment.astimezone(UTC).isoformat())
