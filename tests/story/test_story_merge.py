"""Two requests become one and two again, seen from the mailboxes of the people on both sides."""

from functools import partial

import pytest
from world import World, html_of, text_of

from mailer.decide import corrections
from mailer.errors import Refused
from mailer.flows.updates import correct, merge_requests, split_request, update_status
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
CY = "Cy Moss <cy@mill.example>"
DI = "Di Reed <di@harbour.example>"
EVE = "Eve Strand <eve@elsewhere.example>"


def ask_for(world: World, who: str, name: str, use: str = "Reports.", **headers: str) -> None:
    text = f"Integration Name: {name}\nUse Case: {use}\n"
    world.receive(world.write(who, f"Integration request: {name}", text, **headers))


def two(world: World) -> None:
    """Ada asks for one, Bo for what will turn out to be the same; nothing is unread."""
    ask_for(world, ADA, "Quarkus Ledger")
    ask_for(world, BO, "Quarkus-Ledger Cloud", "Nightly bookings from the cloud.")


def names(people: list[dict[str, str]]) -> list[str]:
    return [p["address"].partition("@")[0] for p in people]


def answer_to(world: World, who: str) -> object:
    """The newest mail to that person."""
    address = who.partition("<")[2].rstrip(">")
    return [m for m in world.answers() if address in str(m["To"])][-1]


def test_both_sides_of_a_merge_are_told(world: World) -> None:
    """Bo reads that his goes on as INT-1; Ada that hers grew, not by whom, and before the team has looked at it not to how
    many. A second time nothing happens."""
    two(world)
    world.answers()
    merge_requests(world.app, 2, 1)
    told, grown = sorted(world.answers(), key=lambda m: str(m["To"]), reverse=True)
    assert "bo@" in str(told["To"]) and "ada@" in str(grown["To"])
    assert "INT-1" in text_of(told) and "2 people ask for it" in text_of(told)
    assert "joined it with yours" in " ".join(text_of(grown).split())
    assert all(word not in text_of(grown) for word in ("INT-2", "Bo", "people ask"))
    assert world.request(1)["votes"] == 2
    assert world.request(1)["merged"] == ["INT-2"]
    assert world.request(2)["closed_by"] == "merged:INT-1"
    merge_requests(world.app, 2, 1)
    assert world.answers() == []
    assert [e["what"] for e in world.request(2)["timeline"]].count("merged") == 1


def test_everybody_comes_along_as_what_they_were(world: World) -> None:
    """Votes with their reasons, champions with role and state, watchers as watchers, mutes: nobody becomes more or less."""
    two(world)
    to_bo = world.answers()[-1]
    hand = {
        "cy": partial(corrections.champion, role=Role.TESTING, remove=False),
        "di": partial(corrections.vote, remove=False),
    }
    for who, decide in hand.items():
        correct(world.app, 2, partial(decide, address=Address(address=f"{who}@mill.example")))
    world.send_reply(BO, to_bo, "mute")
    world.receive(world.reply(EVE, to_bo, "watch"), to="integrations@service.example")
    before = world.request(2)["people"]
    merge_requests(world.app, 2, 1)
    people = world.request(1)["people"]
    assert people["requester"]["address"].startswith("ada@")
    assert sorted(names(people["voters"])) == ["bo", "di"]
    assert [(c["role"], c["state"]) for c in people["champions"]] == [("testing", "confirmed")]
    assert next(v["reason"] for v in people["voters"] if v["name"] == "Bo Lind").startswith(
        "Nightly bookings"
    )
    assert world.request(1)["votes"] == 3
    world.answers()
    update_status(world.app, 1, Status.ACCEPTED)
    heard = {str(m["To"]).partition("@")[0].rpartition("<")[2] for m in world.answers()}
    assert heard == {"ada", "cy", "di"}, "Bo is muted still"
    split_request(world.app, 2)
    assert world.request(2)["people"] == before


def test_a_watcher_is_no_voter_after_a_merge(world: World) -> None:
    """Cy follows Bo's request; merged he follows Ada's, and does not count."""
    two(world)
    world.answers()
    merge_watcher(world)
    merge_requests(world.app, 2, 1)
    page = world.request(1)
    assert names(page["people"]["watchers"]) == ["cy"]
    assert page["votes"] == 2


def merge_watcher(world: World) -> None:
    """Cy votes for Bo's request, follows it, and takes the vote back."""
    ask_for(world, CY, "Quarkus-Ledger Cloud")
    voted = world.answer()
    world.send_reply(CY, voted, "watch\nunvote")
    world.answers()


