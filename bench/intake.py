"""Mails a second from a folder to answers at an SMTP sink: durable, one transaction a mail.

Usage: python bench/intake.py FOLDER [--sink PORT]

Stores, reads, decides, files, renders and sends every .eml of FOLDER with the service's own stages, each in its thread. Without --sink a sink
of the test suite's is started in a process of its own. Starting the reading children is not counted, nor reading the words and the
catalog, which the service does once (a second).
"""

import argparse
import multiprocessing as mp
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).parent.parent / "tests"),
    str(Path(__file__).parent.parent / "tests" / "edges"),
]

from sink import Sink  # noqa: E402

from mailer.cli.logs import set_up_logging  # noqa: E402
from mailer.config import load  # noqa: E402
from mailer.flows.app import App  # noqa: E402
from mailer.flows.deliver import deliver  # noqa: E402
from mailer.flows.intake import take_in  # noqa: E402
from mailer.flows.receive import store_mails  # noqa: E402
from mailer.mailbox.files import read_path  # noqa: E402
from mailer.service import Stage  # noqa: E402
from mailer.wiring.service import build  # noqa: E402

TOGETHER = 50
LOOK_SECONDS = 0.25
"""Between two looks whether all is done: a look counts all rows, and that is none of the service's work."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sink", type=int, default=0)
    args = parser.parse_args()
    port = args.sink or _start_sink()
    with tempfile.TemporaryDirectory() as folder:
        _run(args.folder, port, Path(folder))


def _run(source: Path, port: int, folder: Path) -> None:
    set_up_logging(as_json=True)
    settings = load(
        None,
        {
            "MAILER_DATABASE__URL": f"sqlite:///{folder}/mailer.db",
            "MAILER_SERVICE__SIGNING_KEYS": f"{folder}/key",
            "MAILER_SMTP__HOST": "127.0.0.1",
            "MAILER_SMTP__PORT": str(port),
            "MAILER_SMTP__TLS": "none",
            "MAILER_AUTHENTICATION__TRUST": '["ingest"]',
        },
    )
    app = build(settings)
    app.sandbox.warm()
    list(app.sandbox.read_all([b"Subject: warm\r\n\r\nwarm"] * 8))
    app.words(), app.catalog()
    began, cpu = time.perf_counter(), time.process_time()
    mails = read_path(source)
    delivery = Stage("deliver", lambda stage: deliver(app, go_on=stage.go_on))
    intake = Stage("intake", lambda stage: len(take_in(app, go_on=stage.go_on)), then=delivery)
    for stage in (delivery, intake):
        stage.start()
    count = 0
    while batch := list(islice(mails, TOGETHER)):
        store_mails(app.database, batch)
        intake.wake()
        count += len(batch)
    while _waiting(app):
        time.sleep(LOOK_SECONDS)
    seconds, own = time.perf_counter() - began, time.process_time() - cpu
    with app.database.reading() as tx:
        counts = tx.inbox.accounting()
        sent = sum(1 for entry in tx.outbox.listed(limit=1_000_000) if entry.state.value == "sent")
    for stage in (intake, delivery):
        stage.stop()
        stage.join(time.monotonic() + 10)
    app.close()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{count / seconds:.0f} mails/s: {count} mails in {seconds:.2f} s, {sent} answers; "
        f"own CPU {own / count * 1e3:.2f} ms a mail, children {(children.ru_utime + children.ru_stime) / count * 1e3:.2f} ms; "
        f"{counts}"
    )


def _waiting(app: App) -> bool:
    """Whether a mail has no outcome yet or an answer is not handed over."""
    with app.database.reading() as tx:
        return bool(tx.inbox.accounting()["in_work"]) or tx.outbox.oldest_due(app.clock()) is not None


def _start_sink() -> int:
    ours, theirs = mp.get_context("spawn").Pipe()
    mp.get_context("spawn").Process(target=_sink, args=(theirs,), daemon=True).start()
    return int(ours.recv())


def _sink(channel: "mp.connection.Connection") -> None:
    sink = Sink()
    sink.start()
    channel.send(sink.port)
    time.sleep(3600)


if __name__ == "__main__":
    main()
