"""The card that a mail's own header proves to be one: the writer's name with where they work."""

import pytest

from mailer.parse.headers import addresses
from mailer.parse.reply import split_reply

SAID = "The nightly file is about 2 GB."
CARDS = [
    ("Rowan Fletcher <rowan@tide.example>", "Best wishes,\n\nRowan Fletcher\nTidewater Mutual"),
    ("Ines Duarte <ines@colmeia.example>", "Inês Duarte\nColmeia Logística"),
    ("Marisol Ibarra <m@textil.example>", "Saludos,\nMarisol Ibarra\nTextiles Ibarra"),
    ("elif.kaya@marmara.example", "Saygılarımla,\nElif Kaya\nMarmara Lojistik"),
    ("Антон Белов <a@port.example>", "С уважением,\nАнтон Белов\nСеверный порт"),
    ("Steffi <s.kranz@werkhof.example>", "LG\nStephanie Kranz\nWerkhof Süd"),
    ("王磊 <wanglei@qd.example>", "王磊\n青岛物流有限公司"),
    ("Joan Pratt <joan@quay.example>", "Joan Pratt | Quay Street Clinic"),
    ("Ola Mazur <ola@mazur.example>", "Pozdrawiam\n\nOla Mazur\nMazur Logistyka\nGdańsk"),
    ("Kirsten Bech <kb@havn.example>", "Kirsten Bech\nHavnens Bogholderi\n\nSent from my iPhone"),
]


@pytest.mark.parametrize(("author", "card"), CARDS)
def test_the_writers_name_with_where_they_work_is_a_card(author: str, card: str) -> None:
    """Without a telephone number or a title, too."""
    assert split_reply(f"{SAID}\n\n{card}", writer=addresses(author)[0]).new == SAID


WORDS = [
    ("Rowan Fletcher <rowan@tide.example>", "Best wishes,\nRowan Fletcher"),
    ("Rowan Fletcher <rowan@tide.example>", "The contact for it is:\n\nRowan Fletcher\nTidewater Mutual"),
    ("Rowan Fletcher <rowan@tide.example>", "Thanks,\n\nTidewater Mutual sends the file at 2 am\nPlease keep the header row"),
    ("Rowan Fletcher <rowan@tide.example>", "Rowan Fletcher\n\nWe also need the old files."),
    ("Rowan Fletcher <rowan@tide.example>", "Rowan Fletcher\nFormat: CSV"),
    ("Rowan Fletcher <rowan@tide.example>", "Rowan Fletcher\n- daily\n- weekly"),
    ("Rowan Fletcher <rowan@tide.example>", "Thanks\n\nSalesforce Sandbox\nProduction Org"),
    ("Sales <sales@salesforce.example>", "We use\n\nSalesforce Sandbox\nProduction Org"),
    ("Rowan Fletcher <rowan@tide.example>", "Tidewater Mutual\nHarbour Insurance"),
    ("Rowan Fletcher <rowan@tide.example>", "Rowan Fletcher\nwill test it in May"),
]  # fmt: skip


@pytest.mark.parametrize(("author", "words"), WORDS)
def test_what_the_header_does_not_prove_stays(author: str, words: str) -> None:
    """A name alone, an answer to `who`, labels, lists, sentences, names of others."""
    text = f"{SAID}\n\n{words}"
    assert split_reply(text, writer=addresses(author)[0]).new == text
