"""Somebody passes on what another person asks for: filed in that person's name, who has to say yes; the sender follows it."""

from email.message import EmailMessage

import pytest
from world import World, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
PIA = "Pia Lund <pia@shop.example>"
WISH = """Hi,

we want our three shops to share stock levels, so we need a connector for Lightspeed Retail.
Today we mail a spreadsheet around every evening.

Pia
"""
GMAIL = f"""---------- Forwarded message ---------
From: {PIA}
Date: Tue, 3 Nov 2026 at 10:12
Subject: Connector for Lightspeed
To: Help <help@northwind.example>

{WISH}"""


def forward(world: World, above: str = "Could you look at this?\n\n", original: str = GMAIL) -> InboxRow:
    """Ada passes Pia's mail on."""
    return world.receive(world.write(ADA, "Fwd: Connector for Lightspeed", above + original))


def by_person(mails: list[EmailMessage]) -> dict[str, EmailMessage]:
    return {str(mail["To"]): mail for mail in mails}


def test_the_real_requester_is_asked_first_and_the_sender_is_told(world: World) -> None:
    """R-93: Pia gets one mail without a byte of what was passed on; Ada reads the card, whom we ask, and that she follows."""
    fate = forward(world)
    assert fate.outcome is Outcome.REQUEST
    mails = by_person(world.answers())
    assert set(mails) == {ADA, "pia@shop.example"}
    asked = bytes(mails["pia@shop.example"]).decode()
    assert "confirm" in asked
    for word in ("Lightspeed", "stock", "INT-1", "Ada", "Pia Lund", "northwind"):
        assert word not in asked
    told = text_of(mails[ADA])
    assert "pia@shop.example" in told and "Lightspeed" in told and "You follow the request" in told
    assert "+1" not in told, "a vote counts once Pia has confirmed it"
    page = world.request(1)
    assert not page["confirmed"]
    assert page["people"]["requester"]["address"] == "pia@shop.example"
    assert [w["address"] for w in page["people"]["watchers"]] == ["ada@northwind.example"]


def test_once_proven_the_requester_gets_the_acknowledgement(world: World) -> None:
    """Pia says yes: it is her request, with one vote, and she hears of it; Ada hears of its status as a watcher."""
    forward(world)
    asked = by_person(world.answers())["pia@shop.example"]
    world.send_reply(PIA, asked, "Yes, please.")
    ack = world.answer()
    assert str(ack["To"]) == PIA and "We have your request for Lightspeed" in text_of(ack)
    page = world.request(1)
    assert (page["confirmed"], page["votes"]) == (True, 1)
    update_status(world.app, 1, Status.ACCEPTED)
    assert set(by_person(world.answers())) == {ADA, PIA}


def test_without_a_yes_it_counts_nowhere(world: World) -> None:
    """R-84: nobody can make votes out of other people's names; somebody else's same wish is a request of its own."""
    forward(world)
    world.answers()
    world.receive(
        world.write(
            "Bo <bo@kontor.example>", "Request", "Integration Name: Lightspeed Retail\nUse Case: stock\n"
        )
    )
    assert world.request(2)["votes"] == 1
    assert world.request(2)["people"]["requester"]["address"] == "bo@kontor.example"


def test_the_same_passed_on_twice_asks_once_a_day(world: World) -> None:
    """R-92: one confirmation mail a day to one address, whoever passes on how much in its name; one request."""
    forward(world)
    world.answers()
    forward(world, above="And again, it is important to them.\n\n")
    assert set(by_person(world.answers())) == {ADA}
    assert world.request_numbers() == [1]


def test_whose_own_words_ask_as_well_is_the_requester(world: World) -> None:
    """Ada says what she would do with it: it is her wish, and nobody else is written to."""
    forward(world, above="Use Case: we want this in our own shops too.\n\n")
    assert set(by_person(world.answers())) == {ADA}
    assert world.request(1)["people"]["requester"]["address"] == "ada@northwind.example"


@pytest.mark.parametrize(
    ("above", "original", "requester"),
    [
        ("fyi\n\n", "We need Quarry.\n", "pia@shop.example"),
        ("We need Quarry.\n\n", "Quarry looks nice.\n", "ada@northwind.example"),
    ],
    ids=["theirs", "the sender's"],
)
def test_of_a_wish_that_only_the_subject_names_it_is_who_asks(
    world: World, above: str, original: str, requester: str
) -> None:
    """`FW: Quarry` is filed for whoever says that they need it, in their own words or below them."""
    passed = f"{above}{GMAIL.removesuffix(WISH)}{original}"
    fate = world.receive(world.write(ADA, "FW: Quarry", passed))
    assert fate.outcome is Outcome.REQUEST
    assert world.request(1)["people"]["requester"]["address"] == requester


def test_a_mailbox_that_nobody_reads_is_not_asked(world: World) -> None:
    """What was passed on from a no-reply address is filed for its sender, as before."""
    forward(world, original=GMAIL.replace("pia@shop.example", "no-reply@shop.example"))
    assert set(by_person(world.answers())) == {ADA}
    assert world.request(1)["confirmed"]


def test_a_suppressed_requester_is_not_asked(world: World) -> None:
    """R-97: who wants no mail of ours gets none by this way either."""
    with world.app.database.transaction() as tx:
        tx.suppressions.add("pia@shop.example", "blocked", 100, world.clock(), None)
    forward(world)
    assert set(by_person(world.answers())) == {ADA}


def test_whom_nothing_proves_passes_nothing_on(doubting_world: World) -> None:
    """R-82: a forged forward writes to the forger's own address at most, never to the one that it names."""
    forward(doubting_world)
    assert [str(mail["To"]) for mail in doubting_world.answers()] == ["ada@northwind.example"]


def test_several_enclosed_mails_are_filed_each_for_its_author(world: World) -> None:
    """Two wishes in one mail: each author is asked about their own, and Ada reads both cards and whom we ask."""
    mail = world.write(ADA, "From our customers", "Two wishes, see attached.\n")
    for author, name in ((PIA, "Zendesk"), ("Bo Dahl <bo@dahl.example>", "Shopify")):
        inner = world.write(author, name, f"Please add a connector for {name}.\n")
        mail.add_attachment(inner)
    assert world.receive(mail).outcome is Outcome.REQUEST
    mails = by_person(world.answers())
    assert set(mails) == {ADA, "pia@shop.example", "bo@dahl.example"}
    told = text_of(mails[ADA])
    assert "pia@shop.example, bo@dahl.example" in told and "Zendesk" in told and "Shopify" in told
    people = [world.request(number)["people"]["requester"]["address"] for number in (1, 2)]
    assert people == ["pia@shop.example", "bo@dahl.example"]
    world.send_reply("bo@dahl.example", mails["bo@dahl.example"], "yes")
    assert [world.request(number)["confirmed"] for number in (1, 2)] == [False, True]


def test_mails_beyond_the_bound_are_named_to_sender_and_team(world: World) -> None:
    """Ada reads in the answer which of seven were not read, and the team beside the reason."""
    mail = world.write(ADA, "From our customers", "All of them, see attached.\n")
    for n, name in enumerate(["Okta", "Jira", "Slack", "Box", "Notion", "Trello", "Asana"]):
        mail.add_attachment(
            world.write(f"p{n}@shop{n}.example", name, f"Please add a connector for {name}.\n")
        )
    fate = world.receive(mail)
    assert "not read: mail-6.eml, mail-7.eml" in fate.because
    told = text_of(by_person(world.answers())[ADA])
    assert "mail-6.eml" in told and "Trello" not in told
