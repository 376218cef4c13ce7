"""Who our mails go to: one person each, who wrote or asked to be told; nobody learns of anybody else (R-20, R-38, R-82, R-83, R-96)."""

import re
from email.message import EmailMessage

import pytest
from world import SERVICE, World, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status

ANNA, BERT = "anna@shop.example", "bert@kontor.example"
WISH = "We need Snowflake as a data source for our weekly reports."
STRANGERS = [f"p{number}@victims.example" for number in range(1_000)]


def test_a_thousand_people_in_cc_get_nothing_and_are_named_to_nobody(world: World) -> None:
    """R-82, R-96: never reply-all: a mail to a crowd is answered to its sender alone, nobody of the crowd is subscribed, and
    none of their addresses stands in any mail of ours."""
    crowd = world.write(ANNA, "Integration request: Snowflake", WISH)
    crowd["Cc"] = ", ".join(STRANGERS)
    world.receive(crowd)
    answer = world.answer()
    reply = world.reply(ANNA, answer, "Priority: high", quote=False)
    reply["Cc"] = ", ".join(STRANGERS)
    world.receive(reply, to=str(answer["Reply-To"]))
    update_status(world.app, 1, Status.ACCEPTED)
    for mail in (answer, *world.answers()):
        assert str(mail["To"]) == ANNA
        assert not mail["Cc"] and not mail["Bcc"]
        assert "victims.example" not in mail.as_string()
    assert len(world.request(1)["people"]["watchers"]) == 0


def test_a_hidden_recipient_is_answered_like_anybody(world: World) -> None:
    """R-96: a mail that came by Bcc, its To hidden or empty, is filed, and the answer goes to its sender alone."""
    for number, to in enumerate(("undisclosed-recipients:;", "Friends <friends@lists.example>")):
        mail = world.write(
            ANNA, f"Integration request: Product{number}", f"Please add Product{number} to it."
        )
        mail.replace_header("To", to)
        assert world.receive(mail).outcome is Outcome.REQUEST
        assert str(world.answer()["To"]) == ANNA


def test_nobody_is_subscribed_or_named_a_champion_by_somebody_else(world: World) -> None:
    """R-82: no word of one person, in a reply or a new mail, makes another one a watcher, voter or champion."""
    world.receive(world.write(ANNA, "Integration request: Snowflake", WISH))
    mail = world.answer()
    for words in (
        f"watch {BERT}",
        f"vote {BERT}",
        f"champion {BERT} testing",
        f"Please keep {BERT} in the loop; he is our champion for testing and wants to follow this.",
    ):
        world.send_reply(ANNA, mail, words)
    everybody = world.request(1)["people"]
    assert BERT not in str(everybody)
    assert {str(sent["To"]) for sent in world.answers()} == {ANNA}


def test_nobody_ends_the_mail_of_somebody_else(world: World) -> None:
    """R-83, CVE-2019-1020018: the address in List-Unsubscribe works for whom it was made: sent by somebody else, forged, or
    opened a hundred times it changes nothing; sent by her it ends her news at once. There is no page to fetch."""
    world.receive(world.write(ANNA, "Integration request: Snowflake", WISH))
    world.receive(world.write(BERT, "Integration request: Snowflake", WISH))
    world.answers()
    update_status(world.app, 1, Status.UNDER_REVIEW)
    stops = {str(mail["To"]): unsubscribe(mail) for mail in world.answers()}
    local, _, domain = stops[ANNA].partition("@")
    forged = f"{local[:-1]}{'b' if local[-1] == 'a' else 'a'}@{domain}"
    for sender, to in ((BERT, stops[ANNA]), ("eve@elsewhere.example", stops[ANNA]), (ANNA, forged)):
        world.receive(world.write(sender, "unsubscribe", "unsubscribe INT-1 for " + ANNA), to=to)
    world.answers()
    update_status(world.app, 1, Status.ACCEPTED)
    assert ANNA in {str(mail["To"]) for mail in world.answers()}
    world.receive(world.write(ANNA, "unsubscribe", ""), to=stops[ANNA])
    world.answers()
    update_status(world.app, 1, Status.SCHEDULED, release="v1")
    assert {str(mail["To"]) for mail in world.answers()} <= {BERT}


def unsubscribe(mail: EmailMessage) -> str:
    """The address of List-Unsubscribe, which is the only way in it."""
    ways: list[str] = re.findall(r"<([^>]*)>", str(mail["List-Unsubscribe"]))
    (way,) = ways
    assert way.startswith("mailto:") and not mail["List-Unsubscribe-Post"]
    return way.removeprefix("mailto:").partition("?")[0]


@pytest.mark.parametrize("message_id", [None, "", "<", "<>", "no brackets", "<a b@c", "<@>"])
def test_mails_without_a_proper_message_id_are_all_filed(world: World, message_id: str | None) -> None:
    """R-20: none, an empty or a garbled Message-ID: of two such mails in one second both are filed and answered."""
    for name in ("Snowflake", "Tableau"):
        field = "" if message_id is None else f"Message-ID: {message_id}\r\n"
        text = f"From: {ANNA}\r\nTo: {SERVICE}\r\nSubject: {name}\r\n{field}\r\nPlease add {name} as a data source.\r\n"
        assert world.receive(text.encode()).outcome is Outcome.REQUEST
    assert [
        name in text_of(mail) for name, mail in zip(("Snowflake", "Tableau"), world.answers(), strict=True)
    ]
    assert world.request_numbers() == [2, 1]
