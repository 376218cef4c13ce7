"""Quote marks that the author of a first mail set around a list, what a log says, what they need: it is all their mail.

Whole sentences may be somebody else's, a customer's or our own; `extract.voices` says what they count for.
"""

from collections.abc import Iterator, Sequence

from mailer.parse.history import unmarked
from mailer.parse.prompts import SENTENCE

_ASKED = ("?", "？", ":", "：")
"""How a question or a label ends, which what stands below it answers."""


def set_apart(lines: Sequence[str], kinds: Sequence[str]) -> tuple[list[str], list[str]]:
    """`lines` and their `kinds`, where what is marked as quoted is the author's `own`: it stands below words of theirs, says
    no sentence, and nothing answers it. Who answers between quotes, or below one, has a mail before them."""
    passages = list(_passages(kinds))
    if not passages or not all(_is_set_apart(lines, kinds, start, end) for start, end in passages):
        return list(lines), list(kinds)
    told, told_kinds = list(lines), list(kinds)
    for start, end in passages:
        told[start:end] = [_unmarked(line) for line in lines[start:end]]
        told_kinds[start:end] = ["own" if line.strip() else "blank" for line in told[start:end]]
    return told, told_kinds


def _passages(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where runs of quoted lines begin and end."""
    start = None
    for n, kind in enumerate([*kinds, ""]):
        if kind == "quote" and start is None:
            start = n
        elif kind != "quote" and start is not None:
            yield start, n
            start = None


def _is_set_apart(lines: Sequence[str], kinds: Sequence[str], start: int, end: int) -> bool:
    words_above = "own" in kinds[:start]
    said = [line for line in map(unmarked, lines[start:end]) if line]
    alone = end == len(kinds) or kinds[end] == "blank"
    return words_above and alone and bool(said) and not (said[-1].endswith(_ASKED) or any(map(_says, said)))


def _says(line: str) -> bool:
    return SENTENCE.search(line) is not None


def _unmarked(line: str) -> str:
    """One level of marks less; `> 5 GB a day` is more than that, and no quote."""
    bare = unmarked(line)
    counts = bare[:1].isdigit() and line.lstrip().startswith("> ") and bare[1:2] not in ".)"
    return line if counts else line.lstrip(" \t\xa0").lstrip(">＞").removeprefix("&gt;").removeprefix(" ")
