"""Completion in conversation: the questions of the first mail, answered in every natural shape (issue: accept first)."""

import re
from email.message import EmailMessage
from email.utils import parseaddr
from html import escape

import pytest
from world import World, html_of, text_of

ANNA = "Anna Berg <anna@harbour.example>"
ASKED = {
    "business_impact": "change for your team",
    "priority": "urgent",
    "technical.authentication": "sign in",
}


def ask(world: World) -> EmailMessage:
    """Anna asks for Tableau; returns our answer."""
    world.receive(
        world.write(
            ANNA, "Tableau", "Hello,\n\nplease add an integration with Tableau.\n\nUse case: weekly reports\n"
        )
    )
    return world.answer()


def number_of(mail: EmailMessage, name: str) -> int:
    """Under which number our mail asks for the field."""
    found = re.search(rf"^(\d)\. .*{ASKED[name]}", text_of(mail), re.M)
    assert found, f"{name} is asked for"
    return int(found[1])


def fields(world: World) -> dict[str, object]:
    return {name: one["value"] for name, one in world.request(1)["fields"].items()}


def quoted(mail: EmailMessage) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text_of(mail).splitlines())


def gmail(mail: EmailMessage) -> tuple[str, str]:
    said = f"{number_of(mail, 'priority')}: high, {number_of(mail, 'technical.authentication')}: OAuth2"
    head = f"On Mon, Nov 23, 2026 at 11:02 AM {mail['From']} wrote:"
    markup = (
        f'<div dir="ltr">{said}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        f'class="gmail_attr">{escape(head)}<br></div><blockquote class="gmail_quote">{html_of(mail)}</blockquote></div>'
    )
    return f"{said}\n\n{head}\n\n{quoted(mail)}\n", markup


def outlook(mail: EmailMessage) -> tuple[str, str]:
    """Our mail below a header block, unmarked, with the answers below its questions."""
    text = text_of(mail)
    for name, said in (("priority", "high"), ("technical.authentication", "OAuth2")):
        text = re.sub(rf"^(\d\. .*{ASKED[name]}.*)$", rf"\1\n{said}", text, flags=re.M)
    head = f"From: {mail['From']}\nSent: Monday, November 23, 2026 11:02 AM\nTo: {ANNA}\nSubject: {mail['Subject']}\n"
    return f"Please see below.\n\nAnna\n\n{head}\n{text}\n", ""


def apple_mail(mail: EmailMessage) -> tuple[str, str]:
    """Two cut quotes with an answer under each."""
    text, markup = "", ""
    for name, said in (("priority", "high"), ("technical.authentication", "OAuth2")):
        question = next(line for line in text_of(mail).splitlines() if ASKED[name] in line)
        text += f"> {question}\n\n{said}\n\n"
        markup += f'<blockquote type="cite"><div>{escape(question)}</div></blockquote><div>{said}</div><div><br></div>'
    return text, f"<html><body>{markup}</body></html>"


def phone(mail: EmailMessage) -> tuple[str, str]:
    said = f"{number_of(mail, 'priority')}) high\n{number_of(mail, 'technical.authentication')}) OAuth2"
    return f"{said}\n\nSent from my iPhone\n", ""


@pytest.mark.parametrize("client", [gmail, outlook, apple_mail, phone])
def test_answers_reach_their_fields_and_no_other(world: World, client: object) -> None:
    """Two questions answered, the way this client writes: those two fields change, the next mail says so, and names
    what is still open without asking a second time."""
    mail = ask(world)
    before = fields(world)
    assert callable(client)
    text, markup = client(mail)
    reply = world.reply(ANNA, mail, "", quote=False)
    reply.set_content(text)
    if markup:
        reply.add_alternative(markup, subtype="html")
    row = world.receive(reply, to=parseaddr(str(reply["To"]))[1])
    assert row.outcome == "details", row.because
    assert fields(world) == {**before, "priority": "high", "technical.authentication": ["oauth2"]}
    told = text_of(world.answer())
    assert "Priority: High" in told and "Authentication: OAuth 2.0" in told
    assert "Still open, if you know it one day: Business impact" in told
    assert not set(re.findall(r"^\d\. (.+)$", told, re.M)) & set(
        re.findall(r"^\d\. (.+)$", text_of(mail), re.M)
    )


def test_a_value_edited_in_the_quoted_card_changes_that_field(world: World) -> None:
    """Rewriting a line of the quoted card changes this field alone; the answer shows old and new."""
    mail = ask(world)
    before = fields(world)
    edited = quoted(mail).replace("Use case: weekly reports", "Use case: nightly reports for the board")
    world.send_reply(
        ANNA, mail, f"See my change below.\n\nOn Monday, {mail['From']} wrote:\n{edited}\n", quote=False
    )
    assert fields(world) == {**before, "use_case": "nightly reports for the board"}
    told = text_of(world.answer())
    assert "Use case: nightly reports for the board" in told
    assert "(before: weekly reports)" in told


def test_an_old_card_quoted_again_takes_nothing_back(world: World) -> None:
    """Whoever answers our first mail a second time quotes an old card: what changed since then stays."""
    mail = ask(world)
    world.send_reply(ANNA, mail, "Use case: nightly reports")
    world.answers()
    world.send_reply(ANNA, mail, f"{number_of(mail, 'priority')}: low")
    assert fields(world)["use_case"] == "nightly reports"
    assert fields(world)["priority"] == "low"


def test_a_wrong_name_is_corrected_in_plain_words(world: World) -> None:
    """`No, it is Power BI, not Tableau` changes the name, and what follows from it."""
    mail = ask(world)
    world.send_reply(ANNA, mail, "No, it is Power BI, not Tableau.")
    assert fields(world)["integration_name"] == "Power BI"
    assert "Power BI" in text_of(world.answer())


def test_nothing_is_asked_twice_and_at_most_two_rounds(world: World) -> None:
    """Over a whole conversation no question comes a second time, and no third mail asks."""
    mail = ask(world)
    questions: list[str] = re.findall(r"^\d\. (.+)$", text_of(mail), re.M)
    rounds = 1
    for said in (
        "1: it saves a day a week",
        "It is about 100 rows a day",
        "Alternatives: none",
        "Priority: low",
    ):
        world.send_reply(ANNA, mail, said)
        mail = world.answer()
        asked = re.findall(r"^\d\. (.+)$", text_of(mail), re.M)
        assert not set(asked) & set(questions)
        questions += asked
        rounds += bool(asked)
    assert rounds <= 2
