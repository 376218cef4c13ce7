"""The IMAP mailbox against a real Dovecot."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from accounts import drain, empty, eventually, mail, mailbox, numbers, settings
from imapclient import IMAPClient
from servers import PASSWORD, Dovecot, make_certificate
from tokenserver import CLIENT, SECRET, token_server

from mailer.errors import Transient
from mailer.mailbox.backoff import LoginRefused
from mailer.mailbox.connection import DONE
from mailer.mailbox.imap import ImapMailbox, ImapSettings
from mailer.mailbox.oauth import OAuthSettings, OAuthTokens

Dovecots = Callable[..., AbstractContextManager[Dovecot]]


@pytest.fixture(autouse=True)
def emptied(request: pytest.FixtureRequest) -> None:
    """Tests that share the Dovecot begin with an empty account."""
    if "dovecot" in request.fixturenames:
        empty(request.getfixturevalue("dovecot"))


@pytest.fixture
def person(dovecot: Dovecot) -> Iterator[Any]:
    """Somebody else with a mail client in the same inbox."""
    with IMAPClient("127.0.0.1", port=dovecot.imap_port, ssl=False, timeout=10) as client:
        client.login("integrations", PASSWORD)
        client.select_folder("INBOX")
        yield client


def test_a_mail_is_fetched_whole_and_leaves_no_trace_before_it_is_settled(
    dovecot: Dovecot, person: Any
) -> None:
    """Bytes, envelope, UID and time come along; neither \\Seen nor anything else changes until settle."""
    before = datetime.now(UTC) - timedelta(seconds=2)
    dovecot.deliver(mail(1), "integrations+r7tok")
    with mailbox(dovecot) as box:
        ((got,),) = box.fetch()
        person.noop()
        assert got.raw.endswith(mail(1))
        assert (got.source, [got.uid], got.oversize, got.answer) == ("imap", person.search(), 0, True)
        assert got.account == "imap://integrations@localhost/INBOX"
        assert got.envelope_sender == "ana@orchard.example"
        assert got.envelope_recipients == ("integrations+r7tok@y.test",)
        assert before <= got.received_at <= datetime.now(UTC)
        assert got.received_at.utcoffset() == timedelta(0)
        person.noop()
        assert person.get_flags([got.uid])[got.uid] in ((), (b"\\Recent",))
        box.settle([got])
        assert dovecot.subjects() == []
        assert dovecot.subjects("Processed") == ["mail 1"]


def test_seen_is_not_our_marker(dovecot: Dovecot, person: Any) -> None:
    """A mail that a person read, flagged or answered first is fetched all the same (R-28)."""
    dovecot.deliver(mail(1))
    person.noop()
    assert person.add_flags(person.search(), [b"\\Seen", b"\\Flagged", b"\\Answered"])
    with mailbox(dovecot) as box:
        assert numbers(drain(box)) == [1]


BACKLOG = int(os.environ.get("PROVE_BACKLOG", "1000"))
"""`make prove` asks for a hundred thousand."""


def test_a_backlog_comes_oldest_first_in_batches(dovecot: Dovecot) -> None:
    """R-29: a full mailbox comes in order and in bounded batches, costs no more memory the fuller it is, and all of it ends in
    the processed folder. That one sender's part of it holds up nobody else is R-94."""
    for number in range(BACKLOG):
        _drop(dovecot, mail(number, size=2000), number)
    with mailbox(dovecot, batch_mails=100, batch_bytes=150_000) as box:
        started, before = time.monotonic(), _resident()
        got, sizes = [], []
        for batch in box.fetch():
            got += numbers(batch)
            sizes.append((len(batch), sum(len(one.raw) for one in batch)))
            box.settle(batch)
        took, grown = time.monotonic() - started, _resident() - before
    assert got == list(range(BACKLOG))
    assert all(count <= 100 and size <= 150_000 for count, size in sizes)
    assert len(dovecot.subjects("Processed")) == BACKLOG
    assert grown < 50_000_000
    print(f"{BACKLOG} mails in {took:.1f} s, {BACKLOG / took:.0f} a second; {grown / 1e6:.0f} MB more memory")


