"""What the team does by command line and by mail, seen from the requester's mailbox."""

import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from world import World, html_of, open_world, text_of

from mailer.decide import corrections
from mailer.errors import Refused
from mailer.flows.reports import frequently_requested, recently_added
from mailer.flows.updates import correct, update_status
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.request import Field, Role
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
KIM = "Kim Sato <kim@service.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
TEAM = """
[team]
addresses = ["kim@service.example"]
notify = "kim@service.example"
"""


@pytest.fixture
def team_world(tmp_path: Path, sandbox: Sandbox) -> World:
    """A world in which Kim is the team and is told of new requests."""
    return open_world(tmp_path, sandbox, extra=TEAM)


def ask_for(world: World, who: str, name: str) -> None:
    world.receive(
        world.write(who, f"Integration request: {name}", f"Integration Name: {name}\nUse Case: Reports.\n")
    )


def test_the_team_triages_by_answering_the_mail_about_a_new_request(team_world: World) -> None:
    """Kim answers with `accept` and a note; Ada hears the decision, and the note never leaves the team."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))
    fate = world.send_reply(KIM, to_kim, "accept\nnote: their SQL interface is fine, ZZTOP")
    assert fate.outcome is Outcome.COMMAND
    assert world.request(1)["status"] == "accepted"
    mails = world.answers()
    to_ada = next(m for m in mails if "ada@" in str(m["To"]))
    assert "accepted" in text_of(to_ada).lower()
    assert all("ZZTOP" not in m.as_string() for m in mails if "kim@" not in str(m["To"]))


def test_the_mail_about_a_new_request_has_actions_that_work_from_a_phone(team_world: World) -> None:
    """Each is a mailto: link to Kim's own reply address with the verb in it; what it prefills is obeyed."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))
    found = [unescape(link) for link in re.findall(r'href="mailto:([^"]+)"', html_of(to_kim))]
    links = [link for link in found if "body=" in link]
    assert [parse_qs(urlsplit(link).query)["body"][0].split()[0].strip(":") for link in links] == [
        "assign", "review", "accept", "decline", "schedule", "score", "ask", "reply", "note",
    ]  # fmt: skip
    for link in (links[1], links[4]):
        address, subject = link.partition("?")[0], parse_qs(urlsplit(link).query)["subject"][0]
        body = parse_qs(urlsplit(link).query)["body"][0]
        mail = world.write(KIM, subject, body + ("v0.5" if body.startswith("schedule") else ""))
        mail.replace_header("To", address)
        assert world.receive(mail, to=address).outcome is Outcome.COMMAND
    assert (world.request(1)["status"], world.request(1)["release"]) == ("scheduled", "v0.5")


@pytest.mark.parametrize("order", ["review", "accept", "decline: too niche"])
def test_the_mail_that_tells_of_the_review_tells_voters_which_request_it_is(
    team_world: World, order: str
) -> None:
    """Bo may know INT-1 from the moment in which the team decides about it, by mail as on the command line."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))
    ask_for(world, BO, "Snowflake")
    assert "INT-1" not in text_of(world.answer())
    world.send_reply(KIM, to_kim, order)
    to_bo = next(m for m in world.answers() if "bo@" in str(m["To"]))
    assert "[INT-1]" in str(to_bo["Subject"])
    assert text_of(to_bo).startswith("INT-1 - Snowflake is ")


@pytest.mark.parametrize(
    ("order", "status", "release", "says"),
    [
        ("start v0.6.0", "in_development", "v0.6.0", "In Development for v0.6.0"),
        ("start 0.6", "in_development", "0.6", "In Development for 0.6"),
        ("start", "in_development", "v0.5.0", "In Development for v0.5.0"),
        ("start tomorrow", "scheduled", "v0.5.0", "looks like no release"),
        ("start v0.6.0 with two people", "scheduled", "v0.5.0", "Kept for the team only"),
    ],
)
def test_start_takes_a_release_and_a_sentence_that_begins_so_is_a_note(
    team_world: World, order: str, status: str, release: str, says: str
) -> None:
    """A version moves the release that it was scheduled for; what is no order is kept, and the transcript says so."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))
    world.send_reply(KIM, to_kim, "schedule v0.5.0")
    world.answers()
    world.send_reply(KIM, to_kim, order)
    transcript = next(m for m in world.answers() if "kim@" in str(m["To"]))
    page = world.request(1)
    assert (page["status"], page["release"]) == (status, release)
    assert says in " ".join(text_of(transcript).split())


def test_the_words_that_only_confirm_a_request_are_not_shown_as_the_wish(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    """Nothing proves Eve, so the team hears of her wish once she says yes: they see the wish, and no `yes` quoted as it."""
    world = open_world(tmp_path, sandbox, 'trusted_authserv_ids = ["mx.service.example"]', extra=TEAM)
    ask_for(world, EVE, "Tableau")
    assert world.send_reply(EVE, world.answer(), "Yes, that was me.").outcome is Outcome.DETAILS
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))
    assert "Tableau" in text_of(to_kim) and "Reports." in text_of(to_kim)
    for shown in (text_of(to_kim), html_of(to_kim)):
        assert "that was me" not in shown and "What they wrote" not in shown


