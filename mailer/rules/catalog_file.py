"""The catalog's TOML: what an entry may say, read into values; every mistake is reported with its place.

It looks nothing up; `mailer.rules.catalog` does.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from mailer.rules.names import key as name_key

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_SECTIONS = frozenset({"categories", "vendors", "cues", "products"})
_ENTRY = frozenset({"name", "vendor", "aliases", "home", "domains", "ambiguous", "cased"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Product:
    """One product or service that can be asked for."""

    key: str
    """Stable identity, such as `amazon-s3`."""
    name: str
    """As its maker writes it."""
    vendor: str
    """Who makes it; the product's own name where it is the company's; empty for a standard that nobody owns."""
    category: str
    aliases: tuple[str, ...] = ()
    home: str = ""
    domains: tuple[str, ...] = ()
    """Hosts whose pages are about this product; a host below one of them counts too."""
    ambiguous: tuple[str, ...] = ()
    """Those of its names that are ordinary words too, and count in running text only with a sign that it is meant."""

    cased: tuple[str, ...] = ()
    """Those that are ordinary words too but hardly begin a sentence: in running text the capital is sign enough."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, each once, the product's own first."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.ambiguous, *self.cased)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cues:
    """Words around an ordinary word that tell whether a product is meant, and words that add nothing to a name."""

    after: frozenset[str] = frozenset()
    """`connector`, `API` …: what is before them is a product."""
    before: frozenset[str] = frozenset()
    """`integrate with`, `connector for` …: what follows them is a product."""
    articles: frozenset[str] = frozenset()
    """`unsere`, `die`, `Hi`, `Mrs` …: the capital after them says nothing, every noun or person's name has it."""
    capitals: frozenset[str] = frozenset()
    """`Monday`, `Ada` …: written with a capital anyway."""
    verbs: frozenset[str] = frozenset()
    """`is`, `offers` …: a bare word before them at a sentence's start is a name."""
    generic: frozenset[str] = frozenset()
    """`connector`, `database`, `the` …: a name is the same with and without them."""


