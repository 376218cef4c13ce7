"""Our own mails come back quoted: what people answer to them is found, and what we wrote is not taken for theirs."""

import pytest
from stationery import BUNDLED, html_of, read, text_of
from understanding import CATALOG, WORDS

from mailer.extract.replies.answers import read_answers
from mailer.model.contexts import questions
from mailer.model.request import Field
from mailer.parse.message import parse
from mailer.render.compose import compose
from mailer.render.samples import IDENTITY, SNOWFLAKE, WRITTEN, samples

ASKED = questions(SNOWFLAKE.missing)
OURS = read(compose(samples()["acknowledgement"], BUNDLED, IDENTITY, WRITTEN))
QUOTED = "\n".join("> " + line for line in text_of(OURS).split("\n"))
WROTE = "On Thu, Nov 12, 2026 at 9:24 AM Integrations <integrations@circle-core.example> wrote:\n\n"
HEAD = (
    "From: Mira <mira@northwind-grain.example>\nTo: integrations@circle-core.example\n"
    "Subject: Re: [INT-7] Snowflake\nMessage-ID: <a@northwind-grain.example>\n"
    "Date: Thu, 12 Nov 2026 10:24:00 +0000\n"
)


def _plain(body: str) -> bytes:
    return f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{body}".encode()


def _html(top: str) -> bytes:
    quote = f'<blockquote class="gmail_quote">{html_of(OURS)}</blockquote>'
    page = f'<div>{top}</div><div class="gmail_quote"><div class="gmail_attr">{WROTE}</div>{quote}</div>'
    return f"{HEAD}Content-Type: text/html; charset=utf-8\n\n{page}".encode()


def _between() -> bytes:
    """Answers written below the quoted questions."""
    body = QUOTED.replace("money at stake.\n", "money at stake.\nTen hours a week.\n")
    body = body.replace("10,000 records a night.\n", "10,000 records a night.\n20,000 rows a night\n")
    return _plain(WROTE + body.replace("a webhook …\n", "a webhook …\nCSV\n"))


SHAPES = {
    "by number": _plain(f"1: Ten hours a week\n2: 20,000 rows a night\n3: CSV\n\n{WROTE}{QUOTED}"),
    "by number in HTML": _html("1: Ten hours a week<br>2: 20,000 rows a night<br>3: CSV"),
    "in one line": _plain(f"1: Ten hours a week, 2: 20,000 rows a night, 3: CSV\n\n{WROTE}{QUOTED}"),
    "between the questions": _between(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_answers_to_our_questions_are_found(shape: str) -> None:
    """The numbers and the layout of the acknowledgement lead each answer to the field that was asked for."""
    found = read_answers(parse(SHAPES[shape]), ASKED, WORDS, CATALOG)
    assert found is not None
    assert "Ten hours a week" in found.text(Field.BUSINESS_IMPACT)
    assert "20,000 rows a night" in found.text(Field.PERFORMANCE)
    assert found.text(Field.DATA_FORMATS) == "csv"
    assert set(found.fields) == set(ASKED)


@pytest.mark.parametrize("thanks", [_plain(f"Thanks a lot!\n\n{WROTE}{QUOTED}"), _html("Thanks a lot!")])
def test_our_own_words_are_never_taken_for_an_answer(thanks: bytes) -> None:
    """Thanks above the whole quoted mail changes nothing, though it holds labels, examples and numbers."""
    assert read_answers(parse(thanks), ASKED, WORDS, CATALOG) is None


@pytest.mark.parametrize("name", samples())
def test_our_own_parser_reads_every_mail(name: str) -> None:
    """Each mail is read without a defect, from one clean sender, with our text whole."""
    envelope = compose(samples()[name], BUNDLED, IDENTITY, WRITTEN)
    message = parse(envelope.content)
    assert (message.defects, message.sender_defects) == ((), ())
    assert message.message_id == envelope.message_id
    assert message.text.split() == text_of(read(envelope)).split()