def _resident() -> int:
    """Bytes of memory that this process has (proc(5))."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


def _drop(dovecot: Dovecot, raw: bytes, number: int) -> None:
    """Put a mail right into the Maildir: a backlog that nobody has to wait for."""
    new = dovecot.folder / "mail" / "integrations" / "new"
    new.mkdir(parents=True, exist_ok=True)
    file = new / f"{1_700_000_000 + number}.M{number}P1.mx"
    file.write_bytes(raw)
    for made in (file, new, new.parent):
        shutil.chown(made, "dovecot", "dovecot")


def test_idle_wakes_soon_after_delivery(dovecot: Dovecot) -> None:
    """From LMTP delivery to the fetched mail it takes about a second and a half at most; the wait is IDLE, no poll."""
    with mailbox(dovecot) as box:
        assert drain(box) == []
        delays = []
        for number in range(3):
            threading.Timer(0.3, dovecot.deliver, [mail(number)]).start()
            started = time.monotonic() + 0.3
            waits = 0
            while not (got := numbers(drain(box))):
                box.wait(60)
                waits += 1
            assert (got, waits <= 2) == ([number], True)
            delays.append(time.monotonic() - started)
    print(f"delivery to fetched: {', '.join(f'{one:.2f}' for one in delays)} s")
    assert max(delays) < 2.0


def test_a_mail_that_comes_between_fetch_and_idle_is_not_overslept(dovecot: Dovecot) -> None:
    """The server announces such a mail only once, beside another answer; the wait ends at once all the same."""
    with mailbox(dovecot) as box:
        drain(box)
        dovecot.deliver(mail(1))
        time.sleep(0.7)
        started = time.monotonic()
        box.wait(60)
        assert time.monotonic() - started < 2.0
        first = list(box.fetch())
        dovecot.deliver(mail(2))
        for batch in first:
            box.settle(batch)
        started = time.monotonic()
        box.wait(60)
        assert time.monotonic() - started < 2.0
        assert numbers(drain(box)) == [2]


def test_a_mail_that_comes_while_the_processed_folder_is_made_is_not_overslept(dovecot: Dovecot) -> None:
    """Opening the inbox again tells of the mail without a search; no announcement follows, so the wait looks first."""
    dovecot.deliver(mail(1))
    with mailbox(dovecot) as box:
        for batch in box.fetch():
            dovecot.deliver(mail(2))
            time.sleep(0.7)
            box.settle(batch)
        started = time.monotonic()
        box.wait(60)
        assert time.monotonic() - started < 2.0
        assert numbers(drain(box)) == [2]


def test_idle_is_renewed_and_looked_through(dovecot: Dovecot) -> None:
    """After idle_renew the wait ends by itself, far below the 29 minutes at which servers hang up (RFC 2177)."""
    assert ImapSettings(host="h", username="u").idle_renew <= 600
    with mailbox(dovecot, idle_renew=0.5) as box:
        drain(box)
        started = time.monotonic()
        box.wait(60)
        assert 0.4 < time.monotonic() - started < 2


@pytest.mark.parametrize("idle", [True, False])
def test_stop_ends_a_wait_at_once(dovecot: Dovecot, idle: bool) -> None:
    """Waiting by IDLE or by pause, and every wait after it, and a fetch that would have begun."""
    with mailbox(dovecot, idle=idle) as box:
        drain(box)
        threading.Timer(0.2, box.stop).start()
        started = time.monotonic()
        box.wait(60)
        box.wait(60)
        assert list(box.fetch()) == []
        assert time.monotonic() - started < 1


def test_a_backlog_does_not_delay_a_stop(dovecot: Dovecot) -> None:
    """Between two batches a stop is heard; the rest stays on the server for the next start."""
    for number in range(6):
        _drop(dovecot, mail(number), number)
    with mailbox(dovecot, batch_mails=2) as box:
        batches = box.fetch()
        first = next(batches)
        box.settle(first)
        box.stop()
        assert list(batches) == []
    with mailbox(dovecot) as box:
        assert numbers(drain(box)) == [2, 3, 4, 5]


CAPABILITIES_MISSING = [
    ("MOVE",),
    ("MOVE", "UIDPLUS"),
    ("IDLE",),
    (
        "IDLE",
        "MOVE",
        "UIDPLUS",
        "NAMESPACE",
        "CONDSTORE",
        "QRESYNC",
        "ESEARCH",
        "LITERAL+",
        "SASL-IR",
        "ENABLE",
    ),
]


@pytest.mark.parametrize("without", CAPABILITIES_MISSING, ids="-".join)
def test_a_server_that_can_less_is_served_correctly(dovecots: Dovecots, without: tuple[str, ...]) -> None:
    """R-25: every mail once; without MOVE copied, without UIDPLUS marked by a keyword; nobody else's deleted mail expunged."""
    with dovecots(without=without) as dovecot:
        dovecot.deliver(mail(0))
        with IMAPClient("127.0.0.1", port=dovecot.imap_port, ssl=False) as person:
            person.login("integrations", PASSWORD)
            person.select_folder("INBOX")
            person.add_flags([1], [b"\\Deleted"])
        dovecot.deliver(mail(1))
        dovecot.deliver(mail(2))
        with mailbox(dovecot) as box:
            assert numbers(drain(box)) == [1, 2]
            assert drain(box) == []
            threading.Timer(0.2, dovecot.deliver, [mail(3)]).start()
            started = time.monotonic()
            while not (got := numbers(drain(box))):
                box.wait(0.5)
            assert got == [3]
            assert time.monotonic() - started < 5
        with mailbox(dovecot) as again:
            assert drain(again) == []
        stays = ["mail 1", "mail 2", "mail 3"] if "UIDPLUS" in without else []
        assert dovecot.subjects() == ["mail 0", *stays]
        if not stays:
            assert dovecot.subjects("Processed") == ["mail 1", "mail 2", "mail 3"]
        assert _with_flag(dovecot, "KEYWORD", DONE) == stays


