"""Reports of mail servers about our mail: real ones count, forged ones do nothing, none is answered (RELIABILITY R-46 to R-48)."""

from email.message import EmailMessage

import pytest
from world import SERVICE, World

from mailer.model.inbox import Outcome

ANNA, BERT = "anna@shop.example", "bert@shop.example"
FAILED = "Final-Recipient: rfc822; {who}\nAction: failed\nStatus: 5.1.1\n"
STATED = {
    "delayed": ("delivery-status", "Final-Recipient: rfc822; {who}\nAction: delayed\nStatus: 4.4.1\n"),
    "relayed": ("delivery-status", "Final-Recipient: rfc822; {who}\nAction: relayed\nStatus: 2.1.9\n"),
    "delivered": ("delivery-status", "Final-Recipient: rfc822; {who}\nAction: delivered\nStatus: 2.0.0\n"),
    "read": ("disposition-notification", "Final-Recipient: rfc822; {who}\nDisposition: manual-action; displayed\n"),
    "deleted": ("disposition-notification", "Final-Recipient: rfc822; {who}\nDisposition: manual-action; deleted\n"),
}  # fmt: skip
ABUSE = "Feedback-Type: abuse\nVersion: 1\nUser-Agent: Reporter/1\nOriginal-Rcpt-To: <{who}>\n"
REPORT = """\
Return-Path: <>
From: Mail Delivery System <{sender}>
To: {to}
Subject: Report about your mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary=b1

--b1
Content-Type: text/plain

This is a report of the mail server. We need Tableau as a data source.

--b1
Content-Type: message/{kind}

Reporting-MTA: dns; mx.shop.example

{said}
--b1
Content-Type: message/rfc822

Message-ID: {returned}
From: integrations@service.example
To: {who}
Subject: News

Body
--b1--
"""


def asked(world: World, who: str, name: str) -> EmailMessage:
    """Ask for an integration; the answer."""
    world.receive(
        world.write(who, f"Integration request: {name}", f"We need {name} as a source for our reports.")
    )
    return world.answer()


def way_back(world: World, mail: EmailMessage) -> str:
    """The envelope's sender of a mail of ours, to which servers report (VERP)."""
    with world.app.database.reading() as tx:
        entry = tx.outbox.by_message_id(str(mail["Message-ID"]))
        kept = tx.outbox.content(entry.id) if entry else None
    assert kept
    return kept[0]


def reported(
    world: World,
    kind: str,
    said: str,
    *,
    who: str = ANNA,
    to: str = SERVICE,
    returned: str = "<unknown@mx.example>",
    sender: str = "MAILER-DAEMON@mx.shop.example",
) -> Outcome | None:
    """Hand a report over; what became of it. Nobody gets an answer to one, ever (R-47)."""
    text = REPORT.format(
        kind=kind, said=said.format(who=who), to=to, returned=returned, who=who, sender=sender
    )
    row = world.receive(text.replace("\n", "\r\n").encode(), to=to)
    assert world.answers() == []
    return row.outcome


def left_alone(world: World) -> dict[str, str]:
    """The addresses that get no mail any more, and why."""
    with world.app.database.reading() as tx:
        return {line["target"]: line["reason"] for line in tx.suppressions.listed() if line["score"] >= 100}


def test_a_real_bounce_counts_and_a_forged_one_does_nothing(world: World) -> None:
    """R-46, CVE-2026-26077: only a report that shows our own signed token or Message-ID ends the mail to an address."""
    hers, his = asked(world, ANNA, "Snowflake"), asked(world, BERT, "Kafka")
    verp = way_back(world, hers)
    local, _, domain = verp.partition("@")
    forged = [
        {"to": SERVICE},
        {"to": f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}"},
        {"to": f"{local.partition('+')[0]}+{'a' * 47}@{domain}"},
        {"returned": "<n.0123456789ab@integrations.service.example>"},
        {"returned": str(hers["Message-ID"]).replace(".", ".0", 1)},
    ]
    for words in forged:
        assert reported(world, "delivery-status", FAILED, **words) is Outcome.BOUNCE
    assert left_alone(world) == {}
    assert reported(world, "delivery-status", FAILED, to=verp) is Outcome.BOUNCE
    assert left_alone(world) == {ANNA: "bounce"}
    # a token that was seen in one mail ends the mail of nobody else, whomever the report names
    reported(world, "delivery-status", FAILED, who=BERT, to=verp)
    assert left_alone(world) == {ANNA: "bounce"}
    reported(world, "delivery-status", FAILED, who=BERT, returned=str(his["Message-ID"]))
    assert left_alone(world) == {ANNA: "bounce", BERT: "bounce"}


@pytest.mark.parametrize(
    "sender",
    ["MAILER-DAEMON@mx.shop.example", "postmaster@shop.example", ANNA, "integrations@service.example"],
)
def test_a_report_is_never_answered(doubting_world: World, sender: str) -> None:
    """R-47: not a bounce, not the bounce of a bounce, not one that comes from a person's address, proven or not."""
    hers = doubting_world
    reported(hers, "delivery-status", FAILED, sender=sender)
    reported(hers, "delivery-status", FAILED, sender=sender, who="MAILER-DAEMON@mx.shop.example")
    bare = hers.write(sender, "Undelivered Mail Returned to Sender", "Your mail could not be delivered.")
    bare["Return-Path"] = "<>"
    hers.receive(bare)
    assert hers.answers() == []
    assert hers.request_numbers() == []


@pytest.mark.parametrize("state", STATED)
def test_what_is_no_failure_is_noted_and_changes_nothing(world: World, state: str) -> None:
    """R-48: delayed, relayed, delivered, read (RFC 3464, RFC 8098): on record as a report, no request, no suppression."""
    kind, said = STATED[state]
    verp = way_back(world, asked(world, ANNA, "Snowflake"))
    assert reported(world, kind, said, to=verp) is Outcome.BOUNCE
    assert left_alone(world) == {}
    assert world.request_numbers() == [1]


def test_a_complaint_ends_all_mail_to_who_complained_and_to_nobody_else(world: World) -> None:
    """R-48: a feedback report (RFC 5965) about a mail of ours stops it at once and for good; one about any other mail does
    nothing."""
    hers = asked(world, ANNA, "Snowflake")
    assert reported(world, "feedback-report", ABUSE, who=BERT) is Outcome.BOUNCE
    assert left_alone(world) == {}
    # RFC 6430, RFC 6591: it was no spam after all, or somebody else signed wrongly
    for said in ("not-spam", "auth-failure"):
        reported(world, "feedback-report", ABUSE.replace("abuse", said), returned=str(hers["Message-ID"]))
    assert left_alone(world) == {}
    reported(world, "feedback-report", ABUSE, returned=str(hers["Message-ID"]))
    assert left_alone(world) == {ANNA: "complaint"}
    # a provider that blacks out everything but the envelope's sender
    his = asked(world, BERT, "Kafka")
    reported(world, "feedback-report", f"{ABUSE}Original-Mail-From: <{way_back(world, his)}>\n", who=BERT)
    assert left_alone(world) == {ANNA: "complaint", BERT: "complaint"}
    world.clock.pass_(days=3_650)
    world.receive(world.write(ANNA, "Kafka", "Please add Kafka, we need it for our reports."))
    assert world.answers() == []
