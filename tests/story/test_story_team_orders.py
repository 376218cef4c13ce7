"""What the team's orders do and do not do, and who reads what of them, through real mails."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
KIM = "Kim Sato <kim@service.example>"
TEAM = """
[team]
addresses = ["kim@service.example", "lea@service.example"]
notify = "kim@service.example"
"""


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """Bo asked for Databricks, Ada for Snowflake; Kim and Lea are the team."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    for who, name in ((BO, "Databricks"), (ADA, "Snowflake")):
        text = f"Integration Name: {name}\nUse Case: Reports.\n"
        world.receive(world.write(who, f"Integration request: {name}", text))
    yield world
    world.close()


def to(mails: list[EmailMessage], who: str) -> str:
    """What `who` reads in them, on one line."""
    return " ".join(" ".join(text_of(m).replace("\n> ", "\n").split()) for m in mails if who in str(m["To"]))


def orders(world: World, text: str) -> tuple[str, str]:
    """Kim answers the mail about Ada's request; what Ada then reads, and what Kim does."""
    about_snowflake = [m for m in world.answers() if "kim@" in str(m["To"])][-1]
    assert world.send_reply(KIM, about_snowflake, text).outcome is Outcome.COMMAND
    mails = world.answers()
    return to(mails, "ada@"), to(mails, "kim@")


@pytest.mark.parametrize(
    ("text", "ada_reads", "status"),
    [
        ("decline: It does not fit our roadmap.\n\nnote: their lawyer is a pain ZZTOP", "It does not fit our roadmap.", "declined"),
        ("reply: hello\nnote: ZZTOP", "hello", "submitted"),
        ("reply: We do it.\n\naccept\n\nLea, mind the licence. ZZTOP", "We do it.", "accepted"),
        ("note: ugly code ZZTOP\nreply: We do it.", "We do it.", "submitted"),
        ("ask: Which edition?\nassign me\n\nZZTOP", "Which edition?", "submitted"),
    ],
)  # fmt: skip
def test_each_word_goes_where_it_belongs(desk: World, text: str, ada_reads: str, status: str) -> None:
    """R-87: a note below or above what is mailed stays; a verb below it is carried out and not mailed."""
    ada, kim = orders(desk, text)
    assert ada_reads in ada and "ZZTOP" not in ada
    assert "assign me" not in ada and "accept " not in ada
    assert "Kept for the team only" in kim and "ZZTOP" in kim
    assert desk.request(2)["status"] == status


@pytest.mark.parametrize(
    "text",
    [
        "Reply from their lawyer: the licence forbids it, keep that to ourselves.",
        "Decline is not an option here, they pay us a lot.",
        "Complete nonsense in my opinion.",
        "Schedule a call.",
        "Start with the licence question before anybody promises anything.",
        "In development at our competitor.",
        "Accept the risk? I would not, they change it every year.",
        "I looked at it.\n\naccept",
    ],
)
def test_an_ordinary_sentence_is_a_note_and_the_answer_says_how_it_would_have_been_an_order(
    desk: World, text: str
) -> None:
    """Nobody hears of it, nothing changes, every word is kept."""
    ada, kim = orders(desk, text)
    assert ada == ""
    assert f"note: Kept for the team only: “{' '.join(text.split())}”" in kim or "schedule: Kept for the team only: “Schedule a call.”" in kim or "start: Kept for the team only: “In development at our competitor.”" in kim  # fmt: skip
    page = desk.request(2)
    assert page["status"] == "submitted"
    assert [e["text"] for e in page["timeline"] if e["what"] == "note"] == [text]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schedule soon", "'soon' looks like no release"),
        ("complete nonsense", "'nonsense' looks like no release"),
        ("decline", "Declined needs an explanation"),
        ("reply:", "there was no text after it"),
        ("assign Tom", "Tom is none of the team; there are kim@service.example, lea@service.example"),
        ("score beauty 4", "'beauty' is no criterion"),
        ("accept INT-1", "this conversation is not about INT-1"),
    ],
)
def test_what_cannot_be_done_is_refused_in_the_answer(desk: World, text: str, says: str) -> None:
    """Nobody reads a release that is none, and an order about another request needs a mail about that one."""
    ada, kim = orders(desk, text)
    assert (ada, says in kim) == ("", True), kim
    assert [desk.request(number)["status"] for number in (1, 2)] == ["submitted", "submitted"]


def test_a_decline_is_asked_once_for_its_explanation(desk: World) -> None:
    """The answer names what is missing and how it is written, and does not give the same reason behind it again."""
    _, kim = orders(desk, "decline")
    assert kim.count("explanation") == 1, kim


