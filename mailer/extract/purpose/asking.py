"""The sentences in which an author asks for an integration: what tells a wish with a holiday in it from a holiday's notice."""

import re
from collections.abc import Sequence

from mailer.extract.names.name import Name
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.unspoken import CONNECTS
from mailer.rules.catalog import Catalog

_CASE = re.compile(r"\b([A-Z]\w{3,30}?)(?:['’:]\w{1,5}|iin|in|een|ista|ille|lle|ssa|sta|ou|ą|ę|em|om|u|y)\b")
"""A name with the ending that its language sets behind it (`Slackiin`)."""


def asking_sentences(body: Marked, names: Sequence[Name], catalog: Catalog) -> tuple[str, ...]:
    """The sentences of `body` that ask for one of `names`, or for an integration where it is called no more than that.

    Where we lack the cues of a language, a product that we know and the word for an integration stand together.
    """
    said = [name.text.casefold() for name in names]
    return tuple(
        body.slice(span)
        for span in body.sentences
        if (names and _asks(body, span, said)) or _names_and_wants(body, span, catalog)
    )


_WISHING = ("request", "desire", "wish", "conditional")


def wishing_sentences(body: Marked) -> tuple[str, ...]:
    """The sentences of `body` that wish for anything, whatever they name."""
    return tuple(body.slice(span) for span in body.sentences if body.has(span, *_WISHING))


def _asks(body: Marked, span: Span, names: Sequence[str]) -> bool:
    if not body.has(span, "request", "desire", "wish", "verb"):
        return False
    sentence = body.slice(span).casefold()
    return body.has(span, "before", "after", "connector") or any(name in sentence for name in names)


def _names_and_wants(body: Marked, span: Span, catalog: Catalog) -> bool:
    if not CONNECTS.search(body.text, span.start, span.end):
        return False
    sentence = body.slice(span)
    bare = (found[1] for found in _CASE.finditer(sentence))
    return bool(catalog.mentions(sentence)) or any(catalog.find(name) for name in bare)
