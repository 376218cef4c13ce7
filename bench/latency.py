"""From delivery by LMTP into a real Dovecot to the acknowledgement handed to a real Postfix: p50 and p95.

Usage: python bench/latency.py [--mails 200] [--pause 0.4]
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).parent.parent / "tests"),
    str(Path(__file__).parent.parent / "tests" / "edges"),
]

from program import program, wait_for  # noqa: E402
from servers import dovecot, postfix  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=200)
    parser.add_argument("--pause", type=float, default=0.4)
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        dovecot() as mailbox,
        postfix(lmtp_port=mailbox.lmtp_port, thrown_away="folk.test") as out,
    ):
        folder = Path(name)
        folder.chmod(0o755)
        with program(folder, mailbox, smtp=out.smtp_port, smtp_cert=out.cert) as made:
            made.start()
            made.wait_until_started()
            time.sleep(3)
            delivered: dict[str, datetime] = {}
            for number in range(args.mails):
                mid = f"<lag.{number}@y.test>"
                delivered[mid] = datetime.now(UTC)
                mailbox.deliver(_mail(number, mid), sender="alice@y.test")
                time.sleep(args.pause)
            wait_for(lambda: True if len(_answered(folder)) >= args.mails else None, "not all answered", 60)
            lags = sorted((at - delivered[mid]).total_seconds() for mid, at in _answered(folder).items())
            made.stop()
    print(
        f"{len(lags)} mails: p50 {statistics.median(lags):.3f} s, p95 {lags[int(len(lags) * 0.95)]:.3f} s, "
        f"longest {lags[-1]:.3f} s"
    )


def _mail(number: int, message_id: str) -> bytes:
    return (
        f"From: Alice <alice{number}@folk.test>\r\nTo: integrations@y.test\r\nSubject: Please add Zorblag{number:04d}\r\n"
        f"Message-ID: {message_id}\r\n\r\nIntegration Name: Zorblag{number:04d}\r\nUse Case: Nightly numbers.\r\n"
    ).encode()


def _answered(folder: Path) -> dict[str, datetime]:
    """Message-ID of each mail -> when Postfix had taken its answer."""
    with sqlite3.connect(folder / "mailer.db", timeout=30) as database:
        rows = database.execute(
            "select i.message_id, o.sent_at from outbox o join inbox i on i.id = o.inbox_id where o.state = 'sent'"
        ).fetchall()
    return {mid: datetime.fromisoformat(at).replace(tzinfo=UTC) for mid, at in rows}


if __name__ == "__main__":
    main()
