"""What a mail that asks for several integrations at once says of each: a sentence is about those that it, or the last one
before it, names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailer.extract.fields.details import read_fields
from mailer.extract.layout.part import Fields, Part
from mailer.extract.names.kinds import KIND, OWNED
from mailer.extract.names.name import Name
from mailer.extract.names.reasons import has_reason
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit, forms
from mailer.extract.text.words import Words
from mailer.model.request import Field
from mailer.rules.catalog import Mention

_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def parts_about(name: Name, names: Sequence[Name], parts: Sequence[Part]) -> list[Part]:
    """`parts` without the sentences that go on about others of `names`. A new paragraph that names none is about all of
    them; so is what stands under a label."""
    if len(names) == 1:
        return list(parts)
    return [part if part.field else _without(part, of_others(part.marked, name, names)) for part in parts]


def about(name: Name, names: Sequence[Name], marked: Marked) -> Marked:
    """`marked` without the sentences that go on about others of `names`."""
    return marked.without(of_others(marked, name, names)) if len(names) > 1 else marked


def with_own_priority(
    fields: Fields, name: Name, names: Sequence[Name], words: Words, parts: Sequence[Part]
) -> Fields:
    """How urgent one of several is, is not told of the others; what names none of them is told of each."""
    if len(names) == 1:
        return fields
    own = [_without(part, list(_clauses_of_others(part.marked, name, names))) for part in parts]
    priority = read_fields(own, words).get(Field.PRIORITY)
    kept: Fields = {field: value for field, value in fields.items() if field is not Field.PRIORITY}
    return kept | {Field.PRIORITY: priority} if priority else kept


def clauses_about(name: Name, names: Sequence[Name], marked: Marked) -> list[str]:
    """The clauses that name `name` and no other of `names`."""
    clauses = (clause for sentence in marked.sentences for clause in marked.clauses(sentence))
    return [marked.slice(clause) for clause in clauses if named_in(marked, clause, names) == [name]]


def of_others(marked: Marked, name: Name, names: Sequence[Name]) -> list[Span]:
    """The sentences that are about others of `names` alone."""
    others: list[Span] = []
    about: Sequence[Name] = names
    end = 0
    for sentence in marked.sentences:
        named = named_in(marked, sentence, names)
        if _PARAGRAPH.search(marked.text, end, sentence.start):
            about = names
        about, end = named or about, sentence.end
        if name not in about:
            others.append(sentence)
        elif len(named) > 1 and _is_told_of_each(marked, sentence, named):
            others += _clauses_of(marked, sentence, name, names)
    return others


def _clauses_of(marked: Marked, sentence: Span, name: Name, names: Sequence[Name]) -> Iterator[Span]:
    """Of a sentence that gives a reason for each of several, the clauses that go on about others than `name`:
    `Salesforce because we lose deals, Jira because we retype tickets`. Names that follow each other (`Okta, Jira and Slack`) share
    what follows, and what sums up is about all."""
    stretches: list[tuple[list[Name], list[Span]]] = []
    begins = False
    for clause in marked.clauses(sentence):
        named = named_in(marked, clause, names)
        if named and not (begins and _bare(marked, clause, named)):
            stretches.append((named, [clause]))
        elif stretches and not _SUMS_UP.match(marked.text, clause.start):
            stretches[-1][0].extend(named)
            stretches[-1][1].append(clause)
        begins = marked.slice(clause).rstrip(",;: ").endswith(tuple(one.text for one in named))
    for about, clauses in stretches:
        yield from () if name in about else clauses


def _is_told_of_each(marked: Marked, sentence: Span, named: Sequence[Name]) -> bool:
    """Whether a sentence gives a reason for several, or how much of it: `Shopify has 500 orders a day, Klaviyo 20,000 mails`."""
    counted = (
        clause
        for clause in marked.clauses(sentence)
        if len(named_in(marked, clause, named)) == 1 and any(map(str.isdigit, marked.slice(clause)))
    )
    return sum(1 for _ in counted) > 1 or sum(_reasoned(marked, sentence, one) for one in named) > 1


def _reasoned(marked: Marked, sentence: Span, name: Name) -> bool:
    said = marked.text[sentence.start : sentence.end].casefold()
    at = said.find(name.text.casefold())
    return at >= 0 and has_reason(marked.text, sentence.start + at + len(name.text))


def _bare(marked: Marked, clause: Span, named: Sequence[Name]) -> bool:
    """Whether a clause holds nothing but names and a word that joins them."""
    return marked.length(clause) - sum(len(forms(one.text)) for one in named) <= len(named)


_SUMS_UP = re.compile(
    r"(?:and |und |et |y |e )?(?:which|both|all|everything|was|beide|alles|ce qui|les deux|tout|lo que|ambos|ambas|todo|o que)\b",
    re.IGNORECASE,
)


def _clauses_of_others(marked: Marked, name: Name, names: Sequence[Name]) -> Iterator[Span]:
    for sentence in marked.sentences:
        for clause in marked.clauses(sentence):
            named = named_in(marked, clause, names)
            if named and name not in named:
                yield clause


def named_in(marked: Marked, span: Span, names: Sequence[Name]) -> list[Name]:
    """Those of `names` that stand in a stretch of text."""
    said = marked.text[span.start : span.end].casefold()
    return [one for one in names if _stands_in(one.text.casefold(), said)]


def _stands_in(name: str, said: str) -> bool:
    """Whether a name stands there as a whole: `Box` is not in `Dropbox`."""
    at = said.find(name)
    while at >= 0:
        around = said[at - 1 : at] + said[at + len(name) : at + len(name) + 1]
        if not any(letter.isascii() and letter.isalnum() for letter in around):
            return True
        at = said.find(name, at + 1)
    return False


def _without(part: Part, spans: Sequence[Span]) -> Part:
    """`part` with blanks in the place of some stretches."""
    if not spans:
        return part
    rest = part.marked.without(spans)
    return Part(section=replace(part.section, text=rest.text), marked=rest)


def told_of_others(body: Marked, name: Name, known: Sequence[Mention]) -> list[Span]:
    """The clauses that speak of the integration of another product among the `known` ones, and not of `name`: `the HR sync works
    well with Personio`, where BambooHR is asked for."""
    own = {name.text.casefold(), *((name.product.name.casefold(),) if name.product else ())}
    found: list[Span] = []
    for mention in known[:_MENTIONS]:
        if name.product and mention.product.key == name.product.key:
            continue
        sentence = body.sentence_at(mention.start)
        clause = next(
            (one for one in body.clauses(sentence) if one.start <= mention.start < one.end), sentence
        )
        said = body.text[clause.start : clause.end].casefold()
        beside = any(hit.tag in KIND and _between(body, hit, mention) <= OWNED for hit in body.within(clause))
        if not any(one in said for one in own) and (beside or _FLOWS.search(said)):
            found.append(clause)
    return found


_FLOWS = re.compile(
    r"\b(?:(?:are|is|get) (?:synced|imported|shown|pulled|transferred)|come (?:in|over|across))\b"
)
_MENTIONS = 12
"""Other products that are looked at."""


def _between(body: Marked, kind: Hit, mention: Mention) -> int:
    """Words between a kind and a name, whichever stands first."""
    first, second = sorted(((kind.start, kind.end), (mention.start, mention.end)))
    return body.length(Span(first[1], second[0]))
