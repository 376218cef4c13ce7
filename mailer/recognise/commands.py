"""The verbs that a mail may begin with, for people and for the team. Forgiving in wording; who may use them is judged elsewhere.

Only the first lines of what the author newly wrote count, and only while each of them is a verb: what stands in quotes,
signatures or further down is never a command (RELIABILITY R-78).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_COMMANDS = 10
LONGEST_LINE = 200
"""A longer line is prose, except the argument of a verb that takes a text."""


class Verb(StrEnum):
    """What a mail can ask for in one word."""

    STATUS = "status"
    HELP = "help"
    FORM = "form"
    VOTE = "vote"
    UNVOTE = "unvote"
    WATCH = "watch"
    MUTE = "mute"
    EVERYTHING = "everything"
    DECISIONS = "decisions only"
    STOP = "stop"
    WITHDRAW = "withdraw"
    SEPARATE = "separate"
    CREDIT = "credit"
    # the team's
    REVIEW = "review"
    ACCEPT = "accept"
    DECLINE = "decline"
    SCHEDULE = "schedule"
    START = "start"
    COMPLETE = "complete"
    NOTE = "note"
    REPLY = "reply"
    SCORE = "score"


TEAM_VERBS = frozenset(
    {
        Verb.REVIEW,
        Verb.ACCEPT,
        Verb.DECLINE,
        Verb.SCHEDULE,
        Verb.START,
        Verb.COMPLETE,
        Verb.NOTE,
        Verb.REPLY,
        Verb.SCORE,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One verb with what stands behind it."""

    verb: Verb
    argument: str = ""


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})[ .!]{{0,3}}\Z", re.IGNORECASE)


def _with_argument(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})(?:[ :]+(?P<argument>\S[\s\S]*))?\Z", re.IGNORECASE)


PERSONS: Sequence[tuple[Verb, re.Pattern[str]]] = (
    (
        Verb.STATUS,
        re.compile(r"status(?: +(?P<argument>[A-Z][A-Z0-9]{0,9}-\d{1,9}))?[ .?!]{0,3}\Z", re.IGNORECASE),
    ),
    (Verb.HELP, _words("help", "hilfe", "aide", "ayuda", "ajuda", "aiuto", "ヘルプ")),
    (Verb.FORM, _words("form", "formular", "formulaire", "formulario", "formulário", "フォーム")),
    (Verb.UNVOTE, _words(r"-1", "unvote", "un-vote", "withdraw my vote")),
    (Verb.VOTE, _words(r"\+ ?1", "vote", "me too", "ich auch", "moi aussi", "yo también", "eu também", "👍")),
    (Verb.WATCH, _words("watch", "follow")),
    (Verb.MUTE, _words("mute")),
    (Verb.EVERYTHING, _words("everything", "unmute")),
    (Verb.DECISIONS, _words("decisions only", "decisions")),
    (
        Verb.STOP,
        _words("stop", "unsubscribe", "abmelden", "abbestellen", "arrêter", "parar", "停止", "配信停止"),
    ),
    (Verb.SEPARATE, _words("separate", "separate please", "split")),
    (
        Verb.CREDIT,
        re.compile(
            r"(?:credit me as +(?P<argument>\S.*?)|(?:no credit|do not credit me))[ .!]{0,3}\Z", re.IGNORECASE
        ),
    ),
    (Verb.WITHDRAW, _words("withdraw", "withdraw my request", "cancel my request")),
)
TEAM: Sequence[tuple[Verb, re.Pattern[str]]] = (
    (Verb.REVIEW, _words("review", "under review")),
    (Verb.ACCEPT, _with_argument("accept")),
    (Verb.DECLINE, _with_argument("decline")),
    (Verb.SCHEDULE, _with_argument("schedule")),
    (Verb.START, _with_argument("start", "in development")),
    (Verb.COMPLETE, _with_argument("complete")),
    (Verb.NOTE, _with_argument("note")),
    (Verb.REPLY, _with_argument("reply")),
    (Verb.SCORE, _with_argument("score")),
)
TAKES_ALL = frozenset({Verb.DECLINE, Verb.NOTE, Verb.REPLY})
"""Verbs whose argument is a text that may go on over the following lines."""


def read_commands(text: str, *, team: bool) -> tuple[Command, ...]:
    """Return the commands at the top of `text` (the mail's new text); none when its first line is no verb."""
    found: list[Command] = []
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for at, line in enumerate(lines[:MOST_COMMANDS]):
        command = _read(line, team=team)
        if command is None:
            break
        if command.verb in TAKES_ALL:
            rest = "\n".join([command.argument, *lines[at + 1 :]]).strip()
            return (*found, Command(verb=command.verb, argument=rest))
        found.append(command)
    return tuple(found)


def _read(line: str, *, team: bool) -> Command | None:
    if len(line) > LONGEST_LINE and not team:
        return None
    for verb, pattern in (*(TEAM if team else ()), *PERSONS):
        match = pattern.match(line)
        if match:
            return Command(verb=verb, argument=(match.groupdict().get("argument") or "").strip())
    return None
