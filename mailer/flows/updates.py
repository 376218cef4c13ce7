"""What the team changes: one snapshot, one pure decision, one transaction."""

from collections.abc import Callable

from mailer.crash import crash_point
from mailer.decide import corrections
from mailer.decide.merging import merge, unmerge
from mailer.decide.preferences import public_name
from mailer.decide.updates import change_status
from mailer.errors import Misused, Refused
from mailer.flows.app import App
from mailer.flows.record import record
from mailer.model.decision import Credit, Decision, Existing, Remark
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.store.database import Tx


def view_of(tx: Tx, number: int, prefix: str) -> RequestView:
    """The request with that number; Misused when there is none."""
    view = tx.tracker.views([number]).get(number)
    if view is None:
        raise Misused(f"there is no {prefix}-{number}; `mailer requests` lists what there is")
    return view


def update_status(
    app: App, number: int, to: Status, *, note: str = "", release: str = "", actor: str = "team"
) -> Decision:
    """Move request `number` to `to` and write the mails it causes; Refused says what is allowed or missing."""
    with app.database.transaction() as tx:
        request = view_of(tx, number, app.policy.prefix)
        decision = change_status(
            request,
            to,
            note=note,
            release=release,
            actor=actor,
            settle_seconds=app.policy.settle_seconds,
        )
        decision = record(tx, decision, app.clock(), app.stationery)
        crash_point("updates.before_commit")
    crash_point("updates.committed")
    return decision


def add_note(app: App, number: int, text: str, *, actor: str = "team") -> None:
    """Write an internal note on the timeline; it never leaves the team."""
    with app.database.transaction() as tx:
        view_of(tx, number, app.policy.prefix)
        remark = Remark(target=Existing(number=number), what="note", text=text, actor=actor)
        decision = Decision(outcome=Outcome.COMMAND, because="a note", effects=(remark,))
        record(tx, decision, app.clock(), app.stationery)


def correct(app: App, number: int, decide: Callable[[RequestView], Decision]) -> Decision:
    """Carry out what `decide` says about request `number`, in one transaction."""
    with app.database.transaction() as tx:
        decision = decide(view_of(tx, number, app.policy.prefix))
        return record(tx, decision, app.clock(), app.stationery)


def set_credit(app: App, address: str, name: str) -> None:
    """Let public tables show a person as `name`, or as nobody again. Refused for an address that we do not know."""
    with app.database.transaction() as tx:
        if tx.people.find(address) is None:
            raise Refused(f"nobody wrote to us from {address}")
        effect = Credit(address=address, name=public_name(name) if name else "")
        decision = Decision(outcome=Outcome.COMMAND, because="a credit", effects=(effect,))
        record(tx, decision, app.clock(), app.stationery)


def merge_requests(app: App, number: int, into: int, *, actor: str = "team") -> Decision:
    """Join request `number` with `into`; Refused says why not."""
    with app.database.transaction() as tx:
        prefix = app.policy.prefix
        decision = merge(view_of(tx, number, prefix), view_of(tx, into, prefix), actor=actor)
        return record(tx, decision, app.clock(), app.stationery)


def split_request(app: App, number: int, *, actor: str = "team") -> Decision:
    """Undo that `number` was merged, or else the last merge into it; Refused when there was none."""
    with app.database.transaction() as tx:
        prefix = app.policy.prefix
        named = view_of(tx, number, prefix)
        merged = named if named.merged_into else _last_merged(tx, named)
        decision = unmerge(merged, view_of(tx, merged.merged_into, prefix), actor=actor)
        return record(tx, decision, app.clock(), app.stationery)


def _last_merged(tx: Tx, into: RequestView) -> RequestView:
    number = tx.tracker.last_merged(into.number)
    if number is None:
        raise Refused(
            f"{into.ref} was not merged, and nothing was merged into it; --request N takes a wish out of a mail"
        )
    return tx.tracker.views([number])[number]


def assign(app: App, number: int, address: Address, *, actor: str = "team") -> Decision:
    """Say who takes care of a request; that person is told by mail."""
    with app.database.transaction() as tx:
        view = view_of(tx, number, app.policy.prefix)
        marks = tx.scores.of([number]).get(number, [])
        decision = corrections.assign(view, address, actor=actor, policy=app.policy, marks=marks)
        return record(tx, decision, app.clock(), app.stationery)
