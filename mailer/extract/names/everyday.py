"""Names of everyday words: `Push Monitors`, `Device compatibilities`. Where no catalog knows it, such a name is a product only if
its writer marks it as one: `Support for Awesome Support`, `connect "Time Sheet"`."""

import re
from collections.abc import Iterator

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import ALWAYS, Words


def is_everyday(text: str, language: str, words: Words) -> bool:
    """Whether a text consists of nothing but words of its language, or of English, in whatever form they stand; the kinds of
    things that may be asked for by their kind alone (`Email`, `SAML`) are left out."""
    if _SORT.fullmatch(text) or is_generic(text, words, "authentication", "formats", "categories"):
        return False
    lists = [words.everyday[code] for code in dict.fromkeys((language, ALWAYS)) if code in words.everyday]
    said = forms(text)
    return bool(said) and all(any(one in listed for one in _bases(form) for listed in lists) for form in said)


_SORT = re.compile(r"e-?mails?|sms|webhooks?|imap|smtp|calendars?", re.IGNORECASE)


def _bases(form: str) -> Iterator[str]:
    """A word, and what it may be a form of: `tables`, `compatibilities`, `notified`, `tracking`."""
    yield form
    for ending, base in _ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + _STEM:
            stem = form[: -len(ending)]
            yield stem + base
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)
_STEM = 1
"""Letters that at least are left of a word."""


def is_set_off(line: str, span: Span) -> bool:
    """Whether a title marks one of its stretches as a name: in quotes, or with the capitals that its other words have not. The
    one capital with which it begins says nothing."""
    text, rest = line[span.start : span.end], line[: span.start] + " " + line[span.end :]
    if _is_quoted(text, line):
        return True
    capitals = all(word[:1].isupper() for word in text.split())
    alone = span.start == 0 and " " not in text
    small = [word for word in re.findall(r"[^\W\d_]{4,}", rest) if word.islower()]
    titled = [word for word in re.findall(r"(?<=\s)[^\W\d_]{4,}", rest) if word[:1].isupper()]
    return capitals and not alone and not line.isupper() and bool(small) and not titled


def _is_quoted(text: str, line: str) -> bool:
    """Whether quotes or marks of code stand around a name where a text says it first."""
    at = line.find(text)
    return at > 0 and line[at - 1] in _OPENS and line[at + len(text) : at + len(text) + 1] in _CLOSES


_OPENS = "\"'“„«‘`「『《"
_CLOSES = tuple("\"'”“»’`」』》")


def is_only_words(text: str, title: Marked, body: Marked, words: Words) -> bool:
    """Whether a possible name of a title is no more than its words: the text below has them with a small letter, or nothing marks
    it as a name, and no sentence asks for anything."""
    if not is_everyday(text, title.language, words):
        return False
    at = title.text.find(text)
    capital = text[:1].isupper() and re.search(rf"\w[ ,]+{re.escape(text)}\b", body.text) is not None
    place = Span(at, at + len(text))
    marked = capital or (at >= 0 and is_set_off(title.text, place))
    first, space, rest = re.escape(text.lower()).partition(r"\ ")
    first = f"(?i:{first})" if space else first  # a sentence may begin with it
    small = re.search(rf"(?<![\w./-]){first}{space}{rest}(?![\w/-]|\.\w)", body.text)
    return small is not None or not (marked or body.has(body.whole, "request"))
