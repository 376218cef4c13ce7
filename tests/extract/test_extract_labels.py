"""Headings and questions of forms that no list knows word for word."""

import pytest
from understanding import WORDS

from mailer.extract.labels import by_words, find_label, form_question
from mailer.extract.sections import read_sections


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
