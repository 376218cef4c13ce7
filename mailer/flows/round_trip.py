"""`mailer doctor --send-test`: a mail to ourselves, by our own way out, until the inbox knows it as our own."""

import time
from email.message import EmailMessage
from email.utils import make_msgid

from mailer.errors import MailerError, Refused
from mailer.flows.doctor import Finding, Parts
from mailer.model.envelope import Envelope
from mailer.model.inbox import InboxRow, Outcome
from mailer.rules.token import Use, make_token

LONGEST_SECONDS = 60.0
LOOK_EVERY = 0.5


def round_trip(parts: Parts, *, seconds: float = LONGEST_SECONDS) -> Finding:
    """Send a mail to our address with a reply token in it, as an answer would come, and wait until it is settled."""
    try:
        return Finding(check="round trip", ok=True, says=_there_and_back(parts, seconds))
    except MailerError as error:
        return Finding(check="round trip", ok=False, says=str(error))


def _there_and_back(parts: Parts, seconds: float) -> str:
    """Raises Refused or what the way out raises, with what to look at."""
    smtp = parts.settings.smtp
    if smtp.kind == "folder":
        raise Refused(f"smtp.kind is folder: mails are written into {smtp.folder} and go nowhere")
    test = _test_mail(parts)
    before = _fetched(parts)
    try:
        parts.transport.send(test)
    except MailerError as error:
        raise Refused(f"the way out does not take it: {error}") from error
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        row = _settled(parts, test.message_id)
        if row:
            return _judged(row, time.monotonic() - began)
        time.sleep(LOOK_EVERY)
    raise Refused(_where_it_may_be(parts, test.recipient, before, seconds))


def _judged(row: InboxRow, seconds: float) -> str:
    if row.outcome is not Outcome.IGNORED:
        raise Refused(
            f"it came back and was not taken for our own: {row.because}; mailer inbox show {row.id}"
        )
    return f"back in the inbox after {seconds:.1f} s, {row.because}"


def _where_it_may_be(parts: Parts, recipient: str, before: int, seconds: float) -> str:
    lost = f"sent, and not in the inbox after {seconds:.0f} s"
    if _fetched(parts) > before:
        return f"{lost}, though other mail came in: does the mail host deliver {recipient} to the mailbox?"
    return f"{lost}, nor did any other mail come in: is the service running, and is this its mailbox?"


def _settled(parts: Parts, message_id: str) -> InboxRow | None:
    with parts.database.reading() as tx:
        return tx.inbox.by_message_id(message_id)


def _fetched(parts: Parts) -> int:
    with parts.database.reading() as tx:
        return tx.inbox.accounting()["fetched"]


def _test_mail(parts: Parts) -> Envelope:
    address, now = parts.settings.service.address, parts.clock()
    local, _, domain = address.partition("@")
    token = make_token(
        parts.border.signing_keys[0], use=Use.REPLY, number=0, role="team", address=address, now=now
    )
    recipient = f"{local}+{token}@{domain}"
    mail = EmailMessage()
    mail["From"] = address
    mail["To"] = recipient
    mail["Subject"] = "mailer doctor: test of the way out and back"
    mail["Date"] = now
    mail["Message-ID"] = make_msgid("doctor", parts.identity.message_domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        "This mail was sent by `mailer doctor --send-test`. The service records it and ignores it.\n"
    )
    content = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n", max_line_length=200))
    return Envelope(sender=address, recipient=recipient, content=content, message_id=mail["Message-ID"])
