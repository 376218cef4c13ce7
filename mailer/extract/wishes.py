"""Which integrations a mail asks for, each with the parts that speak of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from mailer.extract import names as naming
from mailer.extract.apart import clauses_about
from mailer.extract.aside import refused, there_already
from mailer.extract.body_names import BESIDE, body_names, further_names
from mailer.extract.labels import FREE, HEADING
from mailer.extract.linked_names import linked_names
from mailer.extract.listed_names import parted, with_listed
from mailer.extract.longing import longs_for
from mailer.extract.marked import Marked, Span
from mailer.extract.names import Name
from mailer.extract.noise import all_noise
from mailer.extract.part import Part, parts_of
from mailer.extract.persons import is_person
from mailer.extract.phrases import forms
from mailer.extract.points import points_of
from mailer.extract.sections import Section
from mailer.extract.source import Source, spoken
from mailer.extract.subject_names import subject_names
from mailer.extract.taken_up import taken_up
from mailer.extract.topics import GUESS, in_sentence_case, is_topic
from mailer.extract.used_names import used_names
from mailer.extract.words import Words
from mailer.model.request import Field


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """The integrations that share one set of fields: usually one, several where a mail lists names alone."""

    names: Sequence[Name]
    parts: Sequence[Part]
    told: Marked | None = None
    """The words in which it is asked for, where the mail makes a point of each; else all of them."""


def wishes_of(source: Source) -> list[Wish]:
    """One wish a section group when the mail describes several integrations one after the other, else one for all."""
    groups = list(_groups(source))
    if len(groups) > 1 and all(
        any(part.field not in (None, Field.INTEGRATION_NAME) for part in one.parts) for one in groups
    ):
        return groups
    names = parted(_names(source), source.body.text, source.catalog)
    return _listed(names, source) or _pointed(source) or [Wish(names=names, parts=source.parts)]


def _pointed(source: Source) -> list[Wish]:
    """Where a mail makes a point of each, or asks for all that it counts up: one wish a point."""
    points = points_of(source, _names) or taken_up(source)
    return [Wish(names=one.names, parts=one.parts, told=one.told) for one in points]


def _listed(names: Sequence[Name], source: Source) -> list[Wish]:
    """A list whose items begin with a known name and tell about it: `1. Jira - tickets from alerts`. Not where the
    subject or a label says what is asked for: such a list weighs alternatives."""
    if not names or names[0].where != "body" or any(part.field for part in source.parts):
        return []
    items: list[tuple[Name, str]] = []
    for item in _ITEM_ABOUT.finditer(source.body.text):
        found = naming.labelled_names(item["name"], "body", source.words, source.catalog)
        if len(found) == 1 and (found[0].product or naming.capitalised(found[0].text)):
            items.append((found[0], item["about"]))
    known = {name.text for name, _ in items if name.product}
    if len(known) <= 1 or names[0].text not in known:
        return []
    listed = [name for name, _ in items]
    beside = Marked(_ITEM_ABOUT.sub("", source.body.text), source.language, source.words)
    return [
        Wish(names=[name], parts=_told(said, clauses_about(name, listed, beside), source))
        for name, said in items
    ]


def _told(said: str, beside: Sequence[str], source: Source) -> Sequence[Part]:
    """What an item says behind its name, and what the sentences beside the list say of it."""
    topics = [Field.USE_CASE.value, FREE] if len(said.split()) >= _TELLING else [FREE]
    about = [Section(topic=topic, text=said) for topic in topics]
    return parts_of(
        [*about, *(Section(topic=FREE, text=one) for one in beside)], source.language, source.words
    )


_TELLING = 3
"""Words from which on what stands behind a name says what it is for."""
_ITEM_ABOUT = re.compile(
    r"^[ \t]{0,3}(?:(?:[-*•–]|\d{1,2}[.)])[ \t]+|[・●■][ \t]*)(?P<name>[^\n:：–—,、，(（]{2,40}?)[ \t]*(?:[:：–—,、，]|(?=[(（])|(?<=[ \t])-(?=[ \t]))[ \t]*"
    r"(?P<about>\S[^\n]*)$",
    re.MULTILINE,
)


def _groups(source: Source) -> Iterator[Wish]:
    """Runs of sections that each begin with a name: a label of its own, or the title above its fields."""
    opened: list[Part] = []
    named: list[Name] = []
    for part in source.parts:
        names = _title(part, source)
        fresh = names and not {name.text for name in names} & {name.text for name in named}
        if fresh and named:
            yield Wish(names=named, parts=opened)
            opened, named = [], []
        named = named or list(names)
        if named:
            opened.append(part)
    if named:
        yield Wish(names=named, parts=opened)


def _title(part: Part, source: Source) -> list[Name]:
    section = part.section
    if section.topic == Field.INTEGRATION_NAME:
        return naming.labelled_names(section.text, section.where, source.words, source.catalog)
    if section.topic in (FREE, HEADING) and section.item:
        found = naming.labelled_names(section.label, section.where, source.words, source.catalog)
        return found if section.topic == FREE or (found and found[0].product) else []
    return []


def _names(source: Source) -> list[Name]:
    """The names of a mail with one set of fields: labelled, else of the subject, else of the sentences that ask."""
    words, catalog = source.words, source.catalog
    # a heading such as `Integration request` may have an introduction below it
    plainest = sorted(source.parts, key=lambda part: part.section.level > 0 and not part.section.inline)
    given = ((part, _labelled_names(part, source)) for part in plainest)
    part, labelled = next(filter(itemgetter(1), given), (None, []))
    if (
        labelled
        and labelled[0].confidence >= naming.WHOLE
        and not (part and _overruled(part, labelled, source))
    ):
        return labelled
    if (source.continues or source.tells_news) and (
        meant := _meant(body_names(_asking(source), "body", words, catalog), words)
    ):
        return meant
    clear, weak = subject_names(source.subject, words, catalog)
    clear = with_listed(source.subject, clear, words, catalog)
    if not any(name.product for name in clear) and (titled := _in_short(source)):
        return titled
    clear = clear or _repeated(weak, source)
    if clear and not all(naming.is_generic(name.text, words) for name in clear):
        return _confirmed(clear, source)
    if labelled:
        return labelled
    asked = body_names(_asking(source), "body", words, catalog)
    generic = [name for name in (*clear, *weak) if naming.is_generic(name.text, words)]
    if generic:
        asked = [name for name in asked if _wished(name, source.body)]
    found = naming.distinct([*generic, *asked])
    used = used_names(source.body, "body", words, catalog) if not found else []
    linked = linked_names(source.body, "body", catalog) if not (found or used) else []
    weak = [name for name in weak if not words.empty.issuperset(forms(name.text))]
    return found or used or linked or weak or _described(source)


def _repeated(weak: Sequence[Name], source: Source) -> list[Name]:
    """Those of a subject's possible names that begin it with a capital and stand in the body with that capital only; none
    where a sentence of the body asks for a known one."""
    proper = [name for name in weak if _is_proper(name.text, source)]
    asked = body_names(_asking(source), "body", source.words, source.catalog) if proper else []
    sure = any(name.program or (name.product and name.confidence > naming.TOLD) for name in asked)
    return [] if sure else proper


def _is_proper(text: str, source: Source) -> bool:
    """Whether the body writes a word with a capital wherever it stands, and no list of ours is made of it."""
    words, body = source.words, source.body.text
    return (
        source.language not in ("de", "ja", "zh", "ko")
        and text[:1].isupper()
        and not any(form in words.ordinary or form in words.empty for form in forms(text))
        and not naming.is_generic(text, words, "authentication", "formats", "categories")
        and text in body
        and text.lower() not in body
    )


def _in_short(source: Source) -> list[Name]:
    """`Access` or `Power` as a whole subject, `Microsoft Access` or `Power Automate` in the body: a part of the name."""
    said = source.subject.text.split()
    short = forms(" ".join(word for word in said if not word.islower() or word not in source.words.ordinary))
    if not 0 < len(short) <= _SHORT or all_noise(source.subject.text, source.words):
        return []
    return [
        replace(name, evidence=source.subject.text, where="subject")
        for name in body_names(_asking(source), "body", source.words, source.catalog)
        if name.product and len(short) < len(forms(name.text)) and _is_part(short, forms(name.text))
    ]


def _is_part(short: Sequence[str], whole: Sequence[str]) -> bool:
    return any(tuple(whole[at : at + len(short)]) == tuple(short) for at in range(len(whole)))


_SHORT = 2
"""Words of a name that is cut short."""


def _wished(name: Name, body: Marked) -> bool:
    """Whether the sentence around a name wishes for something: beside `SSO` what people log in with today is no wish."""
    return body.has(
        body.sentence_at(max(0, body.text.casefold().find(name.text.casefold()))), "request", "wish"
    )


def _overruled(part: Part, labelled: Sequence[Name], source: Source) -> bool:
    """Whether the subject knows better than an answer to a form's question: it names something known, the answer
    something else (`Product area: Alerts`). What stands under a plain `Integration name` is meant."""
    plain = forms(part.section.label) in source.words.labels and not part.section.level
    if plain or source.continues:
        return False
    clear, _ = subject_names(source.subject, source.words, source.catalog)
    known = {name.product.key for name in clear if name.product}
    answered = {name.product.key for name in labelled if name.product}
    return (
        bool(known)
        and not known & answered
        and not any(name.text in source.subject.text for name in labelled)
    )


def _asking(source: Source) -> Marked:
    """The words in which an integration may be asked for: what stands under `alternatives` is used already."""
    if all(part.field is not Field.ALTERNATIVES for part in source.parts):
        return source.body
    sections = [part.section for part in source.parts if part.field is not Field.ALTERNATIVES]
    return Marked("\n\n".join(spoken(sections)), source.language, source.words)


def _more_exact(name: Name, source: Source) -> Name:
    """`SAP` in the subject, `SAP S/4HANA` in the sentence that asks: the longer name is the one that is meant."""
    longer = f"{name.evidence if _is_whole(name) else name.text} "
    at = source.body.text.find(longer)
    if " " in longer.strip() or at < 0 or not source.body.text[at + len(longer) :][:1].isalnum():
        return name
    asked = body_names(source.body, "body", source.words, source.catalog)
    found = next((one for one in asked if one.product and longer in one.text), None)
    return replace(found, evidence=name.evidence, where=name.where) if found else name


def _is_whole(name: Name) -> bool:
    """Whether the subject is nothing but a name, or a piece of it: `Dynamics`."""
    return name.where == "subject" and name.evidence.casefold() in name.text.casefold()


def _plain_words(names: Sequence[Name], source: Source) -> bool:
    """Whether nothing tells the `names` of a subject from ordinary words: a script without capitals, none that anybody
    knows, and no word such as `connector` beside them."""
    subject = source.subject
    return all(name.product is None and naming.ideographic(name.text) for name in names) and not subject.has(
        subject.whole, "before", "after"
    )


def _refused(name: Name, body: Marked) -> bool:
    """Whether the body names it first where it says that it is not wanted."""
    at = body.text.find(name.text)
    return at >= 0 and refused(body, Span(at, at + len(name.text)))


def _is_there(name: Name, body: str) -> bool:
    """Whether the body says where it names it first, or last, that it is connected already."""
    lowered, said = body.lower(), name.text.lower()
    places = {lowered.find(said), lowered.rfind(said)} - {-1}
    return any(there_already(body, Span(at, at + len(said))) for at in places)


def _others(clear: Sequence[Name], source: Source) -> list[Name]:
    """The names that the body asks for beside those of the subject, where somebody knows one of them."""
    asked = _meant(body_names(_asking(source), "body", source.words, source.catalog), source.words)
    others = [name for name in asked if name.product not in [one.product for one in clear]]
    title = source.subject.text
    return [replace(one, evidence=title, where="subject") if one.text in title else one for one in others]


def _known(source: Source) -> list[Name]:
    """The names that the body asks for, where somebody knows one of them or it is said to be a program."""
    asked = body_names(_asking(source), "body", source.words, source.catalog)
    return asked if any(name.product or name.program for name in asked) else []


def _asked_for(source: Source) -> list[Name]:
    """The names that a sentence of the body asks for in so many words."""
    return [name for name in _known(source) if name.confidence > naming.TOLD]


def _described(source: Source) -> list[Name]:
    """The product that an attached interface description is about."""
    titles = [reading for reading in source.readings if reading.title]
    return [
        Name(
            text=reading.title,
            product=source.catalog.find(reading.title),
            evidence=reading.because,
            where=f"attachment:{reading.filename}",
            confidence=naming.CASUAL,
        )
        for reading in titles[:1]
    ]


def _labelled_names(part: Part, source: Source) -> list[Name]:
    if part.field is not Field.INTEGRATION_NAME or is_person(part, source.parts, source.catalog):
        return []
    return naming.labelled_names(part.section.text, part.section.where, source.words, source.catalog)


def _confirmed(clear: list[Name], source: Source) -> list[Name]:
    """A subject's names, unless nobody knows them, the body never says them and it asks for a known one."""
    if topics := [name for name in clear if is_topic(name, source.body)]:
        clear = [name for name in clear if name not in topics]
        if not clear:
            return _told_instead(source) or [replace(name, confidence=GUESS) for name in topics]
    lacking = [name for name in clear if not _is_there(name, source.body.text)]
    if not lacking and (others := _others(clear, source)):
        return others
    clear = lacking or clear
    wanted = [name for name in clear if not _refused(name, source.body)]
    if wanted != clear and (others := _others(clear, source)):
        return naming.distinct([*wanted, *others])
    if _plain_words(clear, source) and (known := _known(source)):
        return known
    if all(in_sentence_case(name) for name in clear) and (known := _asked_for(source)):
        return known
    if any(name.product or _says(source.body.text, name.text) for name in clear):
        exact = [_more_exact(naming.in_full(name, source.body.text), source) for name in clear]
        return naming.distinct(
            [*exact, *further_names(_asking(source), "body", source.words, source.catalog)]
        )
    told = body_names(_asking(source), "body", source.words, source.catalog)
    sure = [name for name in told if name.product and name.confidence > BESIDE]
    longed = [name for name in sure if longs_for(source.body, [name.text])]
    return (
        longed
        or _meant(told, source.words)
        or used_names(source.body, "body", source.words, source.catalog)
        or (told if all(in_sentence_case(name) for name in clear) and _any_sure(told) else clear)
    )


def _told_instead(source: Source) -> list[Name]:
    """What the body names below a subject that is a topic."""
    told = body_names(_asking(source), "body", source.words, source.catalog)
    return told if _any_sure(told) else used_names(source.body, "body", source.words, source.catalog)


def _any_sure(names: Sequence[Name]) -> bool:
    return any((name.product or name.program) and name.confidence > BESIDE for name in names)


def _says(body: str, name: str) -> bool:
    """Whether the body has the words of a name, or the very characters of one in a script without spaces."""
    return name in body if naming.ideographic(name) else {*forms(body)}.issuperset(forms(name))


def _meant(asked: list[Name], words: Words) -> list[Name]:
    """The names that the body asks for, where one of them is known and is not only mentioned, or said to be a program."""
    meant = any(
        (name.product or name.program)
        and name.confidence > naming.CASUAL
        and not naming.is_generic(name.text, words, "categories")
        for name in asked
    )
    return asked if meant else []
