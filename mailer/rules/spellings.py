"""Every way to write the catalog's names: as listed, without accents, and with the vendor's names in front.

It makes the table and looks nothing up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from mailer.rules.catalog_file import CatalogFile, Product
from mailer.rules.names import key, split, without_accents


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelling:
    """One way to write a product's name, found under its key."""

    product: Product
    words: tuple[str, ...]
    cuts: frozenset[int]
    """Offsets in the key where a name's words may be parted."""
    ordinary: bool = False
    """Counts in running text only with a sign."""
    exact: frozenset[str] = frozenset()
    """The forms of a short or cased name, which counts in no other case; empty where the case says nothing."""
    upper: bool = False
    """Listed in capitals only."""


def spellings(read: CatalogFile) -> dict[str, Spelling]:
    """Key -> spelling. What the texts list comes first; a vendor's name in front never takes another's name."""
    table: dict[str, Spelling] = {}
    for product in read.products.values():
        ordinary = set(map(key, product.ambiguous))
        for name in product.names:
            folded = key(name)
            if read.owners[folded][1] == product.key:
                _add(table, _listed(product, name, ordinary=folded in ordinary))
    for product in read.products.values():
        for name in _with_vendor(product, read.vendors.get(product.vendor, ())):
            if key(name) not in read.owners:
                _add(table, _spelling(product, name))
    return table


def _listed(product: Product, name: str, *, ordinary: bool) -> Spelling:
    short = len(name) < 4 and name.isascii() and name.isalpha()
    plain = _spelling(product, name)
    if not (ordinary or short or name in product.cased):
        return plain
    exact = frozenset({name}) if short or name in product.cased else frozenset()
    return replace(plain, ordinary=ordinary, exact=exact, upper=name.isupper())


def _spelling(product: Product, name: str) -> Spelling:
    words = split(name)
    return Spelling(product=product, words=words, cuts=_cuts(tuple(map(len, words[:-1]))))


@lru_cache(maxsize=1024)
def _cuts(lengths: tuple[int, ...]) -> frozenset[int]:
    """Where names are parted whose words, but for the last, are so long: one set for thousands of names."""
    return frozenset(accumulate(lengths))


def _add(table: dict[str, Spelling], new: Spelling) -> None:
    """Take in a spelling; one that its product has already adds where it may be parted and how it is cased."""
    folded = "".join(new.words)
    old = table.setdefault(folded, new)
    if old.product is new.product and not (old.cuts >= new.cuts and old.exact >= new.exact):
        table[folded] = replace(old, cuts=old.cuts | new.cuts, exact=old.exact | new.exact)
    if not folded.isascii():
        bare = tuple(map(without_accents, new.words))
        table.setdefault("".join(bare), replace(new, words=bare))


def _with_vendor(product: Product, others: Sequence[str]) -> Iterator[str]:
    """The product's names with its vendor's names in front (`AWS S3`, `Microsoft Power BI`)."""
    vendors = tuple(filter(None, (product.vendor, *others)))
    begins = tuple(f"{one} ".casefold() for one in vendors)
    for name in product.names:
        inside = next((len(one) for one in begins if name.casefold().startswith(one)), 0)
        if inside or not key(name).startswith(key(product.vendor)):
            yield from (f"{one} {name[inside:]}" for one in vendors)
