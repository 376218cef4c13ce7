"""Headings and questions of forms that no list knows word for word."""

import pytest
from understanding import WORDS

from mailer.extract.layout.labels import by_words, find_label, form_question
from mailer.extract.layout.sections import read_sections


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("Which connector do you wish for?", "integration_name"),
        ("Which tool should we talk to?", "integration_name"),
        ("What do you plan to do with it?", "use_case"),
        ("What is it for, in a sentence or two?", "use_case"),
        ("Which scenario would it serve?", "use_case"),
        ("How would you get by without it?", "alternatives"),
        ("Other options you have tried", "alternatives"),
        ("Your current process", "alternatives"),
        ("How many people would gain from it?", "business_impact"),
        ("Frequency and volumes", "technical.performance"),
        ("How often must it run?", "technical.performance"),
        ("Kind of authentication it wants", "technical.authentication"),
        ("Where is the API reference?", "technical.api_docs"),
        ("By when would you want to have it?", "priority"),
        ("Could you open a pull request yourself?", "ignore"),
        ("Which versions are you running?", "ignore"),
        ("I searched for similar requests", "ignore"),
        ("Warum ist das wichtig?", "why"),
        ("Wie oft sollen die Daten kommen?", "technical.performance"),
        ("Comment faites-vous aujourd'hui ?", "alternatives"),
        ("¿Para qué lo usarían?", "use_case"),
        ("Por que isso é necessário?", "why"),
        ("您会在哪些场景使用？", "use_case"),
        ("どのような目的で使いますか？", "use_case"),
    ],
)
def test_a_heading_nobody_listed_is_told_by_its_words(heading: str, topic: str) -> None:
    """A template in words that no list knows whole is read all the same."""
    found = by_words(heading, WORDS)
    assert found is not None
    assert found.topic == topic


@pytest.mark.parametrize(
    "heading",
    [
        "Northwind Ledger",
        "Slack, Teams and Mattermost",
        "What Marta said on Tuesday about the moving house",
        "✔️ 2. Zenpay",
    ],
)
def test_an_authors_own_heading_stays_one(heading: str) -> None:
    """A heading that names something or tells a story is no label."""
    assert by_words(heading, WORDS) is None


FORM = """## Which service would you connect?
* Is it a source or a target?
Ledgerline, as a source
* Must it be a particular version?
Any is fine

## Tell us more
* What is it for?
Our bookkeepers close the month in it.
* How often should data flow?
Twice a day
* May we quote you as a customer?
Please don't

## How do you manage at present?
Somebody types the totals into a sheet.
"""


def test_a_form_that_nobody_has_seen_is_read_field_by_field() -> None:
    """Each answer goes to its question, and what the form asks for itself stays out of the fields."""
    told = {section.topic: section.text for section in read_sections(FORM, WORDS) if section.text.strip()}
    assert told["integration_name"] == "Ledgerline, as a source"
    assert told["use_case"] == "Our bookkeepers close the month in it."
    assert told["technical.performance"] == "Twice a day"
    assert told["alternatives"] == "Somebody types the totals into a sheet."
    assert "Any is fine" not in {text for topic, text in told.items() if topic != "ignore"}


@pytest.mark.parametrize(
    "line",
    [
        "We lost two days last week. Could you please add Ledgerline?",
        "Could somebody tell me " + "and also " * 40 + "?",
        "no question at all",
    ],
)
def test_a_sentence_that_states_before_it_asks_is_no_question_of_a_form(line: str) -> None:
    """Only a line that does nothing but ask is taken as the form's."""
    assert form_question(line, WORDS) is None


def test_one_question_in_prose_makes_no_form() -> None:
    """A person's question among sentences stays the person's."""
    text = "Hello,\n\nwe run Ledgerline.\nHow often do you add connectors?\n\nRegards"
    assert "run Ledgerline" in "".join(
        section.text for section in read_sections(text, WORDS) if not section.topic
    )
    assert find_label("We run Ledgerline for our month end.", WORDS) is None


SAID = (
    ("Snowflake", "integration_name"),
    ("Copy the closed orders every evening", "use_case"),
    ("High", "priority"),
    ("We export a file by hand", "alternatives"),
)
SHAPES = {
    "[{}] {}": "\n",
    "【{}】{}": "\n",
    "[{}]\n{}": "\n\n",
    "<{}> {}": "\n",
    '"{}": "{}"': "\n",
    "== {} ==\n{}": "\n\n",
    "{}\n---------\n{}": "\n\n",
    "_{}:_ {}": "\n",
    "・{}：{}": "\n",
    "③ {}: {}": "\n",
    "Q: {}\nA: {}": "\n\n",
    "{} → {}": "\n",
    "{} ....... {}": "\n",
    "{} *: {}": "\n",
}
LABELS = {
    "en": ("Integration name", "Use case", "Priority", "Workaround"),
    "pl": ("Narzędzie", "Przeznaczenie", "Pilność", "Obecne rozwiązanie"),
    "sv": ("Verktyg", "Användningsfall", "Brådska", "Nuläge"),
    "fi": ("Työkalu", "Käyttötarkoitus", "Kiireellisyys", "Vaihtoehdot"),
    "ru": ("Инструмент", "Для чего это нужно", "Срочность", "Альтернативы"),
    "ja": ("連携先", "利用目的", "優先度", "現在の方法"),
}


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_label_is_one_however_it_is_marked(shape: str, labels: tuple[str, ...]) -> None:
    """Brackets, underlining, arrows, dots, marks of a list: the label is known, and its value has nothing of the sign."""
    text = SHAPES[shape].join(
        shape.format(label, said) for label, (said, _) in zip(labels, SAID, strict=True)
    )
    found = [(one.text.strip(), one.topic) for one in read_sections(text, WORDS) if one.text.strip()]
    assert found == list(SAID)


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("Value for the firm: two hours a day", "business_impact"),
        ("Wert für den Betrieb: zwei Stunden am Tag", "business_impact"),
        ("Valeur pour l'entreprise - deux heures par jour", "business_impact"),
        ("[Planlagt bruk] hver kveld", "use_case"),
        ("3. Hur loggar man in? OAuth", "technical.authentication"),
        ("Jak sobie teraz radzicie? ręcznie", "alternatives"),
        ("Quanti dati sono? 5000 al giorno", "technical.performance"),
    ],
)
def test_among_labels_a_line_is_told_by_its_words(line: str, topic: str) -> None:
    """Where two labels are known, another one that nobody has listed whole is a label too."""
    sections = read_sections(f"Integration name: Slack\nCategory: Messaging\n{line}", WORDS)
    assert sections[-1].topic == topic
    assert sections[-1].text.strip()


@pytest.mark.parametrize(
    "line",
    ["Impact on sales: urgent, we lose orders", "We looked at it on Tuesday: nothing there", "[x] JSON"],
)
def test_among_labels_an_authors_own_line_stays_one(line: str) -> None:
    """What says how urgent it is, tells a story or is a box is no label, whatever words it has."""
    sections = read_sections(f"Integration name: Slack\nCategory: Messaging\n{line}", WORDS)
    assert sections[-1].topic in ("", "category")
