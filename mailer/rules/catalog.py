"""The products that people ask for, looked up by any of their names and found in running text.

A name has one identity however it is written (`postgres`, `Postgre SQL`, `PostgreSQL 15`), and two products never meet
because their names look alike. A name nobody knows is nobody's: it is never bent to one that is known.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mailer.rules.catalog_file import Cues, Product, read_catalog
from mailer.rules.names import (
    MOST_SLIPS,
    SHORTEST_SLIP,
    WORD,
    fold,
    inside_word,
    key,
    near,
    numbers,
    parts,
    split,
)
from mailer.rules.ordinary import capital_tells, is_cued
from mailer.rules.spellings import Spelling, spellings

__all__ = ["Catalog", "Cues", "Mention", "Product"]

LONGEST_NAME = 120
"""A longer text is no product's name; also the bound that keeps `find` cheap."""
WORDS_AT_MOST = 24
"""Words of a mention at most; a name in a script without spaces counts one a letter."""

_BETWEEN = re.compile(
    r"[ \t\u00a0]{0,3}\r?\n?[ \t\u00a0]{0,3}|[-_./\u2010-\u2013]|[ \t]?&[ \t]?|[ \t]?\+[ \t]?|[ \t]/[ \t]|"
)
"""What may stand between two words of one name; a comma or a full stop with a space ends the name."""
_MORE_LABELS = re.compile(r"\.[a-z0-9-]{1,63}(?:\.[a-z0-9]|@)", re.IGNORECASE)
_VISIBLE = re.compile(r"[!-~]+")
_VERSION = re.compile(r"v?\d[\d.]*[a-z]?\Z")
_ABBREVIATED = re.compile(r"(?<=[a-z])[A-Z]{2,4}\Z")
"""Letters that stand for words are typed with care: SmartHQ is no slip for SmartHR, though DynamoBD is for DynamoDB."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One place in a text that names a product."""

    product: Product
    start: int
    end: int
    text: str
    """As written there."""


