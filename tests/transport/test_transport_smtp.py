"""The way out by SMTP, against a peer that fails where a test says, and against Postfix's smtp-sink."""

import itertools
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import servers
from hypothesis import given
from hypothesis import strategies as st
from smtp_peer import CLOSING, DRIP, DROP, FAULTS, HARD, SOFT, STAGES, STALL, Peer, smtp_peer

from mailer.errors import MailerError, Permanent, RelayTrouble, Transient
from mailer.model.envelope import Envelope
from mailer.transport.address import checked
from mailer.transport.smtp import Mechanism, SmtpSettings, SmtpTransport, Tls

CONTENT = (
    b"From: Integrations <integrations@relay.example>\r\n"
    b"To: ana@orchard.example\r\n"
    b"Subject: [INT-7] We have your request\r\n"
    b"Message-ID: <int-7@relay.example>\r\n"
    b"\r\n"
    b"Thank you.\r\n"
    b".\r\n"
    b"..and this line began with dots\r\n"
)
FAST = 0.3
"""Seconds that a step may take in these tests."""


def envelope(recipient: str = "ana@orchard.example", content: bytes = CONTENT) -> Envelope:
    return Envelope(
        sender="bounces@relay.example",
        recipient=recipient,
        content=content,
        message_id="<int-7@relay.example>",
    )


_opened: list[SmtpTransport] = []


def transport(
    peer: Peer,
    *,
    host: str = "127.0.0.1",
    tls: Tls = "none",
    ca_file: Path | None = None,
    username: str = "",
    password: str = "",
    token: Callable[[], str] | None = None,
    mechanism: Mechanism = "xoauth2",
    idle: float = 60.0,
    most_mails: int = 100,
    timeout: float = 10.0,
    longest_send: float = 60.0,
) -> SmtpTransport:
    out = SmtpTransport(
        SmtpSettings(
            host=host,
            port=peer.port,
            tls=tls,
            ca_file=ca_file,
            username=username,
            password=password,
            token=token,
            mechanism=mechanism,
            idle=idle,
            most_mails=most_mails,
            timeout=timeout,
            longest_send=longest_send,
        )
    )
    _opened.append(out)
    return out


@pytest.fixture(autouse=True)
def _leaves_nothing_open() -> Iterator[None]:
    yield
    while _opened:
        _opened.pop().close()


@pytest.fixture
def peer() -> Iterator[Peer]:
    with smtp_peer() as running:
        yield running


def test_the_bytes_arrive_as_they_are(peer: Peer) -> None:
    """Dots at line beginnings and all, what the server takes is what was composed, and its word comes back."""
    assert transport(peer).send(envelope()) == "250 2.0.0 taken as 17"
    assert peer.mails == [CONTENT]
    assert "MAIL FROM:<bounces@relay.example>" in peer.commands
    assert peer.commands.count("RCPT TO:<ana@orchard.example>") == 1


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_a_line_end_that_is_none_smuggles_no_second_mail(peer: Peer, end: bytes) -> None:
    """VU#302671, CVE-2023-51764: a lone LF or CR around a dot ends no mail (R-42)."""
    smuggled = CONTENT + b"one" + end + b"." + end + b"MAIL FROM:<evil@attacker.example>" + end
    transport(peer).send(envelope(content=smuggled))
    assert len(peer.mails) == 1
    assert b"one\r\n.\r\nMAIL FROM:<evil@attacker.example>\r\n" in peer.mails[0]


def test_one_connection_serves_many_mails(peer: Peer) -> None:
    """Mails that follow each other share a connection and its greeting."""
    out = transport(peer)
    for _ in range(5):
        out.send(envelope())
    assert (peer.connections, len(peer.mails)) == (1, 5)


def test_a_connection_is_renewed_when_it_is_old(peer: Peer) -> None:
    """After a number of mails or some time unused, the old connection is left politely."""
    out = transport(peer, most_mails=2)
    for _ in range(4):
        out.send(envelope())
    assert peer.connections == 2
    assert peer.commands.count("QUIT") == 1


