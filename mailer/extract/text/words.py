"""The word lists of all languages, read once from TOML into fast trees.

`config/words/<language>.toml` holds a language's labels and cues, `terms.toml` what is the same in every language.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mailer.extract.text.phrases import Phrases, forms

Form = tuple[str, ...]
ALWAYS = "en"
_TERM_SECTIONS = ("authentication", "authentication_labelled", "formats", "formats_labelled", "categories")
_CUE_SECTIONS = ("cues", "names", "champion", "urgency", "denying")
_REPLY_SECTIONS = ("called", "corrections", "answers", "talk")
_HELP_SECTIONS = ("champion", "helping", "roles", "tasks")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Words:
    """Everything that extraction knows about languages. Built by `from_toml`, never changed."""

    labels: Mapping[Form, str]
    """A label's words to its topic: a field such as `use_case`, or what only guides the reading, such as `problem`."""
    label_phrases: Phrases
    """The same labels, found inside a longer heading or question."""
    label_words: Phrases
    """Words and beginnings of words by which a heading or a form's question is told that is no label word for word."""
    prompts: Phrases
    """The explanations that forms put beside their labels: `prompt` ends with its words, `sentence` with its sentence."""
    answer_marks: frozenset[Form]
    none: frozenset[Form]
    """Values that say nothing, such as `N/A`."""
    elsewhere: frozenset[Form]
    """Values that only point to another place of the mail, such as `see above`."""
    priorities: Phrases
    """What a labelled priority may say."""
    terms: Phrases
    """Authentication, formats and categories, tagged `authentication.oauth2` and so on."""
    cues: Mapping[str, Phrases]
    """Per language: cues, tagged with their list's name (`request`, `urgency.high`, `champion.code`, `before`).

    The English ones hold the terms too and are looked up in every mail: English words stand in all languages.
    """
    replies: Phrases
    """How people answer, put right and put off, in all languages together: short replies hardly tell theirs. Tagged
    `corrections.denied`, `called.priority` and so on."""
    consent: Phrases
    """What answers a question of ours with yes or no, of all languages together: `yes.de`, `negation.pt`."""
    helping: Mapping[str, Phrases]
    """Per language: what people say of helping, tagged `champion.code`, `helping.declines`, `roles.code`."""
    common: Mapping[str, tuple[str, ...]]
    """The commonest words of all languages, by which a language is recognised, each with those it is common in."""
    ordinary: frozenset[str]
    """Words that the lists themselves are made of: together they are no name (`Refactor`, `Polling Interval`)."""
    everyday: Mapping[str, frozenset[str]]
    """Per language: its words as far as the lists have them. A name of nothing else is one only where its writer marks it."""
    noise: Phrases
    """Words of a subject that are never the name of a product."""
    empty: frozenset[str]
    """Words that tell no wish from another one: the commonest ones, and what every wish for an improvement says."""
    own: tuple[Form, ...]
    """What this service is called: never the integration that somebody asks for."""

    @classmethod
    def from_toml(cls, texts: Iterable[str]) -> "Words":
        """The lists of all `texts` together; raises ValueError that names the section where one is not as expected."""
        loaded = [_load(text) for text in texts]
        languages = [one for one in loaded if "language" in one]
        ordinary = {one["language"]: _ordinary(one) for one in languages}
        return cls(
            labels={forms(label): topic for topic, label in _every(languages, "labels")},
            label_phrases=Phrases(_merged(languages, "labels")),
            label_words=Phrases(_merged(languages, "label_words")),
            prompts=Phrases(
                {
                    "prompt": _listed(languages, "prompts", "lines"),
                    "sentence": _listed(languages, "prompts", "sentences"),
                }
            ),
            answer_marks=frozenset(forms(mark) for mark in _listed(languages, "prompts", "answer")),
            none=frozenset(forms(word) for word in _listed(languages, "none", "exact")),
            elsewhere=frozenset(forms(word) for word in _listed(languages, "none", "elsewhere")),
            priorities=Phrases(_merged(languages, "priority", "urgency")),
            terms=Phrases(_terms(loaded)),
            replies=Phrases(_sectioned(languages, *_REPLY_SECTIONS)),
            cues={one["language"]: Phrases(_cues(one, loaded)) for one in languages},
            consent=Phrases(_consent(languages)),
            helping={one["language"]: Phrases(_tagged(one, _HELP_SECTIONS)) for one in languages},
            common=_common(loaded),
            ordinary=frozenset().union(*ordinary.values()),
            everyday=_everyday(languages, ordinary, _listed(loaded, "everyday", "words")),
            noise=Phrases({"noise": _listed(loaded, "names", "noise")}),
            empty=frozenset(_listed(languages, "gist", "empty")).union(_common(loaded)),
            own=tuple(forms(name) for name in _listed(loaded, "own", "names")),
        )


