"""What an answer says to a mail of ours that asks for a yes."""

from enum import StrEnum


class Consent(StrEnum):
    """Only YES is one; where people contradict themselves or ask back, nobody guesses."""

    YES = "yes"
    NO = "no"
    STOP = "stop"
    """No, and no more mail."""
    SILENT = "silent"
    """Nothing is written in it."""
    UNSAID = "unsaid"
    """Neither yes nor no, and nothing that speaks against a yes."""
    UNSURE = "unsure"
    """A question, a denial of something else, or yes and no at once."""
