"""The IMAP mailbox on networks that fail and servers that lie."""

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from accounts import drain, empty, mail, mailbox, numbers, settings
from scripted import MAIL, ScriptedImap
from servers import Dovecot
from toxic import ToxicProxy

from mailer.errors import Transient
from mailer.mailbox.backoff import LoginRefused
from mailer.mailbox.imap import ImapMailbox, ImapSettings
from mailer.model.mail_source import RawMail

Scripted = Callable[[dict[bytes, bytes]], tuple[ScriptedImap, ImapMailbox]]


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[ToxicProxy]:
    """Between us and an emptied account."""
    empty(dovecot)
    between = ToxicProxy(dovecot.imap_port)
    yield between
    between.close()


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """Starts a scripted server and a mailbox that looks into it."""
    opened: list[ScriptedImap | ImapMailbox] = []

    def start(answers: dict[bytes, bytes]) -> tuple[ScriptedImap, ImapMailbox]:
        server = ScriptedImap(answers)
        box = ImapMailbox(
            ImapSettings(
                host="127.0.0.1",
                port=server.port,
                tls="none",
                username="u",
                password="p",
                timeout=3,
                limit=10_000,
            )
        )
        opened.extend((box, server))
        return server, box

    yield start
    for one in opened:
        one.close()


CUTS = int(os.environ.get("PROVE_CUTS", "40"))
"""`make prove` asks for more."""


def test_a_connection_cut_at_any_byte_loses_and_doubles_nothing(dovecot: Dovecot, proxy: ToxicProxy) -> None:
    """Greeting, login, literal, MOVE: wherever the cut comes, every mail is stored in the end, once by its UID (R-23)."""
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    stored: dict[tuple[int, int], RawMail] = {}
    fetched = 0
    for number in range(100):
        dovecot.deliver(mail(number, size=3000))
    for _ in range(CUTS):
        with mailbox(dovecot, tls="none", port=proxy.port, batch_mails=4) as box:
            proxy.cut_after = chance.randrange(40_000)
            with suppress(Transient):
                for batch in box.fetch():
                    fetched += len(batch)
                    stored.update({(one.uidvalidity, one.uid): one for one in batch})
                    box.settle(batch)
    proxy.cut_after = None
    with mailbox(dovecot, tls="none", port=proxy.port) as box:
        stored.update({(one.uidvalidity, one.uid): one for one in drain(box)})
    assert sorted(numbers(list(stored.values()))) == list(range(100)), f"seed {seed}"
    assert all(mail(numbers([one])[0], size=3000) in one.raw for one in stored.values()), f"seed {seed}"
    assert dovecot.subjects() == []
    assert len(set(dovecot.subjects("Processed"))) == 100
    print(f"seed {seed}: {proxy.connections} connections, {fetched} fetched for 100 mails")


def test_a_cut_in_idle_is_noticed_at_once(dovecot: Dovecot, proxy: ToxicProxy) -> None:
    """The loss is told, and not taken for an endless row of empty answers."""
    with mailbox(dovecot, tls="none", port=proxy.port) as box:
        drain(box)
        threading.Timer(0.3, proxy.cut).start()
        started = time.monotonic()
        with pytest.raises(Transient):
            box.wait(60)
        assert time.monotonic() - started < 2


@pytest.mark.parametrize("where", ["fetch", "idle", "settle"])
def test_a_half_open_connection_is_given_up(dovecot: Dovecot, proxy: ToxicProxy, where: str) -> None:
    """Nothing comes back and nobody hangs up: the timeout ends it, in IDLE after the renewal (R-24)."""
    dovecot.deliver(mail(1))
    with mailbox(dovecot, tls="none", port=proxy.port, timeout=0.5, idle_renew=0.5) as box:
        batch = next(box.fetch())
        if where == "idle":
            box.settle(batch)
            assert drain(box) == []
        acts: dict[str, Callable[[], object]] = {
            "fetch": lambda: list(box.fetch()),
            "idle": lambda: box.wait(60),
            "settle": lambda: box.settle(batch),
        }
        proxy.frozen.set()
        started = time.monotonic()
        with pytest.raises(Transient):
            acts[where]()
        assert time.monotonic() - started < 4
        proxy.frozen.clear()
    with mailbox(dovecot, tls="none", port=proxy.port) as box:
        assert numbers(drain(box)) == ([] if where == "idle" else [1])


