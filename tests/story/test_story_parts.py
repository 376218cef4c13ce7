"""One reply about several requests: what stands below a reference is about that request, and about no other."""

import re
from email.message import EmailMessage

import pytest
from world import World, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
THREE = "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n3. Airtable\n\nThanks"
NAMED = {"integration_name", "category"}


def three(world: World, who: str = ADA) -> EmailMessage:
    """INT-1 Zendesk, INT-2 PagerDuty and INT-3 Airtable in one mail; the answer to it."""
    world.receive(world.write(who, "A few connectors", THREE))
    return world.answer()


def told(world: World) -> dict[int, dict[str, str]]:
    """What was said of each request afterwards: field -> the words it was read from."""
    pages = {number: world.request(number)["fields"] for number in (1, 2, 3)}
    said = {
        number: {name: str(value["value"]).strip("[]'") for name, value in page.items() if name not in NAMED}
        for number, page in pages.items()
    }
    return {number: fields for number, fields in said.items() if fields}


HIGH = {2: {"priority": "high"}}
BOTH = {**HIGH, 3: {"priority": "high"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INT-2: Priority: high", HIGH),
        ("INT-2\nPriority: high", HIGH),
        ("INT-2\n\nPriority: high", HIGH),
        ("INT-2 - Priority: high", HIGH),
        ("**INT-2**\nPriority: high", HIGH),
        ("**INT-2:** Priority: high", HIGH),
        ("[INT-2] Priority: high", HIGH),
        ("INT-2 PagerDuty\nPriority: high", HIGH),
        ("INT-2 (PagerDuty): priority high", HIGH),
        ("INT-2 – PagerDuty: Priority: high", HIGH),
        ("For INT-2: Priority: high", HIGH),
        ("Zu INT-2:\nPriorität: hoch", HIGH),
        ("Pour INT-2 : Priorité : haute", HIGH),
        ("Para INT-2: Prioridad: alta", HIGH),
        ("Sobre INT-2: Prioridade: alta", HIGH),
        ("INT-2について:\n優先度: 高", HIGH),
        ("int-2: please set the priority to high", HIGH),
        ("Thanks a lot!\n\nINT-2: Priority: high\n\nBest,\nAda", HIGH),
        ("Priority: low\n\nINT-2: Priority: high", {1: {"priority": "low"}, **HIGH}),
        ("INT-2: Priority: high\n\nINT-1: Priority: low", {1: {"priority": "low"}, **HIGH}),
        (
            "Here are the details:\n- INT-2: Priority: high\n- INT-3: Use case: sync our orders every night",
            {**HIGH, 3: {"use_case": "sync our orders every night"}},
        ),
        ("INT-2, INT-3: Priority: high", BOTH),
        ("INT-2 and INT-3:\nPriority: high", BOTH),
        ("INT-2 und INT-3\nPriorität: hoch", BOTH),
        ("For INT-2 & INT-3 – Priority: high", BOTH),
        ("INT-1, INT-2 and INT-3: Priority: high", {1: {"priority": "high"}, **BOTH}),
        ("PagerDuty: Priority: high", HIGH),
        ("PagerDuty: priority high", HIGH),
        ("**PagerDuty**: priority high", HIGH),
        ("pagerduty - priority high", HIGH),
        ("PagerDuty\nPriority: high\n\nZendesk\nPriority: low", {1: {"priority": "low"}, **HIGH}),
        ("1. Zendesk: priority low\n2. PagerDuty: priority high", {1: {"priority": "low"}, **HIGH}),
        ("Für PagerDuty: Priorität hoch", HIGH),
        ("INT-1: Priority: low", {1: {"priority": "low"}}),
        ("INT-1\nPriority: low", {1: {"priority": "low"}}),
        ("We need it as much as INT-2. Priority: low", {1: {"priority": "low"}}),
        ("Priority: low\n\nSee also INT-2.", {1: {"priority": "low"}}),
        ("Priority: low\n\n-- \nAda\nINT-2: Priority: high", {1: {"priority": "low"}}),
        ("> INT-2: Priority: high\n\nPriority: low", {1: {"priority": "low"}}),
    ],
)
def test_what_stands_below_a_reference_is_about_that_request(
    world: World, text: str, expected: dict[int, dict[str, str]]
) -> None:
    """However the line is written; what stands above it is about the request whose conversation it is, and so is all below
    that one's own reference. A signature and a quotation say nothing."""
    world.send_reply(ADA, three(world), text)
    assert told(world) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The priority of INT-2 is high",
        "Die Priorität von INT-2 ist hoch.",
        "La prioridad de INT-2 es alta",
        "INT-2の優先度は高です",
        "Please raise the priority of INT-2 to high",
        "Priority: high for INT-2",
        "Priority: high\nfor INT-2",
        "INT-2 Priority: high",
        "INT-2's priority: high",
        "INT-2 is urgent",
        "INT-2 needs SAML.",
        "INT-2 is similar:\nPriority: high",
        "INT-2 or INT-3: Priority: high",
        "INT-2, INT-9: Priority: high",
        "Priority: high for these:\n- INT-2\n- INT-3",
        "These have high priority:\nINT-2: PagerDuty\nINT-3: Airtable",
        "Priority: high\n\nINT-2\n\nThanks",
        "INT-2: we no longer need it",
    ],
)
def test_where_nobody_can_tell_which_request_is_meant_nothing_changes(world: World, text: str) -> None:
    """A list of references, a sentence that names another request: the words stand in the conversation, for a person."""
    fate = world.send_reply(ADA, three(world), text)
    assert fate.outcome is Outcome.DETAILS
    assert told(world) == {}
    assert "the team will read it" in " ".join(text_of(world.answers()[-1]).split())


