"""The languages that mails are written in: gettext catalogs, read from the text of their .po files.

English is the language of the templates themselves and needs none.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

FOLDER = "_languages/"
_PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|%")


@dataclass(frozen=True, kw_only=True, slots=True)
class Languages:
    """What the catalogs gave."""

    sentences: Mapping[str, NullTranslations]
    """By ISO 639-1 code, English first."""
    problems: tuple[str, ...]
    """One line for each file that is no catalog and each sentence that was left out."""


def read_languages(sources: Mapping[str, str]) -> Languages:
    """The sentences of each `_languages/LANGUAGE.po` in `sources`.

    A sentence whose placeholders are not those of the English one is left out: it would break the mail it stands in.
    """
    sentences: dict[str, NullTranslations] = {"en": NullTranslations()}
    problems: list[str] = []
    for name in sorted(name for name in sources if name.startswith(FOLDER)):
        catalog = _catalog(sources[name])
        if catalog is None or not name.endswith(".po"):
            problems.append(f"{name}: not a gettext catalog")
            continue
        unsound = [message for message in catalog if not _sound(message)]
        problems += [f"{name}: other placeholders in {message.id!r}" for message in unsound]
        sentences[name.removeprefix(FOLDER).removesuffix(".po")] = _compiled(catalog, unsound)
    return Languages(sentences=sentences, problems=tuple(problems))


def _catalog(text: str) -> Catalog | None:
    try:
        return read_po(StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError):
        return None


def _compiled(catalog: Catalog, unsound: Iterable[Message]) -> GNUTranslations:
    for message in unsound:
        catalog.delete(message.id)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _sound(message: Message) -> bool:
    """Tell whether every translation uses the placeholders of the English sentence, and no others."""
    ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted = set(_PLACEHOLDER.findall(ids[-1]))
    return not message.id or all(set(_PLACEHOLDER.findall(one)) <= wanted for one in strings if one)
