"""Finds the card that a mail's own header proves: the writer's name, and below it where they work and what they are."""

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

from mailer.model.message import Address
from mailer.parse import footer_cues as cues
from mailer.parse.cards import card_like, closes, is_name, says

_MOST_LINES = 4
"""Below the name."""
_MOST_WORDS = 7
_WORD = re.compile(r"[^\W\d_]{2,}")
_BEHIND = re.compile(r"\s?[|·•/]\s?|\s[–—-]\s|,\s")
_SHORTEST_DOMAIN = 4


def writers_card_begins(lines: Sequence[str], first: int, end: int, writer: Address) -> int:
    """Where the writer's card begins that ends at `end`, with the closing above it; `end` where there is none. A name with
    nothing below or behind it is none, and a line up to `first` is never part of one."""
    filled = [n for n in range(max(first + 1, end - 3 * _MOST_LINES), end) if lines[n].strip()]
    for at in filled[-_MOST_LINES - 1 :]:
        below = [lines[n].strip() for n in filled if n > at]
        if _is_card(lines[at].strip(), below, writer) and (begin := _begins(lines, at, first, writer)):
            return begin
    return end


def _begins(lines: Sequence[str], at: int, first: int, writer: Address) -> int:
    """The closing above a name, or the name where it opens a paragraph and no line asks for it; 0 where it does neither."""
    above = next((n for n in range(at - 1, first, -1) if lines[n].strip()), -1)
    if above > first and closes(lines[above]):
        return above
    said = next((lines[n].rstrip() for n in range(at - 1, -1, -1) if lines[n].strip()), "")
    opens = not lines[at - 1].strip() and not said.endswith((":", "："))
    return at if opens and _names(_name(lines[at].strip()), writer) else 0


def _is_card(line: str, below: Sequence[str], writer: Address) -> bool:
    name = _name(line)
    place = [one for one in (line[len(name) :].strip(" |·•/–—,-"), *below) if one]
    if not 0 < len(place) <= _MOST_LINES or not all(map(_is_place, place)) or cues.speaks(place):
        return False
    proven = _names(name, writer) or any(_is_theirs(one, writer) for one in place)
    return proven and is_name(name) and card_like(place)


def _name(line: str) -> str:
    return _BEHIND.split(line, maxsplit=1)[0]


def _names(name: str, writer: Address) -> bool:
    """Whether a line is the name in the header, or the one that the address is made of."""
    said = _tokens(name)
    known = _tokens(writer.name) or _tokens(re.sub(r"[._+-]", " ", writer.address.partition("@")[0]))
    whole = len(known) > 1 or any(letter > "\u2e80" for one in known for letter in one)
    return whole and known <= said and len(said) <= len(known) + 2


def _is_theirs(line: str, writer: Address) -> bool:
    """Whether a line says the name of the domain that the mail came from: `Tidewater Mutual` of `tidewater.example`."""
    label = next(iter(writer.address.rpartition("@")[2].split(".")[-2:-1]), "")
    return len(label) >= _SHORTEST_DOMAIN and label in "".join(_WORD.findall(_plain(line)))


def _is_place(line: str) -> bool:
    return len(line.split()) <= _MOST_WORDS and not line[:1].islower() and not says(line)


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    """In small letters, without the accents that many leave out of the name in their header."""
    return "".join(one for one in normalize("NFKD", text.casefold()) if not combining(one))
