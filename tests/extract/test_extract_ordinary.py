"""Ordinary mails whose sense no single word tells: faults without a word for it, rows of wishes, what is passed on or thanked ahead."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Purpose

FAULTS = [
    ("Tasks", "Hello, your Asana integration creates every task twice since Tuesday. We changed nothing."),
    ("Drive", "Since yesterday nothing arrives from Google Drive any more. Could you have a look?"),
    ("Slack", "Die Slack-Anbindung verschickt seit Montag jede Nachricht doppelt."),
    ("Dateien", "Guten Tag, seit gestern kommt nichts mehr aus Google Drive an. Könnten Sie nachsehen?"),
    ("Fichiers", "Bonjour, depuis hier plus rien n'arrive de Google Drive. Pouvez-vous regarder ?"),
    ("File", "Buongiorno, da ieri non arriva più nulla da Google Drive. Potete controllare?"),
    ("Bestanden", "Hallo, sinds gisteren komt er niets meer binnen uit Google Drive. Kunnen jullie kijken?"),
    ("Sager", "Hej, siden i mandags opretter Jira-integrationen hver sag to gange."),
    ("Slack", "お世話になっております。\nSlackの通知が先週から同じものが三回届きます。\nご確認ください。"),
    ("Slack", "您好，上周开始Slack集成把同一条消息发了三遍，请检查一下。"),
    ("확인", "안녕하세요.\n월요일부터 Jira 연동에서 티켓이 두 번씩 만들어집니다."),
]

WISHES = [
    ("Okta", "Since nothing comes in from Okta by itself, please add a connector for it.", "Okta"),
    (
        "Wunsch",
        "Seit wir Zapier gekündigt haben, kommt aus Shopify nichts mehr an, deshalb bräuchten wir eine Anbindung an Shopify.",
        "Shopify",
    ),
    (
        "Trello",
        "Could the Trello integration sync twice a day? Since last month we have many more cards.",
        "Trello",
    ),
    (
        "Tasks",
        "We enter every task twice, here and in Trello, since March. Please add a Trello connector.",
        "Trello",
    ),
    (
        "Aufgaben",
        "Wir legen jede Aufgabe zweimal an, bei Ihnen und in Trello. Bitte binden Sie Trello an.",
        "Trello",
    ),
    (
        "Requests",
        "Since last week we run twice as many shops. Could you add an integration with Shopify?",
        "Shopify",
    ),
]


@pytest.mark.parametrize(("subject", "body"), FAULTS)
def test_what_comes_twice_or_no_more_is_a_fault(subject: str, body: str) -> None:
    """It happens by itself since some day, and nothing is asked for but to have a look."""
    assert read_mail(subject, body).purpose is Purpose.BUG_REPORT


@pytest.mark.parametrize(("subject", "body", "name"), WISHES)
def test_what_people_do_twice_is_the_reason_of_a_wish(subject: str, body: str, name: str) -> None:
    """Somebody does it, or something is asked for beside it."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == [name]


NAMED = [
    ("Integrations", "We need two integrations. Snowflake for the reports. Foobarly for the notes.", ["Snowflake", "Foobarly"]),
    ("Integrationen", "Guten Tag, wir brauchen zwei Integrationen. Airtable für die Planung. Foobarly für die Spesen.", ["Airtable", "Foobarly"]),
    ("Integration", "Vi exporterar utläggen till Excel och matar in dem för hand.\nSkulle ni kunna lägga till en integration med Foobarly?", ["Foobarly"]),
    ("Integration", "We export the claims to Excel and type them in by hand.\nCould you add an integration with Foobarly?", ["Foobarly"]),
    ("連携のご要望", "御社のサービスとkintoneおよびfreeeとの連携を希望しております。", ["kintone", "freee"]),
    ("二件のお願い", "QuillbaseとLumeraのコネクタを追加していただきたく、ご連絡しました。", ["Quillbase", "Lumera"]),
    ("Склад", "Остатки мы ведём в программе «Тетрис-Склад».\nПросим добавить интеграцию с «Тетрис-Склад».", ["Тетрис-Склад"]),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "body", "names"), NAMED)
def test_the_wished_for_is_named_and_nothing_beside_it(subject: str, body: str, names: list[str]) -> None:
    """Names in one row of sentences, names that nobody knows beside the program that is used by hand today, names joined."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == names


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("御礼", "先日はTeams連携の件でご対応いただき、ありがとうございました。\nおかげさまで問題なく使えるようになりました。"),
        ("Contacts", "Hello, we need two people to look at this. Maria for the test. Peter for the contract."),
    ],
)  # fmt: skip
def test_thanks_of_many_characters_and_people_in_a_row_are_no_request(subject: str, body: str) -> None:
    assert read_mail(subject, body).requests == ()


FORWARDED = """
---------- Forwarded message ---------
From: Jo Roth <jo@partner.example>
Date: Mon, 30 Nov 2026
Subject: {subject}
To: Alex <alex@b.example>

{text}
"""


@pytest.mark.parametrize(
    ("subject", "text", "filed"),
    [
        (
            "Zendesk integration",
            "Please add an integration with Zendesk, our agents retype every ticket.",
            True,
        ),
        ("Lunch", "Does anybody know when the canteen opens?", False),
    ],
)
def test_a_plus_one_above_a_wish_that_is_passed_on_brings_it(subject: str, text: str, filed: bool) -> None:
    """What is voted for is the wish below, which nobody has filed; a vote above anything else files nothing."""
    read = read_mail(f"Fwd: {subject}", "+1 from us" + FORWARDED.format(subject=subject, text=text))
    assert (read.purpose is Purpose.REQUEST) is filed


def test_french_thanks_ahead_are_no_thanks() -> None:
    """`Merci de l'annuler` asks for something and is not ignored."""
    read = read_mail("Ma demande", "Bonjour, je n'en ai plus besoin. Merci de l'annuler.")
    assert read.purpose is not Purpose.THANKS


@pytest.mark.parametrize("said", ["We log in to Foobarly every day.", "It returns CSV files."])
def test_signing_in_and_a_file_are_no_category(said: str) -> None:
    """They say nothing of what kind of product it is."""
    (one,) = read_mail("Foobarly integration", f"Please add an integration with Foobarly. {said}").requests
    assert one.text(Field.CATEGORY) == ""
