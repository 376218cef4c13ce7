"""Names that a language sets an ending behind: `Slackiem`, `Nimenhuutoa`, `Pohodou`. What the catalog knows is called as it
is there, and what the subject calls by its bare name as it is called there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailer.extract.names.name import Name, is_listed
from mailer.extract.source import Source

_INFLECTING = frozenset({"fi", "pl", "cs", "ru", "tr", "hu", "sk", "uk"})
_ENDING = re.compile(
    r"(?<=\w{3})(?:['’]\w{1,6}|i?em|ze|i?e|ą|ę|a|y|u|i|ou|ów|ům|ovi|iin|[aeiouyäö]{1,2}n|i?n|i?(?:ss|st|ll|lt)[aä]|i?lle|ksi|t?[aä]"
    r"|ом|ем|ой|ей|ою|а|у|ю|е|ы|и)$",
    re.IGNORECASE,
)
_FINAL = ("", "a", "o", "а")
"""What the bare name may end with where its ending takes the place of that: `Jira`, `Jirou`."""
_SHORTEST = 4
"""Letters of a name from which on a longer word that begins so may be a form of it."""
_LONGEST = 5
"""Letters of the longest ending."""


def in_base_form(names: Sequence[Name], source: Source) -> list[Name]:
    """`names` without the endings that the mail's language has given them, as far as somebody knows the bare name."""
    if source.language not in _INFLECTING:
        return list(names)
    return [name if name.product else _as_titled(_as_listed(name, source), source) for name in names]


def _as_listed(name: Name, source: Source) -> Name:
    bare = next((one for one in _bare(name.text) if is_listed(one, source.catalog)), None)
    return replace(name, text=bare, product=source.catalog.find(bare)) if bare else name


def _bare(text: str) -> Iterator[str]:
    for ending in _ENDING.finditer(text):
        yield from (text[: ending.start()] + final for final in _FINAL)


def _as_titled(name: Name, source: Source) -> Name:
    """`Nimenhuuto` in the subject, `Nimenhuutoa` in the text."""
    title = source.subject.text.strip(" ?!.")
    if title == name.text or len(title) < _SHORTEST or name.product:
        return name
    stem = title.casefold()[:-1] if title[-1] in "aoeyа" else title.casefold()
    is_form = name.text.casefold().startswith(stem) and abs(len(name.text) - len(title)) <= _LONGEST
    return replace(name, text=title) if is_form else name
