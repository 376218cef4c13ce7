"""Lines of a shell, a database or an interpreter that stand behind their prompt `>`: the author's, though they look quoted."""

import re
from collections.abc import Sequence

from mailer.parse.footer_cues import REQUEST_LABEL
from mailer.parse.history import unmarked

_MOST_LINES = 30
_COMMAND = re.compile(
    r"(?:^|\s)--?[A-Za-z][\w-]*(?:[=\s]|$)|(?:^|\s)(?:\.{0,2}/|~/|[A-Z]:\\)[\w./\\-]+|\s(?:\||>>?|&&)\s|\$\w|;$|^\w+(?:\.\w+){0,3}\([^()]{0,80}\)|^\w{1,30}\s?=\s?\S"
    r"|^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|COPY|curl|wget|cd|ls|cat|ssh|scp|sudo|git|docker|kubectl|pip|npm|psql|python3?|import)\s\S"
)
SENTENCE = re.compile(r"[.?!。？！](?:[\"')]?$|\s+[A-Z])")
"""It ends like one, or goes on with another."""


def prompted(lines: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The kinds of a mail's lines, where quoted passages that are nothing but commands are its author's `own`."""
    told = list(kinds)
    start = 0
    for n, kind in enumerate([*kinds, ""]):
        if kind != "quote":
            if start < n and _are_commands([unmarked(line) for line in lines[start:n]]):
                told[start:n] = ["own"] * (n - start)
            start = n + 1
    return told


def _are_commands(passage: Sequence[str]) -> bool:
    """A few lines, none a sentence or a label, half of them commands."""
    filled = [line for line in passage if line]
    if not 0 < len(filled) <= _MOST_LINES:
        return False
    talk = any(len(line) > 300 or REQUEST_LABEL.match(line) or SENTENCE.search(line) for line in filled)
    return not talk and 2 * sum(bool(_COMMAND.search(line)) for line in filled) >= len(filled)