def test_each_request_is_answered_in_its_own_conversation(world: World) -> None:
    """Two parts, two answers: each shows what changed of its request, and a reply to it is about that one."""
    world.send_reply(ADA, three(world), "INT-2: Priority: high\n\nINT-3: we can test it\n")
    second, third = world.answers()
    assert "[INT-2]" in second["Subject"] and "Priority: High" in text_of(second)
    assert "[INT-3]" in third["Subject"] and "offering to help" in text_of(third)
    assert [len(world.request(number)["people"]["champions"]) for number in (1, 2, 3)] == [0, 0, 1]
    world.send_reply(ADA, second, "Priority: low")
    assert told(world) == {2: {"priority": "low"}}


@pytest.mark.parametrize("text", ["{}: Priority: high", "{}\nPriority: high", "For {}:\nwe can test it"])
def test_anothers_request_and_none_are_the_same_to_who_names_them(world: World, text: str) -> None:
    """R-80: no request changes, and neither fate nor answer says which of the numbers there is, read by the team or not."""
    three(world, BO)
    update_status(world.app, 3, Status.UNDER_REVIEW)
    world.receive(world.write(ADA, "Okta", "Integration Name: Okta\nUse Case: One sign-in for all.\n"))
    mine = world.answers()[-1]
    seen = set()
    for ref in ("INT-2", "INT-3", "INT-77"):
        fate = world.send_reply(ADA, mine, text.format(ref))
        token = re.compile(r"\S+\+\S+@\S+")
        seen.add((fate.outcome, fate.because, token.sub("", text_of(world.answer()))))
    assert len(seen) == 1
    assert told(world) == {}
    assert [sorted(world.request(number)["people"]["champions"]) for number in (1, 2, 3, 4)] == [
        [],
        [],
        [],
        [],
    ]
    assert "priority" not in world.request(4)["fields"]


def test_a_voter_changes_nothing_of_what_they_only_voted_for(world: World) -> None:
    """Bo votes for INT-1; what he says of it below its reference in a mail about his own request, the team reads."""
    three(world)
    update_status(world.app, 1, Status.UNDER_REVIEW)
    world.receive(world.write(BO, "vote", "vote INT-1"))
    world.receive(world.write(BO, "Okta", "Integration Name: Okta\nUse Case: One sign-in for all.\n"))
    his = world.answers()[-1]
    world.send_reply(BO, his, "INT-1: Priority: high")
    assert told(world) == {}
    assert "priority" not in world.request(4)["fields"]


def test_a_token_is_for_its_own_conversation_alone(doubting_world: World) -> None:
    """R-70: whom our border host does not know adds to the request whose mail they answer, and to no other."""
    world = doubting_world
    proof = {"Authentication-Results": "mx.service.example; dmarc=pass header.from=northwind.example"}
    mail = world.write(ADA, "A few connectors", THREE)
    world.receive(_proven(mail, proof))
    hers = world.answer()
    world.send_reply(ADA, hers, "Priority: low\n\nINT-2: Priority: high")
    assert told(world) == {1: {"priority": "low"}}


def test_an_edited_line_of_the_quoted_card_counts_beside_a_part(world: World) -> None:
    """What she rewrites in the quoted card of INT-1 changes that one, and the part above it the other."""
    world.receive(world.write(ADA, "Integration request: Okta", "Integration Name: Okta\nPriority: low\n"))
    hers = world.answer()
    world.receive(world.write(ADA, "Integration request: Zendesk", "Integration Name: Zendesk\n"))
    quoted = "".join(f"> {line}\n" for line in text_of(hers).replace("\r\n", "\n").splitlines())
    edited = quoted.replace("Priority: Low", "Priority: High")
    assert edited != quoted
    world.send_reply(ADA, hers, f"INT-2: Priority: critical\n\nCircle wrote:\n{edited}", quote=False)
    assert [world.request(number)["fields"]["priority"]["value"] for number in (1, 2)] == ["high", "critical"]


def _proven(mail: EmailMessage, headers: dict[str, str]) -> bytes:
    """The mail as our border host hands it on."""
    above = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return above.encode() + mail.as_bytes()


def test_a_verb_beside_a_part_leaves_it_to_the_team(world: World) -> None:
    """`MUTE` at the top is obeyed; what stands below another reference does not change the request of the mail."""
    world.send_reply(ADA, three(world), "MUTE\n\nINT-2: Priority: high")
    assert told(world) == {}
