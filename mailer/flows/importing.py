"""Requests that exist already come into the tracker: all lines of a file or none, and no mails."""

from mailer.decide.importing import Import, Line, import_line, names_in, read_sheet
from mailer.errors import Refused
from mailer.flows.app import App
from mailer.flows.record import record
from mailer.model.decision import Decision
from mailer.model.inbox import Outcome
from mailer.model.request import Field
from mailer.rules.names import key as name_key
from mailer.store.database import Tx


def import_sheet(app: App, text: str, *, dry_run: bool, actor: str = "team") -> tuple[Import, ...]:
    """Carry out what each line of the table in `text` (CSV or Markdown) wants, and return it; with `dry_run` only say it.

    Raises Refused, with every bad line by its number, when there is one; then nothing is stored.
    """
    products = {name: product.key for name in names_in(text) if (product := app.catalog().find(name))}
    sheet = read_sheet(text, app.catalog().categories, products, app.clock().date())
    if sheet.mistakes:
        raise Refused("\n".join([*sheet.mistakes, "nothing is imported"]))
    with app.database.transaction() as tx:
        done = tuple(_import(tx, line, actor) for line in sheet.lines)
        if not dry_run:
            effects = tuple(one.effect for one in done if one.effect)
            decision = Decision(outcome=Outcome.COMMAND, because="an import", effects=effects)
            record(tx, decision, app.clock(), app.stationery)
    return done


def _import(tx: Tx, line: Line, actor: str) -> Import:
    number = _same(tx, line)
    if number is None:
        return import_line(line, None, 0, actor=actor)
    return import_line(line, tx.tracker.views([number])[number], tx.tracker.imported(number), actor=actor)


def _same(tx: Tx, line: Line) -> int | None:
    if line.details.product:
        return tx.tracker.by_product(line.details.kind, line.details.product)
    return tx.tracker.by_name(line.details.kind, name_key(line.details.text(Field.INTEGRATION_NAME)))
