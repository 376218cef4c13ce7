"""What a wish is about in a handful of stems: by them two improvements of one product are told apart, or taken for one."""

import re
from collections.abc import Iterable, Iterator

from mailer.extract.names.name import Name
from mailer.extract.text.marked import Marked
from mailer.extract.text.words import Words
from mailer.rules.names import without_accents

STEM = 5
"""Letters by which words of one stem are the same: `authenticate` and `authentication`."""
SHORTEST = 3
MOST = 40
"""Stems that are kept of one wish."""
SAYS_NOTHING = ("request", "enhancement", "wish", "thanks", "closing", "greeting", "vote")
"""Tags of the cues by which something is asked for, whatever it is."""
_WORD = re.compile(r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{3,}")
_RUN = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[\u3400-\u9fff]{2,}|[\uac00-\ud7af]{2,}")
"""Scripts without spaces: a run of one of them, which is compared by its pairs of characters."""


def gist_of(texts: Iterable[str], names: Iterable[Name], language: str, words: Words) -> frozenset[str]:
    """The stems of `texts` but for the `names` and what every request says; at most MOST, the first ones."""
    named = {stem for name in names for stem in _stems(name.text, frozenset())}
    found: dict[str, None] = {}
    for text in texts:
        said = Marked(text, language, words)
        kept = _without(text, [(hit.start, hit.end) for hit in said.hits if hit.tag in SAYS_NOTHING])
        found |= dict.fromkeys(stem for stem in _stems(kept, words.empty) if stem not in named)
    return frozenset(list(found)[:MOST])


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    kept = list(text)
    for start, end in places:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _stems(text: str, empty: frozenset[str]) -> Iterator[str]:
    for found in _WORD.findall(text.casefold()):
        if found not in empty:
            yield _stem(found)
    for run in _RUN.findall(text):
        pairs = (run[at : at + 2] for at in range(len(run) - 1))
        yield from (pair for pair in pairs if pair not in empty)


def _stem(word: str) -> str:
    bare = without_accents(word)
    return (bare[:-1] if bare.endswith("s") and len(bare) > SHORTEST else bare)[:STEM]
