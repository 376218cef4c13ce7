"""What a champion answers to our asking: delivered, put off, given up; told from the words, and nothing is guessed."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from champions_stage import (
    ADA,
    BO,
    KIM,
    asked_at,
    asked_for,
    champions,
    confirm_by_hand,
    mails_to,
    offer,
)
from world import World, html_of, text_of

from mailer.decide import corrections
from mailer.errors import Refused
from mailer.flows.digests import tend
from mailer.flows.updates import correct, update_status
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status
from mailer.sandbox import Sandbox

BO_ADDRESS = Address(address="bo@kontor.example")


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    with asked_for(tmp_path, sandbox) as opened:
        yield opened


def answers_at(world: World, status: Status, roles: list[Role], words: str) -> None:
    """Bo is champion for `roles`, is asked at `status`, and writes back."""
    offer(world, f"champion {', '.join(roles)}")
    confirm_by_hand(world, *roles)
    world.answers()
    update_status(world.app, 1, status, release="v0.4.0")
    (ask,) = mails_to(world, BO)
    world.send_reply(BO, ask, words)


def days(world: World, count: int) -> list[tuple[int, str, str]]:
    """What goes out in so many days, each a day from now, to whom and with what text."""
    found = []
    for day in range(1, count + 1):
        world.clock.pass_(days=1)
        tend(world.app)
        found += [(day, str(m["To"]), text_of(m)) for m in world.answers()]
    return found


def test_who_refuses_when_asked_is_let_go_and_the_seat_is_offered_at_once(world: World) -> None:
    """Bo hears that it is noted, the team reads why, Eve is asked; and nobody is thanked for what they did not do."""
    answers_at(
        world,
        Status.SCHEDULED,
        [Role.ACCESS],
        "Sorry, we cannot give you access any more, our security team said no.",
    )
    assert champions(world) == {}
    mails = world.answers()
    (to_bo,) = (text_of(m) for m in mails if "bo@" in str(m["To"]))
    (to_eve,) = (text_of(m) for m in mails if "eve@" in str(m["To"]))
    (to_kim,) = (text_of(m) for m in mails if "kim@" in str(m["To"]))
    assert "you no longer offer test access" in " ".join(to_bo.split())
    assert "needs somebody who helps" in to_eve
    assert "our security team said no" in " ".join(to_kim.split())
    assert all("needs somebody" not in text and "still help" not in text for _, _, text in days(world, 60))
    assert "Thank you, Bo Lind" not in asked_at(world, Status.COMPLETED)


@pytest.mark.parametrize(
    "words",
    [
        "Thanks!",
        "What would I have to do?",
        "Sorry, I have no time this month.",
        "I'll ask our admin and get back to you.",
        "Das kläre ich nächste Woche mit der IT.",
        "Je dois d'abord demander à notre sécurité.",
        "社内で確認してからご連絡します。",
    ],
)
def test_who_only_asks_puts_off_or_thanks_has_delivered_nothing(world: World, words: str) -> None:
    """The offer stays confirmed; the reminder waits, from this mail on, and then it comes all the same."""
    answers_at(world, Status.SCHEDULED, [Role.ACCESS], words)
    world.answers()
    assert champions(world) == {"access": "confirmed"}
    told = [
        (day, to) for day, to, text in days(world, 40) if "bo@" in to or "needs somebody who helps" in text
    ]
    assert [("bo@" in to, "eve@" in to) for _, to in told] == [(True, False), (False, True)]


def test_a_reaction_stops_the_reminder_for_the_time(world: World) -> None:
    """Twelve days after our mail Bo puts it off: the reminder comes fourteen days after that, not two."""
    offer(world, "champion access")
    confirm_by_hand(world, Role.ACCESS)
    world.answers()
    update_status(world.app, 1, Status.SCHEDULED, release="v0.4.0")
    (ask,) = mails_to(world, BO)
    days(world, 12)
    world.send_reply(BO, ask, "Sorry, I have no time this month.")
    world.answers()
    assert [day for day, to, _ in days(world, 20) if "bo@" in to] == [14]
    assert ("offer", "access: reacted") in [(e["what"], e["text"]) for e in world.request(1)["timeline"]]


@pytest.mark.parametrize(
    ("status", "roles", "words", "delivered"),
    [
        (Status.ACCEPTED, "requirements", "It must load two million rows an hour and handle deletes.", "requirements"),
        (Status.ACCEPTED, "requirements", "Nice to hear, we are happy about that!", ""),
        (Status.SCHEDULED, "access", "Please ask Maria Jensen, maria@kontor.example.", "access"),
        (Status.SCHEDULED, "access", "Wenden Sie sich an unseren Administrator, Herrn Krug.", "access"),
        (Status.SCHEDULED, "access", "Here is the login: user demo, password Sommer2026!", "access"),
        (Status.IN_DEVELOPMENT, "testing, documentation", "I can test on Tuesday.", "testing"),
        (Status.IN_DEVELOPMENT, "testing, documentation", "Yes, please send me the draft.", "documentation"),
        (Status.IN_DEVELOPMENT, "testing, documentation", "I am away until January.", ""),
        (Status.IN_DEVELOPMENT, "testing", "Nächste Woche passt es uns gut.", "testing"),
        (Status.IN_DEVELOPMENT, "testing", "I can't test it before March.", ""),
        (Status.IN_DEVELOPMENT, "testing", "Nous avons testé la version, tout fonctionne.", "testing"),
    ],
)  # fmt: skip
def test_what_the_words_give_is_delivered_and_nothing_else(
    world: World, status: Status, roles: str, words: str, delivered: str
) -> None:
    """Whom to ask for access, a day for the test, what it must do, a yes to the draft: each for its own role alone."""
    asked = [Role(name) for name in roles.split(", ")]
    answers_at(world, status, asked, words)
    found = champions(world)
    assert {role for role, state in found.items() if state == "delivered"} == set(delivered.split())
    assert set(found) == set(asked)


@pytest.mark.parametrize("order", ["delivered", "delivered testing", "Delivered: bo@kontor.example"])
def test_the_team_says_what_it_has(world: World, order: str) -> None:
    """By mail: nobody asks Bo again. `Delivered yesterday` is a sentence, and a note."""
    answers_at(world, Status.IN_DEVELOPMENT, [Role.TESTING], "We are on it.")
    assert champions(world) == {"testing": "confirmed"}
    (to_kim,) = (m for m in world.answers() if "kim@" in str(m["To"]))
    world.send_reply(KIM, to_kim, "Delivered yesterday, I think")
    assert champions(world) == {"testing": "confirmed"}
    world.send_reply(KIM, to_kim, order)
    assert champions(world) == {"testing": "delivered"}
    assert any("marked as delivered" in " ".join(text_of(m).split()) for m in mails_to(world, KIM))
    assert all("bo@" not in to for _, to, _ in days(world, 40))


def test_the_team_says_what_it_has_at_the_console(world: World) -> None:
    """`mailer champion … --delivered`; not for what nobody offered."""
    offer(world, "champion testing")
    correct(
        world.app,
        1,
        partial(corrections.champion, address=BO_ADDRESS, role=Role.TESTING, remove=False, delivered=True),
    )
    assert champions(world) == {"testing": "delivered"}
    with pytest.raises(Refused):
        correct(
            world.app,
            1,
            partial(corrections.champion, address=BO_ADDRESS, role=Role.CODE, remove=False, delivered=True),
        )


def test_thanks_with_an_answer_in_it_are_an_answer(world: World) -> None:
    """A short mail that thanks and names whom to ask is no mere thanks: it delivers, and the team reads it."""
    answers_at(world, Status.SCHEDULED, [Role.ACCESS], "Thank you! Please ask Maria, maria@kontor.example.")
    assert champions(world) == {"access": "delivered"}
    assert any("maria@kontor.example" in text_of(m) for m in mails_to(world, KIM))


def test_a_document_delivers_what_alone_was_asked_for(world: World) -> None:
    """A file with the requirements says enough; a company's sign in the signature does not."""
    offer(world, "champion requirements")
    confirm_by_hand(world, Role.REQUIREMENTS)
    world.answers()
    update_status(world.app, 1, Status.ACCEPTED)
    (ask,) = mails_to(world, BO)
    for content_type, state in (("image/png", "confirmed"), ("application/pdf", "delivered")):
        mail = world.reply(BO, ask, "Enjoy, Bo")
        main, _, sub = content_type.partition("/")
        mail.add_attachment(b"%PDF-1.4 ...", maintype=main, subtype=sub, filename=f"paper.{sub}")
        world.receive(mail, to=str(mail["To"]))
        assert champions(world) == {"requirements": state}


