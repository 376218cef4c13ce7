"""A question in plain words: when will somebody look, any news, how does it stand?"""

import pytest
from world import World, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status
from mailer.recognise.news import asks_for_news

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"
OKTA = "Integration Name: Okta\nUse Case: One sign-in for all.\n"

QUESTIONS = [
    "When will somebody look at it?",
    "Hi team,\n\nany news on my Snowflake request yet?\n\nThanks,\nAda",
    "What is the status of my request?",
    "Could you tell me when somebody will look at it?",
    "Has anyone looked at my request yet? Thanks!",
    "Wann schaut sich das jemand an?",
    "Hallo,\n\ngibt es schon Neuigkeiten zu meiner Anfrage?\n\nViele Grüße\nAda Birk",
    "Wann kann ich mit einer Antwort rechnen?",
    "Bonjour,\n\nQuand est-ce que quelqu'un va regarder ma demande ?\n\nCordialement,\nAda",
    "Où en est ma demande ?",
    "Hola,\n¿cuál es el estado de mi solicitud?\nGracias",
    "¿Cuándo va a revisar alguien mi solicitud?",
    "Quando é que alguém vai ver o meu pedido?",
    "Alguma novidade sobre o meu pedido?",
    "いつ確認していただけますか？",
    "お世話になっております。\nその後、進捗はいかがでしょうか。\nよろしくお願いいたします。",
]
WHEN_DONE = [
    "When will it be released?",
    "Hi,\nwhen will the integration be available?\nThanks\nAda",
    "Is there any date for it?",
    "Any ETA?",
    "Wann ist es fertig?",
    "Gibt es schon einen Termin?",
    "Merci ! Ce serait pour quand ?",
    "¿Cuándo estará disponible?",
    "Quando estará pronto?",
    "いつリリースされますか？",
]
OTHERS = [
    "Any news? We now need SAML as well.",
    "When will you support OAuth2 in the API?",
    "What is the status code of the API?",
    "Any update breaks our plugin, can you fix it?",
    "When will somebody look at the security report that I sent in May?",
    "Any news is good news",
    "Wann unterstützt ihr SAML?",
    "Quand allez-vous livrer ?",
    "When is the next community call?",
    "Which date format do you need?",
    "Wann ist die nächste Sitzung?",
    "When does support end?",
    "リクエストの状況を整理しました。",
    "何か動きがあれば連絡します。",
    "Hi Ada",
]


@pytest.mark.parametrize("text", [*QUESTIONS, *WHEN_DONE])
def test_it_is_recognised_in_the_languages_that_we_speak(text: str) -> None:
    """Greetings, thanks and a name may stand around it."""
    assert asks_for_news(text)


@pytest.mark.parametrize("text", OTHERS)
def test_one_thing_more_and_it_is_something_else(text: str) -> None:
    """A question about anything else, or news beside the question, is read as before."""
    assert not asks_for_news(text)


def test_a_reply_with_the_question_is_answered_with_how_it_stands(world: World) -> None:
    """The one request of that conversation, with when the team reads it; nothing is added to it."""
    world.receive(world.write(ADA, "Integration request", OKTA))
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    before = world.request(2)
    fate = world.send_reply(ADA, world.answers()[-1], "Hi,\n\nwhen will somebody look at it?\n\nAda")
    assert fate.outcome is Outcome.COMMAND
    text = text_of(world.answer())
    assert "INT-2 - Snowflake" in text and "Submitted" in text and "within 5 days" in text
    assert "Okta" not in text
    assert world.request(2) == {**before, "mails": world.request(2)["mails"]}


def test_a_new_mail_is_answered_with_all_of_theirs(world: World) -> None:
    """Nothing says which one: both are told, the reviewed one without a promise."""
    world.receive(world.write(ADA, "Integration request", OKTA))
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    update_status(world.app, 1, Status.ACCEPTED)
    world.answers()
    world.receive(world.write(ADA, "my requests", "Gibt es etwas Neues?"))
    text = text_of(world.answer())
    assert "INT-1" in text and "INT-2" in text and text.count("within 5 days") == 1


def test_after_the_promised_time_a_person_sees_the_question_too(world: World) -> None:
    """The answer says that the team is late; the mail is held, so that somebody reads it."""
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    answer = world.answer()
    world.clock.pass_(days=6)
    fate = world.send_reply(ADA, answer, "Any news?")
    assert fate.outcome is Outcome.HELD
    assert "is late" in text_of(world.answer())
    assert world.request(1)["timeline"][-1]["what"] == "question"


def test_who_takes_part_in_nothing_is_read_by_a_person(world: World) -> None:
    """There is nothing to tell; and nobody reads about the requests of others."""
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    world.answers()
    assert world.receive(world.write(BO, "Snowflake?", "Any news?")).outcome is Outcome.HELD
    assert "INT-1" not in text_of(world.answer())


def test_whom_nothing_proves_is_told_nothing(doubting_world: World) -> None:
    """R-80: a forged question learns nothing."""
    doubting_world.receive(doubting_world.write(ADA, "Integration request", SNOWFLAKE))
    doubting_world.answers()
    fate = doubting_world.receive(doubting_world.write(ADA, "my requests", "Any news?"))
    assert fate.outcome is Outcome.HELD
    assert doubting_world.answers() == []


def test_when_it_is_done_is_a_question_for_the_team_until_there_is_a_release(world: World) -> None:
    """Ada reads at once how it stands; while no release is known a person has her question too, afterwards none needs to."""
    world.receive(world.write(ADA, "Integration request: Okta", OKTA))
    hers = world.answer()
    fate = world.send_reply(ADA, hers, "When will it be ready?")
    assert fate.outcome is Outcome.HELD and "person" in fate.because
    assert "Submitted" in text_of(world.answer())
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    world.answers()
    assert world.send_reply(ADA, hers, "When will it be ready?").outcome is Outcome.COMMAND
    assert "v0.5" in text_of(world.answer())
