"""Invented contexts of the mails to the team: what its orders did, and how a request is scored."""

from datetime import UTC, datetime

from mailer.model.contexts import command_done, command_line
from mailer.model.evaluation import Criterion, Mark
from mailer.model.notice import Context, Json
from mailer.rules.evaluation import evaluate

KIM, LEA = "kim@circle-core.example", "lea@circle-core.example"
_WEIGHTS = dict.fromkeys(Criterion, 1.0)
_MARKS = tuple(
    Mark(criterion=criterion, mark=mark, actor=actor, at=datetime(2026, 11, 12, 9, 24, tzinfo=UTC))
    for criterion, mark, actor in (
        (Criterion.FEASIBILITY, 4, KIM),
        (Criterion.FEASIBILITY, 3, LEA),
        (Criterion.VALUE, 5, KIM),
    )
)
UNSCORED = evaluate((), 1, _WEIGHTS)
SCORED = evaluate(_MARKS, 12, _WEIGHTS)


def transcript() -> Context:
    lines = [
        _line("schedule", "scheduled", old="accepted", old_release="", release="v0.5", told=13, kept="They would like it sooner."),
        _line("score", "scored", criterion="feasibility", old=2, mark=4, text="There is a REST API now."),
        _line("field", "set", field="priority", old=["low"], new=["high"]),
        _line("assign", "assigned", who=f"Lea Brandt <{LEA}>", old=KIM),
        _line("confirm", "confirmed", offers=[{"who": "bo@kontor.example", "roles": ["testing", "access"]}]),
        _line("reply", "passed_on", who="Mira Okafor <mira@northwind.example>", text="We look at it in May."),
        _line("note", "noted", text="Their licence worries me.", unheard=False),
        _refused("complete", "'soon' looks like no release; write it as in `complete v0.5`"),
    ]  # fmt: skip
    return command_done(ref="INT-12", name="Snowflake", lines=lines)


def about_several() -> Context:
    """The answer to a daily list."""
    lines = [
        _line("decline", "declined", about_ref="INT-9", old="under_review", old_release="", release="", told=1, explanation="It has no public API."),
        _line("merge", "merged", about_ref="INT-12", ref="INT-12", into="INT-7", name="Snowflake", told=2),
        _refused("accept", "which_request"),
    ]  # fmt: skip
    return command_done(ref="", name="", lines=lines)


def not_done() -> Context:
    lines = [_refused("accept", "answer_this_mail"), _refused("note", "no_text")]
    return command_done(ref="INT-12", name="Snowflake", lines=lines)


def _line(verb: str, says: str, **shows: Json) -> Context:
    return command_line(verb, says, shows={"about_ref": "", "example": "INT-7", **shows})


def _refused(verb: str, says: str) -> Context:
    return command_line(verb, says, refused=True, shows={"about_ref": "", "example": "INT-7"})
