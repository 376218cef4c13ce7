"""Invented notices of every kind, for looking at templates and for checking them before they are used."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from mailer.model.contexts import (
    NOTHING_OFFERED,
    Change,
    Offered,
    Similar,
    acknowledgement,
    card,
    champion_offer,
    command_done,
    command_line,
    details_received,
    forget_me,
    forgotten,
    form,
    gave_back,
    help_text,
    in_copy,
    merged,
    named,
    passed_on,
    person_will_read,
    preview,
    preview_card,
    questions,
    split,
    status_report,
    status_row,
    team_alert,
    team_assigned,
    team_brake,
    team_heard,
    team_new_request,
    team_question,
    too_big,
    took_in,
    vote_counted,
    watch_offer,
    withdrawn,
)
from mailer.model.message import Address
from mailer.model.notice import VOTABLE, WRITABLE, Audience, AutoSubmitted, Context, Notice, NoticeKind
from mailer.model.people import Part
from mailer.model.request import Details, Evidence, Field, Kind, Role, Value
from mailer.model.status import Status
from mailer.render import samples_by_clock as by_clock
from mailer.render import samples_of_status as of_status
from mailer.render import samples_of_team as of_team
from mailer.render.compose import Identity

WRITTEN = datetime(2026, 11, 12, 9, 24, tzinfo=UTC)
AUTHOR = Address(name="Mira Okafor", address="mira.okafor@northwind-grain.example")
OFFERED = Offered(roles=(Role.ACCESS, Role.TESTING))
SUBJECT = "Loading our deliveries into Snowflake"
TEXT = """Hello,

we run the grain terminals at Northwind, and every night I export the day's
deliveries by hand and load them into Snowflake. I'd love Circle Core to do
that for us.

It signs in with key pairs or OAuth, docs are here:
https://docs.snowflake.example/sql-api

We need this before the new season starts in March. Today it is a Python
script on my laptop, and it only runs when I'm in the office.

