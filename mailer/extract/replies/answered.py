"""The words of one answer as the value of the field that was asked for, and whether they can be that at all."""

from collections.abc import Mapping
from dataclasses import replace

from mailer.extract.fields import terms
from mailer.extract.fields.details import GUESS, read_fields
from mailer.extract.fields.terms import TERMS
from mailer.extract.layout.part import LABELLED, parts_of
from mailer.extract.layout.sections import PROSE, Section
from mailer.extract.layout.values import points_elsewhere
from mailer.extract.names.name import LONGEST, capitalised, labelled_names
from mailer.extract.replies.corrected_lists import denied_terms
from mailer.extract.replies.talk import says_nothing, spoken, undocumented, without_unknown
from mailer.extract.text.deadlines import names_a_month
from mailer.extract.text.marked import Marked
from mailer.extract.text.words import Words
from mailer.model.request import Evidence, Field, Priority, Value
from mailer.rules.catalog import Catalog

SAID_ANYWHERE = frozenset(
    {Field.API_DOCS, Field.AUTHENTICATION, Field.DATA_FORMATS, Field.PERFORMANCE, Field.PRIORITY}
)
"""Fields whose words are clear enough to be taken from whatever a reply says."""
_LONGEST_URGENCY = 10
"""Words of an answer that says how urgent something is."""
_LONGEST_PLACE = 200
"""Characters of an answer that says in words where something is described."""
_FEW = 4
"""Words of a way to sign in that nobody has listed."""
_TELLING = 2
"""Words of a sentence's value that say what something is for; one alone judges."""


def fits(field: Field, text: str, words: Words, catalog: Catalog) -> bool | None:
    """Whether `text` can be an answer to the question for `field`; None for fields that hold any words."""
    if says_nothing(text, words):
        return True
    marked = spoken(text, "", words)
    if field is Field.API_DOCS:
        return "://" in text or marked.has(marked.whole, "answers.undocumented", "documentation")
    if field in TERMS:
        return bool(terms.named(marked, TERMS[field], labelled=True)[0])
    if field is Field.PRIORITY:
        said = terms.stated_priority(text, words) or _deadline(marked)
        return bool(said) and marked.length(marked.whole) <= _LONGEST_URGENCY * (
            2 if _ideographic(text) else 1
        )
    if field is Field.CATEGORY:
        return terms.category_of(marked, labelled=True) is not None
    if field is Field.INTEGRATION_NAME:
        return catalog.find(text) is not None or None
    return None


def is_said_of(field: Field, text: str, words: Words, catalog: Catalog) -> bool:
    """Whether a sentence that calls `field` by its name gives it this value: `the use case is complicated` does not."""
    if says_nothing(text, words) and not undocumented(text, words):
        return False
    if field is Field.INTEGRATION_NAME:
        known = catalog.find(text) is not None
        return known or (capitalised(text[:1]) and len(text.split()) <= LONGEST)
    if field in PROSE - {Field.PERFORMANCE}:
        return len(text.split()) >= _TELLING or (_ideographic(text) and len(text) > _TELLING)
    if field is Field.API_DOCS:
        return "://" in text or undocumented(text, words)
    return fits(field, text, words, catalog) is not False


def value_of(section: Section, language: str, words: Words, catalog: Catalog) -> Value | None:
    """The value that an answer gives its field; None where it gives none that can be told."""
    field, text = Field(section.topic), section.text.strip()
    if field is Field.INTEGRATION_NAME:
        names = labelled_names(text, section.where, words, catalog)
        return _value(section, names[0].text, LABELLED) if names else None
    if says_nothing(text, words) and fits_only_as_nothing(field, text, words):
        return None
    if points_elsewhere(text, words):
        return None
    if field in PROSE:
        return _value(section, text if "\n" in text else text.lstrip("-*•– "), LABELLED)
    read = read_fields(parts_of([section], language, words), words).get(field)
    if read and field in TERMS and not read.evidence.sure and not _names_something(text, words):
        return None
    if read and field.is_list:
        return _list(read, field, spoken(text, language, words))
    return read or _in_words(section, field, text, words)


def _list(read: Value, field: Field, marked: Marked) -> Value:
    """A list as it was answered: all that there is, unless the words say that it comes to what there was."""
    denied = denied_terms(marked, field) if field in TERMS else frozenset[str]()
    items = tuple(item for item in read.items if item not in denied)
    gone = tuple(dict.fromkeys((*read.without, *denied)))
    return replace(
        read,
        items=items,
        without=gone,
        whole=bool(items) and not marked.has(marked.whole, "corrections.also"),
    )


def _names_something(text: str, words: Words) -> bool:
    """Whether a way to sign in that no list knows can be one: a few words, no sentence about who knows it."""
    marked = spoken(text, "", words)
    few = marked.length(marked.whole) <= _FEW * (3 if _ideographic(text) else 1)
    return few and not marked.has(
        marked.whole, "answers.filler", "answers.unknown", "corrections.denied", "question"
    )


def fits_only_as_nothing(field: Field, text: str, words: Words) -> bool:
    """Whether no term of the field stands beside the words that say nothing: `no idea, perhaps SAML` names one."""
    text = without_unknown(text, words)
    marked = spoken(text, "", words)
    if field is Field.API_DOCS:
        return "://" not in text and not undocumented(text, words)
    if field in TERMS:
        return not terms.named(marked, TERMS[field], labelled=True)[0]
    return field is not Field.PRIORITY or terms.stated_priority(text, words) is None


def _in_words(section: Section, field: Field, text: str, words: Words) -> Value | None:
    """What is answered in words that no list knows: a date behind the urgency, where there is no link to give."""
    marked = spoken(text, "", words)
    if field is Field.PRIORITY and _deadline(marked):
        return _value(section, Priority.HIGH.value, GUESS)
    told = marked.has(marked.whole, "answers.undocumented", "answers.place", "documentation")
    if field is Field.API_DOCS and told and len(text) <= _LONGEST_PLACE and not section.label:
        return _value(section, " ".join(text.split()), LABELLED if undocumented(text, words) else GUESS)
    return None


def _deadline(marked: Marked) -> bool:
    """Whether a month is named that it is needed by; how urgent that makes it, a person can tell better."""
    return marked.has(marked.whole, "answers.deadline") and names_a_month(marked.text)


def _value(section: Section, text: str, confidence: float) -> Value:
    said = f"{section.label}: {section.text.strip()}" if section.label else section.text.strip()
    return Value(
        items=(text,), evidence=Evidence(text=said, where=section.where, confidence=confidence), whole=True
    )


def _ideographic(text: str) -> bool:
    return any(ord(letter) > 0x2FFF for letter in text)


def beside(section: Section, language: str, words: Words) -> Mapping[Field, Value]:
    """What an answer says clearly of other fields than its own: for those of which nothing was said."""
    read = read_fields(parts_of([section], language, words), words)
    return {
        field: replace(value, aside=True)
        for field, value in read.items()
        if field in SAID_ANYWHERE and field != section.topic and value.evidence.sure
    }
