"""What a field was read from is shown to its author: their own words, in one piece, and links as they wrote them."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.replies.answers import read_answers
from mailer.extract.understand import understand
from mailer.model.message import Message
from mailer.model.request import Field, Value
from mailer.parse.message import parse


def message(text: str) -> Message:
    head = "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\nSubject: Integration request: Snowflake\r\n"
    return parse(f"{head}\r\n{text}\r\n".encode())


def fields(text: str) -> dict[Field, Value]:
    return dict(understand(message(text), WORDS, CATALOG).requests[0].fields)


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


RUNNING_ON = [
    "Integration Name: Snowflake\nPriority: high\nOAuth2, JSON; https://docs.snowflake.com/en/api",
    "Integration Name: Snowflake\nPriority: low\nWe sign in with an API key and get CSV files.",
    "Name: Snowflake\nPriorität: hoch\nAnmeldung mit OAuth2, Daten als JSON und XML",
    "Nom : Snowflake\nPriorité: haute\nConnexion par OAuth2, données en JSON",
    "Nombre: Snowflake\nPrioridad: alta\nCon OAuth2 y JSON; https://docs.snowflake.com/es/api",
    "Nome: Snowflake\nPrioridade: alta\nCom OAuth2 e JSON",
    "名前: Snowflake\n優先度: 高\nOAuth2で認証し、JSONで受け取ります",
    "Integration Name: Snowflake\nUse Case: Load orders.\nThey come as Parquet. We have an API key.\nPriority: urgent, "
    "please\nbecause the season starts",
    "Authentication:\n\nOAuth2 is what they have.\n\n## Priority\n\nHigh, this quarter\n",
]


@pytest.mark.parametrize("text", RUNNING_ON)
def test_evidence_is_the_author_s_own_words_in_one_piece(text: str) -> None:
    """A label is quoted with what stands right behind it, never with words from further down."""
    for field, value in fields(text).items():
        said = folded(value.evidence.text)
        assert said in folded(text) or said in "integration request: snowflake", (field, value.evidence.text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Name: Snowflake\nPriority: high\nOAuth2, JSON", "Priority: high"),
        ("Name: Snowflake\nPriority: High, we would like it this quarter", "Priority: High, we would like it this quarter"),
        ("Name: Snowflake\nPriority:\nNot sure.\nHigh, I guess.\nAsk Bo.", "High, I guess."),
    ],
)  # fmt: skip
def test_a_priority_is_quoted_by_the_line_that_says_it(text: str, quoted: str) -> None:
    """With its label where that stands on the same line, and without what else was written below."""
    assert fields(text)[Field.PRIORITY].evidence.text == quoted


@pytest.mark.parametrize(
    ("answer", "stored"),
    [
        ("https://x.example/api", "https://x.example/api"),
        ("http://api.acme.example", "http://api.acme.example"),
        ("see https://x.example/reference.", "https://x.example/reference"),
        ("docs.acme.example/api", "docs.acme.example/api"),
        ("docs.acme.example/api, a film: https://youtu.be/abc", "docs.acme.example/api"),
        ("www.acme.example/api", "www.acme.example/api"),
    ],
)
def test_a_link_is_kept_as_it_was_written(answer: str, stored: str) -> None:
    """With its scheme, whoever owns the host; without one where the author wrote none."""
    details = read_answers(message(f"2: {answer}"), [Field.USE_CASE, Field.API_DOCS], WORDS, CATALOG)
    assert details and details.fields[Field.API_DOCS].items == (stored,)
    assert fields(f"Name: Acme\nAPI documentation: {answer}")[Field.API_DOCS].items == (stored,)


@pytest.mark.parametrize(
    "answer", ["https://x.com/acme/status/1", "https://www.youtube.com/watch?v=1", "https://youtu.be/abc"]
)
def test_a_film_or_a_post_is_no_documentation(answer: str) -> None:
    """Not even the part of it behind the scheme."""
    details = read_answers(message(f"2: {answer}"), [Field.USE_CASE, Field.API_DOCS], WORDS, CATALOG)
    assert not details or Field.API_DOCS not in details.fields


def test_a_link_in_a_long_paragraph_is_quoted_by_its_own_sentence() -> None:
    """Not by the whole line that it stands in, which a client writes without a break."""
    text = "We read meters by radio. Could you connect Snowflake? They have an API (https://docs.snowflake.com/en/api). Hourly is enough."
    quoted = fields(text)[Field.API_DOCS].evidence.text
    assert quoted == "They have an API (https://docs.snowflake.com/en/api)."