Best regards
Mira"""

IDENTITY = Identity(
    address="integrations@circle-core.example",
    name="Circle Core Integrations",
    reply_address="integrations@circle-core.example",
    bounce_address="bounce@circle-core.example",
    message_domain="circle-core.example",
    base_url="https://circle-core.example",
    links={
        "guide": "https://circle-core.example/docs/requesting-integrations",
        "guidelines": "https://circle-core.example/docs/contributing",
        "template": "https://circle-core.example/docs/integration-template",
        "examples": "https://circle-core.example/docs/integrations",
        "pull_requests": "https://code.circle-core.example/pulls",
        "forum": "https://forum.circle-core.example/integrations",
    },
)
"""The service as it signs the samples."""


def _value(*items: str, said: str = "", confidence: float = 0.95, where: str = "body") -> Value:
    text = said or ", ".join(items)
    return Value(items=items, evidence=Evidence(text=text, where=where, confidence=confidence))


SNOWFLAKE = Details(
    product="snowflake",
    fields={
        Field.INTEGRATION_NAME: _value("Snowflake", said="load them into Snowflake"),
        Field.CATEGORY: _value("Data Storage", said="Snowflake", confidence=0.6),
        Field.USE_CASE: _value(
            "every night I export the day's deliveries by hand and load them into Snowflake"
        ),
        Field.API_DOCS: _value("https://docs.snowflake.example/sql-api"),
        Field.AUTHENTICATION: _value("oauth2", "certificate", said="signs in with key pairs or OAuth"),
        Field.PRIORITY: _value(
            "high", said="We need this before the new season starts in March", confidence=0.7
        ),
        Field.ALTERNATIVES: _value("Today it is a Python script on my laptop"),
    },
)
COMPLETE = Details(
    kind=Kind.ENHANCEMENT,
    product="salesforce",
    fields={
        Field.INTEGRATION_NAME: _value("Salesforce"),
        Field.CATEGORY: _value("CRM"),
        Field.USE_CASE: _value(
            "Read custom objects,\nnot only accounts and contacts,\nand follow their changes."
        ),
        Field.BUSINESS_IMPACT: _value("Two people copy contracts by hand for a day each week."),
        Field.API_DOCS: _value("https://api.salesforce.example/rest", where="attachment:requirements.docx"),
        Field.AUTHENTICATION: _value("oauth2", said="OAuth 2.0, JWT bearer flow"),
        Field.DATA_FORMATS: _value("json", "csv"),
        Field.PERFORMANCE: _value("About 40,000 records a day, in bursts at the end of the month."),
        Field.PRIORITY: _value("critical", said="We are stuck without it"),
        Field.ALTERNATIVES: _value("A nightly export with a third-party tool that costs 900 a month."),
    },
)


def _notice(
    kind: NoticeKind,
    context: Context | None = None,
    *,
    role: Audience = Audience.REQUESTER,
    ref: str = "INT-7",
    thread_subject: str = SUBJECT,
) -> Notice:
    shown = context or {}
    told = bool(shown.get("reviewed", True))
    open_ = shown.get("status") not in (Status.COMPLETED.value, Status.DECLINED.value)
    votable = kind in VOTABLE and told and open_ and bool(ref) and role is not Audience.TEAM
    return Notice(
        kind=kind,
        recipient=AUTHOR,
        role=role,
        context=shown,
        ref=ref if told else "",
        thread_subject=thread_subject,
        message_id="<sample.7.1@circle-core.example>",
        in_reply_to="<20261112092400.1a2b@northwind-grain.example>",
        reply_token="r" + "a2b3c4d5" * 5 + "a2b3c4",
        vote_token="v" + "e6f7g2h3" * 5 + "e6f7g2" if votable else "",
        write_token="p" + "i2j3k4l5" * 5 + "i2j3k4" if kind in WRITABLE else "",
        automatic=AutoSubmitted.GENERATED if kind.is_notification else AutoSubmitted.REPLIED,
        created_at=WRITTEN,
    )


def _statuses() -> dict[str, Notice]:
    """Every status for every part that a person can have, and each other turn that a request may take."""
    kind = NoticeKind.STATUS_CHANGED
    steps = {
        f"status_changed-{step}-{part}": _notice(kind, context, role=Audience(part))
        for part in Part
        for step, context in of_status.steps(offers=part is Part.CHAMPION).items()
    }
    turns = {f"status_changed-{turn}": _notice(kind, context) for turn, context in of_status.turns().items()}
    return {**steps, **turns}


def _acknowledgement(
    *wishes: tuple[str, Details], thread_subject: str = SUBJECT, offered: Offered = NOTHING_OFFERED
) -> Notice:
    cards = [
        card(
            ref=ref,
            details=details,
            status=Status.SUBMITTED,
            asked=questions(details.missing, requests=len(wishes)),
        )
        for ref, details in wishes
    ]
    first = _notice(
        NoticeKind.ACKNOWLEDGEMENT,
        acknowledgement(cards=cards, offered=offered),
        ref=wishes[0][0],
        thread_subject=thread_subject,
    )
    each_its_own = {ref: first.vote_token for ref, _ in wishes} if len(wishes) > 1 else {}
    return replace(first, vote_tokens=each_its_own)


def _attached(name: str, *, but: Sequence[Field]) -> Details:
    """A whole request as a form that was sent as an attachment; `but` stood in the mail itself."""
    where = f"attachment:{name}"
    fields = {
        key: value if key in but else replace(value, evidence=replace(value.evidence, where=where))
        for key, value in COMPLETE.fields.items()
    }
    return replace(COMPLETE, fields=fields)


def _acknowledgements() -> dict[str, Notice]:
    bare = Details(fields={Field.INTEGRATION_NAME: _value("Tableau")})
    bare_one = _acknowledgement(("INT-9", bare), thread_subject="Tableau?")
    return {
        "acknowledgement": _acknowledgement(("INT-7", SNOWFLAKE)),
        "acknowledgement-complete": _acknowledgement(("INT-8", COMPLETE)),
        "acknowledgement-bare": bare_one,
        "acknowledgement-empty": _acknowledgement(("INT-10", Details()), thread_subject=""),
        "acknowledgement-attached": _acknowledgement(("INT-8", _attached("form.docx", but=()))),
        "acknowledgement-attached-in-part": _acknowledgement(
            ("INT-8", _attached("form.docx", but=(Field.INTEGRATION_NAME, Field.PRIORITY)))
        ),
        "acknowledgement-offer": _acknowledgement(("INT-7", SNOWFLAKE), offered=OFFERED),
        "acknowledgement-quiet": replace(
            bare_one, context={**bare_one.context, "quiet": True, "beside": True}
        ),
        "acknowledgement-copied": _with_copies(bare_one, asked=2),
        "acknowledgement-copied-to-many": _with_copies(bare_one, asked=0),
        "acknowledgement-two": _acknowledgement(("INT-7", SNOWFLAKE), ("INT-8", bare)),
    }


def _with_copies(notice: Notice, *, asked: int) -> Notice:
    copies = in_copy(asked=asked, too_many=not asked)
    return replace(notice, context={**notice.context, "in_copy": copies})


def _replies() -> dict[str, Notice]:
    kind = NoticeKind.DETAILS_RECEIVED
    changes = (
        Change(field=Field.PRIORITY, old="high", new="critical"),
        Change(
            field=Field.BUSINESS_IMPACT, old="", new="Nobody has to come in on Sundays to start the export."
        ),
        Change(field=Field.DATA_FORMATS, old="csv", new="parquet"),
    )
    update = details_received(
        ref="INT-7", name="Snowflake", status=Status.UNDER_REVIEW, changes=changes, asked=(Field.PERFORMANCE,)
    )
    open_ = details_received(
        ref="INT-7",
        name="Snowflake",
        status=Status.UNDER_REVIEW,
        changes=changes[:1],
        still_open=(Field.PERFORMANCE, Field.ALTERNATIVES),
        offered=replace(OFFERED, asked=(Role.ACCESS,), confirmed=True),
    )
    remark = details_received(ref="INT-7", name="Snowflake", status=Status.SUBMITTED, changes=())
    question = "Do you load into one schema, or does each terminal have its own?\n\nAnd roughly how many rows is one night?"
    return {
        "details_received": _notice(kind, update),
        "details_received-open": _notice(kind, open_),
        "details_received-remark": _notice(kind, remark),
        "team_question": _notice(
            NoticeKind.TEAM_QUESTION, team_question(ref="INT-7", name="Snowflake", question=question)
        ),
        "team_question-message": _notice(
            NoticeKind.TEAM_QUESTION,
            team_question(
                ref="INT-7", name="Snowflake", question="Snowpipe comes later, in the summer.", asks=False
            ),
        ),
        "person_will_read": _notice(
            NoticeKind.PERSON_WILL_READ,
            role=Audience.STRANGER,
            ref="",
            thread_subject="Does it work with proxies?",
        ),
        "person_will_read-conversation": _notice(
            NoticeKind.PERSON_WILL_READ, person_will_read(in_conversation=True), role=Audience.VOTER
        ),
        "confirm_sender": _notice(NoticeKind.CONFIRM_SENDER, role=Audience.STRANGER, ref=""),
        "confirm_wish": _notice(NoticeKind.CONFIRM_WISH, role=Audience.STRANGER, ref=""),
        "watch_offer": _offer(count=1, shown=[]),
        "watch_offer-public": _offer(count=2, shown=[named("INT-7", "Snowflake"), named("INT-9", "")]),
    }


def _offer(*, count: int, shown: Sequence[Context]) -> Notice:
    context = watch_offer(by="mira.okafor@northwind-grain.example", count=count, shown=shown)
    return _notice(NoticeKind.WATCH_OFFER, context, role=Audience.STRANGER, ref="", thread_subject="")


def _votes() -> dict[str, Notice]:
    kind = NoticeKind.VOTE_COUNTED
    cases: Mapping[str, Context] = {
        "vote_counted": vote_counted(
            ref="INT-7", name="Snowflake", votes=13, status=Status.SCHEDULED, reviewed=True, release="v0.4.0"
        ),
        "vote_counted-unreviewed": vote_counted(
            ref="INT-7", name="Snowflake", votes=2, status=Status.SUBMITTED, reviewed=False
        ),
        "vote_counted-offer": vote_counted(
            ref="INT-7",
            name="Snowflake",
            votes=2,
            status=Status.SUBMITTED,
            reviewed=False,
            offered=OFFERED,
            beside=True,
        ),
        "vote_counted-completed": vote_counted(
            ref="INT-7", name="Snowflake", votes=13, status=Status.COMPLETED, reviewed=True, release="v0.4.0"
        ),
        "vote_counted-declined": vote_counted(
            ref="INT-7",
            name="Snowflake",
            votes=13,
            status=Status.DECLINED,
            reviewed=True,
            explanation=of_status.DECLINED,
        ),
    }
    return {
        name: _notice(kind, context, role=Audience.VOTER, thread_subject="Snowflake please")
        for name, context in cases.items()
    }


def _championship() -> dict[str, Notice]:
    kind = NoticeKind.CHAMPION_OFFER
    offer = champion_offer(
        ref="INT-7",
        name="Snowflake",
        status=Status.ACCEPTED,
        offers=(Role.ACCESS, Role.TESTING),
        confirmed=False,
    )
    confirmed = champion_offer(
        ref="INT-7",
        name="Snowflake",
        status=Status.ACCEPTED,
        offers=tuple(Role),
        asked=(Role.REQUIREMENTS,),
        confirmed=True,
    )
    swapped = champion_offer(
        ref="INT-7",
        name="Snowflake",
        status=Status.ACCEPTED,
        offers=(Role.DOCUMENTATION,),
        given_up=(Role.ACCESS, Role.TESTING),
        confirmed=False,
    )
    return {
        "champion_offer": _notice(kind, offer, role=Audience.CHAMPION),
        "champion_offer-instead": _notice(kind, swapped, role=Audience.CHAMPION),
        "champion_offer-confirmed": _notice(kind, confirmed, role=Audience.CHAMPION),
    }


def _team() -> dict[str, Notice]:
    context = team_new_request(
        ref="INT-7",
        details=SNOWFLAKE,
        status=Status.SUBMITTED,
        requester=AUTHOR,
        proven=True,
        votes=1,
        organisations=1,
        score=of_team.UNSCORED,
        text=TEXT,
        similar=(
            Similar(
                ref="INT-3", name="Snowflake on Azure", status=Status.ACCEPTED, votes=12, organisations=5
            ),
            Similar(ref="INT-5", name="Databricks", status=Status.SUBMITTED, votes=4, organisations=1),
        ),
        attachments=("deliveries-sample.csv",),
        actions=("merge INT-3", "merge INT-5", "assign", "review", "accept", "decline: ", "ask: "),
    )
    quiet = team_new_request(
        ref="INT-7",
        details=Details(),
        status=Status.SUBMITTED,
        requester=AUTHOR,
        proven=False,
        votes=1,
        organisations=1,
        score=of_team.UNSCORED,
        text="See attachment. Is our data stored in the EU?",
        beside=("Is our data stored in the EU?",),
    )
    waits = team_brake(count=412, event="INT-7 goes from Scheduled to Completed", batch="3f2a90bc")
    stuck = team_alert(
        over=False,
        troubles=(
            "outgoing: smtp.relay.example: 554 5.7.1 go away",
            "outbox: the oldest mail waits 95 minutes",
        ),
    )
    joined = merged(
        ref="INT-7",
        name="Snowflake",
        into="INT-3",
        into_name="Snowflake on Azure",
        status=Status.ACCEPTED,
        votes=13,
    )
    apart = split(ref="INT-7", name="Snowflake", out_of="INT-3", status=Status.UNDER_REVIEW, votes=2)
    grown = took_in(ref="INT-3", name="Snowflake", status=Status.ACCEPTED, votes=13)
    alone = gave_back(ref="INT-3", name="Snowflake", status=Status.ACCEPTED, votes=0)
    heard = team_heard(
        ref="INT-7",
        name="Snowflake",
        status=Status.DECLINED,
        sender=AUTHOR,
        part=Audience.REQUESTER,
        text="That is a pity. Could you look at it again next year?",
        actions=["reply: ", "note: "],
    )
    voter = {**heard, "part": Audience.VOTER.value, "actions": ["note: "]}
    mine = team_assigned(
        ref="INT-7",
        details=SNOWFLAKE,
        status=Status.ACCEPTED,
        votes=12,
        organisations=5,
        score=of_team.SCORED,
        actions=("schedule ", "start", "decline: ", "score feasibility ", "ask: ", "reply: ", "note: "),
    )
    return {
        "team_new_request": _notice(
            NoticeKind.TEAM_NEW_REQUEST, context, role=Audience.TEAM, thread_subject=""
        ),
        "team_new_request-quiet": _notice(
            NoticeKind.TEAM_NEW_REQUEST, quiet, role=Audience.TEAM, thread_subject=""
        ),
        "too_big": _notice(NoticeKind.TOO_BIG, too_big(most_megabytes=25), role=Audience.STRANGER),
        "team_brake": _notice(NoticeKind.TEAM_BRAKE, waits, role=Audience.TEAM, thread_subject=""),
        "team_alert": _notice(NoticeKind.TEAM_ALERT, stuck, role=Audience.TEAM, thread_subject=""),
        "team_alert-over": _notice(
            NoticeKind.TEAM_ALERT, {**stuck, "over": True}, role=Audience.TEAM, thread_subject=""
        ),
        "merged": _notice(NoticeKind.MERGED, joined),
        "merged-declined": _notice(
            NoticeKind.MERGED, {**joined, "status": "declined", "explanation": of_status.DECLINED}
        ),
        "merged-watcher": _notice(NoticeKind.MERGED, joined, role=Audience.WATCHER),
        "merged-champion": _notice(
            NoticeKind.MERGED, {**joined, "asked": ["requirements"]}, role=Audience.CHAMPION
        ),
        "merged-took_in": _notice(NoticeKind.MERGED, grown),
        "split": _notice(NoticeKind.SPLIT, apart),
        "split-voter": _notice(NoticeKind.SPLIT, apart, role=Audience.VOTER),
        "split-gave_back": _notice(NoticeKind.SPLIT, alone),
        "withdrawn": _notice(
            NoticeKind.WITHDRAWN, withdrawn(ref="INT-7", name="Snowflake"), role=Audience.WATCHER
        ),
        "team_assigned": _notice(NoticeKind.TEAM_ASSIGNED, mine, role=Audience.TEAM, thread_subject=""),
        "team_heard": _notice(NoticeKind.TEAM_HEARD, heard, role=Audience.TEAM, thread_subject=""),
        "team_heard-voter": _notice(NoticeKind.TEAM_HEARD, voter, role=Audience.TEAM, thread_subject=""),
    }


def _orders() -> dict[str, Notice]:
    lines = [
        command_line("vote", "voted"),
        command_line("decisions only", "decisions"),
        command_line("credit", "credited"),
        command_line("withdraw", "not_yours", refused=True),
    ]
    rows = [
        status_row("INT-12", "Snowflake", Status.SCHEDULED, 13, "v0.4.0", ""),
        status_row("INT-21", "Okta", Status.SUBMITTED, 1, "", "", reading="due"),
        status_row("INT-4", "Kafka", Status.SUBMITTED, 3, "", "", reading="late"),
        status_row("INT-15", "Quarkus Ledger", Status.DECLINED, 2, "", "It has no public API yet."),
        status_row("", "Tableau", Status.SUBMITTED, 2, "", ""),
    ]
    others = [status_row("INT-12", "Snowflake", Status.SCHEDULED, 13, "v0.4.0", "", another=True)]
    tried = preview_card(
        details=SNOWFLAKE, status=Status.SUBMITTED, asked=questions(SNOWFLAKE.missing), joins=""
    )
    known = preview_card(details=COMPLETE, status=Status.SUBMITTED, asked=(), joins="other")
    named_only = preview_card(details=SNOWFLAKE, status=Status.SUBMITTED, asked=(), joins="")
    theirs = [named("INT-12", "Snowflake"), named("INT-15", "Quarkus Ledger")]
    done = command_done(ref="INT-12", name="Snowflake", lines=lines)
    return {
        "command_done": _notice(NoticeKind.COMMAND_DONE, done),
        "command_done-team": _notice(NoticeKind.COMMAND_DONE, of_team.transcript(), role=Audience.TEAM),
        "command_done-daily": _notice(
            NoticeKind.COMMAND_DONE, of_team.about_several(), role=Audience.TEAM, ref="", thread_subject=""
        ),
        "command_done-refused": _notice(NoticeKind.COMMAND_DONE, of_team.not_done(), role=Audience.TEAM),
        "status_report": _notice(NoticeKind.STATUS_REPORT, status_report(rows=rows)),
        "status_report-another": _notice(NoticeKind.STATUS_REPORT, status_report(rows=others)),
        "status_report-empty": _notice(NoticeKind.STATUS_REPORT, status_report(rows=[])),
        "help": _notice(NoticeKind.HELP, help_text(example="INT-7")),
        "help-team": _notice(NoticeKind.HELP, help_text(team=True, example="INT-7"), role=Audience.TEAM),
        "form": _notice(NoticeKind.FORM, form()),
        "passed_on": _notice(
            NoticeKind.PASSED_ON,
            passed_on(
                cards=[card(ref="INT-7", details=SNOWFLAKE, status=Status.SUBMITTED)],
                requester="pia@shop.example",
            ),
            role=Audience.WATCHER,
        ),
        "preview": _notice(NoticeKind.PREVIEW, preview(cards=[tried]), role=Audience.STRANGER, ref=""),
        "preview-several": _notice(
            NoticeKind.PREVIEW, preview(cards=[known, named_only]), role=Audience.STRANGER, ref=""
        ),
        "preview-nothing": _notice(
            NoticeKind.PREVIEW, preview(cards=[]), role=Audience.STRANGER, ref="", thread_subject=""
        ),
        "forget_me": _notice(
            NoticeKind.FORGET_ME, forget_me(rows=theirs, days=14), role=Audience.STRANGER, ref=""
        ),
        "forget_me-nothing": _notice(
            NoticeKind.FORGET_ME, forget_me(rows=[], days=14), role=Audience.STRANGER, ref=""
        ),
        "forgotten": _notice(NoticeKind.FORGOTTEN, forgotten(), role=Audience.STRANGER, ref=""),
    }


def _by_clock() -> dict[str, Notice]:
    """What nobody asked for just now."""
    return {
        "reminder": _notice(NoticeKind.REMINDER, by_clock.reminder_context()),
        "reminder-two": _notice(NoticeKind.REMINDER, by_clock.reminder_of_two_context()),
        "no_news": _notice(NoticeKind.NO_NEWS, by_clock.no_news_context()),
        "no_news-voter": _notice(
            NoticeKind.NO_NEWS, by_clock.no_news_context(Status.SCHEDULED, "v0.4.0"), role=Audience.VOTER
        ),
        "no_news-watcher": _notice(NoticeKind.NO_NEWS, by_clock.no_news_context(), role=Audience.WATCHER),
        "weekly_digest": _notice(
            NoticeKind.WEEKLY_DIGEST,
            by_clock.weekly_context(),
            role=Audience.WATCHER,
            ref="",
            thread_subject="",
        ),
        "triage_digest": _notice(
            NoticeKind.TRIAGE_DIGEST,
            {**by_clock.triage_context(), "obeyed": True},
            role=Audience.TEAM,
            ref="",
            thread_subject="",
        ),
        "triage_digest-quiet": _notice(
            NoticeKind.TRIAGE_DIGEST,
            by_clock.triage_context(quiet=True),
            role=Audience.TEAM,
            ref="",
            thread_subject="",
        ),
        "champion_reminder": _notice(
            NoticeKind.CHAMPION_REMINDER, by_clock.champion_reminder_context(), role=Audience.CHAMPION
        ),
        "champion_wanted": _notice(
            NoticeKind.CHAMPION_WANTED, by_clock.champion_wanted_context(), role=Audience.VOTER
        ),
    }


def samples() -> dict[str, Notice]:
    """Named notices: every kind, every status for every part, and the shapes that differ much."""
    return {
        **_acknowledgements(),
        **_replies(),
        **_statuses(),
        **_votes(),
        **_championship(),
        **_team(),
        **_orders(),
        **_by_clock(),
    }
