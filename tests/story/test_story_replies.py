"""Completion in conversation, the harder shapes: answers at the quotation's own level, below it, in its card; and mails that
must change nothing."""

import re
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parseaddr
from html import escape

import pytest
from world import World, html_of, text_of

from mailer.flows.digests import tend

ANNA = "Anna Berg <anna@harbour.example>"
WISH = "Hello,\n\nplease add an integration with Tableau.\n\nUse case: weekly reports\n"
MORE = f"{WISH}Authentication: OAuth 2.0\nData formats: JSON\nPriority: high\n"
URGENCY = "How urgent is it, and is there a date behind it?"
EXAMPLE = "Nice to have, this quarter, or we are stuck without it."
SIGN_IN = "How does a program sign in to it?"


def ask(world: World, wish: str = WISH) -> EmailMessage:
    """Anna asks for Tableau; returns our answer."""
    world.receive(world.write(ANNA, "Tableau", wish))
    return world.answer()


def fields(world: World) -> dict[str, object]:
    return {name: one["value"] for name, one in world.request(1)["fields"].items()}


def quoted(mail: EmailMessage) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text_of(mail).splitlines())


def body(mail: EmailMessage) -> str:
    found = re.search(r"<body[^>]*>(.*)</body>", html_of(mail), re.S)
    return found[1] if found else ""


def cited(mail: EmailMessage, markup: str, below: str = "") -> str:
    """Apple Mail's page around `markup`, which it quotes."""
    head = f"<div>On Nov 23, 2026, {escape(str(mail['From']))} wrote:</div>"
    return f'<html><body><blockquote type="cite">{head}{markup}</blockquote><div>{below}</div></body></html>'


def send(world: World, mail: EmailMessage, text: str, markup: str = "") -> None:
    reply = world.reply(ANNA, mail, "", quote=False)
    if markup:
        reply.set_content(markup, subtype="html")
    else:
        reply.set_content(f"On Mon, Nov 23, 2026 {mail['From']} wrote:\n{text}\n")
    world.receive(reply, to=parseaddr(str(reply["To"]))[1])


LEVEL: dict[str, Callable[[EmailMessage], tuple[str, str]]] = {
    "below the question": lambda m: (quoted(m).replace(URGENCY, f"{URGENCY}\n> high"), ""),
    "with an arrow": lambda m: (quoted(m).replace(URGENCY, f"{URGENCY}\n> --> high"), ""),
    "below the example": lambda m: (quoted(m).replace(EXAMPLE, f"{EXAMPLE}\n> high"), ""),
    "in place of the example": lambda m: (quoted(m).replace(EXAMPLE, "high"), ""),
    "after a line break": lambda m: ("", cited(m, body(m).replace(URGENCY, f"{URGENCY}<br>high"))),
    "in a paragraph": lambda m: ("", cited(m, body(m).replace(URGENCY, f"{URGENCY}</p><p>high"))),
    "in red": lambda m: (
        "",
        cited(m, body(m).replace(EXAMPLE, f'{EXAMPLE}</p><font color="red">high</font><p>')),
    ),
    "below the whole quotation": lambda m: (f"{quoted(m)}\n\n3: high\n\nAnna", ""),
    "below it in HTML": lambda m: ("", cited(m, body(m), below="3: high<br>Anna")),
}


@pytest.mark.parametrize("shape", LEVEL)
def test_answers_inside_and_below_the_quotation(world: World, shape: str) -> None:
    """Where clients put the cursor the answer carries our mail's mark, or none; either way it reaches its field alone."""
    mail = ask(world)
    before = fields(world)
    send(world, mail, *LEVEL[shape](mail))
    assert fields(world) == {**before, "priority": "high"}


def test_all_answers_below_the_quotation(world: World) -> None:
    """Bottom-posted numbers lead to their questions; no part of our mail becomes an answer."""
    mail = ask(world)
    before = fields(world)
    send(
        world, mail, f"{quoted(mail)}\n\n1: saves a day\n2: https://x.example/api\n3: high\n4: OAuth2\n\nAnna"
    )
    assert fields(world) == {
        **before,
        "business_impact": "saves a day",
        "technical.api_docs": ["https://x.example/api"],
        "priority": "high",
        "technical.authentication": ["oauth2"],
    }


CARD: dict[str, tuple[Callable[[EmailMessage], tuple[str, str]], dict[str, object]]] = {
    "priority": (
        lambda m: (quoted(m).replace("Priority: High", "Priority: Low"), ""),
        {"priority": "low"},
    ),
    "format": (
        lambda m: (quoted(m).replace("formats: JSON", "formats: CSV"), ""),
        {"technical.data_formats": ["csv"]},
    ),
    "sign-in": (
        lambda m: (quoted(m).replace("Authentication: OAuth 2.0", "Authentication: SAML", 1), ""),
        {"technical.authentication": ["saml"]},
    ),
    "shortened": (
        lambda m: (quoted(m).replace("weekly reports", "reports"), ""),
        {"use_case": "reports"},
    ),
    "without its mark": (
        lambda m: (quoted(m).replace(">   Use case: weekly", "Use case: monthly"), ""),
        {"use_case": "monthly reports"},
    ),
    "struck out": (
        lambda m: ("", cited(m, body(m).replace("weekly reports", "<s>weekly</s> nightly reports"))),
        {"use_case": "nightly reports"},
    ),
}


