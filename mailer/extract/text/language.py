"""Which language a text is written in, by its script and its commonest words.

A statistical detector errs on the few words that mails have ("Snowflake" is read as Javanese); common words do not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from mailer.extract.text.phrases import Word
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words

DEFAULT = "en"
ENOUGH = 4000
"""Characters that decide; more would only cost time."""
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
_LINK = re.compile(r"https?://\S+|\S+@\S+")
_LETTERS = {
    "ß": ("de",),
    "ñ¿¡": ("es",),
    "ãõ": ("pt",),
    "œ": ("fr",),
    "æø": ("da", "no"),
    "å": ("sv", "da", "no"),
    "äö": ("sv", "de", "fi"),
    "łąęśżźć": ("pl",),
    "řěůčň": ("cs",),
    "őű": ("hu",),
    "ğşı": ("tr",),
    "țșă": ("ro",),
    "đơưạếộ": ("vi",),
}
"""Letters that only few languages write."""
_APART = frozenset(["", *' \t\n,.;:?!()"'])
"""What stands beside a letter that is a word."""


def recognise(text: str, words: Words) -> str:
    """The ISO 639-1 code of the language of `text`; English where nothing tells."""
    sample = _sample(text)
    return _by_script(sample) or _by_words(sample, words)


def read_in(text: str, words: Words, language: str) -> str:
    """The language whose cues `text` is read with: its own, or beside English, whose cues are looked for in any text, the
    one that is spoken nearly as much (`please find below what our German colleagues wish: …`)."""
    if language != DEFAULT:
        return language
    told = list(_spoken(_sample(text), words))
    own = Counter(code for codes in told if DEFAULT not in codes for code in codes if code in words.cues)
    other = max(sorted(own), key=lambda code: own[code], default=DEFAULT)
    english = sum(DEFAULT in codes for codes in told)
    return other if own[other] >= _SOME and own[other] * 2 > english else DEFAULT


_SOME = 4
"""Common words of another language that make more than a quotation or a name."""


@lru_cache(maxsize=1)
def _sample(text: str) -> str:
    sample = text[:ENOUGH]
    return _LINK.sub(" ", sample) if "@" in sample or "://" in sample else sample


@lru_cache(maxsize=1)
def _words_of(sample: str) -> list[Word]:
    """They are looked at by themselves, as cues of every language, and once more where the language is English."""
    return words_of(sample)


def _by_script(sample: str) -> str:
    """A script that only one of our languages uses; ideographs without any kana are Chinese."""
    if sample.isascii():
        return ""
    letters = sum(map(str.isalpha, sample)) or 1
    for code, script in _SCRIPTS:
        share = len(script.findall(sample)) / letters
        if share > (0.08 if code in ("ja", "ko", "zh") else 0.3):
            return code
    return ""


def _by_words(sample: str, words: Words) -> str:
    scores = Counter(chain.from_iterable(_spoken(sample, words)))
    scores.update(_by_letters(sample))
    if len(sample) <= _SHORT and max(scores.values(), default=0) < _ENOUGH_SAID:
        scores.update(_by_cues(sample, words))
    spoken_here = words.cues.keys()
    return max(
        sorted(scores), key=lambda code: (scores[code], code == DEFAULT, code in spoken_here), default=DEFAULT
    )


_SHORT = 240
"""Characters of a mail of two lines."""
_ENOUGH_SAID = 3
"""Common words that tell a language by themselves."""


def _by_cues(sample: str, words: Words) -> Counter[str]:
    """Of a mail so short that few of its words are common ones, for how many phrases of it each language has a cue: `Manca
    Danea. Esportiamo tutto a mano.` A name has words too, but hardly two that are no English."""
    said = _words_of(sample)
    return Counter(
        {
            code: found
            for code, cues in words.cues.items()
            if (found := len({sample[one.start : one.end].lower() for one in cues.find(said)})) >= _TWO
            or code == DEFAULT
        }
    )


_TWO = 2
"""Phrases that make more than a word that two languages share."""


def _spoken(sample: str, words: Words) -> Iterator[tuple[str, ...]]:
    """Of each word that is common anywhere the languages that it is common in; `S/4HANA` has no Czech `s`, `un'integrazione`
    is two words, and `La Caixa` none of its own."""
    common = words.common
    for form, start, end in _words_of(sample):
        if "'" in form:
            yield from (common[piece] for piece in form.split("'") if len(piece) > 1 and piece in common)
        if form in common and _stands_alone(sample, start, end):
            yield common[form]


def _stands_alone(sample: str, start: int, end: int) -> bool:
    if sample[start].isupper() and _IN_A_NAME.match(sample, max(0, start - 1)):
        return False
    return end - start > 1 or {sample[max(0, start - 1) : start], sample[end : end + 1]} <= _APART


_IN_A_NAME = re.compile(r"(?<=[\w,]) [A-Z]\w* [A-Z]")
"""`our La Caixa account`: with a capital inside a sentence, and another behind it."""


def _by_letters(sample: str) -> Iterator[str]:
    """A language for each group of its own letters: as much as one word, since names have them too."""
    if sample.isascii():
        return
    written = frozenset(sample.lower())
    for letters, codes in _LETTERS.items():
        if not written.isdisjoint(letters):
            yield from codes
