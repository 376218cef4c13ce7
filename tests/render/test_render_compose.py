"""Every mail leaves with exactly the headers we chose, whatever people wrote into it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stationery import BUNDLED, html_of, read, text_of

from mailer.errors import Permanent
from mailer.model.contexts import team_question
from mailer.model.envelope import Envelope
from mailer.model.message import Address
from mailer.model.notice import Notice, NoticeKind
from mailer.render.compose import Identity, compose
from mailer.render.headers import clean, encode, header_block
from mailer.render.samples import AUTHOR, IDENTITY, samples

NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
SAMPLES = samples()
ANSWER = SAMPLES["acknowledgement"]
NEWS = SAMPLES["status_changed-accepted-voter"]

ALWAYS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Reply-To",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "X-Integrations-Loop",
    "MIME-Version",
    "Content-Type",
]
ON_NEWS = [*ALWAYS[:11], "Precedence", "List-Id", "List-Unsubscribe", *ALWAYS[11:]]

INJECTIONS = [
    "hi\r\nBcc: evil@x.example",
    "hi\nBcc: evil@x.example",
    "hi\rBcc: evil@x.example",
    "hi\r\n\r\n<script>alert(1)</script>",
    "=?utf-8?q?hi=0ABcc=3A_evil=40x.example?=",
    "=?utf-8?b?aGkNCkJjYzogZXZpbEB4LmV4YW1wbGU=?=",
    "hi\0Bcc: evil@x.example",
    "hi\u2028Bcc: evil@x.example",
    "hi\x0bBcc: evil@x.example\x0c",
    "hi\x85Bcc: evil@x.example",
    '"; evil@x.example, "',
    "hi\r\n.\r\nMAIL FROM:<evil@x.example>",
    "\u202eevil\u202c",
    "x" * 5000,
    "ÄÖÜ" * 400,
]


def test_answers_carry_the_whole_header_list_and_nothing_else() -> None:
    """The header set of an answer is the list of RELIABILITY 5a, in one order, each header once."""
    assert read(compose(ANSWER, BUNDLED, IDENTITY, NOW)).keys() == ALWAYS


def test_news_can_be_unsubscribed_from() -> None:
    """News carry Precedence, List-Id and a List-Unsubscribe address (RFC 2369) that leads to this recipient alone."""
    notice = replace(NEWS, stop_token="s" + "a" * 46)
    mail = read(compose(notice, BUNDLED, IDENTITY, NOW))
    assert mail.keys() == ON_NEWS
    assert mail["Precedence"] == "bulk"
    assert mail["List-Id"] == "<integrations.circle-core.example>"
    assert mail["List-Unsubscribe"] == f"<mailto:integrations+s{'a' * 46}@circle-core.example?subject=stop>"


@pytest.mark.parametrize("name", SAMPLES)
def test_no_kind_asks_for_a_receipt_or_has_an_unknown_header(name: str) -> None:
    """Whatever the kind: one of the two header lists (those without a conversation leave threading out)."""
    mail = read(compose(SAMPLES[name], BUNDLED, IDENTITY, NOW))
    unthreaded = [key for key in mail.keys() if key not in ("In-Reply-To", "References")]  # noqa: SIM118
    expected = ON_NEWS if SAMPLES[name].kind.is_notification else ALWAYS
    assert unthreaded == [key for key in expected if key not in ("In-Reply-To", "References")]


def test_the_values_lead_home() -> None:
    """From is ours, Reply-To holds the reply token, the envelope sender the bounce token, the loop header our domain."""
    notice = replace(ANSWER, reply_token="r" + "b" * 46, bounce_token="b" + "c" * 46)
    envelope = compose(notice, BUNDLED, IDENTITY, NOW)
    mail = read(envelope)
    assert mail["From"].addresses[0].addr_spec == "integrations@circle-core.example"
    assert mail["Reply-To"].addresses[0].addr_spec == f"integrations+r{'b' * 46}@circle-core.example"
    assert envelope.sender == f"bounce+b{'c' * 46}@circle-core.example"
    assert envelope.recipient == AUTHOR.address
    assert envelope.message_id == mail["Message-ID"] == ANSWER.message_id
    assert mail["X-Integrations-Loop"] == "circle-core.example"
    assert mail["Date"].datetime == NOW
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-replied", "All")


def test_without_a_token_the_plain_address_is_used() -> None:
    """A notice that expects no answer still has a Reply-To that a person may write to."""
    envelope = compose(replace(ANSWER, reply_token=""), BUNDLED, IDENTITY, NOW)
    assert read(envelope)["Reply-To"].addresses[0].addr_spec == "integrations@circle-core.example"
    assert envelope.sender == "bounce@circle-core.example"


@pytest.mark.parametrize("payload", INJECTIONS)
@pytest.mark.parametrize("place", ["name", "subject", "in_reply_to", "references", "context"])
def test_cve_2024_6923_no_text_of_a_person_becomes_a_header(payload: str, place: str) -> None:
    """R-62: line ends, raw or hidden in encoded words, stay text in every place a person can write to."""
    envelope = compose(_with(place, payload), BUNDLED, IDENTITY, NOW)
    _assert_sound(envelope)


@pytest.mark.parametrize(
    "name", ["Bcc", "Disposition-Notification-To", "X-Anything", "Subject\r\nBcc", "subject"]
)
def test_only_headers_on_the_list_are_written(name: str) -> None:
    """R-62: a header that we do not write is a mistake of ours, found before anything leaves."""
    with pytest.raises(ValueError, match="header not allowed"):
        header_block([(name, "x@y.example")])


@given(payload=st.text(max_size=300), place=st.sampled_from(["name", "subject", "in_reply_to", "context"]))
@settings(max_examples=300)
def test_any_text_at_all_leaves_the_header_set_as_it_is(payload: str, place: str) -> None:
    """R-62 as a property: no text whatsoever adds a header, a recipient or a bare line end."""
    envelope = compose(_with(place, payload), BUNDLED, IDENTITY, NOW)
    _assert_sound(envelope)


@given(text=st.text(max_size=200))
@settings(max_examples=300)
def test_a_header_text_reads_back_as_it_was_cleaned(text: str) -> None:
    """What any reader decodes is the cleaned text, character for character, even where it looks encoded itself."""
    shown = clean(text)
    block = header_block([("Subject", encode(shown)), ("MIME-Version", "1.0")])
    raw = message_from_bytes(block + b"\r\n")["Subject"] or ""
    assert str(make_header(decode_header(raw.replace("\r\n", "")))) == shown


def _with(place: str, payload: str) -> Notice:
    question = team_question(ref="INT-7", name=payload, question=payload)
    return {
        "name": replace(ANSWER, recipient=Address(name=payload, address=AUTHOR.address)),
        "subject": replace(ANSWER, thread_subject=payload),
        "in_reply_to": replace(ANSWER, in_reply_to=payload),
        "references": replace(ANSWER, references=(payload, "<ok@x.example>", f"<{payload}@x.example>")),
        "context": replace(ANSWER, kind=NoticeKind.TEAM_QUESTION, context=question, thread_subject=""),
    }[place]


def _assert_sound(envelope: Envelope) -> None:
    """CRLF only, no line too long, our header set, one author, one recipient (RFC 5322 section 2.1)."""
    content = envelope.content
    assert re.search(rb"\r(?!\n)|(?<!\r)\n|\0", content) is None
    assert max(map(len, content.split(b"\r\n"))) <= 998
    head = content.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0].decode() for line in head.split(b"\r\n") if line[:1] not in b" \t"]
    assert [n for n in names if n not in ("In-Reply-To", "References")] == [
        n for n in ALWAYS if n not in ("In-Reply-To", "References")
    ]
    mail = read(envelope)
    assert [one.addr_spec for one in mail["To"].addresses] == [AUTHOR.address]
    assert [one.addr_spec for one in mail["From"].addresses] == [IDENTITY.address]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_same_notice_gives_the_same_bytes() -> None:
    """R-41: rendering twice gives equal bytes: no clock, no random boundary."""
    first, second = (compose(ANSWER, BUNDLED, IDENTITY, NOW) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", SAMPLES)
def test_both_parts_read_back_as_they_were_rendered(name: str) -> None:
    """Quoted-printable and base64 lose nothing: the parts decode to what the templates gave."""
    notice = SAMPLES[name]
    shown = replace(notice, ref="", thread_subject="", recipient=Address(address=AUTHOR.address))
    rendered = BUNDLED.render(
        shown if notice.kind.is_content_free else notice,
        IDENTITY.beside(notice),
    )
    mail = read(compose(notice, BUNDLED, IDENTITY, NOW))
    assert html_of(mail) == rendered.html
    assert text_of(mail) == rendered.text


def test_scripts_far_from_ascii_travel_as_base64() -> None:
    """A question in Japanese arrives whole, in base64 lines of at most 76 columns (RFC 2045 section 6.8)."""
    question = "毎晩いくつの行を読み込みますか。" * 200
    notice = replace(
        SAMPLES["team_question"],
        context=team_question(ref="INT-7", name="スノーフレーク", question=question),
    )
    envelope = compose(notice, BUNDLED, IDENTITY, NOW)
    assert b"Content-Transfer-Encoding: base64" in envelope.content
    assert question in text_of(read(envelope)).replace("\n", "").replace("> ", "")
    assert max(map(len, envelope.content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize("name", ["confirm_sender", "confirm_wish", "watch_offer"])
def test_r_93_who_has_not_written_to_us_gets_not_one_byte_of_a_stranger_s(name: str) -> None:
    """R-93: name, subject, Message-ID, references and context of the incoming mail are nowhere in the mail that asks."""
    marker = "BUY-CHEAP-WATCHES"
    notice = replace(
        SAMPLES[name],
        recipient=Address(name=marker, address="victim@elsewhere.example"),
        thread_subject=marker,
        in_reply_to=f"<{marker}@evil.example>",
        references=(f"<{marker}.0@evil.example>",),
        context={**SAMPLES[name].context, "name": marker, "ref": marker},
        ref="INT-1",
    )
    envelope = compose(notice, BUNDLED, IDENTITY, NOW)
    mail = read(envelope)
    everything = (
        envelope.content.decode() + text_of(mail) + html_of(mail) + str(mail["Subject"]) + str(mail["To"])
    )
    assert marker not in everything
    assert "INT-1" not in everything
    assert mail["In-Reply-To"] is None and mail["References"] is None
    assert mail["To"] == "victim@elsewhere.example"


def test_references_are_capped_at_twenty_with_the_first_kept() -> None:
    """The thread's root and the newest ids stay (RFC 5322 section 3.6.4); what is no Message-ID is left out."""
    ids = tuple(f"<m{number}@x.example>" for number in range(60))
    notice = replace(ANSWER, references=(*ids, "<broken", "no brackets"), in_reply_to=ids[-1])
    found = str(read(compose(notice, BUNDLED, IDENTITY, NOW))["References"]).split()
    assert found == [ids[0], *ids[-19:]]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "@x.example",
        "a@",
        "a b@x.example",
        "a@x..example",
        "a@x.example\r\nBcc: b@x.example",
        "a@-x.example",
        "a,b@x.example",
        "<a@x.example>",
        "a@b@x.example",
        "a" * 65 + "@x.example",
        "a@" + "x" * 300 + ".example",
        "a\0@x.example",
        "a@[127.0.0.1]",
        "a@exam\u202eple.example",
    ],
)
def test_r_44_what_is_no_mailbox_is_refused_for_good(address: str) -> None:
    """R-44: an address that is no mailbox of RFC 5321 is never written to, and never tried again."""
    with pytest.raises(Permanent) as caught:
        compose(replace(ANSWER, recipient=Address(address=address)), BUNDLED, IDENTITY, NOW)
    assert caught.value.status == "5.1.3"


