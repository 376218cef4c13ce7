"""Names that stand in a link alone: `please connect this: https://developers.pipedrive.com/docs`."""

import re
from collections.abc import Iterator

from mailer.extract.names.name import CASUAL, Name
from mailer.extract.text.links import Link, host_of, links, looks_documented, names_code
from mailer.extract.text.marked import Marked
from mailer.rules.catalog import Catalog

LINKED = 0.5
"""Confidence in a name that nobody knows, made of a host: a guess."""
_ASKS = ("request", "desire", "order", "verb")
_POINTS = re.compile(
    r"\b(?:this|that|these|it|one|the following|here|das|dies\w*|folgende\w*|es|hier|ceci|cela|ça|celui-ci|cet? outil|suivante?|esto|est[ae]|eso"
    r"|siguiente|lo|isto|isso|ess[ea]|seguinte|questo)\b|これ|こちら|この",
    re.IGNORECASE,
)
"""Words that stand in the place of a name."""
_HOST = re.compile(
    r"(?:(?:www|docs?|api|apis|apidocs?|developers?|dev|help|support|reference|app|learn|portal|rest|open|openapi|en|de)[.-])*"
    r"(?P<name>[a-z0-9][a-z0-9-]+)\.(?:[a-z]{2,3}\.)?[a-z]{2,12}$"
)


def linked_names(marked: Marked, where: str, catalog: Catalog) -> list[Name]:
    """The product that a text points at by a link and by no name: whose pages they are, or what their host is called."""
    if not marked.has(marked.whole, *_ASKS):
        return []
    found = [link for link in links(marked.text) if not names_code(link.url)]
    return list(_known(marked, found, where, catalog))[:1] or list(_hosts(marked, found, where, catalog))[:1]


def _known(marked: Marked, found: list[Link], where: str, catalog: Catalog) -> Iterator[Name]:
    for link in found:
        product = catalog.at(host_of(link.url))
        if product:
            yield Name(text=product.name, product=product, evidence=link.url, where=where, confidence=CASUAL)


def _hosts(marked: Marked, found: list[Link], where: str, catalog: Catalog) -> Iterator[Name]:
    """Of hosts that nobody knows only those with documentation, in a text that says `this`."""
    for link in found if _POINTS.search(marked.text) else ():
        host = _HOST.match(host_of(link.url))
        if host and looks_documented(link.url):
            yield Name(
                text=host["name"],
                product=catalog.find(host["name"]),
                evidence=link.url,
                where=where,
                confidence=LINKED,
            )