def test_replies_to_the_merged_request_go_on_in_the_other(world: World) -> None:
    """By token, by References alone and by the subject: Bo's words arrive at INT-1, in the timeline, and his own
    conversation goes on with the news of INT-1."""
    two(world)
    to_bo = next(m for m in world.answers() if "bo@" in str(m["To"]))
    merge_requests(world.app, 2, 1)
    by_token = world.send_reply(BO, to_bo, "One more thing: we need it in two regions.")
    assert by_token.effects[0]["ref"] == "INT-1"
    by_references = world.write(
        BO, "Quarkus", "And it must be fast.", References=str(to_bo["Message-ID"]).replace("<r", "<s")
    )
    by_subject = world.write(BO, "Re: [INT-2] Quarkus-Ledger Cloud", "And it must be cheap.")
    assert world.receive(by_subject).effects[0]["ref"] == "INT-1"
    assert world.receive(by_references).outcome in (Outcome.DETAILS, Outcome.HELD)
    said = [e["text"] for e in world.request(1)["timeline"] if e["what"] == "mail"]
    assert any("two regions" in text for text in said) and any("cheap" in text for text in said)
    world.answers()
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    news = next(m for m in world.answers() if "bo@" in str(m["To"]))
    assert "[INT-1]" in str(news["Subject"]) and str(to_bo["Message-ID"]) in str(news["References"])


def test_the_same_wish_as_a_merged_one_is_a_vote_for_what_it_goes_on_as(world: World) -> None:
    """Eve asks for the name that was merged away: she is counted where it went, and nothing new is opened."""
    two(world)
    merge_requests(world.app, 2, 1)
    ask_for(world, EVE, "Quarkus-Ledger Cloud")
    page = world.request(1)
    assert "eve" in names(page["people"]["voters"]) and page["votes"] == 3


def test_a_split_gives_back_what_came_along_and_leaves_what_was_given_since(world: World) -> None:
    """Eve voted for the joined request, so she stays with INT-1; Bo is INT-2's requester again; he and Ada are told."""
    two(world)
    before = world.request(2)
    merge_requests(world.app, 2, 1)
    ask_for(world, EVE, "Quarkus Ledger")
    world.answers()
    split_request(world.app, 1)
    told, without = sorted(world.answers(), key=lambda m: str(m["To"]), reverse=True)
    assert "bo@" in str(told["To"]) and "INT-2 stands on its own again" in text_of(told)
    assert "ada@" in str(without["To"]) and "INT-1 goes on without the other request" in text_of(without)
    after = world.request(2)
    assert after["people"] == before["people"] and after["closed_by"] is None
    assert names(world.request(1)["people"]["voters"]) == ["eve"]
    with pytest.raises(Refused, match="nothing was merged into it"):
        split_request(world.app, 1)


def test_a_vote_given_to_both_sides_is_one_and_stays_with_both(world: World) -> None:
    """Cy asked for both: one vote while they are one, one each before and after."""
    two(world)
    ask_for(world, CY, "Quarkus Ledger", "For the mill.")
    ask_for(world, CY, "Quarkus-Ledger Cloud", "For the mill's cloud.")
    merge_requests(world.app, 2, 1)
    page = world.request(1)
    assert page["votes"] == 3
    cy = [v for v in page["people"]["voters"] if v["name"] == "Cy Moss"]
    assert [v["reason"] for v in cy] == ["For the mill.\nFor the mill's cloud."]
    split_request(world.app, 2)
    assert (world.request(1)["votes"], world.request(2)["votes"]) == (2, 2)


def test_separate_by_the_requester_of_a_merged_request_undoes_the_merge(world: World) -> None:
    """Bo answers SEPARATE to the mail about the merge: INT-2 is his again with every field, and no third one is opened."""
    two(world)
    merge_requests(world.app, 2, 1)
    told = world.answers()[-1]
    world.send_reply(BO, told, "separate")
    page = world.request(2)
    assert page["closed_by"] is None and page["people"]["requester"]["name"] == "Bo Lind"
    assert world.request(1)["votes"] == 1
    card = world.answers()
    assert any("Nightly bookings" in text_of(m) for m in card if "bo@" in str(m["To"]))


def test_an_unconfirmed_request_stays_unconfirmed_when_it_is_merged(doubting_world: World) -> None:
    """R-92: nobody has proven Eve, so she is not counted and hears nothing, until she answers our one question."""
    world = doubting_world
    proven = {"Authentication_Results": "mx.service.example; dmarc=pass header.from=northwind.example"}
    ask_for(world, ADA, "Quarkus Ledger", **proven)
    world.answers()
    ask_for(world, EVE, "Quarkus-Ledger Cloud")
    asked = world.answer()
    merge_requests(world.app, 2, 1)
    assert world.answers() == [] and world.request(1)["votes"] == 1
    update_status(world.app, 1, Status.ACCEPTED)
    assert all("eve@" not in str(m["To"]) for m in world.answers())
    assert world.send_reply(EVE, asked, "Yes, that was me.").outcome is Outcome.DETAILS
    told = world.answer()
    assert "eve@" in str(told["To"]) and "INT-1" in text_of(told)
    assert world.request(1)["votes"] == 2


