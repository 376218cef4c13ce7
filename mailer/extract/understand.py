"""One Message to one Understanding: the road through the readers of this room."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from mailer.extract import names as naming
from mailer.extract.attached import AttachmentReading
from mailer.extract.attachments import MOST_BYTES, read_attachments
from mailer.extract.body_names import CASUAL, body_names, further_names
from mailer.extract.details import LABELLED, Fields, Part, filled, parts_of, read_fields, with_descriptions
from mailer.extract.existing import names_a_change, told_existing
from mailer.extract.labels import FREE, HEADING
from mailer.extract.language import recognise
from mailer.extract.links import links
from mailer.extract.marked import Marked
from mailer.extract.names import Name
from mailer.extract.phrases import forms
from mailer.extract.purpose import Signs, offers_of, purpose_of
from mailer.extract.sections import Section, answered, own_words, read_sections
from mailer.extract.subject_names import of_a_conversation, plain_subject, subject_names
from mailer.extract.words import Words
from mailer.model.message import Message
from mailer.model.request import Details, Evidence, Field, Kind, Purpose, Role, Understanding, Value
from mailer.rules.catalog import Catalog


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What a mail is read from, prepared once."""

    message: Message
    words: Words
    catalog: Catalog
    language: str
    title: str
    """The subject as its author wrote it; empty where it is the conversation's."""
    subject: Marked
    """The words of the subject, whoever wrote it, without reply marks and tags."""
    body: Marked
    parts: Sequence[Part]
    readings: Sequence[AttachmentReading]

    @property
    def continues(self) -> bool:
        """Whether it goes on in a conversation of ours, below a subject that its author has not written."""
        return not self.title and bool(self.message.subject)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """The integrations that share one set of fields: usually one, several where a mail lists names alone."""

    names: Sequence[Name]
    parts: Sequence[Part]


def understand(
    message: Message, words: Words, catalog: Catalog, attachment_bytes: int = MOST_BYTES
) -> Understanding:
    """All that the mail's own words say: purpose, language, and the fields of each integration it asks for.

    Attachments of more than `attachment_bytes` are not opened; 0 leaves all of them closed. Only what this sender newly
    wrote counts, and a mail that they passed on; quoted history is not their word. A report on a delivery is a
    machine's: nothing is read out of it but its language.
    """
    if message.delivery:
        return Understanding(
            purpose=Purpose.OTHER,
            because="it reports on the delivery of another mail",
            language=recognise(_own_text(message), words),
        )
    source = prepare(message, words, catalog, attachment_bytes)
    wishes = _wishes(source)
    details = [one for wish in wishes for one in _details(wish, source)]
    offers = offers_of(source.body)
    purpose, because = purpose_of(_signs(source, wishes, details, offers))
    asks = purpose in (Purpose.REQUEST, Purpose.DETAILS)
    return Understanding(
        purpose=purpose,
        because=because,
        language=source.language,
        requests=tuple(details) if asks else (),
        offers=offers,
    )


def prepare(message: Message, words: Words, catalog: Catalog, attachment_bytes: int = MOST_BYTES) -> Source:
    """The mail's own text in sections, its language, and the cues in it."""
    text = _own_text(message)
    forwarded = message.forwarded.text[:LONGEST_TEXT] if message.forwarded else ""
    title = "" if message.in_reply_to and of_a_conversation(message.subject) else message.subject
    subject = plain_subject(message.subject, words, catalog)
    language = recognise(f"{subject if title else ''}\n{text}\n{forwarded}", words)
    given = answered(message.answers, words)
    rest = _without(text, message) if given else text
    readings = read_attachments([one for one in message.attachments if not one.inline], attachment_bytes)
    sections = [
        *given,
        *read_sections(rest, words),
        *read_sections(forwarded, words, "quoted"),
        *(one for reading in readings for one in _of_form(reading, words)),
    ]
    return Source(
        message=message,
        words=words,
        catalog=catalog,
        language=language,
        title=title,
        subject=Marked(subject, language, words),
        body=Marked("\n\n".join(_spoken(sections)), language, words),
        parts=parts_of(sections, language, words),
        readings=readings,
    )


