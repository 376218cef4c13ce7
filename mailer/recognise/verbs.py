"""The verbs that a mail can hold, and what a mail orders by them."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What a mail can ask for in one word."""

    STATUS = "status"
    HELP = "help"
    FORM = "form"
    PREVIEW = "preview"
    VOTE = "vote"
    UNVOTE = "unvote"
    WATCH = "watch"
    MUTE = "mute"
    EVERYTHING = "everything"
    DECISIONS = "decisions only"
    WEEKLY = "weekly"
    STOP = "stop"
    WITHDRAW = "withdraw"
    FORGET = "forget me"
    ERASE = "erase"
    SEPARATE = "separate"
    CREDIT = "credit"
    CHAMPION = "champion"
    STEP_DOWN = "step down"
    PULL_REQUEST = "pull request"
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
    CONFIRM = "confirm"
    DELIVERED = "delivered"
    ASK = "ask"
    ASSIGN = "assign"
    SET = "field"
    MERGE = "merge"


NAMING = frozenset(
    {
        Verb.STATUS,
        Verb.VOTE,
        Verb.UNVOTE,
        Verb.WATCH,
        Verb.MUTE,
        Verb.EVERYTHING,
        Verb.DECISIONS,
        Verb.WEEKLY,
        Verb.WITHDRAW,
    }
)
"""Verbs that may name a request whose conversation it is not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """One verb with what stands behind it."""

    verb: Verb
    argument: str = ""
    named: bool = False
    """The argument is words that may be the name of a request; where its author has none of that name, it is a sentence like
    others."""
    implied: bool = False
    """Its author tells something of theirs that means the verb only from whom it can be meant by: `ours is different`, of
    a voter. From anybody else it is a sentence like others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Orders:
    """The verbs of a mail, and what else is written there."""

    commands: tuple[Command, ...] = ()
    words: str = ""
    """What is neither a verb nor its argument nor politeness; empty where there is nothing else."""
    run_on: bool = False
    """The words begin on a verb's own line: `help, I cannot …`."""
    spoken: bool = False
    """The verbs were said in sentences among others, not as words at the top."""