@pytest.mark.parametrize(
    ("address", "sent_to"),
    [
        ("mira@bücher.example", "mira@xn--bcher-kva.example"),
        ("mira+tag@Example.ORG", "mira+tag@example.org"),
        ('"mira okafor"@x.example', '"mira okafor"@x.example'),
        ("-mira$|x@x.example", "-mira$|x@x.example"),
        ("o'mira@x.example", "o'mira@x.example"),
    ],
)
def test_unusual_mailboxes_are_written_to_as_they_are(address: str, sent_to: str) -> None:
    """Every mailbox that RFC 5321 allows is written to; domains go out as A-labels."""
    envelope = compose(replace(ANSWER, recipient=Address(address=address)), BUNDLED, IDENTITY, NOW)
    assert envelope.recipient == sent_to
    assert read(envelope)["To"].addresses[0].addr_spec == sent_to


def test_a_message_id_of_our_own_that_is_malformed_is_a_mistake_of_ours() -> None:
    """A mail without a sound Message-ID is not composed: its later copies could not be told from new mail."""
    with pytest.raises(ValueError, match="Message-ID"):
        compose(replace(ANSWER, message_id="no brackets"), BUNDLED, IDENTITY, NOW)


def test_the_service_may_have_a_name_in_any_script() -> None:
    """A service name outside ASCII becomes encoded words (RFC 2047) in From and Reply-To."""
    identity = Identity(
        address="wünsche@bücher.example".replace("ü", "ue", 1),
        name="Wünsche & Größe „Intern“",
        reply_address="antwort@bücher.example",
        bounce_address="bounce@bücher.example",
        message_domain="xn--bcher-kva.example",
    )
    mail = read(compose(ANSWER, BUNDLED, identity, NOW))
    assert mail["From"].addresses[0].display_name == "Wünsche & Größe „Intern“"
    assert mail["From"].addresses[0].domain == "xn--bcher-kva.example"


def test_the_date_is_shown_in_the_services_zone() -> None:
    """`service.time_zone`: the same moment, as a clock on the team's wall says it."""
    there = replace(IDENTITY, zone=timezone(timedelta(hours=9)))
    mail = read(compose(ANSWER, BUNDLED, there, NOW))
    assert str(mail["Date"]).endswith("+0900")
    assert parsedate_to_datetime(str(mail["Date"])) == NOW