@pytest.mark.parametrize(
    "words",
    [
        "I'd like to step down.",
        "I have to step down, sorry.",
        "Sorry, I can no longer help.",
        "Please remove me as a champion.",
        "Hi,\n\nstep down\n\nBo",
        "Leider kann ich nicht mehr helfen.",
        "Je ne peux plus vous aider.",
        "Ya no puedo ayudar, lo siento.",
        "Não posso mais ajudar.",
        "チャンピオンを辞退させてください。",
    ],
)
def test_who_steps_down_in_plain_words_is_let_go_and_told_so(world: World, words: str) -> None:
    """In six languages; the answer says what is noted, and thanks for no new offer."""
    told = offer(world, "champion testing, access")
    world.answers()
    world.send_reply(BO, told, words)
    assert champions(world) == {}
    (answer,) = mails_to(world, BO)
    assert "you no longer offer test access and testing before the release" in " ".join(
        text_of(answer).split()
    )
    assert "you no longer offer" in html_of(answer)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Unfortunately I can no longer test it.", {"access"}),
        ("I won't be able to test it.", {"access"}),
        ("I could test it if there was time, but no.", {"access"}),
        ("I can not lend you a sandbox.", {"testing"}),
        ("I can test it, but I can't lend you a sandbox any more.", {"testing"}),
        ("Leider kann ich nicht mehr testen.", {"access"}),
        ("Je ne peux plus tester.", {"access"}),
        ("Ya no puedo probarlo.", {"access"}),
        ("Não posso mais testar.", {"access"}),
        ("もうテストできません。", {"access"}),
        ("I can review the docs instead of testing.", {"access", "documentation"}),
        ("Statt zu testen kann ich die Doku gegenlesen.", {"access", "documentation"}),
        ("I'd rather review the docs than test.", {"access", "documentation"}),
        ("I can't test it before May.", {"access", "testing"}),
        ("Should I step down?", {"access", "testing"}),
        ("I don't want to step down.", {"access", "testing"}),
        ("I can't open the page that you linked.", {"access", "testing"}),
    ],
)  # fmt: skip
def test_a_refusal_takes_the_role_that_it_is_about_and_no_other(
    world: World, words: str, left: set[str]
) -> None:
    """What is not for good, or a question, or about something else, takes nothing: a person reads it."""
    told = offer(world, "champion testing, access")
    world.answers()
    world.send_reply(BO, told, words)
    assert set(champions(world)) == left
    thanked = any("Thank you for offering" in text_of(m) for m in mails_to(world, BO))
    assert thanked == ("documentation" in left or words.startswith("I can test it, but"))