def test_a_silent_server_does_not_hold_a_stop(dovecot: Dovecot, proxy: ToxicProxy) -> None:
    """Saying goodbye into a dead connection takes two seconds at most."""
    with mailbox(dovecot, tls="none", port=proxy.port) as box:
        drain(box)
        proxy.frozen.set()
        started = time.monotonic()
        box.stop()
        box.close()
        assert time.monotonic() - started < 4
    proxy.frozen.clear()


def test_a_server_that_is_not_there_is_tried_again_after_growing_pauses() -> None:
    """Refused connections: no pause before the first try, one second before the second, two before the third."""
    box = ImapMailbox(ImapSettings(host="127.0.0.1", port=9, tls="none", username="u", password="p"))
    began = []
    for _ in range(3):
        started = time.monotonic()
        with pytest.raises(Transient, match="connect"):
            list(box.fetch())
        began.append(time.monotonic() - started)
    box.close()
    assert began[0] < 0.5 < 1.0 <= began[1] < 1.8 < 2.0 <= began[2] < 3


def test_the_scripted_server_is_an_ordinary_one_by_default(scripted: Scripted) -> None:
    """The lies below are the only thing that differs."""
    server, box = scripted({})
    assert [one.raw for one in drain(box)] == [MAIL]
    assert b'UID MOVE 1 "Processed"' in server.heard
    assert not any(b"+FLAGS" in heard or heard == b"EXPUNGE" for heard in server.heard)


def test_a_huge_literal_is_not_read_and_the_mail_comes_as_its_head(scripted: Scripted) -> None:
    """The server said 24 bytes and announces 10 GB: hung up, and the head alone is fetched next time (R-30, R-31)."""
    head = b"Subject: mail 1\r\n\r\n"
    server, box = scripted(
        {
            b"UID FETCH 1 (BODY.PEEK[])": b"* 1 FETCH (UID 1 BODY[] {9999999999}\r\n" + b"x" * 1000,
            b"UID FETCH 1 (BODY.PEEK[HEADER]": b"* 1 FETCH (UID 1 BODY[HEADER]<0> {%d}\r\n%b BODY[TEXT]<0> {2}\r\nhi)\r\n"
            % (len(head), head),
        }
    )
    with pytest.raises(Transient, match="9999999999 bytes announced"):
        drain(box)
    (got,) = drain(box)
    assert got.raw == head + b"hi"
    assert got.oversize > 10_000
    assert b'UID MOVE 1 "Quarantine"' in server.heard


def test_a_mail_bigger_than_it_said_is_cut(scripted: Scripted) -> None:
    """Within what we read at all, but over the limit: only the head is kept, with the true size."""
    big = b"Subject: mail 1\r\n\r\n" + b"y" * 300_000
    _, box = scripted(
        {b"UID FETCH 1 (BODY.PEEK[])": b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%b)\r\n" % (len(big), big)}
    )
    (got,) = drain(box)
    assert got.oversize == len(big)
    assert got.raw == big[: 128 * 1024]