@dataclass(kw_only=True, slots=True)
class CatalogFile:
    """What the texts say, one after the other; a later one extends and overrides those before it."""

    products: dict[str, Product] = field(default_factory=dict)
    owners: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Name's key -> number of the text that claimed it last, and the product's key."""
    vendors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)
    _number: int = 0
    """Which text is being read, from 1."""

    @property
    def cues(self) -> Cues:
        return Cues(**self.words)

    def read(self, text: str) -> None:
        """Take in one TOML text; what is wrong with it goes to `mistakes`, one sentence each."""
        self._number += 1
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self._wrong("TOML", f"cannot be read: {error}")
            return
        for name in sorted(table.keys() - _SECTIONS):
            self._wrong(name, f"expected one of {', '.join(sorted(_SECTIONS))}")
        self.categories += [one for one in self._texts(table, "categories") if one not in self.categories]
        for vendor, names in self._table(table, "vendors").items():
            self.vendors[vendor] = (
                *self.vendors.get(vendor, ()),
                *self._texts({vendor: names}, vendor, "vendors"),
            )
        self._read_cues(self._table(table, "cues"))
        self._read_products(self._table(table, "products"))

    def _read_cues(self, table: Mapping[str, Any]) -> None:
        known = [one.name for one in fields(Cues)]
        for name in table:
            if name not in known:
                self._wrong(f"cues.{name}", f"expected one of {', '.join(known)}")
                continue
            words = {one.casefold() for one in self._texts(table, name, "cues")}
            self.words[name] = self.words.get(name, frozenset()) | words

    def _read_products(self, groups: Mapping[str, Any]) -> None:
        for category in groups:
            if category not in self.categories:
                self._wrong(
                    f"products.{category}", f"expected a category out of {', '.join(self.categories)}"
                )
                continue
            for key, entry in self._table(groups, category, "products").items():
                self._read_product(category, key, entry)

    def _read_product(self, category: str, key: str, entry: object) -> None:
        where = f"products.{category}.{key}"
        if not _KEY.match(key):
            self._wrong(where, "expected a key of a-z, 0-9 and single hyphens")
        elif not isinstance(entry, dict):
            self._wrong(where, 'expected a table such as { name = "…", home = "https://…" }')
        elif product := self._product(where, category, key, entry):
            self.products[key] = product
            self._claim(where, product)

    def _product(self, where: str, category: str, key: str, entry: dict[str, Any]) -> Product | None:
        before = len(self.mistakes)
        old = self.products.get(key, Product(key=key, name="", vendor="", category=category))
        for name in sorted(entry.keys() - _ENTRY):
            self._wrong(f"{where}.{name}", f"expected one of {', '.join(sorted(_ENTRY))}")
        name = self._text(where, entry, "name", old.name)
        home = self._text(where, entry, "home", old.home)
        if not name_key(name):
            self._wrong(f"{where}.name", "expected the product's name")
        if home and not home.startswith(("https://", "http://")):
            self._wrong(f"{where}.home", f"expected an address that begins with https://, not {home!r}")
        vendor = self._text(where, entry, "vendor", old.vendor if old.name else name)
        aliases = (*old.aliases, *self._texts(entry, "aliases", where))
        domains = (*old.domains, *map(str.casefold, self._texts(entry, "domains", where)), *_host(home))
        ambiguous = (*old.ambiguous, *self._marked(where, entry, "ambiguous", name))
        cased = (*old.cased, *self._marked(where, entry, "cased", name))
        if len(self.mistakes) > before:
            return None
        return Product(
            key=key,
            name=name,
            vendor=vendor,
            category=category,
            aliases=tuple(dict.fromkeys(aliases)),
            home=home,
            domains=tuple(dict.fromkeys(domains)),
            ambiguous=tuple(dict.fromkeys(ambiguous)),
            cased=tuple(dict.fromkeys(cased)),
        )

    def _marked(self, where: str, entry: dict[str, Any], mark: str, name: str) -> tuple[str, ...]:
        """The names that carry a mark; `true` stands for the product's own name."""
        said = entry.get(mark, False)
        if isinstance(said, bool):
            return (name,) if said else ()
        return self._texts(entry, mark, where)

    def _claim(self, where: str, product: Product) -> None:
        """Note which names are the product's; a later text may take a name over, the same text may not."""
        for name in product.names:
            by, owner = self.owners.get(name_key(name), (0, product.key))
            if owner != product.key and by == self._number:
                self._wrong(where, f"expected a name of its own, but {name!r} is {owner}'s already")
            self.owners[name_key(name)] = self._number, product.key

    def _text(self, where: str, entry: Mapping[str, Any], name: str, default: str) -> str:
        value = entry.get(name, default)
        if isinstance(value, str):
            return value
        self._wrong(f"{where}.{name}", f"expected a text, not {value!r}")
        return default

    def _texts(self, entry: Mapping[str, Any], name: str, where: str = "") -> tuple[str, ...]:
        value = entry.get(name, [])
        if isinstance(value, list) and all(isinstance(one, str) and name_key(one) for one in value):
            return tuple(value)
        self._wrong(f"{where}.{name}".strip("."), f"expected a list of texts, not {value!r}")
        return ()

    def _table(self, entry: Mapping[str, Any], name: str, where: str = "") -> dict[str, Any]:
        value = entry.get(name, {})
        if isinstance(value, dict):
            return value
        self._wrong(f"{where}.{name}".strip("."), f"expected a table, not {value!r}")
        return {}

    def _wrong(self, where: str, what: str) -> None:
        self.mistakes.append(f"catalog {self._number}: {where}: {what}")


def read_catalog(*texts: str) -> CatalogFile:
    """Read the texts in order. Raises ValueError that names every broken entry and what was expected of it."""
    read = CatalogFile()
    for text in texts:
        read.read(text)
    if read.mistakes:
        raise ValueError("\n".join(read.mistakes))
    return read


def _host(home: str) -> tuple[str, ...]:
    """The host of a home page that is the product's whole site; a page below a site stands for itself only."""
    host, _, path = home.partition("://")[2].partition("/")
    return (host.casefold().removeprefix("www."),) if host and not path else ()
