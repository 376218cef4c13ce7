"""The rules about automatic mail are asked in their order, and each says why."""

import pytest

from mailer.model.message import Automatic
from mailer.parse.message import parse
from mailer.recognise.automatic import RULES, Verdict, judge

OWN = frozenset({"integrations@core.example"})


def judged(*header: str, body: str = "Please add Quarry.") -> Verdict:
    fields = ["From: Bo <bo@lindqvist.example>", "To: integrations@core.example", *header]
    return judge(parse("\n".join([*fields, "", body]).encode()), OWN, "mail.core.example")


ORDER = [
    (["X-Integrations-Loop: 1", "Auto-Submitted: auto-replied"], Automatic.OWN),
    (["Auto-Submitted: auto-replied", "List-Id: <x.lists.example>"], Automatic.AUTO_REPLY),
    (["Subject: Automatic reply: x", "Precedence: bulk"], Automatic.AUTO_REPLY),
    (["List-Id: <x.lists.example>", "Precedence: bulk"], Automatic.LIST),
    (["List-Unsubscribe: <https://x.example/u>", "Return-Path: <>"], Automatic.BULK),
    (["X-GitHub-Reason: mention"], Automatic.BULK),
    (["X-JIRA-FingerPrint: abc"], Automatic.BULK),
]


@pytest.mark.parametrize(("header", "kind"), ORDER)
def test_the_surer_mark_decides(header: list[str], kind: Automatic) -> None:
    """A mail with two marks is what the earlier rule says."""
    verdict = judged(*header)
    assert verdict.kind is kind
    assert verdict.because


PEOPLE = [
    ["Subject: Vacation calendar connector"],
    ["Subject: On leave tracking integration"],
    ["Subject: Absence management with Quarry"],
    ["Subject: Automatic replies should go through Quarry"],
    ["Subject: OOO sync"],
    ["Subject: Notification service"],
    ["X-Mailer: Outlook 16", "X-Auto-Response-Suppress: DR, OOF"],
    ["Precedence: normal"],
    ["Importance: high", "X-Priority: 1"],
    ["Return-Path: <bo@lindqvist.example>"],
    ["Auto-Submitted: no"],
]


@pytest.mark.parametrize("header", PEOPLE)
def test_a_person_stays_a_person(header: list[str]) -> None:
    """Words of automation in a subject, and hints that only ask for silence, make nobody a robot."""
    verdict = judged(*header)
    assert verdict.kind is None, verdict.because


def test_quoted_words_of_a_robot_make_nobody_one() -> None:
    """What the author quotes says nothing about the author."""
    body = "Yes, do it.\n\nOn Mon, Nov 16, 2026 at 9:12 AM R <r@core.example> wrote:\n> This is an automated message.\n"
    assert judged("Subject: Re: x", body=body).kind is None


AWAY = [
    "I'm on holiday until Friday and will answer after that. 3: high",
    "Ich bin bis Freitag im Urlaub, danach schicke ich Ihnen die Antworten.",
    "I am out of the office until Monday, but yes: OAuth 2.0 is what they use.",
    "Je suis en congé jusqu'à lundi. Notre volume est de 2 Go par nuit.",
    "Estoy de vacaciones hasta el lunes. El formato es JSON para todo.",
    "Estou de férias até segunda. O formato é CSV com cabeçalho.",
    "来週まで休暇中ですが、認証方式はOAuthを使う予定です。",
]
MACHINES = [
    "I am out of the office until Monday.",
    "I am on vacation until 12 May and will answer after that.",
    "I am out of the office until Monday. In urgent cases please contact my colleague Tom.",
    "I'm on leave until May. My colleague covers for me. 3: high",
    "Ich bin bis Freitag nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.",
    "Ich bin im Urlaub und am 3.5. wieder erreichbar.",
    "Je suis absent jusqu'à lundi. En cas d'urgence, contactez Paul Durand au siège.",
    "Estaré fuera de la oficina hasta el lunes. Responderé a mi regreso.",
    "休暇をいただいております。お急ぎの方は代表番号までお願いいたします。",
    "This is an automated reply. I am on leave until May, the format will be JSON then.",
]
ANSWERS = ["Subject: Re: [INT-1] Snowflake", "In-Reply-To: <t.1@mail.core.example>"]
QUOTED = (
    "\n\nOn Mon, Nov 16, 2026 at 9:12 AM Core <integrations@core.example> wrote:\n> 3. How urgent is it?\n"
)


@pytest.mark.parametrize("text", AWAY)
def test_who_is_away_and_says_something_to_us_is_a_person(text: str) -> None:
    """It answers our mail, quotes it, and says more than when its author is back."""
    assert judged(*ANSWERS, "Content-Type: text/plain; charset=utf-8", body=text + QUOTED).kind is None


@pytest.mark.parametrize("text", MACHINES)
def test_an_absence_alone_stays_a_machine_s(text: str) -> None:
    """Also where it quotes us: nothing in it is about what we wrote."""
    verdict = judged(*ANSWERS, "Content-Type: text/plain; charset=utf-8", body=text + QUOTED)
    assert verdict.kind is Automatic.AUTO_REPLY


@pytest.mark.parametrize(
    ("header", "quoted"),
    [
        ([*ANSWERS, "Auto-Submitted: auto-replied"], QUOTED),
        (["Subject: Out of office: Snowflake", ANSWERS[1]], QUOTED),
        ([ANSWERS[0], "In-Reply-To: <x@lindqvist.example>"], QUOTED),
        (ANSWERS, ""),
    ],
)
def test_words_alone_do_not_outweigh_what_marks_a_machine(header: list[str], quoted: str) -> None:
    """A field that programs set, their subject, a mail that answers none of ours, or quotes nothing of it."""
    assert judged(*header, body=AWAY[0] + quoted).kind is Automatic.AUTO_REPLY


def test_our_own_mail_in_any_form_is_own() -> None:
    """R-90: by address, by Message-ID, by loop header, whatever else it carries."""
    assert (
        judged("Message-ID: <t.1@mail.core.example>", "Auto-Submitted: auto-generated").kind is Automatic.OWN
    )
    assert judged("x-integrations-loop: core.example").kind is Automatic.OWN


def test_each_rule_is_listed_once() -> None:
    """The table has no rule twice except the one that is made per word."""
    names = [rule.__name__ for _, rule in RULES if rule.__name__ != "rule"]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("before", [0, 580, 590, 2_000])
def test_a_robot_says_that_it_is_one_wherever_a_short_text_says_it(before: int) -> None:
    """At the beginning or the end of any text, and anywhere in one that is no longer than both together."""
    said = "This is an automatically generated e-mail. "
    kind = judged(body="word " * (before // 5) + said + "bye " * 100).kind
    assert kind is Automatic.AUTO_REPLY
