"""`mailer explain` reads many mails by its own children and shows each as the contract's JSON, or as a page for people."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from unicodedata import east_asian_width

import pytest

from mailer.cli.explained import page
from mailer.config import load
from mailer.flows.explain import Explainer, Json, as_json, explain
from mailer.mailbox.files import read_path, read_stream
from mailer.model.mail_source import RawMail
from mailer.wiring.explaining import build_explainer
from mailer.wiring.writing import build_desk

MAILS = Path(__file__).parents[1] / "mail" / "reading"


@pytest.fixture(scope="module")
def explainer() -> Iterator[Explainer]:
    made = build_explainer(load(None, {}), many=True)
    yield made
    made.sandbox.close()


def shown(explainer: Explainer, *names: str) -> list[Json]:
    mails = (mail for name in names for mail in read_path(MAILS / f"{name}.eml"))
    return [as_json(one) for one in explain(mails, explainer)]


def test_every_mail_is_explained_in_the_order_given(explainer: Explainer) -> None:
    """Two children read side by side; the answers come one a mail, in the order of the files."""
    names = [path.stem for path in sorted(MAILS.glob("b*.eml"))]
    assert [Path(page["file"]).stem for page in shown(explainer, *names)] == names


def test_a_failure_is_shown_with_whom_it_concerns(explainer: Explainer) -> None:
    """A bounce says which addresses failed, for how long, and by which status; it holds no request."""
    (page,) = shown(explainer, "bounce-exim-text")
    assert page["automatic"] == page["outcome"] == "bounce"
    assert page["bounce"] == {
        "recipients": [{"address": "bo@lind.example", "permanent": True, "status": "5.1.1"}]
    }
    assert page["requests"] == []


def test_an_author_without_a_domain_is_shown(explainer: Explainer) -> None:
    """Mail that never left its machine names `root` or `MAILER-DAEMON`; it is shown, and is no address to write to."""
    (page,) = shown(explainer, "notice-from-a-local-user")
    assert page["from"] == {"name": "Cron Daemon", "address": "root"}
    assert page["outcome"] == "ignored"


def test_no_author_is_none(explainer: Explainer) -> None:
    """Where From names nobody, nobody is shown."""
    (page,) = shown(explainer, "header-none-at-all")
    assert page["from"] is None


def test_the_forwarder_and_the_real_requester_are_told_apart(explainer: Explainer) -> None:
    """`from` has passed the mail on, and the page says whose it is; who wrote it has to confirm it first, as in earnest."""
    (shown_page,) = shown(explainer, "forward-twice-outlook")
    assert shown_page["from"]["address"] == "robin.vale@harbour.example"
    assert shown_page["outcome"] == "request" and "has to confirm it" in shown_page["because"]
    assert len(shown_page["requests"]) == 1
    assert "Passes on a mail of Bo Lind <bo@lind.example>, Tuesday, October 20, 2026" in said_of(
        explainer, "forward-twice-outlook"
    )


def test_an_author_without_an_address_is_named(explainer: Explainer) -> None:
    """Outlook leaves the address out where both work in one house: the name is shown, and nobody can be asked."""
    (shown_page,) = shown(explainer, "forward-without-an-address")
    assert shown_page["outcome"] == "request" and "has to confirm it" not in shown_page["because"]
    assert "Passes on a mail of Bo Lind" in said_of(explainer, "forward-without-an-address")


@pytest.mark.parametrize("name", ["bounce-exim-text", "header-none-at-all"])
def test_a_mail_that_passes_nothing_on_names_no_other_author(explainer: Explainer, name: str) -> None:
    """Neither an answer nor words between quote marks that no client put there have a forwarded author."""
    assert "Passes on" not in said_of(explainer, name)


def test_a_mail_that_cannot_be_read_is_shown_with_its_head(explainer: Explainer) -> None:
    """What its header fields say is there, though nothing behind them could be read."""
    (explanation,) = explain([mail_of(b"\n".join(nested(150)))], explainer)
    shown_page = as_json(explanation)
    assert (shown_page["outcome"], shown_page["subject"]) == ("quarantined", "Deep")
    assert shown_page["from"] == {"name": "Anna", "address": "anna@acme.example"}
    assert "Subject             Deep" in "\n".join(page(explanation, []))


def nested(levels: int) -> Iterator[bytes]:
    """A multipart in a multipart, so many times."""
    yield b"From: Anna <anna@acme.example>\nSubject: Deep\nMIME-Version: 1.0"
    for level in range(levels):
        yield b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d' % (level, level)
    yield b"Content-Type: text/plain\n\nPlease integrate Snowflake."


def mail_of(raw: bytes) -> RawMail:
    return read_stream(BytesIO(raw), limit=10_000_000)


HEAD = """From: Anna Weber <anna@acme.example>
To: integrations@mailer.example
Date: Mon, 23 Nov 2026 10:00:00 +0000
Message-ID: <1@acme.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Subject: """


def said_of(explainer: Explainer, name: str) -> str:
    """The page of a fixture, its line breaks taken out."""
    return said(explainer, (MAILS / f"{name}.eml").read_bytes())


def lines(explainer: Explainer, mail: str | bytes) -> list[str]:
    """The page of a mail, as a terminal without colours shows it."""
    raw = mail.encode() if isinstance(mail, str) else mail
    (explanation,) = explain([mail_of(raw)], explainer)
    mails = DESK.foresee(explanation.decision, explainer.now)
    return [re.sub(r"\x1b\[\dm", "", line) for line in page(explanation, list(mails))]


def said(explainer: Explainer, mail: str | bytes) -> str:
    """The page with its line breaks taken out."""
    return " ".join(" ".join(lines(explainer, mail)).split())


DESK = build_desk(load(None, {}))
ASKS = (
    f"{HEAD}Zorblatt\n\nHello,\nplease add a connector for Zorblatt so that our orders arrive by\n"
    "themselves. Its API is at https://zorblatt.example/api and wants OAuth 2.0 tokens, I think.\n\nThanks\n"
)


@pytest.mark.parametrize(
    "shown",
    [
        "From Anna Weber <anna@acme.example>",
        "Date Monday, 23 November 2026, 10:00 UTC",
        "Written by a person",
        "WHAT BECOMES OF IT filed as a request: it asks for an integration",
        "REQUEST a new integration",
        "Authentication oauth2 sure; body: “Its API is at https://zorblatt.example/api and wants OAuth 2.0",
        "so that our orders arrive by themselves.”",
        "Not said category, business impact, data formats, performance, priority, alternatives",
        "ANSWER to anna@acme.example, in English Subject Re: [INT-1] Zorblatt",
        "| INT-1 - We have your request for Zorblatt",
        "| FOUR QUESTIONS",
    ],
)
def test_the_page_says_who_what_why_and_what_is_answered(explainer: Explainer, shown: str) -> None:
    """Each value stands above the whole sentence that it came from, and below all of them the mail that would go."""
    assert shown in said(explainer, ASKS)


@pytest.mark.parametrize(
    ("mail", "shown"),
    [
        (f"{HEAD}Thanks\n\nThank you very much!\n", "ANSWER none: thanks need no answer"),
        (
            f"{HEAD}Hi\n\nHow do I reset my Jira token in your tool?\n",
            "ANSWER to anna@acme.example, in English",
        ),
        (f"{HEAD}help\n\nhelp\n", "ANSWER to anna@acme.example, in English Subject"),
        (
            f"{HEAD}Out of office: Snowflake\nAuto-Submitted: auto-replied\n".replace(
                "Subject: Out", "Auto-Submitted: auto-replied\nSubject: Out"
            )
            + "\nI am away until Monday.\n",
            "ANSWER none: what no person wrote is not answered",
        ),
        (
            ASKS.replace("Anna Weber <anna@acme.example>", "Anna (CRM) Weber <anna@acme.example>"),
            "in the service its author would be asked to confirm it first",
        ),
        (f"{HEAD}Password\n\npassword: hunter2hunter2\nPlease integrate Jira.\n", "Taken out a password"),
    ],
)
def test_the_page_says_who_gets_no_answer_and_why(explainer: Explainer, mail: str, shown: str) -> None:
    """Whatever becomes of a mail, the page says which mail answers it, or that none does."""
    assert shown in said(explainer, mail)


def test_the_page_names_failed_recipients_and_attachments(explainer: Explainer) -> None:
    """Each failed address with how lasting it is; each attachment with what was read, or why nothing was."""
    bounce = (MAILS / "bounce-exim-text.eml").read_bytes()
    assert "Not delivered to bo@lind.example - permanent (5.1.1)" in said(explainer, bounce)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "anna@acme.example", "Zorblatt integration"
    mail.set_content("Please integrate Zorblatt.")
    for name, content in {
        "form.docx": b"PK",
        "NDA.txt": b"This is critical.",
        "api.json": b'{"openapi": "3"}',
    }.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    told = said(explainer, mail.as_bytes())
    assert "form.docx (2 bytes) - not read: broken (BadZipFile)" in told
    assert (
        "NDA.txt (17 bytes) - nothing taken from it: no form; the mail itself says what is asked for" in told
    )
    assert "api.json (16 bytes) - read: an OpenAPI description" in told


def test_the_page_fits_a_terminal(explainer: Explainer) -> None:
    """No line is wider than 80 columns, in Japanese either, where no single word is."""
    japanese = (
        f"{HEAD}連携のご相談\n\n"
        + "弊社では顧客管理にkintoneを使っています。" * 9
        + "連携できると助かります。\n"
    )
    for mail in (ASKS, japanese):
        assert max(map(columns, lines(explainer, mail))) <= 80


def columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def test_mails_that_cannot_be_read_keep_their_place_among_others(explainer: Explainer) -> None:
    """What their header fields say is read by the same children, once the others of their batch are read."""
    head = "From: bo@lind.example\nSubject: Number {}\nMIME-Version: 1.0\n"
    deep = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(150))
    plain = "\nPlease connect Quarry.\n"
    text = [head.format(n) + (plain if n % 3 else deep) for n in range(20)]
    mails = (read_stream(BytesIO(one.encode())) for one in text)
    pages = [as_json(one) for one in explain(mails, explainer)]
    assert [page["subject"] for page in pages] == [f"Number {n}" for n in range(20)]
    assert {page["outcome"] for page in pages[::3]} == {"quarantined"}
