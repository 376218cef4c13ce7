"""The products that people ask for: their names, spellings and homes, read from TOML texts and looked up.

A name has one identity however it is written (`postgres`, `Postgre SQL`, `PostgreSQL 15`), and two products never meet
because their names look alike (S3 is not D3, Azure SQL is not Azure AD). A name nobody knows is nobody's: it is never bent.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST_NAME = 120
"""A longer text is no product's name; also the bound that keeps `find` cheap."""
WORDS_AT_MOST = 8
"""Words of the longest name that `mentions` joins."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
"""A word, or one letter of a script that writes no spaces."""
_BETWEEN = re.compile(r"[ \t\u00a0]*\r?\n?[ \t\u00a0]*|[-_./\u2010-\u2013]|\s?&\s?|\s?\+\s?|")
"""What may stand between two words of one name; a comma or a full stop with a space ends the name."""
_VISIBLE = re.compile(r"[!-~]+")
_KATAKANA = re.compile(r"[\u30a0-\u30ff\uff66-\uff9f]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_POSSESSIVE = re.compile(r"['’]s\b")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_VERSION = re.compile(r"v?\d[\d.]*[a-z]?\Z")
_DIGITS = re.compile(r"\d+")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NEXT_WORD = re.compile(r"[\s'’\"”»/-]{0,3}([^\W_]+)")
_LAST_WORDS = re.compile(r"([^\W_]+)(?:[\s-]+([^\W_]+))?[\s\"“«'-]{1,3}\Z")

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
"""English writes them with a capital anyway, so a capital says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """One product or service that can be asked for."""

    key: str
    """Stable identity, such as `amazon-s3`."""
    name: str
    """As its maker writes it."""
    vendor: str
    """Who makes it; the product's own name where it is the company's."""
    category: str
    aliases: tuple[str, ...] = ()
    home: str = ""
    domains: tuple[str, ...] = ()
    """Hosts whose pages are about this product; a host below one of them counts too."""
    ambiguous: tuple[str, ...] = ()
    """Those of its names that are ordinary words too, and count in running text only with a sign that it is meant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """One place in a text that names a product."""

    product: Product
    start: int
    end: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spelling:
    """One way to write a product's name, found under its key."""

    product: Product
    words: tuple[str, ...]
    cuts: frozenset[int]
    """Offsets in the key where a name's words may be parted."""
    ordinary: bool
    """Counts in running text only with a sign."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Word:
    key: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Cues:
    """Words around an ordinary word that say that a product is meant, and words that add nothing to a name."""

    after: frozenset[str] = frozenset()
    """`connector`, `API` …: what is before them is a product."""
    before: frozenset[str] = frozenset()
    """`integrate with`, `connector for` …: what follows them is a product."""
    articles: frozenset[str] = frozenset()
    """`unsere`, `die` …: in a language that gives every noun a capital, the capital after them says nothing."""
    generic: frozenset[str] = frozenset()
    """`connector`, `database`, `the` …: a name is the same with and without them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalog:
    """All known products. Made by `from_toml`; every lookup is pure and safe to share between threads."""

    products: Mapping[str, Product]
    categories: tuple[str, ...]
    cues: Cues
    _spellings: Mapping[str, _Spelling] = field(repr=False)
    _beginnings: frozenset[str] = field(repr=False)
    _hosts: Mapping[str, Product] = field(repr=False)

    @classmethod
    def from_toml(cls, *texts: str) -> "Catalog":
        """Read the catalog from TOML texts; a later one extends and overrides those before it.

        Raises ValueError that names every broken entry and what was expected of it.
        """
        draft = _Draft()
        for number, text in enumerate(texts, 1):
            draft.read(number, text)
        if draft.mistakes:
            raise ValueError("\n".join(draft.mistakes))
        return _build(draft)

    def find(self, name: str) -> Product | None:
        """Return the product that `name` is a name of: any spelling, light typos, None for a name nobody knows.

        `name` is taken as a name and nothing else: `box` is Box here, while in a text it must look like one.
        """
        if len(name) > LONGEST_NAME:
            return None
        forms = tuple(dict.fromkeys(self._forms(name)))
        known = (self._spellings.get("".join(words)) for words in forms)
        exact = next((spelling.product for spelling in known if spelling), None)
        return exact or next(filter(None, map(self._nearest, forms)), None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return every place of `text` that names a product, in order; of two that overlap the longer one.

        Time grows linearly with the text. Links and mail addresses are no mentions (see `at`).
        """
        words = _words(text)
        found = []
        at = 0
        while at < len(words):
            hit = self._mention(text, words, at)
            if hit:
                mention, at = hit
                found.append(mention)
            else:
                at += 1
        return tuple(found)

    def same(self, a: str, b: str) -> bool:
        """Tell whether two names mean one product, known or not: spelling, spacing and a light typo do not part them."""
        first, second = self.find(a), self.find(b)
        if first or second:
            return first is second
        return any(_near(x, y) for x in self._forms(a) for y in self._forms(b) if x and y)

    def at(self, host: str) -> Product | None:
        """Return the product whose pages are at `host` (`docs.stripe.com` is Stripe), None where several share it."""
        labels = host.casefold().strip(".").split(".")
        below = (".".join(labels[at:]) for at in range(max(len(labels) - 1, 0)))
        return next((self._hosts[name] for name in below if name in self._hosts), None)

    def _forms(self, name: str) -> Iterator[tuple[str, ...]]:
        """The ways to read a name as words, the most literal first."""
        for part in _parts(name):
            words = tuple(word.key for word in _words(part))
            yield words
            while words and words[0] in self.cues.generic:
                words = words[1:]
            yield words
            while len(words) > 1 and (words[-1] in self.cues.generic or _VERSION.match(words[-1])):
                words = words[:-1]
                yield words

    def _nearest(self, words: tuple[str, ...]) -> Product | None:
        """The one product of which `words` is a mistyped name; None when two would do."""
        key = "".join(words)
        if len(key) < 5:
            return None
        close = process.extract(key, self._spellings.keys(), scorer=OSA.distance, score_cutoff=2, limit=12)
        spellings = [self._spellings[name] for name, _, _ in close]
        meant = {
            one.product.key: one.product for one in spellings if not one.ordinary and _near(words, one.words)
        }
        return next(iter(meant.values())) if len(meant) == 1 else None

    def _mention(self, text: str, words: Sequence[_Word], at: int) -> tuple[Mention, int] | None:
        """The longest mention that begins with word number `at`, and the number of the word after it."""
        best = None
        key, joins = "", []
        for last in range(at, min(at + WORDS_AT_MOST * 3, len(words))):
            word = words[last]
            if last > at and not _BETWEEN.fullmatch(text, words[last - 1].end, word.start):
                break
            joins.append(len(key))
            key += word.key
            if key not in self._beginnings:
                break
            spelling = self._spellings.get(key)
            if spelling and self._meant(spelling, text, words[at : last + 1], joins[1:]):
                place = Mention(
                    product=spelling.product,
                    start=words[at].start,
                    end=word.end,
                    text=text[words[at].start : word.end],
                )
                best = place, last + 1
        return best

    def _meant(self, spelling: _Spelling, text: str, run: Sequence[_Word], joins: Sequence[int]) -> bool:
        """Tell whether the words of `run` are meant as this name."""
        start, end = run[0].start, run[-1].end
        if _inside_word(text, start, end):
            return False
        capitals = all(word.capital for word in run)
        if not spelling.cuts.issuperset(joins) and not (capitals and end - start > 5):
            return False
        if end - start <= 2 and text[start:end].isalpha() and text[start:end].isascii():
            return text[start:end].isupper() and (not spelling.ordinary or self._cued(text, start, end))
        return (
            not spelling.ordinary
            or self._cued(text, start, end)
            or (capitals and _capital_tells(text, start, end, self.cues.articles))
        )

    def _cued(self, text: str, start: int, end: int) -> bool:
        """Tell whether the words around say that a product is meant."""
        after = _NEXT_WORD.match(text, end, end + 40)
        if after and after[1].casefold() in self.cues.after:
            return True
        before = _LAST_WORDS.search(text[max(0, start - 40) : start])
        if not before:
            return False
        said = " ".join(part for part in before.groups() if part).casefold()
        return said in self.cues.before and not (after and after[1].islower() and text[end : end + 1] == " ")


@dataclass(kw_only=True, slots=True)
class _Draft:
    """The catalog while its texts are read."""

    products: dict[str, Product] = field(default_factory=dict)
    owners: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Name's key -> number of the text that claimed it last, and the product."""
    vendors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    cues: dict[str, set[str]] = field(
        default_factory=lambda: {"after": set(), "before": set(), "generic": set()}
    )
    mistakes: list[str] = field(default_factory=list)

    def read(self, number: int, text: str) -> None:
        """Take in one TOML text; what is wrong with it goes to `mistakes`."""
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.mistakes.append(f"catalog {number}: not TOML: {error}")
            return
        for name in table.keys() - {"categories", "vendors", "cues", "products"}:
            self._wrong(number, name, "expected one of categories, vendors, cues, products")
        self.categories += [
            one for one in self._texts(number, table, "categories") if one not in self.categories
        ]
        for vendor in self._table(number, table, "vendors"):
            self.vendors[vendor] = (
                *self.vendors.get(vendor, ()),
                *self._texts(number, table["vendors"], vendor),
            )
        for name, words in self.cues.items():
            words |= {one.casefold() for one in self._texts(number, self._table(number, table, "cues"), name)}
        self._read_products(number, self._table(number, table, "products"))

    def _read_products(self, number: int, groups: Mapping[str, Any]) -> None:
        for category in groups:
            if category not in self.categories:
                known = ", ".join(self.categories)
                self._wrong(number, f"products.{category}", f"expected a category out of {known}")
                continue
            for key, entry in self._table(number, groups, category).items():
                self._read_product(number, category, key, entry)

    def _read_product(self, number: int, category: str, key: str, entry: object) -> None:
        where = f"products.{category}.{key}"
        if not _KEY.match(key):
            self._wrong(number, where, "expected a key of a-z, 0-9 and single hyphens")
        elif not isinstance(entry, dict):
            self._wrong(number, where, 'expected a table such as { name = "…", home = "https://…" }')
        elif product := self._product(number, where, category, key, entry):
            self.products[key] = product
            self._claim(number, where, product)

    def _product(
        self, number: int, where: str, category: str, key: str, entry: dict[str, Any]
    ) -> Product | None:
        before = len(self.mistakes)
        for name in entry.keys() - _ENTRY:
            self._wrong(number, f"{where}.{name}", f"expected one of {', '.join(sorted(_ENTRY))}")
        old = self.products.get(key)
        name = self._text(number, where, entry, "name", old.name if old else "")
        if not _fold(name):
            self._wrong(number, f"{where}.name", "expected the product's name")
        home = self._text(number, where, entry, "home", old.home if old else "")
        if home and not home.startswith(("https://", "http://")):
            self._wrong(number, f"{where}.home", "expected an address that begins with https://")
        aliases = (*(old.aliases if old else ()), *self._texts(number, entry, "aliases", where))
        domains = (*(old.domains if old else ()), *self._texts(number, entry, "domains", where))
        ambiguous = (*(old.ambiguous if old else ()), *self._ambiguous(number, where, entry, name))
        vendor = self._text(number, where, entry, "vendor", old.vendor if old else name)
        if len(self.mistakes) > before:
            return None
        return Product(
            key=key,
            name=name,
            vendor=vendor,
            category=category,
            aliases=tuple(dict.fromkeys(aliases)),
            home=home,
            domains=tuple(dict.fromkeys((*map(str.casefold, domains), *_host(home)))),
            ambiguous=tuple(dict.fromkeys(ambiguous)),
        )

    def _ambiguous(self, number: int, where: str, entry: dict[str, Any], name: str) -> tuple[str, ...]:
        said = entry.get("ambiguous", False)
        if isinstance(said, bool):
            return (name,) if said else ()
        return self._texts(number, entry, "ambiguous", where)

    def _claim(self, number: int, where: str, product: Product) -> None:
        """Note which names are the product's; a later text may take a name over, the same text may not."""
        for name in (product.name, *product.aliases, *product.ambiguous):
            by, owner = self.owners.get(_fold(name), (number, product.key))
            if owner != product.key and by == number:
                self._wrong(number, where, f"expected a name of its own, but {name!r} is already {owner}")
            self.owners[_fold(name)] = number, product.key

    def _text(self, number: int, where: str, entry: Mapping[str, Any], name: str, default: str) -> str:
        value = entry.get(name, default)
        if isinstance(value, str):
            return value
        self._wrong(number, f"{where}.{name}", f"expected a text, not {value!r}")
        return ""

    def _texts(self, number: int, entry: Mapping[str, Any], name: str, where: str = "") -> tuple[str, ...]:
        value = entry.get(name, [])
        if isinstance(value, list) and all(isinstance(one, str) and _fold(one) for one in value):
            return tuple(value)
        self._wrong(number, f"{where}.{name}".strip("."), f"expected a list of texts, not {value!r}")
        return ()

    def _table(self, number: int, entry: Mapping[str, Any], name: str) -> dict[str, Any]:
        value = entry.get(name, {})
        if isinstance(value, dict):
            return value
        self._wrong(number, name, f"expected a table, not {value!r}")
        return {}

    def _wrong(self, number: int, where: str, expected: str) -> None:
        self.mistakes.append(f"catalog {number}: {where}: {expected}")


_ENTRY = frozenset({"name", "vendor", "aliases", "home", "domains", "ambiguous"})


def _build(draft: _Draft) -> Catalog:
    spellings = _spellings(draft)
    return Catalog(
        products=draft.products,
        categories=tuple(draft.categories),
        cues=Cues(**{name: frozenset(words) for name, words in draft.cues.items()}),
        _spellings=spellings,
        _beginnings=frozenset(key[:end] for key in spellings for end in range(1, len(key) + 1)),
        _hosts=_hosts(draft.products.values()),
    )


def _spellings(draft: _Draft) -> dict[str, _Spelling]:
    """Every key with its spelling: the names that the texts give first, then those with a vendor in front."""
    table: dict[str, _Spelling] = {}
    for product in draft.products.values():
        names = (product.name, *product.aliases, *product.ambiguous)
        ordinary = {_fold(name) for name in product.ambiguous}
        for name in names:
            if draft.owners[_fold(name)][1] == product.key:
                _add(table, product, name, ordinary=_fold(name) in ordinary)
    for product in draft.products.values():
        for name in _with_vendor(product, draft.vendors.get(product.vendor, ())):
            if _fold(name) not in draft.owners:
                _add(table, product, name, ordinary=False)
    return table


def _add(table: dict[str, _Spelling], product: Product, name: str, *, ordinary: bool) -> None:
    words = tuple(word.key for word in _words(name))
    key = "".join(words)
    cuts = frozenset(len("".join(words[:at])) for at in range(1, len(words)))
    old = table.get(key)
    if old is None:
        table[key] = _Spelling(product=product, words=words, cuts=cuts, ordinary=ordinary)
    elif old.product is product:
        table[key] = replace(old, cuts=old.cuts | cuts, ordinary=old.ordinary and ordinary)


def _with_vendor(product: Product, others: Iterable[str]) -> Iterator[str]:
    """The product's names with its vendor's names in front (`AWS S3`, `Microsoft Power BI`)."""
    vendors = (product.vendor, *others)
    for name in (product.name, *product.aliases, *product.ambiguous):
        inside = next((one for one in vendors if name.casefold().startswith(f"{one} ".casefold())), "")
        rest = name[len(inside) :].strip()
        if inside or not _fold(name).startswith(_fold(product.vendor)):
            yield from (f"{one} {rest}" for one in vendors)


def _hosts(products: Iterable[Product]) -> dict[str, Product]:
    """Host -> the one product there; a host of several products says nothing about which."""
    claims: dict[str, list[Product]] = {}
    for product in products:
        for host in product.domains:
            claims.setdefault(host, []).append(product)
    return {host: owners[0] for host, owners in claims.items() if len(owners) == 1}


def _host(home: str) -> tuple[str, ...]:
    """The host of a home page that is the product's whole site; a page below a site stands for itself only."""
    host, _, path = home.partition("://")[2].partition("/")
    return (host.casefold().removeprefix("www."),) if host and not path else ()


def _parts(name: str) -> Iterator[str]:
    """A name as written, without and within its brackets, and turned round where it says by whom it is made."""
    plain = _POSSESSIVE.sub("", name)
    yield plain
    if "(" in plain:
        yield _BRACKETED.sub(" ", plain)
        yield from _BRACKETED.findall(plain)
    product, by, vendor = plain.partition(" by ")
    if by:
        yield f"{vendor} {product}"


@lru_cache(maxsize=8192)
def _letters(word: str) -> str:
    """A word without case and accents; the marks that make Japanese letters others stay."""
    plain = unicodedata.normalize("NFKD", word).casefold()
    kept = (one for one in plain if one in "\u3099\u309a" or not unicodedata.combining(one))
    return unicodedata.normalize("NFC", "".join(kept))


def _fold(name: str) -> str:
    """The key of a name: no case, no accents, no spaces, no punctuation."""
    return "".join(word.key for word in _words(name))


def _words(text: str) -> list[_Word]:
    """The words of `text` with their places; what belongs to a link or a mail address is left out."""
    found = []
    links = _links(text)
    link_start, link_end = next(links, (len(text), len(text)))
    for match in _WORD.finditer(text):
        start, end = match.span()
        while link_end <= start < len(text):
            link_start, link_end = next(links, (len(text), len(text) + 1))
        if link_start <= start:
            continue
        word = match[0]
        key = word.lower() if word.isascii() else _letters(word)
        found.append(_Word(key=key, start=start, end=end, capital=not word[0].islower()))
    return found


def _links(text: str) -> Iterator[tuple[int, int]]:
    for run in _VISIBLE.finditer(text):
        word = run[0]
        if "://" in word or "@" in word or word.startswith("www."):
            yield run.span()


def _inside_word(text: str, start: int, end: int) -> bool:
    """Tell whether a name in a script without spaces is only a piece of a longer word there."""
    before, first, last, after = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
    if _KATAKANA.match(before) and _KATAKANA.match(first):
        return True
    if _KATAKANA.match(after) and _KATAKANA.match(last):
        return True
    return bool(_HANGUL.match(before) and _HANGUL.match(first))


def _capital_tells(text: str, start: int, end: int, articles: frozenset[str]) -> bool:
    """Tell whether the capital of an ordinary word shows a name: not at a sentence's start, not where all have one."""
    if text[start:end].casefold() in _WEEKDAYS:
        return False
    head = text[max(0, start - 100) : start].rpartition("\n")[2]
    rest = text[end : end + 100].partition("\n")[0]
    before = _LAST_WORDS.search(head)
    if before and (before[2] or before[1]).casefold() in articles:
        return False
    if _titled(head, rest):
        return False
    if head.strip(" \t-*•>#\"'“«([0123456789)") and head.rstrip()[-1:] not in ".!?":
        return True
    return not rest.strip(" \t\r.\"'”»)*") or rest.lstrip()[:1] in ":-–—/(|" or bool(_LISTED.match(rest))


_LISTED = re.compile(r"\s?(?:,|&|\+|and|und|et|y|e|en)\s[A-Z]")


def _titled(head: str, rest: str) -> bool:
    """Tell whether the line gives most words a capital, as titles do."""
    words = [word for word in (*head.split(), *rest.split()) if len(word) > 3 and word.isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _near(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two names differ by a slip of the keys only; names that differ in a digit or a short word do not."""
    left, right = "".join(one), "".join(other)
    if left == right:
        return bool(left)
    if left[:1] != right[:1] or _DIGITS.findall(left) != _DIGITS.findall(right):
        return False
    if len(one) == len(other):
        return all(x == y or _slip(x, y) for x, y in zip(one, other, strict=True))
    return min(map(len, (*one, *other))) > 3 and _slip(left, right)


def _slip(one: str, other: str) -> bool:
    """Tell whether two words are one word mistyped: the longer they are, the more may differ."""
    shorter = min(len(one), len(other))
    if shorter < 4 or not one.isascii() or not other.isascii():
        return False
    if shorter < 7:
        return len(one) + len(other) > 9 and (
            _single(one) == _single(other) or (OSA.distance(one, other) == 1 and sorted(one) == sorted(other))
        )
    return OSA.distance(one, other) <= (2 if shorter > 10 else 1)


def _single(word: str) -> str:
    """The word with doubled letters written once."""
    return "".join(letter for letter, after in zip(word, word[1:] + " ", strict=True) if letter != after)
