"""`mailer run --demo`: the whole service on embedded defaults, shown to a newcomer in the terminal."""

import email
import email.policy
import sys
import time
from pathlib import Path

import typer

from mailer.config import Settings
from mailer.flows.app import App
from mailer.flows.deliver import drain
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.mailbox.files import read_path
from mailer.model.inbox import InboxRow, Outcome
from mailer.render.compose import text_part
from mailer.resources import sample_mails
from mailer.service import Service


class Demo:
    """Feeds in the sample mails on first start, shows what became of them, and runs the service."""

    def __init__(self, app: App, service: Service, settings: Settings) -> None:
        self._app = app
        self._service = service
        self._settings = settings
        self._answers = Path(settings.smtp.folder) / "new"

    def run(self) -> None:
        began = time.monotonic()
        rows = self._feed()
        if rows:
            self._show(rows, time.monotonic() - began)
        else:
            self._show_kept()
        self._service.run(on_started=self._invite)
        typer.echo("\nStopped. Everything is kept under var/; `make run` goes on from here.")

    def _feed(self) -> list[InboxRow]:
        """The sample mails, by the ordinary road; nothing when they were fed in before."""
        typer.echo("Starting: database, templates, readers …")
        mails = [mail for path in sample_mails() for mail in read_path(path)]
        new = store_mails(self._app.database, mails)
        if not new:
            return []
        typer.echo(f"Feeding in {len(new)} sample mails …\n")
        rows = list(take_all(self._app))
        drain(self._app)
        return rows

    def _show(self, rows: list[InboxRow], seconds: float) -> None:
        for row in rows:
            ref = ", ".join(str(e["ref"]) for e in row.effects if e["ref"])
            outcome = row.outcome.value if row.outcome else row.state.value
            typer.echo(f"  {outcome:10} {ref:14} {row.subject[:60]}")
            typer.echo(f"  {'':25} {row.because[:90]}")
        answered = next((r for r in rows if r.outcome is Outcome.REQUEST), None)
        if answered:
            self._show_answer(answered)
        typer.echo(f"  ({len(rows)} mails read, filed and answered in {seconds:.1f} s)\n")

    def _show_answer(self, row: InboxRow) -> None:
        """The acknowledgement of one sample, as its requester's mail client shows it."""
        path = next((p for p in sorted(self._answers.glob("*.eml")) if _answers(p, row)), None)
        if path is None:
            return
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        text = text_part(path.read_bytes())
        typer.echo("\n" + "─" * 78)
        for name in ("From", "To", "Subject"):
            typer.echo(f"{name}: {mail[name]}")
        typer.echo("")
        typer.echo(text.rstrip())
        typer.echo("─" * 78 + "\n")

    def _show_kept(self) -> None:
        with self._app.database.reading() as tx:
            count = len(tx.tracker.listed())
        typer.echo(f"Going on: {count} requests are kept from before (in var/).\n")

    def _invite(self) -> None:
        service, listen = self._settings.service, self._settings.listen
        typer.echo(f"Write to  {service.address}")
        typer.echo(f"  SMTP    {listen.host}:{listen.smtp_port}      LMTP {listen.host}:{listen.lmtp_port}")
        typer.echo(
            f"  e.g.    swaks --server {listen.host}:{listen.smtp_port} --from you@example.org "
            f"--to {service.address} \\\n"
            '            --header "Subject: Please connect Snowflake" --body "We need it for our nightly reports."'
        )
        typer.echo(f"Answers   {self._answers}/*.eml (open them with a mail client)")
        typer.echo(
            f"Look at   {_program()} --demo requests      (in another terminal, while it runs or later)"
        )
        typer.echo(
            f"          {_program()} --demo show {service.reference_prefix}-1, or inbox, outbox, --help"
        )
        typer.echo("Ctrl-C stops it.\n")


def _program() -> str:
    """How this program was called, so that what is printed can be typed."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "mailer" else "python -m mailer"


def _answers(path: Path, row: InboxRow) -> bool:
    head = email.message_from_bytes(path.read_bytes()[:16_384], policy=email.policy.compat32)
    return bool(row.message_id) and str(head.get("In-Reply-To", "")).strip() == row.message_id
