"""What people want of us, in their own words: each does what it asks, in a first mail and as a reply."""

from email.message import EmailMessage

import pytest
from world import World, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
OKTA = "Integration Name: Okta\nUse Case: One sign-in for all.\n"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"

EVERYWHERE = [
    ("I want to unsubscribe", "no more mail from us"),
    ("Bitte melden Sie mich ab", "no more mail from us"),
    ("Je voudrais me désinscrire", "no more mail from us"),
    ("Quiero darme de baja", "no more mail from us"),
    ("Cancele minha inscrição", "no more mail from us"),
    ("メールを止めてください", "no more mail from us"),
    ("No more mails thanks", "no more mail from us"),
    ("Please send me one mail a week", "one mail a week"),
    ("Einmal pro Woche reicht", "one mail a week"),
    ("Un resumen semanal por favor", "one mail a week"),
    ("Please only tell me about decisions", "decisions only"),
    ("Prévenez-moi uniquement des décisions", "decisions only"),
    ("Bitte löschen Sie alle meine Daten (DSGVO)", "ERASE"),
    ("Apaguem meus dados", "ERASE"),
    ("Is there a form?", "Integration name:"),
    ("help, thanks", "What you can write"),
    ("Hi,\n\nstatus\n\nThanks", "INT-2 - Snowflake"),
    ("What's the status of my requests?", "INT-2 - Snowflake"),
    ("Wie ist der Stand?", "INT-2 - Snowflake"),
    ("wann schaut jemand drauf?", "INT-2 - Snowflake"),
    ("Où en est ma demande ?", "INT-2 - Snowflake"),
    ("¿Cómo va mi solicitud?", "INT-2 - Snowflake"),
    ("Como está o meu pedido?", "INT-2 - Snowflake"),
    ("進捗はどうですか", "INT-2 - Snowflake"),
]
"""Ada wrote in English, and is answered so."""
ONE_WORD = [
    ("Hilfe", "Was Sie uns schreiben können"),
    ("aide", "Ce que vous pouvez nous écrire"),
    ("ayuda", "Lo que puede escribirnos"),
    ("ajuda", "O que você pode nos escrever"),
    ("Formular", "Antworten Sie auf diese E-Mail"),
    ("wöchentlich", "Ihre Nachricht"),
    ("abmelden", "Ihre Nachricht"),
    ("停止", "いただいたメッセージ"),
]
SIGNATURE = "Ada Birk\nNorthwind GmbH\n+49 30 123456"


@pytest.fixture
def answer(world: World) -> EmailMessage:
    """Our mail about Ada's second request."""
    world.receive(world.write(ADA, "Integration request", OKTA))
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    return world.answers()[-1]


@pytest.mark.parametrize(("text", "told"), EVERYWHERE)
def test_it_is_done_in_the_conversation_and_outside_of_it(
    world: World, answer: EmailMessage, text: str, told: str
) -> None:
    """Neither is filed as details, ignored as thanks or left to a person."""
    for mail in (world.write(ADA, "", text), world.reply(ADA, answer, text)):
        assert world.receive(mail, to=str(mail["To"])).outcome is Outcome.COMMAND
        assert told in " ".join(text_of(world.answer()).split())
    assert len(world.request_numbers()) == 2


@pytest.mark.parametrize("subject", ["Status INT-2", "status", "help", "FORM", "stop", "unsubscribe"])
@pytest.mark.parametrize("body", ["", SIGNATURE, "Thanks\n\nAda"])
def test_the_subject_of_a_mail_that_says_nothing_is_the_verb(
    world: World, answer: EmailMessage, subject: str, body: str
) -> None:
    """Also where the body is a signature, and where it answers a mail of ours under a subject of its own."""
    assert world.receive(world.write(ADA, subject, body)).outcome is Outcome.COMMAND
    reply = world.reply(ADA, answer, body)
    reply.replace_header("Subject", subject)
    assert world.receive(reply, to=str(reply["To"])).outcome is Outcome.COMMAND


@pytest.mark.parametrize(("text", "told"), ONE_WORD)
def test_a_first_mail_of_one_word_is_answered_in_its_language(world: World, text: str, told: str) -> None:
    """The word tells it."""
    world.receive(world.write(ADA, "", text))
    assert told in text_of(world.answer())


def test_how_often_the_data_must_come_is_no_order(world: World) -> None:
    """Asked how fast the connection must be, `once a week is enough` answers that."""
    form = "Business Impact: Six hours a week.\nAPI documentation: https://docs.snowflake.com\nAuthentication: OAuth 2.0\n"
    world.receive(
        world.write(ADA, "Integration request", "Integration Name: Snowflake\nUse Case: Orders.\n" + form)
    )
    mail = world.answer()
    assert "How much data is it" in text_of(mail)
    assert world.send_reply(ADA, mail, "Einmal pro Woche reicht").outcome is Outcome.DETAILS


@pytest.mark.parametrize(
    "text", ["What's the status of my requests?", "Wie ist der Stand?", "進捗はどうですか", "status"]
)
def test_who_takes_part_in_nothing_is_told_so(world: World, text: str) -> None:
    """Politely, and nobody of the team is bothered."""
    assert world.receive(world.write(ADA, "", text)).outcome is Outcome.COMMAND
    assert len(world.answers()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It should delete my data in Salesforce",
        "We need weekly exports",
        "We also need CSV.\n\nUnsubscribe",
        "Our customers want to unsubscribe from lists in Mailchimp",
        "Nur die Entscheidung fehlt noch",
        "Nous envoyons un mail par semaine aux clients",
        "Todo funciona",
        "Enviamos um e-mail por semana aos clientes",
        "週に1回データを出力しています",
    ],
)
def test_the_same_words_in_a_story_change_nothing(world: World, answer: EmailMessage, text: str) -> None:
    """They are kept with the request, and she hears of it as before."""
    assert world.send_reply(ADA, answer, text).outcome is Outcome.DETAILS
    world.answers()
    update_status(world.app, 2, Status.UNDER_REVIEW)
    assert len(world.answers()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Bitte Tableau anbinden, danke!",
        "Tableau please. Thank you!",
        "Ajoutez Tableau, merci !",
        "Conecten Tableau, gracias",
        "Adicionem o Tableau, obrigado",
        "Tableauを追加してください。ありがとうございます。",
    ],
)
def test_thanks_beside_a_wish_are_a_wish(world: World, answer: EmailMessage, text: str) -> None:
    """First mail and reply: it is filed, once."""
    assert world.send_reply(ADA, answer, text).outcome is Outcome.REQUEST
    assert world.receive(world.write(ADA, "", text)).outcome is Outcome.DETAILS
    assert world.request_numbers() == [3, 2, 1]


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for the Okta connector!",
        "Merci pour Okta",
        "We add Okta ourselves, thanks",
        "Danke, wir binden Okta selbst an",
    ],
)
def test_thanks_for_it_are_thanks(world: World, text: str) -> None:
    """Nothing is filed."""
    assert world.receive(world.write(ADA, "", text)).outcome is Outcome.IGNORED