def test_a_kept_connection_that_died_costs_no_attempt(peer: Peer) -> None:
    """A server that hangs up between two mails is called again at once; the mail does not wait five minutes."""
    peer.closes_after = 1
    out = transport(peer)
    for _ in range(3):
        out.send(envelope())
    assert (peer.connections, len(peer.mails)) == (3, 3)


def test_a_kept_connection_that_says_421_costs_no_attempt(peer: Peer) -> None:
    """421 in answer to MAIL on a kept connection means that this connection is over, and no more."""
    out = transport(peer)
    out.send(envelope())
    peer.faults, peer.spent = {"MAIL": CLOSING}, 1
    out.send(envelope())
    assert (peer.connections, len(peer.mails)) == (2, 2)


BEFORE_THE_MAIL = ("CONNECT", "EHLO", "AUTH")


def meaning(stage: str, fault: str) -> type[MailerError]:
    """R-35 speaks of "that recipient": until MAIL the server has heard of none, so a refusal there is the relay's trouble
    and ends no mail; so is a line that is lost or silent. What is said about the mail is about the mail alone."""
    if stage in BEFORE_THE_MAIL or fault not in (SOFT, HARD):
        return RelayTrouble
    return Permanent if fault == HARD else Transient


@pytest.mark.parametrize(("stage", "fault"), [*itertools.product(STAGES, FAULTS)])
def test_every_fault_at_every_stage_has_its_meaning(peer: Peer, stage: str, fault: str) -> None:
    """R-34 to R-37: 5xx about the mail stays, all else may pass; nothing is taken; then mail flows again."""
    peer.faults, peer.spent = {stage: fault}, 2 if stage == "EHLO" else 1
    out = transport(peer, timeout=FAST, username="relay", password="words")
    began = time.monotonic()
    with pytest.raises(MailerError) as trouble:
        out.send(envelope())
    assert trouble.type is meaning(stage, fault)
    assert time.monotonic() - began < FAST * 10
    assert peer.mails == []
    peer.faults = {}
    out.send(envelope())
    assert peer.mails == [CONTENT]


@pytest.mark.parametrize("fault", [SOFT, HARD])
@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "."])
def test_a_plain_refusal_keeps_the_connection(peer: Peer, stage: str, fault: str) -> None:
    """R-35: one refused recipient costs the next one nothing, not even a greeting."""
    peer.faults, peer.spent = {stage: fault}, 1
    out = transport(peer)
    with pytest.raises((Permanent, Transient)):
        out.send(envelope("gone@orchard.example"))
    out.send(envelope())
    assert (peer.connections, len(peer.mails)) == (1, 1)


def test_a_refusal_carries_the_enhanced_code(peer: Peer) -> None:
    """The status that decides about suppression comes from the server's own words (RFC 3463)."""
    peer.replies = {"RCPT": "550 5.1.1 no such mailbox here"}
    with pytest.raises(Permanent, match="no such mailbox") as refusal:
        transport(peer).send(envelope())
    assert refusal.value.status == "5.1.1"


def test_a_line_lost_after_the_data_is_ambiguous_and_repeats_the_same_bytes(peer: Peer) -> None:
    """R-36, RFC 1047: no answer after the final dot is Transient; the repeat is the same mail."""
    peer.faults, peer.spent = {".": DROP}, 1
    out = transport(peer)
    with pytest.raises(Transient):
        out.send(envelope())
    out.send(envelope())
    assert peer.mails == [CONTENT]


@pytest.mark.parametrize("code", [530, 534, 535, 538])
def test_a_wrong_login_is_our_trouble(peer: Peer, code: int) -> None:
    """RFC 4954: an account that is refused fails no mail; it goes out once the account is right."""
    peer.replies = {"AUTH": f"{code} 5.7.8 not like this"}
    with pytest.raises(Transient):
        transport(peer, username="relay", password="wrong").send(envelope())


def test_the_login_is_said_once_a_connection(peer: Peer) -> None:
    """AUTH PLAIN carries name and password."""
    out = transport(peer, username="relay", password="words")
    out.send(envelope())
    out.send(envelope())
    assert peer.logins == ["\0relay\0words"]


