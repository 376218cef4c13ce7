"""Which integrations a mail asks for, each with the parts that speak of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from mailer.extract.layout.labels import FREE, HEADING
from mailer.extract.layout.part import Part, parts_of
from mailer.extract.layout.persons import is_person
from mailer.extract.layout.sections import Section
from mailer.extract.layout.subject import is_reply
from mailer.extract.names import name as naming
from mailer.extract.names.aside import exemplified
from mailer.extract.names.body_names import body_names
from mailer.extract.names.confirmed import asking_words, confirmed, meant_names
from mailer.extract.names.everyday import is_only_words
from mailer.extract.names.inflected import in_base_form
from mailer.extract.names.linked_names import linked_names
from mailer.extract.names.listed_names import parted, with_listed
from mailer.extract.names.name import Name
from mailer.extract.names.plain_titles import is_of_formats, is_proper
from mailer.extract.names.subject_names import subject_names
from mailer.extract.names.used_names import lone_names, used_names
from mailer.extract.source import Source
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.wishes.apart import clauses_about
from mailer.extract.wishes.points import points_of
from mailer.extract.wishes.should_be import should_be
from mailer.extract.wishes.taken_up import taken_up
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
    names = parted(in_base_form(_names(source), source), source.body.text, source.words, source.catalog)
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
    meant = {name.text for name in names}
    known = {name.text for name, _ in items if name.product or name.text in meant}
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
        meant := meant_names(body_names(asking_words(source), "body", words, catalog), words)
    ):
        return meant
    if meant := _beside_no_wish(source):
        return meant
    clear, weak = subject_names(source.subject, words, catalog)
    clear = with_listed(source.subject, clear, words, catalog)
    if not any(name.product for name in clear) and (titled := _in_short(source)):
        return titled
    if not any(name.product for name in clear) and (other := _lone(source) or _other_program(source)):
        return other
    clear = clear or _repeated(weak, source)
    if clear and not all(is_generic(name.text, words) for name in clear):
        return confirmed(clear, source)
    if labelled:
        return labelled
    asked = body_names(asking_words(source), "body", words, catalog)
    generic = [name for name in (*clear, *weak) if is_generic(name.text, words)]
    if is_of_formats(generic, source) and any(
        name.product and name.confidence > naming.TOLD for name in asked
    ):
        generic = []
    signing = [] if clear or weak else _signing_in(source)
    if generic or signing:
        asked = [name for name in asked if (name.product or signing) and _wished(name, source.body)]
    found = naming.distinct([*generic, *asked]) or signing
    used = used_names(source.body, "body", words, catalog) if not found else []
    linked = linked_names(source.body, "body", catalog) if not (found or used) else []
    weak = [name for name in weak if not is_only_words(name.text, source.subject, source.body, words)]
    return found or used or linked or weak or _described(source)


def _beside_no_wish(source: Source) -> list[Name]:
    """What the rest of a body asks for below a subject that says that something fails, or thanks for something: neither is a
    wish. `Slack alerts are broken, and Notion`."""
    subject, body = source.subject, source.body
    if not subject.has(subject.whole, "bug", "fails", "thanks"):
        return []
    others = [
        span
        for span in body.sentences
        if body.has(span, "bug", "fails")
        or (body.has(span, "thanks") and not body.has(span, "request", "desire"))
    ]
    if not others:
        return []
    asked = body_names(body.without(others), "body", source.words, source.catalog)
    return [one for one in asked if one.confidence >= naming.TOLD]


def _lone(source: Source) -> list[Name]:
    """What an answer names, or a form in a language whose labels we do not know."""
    answers = is_reply(source.message.subject)
    if not answers and source.language in source.words.cues:
        return []
    return lone_names(source.body, "body", source.catalog, answers=answers)


def _other_program(source: Source) -> list[Name]:
    """The known program of a mail that tells what should happen between it and ours."""
    subject = source.subject
    if subject.has(subject.whole, "before", "after", "verb") or not should_be(source.body):
        return []
    told = body_names(asking_words(source), "body", source.words, source.catalog)
    known = naming.asked_mentions(source.body.text, source.catalog, source.words)
    return [one for one in told if one.product] or [
        naming.mentioned(one, one.text, "body", naming.TOLD) for one in known[:1]
    ]


def _repeated(weak: Sequence[Name], source: Source) -> list[Name]:
    """Those of a subject's possible names that begin it with a capital and stand in the body with that capital only; none
    where a sentence of the body asks for a known one."""
    proper = [name for name in weak if is_proper(name.text, source)]
    asked = body_names(asking_words(source), "body", source.words, source.catalog) if proper else []
    sure = any(name.program or (name.product and name.confidence > naming.TOLD) for name in asked)
    return [] if sure else proper


def _in_short(source: Source) -> list[Name]:
    """`Access` or `Power` as a whole subject, `Microsoft Access` or `Power Automate` in the body: a part of the name."""
    said = source.subject.text.split()
    short = forms(" ".join(word for word in said if not word.islower() or word not in source.words.ordinary))
    if not 0 < len(short) <= _SHORT or all_noise(source.subject.text, source.words):
        return []
    return [
        replace(name, evidence=source.subject.text, where="subject")
        for name in body_names(asking_words(source), "body", source.words, source.catalog)
        if name.product and len(short) < len(forms(name.text)) and _is_part(short, forms(name.text))
    ]


def _is_part(short: Sequence[str], whole: Sequence[str]) -> bool:
    return any(tuple(whole[at : at + len(short)]) == tuple(short) for at in range(len(whole)))


_SHORT = 2
"""Words of a name that is cut short."""


def _wished(name: Name, body: Marked) -> bool:
    """Whether the sentence around a name wishes for something: beside `SSO` what people log in with today is no wish, nor is
    an example of whose log-in it may be."""
    at = max(0, body.text.casefold().find(name.text.casefold()))
    return body.has(body.sentence_at(at), "request", "wish") and not exemplified(body.text, Span(at, at))


def _signing_in(source: Source) -> list[Name]:
    """`SSO` where a subject names nothing else: a way to sign in that is no protocol, and noise beside a name."""
    said = source.subject.text
    if not _SIGN_IN.search(said):
        return []
    return [Name(text="SSO", product=None, evidence=said, where="subject", confidence=naming.TOLD)]


_SIGN_IN = re.compile(r"\bSSO\b|\bsingle[ -]sign[ -]?on\b", re.IGNORECASE)


def _overruled(part: Part, labelled: Sequence[Name], source: Source) -> bool:
    """Whether the subject knows better than an answer to a form's question: it names something known, the answer
    something else (`Product area: Alerts`). What stands under a plain `Integration name` is meant."""
    plain = forms(part.section.label) in source.words.labels and not part.section.level
    if plain or source.continues:
        return False
    clear, weak = subject_names(source.subject, source.words, source.catalog)
    if not any(name.product for name in labelled) and any(
        is_generic(name.text, source.words) for name in weak
    ):
        return True
    known = {name.product.key for name in clear if name.product}
    answered = {name.product.key for name in labelled if name.product}
    return (
        bool(known)
        and not known & answered
        and not any(name.text in source.subject.text for name in labelled)
    )


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
    if _PLATFORM.search(part.section.label) and _RUNS_ON.fullmatch(part.section.text):
        return []
    return naming.labelled_names(part.section.text, part.section.where, source.words, source.catalog)


_PLATFORM = re.compile(
    r"platform|plattform|plate-?forme|plataforma|piattaforma|平台|プラットフォーム|플랫폼", re.IGNORECASE
)
_RUNS_ON = re.compile(
    r"(?:\W|_|\d|(?:all|other|server|client|web|web ?app|browser|mobile|desktop|ios|ipados|android|mac ?os|osx?|windows|linux|ubuntu|debian|docker|arm64|x86|x64|and|app)\b)*",
    re.IGNORECASE,
)
"""What a form's `Platform` is answered with where it asks what the program runs on."""
