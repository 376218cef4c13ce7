"""A reply read against what was asked: which words answer which numbered question.

Knows the shapes of answering (between the questions, by number, one plain paragraph, the edited card, a correction);
it knows no stored request, so what is new is for others to judge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mailer.extract.details import LABELLED, parts_of, read_fields
from mailer.extract.freetext import Prose, pieces
from mailer.extract.labels import FIELDS, FREE, find_label
from mailer.extract.language import recognise
from mailer.extract.marked import Marked, Span
from mailer.extract.names import asked_mentions, labelled_names
from mailer.extract.sections import Section, clean_value, is_none, read_sections
from mailer.extract.sent import below_questions, edited_values
from mailer.extract.words import Words
from mailer.model.message import Message
from mailer.model.request import Details, Evidence, Field, Value
from mailer.model.snapshot import Sent
from mailer.rules.catalog import Catalog, Mention

_ASKED = r"[qQ#]|(?i:zu|ad|re|no|nr|question|answer|frage|antwort|réponse|pregunta|respuesta|pergunta|resposta|質問|回答)[.:]? ?"
_NUMBER = re.compile(
    rf"(?:^|(?<=[\s,;.]))(?:{_ASKED}|[nN]º ?)?(\d{{1,2}})\s?[:.)=：]\s+(?=\S)"
    r"|(?:^|(?<=[\s,;.]))\((\d{1,2})\)\s*(?=\S)"
    rf"|^\s*(?:{_ASKED})?(\d{{1,2}})(?:\s+[-–—]+>?\s+|\s*[|\t]\s*| {{2,}}(?=\S))",
    re.M,
)
"""`2: OAuth2`, `(2) OAuth2`, `zu 2: OAuth2`, `Question 2 - OAuth2`, the cells of a table, at the start of a line."""
_ORDINALS = (
    ("a", "first", "firstly", "erstens", "premièrement", "primero", "primeiro"),
    ("b", "second", "secondly", "zweitens", "deuxièmement", "segundo"),
    ("c", "third", "thirdly", "drittens", "troisièmement", "tercero", "terceiro"),
    ("d", "fourth", "fourthly", "viertens", "quatrièmement", "cuarto", "quarto"),
)
_WORDED = re.compile(
    rf"^\s*([a-d])\)\s+(?=\S)|(?:^\s*|(?<=[.!?] ))({'|'.join(word for one in _ORDINALS for word in one[1:])})"
    r"(?: (?:question|one|answer|frage|antwort))?\s?[:,]\s+(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
"""`a) …`, `First question: …`, `Zweitens: …` in the place of a number."""
_QUESTION_NUMBER = re.compile(r"\s*(?:[qQ#]|[nN][or]\.? ?)?(\d{1,2})\s?[:.)]")
_SAID_ANYWHERE = frozenset(
    {Field.API_DOCS, Field.AUTHENTICATION, Field.DATA_FORMATS, Field.PERFORMANCE, Field.PRIORITY}
)
"""Fields whose words are clear enough to be taken from a reply's free text, asked for or not."""
CORRECTED = 0.9
"""Confidence in `it is X, not Y`."""


def read_answers(
    message: Message, asked: Sequence[Field], words: Words, catalog: Catalog, sent: Sent | None = None
) -> Details | None:
    """What a reply says to the numbered questions `asked` (number 1 first), and what it corrects; None where nothing.

    `sent` is our mail that it answers, where that is still kept: its questions outrank `asked`, and its words are told
    from the reader's. A field answered with nothing (`N/A`) is not in the result.
    """
    asked = sent.asked if sent and sent.asked else asked
    below: list[Section] = [*below_questions(message.text, sent, words)] if sent else []
    known = {one.topic for one in below}
    below += [one for one in _below_questions(message, asked, words) if one.topic not in known]
    rest = _without(message.new_text, [*(a.text for a in message.answers), *(b.text for b in below)])
    numbered, rest = _by_number(rest, asked, words)
    sections = [
        *below,
        *numbered,
        *_put_right(rest, words),
        *(one for one in read_sections(rest, words) if one.topic in FIELDS),
        *(edited_values(message.quoted, sent, words) if sent else ()),
        *_edited_card(message.quoted, asked, words),
    ]
    language = recognise(message.new_text, words)
    free = [] if sections else list(_plain(rest, asked, language, words))
    fields = _fields([*sections, *free], rest, asked, language, words)
    named = _name([*sections, *free], rest, language, words, catalog)
    fields = {**fields, **({Field.INTEGRATION_NAME: named} if named else {})}
    if not fields:
        return None
    product = catalog.find(named.text) if named else None
    return Details(fields=fields, product=product.key if product else "")


