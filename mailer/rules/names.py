"""How names are compared: a key without case, accents, spaces and punctuation, and what counts as a slip of the keys.

It knows no product and no list; the catalog does.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f"
WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
"""A word, or one letter of a script that writes no spaces."""

SHORTEST_SLIP = 5
"""A word as short as this or shorter is never taken as mistyped."""
LONG, VERY_LONG = 7, 11
"""Letters from which on one slip, or two, leave a word the same."""

_VOWELS = "aeiouy"

MOST_SLIPS = 2
"""How many slips the longest word forgives."""

_KATAKANA = re.compile(r"[\u30a0-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_VOICED = "\u3099\u309a"
"""Marks that make another letter of a kana; the accents of other scripts make none."""
_DIGITS = re.compile(r"\d+")
_POSSESSIVE = re.compile(r"['’]s\b")
_BRACKETED = re.compile(r"\(([^()]*)\)")


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return a word without case and width; accents stay, since `über` is not Uber."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFKC", word).casefold()


def without_accents(name: str) -> str:
    """Return a name as people write it who have no accents on their keyboard."""
    if name.isascii():
        return name
    apart = unicodedata.normalize("NFKD", name)
    kept = (one for one in apart if one in _VOICED or not unicodedata.combining(one))
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=2048)
def split(name: str) -> tuple[str, ...]:
    """Return the folded words of a name: `Power-BI` and `power bi` are the same two."""
    return tuple(map(fold, WORD.findall(name)))


def key(name: str) -> str:
    """Return what stands for a name however it is spaced; empty for a text without a letter or digit."""
    return "".join(split(name))


def parts(name: str) -> Iterator[str]:
    """Yield a name as written, without and within its brackets, and with its maker in front (`Kafka by Apache`)."""
    yield name
    plain = _POSSESSIVE.sub("", name)
    yield plain
    if "(" in plain:
        yield _BRACKETED.sub(" ", plain)
        yield from _BRACKETED.findall(plain)
    product, by, vendor = plain.partition(" by ")
    if by:
        yield f"{vendor} {product}"


SHORTEST_INSIDE = 4
"""Letters of a name that says something when it stands inside of another one."""


def alike(one: str, other: str) -> bool:
    """Tell whether two names may well mean the same: one stands within the other, or a slip of the keys is all between."""
    shorter, longer = sorted((key(one), key(other)), key=len)
    within = len(shorter) >= SHORTEST_INSIDE and shorter in longer
    return within or near(split(one), split(other))


def near(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two split names differ by a slip of the keys only.

    Names that differ in a digit, in the first letter or in a short word are two names: S3 and D3, Azure SQL and Azure AD.
    """
    left, right = "".join(one), "".join(other)
    if left == right:
        return bool(left)
    if left[:1] != right[:1] or _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    if len(one) == len(other):
        return all(x == y or _slip(x, y) for x, y in zip(one, other, strict=True))
    return min(map(len, (*one, *other))) > 3 and _slip(left, right)


def numbers(name: str) -> list[str]:
    """Return the numbers in a name; names with different ones are different products."""
    return _DIGITS.findall(key(name))


def inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether a name in a script without spaces is only a piece of a longer word of that script."""
    before, first, last, after = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
    if _KATAKANA.match(before) and _KATAKANA.match(first):
        return True
    if _KATAKANA.match(after) and _KATAKANA.match(last):
        return True
    # a Korean particle may follow a name, but nothing is written before it
    return bool(_HANGUL.match(before) and _HANGUL.match(first))


def _slip(one: str, other: str) -> bool:
    """Tell whether two words are one word mistyped: the longer they are, the more may differ."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) < SHORTEST_SLIP or not (one.isascii() and other.isascii()):
        return False
    if len(shorter) < SHORTEST_SLIP:
        return len(shorter) == SHORTEST_SLIP - 1 and _single(one) == _single(other)
    if (_BENT.search(one) and not _BENT.search(other)) or _other_letter(one, other):
        return False
    apart = OSA.distance(one, other)
    if len(shorter) < LONG:
        swapped = apart == 1 and sorted(one) == sorted(other)
        return swapped or _single(one) == _single(other) or _without_vowel(longer, shorter)
    return apart <= (MOST_SLIPS if len(shorter) >= VERY_LONG else 1)


_BENT = re.compile(r"(?:ed|ing)$")
"""The ending of an ordinary word: `collected` is no slip for collectd."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {letter: (row, at) for row, letters in enumerate(_ROWS) for at, letter in enumerate(letters)}
_SOUND_ALIKE = frozenset(map(frozenset, ("ck", "cs", "sz", "dt", "bp", "fv", "gj", "vw", "kq")))


def _other_letter(one: str, other: str) -> bool:
    """Tell whether two words differ by one consonant that no finger and no ear takes for the other: Loggify, Lodgify."""
    if len(one) != len(other):
        return False
    apart = [{x, y} for x, y in zip(one, other, strict=True) if x != y]
    return len(apart) == 1 and not _are_taken_for_each_other(*apart[0])


def _are_taken_for_each_other(one: str, other: str) -> bool:
    if (one in _VOWELS and other in _VOWELS) or {one, other} in _SOUND_ALIKE:
        return True
    (row, at), (below, there) = _KEYS.get(one, _NOWHERE), _KEYS.get(other, _NOWHERE)
    return abs(row - below) <= 1 and abs(at - there) <= 1


_NOWHERE = (-9, -9)
"""No letter of the keys."""


def _without_vowel(longer: str, shorter: str) -> bool:
    """Tell whether one vowel within a long word is left out (`Shopfy`); a consonant often makes another name of it."""
    if len(longer) < LONG or len(longer) != len(shorter) + 1:
        return False
    return any(
        longer[at] in _VOWELS and longer[:at] + longer[at + 1 :] == shorter
        for at in range(1, len(longer) - 1)
    )


def _single(word: str) -> str:
    """The word with doubled letters written once."""
    return "".join(letter for letter, after in zip(word, word[1:] + " ", strict=True) if letter != after)