def test_reply_is_passed_on_and_all_else_is_a_note_and_the_transcript_says_which(team_world: World) -> None:
    """What Kim writes without a word for it never leaves the team, alone or beside verbs; `reply:` goes to Ada."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))
    fate = world.send_reply(KIM, to_kim, "Their licence worries me, ZZTOP.")
    assert fate.outcome is Outcome.COMMAND
    transcript = world.answer()
    assert str(transcript["To"]).startswith("kim@") or str(transcript["To"]) == KIM
    assert "note: Kept for the team only: “Their licence worries me, ZZTOP.”" in text_of(transcript)
    world.send_reply(KIM, to_kim, "review\n\nI ask the lawyers, ZZTOP.")
    mails = world.answers()
    assert all("ZZTOP" not in text_of(m) for m in mails if "kim@" not in str(m["To"]))
    assert any("Kept for the team only" in text_of(m) for m in mails if "kim@" in str(m["To"]))
    world.send_reply(KIM, to_kim, "reply: Which edition\ndo you use?")
    mails = world.answers()
    to_ada = next(m for m in mails if "ada@" in str(m["To"]))
    assert "Which edition" in text_of(to_ada)
    assert "The team writes:" in text_of(to_ada) and "A message about Snowflake" in html_of(to_ada)
    assert any("Passed on to Ada Birk" in text_of(m) for m in mails if "kim@" in str(m["To"]))
    kept = [e["what"] for e in world.request(1)["timeline"]]
    assert kept.count("note") == 2 and kept.count("reply") == 1


def test_each_verb_of_the_team_does_its_work_and_the_transcript_says_so(team_world: World) -> None:
    """One reply a verb, in the order of a request's life; what was set by hand is not the requester's to change."""
    world = team_world
    ask_for(world, BO, "Databricks")
    ask_for(world, ADA, "Snowflake")
    to_kim = [m for m in world.answers() if "kim@" in str(m["To"])][-1]
    for order, line in (
        ("priority: high", "field: Priority: – → High."),
        ("use case: Nightly reports", "field: Use case: Reports. → Nightly reports."),
        ("priority: sky-high", "low, medium, high, critical"),
        ("score feasibility 4", "score: Technical feasibility: 4 of 5."),
        (
            "score technical feasibility 5/5 there is an API",
            "feasibility: 4 → 5 of 5. Kept for the team only",
        ),
        ("assign", "assign: Kim Sato <kim@service.example> takes care"),
        ("assign eve@elsewhere.example", "none of the team"),
        ("note: mind the licence", "Kept for the team only: “mind the licence”"),
        ("ask: Which edition?", "We ask Ada Birk <ada@northwind.example>: “Which edition?”"),
        ("reply: We look at it.", "Passed on to Ada Birk <ada@northwind.example>: “We look at it.”"),
        ("review", "Submitted → Under Review. One person is told."),
        ("accept", "Under Review → Accepted."),
        ("schedule v0.5", "Accepted → Scheduled for v0.5."),
        ("schedule for v0.6", "Scheduled for v0.5 → Scheduled for v0.6."),
        ("start", "Scheduled for v0.6 → In Development for v0.6."),
        ("complete v0.5", "In Development for v0.6 → Completed in v0.5."),
    ):
        assert world.send_reply(KIM, to_kim, order).outcome is Outcome.COMMAND, order
        told = [text_of(m) for m in world.answers() if "kim@" in str(m["To"])]
        assert any(line in " ".join(text.split()) for text in told), (order, told)
    page = world.request(2)
    assert (page["status"], page["release"], page["assigned_to"]) == (
        "completed",
        "v0.5",
        "kim@service.example",
    )
    assert page["fields"]["priority"]["value"] == "high"
    assert page["fields"]["use_case"]["value"] == "Nightly reports"


def test_the_team_merges_by_mail_and_nobody_else_does(team_world: World) -> None:
    """R-70: `merge INT-1` by Kim makes one request of two and Ada is told; by Eve or Ada it does nothing."""
    world = team_world
    ask_for(world, BO, "Power BI")
    ask_for(world, ADA, "Snowflake")
    mails = world.answers()
    to_kim = [m for m in mails if "kim@" in str(m["To"])][-1]
    to_ada = next(m for m in mails if "ada@" in str(m["To"]))
    world.send_reply(EVE, to_kim, "merge INT-1")
    world.send_reply(ADA, to_ada, "merge INT-1")
    assert world.request(1)["votes"] == 1
    world.answers()
    world.send_reply(KIM, to_kim, "merge INT-99")
    assert "no request INT-99" in text_of(world.answer())
    assert world.send_reply(KIM, to_kim, "merge INT-1").outcome is Outcome.COMMAND
    assert world.request(1)["votes"] == 2
    assert {"kim@service.example", "ada@northwind.example"} <= {
        str(m["To"]).rpartition("<")[2].strip(">") for m in world.answers()
    }


def test_a_verb_of_the_team_by_anybody_else_does_nothing(team_world: World) -> None:
    """R-70, R-76: Eve has the team's mail and writes `decline`; so does Ada in her own conversation."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    mails = world.answers()
    to_kim = next(m for m in mails if "kim@" in str(m["To"]))
    to_ada = next(m for m in mails if "ada@" in str(m["To"]))
    world.send_reply(EVE, to_kim, "decline: no")
    world.send_reply(ADA, to_ada, "accept")
    assert world.request(1)["status"] == "submitted"


