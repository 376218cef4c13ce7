"""One Message to one Understanding: the road through the readers of this room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mailer.extract.attached.attachments import MOST_BYTES
from mailer.extract.enclosed import each_alone, in_one
from mailer.extract.fields.details import read_fields, with_descriptions
from mailer.extract.fields.settings import set_up
from mailer.extract.fields.terms import TERMS
from mailer.extract.fields.titled import titled_priority, titled_terms
from mailer.extract.gist import gist_of
from mailer.extract.kind.existing import told_existing
from mailer.extract.kind.stated import is_titled_new, is_titled_piece, names_component, stated_kind
from mailer.extract.layout.part import LABELLED, Fields
from mailer.extract.layout.voices import PASSED_ON, apart, together
from mailer.extract.names.name import Name, asked_mentions
from mailer.extract.purpose.asking import asking_sentences, wishing_sentences
from mailer.extract.purpose.beside import said_beside
from mailer.extract.purpose.rules import purpose_of
from mailer.extract.purpose.signs import NAMING, signs_of
from mailer.extract.replies.form import as_new
from mailer.extract.replies.pledges import Helping
from mailer.extract.source import Source, own_text, prepare
from mailer.extract.text.language import recognise
from mailer.extract.text.links import host_of
from mailer.extract.text.marked import Marked
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.extract.wishes.apart import about, parts_about, told_of_others, with_own_priority
from mailer.extract.wishes.wish import Wish, wishes_of
from mailer.model.message import Message
from mailer.model.request import (
    Attached,
    Details,
    Evidence,
    Field,
    Kind,
    Pledge,
    Purpose,
    Understanding,
    Value,
)
from mailer.rules.catalog import Catalog


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
            language=recognise(own_text(message), words),
        )
    if message.enclosed:
        read = (_read(one, words, catalog, attachment_bytes) for one in each_alone(message))
        return in_one(list(read), message)
    return _read(message, words, catalog, attachment_bytes)


def _read(message: Message, words: Words, catalog: Catalog, attachment_bytes: int) -> Understanding:
    """One mail, and at most one that it passes on."""
    message = as_new(message)
    source = prepare(message, words, catalog, attachment_bytes)
    wishes = wishes_of(source)
    helping = _helping(source)
    names = [name for wish in wishes for name in wish.names]
    details = [helping.without_refusals(one) for wish in wishes for one in _details(wish, names, source)]
    pledge = _pledge(helping, source, details)
    purpose, because = purpose_of(signs_of(source, wishes, details, pledge.offers))
    asks = purpose in (Purpose.REQUEST, Purpose.DETAILS)
    asking = asking_sentences(source.body, names, catalog)
    return Understanding(
        purpose=purpose,
        because=because,
        language=source.answered_in,
        requests=tuple(_without_faults(details, source.body, _points(wishes))) if asks else (),
        pledge=pledge,
        asking=asking,
        wishing=wishing_sentences(source.body) if asks and names else (),
        beside=said_beside(source.parts, names, asking) if purpose is Purpose.REQUEST else (),
        attached=tuple(
            Attached(filename=one.filename, kind=one.kind, because=one.because) for one in source.readings
        ),
    )


def _points(wishes: Sequence[Wish]) -> dict[str, Marked]:
    """The words of each that stands apart, by its name."""
    return {name.text: wish.told for wish in wishes if wish.told for name in wish.names}


def _without_faults(
    details: Sequence[Details], body: Marked, points: Mapping[str, Marked]
) -> Sequence[Details]:
    """What is asked for, without what the mail only says to be failing: `the Jira sync fails; please add Notion`."""
    wanted = [one for one in details if not _only_fails(one.text(Field.INTEGRATION_NAME), body, points)]
    return wanted or details


def _only_fails(name: str, body: Marked, points: Mapping[str, Marked]) -> bool:
    if point := points.get(name):
        return point.has(point.whole, "bug") and not point.has(point.whole, "request")
    told = [span for span in body.sentences if name and name in body.text[span.start : span.end]]
    return bool(told) and all(body.has(span, "bug") and not body.has(span, "request") for span in told)


def _helping(source: Source) -> Helping:
    """What the author says of helping; a new mail without a word of offering need not be looked at."""
    body = source.body
    speaks = source.message.in_reply_to or body.has(body.whole, "champion.offer", "champion.champion")
    return Helping(body.text if speaks else "", source.language, source.words)


def _pledge(helping: Helping, source: Source, details: Sequence[Details]) -> Pledge:
    tells = any(name not in NAMING for one in details for name in one.fields)
    sender = source.message.sender
    return helping.pledge(own=sender.address if sender else "", tells=tells)


def _details(wish: Wish, names: Sequence[Name], source: Source) -> Iterator[Details]:
    """One Details for each name of a wish, `names` being those of all wishes; one without a name where the mail names
    nothing."""
    if not wish.names:
        yield Details(kind=_kind(source.body, (), source), fields=_fields(wish, None, source))
    for name in wish.names:
        told = _kind(_told(wish, name, names, source), names, source, name, apart=wish.told is not None)
        if names_component(wish.parts) and not is_titled_new(source.titled):
            told = Kind.ENHANCEMENT
        kind = stated_kind(wish.parts) or told
        yield Details(
            kind=kind,
            fields={Field.INTEGRATION_NAME: _named(name, source), **_fields(wish, name, source)},
            product=name.product.key if name.product else "",
            gist=_gist(wish, name, source) if kind is Kind.ENHANCEMENT else frozenset(),
        )


def _told(wish: Wish, name: Name, names: Sequence[Name], source: Source) -> Marked:
    """What is said of one of `names`."""
    return about(name, wish.names, wish.told) if wish.told else about(name, names, source.body)


def _gist(wish: Wish, name: Name, source: Source) -> frozenset[str]:
    """What the mail says about a wish, its reasons and its labels left out."""
    parts = parts_about(name, wish.names, wish.parts)
    told = (part.section.text for part in parts if part.field in (None, Field.USE_CASE))
    return gist_of([source.title, *told], wish.names, source.language, source.words)


def _speaks_for(names: Sequence[Name]) -> Name | None:
    """The known one of `names` that tells what sort of thing the others are; None where known ones are of several sorts."""
    known = [one for one in names if one.product]
    return known[0] if len({one.product.category for one in known if one.product}) == 1 else None


def _fields(wish: Wish, name: Name | None, source: Source) -> Fields:
    """The fields of one integration; a reply adds what it says, not what it might be taken to mean."""
    known = name if name and name.product else _speaks_for(wish.names) or name
    named = _named(known, source) if known else None
    parts = parts_about(name, wish.names, wish.parts) if name else wish.parts
    own, passed_on = apart(parts)
    product = known.product if known else None
    fields = read_fields(own, source.words, product, named)
    if passed_on:
        fields = together(fields, read_fields(passed_on, source.words, product, named), own)
    if name:
        fields = with_own_priority(fields, name, wish.names, source.words, wish.parts)
    if source.title and Field.PRIORITY not in fields:
        urgent = titled_priority(source.titled, source.words)
        fields = {**fields, Field.PRIORITY: urgent} if urgent else fields
    fields = _said_beside(fields, name, source) if name else fields
    fields = with_descriptions(_of_others(fields, wish.names, source), source.readings)
    if not source.message.in_reply_to:
        return fields
    return {field: value for field, value in fields.items() if value.evidence.sure or field is Field.CATEGORY}


def _said_beside(fields: Fields, name: Name, source: Source) -> Fields:
    """The fields, with ways to sign in and formats that only the subject says, or a sample of the settings."""
    for field in TERMS:
        said = titled_terms(source.titled, field, name.text) if field not in fields else None
        fields = {**fields, field: said} if said else fields
    way = set_up(own_text(source.message)) if Field.AUTHENTICATION not in fields else None
    return {**fields, Field.AUTHENTICATION: way} if way else fields


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
    product = catalog.at(host_of(url))
    return product is not None and not any(
        product.key == key or product.vendor == vendor for key, vendor in asked
    )


def _with_items(fields: Fields, field: Field, items: tuple[str, ...]) -> Fields:
    if not items:
        return {one: value for one, value in fields.items() if one is not field}
    return {**fields, field: replace(fields[field], items=items)}


def _named(name: Name, source: Source) -> Value:
    where = PASSED_ON if name.where == "body" and _theirs(name, source.message) else name.where
    return Value(
        items=(name.text,),
        evidence=Evidence(text=name.evidence, where=where, confidence=name.confidence),
    )


def _theirs(name: Name, message: Message) -> bool:
    """Whether only the mail that is passed on says a name."""
    passed_on = message.forwarded.text if message.forwarded else ""
    return name.text in passed_on and name.text not in message.new_text


def _kind(
    body: Marked, names: Sequence[Name], source: Source, name: Name | None = None, *, apart: bool = False
) -> Kind:
    """An enhancement when the words say that the integration is there already; `body` is what they say of `name`. A subject
    that names others of `names` says nothing of this one, nor does one that does not name it where each stands `apart`."""
    if is_titled_new(source.titled):
        return Kind.NEW_INTEGRATION
    if is_titled_piece(source.titled):
        return Kind.ENHANCEMENT
    subject = about(name, names, source.subject) if name else source.subject
    if name and apart and name.text not in subject.text:
        subject = subject.without([subject.whole])
    named = [name] if name else ()
    existing = told_existing(subject, body, source.labels, named, source.words)
    if existing and name:
        known = asked_mentions(body.text, source.catalog, source.words)
        others = told_of_others(body, name, known)
        rest = body.without(others)
        existing = not others or told_existing(subject, rest, source.labels, named, source.words)
    return Kind.ENHANCEMENT if existing else Kind.NEW_INTEGRATION
