"""Which language a text is written in, by its script and its commonest words.

A statistical detector errs on the few words that mails have ("Snowflake" is read as Javanese); common words do not.
"""

import re
from collections import Counter

from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words

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


def recognise(text: str, words: Words) -> str:
    """The ISO 639-1 code of the language of `text`; English where nothing tells."""
    sample = _LINK.sub(" ", text[:ENOUGH])
    return _by_script(sample) or _by_words(sample, words)


def _by_script(sample: str) -> str:
    """A script that only one of our languages uses; ideographs without any kana are Chinese."""
    letters = sum(map(str.isalpha, sample)) or 1
    for code, script in _SCRIPTS:
        share = len(script.findall(sample)) / letters
        if share > (0.08 if code in ("ja", "ko", "zh") else 0.3):
            return code
    return ""


def _by_words(sample: str, words: Words) -> str:
    counted = Counter(word.form for word in words_of(sample))
    scores = {
        code: sum(counted[form] for form in counted.keys() & common) for code, common in words.common.items()
    }
    best = max(scores, key=lambda code: (scores[code], code == DEFAULT), default=DEFAULT)
    return best if scores.get(best, 0) >= 1 else DEFAULT