def _without(text: str, answers: Iterable[str]) -> str:
    for answer in answers:
        text = text.replace(answer.strip(), "\n", 1)
    return text.strip()


def _field_of(question: str, asked: Sequence[Field], words: Words) -> Field | None:
    """Which field a quoted question is about: by its label, else by its number."""
    for line in reversed(question.splitlines()):
        label = find_label(line, words, alone=False)
        if label and label.topic in FIELDS:
            return Field(label.topic)
        number = _QUESTION_NUMBER.match(line)
        if number and 1 <= int(number[1]) <= len(asked):
            return asked[int(number[1]) - 1]
    return None


def _below_questions(message: Message, asked: Sequence[Field], words: Words) -> Iterator[Section]:
    for answer in message.answers:
        field = _field_of(answer.quoted, asked, words)
        if field and answer.text.strip():
            yield Section(topic=field, text=clean_value(answer.text, words), label="")


def _by_number(text: str, asked: Sequence[Field], words: Words) -> tuple[list[Section], str]:
    """`2: OAuth2, 3: daily`: numbers of questions in rising order, each with the words up to the next; and the rest."""
    marks: list[re.Match[str]] = []
    last = 0
    for mark in list(_NUMBER.finditer(text)) or _WORDED.finditer(text):
        number = _number(mark)
        if last < number <= len(asked):
            marks.append(mark)
            last = number
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    sections: list[Section] = []
    rest = text[: marks[0].start()] if marks else text
    for mark, end in zip(marks, ends, strict=False):
        said, _, after = text[mark.end() : end].partition("\n\n")
        value = said.strip(" ,;\n\t")
        label = find_label(value, words, alone=False)
        if label and label.topic in FIELDS:
            rest += text[mark.start() : end]
            continue
        rest += f"\n\n{after}"
        if value:
            sections.append(Section(topic=asked[_number(mark) - 1], text=clean_value(value, words)))
    return sections, rest.strip()


def _number(mark: re.Match[str]) -> int:
    said = next(group for group in mark.groups() if group).casefold()
    return int(said) if said.isdecimal() else next(at for at, one in enumerate(_ORDINALS, 1) if said in one)


_VERB = (
    r"change|set|correct|update|(?:ändere|setze|korrigiere)n?(?: sie)?|(?:chang|modifi|corrig)(?:e|ez|er)|mettez"
    r"|(?:cambi|corrij|corrig|mud|alter)(?:a|e|ar|ir)"
)
_ARTICLE = r"(?:(?:the|my|our|die|den|das|der|unsere?n?|la|le|les|notre|el|los|las|nuestr[oa]|o|a|os|as|noss[oa])\s+|l['’]\s?)?"
_PLEASE = r"(?:(?:please|bitte|veuillez|por favor),?\s+)?"
_LABEL = r"(?P<label>[^\s.:;,][^.:;,]{1,38}?)"
_VALUE = r"[:\s]\s*(?P<value>\S.{0,600})"
_WRONG = r"(?:wrong|not right|not correct|incorrect[oae]?|outdated|falsch|nicht richtig|veraltet|faux|fausse|errad[oa]|equivocad[oa])"
_PUT_RIGHT = tuple(
    re.compile(_PLEASE + shape, re.IGNORECASE)
    for shape in (
        rf"(?:{_VERB})\s+{_ARTICLE}{_LABEL}\s+(?:to|into|auf|in|zu|en|à|par|a|por|para){_VALUE}",
        rf"{_ARTICLE}{_LABEL}\s+(?:auf|in|zu){_VALUE}\s+(?:ändern|setzen|stellen)",
        rf"{_ARTICLE}{_LABEL}\s+(?:is|are|ist|sind|est|sont|es|é)\s+{_WRONG}\s*(?:[,;:.–—-]|and|und|et|y|e)\s*"
        rf"(?:it['’]s|it is|it should be|(?:es|sie|er) ist|richtig (?:ist|wäre)|c['’]est|es|é|rather){_VALUE}",
        rf"{_ARTICLE}{_LABEL}\s?[:：](?!//)\s*(?P<value>\S.{{0,600}})",
        rf"{_ARTICLE}{_LABEL}\s+(?:is|should be|ist|est|es|é|debe ser|deve ser)(?!\s+(?:{_WRONG}|no|not|nicht|pas|não)\b){_VALUE}",
    )
)
"""`Change the category to Database`, `the use case is wrong, it is …`, `our priority is high`: a field by its name."""


