"""Quote marks in a first mail: the author's own list, log or menu, or the words of somebody else."""

import pytest

from mailer.parse.message import parse


def new_text(subject: str, text: str) -> str:
    head = f"From: ann@acme.example\nTo: wishes@service.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    return parse((head + text).encode()).new_text


OWN = [
    ("What we need from Pipedrive:\n\n> deals\n> contacts\n\nThanks", "deals\ncontacts"),
    ("It ends with\n\n> 401 unauthorized\n\nsince May.", "401 unauthorized"),
    ("Unser Kunde braucht:\n\n> Rechnungen als CSV\n> einmal nachts\n\nGrüße", "einmal nachts"),
    ("Voici ce qu'il nous faut :\n\n> factures\n> avoirs\n", "factures\navoirs"),
    ("Please add Snowflake. The volume is\n\n> 5 GB a day\n\nor so.", "> 5 GB a day"),
    ("Here you are:\n\n> Integration name: Okta\n> Priority: high\n", "Priority: high"),
    ("以下が必要です。\n\n> 請求書\n> 顧客\n\nよろしく", "請求書\n顧客"),
]


@pytest.mark.parametrize(("text", "said"), OWN)
def test_what_an_author_sets_apart_in_a_first_mail_is_theirs(text: str, said: str) -> None:
    """A list, a line of a log, a filled row below words of theirs: nobody else wrote it."""
    assert said in new_text("Pipedrive", text)


NOT_OWN = [
    ("answers", "> 1) How often?\n\ndaily", "How often"),
    ("your questions", "Hello,\n\n> Authentication:\nOAuth\n\n> Formats:\nJSON", "Formats"),
    ("Re: your questions", "Hi,\n\n> deals\n> contacts\n\nyes both", "deals"),
    ("deals", "Sure.\n\nOn Mon, 23 Nov 2026 at 08:55, Bo <bo@x.example> wrote:\n> deals", "deals"),
    ("Asana please", "From your blog:\n\n> We work on Trello. Priority: low.\n\nPlease add Asana.", "Trello"),
    ("deals", "> deals\n> contacts\n\nWe need both.", "contacts"),
    ("answers", "Hi,\n\n> the format\ncsv\n\n> the day\nMonday", "the format"),
    ("formats", "Hello,\n\n> Which format do you need?\n\nCSV.", "Which"),
]


@pytest.mark.parametrize(("subject", "text", "said"), NOT_OWN)
def test_what_is_answered_or_said_in_sentences_stays_a_quotation(subject: str, text: str, said: str) -> None:
    """Questions and labels with answers, history, whole sentences that may be anybody's."""
    assert said not in new_text(subject, text)