def _with_flag(dovecot: Dovecot, *criteria: str) -> list[str]:
    printed = dovecot.doveadm(
        "-f", "tab", "fetch", "-u", "integrations", "hdr.subject", "mailbox", "INBOX", *criteria
    )
    return printed.splitlines()[1:]


def test_a_processed_folder_that_is_full_or_forbidden_leaves_the_mail_and_goes_on(dovecot: Dovecot) -> None:
    """The move is denied: the mail stays, is marked, and is not fetched again (R-26)."""
    dovecot.deliver(mail(1))
    dovecot.deliver(mail(2))
    with mailbox(dovecot, processed="No/Such\\*%Folder/" + "x" * 300) as box:
        assert numbers(drain(box)) == [1, 2]
        assert drain(box) == []
    assert dovecot.subjects() == ["mail 1", "mail 2"]
    with mailbox(dovecot) as again:
        assert drain(again) == []


def test_a_folder_that_somebody_deleted_is_made_again(dovecot: Dovecot) -> None:
    """Processed vanishes while we are connected; the next mail lands in a new one."""
    with mailbox(dovecot) as box:
        for number in (1, 2):
            dovecot.deliver(mail(number))
            drain(box)
            if number == 1:
                dovecot.doveadm("mailbox", "delete", "-u", "integrations", "Processed")
    assert dovecot.subjects("Processed") == ["mail 2"]


def test_quarantine_has_a_folder_of_its_own(dovecot: Dovecot) -> None:
    """What the caller names goes there, the rest is processed."""
    dovecot.deliver(mail(1))
    dovecot.deliver(mail(2))
    with mailbox(dovecot) as box:
        (batch,) = box.fetch()
        box.settle(batch, quarantined=batch[:1])
    assert (dovecot.subjects("Quarantine"), dovecot.subjects("Processed")) == (["mail 1"], ["mail 2"])


def test_of_a_mail_over_the_limit_only_the_head_is_fetched(dovecot: Dovecot) -> None:
    """Its header, the first kilobyte and its true size come; it goes into quarantine and stops nobody else (R-30)."""
    for number, size in [(1, 0), (2, 3_000_000), (3, 0)]:
        dovecot.deliver(mail(number, size=size))
    with mailbox(dovecot, limit=1_000_000) as box:
        got = drain(box)
    assert numbers(got) == [1, 2, 3]
    assert [bool(one.oversize) for one in got] == [False, True, False]
    assert got[1].oversize > 3_000_000
    assert len(got[1].raw) < 4000
    assert b"Please add Plumbase." in got[1].raw
    assert (dovecot.subjects("Quarantine"), dovecot.subjects("Processed")) == (
        ["mail 2"],
        ["mail 1", "mail 3"],
    )


