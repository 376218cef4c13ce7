"""Forms whose options stand beside each other, and whose own words were left in."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.layout.choices import set_off, ticked
from mailer.extract.understand import understand
from mailer.model.request import Details, Field
from mailer.parse.message import parse

MAIL = (
    "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/{}; charset=utf-8\r\n"
    "Subject: Integration request\r\n\r\n{}\r\n"
)


def read(text: str, subtype: str = "plain") -> Details:
    """The one request of a mail."""
    return understand(parse(MAIL.format(subtype, text).encode()), WORDS, CATALOG).requests[0]


def items(details: Details, field: Field) -> tuple[str, ...]:
    value = details.fields.get(field)
    return value.items if value else ()


@pytest.mark.parametrize(
    ("row", "field", "chosen"),
    [
        ("Priority: [ ] Low   [ ] Medium   [x] High", Field.PRIORITY, ("high",)),
        ("Priority: ( ) low ( ) medium (x) high ( ) critical", Field.PRIORITY, ("high",)),
        ("Priority: Low [ ] Medium [ ] High [x]", Field.PRIORITY, ("high",)),
        ("Priority: [ ] low [ ] medium [ ] high", Field.PRIORITY, ()),
        ("Priority: low / medium / **high** / critical", Field.PRIORITY, ("high",)),
        ("Priority: Low / Medium / HIGH / Critical", Field.PRIORITY, ("high",)),
        ("Priority: ~~Low~~ / ~~Medium~~ / High", Field.PRIORITY, ("high",)),
        ("Priority: Low / Medium / High / Critical", Field.PRIORITY, ()),
        ("Priority: [Low | Medium | High | Critical]", Field.PRIORITY, ()),
        ("Priority: [Low|Medium|High]: High", Field.PRIORITY, ("high",)),
        ("Priority [Low|Medium|High]: High", Field.PRIORITY, ("high",)),
        ("Dringlichkeit: (niedrig/mittel/hoch) hoch", Field.PRIORITY, ("high",)),
        ("Priorité: Haute (Basse, Moyenne, Haute)", Field.PRIORITY, ("high",)),
        ("Priority:\n( ) Low\n(x) Medium\n( ) High", Field.PRIORITY, ("medium",)),
        ("Priority: high, not low", Field.PRIORITY, ("high",)),
        ("Priorität: ☐ niedrig ☐ mittel ☒ hoch", Field.PRIORITY, ("high",)),
        ("Priorité : basse / moyenne / __haute__", Field.PRIORITY, ("high",)),
        ("優先度: □低 □中 ■高", Field.PRIORITY, ("high",)),
        ("Authentication: [ ] OAuth2 [X] API key [ ] SAML", Field.AUTHENTICATION, ("api_key",)),
        ("Authentication: OAuth2 / API key", Field.AUTHENTICATION, ("oauth2", "api_key")),
        ("Formats: ☐ JSON ☑ CSV ☒ XML", Field.DATA_FORMATS, ("csv", "xml")),
        ("Formats: -> JSON <- / XML / CSV", Field.DATA_FORMATS, ("json",)),
        ("Formats: ● JSON ● XML", Field.DATA_FORMATS, ("json", "xml")),
        ("Category: CRM / *Payments* / Other", Field.CATEGORY, ("Payments",)),
    ],
)
def test_of_a_row_of_options_the_chosen_one_counts(row: str, field: Field, chosen: tuple[str, ...]) -> None:
    """Boxes, circles and words set off from the rest say which; a row of options that nobody touched says nothing."""
    assert items(read(f"Integration name: Airtable\n{row}"), field) == chosen


@pytest.mark.parametrize(
    "line",
    [
        "we send invoices [see ticket 5] and bills (x) to it",
        "arrays like foo[ ] and bar[x] in exports",
        "sync invoices, *credit notes*, and everything that our bookkeepers type by hand",
        "● orders ● refunds",
        "https://buyer.example/a/*b*",
    ],
)
def test_prose_is_no_row_of_options(line: str) -> None:
    """Brackets, marks of emphasis and bullets stand in sentences too."""
    assert ticked(line) == line
    assert set_off(line) == line


def test_what_is_filled_in_an_html_form_is_read() -> None:
    """Boxes, lists and fields keep what was chosen and typed, and an untouched list says nothing."""
    details = read(
        "<p>Integration name: <input type=text value=Xero></p>"
        "<p>Priority: <input type=radio>Low <input type=radio checked>High</p>"
        "<p>Authentication: <select><option>SAML<option selected>API key</select></p>"
        "<p>Category: <select><option>CRM<option>Other</select></p>",
        "html",
    )
    assert details.text(Field.INTEGRATION_NAME) == "Xero"
    assert items(details, Field.PRIORITY) == ("high",)
    assert items(details, Field.AUTHENTICATION) == ("api_key",)
    assert items(details, Field.CATEGORY) == ("Payments",)


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("Integration Name: [e.g. Salesforce, SAP, ...]", "Use Case: Please describe what you want to achieve"),
        ("Integration name: <your integration>", "Use case: [Tell us what you want to do with it]"),
        ("Name der Integration: [z. B. Salesforce]", "Anwendungsfall: Bitte beschreiben Sie, wofür Sie sie brauchen"),
        ("Nom de l'intégration : (ex. : Salesforce)", "Cas d'usage : Décrivez votre besoin en une phrase"),
        ("連携先: （例：Salesforce）", "利用目的: ［ご記入ください］"),
    ],
)  # fmt: skip
def test_the_form_s_own_words_are_no_answer(name: str, prompt: str) -> None:
    """What the form says in an answer's place is left out where the answer follows, and names no second integration."""
    details = read(f"{name}\nPipedrive\n\n{prompt}\nWon deals go to billing.")
    assert details.text(Field.INTEGRATION_NAME) == "Pipedrive"
    assert details.text(Field.USE_CASE) == "Won deals go to billing."


@pytest.mark.parametrize(
    ("written", "use_case"),
    [
        ("[We post invoices every night]", "[We post invoices every night]"),
        ("(nightly) we post invoices\nand payments", "(nightly) we post invoices\nand payments"),
        ("Please describe: we post invoices.", "we post invoices"),
        ("we export (exports only) invoices", "we export (exports only) invoices"),
    ],
)
def test_an_answer_in_brackets_stays(written: str, use_case: str) -> None:
    """Who fills a form in between its brackets, or explains in brackets, has said it."""
    assert read(f"Name: [Xero]\nUse case: {written}").text(Field.USE_CASE) == use_case
