"""What tells the names of a subject from ordinary words: `Calendar` is a kind of thing, `Parquet` a format, `B2 backups` two words."""

import re
from collections.abc import Sequence

from mailer.extract.names import name as naming
from mailer.extract.names.name import Name
from mailer.extract.source import Source
from mailer.extract.text.noise import is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words


def is_proper(text: str, source: Source) -> bool:
    """Whether the body writes a word with a capital wherever it stands, and no list of ours is made of it."""
    words, body = source.words, source.body.text
    return (
        source.language not in ("de", "ja", "zh", "ko")
        and text[:1].isupper()
        and not any(form in words.ordinary or form in words.empty for form in forms(text))
        and not is_generic(text, words, "authentication", "formats", "categories")
        and re.search(rf"(?<![\w-]){re.escape(text)}", body) is not None
        and text.lower() not in body
    )


def are_plain_words(names: Sequence[Name], source: Source) -> bool:
    """Whether nothing tells the `names` of a subject from ordinary words: a script without capitals, none that anybody
    knows, and no word such as `connector` beside them."""
    subject = source.subject
    return all(name.product is None and naming.ideographic(name.text) for name in names) and not subject.has(
        subject.whole, "before", "after"
    )


def is_kind(names: Sequence[Name], words: Words) -> bool:
    """Whether a subject only says what kind of thing is asked for: `カレンダーとの連携`, `Calendar and Reminders`."""
    return not any(name.product for name in names) and is_generic(names[0].text, words, "categories")


def is_of_formats(generic: Sequence[Name], source: Source) -> bool:
    """`Parquet for the object stores`: a subject that says what is to be written, and not a connector of that name."""
    return all(is_generic(one.text, source.words, "formats") for one in generic) and not source.subject.has(
        source.subject.whole, "after"
    )


def says(body: str, name: str) -> bool:
    """Whether the body has the words of a name, in their order where an ordinary one closes it (`B2 backups`), or the very
    characters of one in a script without spaces."""
    if naming.ideographic(name):
        return name in body
    if " " in name and name.rpartition(" ")[2].islower():
        return f" {' '.join(forms(name))} " in f" {' '.join(forms(body))} "
    return {*forms(body)}.issuperset(forms(name))