def test_another_uidvalidity_means_that_everything_is_read_again(dovecot: Dovecot) -> None:
    """A folder made anew starts its UIDs again: its mails are fetched, and old UIDs move nothing (R-22)."""
    dovecot.doveadm("mailbox", "create", "-u", "integrations", "Wishes")
    with mailbox(dovecot, folder="Wishes") as box, mailbox(dovecot, folder="Wishes") as other:
        _append(dovecot, "Wishes", mail(1))
        (old,) = box.fetch()
        dovecot.doveadm("mailbox", "delete", "-u", "integrations", "Wishes")
        dovecot.doveadm("mailbox", "create", "-u", "integrations", "Wishes")
        _append(dovecot, "Wishes", mail(2))
        (new,) = other.fetch()
        assert (old[0].uid, numbers(old)) == (new[0].uid, [1])
        assert numbers(new) == [2]
        assert old[0].uidvalidity != new[0].uidvalidity
        other.settle(old)
        assert dovecot.subjects("Wishes") == ["mail 2"]
        other.settle(new)
        assert dovecot.subjects("Wishes") == []


def _append(dovecot: Dovecot, folder: str, raw: bytes) -> None:
    with IMAPClient("127.0.0.1", port=dovecot.imap_port, ssl=False) as client:
        client.login("integrations", PASSWORD)
        client.append(folder, raw, msg_time=datetime(2020, 1, 1, 12, 0, tzinfo=UTC))


def test_mail_from_before_the_first_start_is_fetched_and_not_answered(dovecot: Dovecot) -> None:
    """`first_start`: what the server got before that moment has answer=False; the rest is answered."""
    dovecot.deliver(mail(2))
    _append(dovecot, "INBOX", mail(1))
    with mailbox(dovecot, answer_since=datetime.now(UTC) - timedelta(hours=1)) as box:
        got = drain(box)
    assert {numbers([one])[0]: one.answer for one in got} == {1: False, 2: True}


def test_a_mail_that_a_person_takes_away_meanwhile_is_no_trouble(dovecot: Dovecot, person: Any) -> None:
    """Between listing and fetching, and between fetching and moving (R-28)."""
    for number in range(4):
        dovecot.deliver(mail(number))
    with mailbox(dovecot, batch_mails=2) as box:
        batches = box.fetch()
        first = next(batches)
        person.noop()
        uids = person.search()
        person.delete_messages([uids[0], uids[2]])
        person.expunge()
        box.settle(first)
        assert [numbers(batch) for batch in batches] == [[3]]
    assert dovecot.subjects("Processed") == ["mail 1"]


def test_starttls(dovecot: Dovecot) -> None:
    """The connection is secured before the login."""
    dovecot.deliver(mail(1))
    with mailbox(dovecot, tls="starttls", port=dovecot.imap_port) as box:
        assert numbers(drain(box)) == [1]


def test_a_server_without_starttls_gets_no_password(dovecots: Dovecots) -> None:
    """The offer may have been cut out on the way: refused, left alone for minutes, and never a plain login (R-32)."""
    with (
        dovecots(tls=False) as dovecot,
        mailbox(dovecot, tls="starttls", port=dovecot.imap_port) as box,
        pytest.raises(LoginRefused, match="offers no STARTTLS"),
    ):
        list(box.fetch())
    with dovecots(tls=False) as dovecot, mailbox(dovecot, tls="none", port=dovecot.imap_port) as box:
        assert list(box.fetch()) == []


def test_no_tls_is_for_loopback_only() -> None:
    """tls = none with any other host is refused before a connection is made, unless the operator insists."""
    box = ImapMailbox(ImapSettings(host="mail.example", tls="none", username="u", password="p"))
    with pytest.raises(LoginRefused, match="in the clear"):
        list(box.fetch())
    box.close()


def test_a_certificate_that_nobody_vouches_for_is_refused(dovecot: Dovecot) -> None:
    """Self-signed and unknown: no login, and the reason is told."""
    logins = _logged(dovecot, "Login: user=")
    for tls, port in (("implicit", dovecot.imaps_port), ("starttls", dovecot.imap_port)):
        with (
            mailbox(dovecot, ca_file=None, tls=tls, port=port) as box,
            pytest.raises(Transient, match="CERTIFICATE"),
        ):
            list(box.fetch())
    assert not eventually(lambda: _logged(dovecot, "Login: user=") > logins, 0.3)


def test_a_certificate_for_another_name_is_refused(dovecot: Dovecot, tmp_path: Path) -> None:
    """The right authority with the wrong host is refused as well."""
    wrong, _ = make_certificate(tmp_path, names="DNS:elsewhere.example")
    with mailbox(dovecot, ca_file=wrong) as box, pytest.raises(Transient, match="CERTIFICATE"):
        list(box.fetch())
    with mailbox(dovecot, host="127.0.0.2") as box, pytest.raises(Transient):
        list(box.fetch())