def _load(text: str) -> dict[str, Any]:
    loaded = tomllib.loads(text)
    for section, listed in loaded.items():
        if section == "language" or (section == "common" and "language" in loaded):
            continue
        if not isinstance(listed, dict) or not all(isinstance(words, list) for words in listed.values()):
            raise ValueError(f"[{section}] must hold lists of words")
    return loaded


def _common(loaded: Iterable[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The commonest words with their languages: those of a language's own file, and those listed together for the rest."""
    common: dict[str, tuple[str, ...]] = {}
    for one in loaded:
        listed = {one["language"]: one["common"]} if "language" in one else one.get("common", {})
        for code, words in listed.items():
            common |= {word: (*common.get(word, ()), code) for word in set(words)}
    return common


def _every(languages: Iterable[dict[str, Any]], section: str) -> list[tuple[str, str]]:
    """(name, word) of a section in every language; the first to list a word keeps it, hence the reversal."""
    pairs = [
        (name, word) for one in languages for name, listed in one.get(section, {}).items() for word in listed
    ]
    return pairs[::-1]


def _merged(languages: Iterable[dict[str, Any]], *sections: str) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for one in languages:
        for section in sections:
            for name, listed in one.get(section, {}).items():
                merged.setdefault(name, []).extend(word for word in listed if forms(word))
    return merged


def _consent(languages: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    return {
        f"{name}.{one['language']}": listed
        for one in languages
        for name, listed in one.get("consent", {}).items()
    }


def _listed(languages: Iterable[dict[str, Any]], section: str, name: str) -> list[str]:
    return [word for one in languages for word in one.get(section, {}).get(name, ())]


def _terms(loaded: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    return _sectioned(loaded, *_TERM_SECTIONS)


def _sectioned(loaded: Iterable[dict[str, Any]], *sections: str) -> dict[str, list[str]]:
    """The lists of several sections under the tags `section.name`, those of all files together."""
    merged: dict[str, list[str]] = {}
    for one in loaded:
        for section in sections:
            for name, listed in one.get(section, {}).items():
                merged.setdefault(f"{section}.{name}", []).extend(listed)
    return merged


def _ordinary(language: dict[str, Any]) -> frozenset[str]:
    """Every word of the labels, cues and names of a language that is longer than an abbreviation."""
    listed = (
        word
        for section in ("labels", "label_words", "cues", "names", "urgency", "champion")
        for phrases in language.get(section, {}).values()
        for phrase in phrases
        for word in forms(phrase)
    )
    return frozenset(word for word in listed if len(word) > _ABBREVIATION)


def _everyday(
    languages: Iterable[dict[str, Any]], ordinary: Mapping[str, frozenset[str]], listed: Iterable[str]
) -> dict[str, frozenset[str]]:
    """Per language its ordinary and its empty words; with the English ones stand those `listed` for this alone."""
    return {
        one["language"]: ordinary[one["language"]].union(
            _listed([one], "gist", "empty"), one["common"], listed if one["language"] == ALWAYS else ()
        )
        for one in languages
    }


_ABBREVIATION = 3


def _cues(language: dict[str, Any], loaded: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """A language's cues under one flat set of tags; the lists of `cues` and `names` keep their plain names."""
    flat = _terms(loaded) if language["language"] == ALWAYS else {}
    return flat | _tagged(language, _CUE_SECTIONS) | _denying(language)


def _denying(language: dict[str, Any]) -> dict[str, list[str]]:
    """What denies a term in a correction denies it in a request too."""
    said, own = language.get("corrections", {}), language.get("denying", {})
    behind = [said.get("denied_after", []), said.get("dropped_after", []), own.get("after", [])]
    return {
        "denying.before": said.get("denied", []),
        "denying.after": [word for listed in behind for word in listed],
    }


def _tagged(language: dict[str, Any], sections: Iterable[str]) -> dict[str, list[str]]:
    flat: dict[str, list[str]] = {}
    for section in sections:
        for name, listed in language.get(section, {}).items():
            tag = name if section in ("cues", "names") else f"{section}.{name}"
            if tag != "noise":
                flat[tag] = listed
    return flat
