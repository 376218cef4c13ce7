"""A reply read against the numbered questions that were asked."""

from collections.abc import Sequence

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.replies.answers import read_answers
from mailer.model.message import InlineAnswer, Message
from mailer.model.request import Field

ASKED = (Field.USE_CASE, Field.AUTHENTICATION, Field.PERFORMANCE, Field.PRIORITY)


def reply(text: str, *, answers: Sequence[tuple[str, str]] = (), quoted: str = "") -> Message:
    return Message(
        message_id="<r@harbour.example>",
        subject="Re: [INT-3] Tableau",
        date=None,
        sender=None,
        text=text,
        new_text=text,
        quoted=quoted,
        answers=tuple(InlineAnswer(quoted=question, text=answer) for question, answer in answers),
    )


def read(message: Message, asked: Sequence[Field]) -> dict[str, tuple[str, ...]]:
    details = read_answers(message, asked, WORDS, CATALOG)
    return {} if details is None else {field.value: value.items for field, value in details.fields.items()}


BY_NUMBER = [
    ("2: OAuth2, 3: daily", {"technical.authentication": ("oauth2",), "technical.performance": ("daily",)}),
    (
        "1. We archive invoices.\n2. API key\n4. no rush\n\nBest, Jo",
        {
            "use_case": ("We archive invoices.",),
            "technical.authentication": ("api_key",),
            "priority": ("low",),
        },
    ),
    (
        "1) Stock levels in one place\n4) high",
        {"use_case": ("Stock levels in one place",), "priority": ("high",)},
    ),
    (
        "1  Stock levels in one place\n4  high",
        {"use_case": ("Stock levels in one place",), "priority": ("high",)},
    ),
    (
        "a) Stock levels in one place\nd) high",
        {"use_case": ("Stock levels in one place",), "priority": ("high",)},
    ),
    ("First question: stock levels. Fourth: high", {"use_case": ("stock levels.",), "priority": ("high",)}),
    ("Erstens: Lagerstand\nViertens: hoch", {"use_case": ("Lagerstand",), "priority": ("high",)}),
    ("1: stock levels\n4: dunno", {"use_case": ("stock levels",)}),
    ("Thanks for asking! The use case: stock levels.", {"use_case": ("stock levels",)}),
    ("Zu 4: dringend", {"priority": ("high",)}),
    ("Q2: SAML", {"technical.authentication": ("saml",)}),
    ("#4: critical", {"priority": ("critical",)}),
    ("2. N/A\n4. medium", {"priority": ("medium",)}),
    ("9: OAuth2", {"technical.authentication": ("oauth2",)}),
]


@pytest.mark.parametrize(("text", "wanted"), BY_NUMBER, ids=[text[:20] for text, _ in BY_NUMBER])
def test_numbers_lead_to_their_question(text: str, wanted: dict[str, tuple[str, ...]]) -> None:
    """A number before an answer names the question, in the ways people write it."""
    assert read(reply(text), ASKED) == wanted


def test_one_question_one_paragraph() -> None:
    """Where one thing was asked, the paragraph that comes back answers it, without greeting and close."""
    text = "Hi,\n\nwe move the orders of three shops into one warehouse.\n\nBest regards\nJo"
    got = read(reply(text), [Field.USE_CASE])
    assert got == {"use_case": ("we move the orders of three shops into one warehouse.",)}


def test_answers_between_quoted_questions() -> None:
    """What stands below a quoted question answers it, by its number or its label."""
    message = reply(
        "basic auth\n\nquite urgent\n\nCSV by hand",
        answers=[
            ("2. How does it let you in?", "basic auth"),
            ("4. When do you need it?", "quite urgent"),
            ("Alternatives", "CSV by hand"),
        ],
    )
    assert read(message, ASKED) == {
        "technical.authentication": ("basic",),
        "priority": ("high",),
        "alternatives": ("CSV by hand",),
    }


def test_labels_need_no_question() -> None:
    """A labelled value is taken whether it was asked for or not."""
    got = read(reply("Business impact: two days a month\nAuthentication: SAML"), ASKED)
    assert got == {"business_impact": ("two days a month",), "technical.authentication": ("saml",)}


def test_value_written_into_the_quoted_card() -> None:
    """A field that was asked for and now stands in the quoted card was written there; others are old."""
    card = (
        "Integration Name: Tableau\nUse case: board reports\nPriority: not stated\nAlternatives: spreadsheets"
    )
    got = read(reply("See below", quoted=card), ASKED)
    assert got == {"use_case": ("board reports",)}


@pytest.mark.parametrize(
    "text",
    [
        "no, it is Power BI not Tableau",
        "Sorry, I meant Power BI instead of Tableau.",
        "Entschuldigung, ich meinte Power BI und nicht Tableau.",
        "Name: Power BI",
    ],
)
def test_corrected_name(text: str) -> None:
    """Of two names the one that is not denied is meant, and its identity goes with it."""
    details = read_answers(reply(text), ASKED, WORDS, CATALOG)
    assert details is not None
    assert details.text(Field.INTEGRATION_NAME) == "Power BI"
    assert details.product == "power-bi"


def test_terms_in_passing() -> None:
    """Links, formats and urgencies are clear enough to be taken from free text."""
    text = "The docs are at https://developer.harbour.example/api and it speaks JSON. It is urgent."
    assert read(reply(text), ASKED) == {
        "technical.api_docs": ("https://developer.harbour.example/api",),
        "technical.data_formats": ("json",),
        "priority": ("high",),
    }


@pytest.mark.parametrize("text", ["Thanks!", "When will it be ready?", "N/A", "", "Best regards\nJo"])
def test_nothing_answered(text: str) -> None:
    """A reply that answers nothing gives nothing: no greeting and no question becomes a value."""
    assert read_answers(reply(text), [Field.USE_CASE], WORDS, CATALOG) is None
