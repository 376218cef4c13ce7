"""The main job with nothing left out: the program as a process, a real Dovecot and a real Postfix."""

import email
import email.policy
import smtplib
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from imapclient import IMAPClient
from program import Program, program, wait_for
from servers import Dovecot, Postfix


def inbox_of(dovecot: Dovecot, user: str) -> list[EmailMessage]:
    """The mails in somebody's INBOX, oldest first, read as their own client does."""
    with IMAPClient("127.0.0.1", port=dovecot.imap_port, ssl=False, timeout=10) as client:
        client.login(user, "secret")
        client.select_folder("INBOX", readonly=True)
        found = client.fetch(client.search("ALL"), ["BODY.PEEK[]"])
    raws = [found[uid][b"BODY[]"] for uid in sorted(found)]
    return [email.message_from_bytes(raw, policy=email.policy.default) for raw in raws]


def about(dovecot: Dovecot, user: str, word: str, nth: int = 1) -> EmailMessage:
    """The nth mail in somebody's INBOX that has `word` in its text, waited for."""

    def look() -> EmailMessage | None:
        fits = [m for m in inbox_of(dovecot, user) if word in text_of(m)]
        return fits[nth - 1] if len(fits) >= nth else None

    return wait_for(look, f"no mail {nth} with {word!r} for {user}")


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def send(postfix: Postfix, sender: str, mail: EmailMessage) -> None:
    """Through Postfix, as the person's own mail client does."""
    context = ssl.create_default_context(cafile=str(postfix.cert))
    with smtplib.SMTP("localhost", postfix.smtp_port, timeout=10) as server:
        server.starttls(context=context)
        server.send_message(mail, from_addr=sender, to_addrs=[parseaddr(str(mail["To"]))[1]])


@pytest.fixture
def running(tmp_path: Path, dovecot: Dovecot, postfix: Postfix) -> Iterator[Program]:
    """The program, started, with the session's servers."""
    with program(tmp_path, dovecot, smtp=postfix.smtp_port, smtp_cert=postfix.cert) as made:
        made.start()
        yield made


def test_a_mail_becomes_a_request_an_answer_and_a_conversation(
    running: Program, dovecot: Dovecot, postfix: Postfix
) -> None:
    """LMTP -> IDLE -> request -> acknowledgement through Postfix into her own mailbox -> her reply from there -> fields
    added -> status change -> a mail in the same thread; and SIGTERM ends it all within ten seconds."""
    first = EmailMessage()
    first["From"] = "Alice Weber <alice@y.test>"
    first["To"] = "integrations@y.test"
    first["Subject"] = "Quarkus Ledger for our shop"
    first["Message-ID"] = "<first.road@y.test>"
    first.set_content("Integration Name: Quarkus Ledger\nUse Case: Book every order at night.\n")
    dovecot.deliver(first.as_bytes(policy=email.policy.SMTP), sender="alice@y.test")
    answer = about(dovecot, "alice", "Quarkus Ledger")
    assert answer["In-Reply-To"] == "<first.road@y.test>"
    ref = running.json("requests", "--search", "Quarkus")[0]["ref"]

    reply = EmailMessage()
    reply["From"] = "Alice Weber <alice@y.test>"
    reply["To"] = str(answer["Reply-To"])
    reply["Subject"] = str(answer["Subject"])
    reply["Message-ID"] = "<second.road@y.test>"
    reply["In-Reply-To"] = str(answer["Message-ID"])
    reply["References"] = f"<first.road@y.test> {answer['Message-ID']}"
    reply.set_content("Authentication: OAuth 2.0\n\nOn Monday Circle Integrations wrote:\n> 1. What for?\n")
    send(postfix, "alice@y.test", reply)
    assert about(dovecot, "alice", ref, nth=2)["In-Reply-To"] == "<second.road@y.test>"
    shown = running.json("show", ref)
    assert shown["fields"]["technical.authentication"]["value"] == ["oauth2"]
    assert shown["fields"]["use_case"]["value"] == "Book every order at night."

    running.call("status", ref, "scheduled", "--release", "v0.5")
    news = about(dovecot, "alice", "v0.5")
    assert "<first.road@y.test>" in str(news["References"])
    assert {"<first.road@y.test>", "<second.road@y.test>"} <= set(str(news["References"]).split())
    wait_for(lambda: not dovecot.subjects() or None, "what was taken in was not moved out of the INBOX")
    assert dovecot.subjects("Processed")
    assert [c["ok"] for c in running.json("doctor")].count(False) == 0
    assert running.stop() < 10
