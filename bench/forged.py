"""A spam run with forged senders against the default configuration: how many confirmations leave, and what is in them.

Half of the senders are new each time, the rest come again; the run is spread over the simulated hours that it would take.
Figures: at most 30 confirmations an hour, one a day an address, not a byte of the stranger's (RELIABILITY R-92, R-93, G13).

Usage: python bench/forged.py [--mails 10000] [--hours 6] [--seed 1]
"""

import argparse
import logging
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import structlog

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "story"))

from world import SERVICE, World, open_world

from mailer.config import Settings
from mailer.flows.deliver import drain
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.model.inbox import InboxRow
from mailer.model.mail_source import RawMail
from mailer.wiring.reading import build_sandbox

MARK = "ZZSPAMZZ"
AT_ONCE = 50
HOUR = timedelta(hours=1)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mails", type=int, default=10_000)
    parser.add_argument("--hours", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    chance, began = random.Random(args.seed), time.monotonic()
    sandbox = build_sandbox(Settings())
    with tempfile.TemporaryDirectory() as folder:
        world = open_world(Path(folder), sandbox, 'trusted_authserv_ids = ["mx.service.example"]')
        sent = []
        step = timedelta(hours=args.hours) / max(1, args.mails // AT_ONCE)
        for first in range(0, args.mails, AT_ONCE):
            store_mails(
                world.app.database, [_mail(n, chance, world.clock()) for n in range(first, first + AT_ONCE)]
            )
            for _ in take_all(world.app):
                pass
            drain(world.app)
            sent += [(world.clock(), mail) for mail in world.answers()]
            world.clock.now += step
        outcomes = Counter(str(row.outcome) for row in _rows(world))
        world.close()
    sandbox.close()
    times = [at for at, _ in sent]
    hour = max((sum(1 for other in times if at <= other < at + HOUR) for at in times), default=0)
    each = max(Counter(str(mail["To"]) for _, mail in sent).values(), default=0)
    marked = sum(MARK in mail.as_string() for _, mail in sent)
    print(
        f"{args.mails} mails in {args.hours:g} simulated hours, {time.monotonic() - began:.0f} s; outcomes {dict(outcomes)}"
    )
    print(
        f"mails sent {len(sent)}; most in an hour {hour}; most to one address {each}; with the stranger's bytes {marked}"
    )
    sys.exit(hour > 30 or each > 1 or marked > 0)


def _mail(number: int, chance: random.Random, now: datetime) -> RawMail:
    sender = (
        f"victim{chance.randrange(5_000) if number % 2 else 5_000 + number}@d{chance.randrange(300)}.example"
    )
    raw = (
        f"From: {MARK} <{sender}>\r\nTo: {SERVICE}\r\nSubject: {MARK} please add {MARK}{number}\r\n"
        f"Message-ID: <{number}.{chance.getrandbits(40)}@spam.example>\r\n\r\n"
        f"Please add an integration with {MARK}{number}. Buy at http://{MARK}.example now, it saves hours.\r\n"
    )
    return RawMail(
        raw=raw.encode(),
        source="listen",
        account="listen",
        uidvalidity=0,
        uid=0,
        received_at=now,
        envelope_sender=sender,
        envelope_recipients=(SERVICE,),
    )


def _rows(world: World) -> list[InboxRow]:
    with world.app.database.reading() as tx:
        return tx.inbox.listed(limit=1_000_000)


if __name__ == "__main__":
    main()