def test_what_cannot_be_merged_is_refused_with_its_reason(world: World) -> None:
    """Itself, what is merged or withdrawn, an improvement with a new integration: each refusal says what is possible."""
    two(world)
    ask_for(world, CY, "Zeppelin Mail")
    improvement = (
        "Hi, could you improve your existing Salesforce integration? It should also read custom objects."
    )
    world.receive(world.write(DI, "Improve the Salesforce integration", improvement))
    assert world.request(4)["kind"] == "enhancement"
    to_cy = next(m for m in world.answers() if "cy@" in str(m["To"]))
    for number, into, why in (
        (1, 1, "with itself"),
        (4, 1, "INT-4 improves an integration that there is, INT-1 asks for a new one"),
    ):
        with pytest.raises(Refused, match=why):
            merge_requests(world.app, number, into)
    merge_requests(world.app, 2, 1)
    world.send_reply(CY, to_cy, "withdraw")
    for number, into, why in (
        (1, 2, "INT-2 was merged into INT-1"),
        (2, 3, "INT-2 was merged into INT-1"),
        (1, 3, "INT-3 is withdrawn; `mailer status INT-3 submitted --note WHY` opens it again"),
        (3, 1, "INT-3 is withdrawn"),
    ):
        with pytest.raises(Refused, match=why):
            merge_requests(world.app, number, into)
    with pytest.raises(Refused, match="goes on as INT-1"):
        update_status(world.app, 2, Status.ACCEPTED)


def test_a_chain_of_merges_is_followed_to_its_end_and_taken_apart_anywhere(world: World) -> None:
    """INT-2 goes into INT-1, INT-1 into INT-3: Bo's reply arrives at INT-3; INT-2 can be taken out of the middle."""
    two(world)
    to_bo = next(m for m in world.answers() if "bo@" in str(m["To"]))
    ask_for(world, CY, "Zeppelin Books")
    merge_requests(world.app, 2, 1)
    merge_requests(world.app, 1, 3)
    assert world.request(3)["votes"] == 3
    assert world.send_reply(BO, to_bo, "We are in a hurry now.").effects[0]["ref"] == "INT-3"
    split_request(world.app, 2)
    assert (world.request(3)["votes"], world.request(2)["votes"]) == (2, 1)


def test_what_is_merged_into_a_decided_request_is_told_why(world: World) -> None:
    """INT-1 was declined: Bo, whose request goes on as that one, reads the explanation that Ada has had."""
    two(world)
    update_status(world.app, 1, Status.DECLINED, note="It has no public API, ZZ1.")
    world.answers()
    merge_requests(world.app, 2, 1)
    told = next(m for m in world.answers() if "bo@" in str(m["To"]))
    assert "Status: Declined" in text_of(told) and "ZZ1" in text_of(told) and "ZZ1" in html_of(told)


def test_that_a_request_goes_on_elsewhere_is_a_decision(world: World) -> None:
    """Bo hears of decisions only: that his was joined and that it was taken out again he hears; that hers grew Ada, who
    hears of decisions only too, does not."""
    two(world)
    for mail in world.answers():
        who = str(mail["To"])
        world.send_reply(who, mail, "decisions only")
    world.answers()
    merge_requests(world.app, 2, 1)
    assert ["bo@" in str(m["To"]) for m in world.answers()] == [True]
    split_request(world.app, 2)
    assert ["bo@" in str(m["To"]) for m in world.answers()] == [True]


def test_a_champion_who_comes_along_is_asked_for_what_is_needed_now(world: World) -> None:
    """Cy offers to test INT-2; INT-1 is being built: the mail about the merge asks for it, once, and what Di offered to
    both she has been asked for already."""
    two(world)
    cy, di = (Address(address=f"{who}@mill.example") for who in ("cy", "di"))
    for number, who in ((2, cy), (2, di), (1, di)):
        correct(
            world.app, number, partial(corrections.champion, address=who, role=Role.TESTING, remove=False)
        )
    update_status(world.app, 1, Status.IN_DEVELOPMENT, release="v1")
    world.answers()
    merge_requests(world.app, 2, 1)
    told = {str(m["To"]).partition("@")[0]: text_of(m) for m in world.answers()}
    assert "Try it before the release" in told["cy"] and "Try it before" not in told["di"]
    assert all("SEPARATE" not in told[who] and "your vote" not in told[who] for who in ("cy", "di"))
    offers = [e["text"] for e in world.request(1)["timeline"] if e["what"] == "offer"]
    assert offers == ["testing: asked", "testing: asked"]
