"""Names that nobody has listed, of what people say they work with: `the diary is Cliniko`, `we keep it in KilnWatch`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mailer.extract.names.carried import carried
from mailer.extract.names.name import Name, capitalised, distinct, mentioned, name_of
from mailer.extract.names.shown_here import shown_here
from mailer.extract.names.unknown_names import forward
from mailer.extract.text.marked import Marked
from mailer.extract.text.noise import is_generic
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog

USED = 0.5
"""Confidence in such a name: a guess, which the author is asked to check."""
SHOWN = 0.6
"""Confidence in that of which its author says that it holds what shall be seen here."""
_COINED = re.compile(r"(?<![\w@./`-])(?:[A-Z][a-z]+[A-Z][A-Za-z]+|[a-z]{1,4}\.?[A-Z][a-z]\w*)(?![\w@/(`])")
"""Written as only names are: KilnWatch, eWay, ezyVet."""
_BRANDED = re.compile(r"[a-z]{1,5}[A-Z]")
"""ezyVet; behind `we use` it needs no more."""
_CAPITALS_SAY_NOTHING = ("de", "ja", "zh", "ko")
"""Languages whose ordinary nouns have a capital, or whose script has none."""
_LOOKS = 12
"""Places of a mail where such a name is looked for."""


def lone_names(marked: Marked, where: str, catalog: Catalog, *, answers: bool) -> list[Name]:
    """The known names that are all of what `lone_words` gives."""
    return distinct(
        mentioned(one, text, where, USED)
        for text in lone_words(marked, answers=answers)
        for one in catalog.mentions(text)
        if (one.start, one.end) == (0, len(text))
    )


def lone_words(marked: Marked, *, answers: bool) -> Iterator[str]:
    """The few words that are a line below a label, or a sentence of what `answers`; the last may be a signature."""
    for span in marked.sentences[:-1]:
        below = answers or marked.text[: span.start].rstrip().endswith(":")
        if below and marked.length(span) <= _LONE:
            yield marked.text[span.start : span.end].strip(" .,!")


_LONE = 3
"""Words of such a sentence."""


def used_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The names of a text that no list knows, best first; none where the words only might be one. What shall be seen here is
    kept in a program, and so is what shall be brought here."""
    kept = shown_here(marked, words) or carried(marked, words)
    name = name_of(kept, kept, where, SHOWN, words, catalog) if kept else None
    if name and not name.product and not is_generic(name.text, words):
        return [replace(name, program=True, shown=True)]
    found = (
        name_of(text, text, where, USED, words, catalog)
        for text in (*_coined(marked, words), *_worked_with(marked, words))
    )
    return distinct(name for name in found if name and not is_generic(name.text, words))[:1]


_SMALL = re.compile(r"[a-z]{3,}")
"""What begins a coined name, or a word of code such as `userName`."""


def _coined(marked: Marked, words: Words) -> Iterator[str]:
    linked = [(found.start(), found.end()) for found in _LINK.finditer(marked.text)]
    for found in _COINED.finditer(marked.text):
        small = _SMALL.match(found[0])
        worded = small is not None and (small[0] in words.ordinary or small[0] in words.empty)
        if not worded and not any(start <= found.start() < end for start, end in linked):
            yield found[0]


_LINK = re.compile(r"(?<!\S)\S*(?:://|@)\S*")


def _worked_with(marked: Marked, words: Words) -> Iterator[str]:
    """What stands behind `we use`, `it runs on`, `is called`, with a capital."""
    if marked.language in _CAPITALS_SAY_NOTHING:
        return
    for hit in [one for one in marked.hits if one.tag == "uses"][:_LOOKS]:
        sentence = marked.sentence_at(hit.start)
        text = forward(marked.text, hit.end, sentence.end, words)
        if capitalised(text) and (text[:1].isupper() or _BRANDED.match(text)):
            yield text