def test_a_question_of_the_team_reaches_the_requester(world: World) -> None:
    """`mailer ask` sends the team's words in her conversation; her answer is added to the request."""
    ask_for(world, ADA, "Snowflake")
    world.answers()
    correct(world.app, 1, lambda view: corrections.ask(view, "Which edition do you use?", actor="team"))
    question = world.answer()
    assert "Which edition do you use?" in text_of(question)
    assert world.send_reply(ADA, question, "The standard edition.").outcome is Outcome.DETAILS


def test_a_field_set_by_hand_outlasts_every_mail(world: World) -> None:
    """`mailer field` wins over what a later mail says; a priority that there is not is refused."""
    ask_for(world, ADA, "Snowflake")
    answer = world.answer()

    def set_to(text: str) -> None:
        correct(
            world.app,
            1,
            lambda view: corrections.set_field(view, Field.PRIORITY, text, product="", actor="team"),
        )

    set_to("low")
    world.send_reply(ADA, answer, "Priority: critical")
    assert world.request(1)["fields"]["priority"]["value"] == "low"
    with pytest.raises(Refused, match="low, medium, high, critical"):
        set_to("sky-high")


def test_champions_and_votes_by_hand_can_be_taken_back(world: World) -> None:
    """What the team adds by hand is in the tracker until it is removed."""
    ask_for(world, ADA, "Snowflake")
    bo = Address(address="bo@kontor.example")
    for remove, votes, champions in ((False, 2, 1), (True, 1, 0)):
        correct(world.app, 1, partial(corrections.vote, address=bo, remove=remove))
        helper = partial(corrections.champion, address=bo, role=Role.ACCESS, remove=remove)
        correct(world.app, 1, helper)
        page = world.request(1)
        assert (page["votes"], len(page["people"]["champions"])) == (votes, champions)


def test_the_public_tables_show_what_was_reviewed_and_nobody_s_address(world: World) -> None:
    """R-64, R-79: a request that nobody reviewed is not public; names are text in Markdown and HTML."""
    ask_for(world, ADA, "Snowflake")
    ask_for(world, BO, "Tab|<b>leau")
    assert "Snowflake" not in frequently_requested(world.app).written("md")
    update_status(world.app, 1, Status.SCHEDULED, release="v0.4.0")
    update_status(world.app, 2, Status.COMPLETED, release="v0.4.0")
    table = frequently_requested(world.app)
    assert "| Snowflake | Data Storage | 1 | Planned for v0.4.0 |" in table.written("md")
    assert "<b>" not in recently_added(world.app).written("html")
    assert "kontor" not in recently_added(world.app).written("json")


def test_the_team_sees_what_looks_like_the_same_and_the_requester_does_not(team_world: World) -> None:
    """A name within another one, or a slip of the keys: shown to the team with status and count, to nobody else."""
    world = team_world
    for who, name in (("ada@northwind.example", "Quarkus Ledger"), ("bo@kontor.example", "Zeta Archive")):
        world.receive(
            world.write(
                who, f"Integration request: {name}", f"Integration Name: {name}\nUse Case: Reports.\n"
            )
        )
    world.answers()
    name = "Quarkus Ledger Cloud"
    world.receive(
        world.write(
            "cy@blue-lake.example",
            f"Integration request: {name}",
            f"Integration Name: {name}\nUse Case: Audit.\n",
        )
    )
    mails = {str(mail["To"]): mail for mail in world.answers()}
    (to_team,) = (text_of(mail) for to, mail in mails.items() if "kim@" in to)
    (to_cy,) = (text_of(mail) for to, mail in mails.items() if "cy@" in to)
    assert "INT-1" in to_team and "Zeta" not in to_team
    assert "INT-1" not in to_cy.replace("INT-3", "") and "LOOKS LIKE" not in to_cy


def test_a_release_and_a_reason_stand_behind_one_verb(team_world: World) -> None:
    """`start v0.7` moves the release with the status; a step back has release and reason in one line; each is told as what
    it is, and words that are neither stay with the team."""
    world = team_world
    ask_for(world, ADA, "Snowflake")
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]))

    def told(order: str) -> str:
        world.send_reply(KIM, to_kim, order)
        return next(" ".join(text_of(m).split()) for m in world.answers() if "ada@" in str(m["To"]))

    told("schedule v0.5")
    assert "for v0.7. Before, it was planned for v0.5." in told("start v0.7")
    back = told("schedule v0.6: the vendor is late")
    assert "Scheduled for v0.6 (before: In Development for v0.7)" in back and "> the vendor is late" in back
    started = told("start: Kim begins on Monday, ZZTOP")
    assert "In Development for v0.6" in started and "ZZTOP" not in started
