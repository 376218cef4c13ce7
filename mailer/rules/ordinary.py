"""Tells whether a word that is both an ordinary word and a product's name is meant as the name, from the words around.

It looks at one line and a few words; which products there are it does not know.
"""

import re

from mailer.rules.catalog_file import Cues

AROUND = 100
"""How far a line is looked at on either side."""

_NEXT_WORD = re.compile(r"[\s'’\"”»/-]{0,3}([^\W_]+)")
_LAST_WORDS = re.compile(r"([^\W_]+)(?:[\s-]{1,3}([^\W_]+))?[\s\"“«'-]{1,3}\Z")
_AND = "and|und|et|y|e|en|or|oder|ou|o"
_LISTED = re.compile(rf"\s(?:{_AND})\s[A-Z]|,\s[A-Z][\w.-]{{2,30}}(?:,|\s(?:{_AND}|&)\s|[.!?]?\s*\Z)")
"""What follows the first of several names."""
_BULLETS = " \t-*/•>#\"'“«([0123456789)"
_CLOSING = " \t\r.\"'”»)*"


def is_cued(cues: Cues, text: str, start: int, end: int) -> bool:
    """Tell whether the words right before or after say that a product is meant (`connector for box`, `box API`)."""
    after = _NEXT_WORD.match(text, end, end + AROUND)
    if after and after[1].casefold() in cues.after:
        return True
    before = _LAST_WORDS.search(text[max(0, start - 40) : start])
    if not before or (after and after[1].islower() and text[end : end + 1] == " "):
        return False
    said = [one.casefold() for one in before.groups() if one]
    return " ".join(said) in cues.before or said[-1] in cues.before


def capital_tells(cues: Cues, text: str, start: int, end: int) -> bool:
    """Tell whether the capital of `text[start:end]` shows a name: not at a sentence's start, nor where all have one."""
    head = text[max(0, start - AROUND) : start].rpartition("\n")[2].rstrip(" \t")
    rest = text[end : end + AROUND].partition("\n")[0]
    if text[start:end].casefold() in cues.capitals or rest[:1] == ":" or _follows_article(cues, head):
        return False
    listed = head[-1:] in ("/", "|", "&", "+") or rest.lstrip(" ")[:1] in ("/", "|", "&", "+")
    if listed or _in_other_script(rest):
        return True
    if (
        _is_title(head, rest)
        or _is_part_of_name(head)
        or "_" in (text[start - 1 : start], text[end : end + 1])
    ):
        return False
    if head.strip(_BULLETS) and head[-1] not in ".!?":
        return True
    alone = not head.strip() and not rest.strip(_CLOSING)
    if alone:
        # further down, a bare line is a signature as soon as a product
        return not text[max(0, start - AROUND) : start].strip()
    return bool(_LISTED.match(rest)) or _begins_as_name(cues, rest)


def _in_other_script(rest: str) -> bool:
    """`LINEで届いた…`: where a script without capitals goes on right behind a word, the sentence gave it none."""
    return rest[:1] >= _WITHOUT_CAPITALS and rest[:1].isalpha()


_WITHOUT_CAPITALS = "\u3040"


def _follows_article(cues: Cues, head: str) -> bool:
    return head.rpartition(" ")[2].casefold() in cues.articles


def _is_part_of_name(head: str) -> bool:
    """Tell whether the word before has a capital within a sentence, as in `Pink Sheets` or `White Drive`."""
    before, space, last = head.rpartition(" ")
    return bool(space) and last[:1].isupper() and last.isalpha() and before[-1:] not in (*".!?:,;-–—(*>#", "")


def _begins_as_name(cues: Cues, rest: str) -> bool:
    """Tell whether a sentence's first word is a name: it stands alone, as a label, or bare before a verb."""
    after = _NEXT_WORD.match(rest)
    alone = not rest.strip(_CLOSING) or rest.lstrip().startswith(("-", "–", "—", "("))
    return alone or bool(after and after[1].casefold() in cues.verbs)


def _is_title(head: str, rest: str) -> bool:
    """Tell whether the line gives most words a capital, as titles do, or writes nothing but capitals."""
    if (head + rest).isupper():
        return True
    words = [word for word in (*head.split(), *rest.split()) if len(word) > 3 and word.isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
