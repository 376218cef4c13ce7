"""Hostile and odd texts: extraction stays linear, never fails, and its word lists say what is wrong with them."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from understanding import CATALOG, WORDS

from mailer.extract.layout.labels import find_label
from mailer.extract.text.phrases import Phrases
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.extract.understand import understand
from mailer.model.message import Attachment, Message
from mailer.model.request import Field, Purpose


def message(text: str, subject: str = "", attachments: tuple[Attachment, ...] = ()) -> Message:
    return Message(
        message_id="<m@harbour.example>",
        subject=subject,
        date=None,
        sender=None,
        text=text,
        new_text=text,
        attachments=attachments,
    )


def took(text: str, runs: int) -> float:
    """The least processor time of so many readings."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        understand(message(text), WORDS, CATALOG)
        times.append(time.process_time() - began)
    return min(times)


HOSTILE = {
    "letters": "a",
    "dots": ".",
    "label": "Use case: a\n",
    "question": "why? ",
    "bullet": "* ",
    "numbers": "1. 2) 3: ",
    "bars": "| a ",
    "bold": "**a",
    "comment": "<!-- ",
    "fence": "```\n",
    "link": "https://a.example/api ",
    "bracket": "[(",
    "colon": "a: ",
    "spaces": "x  ",
    "cue": "in order to be able to ",
    "product": "Slack, Jira and Kafka, ",
    "urgent": "urgent not urgent ",
    "checkbox": "- [ ] a\n",
    "han": "希望支持",
    "quote": "> Use case:\n",
    "heading": "# a\n",
    "dash": "a - ",
    "at": "a@b.example ",
    "oauth": "oauth 2.0 client credentials ",
    "pledge": "I can test it, and cannot test it any more, ",
    "all of them": "Could you connect both please? ",
    "counted up": "Slack for chat, Jira for tickets. Could you connect both of them? ",
    "effects": "Otherwise it takes time and slows us down. ",
    "points": "\n1) Could you add Slack? ",
    "thanks": "Thank you, the Slack integration works great! ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_text_alone(piece: str) -> None:
    """Time grows with the text and not with its square: 100 kB takes nowhere near 10,000 times what 1 kB takes.

    The bounds leave room for a busy machine; `bench/linear.py` measures against the strict ones.
    """
    small = took((piece * 1_000)[:1_000], 3)
    large = took((piece * 100_000)[:100_000], 1)
    assert large < 10
    assert large <= 400 * max(small, 0.003)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(subject=st.text(max_size=80), text=st.text(max_size=600))
def test_any_text_is_read(subject: str, text: str) -> None:
    """Whatever stands in a mail, it is read without an exception and every value has its words."""
    got = understand(message(text, subject), WORDS, CATALOG)
    assert got.because
    assert all(value.items for one in got.requests for value in one.fields.values())


LINES = st.sampled_from(
    [
        "Integration Name: Slack", "Use Case:", "- [x] JSON", "N/A", "### Priority", "high", "> quoted", "",
        "**Auth**", "OAuth2", "| a | b |", "1. Name", "2) Jira", "---", "```", "why? - because", "https://a.example/docs",
    ]
)  # fmt: skip


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(LINES, max_size=25))
def test_any_order_of_labels_is_read(lines: list[str]) -> None:
    """Labels, headings, tables and boxes in any order give a reading; no label ever becomes the value of another."""
    got = understand(message("\n".join(lines)), WORDS, CATALOG)
    for details in got.requests:
        assert details.text(Field.USE_CASE) not in ("### Priority", "Integration Name: Slack", "**Auth**")
        assert len(details.missing) + len(details.fields) == len(Field)


def test_reading_is_repeatable() -> None:
    """The same mail gives the same understanding: nothing depends on time, order of sets or earlier mails."""
    mail = message("Please add Snowflake, Jira and Slack. We need OAuth2, SAML and JSON or CSV.", "Wishes")
    assert understand(mail, WORDS, CATALOG) == understand(mail, WORDS, CATALOG)


def test_attached_description_fills_gaps() -> None:
    """An attached interface description adds authentication and formats that the mail itself does not say."""
    spec = (
        b'{"openapi": "3.0.0", "info": {"title": "Acme", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200":'
        b' {"description": "ok", "content": {"application/json": {}}}}}}}, "components": {"securitySchemes": {"key":'
        b' {"type": "apiKey", "in": "header", "name": "X-Key"}}}}'
    )
    attached = Attachment(
        filename="openapi.json",
        content_type="application/json",
        size=len(spec),
        sha256="0" * 64,
        content=spec,
    )
    got = understand(
        message("Please add a connector for Acme Billing.", "Acme Billing", (attached,)), WORDS, CATALOG
    )
    assert got.purpose is Purpose.REQUEST
    value = got.requests[0].fields[Field.AUTHENTICATION]
    assert value.items == ("api_key",)
    assert value.evidence.where == "attachment:openapi.json"


def test_attached_form_is_read_like_a_body() -> None:
    """A form that comes as an attachment fills the request, and each value says where it came from."""
    form = b"Integration Name: Odoo\nUse Case: stock levels in one place\nPriority: high\n"
    attached = Attachment(
        filename="form.txt", content_type="text/plain", size=len(form), sha256="1" * 64, content=form
    )
    got = understand(
        message("Hello, please find our request attached.", "Request", (attached,)), WORDS, CATALOG
    )
    assert got.purpose is Purpose.REQUEST
    assert got.requests[0].text(Field.INTEGRATION_NAME) == "Odoo"
    assert got.requests[0].fields[Field.USE_CASE].evidence.where == "attachment:form.txt"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[labels]\nname = "x"', r"\[labels\]"),
        ('[cues]\nrequest = ["_ x"]\n', "request"),
        ("[cues", "expected|Expected"),
    ],
)
def test_broken_word_list_says_where(text: str, named: str) -> None:
    """A mistake in a word list names the section or list that is wrong."""
    with pytest.raises(ValueError, match=named):
        Words.from_toml([f'language = "xx"\ncommon = []\n{text}'])


def test_phrases_know_numbers_stems_and_any_word() -> None:
    """`#` stands for a number, `_` for any one word, `stem*` for every word that begins so."""
    tree = Phrases({"a": ["every # minutes"], "b": ["the _ connector"], "c": ["integrat* with"]})
    text = "every 15 minutes the Slack connector integrates with us"
    assert [(hit.tag, text[hit.start : hit.end]) for hit in tree.find(words_of(text))] == [
        ("a", "every 15 minutes"),
        ("b", "the Slack connector"),
        ("c", "integrates with"),
    ]


def test_no_value_is_invented() -> None:
    """A mail that names an integration and nothing else has a name and what the catalog knows, and nothing more."""
    got = understand(message("Snowflake please.", "Snowflake"), WORDS, CATALOG)
    assert set(got.requests[0].fields) == {Field.INTEGRATION_NAME, Field.CATEGORY}


@pytest.mark.parametrize("line", ["-\t", "1. ", "* \t", "Q1: "])
def test_a_bullet_without_words_is_no_label(line: str) -> None:
    """G8: found by the fuzzer, where a value follows below an empty item."""
    label = find_label(line, WORDS, alone=False)
    assert label is None or not label.rest