def _of_form(reading: AttachmentReading, words: Words) -> Sequence[Section]:
    """The sections of an attached form, read like a body."""
    return (
        read_sections(reading.text[:LONGEST_TEXT], words, f"attachment:{reading.filename}")
        if reading.text
        else ()
    )


def _spoken(sections: Sequence[Section]) -> Iterator[str]:
    """The author's words without the labels above them: a form's questions are not theirs."""
    for section in sections:
        if section.topic not in ("ignore", "contact") and (section.text.strip() or section.topic == HEADING):
            heading = [section.label] if section.topic == HEADING else []
            yield own_words("\n".join([*heading, section.text.strip()]))


LONGEST_TEXT = 25_000
"""Characters of a mail's own words that are read; a person who asks for an integration has said it by then."""


def _own_text(message: Message) -> str:
    return message.new_text[:LONGEST_TEXT].strip()


def _without(text: str, message: Message) -> str:
    """The new text less the answers that were read under their questions."""
    for answer in message.answers:
        text = text.replace(answer.text.strip(), "\n", 1)
    return text


# --- which integrations


def _wishes(source: Source) -> list[Wish]:
    """One wish a section group when the mail describes several integrations one after the other, else one for all."""
    groups = list(_groups(source))
    if len(groups) > 1 and all(
        any(part.field not in (None, Field.INTEGRATION_NAME) for part in one.parts) for one in groups
    ):
        return groups
    names = _names(source)
    return _listed(names, source) or [Wish(names=names, parts=source.parts)]


def _listed(names: Sequence[Name], source: Source) -> list[Wish]:
    """A list whose items begin with a known name and tell about it: `1. Jira - tickets from alerts`. Not where the
    subject or a label says what is asked for: such a list weighs alternatives."""
    if not names or names[0].where != "body" or any(part.field for part in source.parts):
        return []
    wishes: list[Wish] = []
    for item in _ITEM_ABOUT.finditer(source.body.text):
        found = naming.labelled_names(item["name"], "body", source.words, source.catalog)
        if len(found) == 1 and found[0].product:
            said = item["about"]
            topics = [Field.USE_CASE.value, FREE] if len(said.split()) >= _TELLING else [FREE]
            about = [Section(topic=topic, text=said) for topic in topics]
            wishes.append(Wish(names=found, parts=parts_of(about, source.language, source.words)))
    listed = {wish.names[0].text for wish in wishes}
    return wishes if len(listed) > 1 and names[0].text in listed else []


