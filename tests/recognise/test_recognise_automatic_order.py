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