def test_a_requester_who_gives_up_a_role_beside_an_answer_loses_neither(world: World) -> None:
    """The answer changes its field, the role goes, one mail says both; the refusal is nobody's use case."""
    first = mails_to(world, ADA)[0]
    world.send_reply(ADA, first, "champion testing")
    world.answers()
    world.send_reply(ADA, first, "1: It saves us a day a week.\n\nI can no longer test it, sorry.")
    (answer,) = mails_to(world, ADA)
    shown = " ".join(text_of(answer).split())
    assert "It saves us a day a week." in shown and "you no longer offer testing" in shown
    assert not [p for p in world.request(1)["people"]["champions"] if "ada@" in p["address"]]
    assert "no longer test" not in str(world.request(1)["fields"])


@pytest.mark.parametrize(
    ("words", "handed_over"),
    [
        ("PR is up at https://gitlab.com/x/y/-/merge_requests/4", True),
        ("Our pull request: https://codeberg.org/x/y/pulls/4", True),
        ("I opened https://bitbucket.org/x/y/pull-requests/4 today.", True),
        ("Hier ist unser Patch: https://code.example/x/0001-fix.patch", True),
        ("プルリクエストを作成しました。https://github.com/x/y/pull/4", True),
        ("Have you seen https://github.com/x/y/pull/4?", False),
        ("Others do it like this: https://github.com/x/y/pull/4", False),
    ],
)
def test_a_link_to_the_author_s_own_code_is_handed_over(world: World, words: str, handed_over: bool) -> None:
    """On every common code host; a link to somebody else's is a link."""
    world.send_reply(BO, mails_to(world, BO)[0], words)
    assert champions(world) == ({"code": "delivered"} if handed_over else {})