_TELLING = 3
"""Words from which on what stands behind a name says what it is for."""
_ITEM_ABOUT = re.compile(
    r"^[ \t]{0,3}(?:[-*•–]|\d{1,2}[.)])[ \t]+(?P<name>[^\n:–—]{2,40}?)[ \t]*(?:[:–—]|(?<=[ \t])-(?=[ \t]))[ \t]*"
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
    given = ((part, _labelled_names(part, source)) for part in source.parts)
    part, labelled = next(filter(itemgetter(1), given), (None, []))
    if (
        labelled
        and labelled[0].confidence >= naming.WHOLE
        and not (part and _overruled(part, labelled, source))
    ):
        return labelled
    if source.continues and (meant := _meant(body_names(_asking(source), "body", words, catalog), words)):
        return meant
    clear, weak = subject_names(source.subject, words, catalog)
    if clear and not all(naming.is_generic(name.text, words) for name in clear):
        return _confirmed(clear, source)
    if labelled:
        return labelled
    asked = body_names(_asking(source), "body", words, catalog)
    generic = [name for name in (*clear, *weak) if naming.is_generic(name.text, words)]
    if generic:
        asked = [name for name in asked if _wished(name, source.body)]
    return naming.distinct([*generic, *asked]) or weak or _described(source)


def _wished(name: Name, body: Marked) -> bool:
    """Whether the sentence around a name wishes for something: beside `SSO` what people log in with today is no wish."""
    return body.has(body.sentence_at(max(0, body.text.find(name.text))), "request", "wish")


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
    return Marked("\n\n".join(_spoken(sections)), source.language, source.words)


def _more_exact(name: Name, source: Source) -> Name:
    """`SAP` in the subject, `SAP S/4HANA` in the sentence that asks: the longer name is the one that is meant."""
    longer = f"{name.text} "
    at = source.body.text.find(longer)
    if " " in name.text or at < 0 or not source.body.text[at + len(longer) :][:1].isupper():
        return name
    asked = body_names(source.body, "body", source.words, source.catalog)
    return next((one for one in asked if one.product and one.text.startswith(longer)), name)


def _common_noun(text: str, body: str) -> bool:
    """`Dark mode` in the subject is no name where the body writes it small."""
    return text[:1].isupper() and text[1:].islower() and text.lower() in body and text not in body


def _described(source: Source) -> list[Name]:
    """The product that an attached interface description is about."""
    titles = [reading for reading in source.readings if reading.title]
    return [
        Name(
            text=reading.title,
            product=source.catalog.find(reading.title),
            evidence=reading.because,
            where=f"attachment:{reading.filename}",
            confidence=CASUAL,
        )
        for reading in titles[:1]
    ]


def _labelled_names(part: Part, source: Source) -> list[Name]:
    if part.field is not Field.INTEGRATION_NAME:
        return []
    return naming.labelled_names(part.section.text, part.section.where, source.words, source.catalog)


def _confirmed(clear: list[Name], source: Source) -> list[Name]:
    """A subject's names, unless nobody knows them, the body never says them and it asks for a known one."""
    clear = [name for name in clear if name.product or not _common_noun(name.text, source.body.text)]
    said = {*forms(source.body.text)}
    if any(name.product or said.issuperset(forms(name.text)) for name in clear):
        exact = [_more_exact(naming.in_full(name, source.body.text), source) for name in clear]
        return naming.distinct(
            [*exact, *further_names(_asking(source), "body", source.words, source.catalog)]
        )
    return _meant(body_names(_asking(source), "body", source.words, source.catalog), source.words) or clear


def _meant(asked: list[Name], words: Words) -> list[Name]:
    """The names that the body asks for, where one of them is known and is not only mentioned."""
    meant = any(
        name.product and name.confidence > CASUAL and not naming.is_generic(name.text, words, "categories")
        for name in asked
    )
    return asked if meant else []


# --- details


def _details(wish: Wish, source: Source) -> Iterator[Details]:
    """One Details for each name of a wish; one without a name where the mail names nothing."""
    kind = _kind(source, wish.names)
    if not wish.names:
        yield Details(kind=kind, fields=_fields(wish, None, source))
    for name in wish.names:
        yield Details(
            kind=kind,
            fields={Field.INTEGRATION_NAME: _named(name), **_fields(wish, name, source)},
            product=name.product.key if name.product else "",
        )


def _fields(wish: Wish, name: Name | None, source: Source) -> Fields:
    """The fields of one integration; a reply adds what it says, not what it might be taken to mean."""
    known = name if name and name.product else next((one for one in wish.names if one.product), name)
    named = _named(known).evidence if known else None
    fields = read_fields(wish.parts, source.words, known.product if known else None, named)
    if len(wish.names) > 1 and name and Field.PRIORITY in fields:
        fields = _with_own_priority(
            fields, [_about(part, name, wish.names, source) for part in wish.parts], source
        )
    fields = with_descriptions(_of_others(fields, wish.names, source), source.readings)
    if not source.message.in_reply_to:
        return fields
    return {field: value for field, value in fields.items() if value.evidence.sure or field is Field.CATEGORY}


def _of_others(fields: Fields, names: Sequence[Name], source: Source) -> Fields:
    """The fields without what only was mentioned: documentation of other products that we know, and a format that is
    the very thing asked for (`WebDAV support`). What stands under a label was meant."""
    docs, formats = fields.get(Field.API_DOCS), fields.get(Field.DATA_FORMATS)
    asked = {(name.product.key, name.product.vendor) for name in names if name.product}
    if docs and docs.evidence.confidence < LABELLED and asked:
        kept = tuple(url for url in docs.items if not _elsewhere(url, asked, source.catalog))
        fields = _with_items(fields, Field.API_DOCS, kept)
    if formats and formats.evidence.confidence < LABELLED:
        wanted = {forms(name.text) for name in names}
        kept = tuple(one for one in formats.items if forms(one) not in wanted)
        fields = _with_items(fields, Field.DATA_FORMATS, kept)
    return fields


def _elsewhere(url: str, asked: set[tuple[str, str]], catalog: Catalog) -> bool:
    """Whether a link leads to the pages of a known product that nobody asks for, nor one of the same maker."""
    host = url.partition("://")[2].partition("/")[0]
    product = catalog.at(host)
    return product is not None and not any(
        product.key == key or product.vendor == vendor for key, vendor in asked
    )


def _with_items(fields: Fields, field: Field, items: tuple[str, ...]) -> Fields:
    if not items:
        return {one: value for one, value in fields.items() if one is not field}
    return {**fields, field: replace(fields[field], items=items)}


def _with_own_priority(fields: Fields, parts: Sequence[Part], source: Source) -> Fields:
    """What several integrations share is told of each; how urgent one of them is, is not."""
    own = read_fields(parts, source.words).get(Field.PRIORITY)
    if own:
        return {**fields, Field.PRIORITY: own}
    return {field: value for field, value in fields.items() if field is not Field.PRIORITY}


def _about(part: Part, name: Name, names: Sequence[Name], source: Source) -> Part:
    """`part` without the clauses that speak of another of the `names` alone."""
    others = [one.text.casefold() for one in names if one is not name]
    kept = part.section.text
    for span in (clause for sentence in part.marked.sentences for clause in part.marked.clauses(sentence)):
        said = part.marked.text[span.start : span.end]
        folded = said.casefold()
        if name.text.casefold() not in folded and any(other in folded for other in others):
            kept = kept.replace(said, "", 1)
    if kept == part.section.text:
        return part
    section = replace(part.section, text=kept)
    return Part(section=section, marked=Marked(kept, source.language, source.words))


def _named(name: Name) -> Value:
    return Value(
        items=(name.text,),
        evidence=Evidence(text=name.evidence, where=name.where, confidence=name.confidence),
    )


def _kind(source: Source, names: Sequence[Name]) -> Kind:
    """An enhancement when the words say that the integration is there already."""
    told = (part.section.label for part in source.parts if "?" not in part.section.label)
    labels = Marked("\n".join(told), source.language, source.words)
    existing = told_existing(source.subject, source.body, labels, names, source.words)
    return Kind.ENHANCEMENT if existing else Kind.NEW_INTEGRATION


_BRANDED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d")
"""Written as only names are: SmartHQ, Auth0."""
SHORTEST_HOST = 4
"""Letters; shorter names stand in any host by chance."""


def _bears(url: str, name: str) -> bool:
    """Whether a link's host has the name in it: `capsulecrm.example` for CapsuleCRM."""
    host = url.partition("://")[2].partition("/")[0].casefold().replace("-", "")
    key = "".join(letter for letter in name.casefold() if letter.isalnum())
    return len(key) >= SHORTEST_HOST and key in host


def _signs(
    source: Source, wishes: Sequence[Wish], details: Sequence[Details], offers: tuple[Role, ...]
) -> Signs:
    message = source.message
    body = source.body
    named = [name for wish in wishes for name in wish.names]
    names = [name for name in named if name.where != "subject"] if source.continues else named
    fields = {
        field
        for one in details
        for field, value in one.fields.items()
        if value.evidence.sure and field not in (Field.INTEGRATION_NAME, Field.CATEGORY)
    }
    return Signs(
        subject=Marked(source.title, source.language, source.words),
        body=body,
        first_line=message.new_text.strip().split("\n", 1)[0],
        reply=bool(message.in_reply_to),
        labelled=filled(source.parts, source.words),
        names=len(names),
        named_in_subject=any(name.where == "subject" for name in names),
        named_by_label=any(part.field is Field.INTEGRATION_NAME for part in source.parts),
        known=any(name.product for name in names),
        branded=any(_BRANDED.search(name.text) for name in names),
        spoken=source.language in source.words.cues,
        beside_names=source.subject.length(source.subject.whole)
        - sum(len(forms(name.text)) for name in names if name.where == "subject"),
        linked=any(_bears(link.url, name.text) for link in links(body.text) for name in names),
        improves=not source.continues
        and names_a_change(source.subject, names, source.words)
        and source.subject.has(source.subject.whole, "change", "feature", "part", "verb"),
        existing=any(one.kind is Kind.ENHANCEMENT for one in details),
        words=body.length(body.whole),
        fields=len(fields),
        offers=offers,
    )
