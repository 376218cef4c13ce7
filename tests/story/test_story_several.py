"""One mail that asks about several requests: each question has a number of its own, and its answer goes to its request."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from world import World, text_of

from mailer.model.inbox import Outcome

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
TWO = "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n\nThanks"
FOUND = {"integration_name", "category"}


def two(world: World, who: str = ADA) -> EmailMessage:
    """INT-1 Zendesk and INT-2 PagerDuty in one mail; the answer, which asks about each what it is for (1 and 3) and what it
    would bring (2 and 4)."""
    world.receive(world.write(who, "Two connectors", TWO))
    return world.answer()


def told(world: World) -> dict[int, dict[str, str]]:
    """What was said of each request afterwards: field -> value."""
    pages = {number: world.request(number)["fields"] for number in (1, 2)}
    said = {
        number: {name: str(value["value"]) for name, value in page.items() if name not in FOUND}
        for number, page in pages.items()
    }
    return {number: fields for number, fields in said.items() if fields}


ANSWERS = {
    1: {
        "use_case": "Tickets open by themselves when a machine stops.",
        "business_impact": "It saves us two hours a day.",
    },
    2: {
        "use_case": "Whoever is on call is woken at night.",
        "business_impact": "We would miss no alarm any more.",
    },
}
FIRST, SECOND, THIRD, FOURTH = (text for fields in ANSWERS.values() for text in fields.values())


def test_the_questions_are_numbered_through(world: World) -> None:
    """No more than four in one mail, those about each request below its name."""
    text = text_of(two(world)).replace("\r", "")
    asked = re.findall(r"^(\d)\. |^(INT-\d \w+)$", text, re.M)
    order = [number or name for number, name in asked]
    assert order[-6:] == ["INT-1 Zendesk", "1", "2", "INT-2 PagerDuty", "3", "4"]


def _by_number(text: str) -> str:
    return f"1: {FIRST}\n2: {SECOND}\n3: {THIRD}\n4: {FOURTH}\n"


def _below(text: str) -> str:
    """Below the quoted questions, as a client marks them."""
    lines = []
    for line in text.splitlines():
        lines.append(f"> {line}")
        if re.match(r"   \S", line):
            lines += ["", (FIRST, SECOND, THIRD, FOURTH)[sum(one in ANSWERED for one in lines)], ""]
    return "\n".join(lines)


ANSWERED = frozenset({FIRST, SECOND, THIRD, FOURTH})


def _below_references(text: str) -> str:
    return f"INT-1:\n1: {FIRST}\n2: {SECOND}\n\nINT-2:\n3: {THIRD}\n4: {FOURTH}\n"


@pytest.mark.parametrize("shape", [_by_number, _below, _below_references])
def test_each_answer_goes_to_the_request_that_its_number_is_about(
    world: World, shape: Callable[[str], str]
) -> None:
    """However it is answered; both conversations say what changed in them."""
    asked = two(world)
    world.send_reply(ADA, asked, shape(text_of(asked)), quote=shape is not _below)
    assert told(world) == ANSWERS
    first, second = world.answers()
    assert "[INT-1]" in first["Subject"] and "[INT-2]" in second["Subject"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"3: {THIRD}", {2: {"use_case": THIRD}}),
        (f"Hello,\n\n3: {THIRD}\n\nBest,\nAda", {2: {"use_case": THIRD}}),
        (f"to 2: {SECOND}\nto 4: {FOURTH}", {1: {"business_impact": SECOND}, 2: {"business_impact": FOURTH}}),
        (f"1: {FIRST}", {1: {"use_case": FIRST}}),
        (f"Priority: high\n\n3: {THIRD}", {1: {"priority": "high"}, 2: {"use_case": THIRD}}),
        (f"3. Use case: {THIRD}", {2: {"use_case": THIRD}}),
        (f"INT-2: 3: {THIRD}", {2: {"use_case": THIRD}}),
        ("1: n/a\n3: n/a", {}),
        (f"1 and 3: {FIRST}", {1: {"use_case": FIRST}, 2: {"use_case": FIRST}}),
        (f"1: {FIRST}\n3: same as 1", {1: {"use_case": FIRST}, 2: {"use_case": FIRST}}),
        (f"1: {FIRST}\n2: {SECOND}\n3: wie 1\n4: wie 2", {1: ANSWERS[1], 2: ANSWERS[1]}),
        (f"1: siehe 2\n2: {SECOND}", {1: {"business_impact": SECOND}}),
        ("Both are urgent.", {1: {"priority": "high"}, 2: {"priority": "high"}}),
        ("Beide haben hohe Priorität.", {1: {"priority": "high"}, 2: {"priority": "high"}}),
        (
            f"3: {THIRD}\n\nBoth are urgent.",
            {1: {"priority": "high"}, 2: {"use_case": THIRD, "priority": "high"}},
        ),
        ("Priority: high\n\nThanks for both!", {1: {"priority": "high"}}),
        (
            f"1: {FIRST}\n3: {THIRD}\n\nINT-2: Priority: high",
            {1: {"use_case": FIRST}, 2: {"use_case": THIRD, "priority": "high"}},
        ),
    ],
)
def test_what_no_number_leads_elsewhere_is_about_the_first(
    world: World, text: str, expected: dict[int, dict[str, str]]
) -> None:
    """A mail that answers only the second request's questions changes only that; words without a number are about the
    request whose conversation it is."""
    world.send_reply(ADA, two(world), text)
    assert told(world) == expected


@pytest.mark.parametrize("text", [f"INT-2:\n1: {THIRD}", f"INT-2\n2. {FOURTH}"])
def test_a_number_below_the_wrong_reference_changes_nothing(world: World, text: str) -> None:
    """Somebody who counts anew may mean either: a person reads it."""
    fate = world.send_reply(ADA, two(world), text)
    assert fate.outcome is Outcome.DETAILS
    assert told(world) == {}
    assert "the team will read it" in " ".join(text_of(world.answers()[-1]).split())


@pytest.mark.parametrize(
    "text",
    [
        "3: Withdraw",
        "3: We don't need PagerDuty any more, please cancel the request.",
        "As for PagerDuty, please withdraw it.",
        "PagerDuty is very urgent for us.",
        "PagerDuty uses OAuth2.",
        "We no longer need PagerDuty.",
    ],
)
def test_what_is_said_of_another_request_by_its_name_or_number_does_nothing_to_the_first(
    world: World, text: str
) -> None:
    """An order below another one's question, a sentence with another one's name: a person reads it."""
    asked = two(world)
    fate = world.send_reply(ADA, asked, text)
    assert fate.outcome is Outcome.DETAILS
    assert told(world) == {}
    assert [world.request(number)["closed_by"] for number in (1, 2)] == [None, None]


def test_a_quotation_cut_to_the_second_request_answers_only_that(world: World) -> None:
    """The same question stands in both: the number before it tells which it is."""
    asked = two(world)
    lines = text_of(asked).replace("\r", "").splitlines()
    start = len(lines) - 1 - lines[::-1].index("INT-2 PagerDuty")
    below = _below("\n".join(lines[start : start + 8])).replace(FIRST, THIRD).replace(SECOND, FOURTH)
    world.send_reply(ADA, asked, below, quote=False)
    assert told(world) == {2: ANSWERS[2]}


def test_the_name_that_our_mail_shows_leads_to_its_request_after_another_was_given(world: World) -> None:
    """She calls INT-2 something else, and later answers the mail in which it had its old name."""
    asked = two(world)
    world.send_reply(ADA, asked, "INT-2: Integration name: Opsgenie")
    world.send_reply(ADA, asked, "PagerDuty: Priority: high")
    assert told(world) == {2: {"priority": "high"}}


def test_a_reply_about_several_is_not_answered_with_more_questions(world: World) -> None:
    """Four were asked; each of the two answers says what changed and what is still open."""
    asked = two(world)
    world.send_reply(ADA, asked, _by_number(""))
    assert not any(re.search(r"^1\. ", text_of(mail), re.M) for mail in world.answers())


def test_what_is_rewritten_in_a_card_changes_its_request(world: World) -> None:
    """Two cards in one mail, the second one's category edited in the quotation: the first request stays as it was."""
    asked = two(world)
    before = world.request(1)["fields"]
    quoted = "\n".join(f"> {line}" for line in text_of(asked).splitlines())
    start = quoted.index("> INT-2 PagerDuty")
    edited = quoted[:start] + quoted[start:].replace("> \n", ">   Priority: high\n> \n", 2).replace(
        ">   Priority: high\n", "", 1
    )
    world.send_reply(ADA, asked, f"I have corrected it below.\n\n{edited}", quote=False)
    assert told(world) == {2: {"priority": "high"}}
    assert world.request(1)["fields"] == before


def test_another_persons_request_is_changed_by_nobody_else(world: World) -> None:
    """Bo is passed Ada's answer and replies to its numbers: neither request is his, so a person reads it (R-80)."""
    asked = two(world)
    world.send_reply(BO, asked, f"1: {FIRST}\n3: {THIRD}")
    assert told(world) == {}


def test_a_list_in_html_that_begins_with_3_answers_the_third_question(world: World) -> None:
    """`<ol start="3">`, as clients write when somebody types `3.`: the numbers are those that its reader sees."""
    mail = world.reply(ADA, two(world), "", quote=False)
    mail.set_content(f'<ol start="3"><li>{THIRD}</li><li>{FOURTH}</li></ol>', subtype="html")
    world.receive(mail, to=parseaddr(str(mail["To"]))[1])
    assert told(world) == {2: ANSWERS[2]}