def _logged(dovecot: Dovecot, words: str) -> int:
    return (dovecot.folder / "dovecot.log").read_text().count(words)


def test_a_wrong_password_is_left_alone_for_minutes(dovecots: Dovecots) -> None:
    """One attempt, then five minutes of silence, so that no account is locked (R-27); a stop is heard meanwhile."""
    with dovecots() as dovecot, mailbox(dovecot, password="wrong") as box:
        with pytest.raises(LoginRefused) as refusal:
            list(box.fetch())
        assert "wrong" not in str(refusal.value)
        assert eventually(lambda: _logged(dovecot, "auth failed") == 1)
        again = threading.Thread(target=lambda: list(box.fetch()))
        again.start()
        again.join(0.5)
        assert again.is_alive()
        assert _logged(dovecot, "auth failed") == 1
        box.stop()
        again.join(2)
        assert not again.is_alive()


def test_a_password_beyond_ascii_is_a_login_like_any_other(dovecot: Dovecot) -> None:
    """AUTHENTICATE PLAIN carries it; the wrong one is refused as a login and not as an accident of ours."""
    with mailbox(dovecot, password="pässwört") as box, pytest.raises(LoginRefused):
        list(box.fetch())


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_access_tokens(dovecots: Dovecots, mechanism: str) -> None:
    """Client credentials get a token, Dovecot asks the token server about it, and the mail is fetched."""
    with (
        token_server() as server,
        dovecots(token_check=f"{server.url}/check?access_token=") as dovecot,
    ):
        tokens = OAuthTokens(OAuthSettings(token_url=server.url, client_id=CLIENT, client_secret=SECRET))
        dovecot.deliver(mail(1))
        with mailbox(dovecot, password="", tokens=tokens, mechanism=mechanism) as box:
            assert numbers(drain(box)) == [1]
        assert len(server.forms) == 1

        # The provider withdraws the token before its time: a second one is fetched without a pause.
        server.good.clear()
        dovecot.deliver(mail(2))
        with mailbox(dovecot, password="", tokens=tokens, mechanism=mechanism) as box:
            assert numbers(drain(box)) == [2]
        assert len(server.forms) == 2

        # No token is good any more: that is a refused login.
        server.user = "somebody-else"
        with (
            mailbox(dovecot, password="", tokens=tokens, mechanism=mechanism) as box,
            pytest.raises(LoginRefused),
        ):
            list(box.fetch())


@pytest.mark.parametrize("folder", ["Wünsche & mehr", 'Quo"ted', "日本語", "a\\b", "with space"])
def test_folder_names_of_any_kind(dovecot: Dovecot, folder: str) -> None:
    """Names go out encoded (RFC 3501 section 5.1.3) and quoted (R-33)."""
    dovecot.deliver(mail(1))
    with mailbox(dovecot, processed=folder) as box:
        drain(box)
    assert dovecot.subjects() == []
    with mailbox(dovecot, folder=folder) as box:
        assert numbers(drain(box)) == [1]


@pytest.mark.parametrize("place", ["folder", "processed", "quarantine", "username", "password"])
def test_a_name_cannot_carry_a_command(dovecot: Dovecot, place: str) -> None:
    """CR and LF in a configured name are refused before anything is sent (R-33)."""
    with pytest.raises(ValueError, match="control characters"):
        settings(dovecot, **{place: "INBOX\r\nA1 DELETE INBOX"})


def test_a_dovecot_that_restarts_is_found_again(dovecots: Dovecots) -> None:
    """Killed in the middle of IDLE and started again: the loss is told, and the next fetch works (R-23)."""
    with dovecots() as dovecot, mailbox(dovecot) as box:
        drain(box)
        killer = threading.Timer(0.3, dovecot.stop, kwargs={"hard": True})
        killer.start()
        with pytest.raises(Transient):
            box.wait(60)
        killer.join()
        with pytest.raises(Transient):
            list(box.fetch())
        dovecot.start()
        dovecot.deliver(mail(1))
        got: list[int] = []

        def fetched() -> bool:
            got.extend(numbers(drain(box)))
            return got == [1]

        assert eventually(fetched, 10)