def test_an_access_token_takes_the_place_of_the_password(peer: Peer) -> None:
    """AUTH XOAUTH2 with the token that is good now."""
    transport(peer, username="relay", token=lambda: "t0ken").send(envelope())
    assert peer.logins == ["user=relay\x01auth=Bearer t0ken\x01\x01"]


def test_the_token_is_said_as_it_was_chosen(peer: Peer) -> None:
    """RFC 7628 section 3.1: OAUTHBEARER names the account, the host and the port beside the token."""
    peer.extensions = ("AUTH OAUTHBEARER",)
    out = transport(peer, username="relay=a", token=lambda: "t0ken", mechanism="oauthbearer")
    out.send(envelope())
    assert "AUTH OAUTHBEARER" in " ".join(peer.commands)
    said = f"n,a=relay=3Da,\x01host=127.0.0.1\x01port={peer.port}\x01auth=Bearer t0ken\x01\x01"
    assert peer.logins == [said]


def test_a_refused_access_token_is_our_trouble(peer: Peer) -> None:
    """The 334 with the reason is answered with an empty line, and the refusal is Transient."""
    peer.replies = {"AUTH": "334 eyJzdGF0dXMiOiI0MDEifQ==", "": "535 5.7.8 expired"}
    with pytest.raises(Transient, match="535"):
        transport(peer, username="relay", token=lambda: "old").send(envelope())


@pytest.mark.parametrize("implicit", [True, False])
def test_tls_hides_login_and_mail(certificate: tuple[Path, Path], implicit: bool) -> None:
    """With a certificate that we trust, both ways into TLS work."""
    tls: Tls = "implicit" if implicit else "starttls"
    with smtp_peer(certificate, implicit=implicit) as peer:
        transport(
            peer, host="localhost", tls=tls, ca_file=certificate[0], username="relay", password="words"
        ).send(envelope())
        assert peer.mails == [CONTENT]


@pytest.mark.parametrize("implicit", [True, False])
def test_a_certificate_that_nobody_vouches_for_stops_the_mail_for_now(
    certificate: tuple[Path, Path], implicit: bool
) -> None:
    """R-32: neither password nor mail reach a stranger; the mail waits and is not given up."""
    tls: Tls = "implicit" if implicit else "starttls"
    with smtp_peer(certificate, implicit=implicit) as peer:
        with pytest.raises(Transient, match=r"(?i)certificate"):
            transport(peer, host="localhost", tls=tls, username="relay", password="words").send(envelope())
        assert (peer.logins, peer.mails) == ([], [])


def test_a_certificate_for_another_name_stops_the_mail_for_now(tmp_path: Path) -> None:
    """R-32: who vouches is not enough, the name has to be right."""
    other = servers.make_certificate(tmp_path, names="DNS:elsewhere.test")
    with smtp_peer(other) as peer:
        with pytest.raises(Transient, match=r"(?i)hostname|mismatch"):
            transport(peer, host="localhost", tls="starttls", ca_file=other[0]).send(envelope())
        assert peer.mails == []


def test_a_server_without_starttls_gets_nothing(peer: Peer) -> None:
    """R-32, R-39: a stripped STARTTLS is no reason to speak in the clear."""
    with pytest.raises(Transient, match="STARTTLS"):
        transport(peer, tls="starttls", username="relay", password="words").send(envelope())
    assert (peer.logins, peer.mails) == ([], [])


def test_an_address_in_utf8_goes_where_the_server_can(peer: Peer) -> None:
    """RFC 6531: SMTPUTF8 is asked for, and only for the mail that needs it."""
    out = transport(peer)
    out.send(envelope("jörg@äpfel.example"))
    out.send(envelope())
    asked = [command for command in peer.commands if command.startswith("MAIL")]
    assert asked == [
        "MAIL FROM:<bounces@relay.example> SMTPUTF8 BODY=8BITMIME",
        "MAIL FROM:<bounces@relay.example>",
    ]
    assert "RCPT TO:<jörg@äpfel.example>" in peer.commands


