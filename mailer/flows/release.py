"""A release is out: everything that was planned for it is completed, with one consent and in one transaction."""

from dataclasses import dataclass

from mailer.decide.updates import change_status, planned_for
from mailer.errors import Refused
from mailer.flows.app import App
from mailer.flows.record import record
from mailer.model.decision import Decision
from mailer.model.inbox import Outcome
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.store.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What completing a release does to one request."""

    request: RequestView
    decision: Decision


def preview(app: App, version: str) -> tuple[Step, ...]:
    """What `complete` would do now. Raises Refused when nothing is planned for the release."""
    with app.database.reading() as tx:
        return _steps(app, tx, version)


def complete(app: App, version: str, agreed: tuple[Step, ...]) -> None:
    """Complete what was `agreed` to, all of it or nothing.

    Raises Refused when something else is planned for the release by now: consent is for what was shown.
    """
    with app.database.transaction() as tx:
        steps = _steps(app, tx, version)
        if [_shown(step) for step in steps] != [_shown(step) for step in agreed]:
            raise Refused(f"what is planned for {version} has changed meanwhile; look at it once more")
        together = Decision(
            outcome=Outcome.COMMAND,
            because=f"{version} is released",
            effects=tuple(effect for step in steps for effect in step.decision.effects),
            tells=tuple(tell for step in steps for tell in step.decision.tells),
        )
        record(tx, together, app.clock(), app.stationery, consented=True)


def _steps(app: App, tx: Tx, version: str) -> tuple[Step, ...]:
    views = [*tx.tracker.listed(status=Status.SCHEDULED), *tx.tracker.listed(status=Status.IN_DEVELOPMENT)]
    planned = sorted(planned_for(version, views), key=lambda view: view.number)
    if not planned:
        raise Refused(f"nothing is scheduled for or in development for {version}")
    return tuple(Step(request=view, decision=_completed(app, view)) for view in planned)


def _completed(app: App, view: RequestView) -> Decision:
    return change_status(
        view,
        Status.COMPLETED,
        note="",
        release=view.release,
        actor="team",
        settle_seconds=app.policy.settle_seconds,
    )


def _shown(step: Step) -> tuple[int, Status, int]:
    return step.request.number, step.request.status, len(step.decision.tells)