NONSENSE = {
    "no IMAP at all": {b"greeting": b"220 mx.example ESMTP\r\n"},
    "goodbye at once": {b"greeting": b"* BYE overloaded\r\n"},
    "an endless line": {b"UID SEARCH": b"* SEARCH " + b"1 " * 1_000_000 + b"\r\n"},
    "UIDs that are none": {b"UID SEARCH": b"* SEARCH one two\r\n"},
    "no UIDVALIDITY number": {b"SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY x]\r\n"},
    "no EXISTS": {b"SELECT": b"* OK [UIDVALIDITY 7]\r\n"},
    "unbalanced lists": {b"UID FETCH 1 (RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE ((((\r\n"},
    "deep lists": {b"UID FETCH 1 (RFC822.SIZE": b"* 1 FETCH " + b"(" * 5000 + b")" * 5000 + b"\r\n"},
    "a size that is none": {b"UID FETCH 1 (RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE big)\r\n"},
    "a literal below zero": {b"UID FETCH 1 (BODY.PEEK[])": b"* 1 FETCH (UID 1 BODY[] {-5}\r\n)\r\n"},
    "an answer to nobody": {b"UID FETCH 1 (BODY.PEEK[])": b"zz99 OK FETCH\r\n"},
    "bytes": {b"UID FETCH 1 (BODY.PEEK[])": bytes(range(256)) + b"\r\n"},
}


@pytest.mark.parametrize("lie", NONSENSE)
def test_nonsense_is_passing_trouble_or_no_mail(scripted: Scripted, lie: str) -> None:
    """Whatever a server says, the mailbox raises Transient or finds nothing: no other exception, no stall (R-31)."""
    _, box = scripted(NONSENSE[lie])
    started = time.monotonic()
    with suppress(Transient):
        assert drain(box) == []
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("time_said", [b'"99-Nov-0000 10:00:00 +9999"', b"NIL"])
def test_an_impossible_time_is_replaced_by_ours(scripted: Scripted, time_said: bytes) -> None:
    """A mail whose INTERNALDATE makes no sense is received now."""
    _, box = scripted(
        {b"UID FETCH 1 (RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE 24 INTERNALDATE " + time_said + b")\r\n"}
    )
    (got,) = drain(box)
    assert abs((datetime.now(UTC) - got.received_at).total_seconds()) < 10


def test_a_server_that_is_busy_is_not_a_refused_login(scripted: Scripted) -> None:
    """LOGIN answered with NO [UNAVAILABLE] (RFC 5530) passes: the ordinary pause, not five minutes."""
    _, box = scripted({b"LOGIN": b"TAG NO [UNAVAILABLE] the user database is down\r\n"})
    with pytest.raises(Transient, match="user database") as busy:
        drain(box)
    assert not isinstance(busy.value, LoginRefused)


def test_folders_below_the_inbox(scripted: Scripted) -> None:
    """Where the server keeps everything below INBOX (RFC 2342), `Processed` is `INBOX.Processed`."""
    server, box = scripted(
        {
            b"CAPABILITY": b"* CAPABILITY IMAP4rev1 MOVE NAMESPACE\r\n",
            b"NAMESPACE": b'* NAMESPACE (("INBOX." ".")) NIL NIL\r\n',
        }
    )
    assert len(drain(box)) == 1
    assert b'UID MOVE 1 "INBOX.Processed"' in server.heard
    assert b'SELECT "INBOX"' in server.heard


def test_a_folder_that_keeps_no_keywords_is_remembered_until_we_stop(scripted: Scripted) -> None:
    """No MOVE, no UIDPLUS, no keywords: nothing is changed on the server, and a mail is fetched once all the same."""
    server, box = scripted(
        {
            b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
            b"SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [PERMANENTFLAGS (\\Deleted)]\r\n",
        }
    )
    assert len(drain(box)) == 1
    assert drain(box) == []
    assert not any(b"STORE" in heard or b"EXPUNGE" in heard or b"KEYWORD" in heard for heard in server.heard)


def test_the_reply_of_a_command_never_shows_the_password(dovecot: Dovecot) -> None:
    """Neither settings nor errors carry it into a log."""
    shown = repr(settings(dovecot, password="hunter-2-hunter"))
    assert "hunter-2" not in shown
