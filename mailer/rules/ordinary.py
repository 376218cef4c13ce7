"""Tells whether a word that is both an ordinary word and a product's name is meant as the name, from the words around.

It looks at one line and a few words; which products there are it does not know.
"""

import re

from mailer.rules.catalog_file import Cues

AROUND = 100
"""How far a line is looked at on either side."""

_NEXT_WORD = re.compile(r"[\s'’\"”»/-]{0,3}([^\W_]+)")
_LAST_WORDS = re.compile(r"([^\W_]+)(?:[\s-]{1,3}([^\W_]+))?[\s\"“«'-]{1,3}\Z")
_LISTED = re.compile(r"\s?(?:,|&|/|\+|\||and|und|et|y|e|en|or|oder|ou)\s?[A-Z]")
_BULLETS = " \t-*•>#\"'“«([0123456789)"
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
    if text[start:end].casefold() in cues.capitals or _follows_article(cues, head):
        return False
    if _LISTED.match(rest) or head[-1:] in ("/", "|", "&", "+"):
        return True
    if _is_title(head, rest):
        return False
    if head.strip(_BULLETS) and head[-1] not in ".!?":
        return True
    return _begins_as_name(cues, rest)


def _follows_article(cues: Cues, head: str) -> bool:
    return head.rpartition(" ")[2].casefold() in cues.articles


def _begins_as_name(cues: Cues, rest: str) -> bool:
    """Tell whether a sentence's first word is a name: it stands alone, as a label, or bare before a verb."""
    after = _NEXT_WORD.match(rest)
    alone = not rest.strip(_CLOSING) or rest.lstrip()[:1] in ":-–—/(|"
    return alone or bool(after and after[1].casefold() in cues.verbs)


def _is_title(head: str, rest: str) -> bool:
    """Tell whether the line gives most words a capital, as titles do."""
    words = [word for word in (*head.split(), *rest.split()) if len(word) > 3 and word.isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.8 * len(words)