_SENTENCE = re.compile(r"\n|(?<=[.!?])\s+(?=\w)")


def _put_right(text: str, words: Words) -> Iterator[Section]:
    """What a sentence says of a field that it calls by its label."""
    for sentence in _SENTENCE.split(text):
        bare = sentence.strip().rstrip(".! ")
        found = next(filter(None, (shape.fullmatch(bare) for shape in _PUT_RIGHT)), None)
        label = find_label(f"{found['label']}: {found['value']}", words, alone=False) if found else None
        if found and label and label.topic in FIELDS and not is_none(found["value"], words):
            yield Section(topic=label.topic, text=clean_value(found["value"], words), label=label.label)


def _edited_card(quoted: str, asked: Sequence[Field], words: Words) -> Iterator[Section]:
    """A value written into the quoted card, where that showed none: only fields that were asked for had none."""
    for section in read_sections(quoted, words, "quoted"):
        if section.topic in asked and section.inline and not is_none(section.text, words):
            yield section


def _plain(text: str, asked: Sequence[Field], language: str, words: Words) -> Iterator[Section]:
    """One question was asked and one paragraph came back: that is its answer."""
    if len(asked) != 1 or not text:
        return
    marked = Marked(text, language, words)
    said = pieces([Prose(marked=marked, topic=FREE, where="body")])
    told = [piece for piece in said if not text[piece.span.start : piece.span.end].endswith(("?", "？"))]
    if told:
        whole = text[told[0].span.start : told[-1].span.end]
        yield Section(topic=asked[0], text=whole)
    elif (
        not said
        and marked.length(marked.whole)
        and not marked.has(marked.whole, "thanks", "closing", "question", "inverted")
    ):
        yield Section(topic=asked[0], text=text)


def _fields(
    sections: Sequence[Section], rest: str, asked: Sequence[Field], language: str, words: Words
) -> Mapping[Field, Value]:
    """The answered fields, and those that free text states clearly; a guess at what nobody asked for is left out."""
    answered = {section.topic for section in sections}
    told = read_fields(parts_of(sections, language, words), words)
    free = [one for one in read_sections(rest, words) if one.topic not in FIELDS]
    beside = read_fields(parts_of(free, language, words), words)
    clear = {
        field: value
        for field, value in {**beside, **told}.items()
        if value.evidence.sure and (field in _SAID_ANYWHERE or (field in asked and field in beside))
    }
    return {**clear, **{field: value for field, value in told.items() if field in answered}}


def _name(
    sections: Sequence[Section], rest: str, language: str, words: Words, catalog: Catalog
) -> Value | None:
    """The integration's name as answered, or as corrected: `no, it is Power BI, not Tableau`."""
    for section in sections:
        if section.topic == Field.INTEGRATION_NAME:
            names = labelled_names(section.text, section.where, words, catalog)
            if names:
                evidence = Evidence(text=section.text, where=section.where, confidence=LABELLED)
                return Value(items=(names[0].text,), evidence=evidence)
    corrected = _corrected(Marked(rest, language, words), words, catalog)
    if corrected is None:
        return None
    return Value(items=(corrected,), evidence=Evidence(text=rest, where="body", confidence=CORRECTED))


def _corrected(marked: Marked, words: Words, catalog: Catalog) -> str | None:
    """The one of two names in a sentence that is not denied."""
    for span in marked.sentences:
        mentions = asked_mentions(marked.text[span.start : span.end], catalog, words)
        denied = [m for m in mentions if _denied(marked, Span(span.start, span.start + m.start))]
        meant = [m for m in mentions if m not in denied]
        if len(denied) == 1 and len(meant) == 1:
            return _text(meant[0])
    return None


def _denied(marked: Marked, before: Span) -> bool:
    """Whether `not` or `instead of` stands right before."""
    near = [hit for hit in marked.within(before) if hit.tag in ("denial", "not_asked")]
    return any(
        not re.search(r"[,;.]", marked.text[hit.end : before.end])
        and marked.length(Span(hit.end, before.end)) <= _DENIAL_REACH
        for hit in near
    )


_DENIAL_REACH = 3
"""Words between a denial and the name that it denies: `not an integration with Tableau`."""


def _text(mention: Mention) -> str:
    return mention.text
