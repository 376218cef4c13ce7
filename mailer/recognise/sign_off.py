"""Takes a writer's sign-off off what they wrote, knowing who they are: their name, their card, a closing.

`parse` takes off what is a signature whoever wrote it. Here the words are about to leave the team in the name of the
service, so that the writer's own name alone on a line is enough.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailer.model.message import Address
from mailer.parse import footer_cues as cues

MOST_LINES = 15
"""Lines of a sign-off."""
LONGEST = 90
"""Characters of a line that may belong to one."""
SENTENCE = 5
"""So many words with a stop behind them are a sentence."""
NAME_LINES, NAME_WORDS = 3, 3
"""What may stand below a closing and be a name."""
CLOSING_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(r"[|,(/·•–—]")
_ADDRESSED = re.compile(r",(?:\s*\Z| [^\W\d_A-Z])")
"""`Kim,` and `Kim, please …` speak to somebody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """By what the writer is known on a line."""

    address: str
    names: frozenset[str]
    initials: frozenset[str]

    def is_named(self, line: str) -> bool:
        """Their name or initials, alone or before their title: `Kim Sato`, `K. Sato | Product`, `/Kim`, `KS`."""
        if _ADDRESSED.search(line):
            return False
        name = _TITLE.split(line.lstrip("/~–—- "), maxsplit=1)[0]
        words = [word.casefold() for word in _WORD.findall(name)]
        if len(words) == 1 and name.isupper() and len(words[0]) > 1 and set(words[0]) == self.initials:
            return True
        mine = all(word in self.names or word in self.initials for word in words)
        return mine and any(word in self.names for word in words)


def without_sign_off(text: str, writer: Address) -> str:
    """Return `text` without the sign-off of `writer` at its end; empty when it is nothing else."""
    who = _known(writer)
    lines = [line.rstrip() for line in text.split("\n")]
    end = _filled(lines, len(lines))
    for _ in range(3):
        before, end = end, _filled(lines, _sign_off(lines, end, who))
        if end == before:
            break
    return "\n".join(lines[:end]).strip("\n")


def _known(writer: Address) -> _Writer:
    local = writer.address.partition("@")[0].partition("+")[0]
    name, mailbox = ([word.casefold() for word in _WORD.findall(text)] for text in (writer.name, local))
    return _Writer(
        address=writer.address.casefold(),
        names=frozenset((*name, *mailbox)),
        initials=frozenset(word[0] for word in name or mailbox),
    )


def _filled(lines: Sequence[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _sign_off(lines: Sequence[str], end: int, who: _Writer) -> int:
    """Where the sign-off begins that ends at `end`, or `end` itself."""
    for at in range(max(0, end - MOST_LINES), end):
        line, below = lines[at].strip(), [line.strip() for line in lines[at + 1 : end] if line.strip()]
        if _signs(below) and (_opens(line, who) or _closes(line, below, who, alone=at == 0)):
            return at
    return _card(lines, end, who)


def _opens(line: str, who: _Writer) -> bool:
    """A signature's mark, or the writer's name, also behind a closing: `Best, Kim`."""
    if not line or len(line) > LONGEST:
        return False
    words = line.split()
    splits = range(1, min(len(words), CLOSING_WORDS + 1))
    return (
        bool(cues.SIGNATURE_MARK.match(line))
        or who.is_named(line)
        or any(_is_closing(words[:at]) and who.is_named(" ".join(words[at:])) for at in splits)
    )


def _is_closing(words: Sequence[str]) -> bool:
    return bool(cues.CLOSING.match(" ".join(words)[:LONGEST].rstrip(",–—- ")))


def _closes(line: str, below: Sequence[str], who: _Writer, *, alone: bool) -> bool:
    """A closing signs with what stands below it: a name of somebody, not a thought that goes on after a `thank you`."""
    if not below or not cues.CLOSING.match(line[:LONGEST]):
        return False
    few = len(below) <= NAME_LINES and all(len(one.split()) <= NAME_WORDS for one in below)
    return who.is_named(below[0]) or any(map(_reaches, below)) or (few and not alone)


def _signs(below: Sequence[str]) -> bool:
    """None of these lines is a sentence; or they are the usual card, and whatever small print follows."""
    return all(map(_short, below)) or any(map(_reaches, below[:6]))


def _short(line: str) -> bool:
    words = line.split()
    sentence = len(words) >= SENTENCE and line.endswith((".", "!", "?")) and not _reaches(line)
    return len(line) <= LONGEST and len(words) <= 2 * SENTENCE and not (sentence and "|" not in line)


def _reaches(line: str) -> bool:
    """It says how to reach somebody."""
    short = line[:LONGEST]
    return bool(
        cues.PHONE.search(short)
        or cues.CONTACT_WORD.match(short)
        or cues.ONLY_LINK.match(short)
        or ("@" in short and len(short.split()) <= SENTENCE and not short.endswith((".", "?", "!")))
    )


def _card(lines: Sequence[str], end: int, who: _Writer) -> int:
    """The last paragraph, where it is the writer's card without their name; never the first one."""
    begin = end
    while begin and lines[begin - 1].strip():
        begin -= 1
    card = [line.strip() for line in lines[begin:end]]
    said, domain = " ".join(card).casefold(), who.address.rpartition("@")[2]
    theirs = who.address in said or (len(card) > 1 and domain in said)
    return begin if begin and theirs and all(map(_short, card)) and any(map(_reaches, card)) else end
