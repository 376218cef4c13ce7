"""What the log says of a conversation: one line an event, no token, no address, nothing that a mail could forge (RELIABILITY R-67)."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr

import pytest
import structlog
from world import World

from mailer.cli.logs import set_up_logging
from mailer.flows.updates import update_status
from mailer.model.status import Status

ESCAPE = "\x1b[2J\x1b[31m"
FORGED = "2026-11-23T10:00:00.000000Z [error    ] all_is_lost"
EVENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z \[")
TOKEN = re.compile(rb"[rcbstvewpf][a-z2-7]{7}[rvcwt][a-z2-7]{38}")

Read = Callable[[], str]


@pytest.fixture
def log(request: pytest.FixtureRequest) -> Iterator[Read]:
    """Everything is logged as configured (`[logging] format`); what was said so far."""
    said = io.StringIO()
    with redirect_stderr(said):
        set_up_logging(as_json=request.param == "json", level="DEBUG")
    yield said.getvalue
    structlog.reset_defaults()
    logging.basicConfig(handlers=[], force=True)


def issued(world: World) -> set[bytes]:
    """Every token that was ever given out: in the kept mails, their envelopes and the notices they were made of."""
    with world.app.database.reading() as tx:
        kept = [(entry, tx.outbox.content(entry.id)) for entry in tx.outbox.listed()]
    texts = [entry.notice.encode() + entry.message_id.encode() for entry, _ in kept]
    texts += [sender.encode() + b" " + content for _, made in kept if made for sender, content in [made]]
    return {token for text in texts for token in TOKEN.findall(text.replace(b"=\r\n", b""))}


@pytest.mark.parametrize("log", ["json", "console"], indirect=True)
def test_no_token_and_no_address_is_logged(doubting_world: World, log: Read) -> None:
    """R-67, R-98: a whole conversation with every kind of token, told by every stage and by the libraries: none of the tokens
    that were issued, and no address, stands in the log."""
    world, anna = doubting_world, "anna@shop.example"
    world.receive(world.write(anna, "Snowflake", "We need Snowflake as a source for our weekly reports."))
    world.send_reply(anna, world.answer(), "yes")
    answer = world.answer()
    for words in ("Priority: high", "weekly", "forget me", "watch"):
        world.send_reply(anna, answer, words)
    update_status(world.app, 1, Status.DECLINED, note="Not now.")
    world.answers()
    tokens = issued(world)
    assert {token[:1] for token in tokens} >= {b"r", b"c", b"b", b"s", b"v", b"e"}
    for token in tokens:
        where = f"integrations+{token.decode()}@service.example"
        structlog.get_logger().warning("not_sent", because=f"550 <{where}>", seen=[where, {"to": where}])
        logging.getLogger("mail.log").error("no such user %s", where)
    said = log()
    assert said.count("not_sent") == len(tokens)
    assert not [token for token in tokens if token.decode() in said.lower()]
    assert "@shop.example" not in said and "@service.example" not in said


@pytest.mark.parametrize("log", ["json", "console"], indirect=True)
def test_nothing_in_a_mail_forges_a_line_of_the_log(world: World, log: Read) -> None:
    """R-67: line ends, terminal codes and turned text in what mails and servers say, also in an exception's words or a
    library's, make no line that begins as an event does and reach no terminal."""
    hostile = f"{ESCAPE}\n{FORGED}\r\n{FORGED}\u2028{FORGED}\u202e\x9b31m"
    world.receive(
        b"From: =?utf-8?q?=1b[2J=0a2026-11-23T10:00:00Z_[error]_x?= <anna@shop.example>\r\n"
        b"Subject: =?utf-8?q?Snowflake=0a2026-11-23T10:00:00Z_[error]_y=1b[2J?=\r\n\r\n"
        b"We need Snowflake \x1b[2J as a source.\r\n"
    )
    try:
        raise ValueError(hostile)
    except ValueError as error:
        structlog.get_logger().exception("intake_failed", because=str(error), error=error, what=[hostile])
        logging.getLogger("apscheduler").exception("a job said %s", error)
    said = log()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", said)
    lines = said.splitlines()
    if said.startswith("{"):
        events = [json.loads(line)["event"] for line in lines]
    else:
        events = [line.split("] ")[1].split(" ")[0] for line in lines if EVENT.match(line)]
    assert "all_is_lost" not in events and events[-2:] == ["intake_failed", "library"]
