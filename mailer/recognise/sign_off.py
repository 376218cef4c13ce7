"""Takes a writer's sign-off off what they wrote, knowing who they are: their name, their card, a closing.

`parse` takes off what is a signature whoever wrote it. Here the words are about to leave the team in the name of the
service, so that the writer's own name alone on a line is enough.
"""

import re
from collections.abc import Sequence

from mailer.model.message import Address
from mailer.parse import reply_cues as cues

MOST_LINES = 15
"""Lines of a sign-off."""
LONGEST = 90
"""Characters of a line that may belong to one."""
SENTENCE = 5
"""So many words with a stop behind them are a sentence."""
NAME_LINES, NAME_WORDS = 3, 3
"""What may stand below a closing and be a name."""
_WORD = re.compile(r"[^\W\d_]+")
_TITLE = re.compile(r"[|,(/·•–—]")
_ADDRESSED = re.compile(r",(?:\s*\Z| [^\W\d_A-Z])")
"""`Kim,` and `Kim, please …` speak to somebody."""
_CLOSED = re.compile(r"(?P<closing>.{2,40}?)(?:,| [-–—])\s*(?P<name>\S.{0,60})\Z")


def without_sign_off(text: str, writer: Address) -> str:
    """Return `text` without the sign-off of `writer` at its end; empty when it is nothing else."""
    lines = [line.rstrip() for line in text.split("\n")]
    end = _filled(lines, len(lines))
    for _ in range(3):
        before, end = end, _filled(lines, _sign_off(lines, end, writer))
        if end == before:
            break
    return "\n".join(lines[:end]).strip("\n")


def _filled(lines: Sequence[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _sign_off(lines: Sequence[str], end: int, writer: Address) -> int:
    """Where the sign-off begins that ends at `end`, or `end` itself."""
    names = _names(writer)
    for at in range(max(0, end - MOST_LINES), end):
        line, below = lines[at].strip(), [line.strip() for line in lines[at + 1 : end] if line.strip()]
        if _names_writer(line, names) and _signs(below):
            return at
        if cues.CLOSING.match(line[:80]) and _closes(below, names, alone=at == 0):
            return at
    return _card(lines, end, writer)


def _names(writer: Address) -> frozenset[str]:
    local = writer.address.partition("@")[0].partition("+")[0]
    return frozenset(word.casefold() for word in _WORD.findall(f"{writer.name} {local}"))


def _names_writer(line: str, names: frozenset[str]) -> bool:
    """A signature's mark, or the writer's name, also behind a closing: `Best, Kim`."""
    if not line or len(line) > LONGEST:
        return False
    closed = _CLOSED.match(line)
    if closed and cues.CLOSING.match(closed["closing"]) and _is_name(closed["name"], names):
        return True
    return bool(cues.SIGNATURE_MARK.match(line)) or _is_name(line, names)


def _closes(below: Sequence[str], names: frozenset[str], *, alone: bool) -> bool:
    """A closing signs with what stands below it: a name of somebody, not a thought that goes on after a `thank you`."""
    if not below or not _signs(below):
        return False
    named = _is_name(below[0], names) or any(map(_reaches, below))
    return named or (
        not alone and len(below) <= NAME_LINES and all(len(b.split()) <= NAME_WORDS for b in below)
    )


def _is_name(line: str, names: frozenset[str]) -> bool:
    """The writer's name or initials, alone or before their title: `Kim Sato`, `K. Sato | Product`, `/Kim`; no salutation."""
    if _ADDRESSED.search(line):
        return False
    words = [
        word.casefold() for word in _WORD.findall(re.split(_TITLE, line.lstrip("/~–—- "), maxsplit=1)[0])
    ]
    initials = {name[0] for name in names}
    return any(word in names for word in words) and all(word in names or word in initials for word in words)


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


def _card(lines: Sequence[str], end: int, writer: Address) -> int:
    """The last paragraph, where it is the writer's card without their name; never the first one."""
    begin = end
    while begin and lines[begin - 1].strip():
        begin -= 1
    card = [line.strip() for line in lines[begin:end]]
    theirs = writer.address.rpartition("@")[2].casefold() in " ".join(card).casefold()
    return begin if begin and theirs and all(map(_short, card)) and any(map(_reaches, card)) else end
