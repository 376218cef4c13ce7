"""Words that never belong to a name: `integration`, `request`, a particle; which of them are noise the word lists say."""

import re
from collections.abc import Sequence

from mailer.extract.text.phrases import Hit, Word
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import ALWAYS, Words


def all_noise(text: str, words: Words) -> bool:
    listed = words_of(text)
    covered = noise_places(text, listed, words)
    return all(word.start in covered for word in listed)


def is_generic(text: str, words: Words, *sections: str) -> bool:
    """Whether a name is a protocol or format, such as OAuth or CSV, rather than a product."""
    listed = words_of(text)
    hits = [
        hit
        for hit in words.terms.find(listed)
        if hit.tag.startswith(sections or ("authentication", "formats"))
    ]
    return bool(listed) and all(any(hit.start <= word.start < hit.end for hit in hits) for word in listed)


def noise_places(text: str, listed: list[Word], words: Words, language: str = "") -> frozenset[int]:
    """Where those of the words `listed` of a text stand that never belong to a name; where its `language` is known, a small
    word of another one may begin a name."""
    covered: set[int] = set()
    found = _of_whole_words(words.noise.find(listed), text)
    if language and found and not text.islower():
        found = _without_foreign(found, text, words, language)
    reach, coming = 0, iter(found)
    hit = next(coming, None)
    for word in listed:
        while hit and hit.start <= word.start:
            reach, hit = max(reach, hit.end), next(coming, None)
        if word.start < reach and not (
            _GLUED.match(text, max(0, word.start - 1)) or _AMID.match(text, max(0, word.start - 2))
        ):
            covered.add(word.start)
    return frozenset(covered)


def _without_foreign(hits: Sequence[Hit], text: str, words: Words, language: str) -> list[Hit]:
    """`hits` without the first word of `Com Laude` in an English text: small, with a capital, before another capital."""
    begins = {hit.start for hit in hits}
    return [
        hit
        for hit in hits
        if hit.end - hit.start > _SMALL
        or not (named := _SMALL_BEFORE.match(text, hit.start))
        or named.start(1) in begins
        or not (spoken := words.common.get(text[hit.start : hit.end].lower()))
        or not {language, ALWAYS}.isdisjoint(spoken)
    ]


_SMALL = 3
"""Letters of an article or a preposition."""
_SMALL_BEFORE = re.compile(r"(?!As |Do |Per |Via )[A-Z][a-z]{1,2} ([A-Z])")
"""What is English as well may only have the capital of a title."""
_GLUED = re.compile(r"\d[A-Za-z]")
"""`1Tool`: letters right behind a figure are one word with it."""


_AMID = re.compile(r"\w-(?:on|of|in|to|and|the|your|as|by)-\w", re.IGNORECASE)
"""`Wake-on-LAN`: a small word between hyphens is a part of what they join."""


def _of_whole_words(hits: Sequence[Hit], text: str) -> Sequence[Hit]:
    """Those of `hits` that are no part of a longer Korean word: `채널` ends nothing in `채널톡`, `하고` is no particle in `위하고`."""
    if not _HANGUL.search(text):
        return hits
    kept: list[Hit] = []
    starts: set[int] = set()
    for hit in reversed(hits):
        ends = hit.end in starts or _NO_MORE.match(text, hit.end)
        if ends and not _ONE_BEFORE.search(text, max(0, hit.start - 1), hit.start):
            kept.append(hit)
            starts.add(hit.start)
    return kept[::-1]


_HANGUL = re.compile(r"[가-힣]")
_NO_MORE = re.compile(r"[이가은는도을를의로]?(?![가-힣])")
"""Behind a word's last syllable: at most a particle."""
_ONE_BEFORE = re.compile(r"(?<![가-힣])[가-힣]$")
"""A single syllable before a particle: too short for a name."""
