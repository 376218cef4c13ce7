"""Subjects that only say what a mail is about: `Container moves` above `every container move is in Frobnix`."""

import re

from mailer.extract.names.name import Name
from mailer.extract.text.marked import Marked

GUESS = 0.5
"""Confidence in a subject's words that may be no name."""
_BRANDED = re.compile(r"\w[A-Z0-9]|[^\w\s]")
"""No ordinary words: inner capitals, figures, marks."""
_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
"""All of it is written small."""
_SHORTEST = 4
"""Letters of a word that says something."""
_LED = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|(?:ein|kein|unser|mein|ihr|eur|dies|jed)\w{0,3}|euer|im|am|zum|zur|vom|beim|ins)\s+(?:[a-zäöüß]+\s+)?$",
    re.IGNORECASE,
)
"""What leads to a noun in German, which writes all of them with a capital."""
_NEAR = 40
"""Characters in which that stands."""


def is_topic(name: Name, body: Marked) -> bool:
    """Whether the body uses the words of a subject's name, which nobody knows, as ordinary ones."""
    text = name.text
    if name.product or not text[:1].isupper() or _BRANDED.search(text):
        return False
    return _led(text, body.text) if body.language == "de" else _small(text, body.text)


def _led(text: str, body: str) -> bool:
    """Whether an article stands before the one word wherever the body has it: `unser Stundenplan`."""
    places = [found.span() for found in re.finditer(rf"\b{re.escape(text)}\b", body)]
    return (
        _WORD.fullmatch(text) is not None
        and bool(places)
        and all(
            body[end : end + 1] != "-" and _LED.search(body, max(0, start - _NEAR), start)
            for start, end in places
        )
    )


def _small(text: str, body: str) -> bool:
    """Whether the body writes one of the words small, and none with a capital; of several only the first has one."""
    said = {*_WORD.findall(_LINK.sub(" ", body))}
    first, *rest = _WORD.findall(text)
    if not all(word.islower() for word in rest):
        return False
    plain = [word for word in (first, *rest) if len(word) >= _SHORTEST]
    return first not in said and any(word.lower() in said for word in plain)


def in_sentence_case(name: Name) -> bool:
    """`Front desk`: nobody knows it, and it has the capital of a sentence alone."""
    first, _, rest = name.text.partition(" ")
    return name.product is None and first.istitle() and bool(rest) and rest.isalpha() and rest.islower()