def test_a_release_may_have_any_name_that_is_known(desk: World) -> None:
    """`Falcon` was set by the operator; a version is spelt as it is elsewhere."""
    update_status(desk.app, 1, Status.SCHEDULED, release="Falcon")
    _, kim = orders(desk, "schedule Falcon")
    assert "Submitted → Scheduled for Falcon." in kim
    update_status(desk.app, 1, Status.SCHEDULED, release="v0.9")
    to_kim = next(m for m in desk.answers() if "bo@" in str(m["To"]))
    assert to_kim is not None
    assert desk.request(2)["release"] == "Falcon"


def test_start_takes_its_release(desk: World) -> None:
    """Everybody reads the new one; without a word the old one stays."""
    ada, kim = orders(desk, "schedule v0.5\nstart v0.6.0")
    assert "being built right now, for v0.6.0" in ada
    assert "Scheduled for v0.5 → In Development for v0.6.0." in kim
    assert desk.request(2)["release"] == "v0.6.0"


def test_the_most_important_field_can_be_set_by_mail(desk: World) -> None:
    """A new name, known or not, leads to the right product, so that the next wish for it is a vote."""
    orders(desk, "integration name: Power BI")
    desk.receive(
        desk.write("Cy <cy@blue-lake.example>", "Power BI", "Please add an integration with Power BI.")
    )
    page = desk.request(2)
    assert (page["name"], page["votes"]) == ("Power BI", 2)


def test_a_decline_signs_with_nobody(desk: World) -> None:
    """The card below the reason, which an office puts there, is not what everybody reads; paragraphs stay."""
    card = "Kim Sato\nProduct Manager | Service Inc.\nT +49 30 1234567 | kim@service.example"
    about = [m for m in desk.answers() if "kim@" in str(m["To"])][-1]
    desk.send_reply(KIM, about, f"decline: It is too niche.\n\nWe look again next year.\n\n{card}")
    told = next(text_of(m) for m in desk.answers() if "ada@" in str(m["To"]))
    assert "> It is too niche.\r\n>\r\n> We look again next year." in told
    assert not [word for word in ("Sato", "1234567", "kim@", "Manager") if word in told]


def test_our_own_mail_below_the_words_is_not_passed_on(desk: World) -> None:
    """A client that marks no quotation makes the team's mail look like Kim's words; what is ours is known as ours."""
    about = [m for m in desk.answers() if "kim@" in str(m["To"])][-1]
    unmarked = f"reply: We look at it.\n\n{text_of(about)}"
    desk.receive(
        desk.reply(KIM, about, unmarked, quote=False), to=str(about["Reply-To"]).split("<")[1].strip(">")
    )
    told = next(text_of(m) for m in desk.answers() if "ada@" in str(m["To"]))
    assert "We look at it." in told
    assert "Technical feasibility" not in told and "+p" not in told


def test_whoever_triages_fast_is_answered_each_time(desk: World) -> None:
    """R-89: orders that are carried out are no machine's, however quick one follows the other."""
    about = [m for m in desk.answers() if "kim@" in str(m["To"])][-1]
    for at in range(9):
        desk.clock.pass_(seconds=20)
        desk.send_reply(KIM, about, f"score value {at % 5 + 1}")
        assert "Business value:" in to(desk.answers(), "kim@")


def test_help_for_the_team_has_its_words(desk: World) -> None:
    """Kim reads the orders with examples; Ada does not."""
    mails = desk.answers()
    hers = next(m for m in mails if "ada@" in str(m["To"]))
    teams = next(m for m in mails if "kim@" in str(m["To"]))
    desk.send_reply(KIM, teams, "help")
    desk.send_reply(ADA, hers, "help")
    mails = desk.answers()
    for example in ("decline: too few people need it", "schedule v0.5", "score feasibility 4", "note: "):
        assert example in to(mails, "kim@") and example not in to(mails, "ada@")


def test_the_mails_to_the_team_show_demand_and_marks(desk: World) -> None:
    """A new request comes with how many ask and how it stands under the criteria; so does one that is assigned."""
    mails = desk.answers()
    new = to([m for m in mails if "INT-2" in str(m["Subject"])], "kim@")
    assert "One person asks for it Community demand: 1 Not scored yet: Strategic alignment, Technical" in new
    for who in (BO, "Cy <cy@kontor.example>", "Di <di@gmail.com>"):
        desk.receive(
            desk.write(who, "Snowflake", "Please add an integration with Snowflake for our reports.")
        )
    teams = [m for m in mails if "kim@" in str(m["To"])][-1]
    desk.send_reply(KIM, teams, "score feasibility 4\nassign lea@service.example")
    given = to(desk.answers(), "lea@")
    assert "4 people ask for it (2 organisations) Community demand: 3 Technical feasibility: 4" in given
    assert "in place of “…”: - review - accept" in given