def test_an_address_in_utf8_fails_by_name_elsewhere(peer: Peer) -> None:
    """R-39: a server without SMTPUTF8 fails this recipient with 5.6.7 and nobody else."""
    peer.extensions = ()
    out = transport(peer)
    with pytest.raises(Permanent, match="SMTPUTF8") as refusal:
        out.send(envelope("jörg@orchard.example"))
    assert refusal.value.status == "5.6.7"
    out.send(envelope())
    assert (len(peer.mails), peer.connections) == (1, 1)


def test_nobody_there_may_pass() -> None:
    """A closed port and a name that does not resolve are Transient, for `check` as well."""
    for host, port in (("127.0.0.1", servers.free_port()), ("nowhere.invalid", 25)):
        out = SmtpTransport(SmtpSettings(host=host, port=port, tls="none", timeout=2.0))
        with pytest.raises(Transient):
            out.send(envelope())
        with pytest.raises(Transient):
            out.check()
        out.close()


def test_check_connects_logs_in_and_sends_nothing(peer: Peer) -> None:
    """`mailer doctor` learns that the way is open."""
    out = transport(peer, username="relay", password="words")
    assert out.check() == f"127.0.0.1:{peer.port} takes our mail"
    out.close()
    assert (peer.logins, peer.mails) == (["\0relay\0words"], [])
    assert peer.commands[-1] == "QUIT"


REFUSED = (
    "",
    "ana",
    "@orchard.example",
    "ana@",
    "-oQ/tmp@orchard.example",
    "ana@orchard.example\r\nRCPT TO:<evil@attacker.example>",
    "ana@orchard.example\n",
    "ana\0@orchard.example",
    '"ana rossi"@orchard.example',
    "ana@[192.0.2.1]",
    "ana@-orchard.example",
    "ana@orchard..example",
    "ana@orchard.example,evil@attacker.example",
    "<ana@orchard.example>",
    "ana@orchard.example>",
    "a" * 65 + "@orchard.example",
    "ana@" + "o" * 60 + ".example" * 30,
)


@pytest.mark.parametrize("recipient", REFUSED)
def test_what_is_no_mailbox_never_reaches_the_server(peer: Peer, recipient: str) -> None:
    """R-44, CVE-2011-4458: an address that could mean something else is refused with 5.1.3."""
    with pytest.raises(Permanent) as refusal:
        transport(peer).send(envelope(recipient))
    assert (refusal.value.status, peer.connections) == ("5.1.3", 0)


@given(st.text(max_size=40))
def test_an_accepted_address_stays_on_its_line(text: str) -> None:
    """Whatever is accepted has one @, no space, no bracket, no control character, and no leading dash."""
    for candidate in (text, f"{text}@orchard.example", f"ana@{text}"):
        try:
            accepted = checked(candidate)
        except Permanent:
            continue
        assert accepted.count("@") == 1
        assert not accepted.startswith("-")
        assert not any(c.isspace() or c in '<>"\\,;()[]' or ord(c) < 32 for c in accepted)


@pytest.mark.parametrize(
    "recipient",
    ["ana@orchard.example", "o'neil+int-7@mail.orchard.example", "a@localhost", "50%off|$x@orchard.example"],
)
def test_ordinary_addresses_are_written_to(recipient: str) -> None:
    """Plus tags, apostrophes and the odd signs of RFC 5321 atoms are addresses like any other."""
    assert checked(recipient) == recipient


SINK_STAGES = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", ".")
SINK_FAULTS = {SOFT: "-r", HARD: "-f", CLOSING: "-Q", DROP: "-q"}


