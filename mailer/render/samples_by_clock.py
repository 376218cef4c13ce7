"""Invented contexts of the mails that the clock brings: digests, reminders, what champions are asked again."""

from mailer.model.contexts import (
    champion_reminder,
    champion_wanted,
    no_news,
    open_questions,
    reminder,
    triage_digest,
    weekly_digest,
)
from mailer.model.notice import Context
from mailer.model.request import Field, Role
from mailer.model.status import Status

ASKED = (Field.BUSINESS_IMPACT, Field.PERFORMANCE)


def reminder_context() -> Context:
    return reminder([open_questions(ref="INT-7", name="Snowflake", asked=ASKED)])


def reminder_of_two_context() -> Context:
    asked = {"INT-7": "Snowflake", "INT-8": "Okta"}
    return reminder([open_questions(ref=ref, name=name, asked=ASKED) for ref, name in asked.items()])


def no_news_context(status: Status = Status.ACCEPTED, release: str = "") -> Context:
    return no_news(ref="INT-7", name="Snowflake", status=status, release=release, votes=13, months=3)


def weekly_context() -> Context:
    entries: list[Context] = [
        {
            "ref": "INT-7",
            "name": "Snowflake",
            "status": "scheduled",
            "release": "v0.4.0",
            "votes": 13,
            "explanation": "It goes into the next release together with the new warehouse page.",
            "lines": [
                {"what": "status", "status": "scheduled", "release": "v0.4.0", "at": "2026-11-20"},
                {"what": "status", "status": "accepted", "release": "", "at": "2026-11-18"},
                {"what": "votes", "count": 3, "at": "2026-11-17"},
            ],
        },
        {
            "ref": "INT-15",
            "name": "Quarkus Ledger",
            "status": "under_review",
            "release": "",
            "votes": 2,
            "explanation": "",
            "lines": [{"what": "merged", "into": "INT-3", "at": "2026-11-19"}],
        },
    ]
    return weekly_digest(entries=entries)


def _row(ref: str, name: str, status: Status, votes: int, days: int) -> dict[str, str | int]:
    return {
        "ref": ref,
        "name": name,
        "status": status.value,
        "votes": votes,
        "organisations": (votes + 1) // 2,
        "days": days,
    }


def triage_context(*, quiet: bool = False) -> Context:
    new = [
        _row("INT-21", "Tableau", Status.SUBMITTED, 1, 0),
        _row("INT-20", "Databrick", Status.SUBMITTED, 2, 0),
    ]
    waiting = {**_row("INT-15", "Quarkus Ledger", Status.SUBMITTED, 2, 8), "late": True}
    question = {**_row("INT-12", "MongoDB", Status.UNDER_REVIEW, 8, 9), "text": "Which edition do you use?"}
    held: Context = {
        "id": 114,
        "sender": "olek@harbour.example",
        "subject": "Does it work with proxies?",
        "because": "it asks a question",
    }
    offer = {
        "ref": "INT-7",
        "name": "Snowflake",
        "who": "mira.okafor@northwind-grain.example",
        "role": "testing",
    }
    link = {"ref": "INT-7", "name": "Snowflake", "text": "https://code.example/circle-core/pull/81"}
    heard = {
        "ref": "INT-7",
        "who": "mira.okafor@northwind-grain.example",
        "text": "It can wait until the summer, our warehouse moves first.",
    }
    author = {
        **_row("INT-19", "Lightspeed Retail", Status.SUBMITTED, 1, 3),
        "who": "pia@shop.example",
        "by": "olek@harbour.example",
    }
    double = {"ref": "INT-20", "name": "Databrick", "other": "INT-5", "other_name": "Databricks"}
    return triage_digest(
        new=[] if quiet else new,
        waiting=[waiting],
        authors=[] if quiet else [author],
        offers=[] if quiet else [offer],
        links=[] if quiet else [link],
        unanswered=[] if quiet else [question],
        stuck=[] if quiet else [_row("INT-2", "SAP Ariba", Status.ACCEPTED, 5, 47)],
        held=[] if quiet else [held],
        quarantined=0 if quiet else 2,
        doubles=[] if quiet else [double],
        heard=[] if quiet else [heard],
        most=20,
    )


def champion_reminder_context() -> Context:
    return champion_reminder(
        ref="INT-7", name="Snowflake", status=Status.IN_DEVELOPMENT, asked=(Role.TESTING, Role.DOCUMENTATION)
    )


def champion_wanted_context() -> Context:
    return champion_wanted(
        ref="INT-7",
        name="Snowflake",
        status=Status.SCHEDULED,
        release="v0.4.0",
        roles=(Role.ACCESS, Role.TESTING),
    )