_Word = re.Match[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """All known products. Made by `from_toml`; every lookup is pure and safe to share between threads."""

    products: Mapping[str, Product]
    categories: tuple[str, ...]
    cues: Cues
    _spellings: Mapping[str, Spelling] = field(repr=False)
    _keys: Sequence[str] = field(repr=False)
    """The keys of all spellings in order: what begins one stands before it, and needs no list of its own."""
    _starts: frozenset[str] = field(repr=False)
    """Every beginning that ends where a listed name may be parted: how a mention in lower case begins."""
    _alike: Mapping[tuple[str, int], Sequence[str]] = field(repr=False)
    """First letter and length -> the keys that a mistyped name with both may mean."""
    _hosts: Mapping[str, Product] = field(repr=False)

    @classmethod
    def from_toml(cls, *texts: str) -> "Catalog":
        """Read the catalog from TOML texts; a later one (an operator's own) extends and overrides those before it.

        Raises ValueError that names every broken entry and what was expected of it.
        """
        read = read_catalog(*texts)
        table = spellings(read)
        return cls(
            products=read.products,
            categories=tuple(read.categories),
            cues=read.cues,
            _spellings=table,
            _keys=tuple(sorted(table)),
            _starts=frozenset(
                name[:cut] for name, spelling in table.items() for cut in (*spelling.cuts, len(name))
            ),
            _alike=_alike(table),
            _hosts=_hosts(read.products.values()),
        )

    def find(self, name: str) -> Product | None:
        """Return the product that `name` is a name of: any spelling, light typos; None for a name nobody knows.

        `name` is taken as a name and nothing else: `box` is Box here, while in a text it must look like one.
        """
        if len(name) > LONGEST_NAME:
            return None
        forms = tuple(dict.fromkeys(self._forms(name)))
        known = (self._spellings.get("".join(words)) for words in forms)
        exact = next((spelling.product for spelling in known if spelling), None)
        if exact:
            return exact
        short_for = _ABBREVIATED.search(name)
        ending = short_for[0].casefold() if short_for else ""
        near_by = (self._nearest(words, ending) for words in forms)
        return self._two_names(name) or next(filter(None, near_by), None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return every place of `text` that names a product, in order; of two that overlap, the longer one.

        Time grows linearly with the text. Links and mail addresses are no mentions (see `at`).
        """
        words = _words(text)
        found = []
        after = 0
        for at, word in enumerate(words):
            if at < after or not self._may_begin(word[0]):
                continue
            hit = self._mention(text, words, at)
            if hit:
                mention, after = hit
                found.append(mention)
        return tuple(found)

    def same(self, a: str, b: str) -> bool:
        """Tell whether two names mean one product, known or not; spelling, spacing and a light typo do not part them."""
        first, second = self.find(a), self.find(b)
        if first or second:
            return first is second
        if max(len(a), len(b)) > LONGEST_NAME or numbers(a) != numbers(b):
            return bool(key(a)) and key(a) == key(b)
        return any(near(x, y) for x in self._forms(a) for y in self._forms(b))

    def at(self, host: str) -> Product | None:
        """Return the product whose pages are at `host` (`docs.stripe.com` is Stripe's), None where several share it."""
        labels = host.casefold().strip(".").split(".")[-6:]
        below = (".".join(labels[at:]) for at in range(len(labels) - 1))
        return next((self._hosts[name] for name in below if name in self._hosts), None)

    def _forms(self, name: str) -> Iterator[tuple[str, ...]]:
        """The ways to read a name as words, the most literal first."""
        for part in parts(name):
            words = split(part)
            yield words
            while len(words) > 1 and words[0] in self.cues.generic:
                words = words[1:]
            yield words
            while len(words) > 1 and (words[-1] in self.cues.generic or _VERSION.match(words[-1])):
                words = words[:-1]
                yield words

    def _two_names(self, name: str) -> Product | None:
        """The product that is named twice, as in `Azure AD / Entra ID`."""
        pieces = name.split("/")
        if len(pieces) != 2:
            return None
        one, other = map(self.find, pieces)
        return one if one is other else None

    def _nearest(self, words: tuple[str, ...], ending: str) -> Product | None:
        """The one product of which `words` is a mistyped name, with the letters of `ending` at its end; where two would
        do, the one with the same letters, or None."""
        name = "".join(words)
        if len(name) < SHORTEST_SLIP:
            return None
        alike = self._alike.get((name[0], len(name)), ())
        close = process.extract(name, alike, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=12)
        slips = [one for one, _, _ in close if near(words, self._spellings[one].words)]
        slips = [one for one in slips if sorted(one[len(one) - len(ending) :]) == sorted(ending)]
        swapped = [one for one in slips if sorted(one) == sorted(name)]
        meant = {self._spellings[one].product.key for one in swapped or slips}
        return self.products[meant.pop()] if len(meant) == 1 else None

    def _may_begin(self, word: str) -> bool:
        """Tell whether a mention may begin with this word."""
        return fold(word) in self._starts if word[0].islower() else self._begins(fold(word))

    def _begins(self, begun: str) -> bool:
        """Tell whether a key begins so."""
        at = bisect_left(self._keys, begun)
        return at < len(self._keys) and self._keys[at].startswith(begun)

    def _mention(self, text: str, words: Sequence[_Word], at: int) -> tuple[Mention, int] | None:
        """The longest mention that begins with word number `at`, and the number of the word after it."""
        best = None
        name, joins = "", []
        for last in range(at, min(at + WORDS_AT_MOST, len(words))):
            word = words[last]
            if last > at:
                if not _BETWEEN.fullmatch(text, words[last - 1].end(), word.start()):
                    break
                joins.append(len(name))
            name += fold(word[0])
            if not self._begins(name):
                break
            spelling = self._spellings.get(name)
            if spelling and self._meant(spelling, text, words[at : last + 1], joins):
                best = spelling.product, last
        return best and (_place(best[0], text, words[at].start(), words[best[1]].end()), best[1] + 1)

    def _meant(self, spelling: Spelling, text: str, run: Sequence[_Word], joins: Sequence[int]) -> bool:
        """Tell whether the words of `run` are meant as this name."""
        start, end = run[0].start(), run[-1].end()
        written = text[start:end]
        if inside_word(text, start, end) or _inside_host(text, start, end):
            return False
        capitals = not any(word[0][0].islower() for word in run)
        if not spelling.cuts.issuperset(joins) and not (capitals and end - start > SHORTEST_SLIP):
            return False
        if spelling.exact and written not in spelling.exact and not written.isupper():
            return is_cued(self.cues, text, start, end)
        if not spelling.ordinary:
            return True
        # LINE is not Line, nor ReadMe a README; and a short word in capitals abbreviates many things
        telling = (
            capitals and written.isupper() == spelling.upper and not (spelling.upper and len(written) < 4)
        )
        return is_cued(self.cues, text, start, end) or (
            telling and capital_tells(self.cues, text, start, end)
        )


def _inside_host(text: str, start: int, end: int) -> bool:
    """Tell whether the place is a piece of a dotted name (`mail.zoho.example`); a whole `paypal.com` is not."""
    if text[start - 1 : start] == "." and text[max(0, start - 2)].isalnum():
        return True
    return bool(_MORE_LABELS.match(text, end))


def _place(product: Product, text: str, start: int, end: int) -> Mention:
    return Mention(product=product, start=start, end=end, text=text[start:end])


def _words(text: str) -> list[_Word]:
    """The words of `text` with their places, without those of links and mail addresses."""
    found = list(WORD.finditer(text))
    if "@" not in text and "://" not in text and "www." not in text:
        return found
    links = [run.span() for run in _VISIBLE.finditer(text) if _is_link(run[0])]
    return list(_outside(found, links))


def _is_link(run: str) -> bool:
    return "://" in run or "@" in run or run.startswith("www.")


def _outside(words: Iterable[_Word], links: Iterable[tuple[int, int]]) -> Iterator[_Word]:
    """The words that lie in no link; both come in order."""
    coming = iter(links)
    link = next(coming, None)
    for word in words:
        while link and link[1] <= word.start():
            link = next(coming, None)
        if not link or word.start() < link[0]:
            yield word


def _alike(table: Mapping[str, Spelling]) -> dict[tuple[str, int], list[str]]:
    """The keys that are near enough in length to one another, each under its first letter, which nobody mistypes."""
    found: dict[tuple[str, int], list[str]] = {}
    for name, spelling in table.items():
        if not spelling.ordinary:
            for length in range(len(name) - MOST_SLIPS, len(name) + MOST_SLIPS + 1):
                found.setdefault((name[0], length), []).append(name)
    return found


def _hosts(products: Iterable[Product]) -> dict[str, Product]:
    """Host -> the one product there; a host of several products says nothing about which."""
    claims: dict[str, list[Product]] = {}
    for product in products:
        for host in product.domains:
            claims.setdefault(host, []).append(product)
    return {host: owners[0] for host, owners in claims.items() if len(owners) == 1}