@pytest.fixture
def smtp_sink(need: Callable[[str], None], tmp_path: Path) -> Iterator[Callable[..., SmtpTransport]]:
    """Starts Postfix's smtp-sink with some options, and is the way to it."""
    need("Postfix")
    program = shutil.which("smtp-sink", path="/usr/sbin:/usr/bin") or "smtp-sink"
    with ExitStack() as stack:

        def start(*options: str) -> SmtpTransport:
            port = servers.free_port()
            command = [program, "-u", "nobody", *options, f"inet:127.0.0.1:{port}", "10"]
            sink = servers.Running(command=command, output=tmp_path / "sink.out")
            sink.start()
            stack.callback(sink.stop)
            sink.wait_for(port)
            out = SmtpTransport(SmtpSettings(host="127.0.0.1", port=port, tls="none", timeout=5.0))
            stack.callback(out.close)
            return out

        yield start


@pytest.mark.parametrize(("stage", "fault"), [*itertools.product(SINK_STAGES, SINK_FAULTS)])
def test_postfix_sink_fails_as_we_expect(
    smtp_sink: Callable[..., SmtpTransport], stage: str, fault: str
) -> None:
    """The same table against a peer that others wrote."""
    out = smtp_sink(SINK_FAULTS[fault], "EHLO,HELO" if stage == "EHLO" else stage)
    with pytest.raises(MailerError) as trouble:
        out.send(envelope())
    assert trouble.type is meaning(stage, fault)


def test_a_thousand_mails_take_a_second_or_two(smtp_sink: Callable[..., SmtpTransport]) -> None:
    """One kept connection is fast enough: a thousand mails to smtp-sink in well under ten seconds."""
    out = smtp_sink()
    began = time.monotonic()
    for _ in range(1_000):
        out.send(envelope())
    assert time.monotonic() - began < 10


def test_a_real_postfix_takes_our_mail_over_tls_with_a_login(postfix: servers.Postfix) -> None:
    """STARTTLS, AUTH by Dovecot, and the mail for a mailbox of its domain: taken; a stranger's domain: refused."""
    out = SmtpTransport(
        SmtpSettings(
            host=postfix.host,
            port=postfix.smtp_port,
            tls="starttls",
            ca_file=postfix.cert,
            username="integrations",
            password=servers.PASSWORD,
        )
    )
    assert out.send(envelope("alice@y.test")).startswith("250 2.0.0")
    with pytest.raises(Permanent) as refusal:
        out.send(envelope("nobody@y.test"))
    assert refusal.value.status == "5.1.1"
    out.close()


def test_stalls_do_not_add_up(peer: Peer) -> None:
    """R-37: a silent server costs one timeout and no more."""
    peer.faults = {"RCPT": STALL}
    began = time.monotonic()
    with pytest.raises(Transient):
        transport(peer, timeout=FAST).send(envelope())
    assert time.monotonic() - began < FAST * 10


@pytest.mark.parametrize("stage", ["CONNECT", "EHLO", "RCPT", "."])
def test_an_answer_that_never_ends_is_ended(peer: Peer, stage: str) -> None:
    """R-37, slow-loris: a server that drips a byte within every timeout costs one bounded send."""
    peer.faults, peer.spent = {stage: DRIP}, 1
    began = time.monotonic()
    with pytest.raises(RelayTrouble):
        transport(peer, timeout=1.0, longest_send=0.5).send(envelope())
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("stage", ["CONNECT", "AUTH", "DATA"])
def test_a_wait_ends_when_somebody_hangs_up(peer: Peer, stage: str) -> None:
    """R-06: a stop does not wait for a silent server, whatever it is silent about."""
    peer.faults = {stage: STALL}
    out = transport(peer, username="relay", password="words", timeout=20.0)

    def cut() -> None:
        while not peer.connections or (stage != "CONNECT" and stage not in " ".join(peer.commands)):
            time.sleep(0.02)
        time.sleep(0.3)
        out.hang_up()

    threading.Thread(target=cut).start()
    began = time.monotonic()
    with pytest.raises(RelayTrouble):
        out.send(envelope())
    assert time.monotonic() - began < 10


def test_no_program_is_ever_asked_to_send() -> None:
    """R-44: mail goes out by smtplib only; nothing in this room starts a process."""
    room = Path(__file__).parents[2] / "mailer" / "transport"
    found = subprocess.run(["grep", "-rlE", "subprocess|os.system|sendmail", str(room), "--include=*.py"])
    assert found.returncode == 1