@pytest.mark.parametrize("edit", CARD)
def test_an_edit_of_the_card_replaces_its_line(world: World, edit: str) -> None:
    """Shortened, replaced, overtyped, struck out: that field has the new value and not both, the others stay."""
    mail = ask(world, MORE)
    before = fields(world)
    write, changed = CARD[edit]
    send(world, mail, *write(mail))
    assert fields(world) == {**before, **changed}


@pytest.mark.parametrize("wish", [WISH, MORE])
def test_our_mail_quoted_back_is_nobody_s_word(world: World, wish: str) -> None:
    """Marked, as HTML, or with a mark that no rule knows: a quotation without a word of its reader changes nothing."""
    mail = ask(world, wish)
    before = fields(world)
    odd = "\n".join(f"| {line}" for line in text_of(mail).splitlines())
    for text, markup in ((quoted(mail), ""), (odd, ""), ("", cited(mail, body(mail)))):
        send(world, mail, text, markup)
    assert fields(world) == before


def test_who_refuses_is_asked_no_more(world: World) -> None:
    """A refusal changes no field, the team reads it, and neither a reminder nor a later answer brings questions again."""
    tend(world.app)
    mail = ask(world)
    before = fields(world)
    world.send_reply(ANNA, mail, "I don't want to answer these questions.")
    assert fields(world) == before
    answer = world.answer()
    assert "the team will read it" in " ".join(text_of(answer).split())
    assert not re.search(r"^1\. ", text_of(answer), re.M)
    assert "don't want to answer" in str(world.request(1)["timeline"])
    for _ in range(10):
        world.clock.pass_(days=1)
        tend(world.app)
        assert world.answers() == []
    world.send_reply(ANNA, answer, "The priority is low.")
    assert fields(world) == {**before, "priority": "low"}
    assert not re.search(r"^1\. ", text_of(world.answer()), re.M)


def test_an_answer_beside_a_refusal_counts(world: World) -> None:
    """Who answers one question and refuses the rest has that one field changed."""
    mail = ask(world)
    before = fields(world)
    world.send_reply(ANNA, mail, "3: high\n\nNo more questions, please.")
    assert fields(world) == {**before, "priority": "high"}
    assert not re.search(r"^1\. ", text_of(world.answer()), re.M)


def test_free_sentences_fill_gaps_and_replace_nothing(world: World) -> None:
    """`We would like …` in a reply is no new use case; what nobody has told yet is taken from plain words."""
    mail = ask(world)
    before = fields(world)
    world.send_reply(ANNA, mail, "We would like to load sales every night. It saves us two days a month.")
    changed = fields(world)
    assert changed["use_case"] == before["use_case"]
    assert changed["business_impact"] == "It saves us two days a month."


def test_a_corrected_name_takes_our_guess_along(world: World) -> None:
    """The category that we guessed from the name follows the name; one that she gave herself does not."""
    mail = ask(world)
    world.send_reply(ANNA, mail, "Sorry, I meant Salesforce.")
    assert fields(world)["category"] == "CRM"
    mail = world.answer()
    world.send_reply(ANNA, mail, "Category: Marketing")
    world.send_reply(ANNA, world.answer(), "No, it is Power BI, not Salesforce.")
    assert (fields(world)["integration_name"], fields(world)["category"]) == ("Power BI", "Marketing")


def test_an_answer_that_nobody_can_read_reaches_the_team(world: World) -> None:
    """Beside an answer that was understood the other one stands in the timeline, word for word."""
    mail = ask(world)
    world.send_reply(ANNA, mail, "1: saves a day\n3: like the moon")
    assert fields(world)["business_impact"] == "saves a day"
    assert "priority" not in fields(world)
    assert "like the moon" in str(world.request(1)["timeline"])


def test_the_card_says_what_is_sure(world: World) -> None:
    """Beside each guess it says so, and below the card that all else is sure; in text and in HTML."""
    mail = ask(world)
    for part in (text_of(mail), html_of(mail)):
        assert "We are sure of all that is not marked as our guess." in " ".join(part.split())
        assert len(re.findall("Our guess, please check", part)) == 1, "the category is from our catalog"
    sure = world.write(ANNA, "Okta", "Integration name: Okta\nCategory: Security\nUse case: one sign-in\n")
    world.receive(sure)
    assert "We are sure of all of this: it comes from your own words." in " ".join(
        text_of(world.answer()).split()
    )
