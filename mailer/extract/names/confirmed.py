"""Whether the names of a subject hold against the text below it, and which names stand in their place where they do not."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mailer.extract.names import name as naming
from mailer.extract.names.aside import WISHING, refused, there_already
from mailer.extract.names.body_names import BESIDE, asked_together, body_names, further_names
from mailer.extract.names.kinds import places
from mailer.extract.names.longing import longs_for
from mailer.extract.names.name import Name
from mailer.extract.names.plain_titles import are_plain_words, is_kind, says
from mailer.extract.names.topics import GUESS, in_sentence_case, is_topic
from mailer.extract.names.used_names import used_names
from mailer.extract.source import Source, spoken
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.request import Field


def confirmed(clear: list[Name], source: Source) -> list[Name]:
    """A subject's names, unless nobody knows them, the body never says them and it asks for a known one."""
    labelled = _labelled_title(source)
    if topics := [name for name in clear if name.text != labelled and is_topic(name, source.body)]:
        clear = [name for name in clear if name not in topics]
        if not clear:
            return _told_instead(source) or [replace(name, confidence=GUESS) for name in topics]
    lacking = [name for name in clear if not _is_there(name, source.body.text)]
    if not lacking and (others := _others(clear, source)):
        return others
    clear = lacking or clear
    if told_in_passing := _beside_passing(clear, source):
        return told_in_passing
    wanted = [name for name in clear if not _refused(name, source.body)]
    if wanted != clear and (others := _others(clear, source)):
        return naming.distinct([*wanted, *others])
    plain = are_plain_words(clear, source)
    if (plain or is_kind(clear, source.words)) and (known := _known(source)):
        return known
    if plain and (spelled := _in_latin(source)):
        return spelled
    if all(in_sentence_case(name) for name in clear) and (known := _asked_for(source)):
        return known
    if any(name.product or says(source.body.text, name.text) for name in clear):
        exact = [
            _without_feature(
                _as_told(_more_exact(naming.in_full(name, source.body.text), source), source.body.text),
                source.body.text,
            )
            for name in clear
        ]
        together = _together(exact, source)
        further = further_names(asking_words(source), "body", source.words, source.catalog)
        return naming.distinct([*exact, *(_or_else(exact, source) or [*together, *further])])
    told = body_names(asking_words(source), "body", source.words, source.catalog)
    sure = [name for name in told if name.product and name.confidence > BESIDE]
    longed = [name for name in sure if longs_for(source.body, [name.text])]
    return (
        longed
        or meant_names(told, source.words)
        or (clear if _is_titled(clear, source) else ())
        or used_names(source.body, "body", source.words, source.catalog)
        or (told if all(in_sentence_case(name) for name in clear) and _any_sure(told) else ())
        or (told if _only_heads(clear, told, source) else clear)
    )


def _beside_passing(clear: Sequence[Name], source: Source) -> list[Name]:
    """What the body asks for in so many words (`please connect Pipedrive`), below a subject that asks for nothing and of whose
    names the body only tells (`After our call on Zoom`, `Our Salesforce contract ends in March`), or that is no more than a word
    (`Sorry`)."""
    subject, body = source.subject, source.body
    told = list(places(body, {name.text for name in clear}))
    unknown = all(name.product is None for name in clear)
    plain = sum(len(words_of(name.text)) for name in clear) < len(words_of(subject.text))
    if (
        not (told and (plain or unknown))
        or subject.has(subject.whole, *WISHING, "before", "after", "verb", "order", "connector", "part")
        or any(body.has(body.sentence_at(place.start), *_CONCERNED) for place in told)
    ):
        return []
    return [
        name
        for name in body_names(asking_words(source), "body", source.words, source.catalog)
        if (name.product or unknown) and any(_is_led(body, place) for place in places(body, {name.text}))
    ]


_CONCERNED = (*WISHING, "uses", "by_hand", "lack", "conditional", "purpose_clause")
"""What a sentence says that concerns a name it has."""


def _is_led(body: Marked, place: Span) -> bool:
    return body.has(body.sentence_at(place.start), "request") and naming.cued(body, place) > 1


def _is_titled(clear: Sequence[Name], source: Source) -> bool:
    """Whether the subject asks for one of its names (`Trak.tv sync`): a coined word of the body is no better guess."""
    subject = source.subject
    return any(
        naming.cued(subject, place, titled=True) for name in clear for place in places(subject, {name.text})
    )


def _together(exact: Sequence[Name], source: Source) -> list[Name]:
    """What the body asks for in one breath with the one known name of the subject."""
    if len(exact) != 1 or not exact[0].product:
        return []
    return asked_together(asking_words(source), exact[0], "body", source.words, source.catalog)


def _labelled_title(source: Source) -> str:
    """What stands behind the colon of `Support for provider: Neustar`; empty where the subject is not written so."""
    titled = source.titled
    label, _, rest = titled.text.rpartition(":")
    return rest.strip() if label and titled.has(Span(0, len(label)), "before", "after") else ""


def _or_else(clear: Sequence[Name], source: Source) -> list[Name]:
    """What the body asks for with the one name of a subject, either of the two: `Tidal or Qobuz`."""
    if len(clear) != 1 or not clear[0].product or not _OR.search(source.body.text):
        return []
    asked = body_names(asking_words(source), "body", source.words, source.catalog)
    sure = [one for one in asked if one.product and one.confidence > naming.TOLD]
    joined = any(
        re.search(rf"{re.escape(one.text)}{_OR.pattern}{re.escape(other.text)}", one.evidence, re.IGNORECASE)
        for one, other in pairwise(sure)
    )
    return sure if joined and clear[0].product in [one.product for one in sure] else []


_OR = re.compile(
    r"\s?(?<!\w)(?:or|oder|ou|o|of|eller|tai|lub|albo|nebo|или|veya|或者?|または|이나|나)(?!\w)\s?",
    re.IGNORECASE,
)


def _only_heads(clear: Sequence[Name], told: Sequence[Name], source: Source) -> bool:
    """`Licences`, or `Adapter for heat pumps`, above `we would like a connector for Tenduke`: plain words, and a name that is
    asked for in so many words."""
    subject = source.subject
    heading = not subject.has(subject.whole, "request", "before", "verb", "after", "order") and all(
        name.product is None and (name.text.istitle() or name.text.isupper()) and name.text.isalpha()
        for name in clear
    )
    kind = not subject.text.islower() and all(
        name.product is None and " " in name.text and name.text.islower() for name in clear
    )
    return (heading or kind) and _is_asked_for(told, source)


def _is_asked_for(told: Sequence[Name], source: Source) -> bool:
    """Whether the first name of the body stands right beside what asks for it; where we have no cues no other is told."""
    body = source.body
    beside = any(naming.cued(body, place) for name in told[:1] for place in places(body, {name.text}))
    return beside or (bool(told) and source.language not in source.words.cues)


def _told_instead(source: Source) -> list[Name]:
    """What the body names below a subject that is a topic."""
    told = body_names(asking_words(source), "body", source.words, source.catalog)
    sure = _any_sure(told) or _is_asked_for(told, source)
    return told if sure else used_names(source.body, "body", source.words, source.catalog)


def _any_sure(names: Sequence[Name]) -> bool:
    return any((name.product or name.program) and name.confidence > BESIDE for name in names)


def meant_names(asked: list[Name], words: Words) -> list[Name]:
    """The names that the body asks for, where one of them is known and is not only mentioned, or said to be a program."""
    meant = any(
        (name.product or name.program)
        and name.confidence > naming.CASUAL
        and not is_generic(name.text, words, "categories")
        for name in asked
    )
    return asked if meant else []


def _others(clear: Sequence[Name], source: Source) -> list[Name]:
    """The names that the body asks for beside those of the subject, where somebody knows one of them."""
    asked = meant_names(body_names(asking_words(source), "body", source.words, source.catalog), source.words)
    others = [name for name in asked if name.product not in [one.product for one in clear]]
    title = source.subject.text
    return [replace(one, evidence=title, where="subject") if one.text in title else one for one in others]


def _known(source: Source) -> list[Name]:
    """The names that the body asks for, where somebody knows one of them or it is said to be a program."""
    asked = body_names(asking_words(source), "body", source.words, source.catalog)
    return asked if any(name.product or name.program for name in asked) else []


def _in_latin(source: Source) -> list[Name]:
    """`Quillbase` of `希望支持Quillbase的集成` below `费用`: what the body asks for in letters that its language has not."""
    body = source.body
    told = body_names(asking_words(source), "body", source.words, source.catalog)
    meant = all(name.text.isascii() and not is_generic(name.text, source.words) for name in told)
    asked = any(naming.cued(body, place) for name in told for place in places(body, {name.text}))
    return told if meant and asked else []


def _asked_for(source: Source) -> list[Name]:
    """The names that a sentence of the body asks for in so many words."""
    return [name for name in _known(source) if name.confidence > naming.TOLD]


def asking_words(source: Source) -> Marked:
    """The words in which an integration may be asked for: what stands under `alternatives` is used already."""
    if all(part.field is not Field.ALTERNATIVES for part in source.parts):
        return source.body
    sections = [part.section for part in source.parts if part.field is not Field.ALTERNATIVES]
    return Marked("\n\n".join(spoken(sections)), source.language, source.words)


def _more_exact(name: Name, source: Source) -> Name:
    """`SAP` in the subject, `SAP S/4HANA` in the sentence that asks: the longer name is the one that is meant; `OSS`, and
    `阿里云OSS` below it."""
    if name.product is None and (whole := _hyphened(name.text, source.body.text)):
        return replace(name, text=whole)
    if name.product is None and len(name.text) > _SHORT:
        part = f" {' '.join(forms(name.text))} "
        asked = body_names(asking_words(source), "body", source.words, source.catalog)
        found = next((one for one in asked if one.product and part in f" {' '.join(forms(one.text))} "), None)
        return replace(found, evidence=name.evidence, where=name.where) if found else name
    longer = f"{name.evidence if _is_whole(name) else name.text} "
    at = source.body.text.find(longer)
    if " " in longer.strip() or at < 0 or not source.body.text[at + len(longer) :][:1].isalnum():
        return name
    asked = body_names(source.body, "body", source.words, source.catalog)
    found = next((one for one in asked if one.product and longer in one.text), None)
    return replace(found, evidence=name.evidence, where=name.where) if found else name


def _hyphened(text: str, body: str) -> str:
    """`Mega-Lager` for `Lager`, where the body never says the one without the other; empty where it does."""
    if re.search(rf"(?<![\w-]){re.escape(text)}(?!\w)", body):
        return ""
    found = re.search(rf"(?<![\w-])[^\W\d_]\w{{1,20}}-{re.escape(text)}(?!\w)", body)
    return found.group() if found and found.group()[0].isupper() else ""


_SHORT = 2
"""Letters of what may be a part of any name."""


def _as_told(name: Name, body: str) -> Name:
    """`Teams-Meldungen` in the subject, `Teams` alone in the body: what the catalog knows, without what is joined to it."""
    bare, joined, _ = name.text.partition("-")
    compound = (
        name.product and joined and name.where == "subject" and name.text.casefold() not in body.casefold()
    )
    known = compound and name.product and any(forms(one) == forms(bare) for one in name.product.names)
    return replace(name, text=bare) if known and says(body, bare) else name


def _without_feature(name: Name, body: str) -> Name:
    """`Mailchimp Tags` in the subject, `tags` in the body: what the catalog knows, without what the body writes small alone."""
    if name.product is None or name.where != "subject" or " " not in name.text:
        return name
    parts = name.text.split()
    known = [forms(one) for one in name.product.names]
    cut = next((at for at in range(len(parts), 0, -1) if forms(" ".join(parts[:at])) in known), len(parts))
    said = set(_WORD.findall(body)) if cut < len(parts) else set()
    feature = cut < len(parts) and all(
        part.endswith("s") and part not in said and part.lower() in said for part in parts[cut:]
    )
    return replace(name, text=" ".join(parts[:cut])) if feature else name


_WORD = re.compile(r"[^\W\d_]+")


def _is_whole(name: Name) -> bool:
    """Whether the subject is nothing but a name, or a piece of it: `Dynamics`."""
    return name.where == "subject" and name.evidence.casefold() in name.text.casefold()


def _refused(name: Name, body: Marked) -> bool:
    """Whether the body names it first where it says that it is not wanted."""
    at = body.text.find(name.text)
    return at >= 0 and refused(body, Span(at, at + len(name.text)))


def _is_there(name: Name, body: str) -> bool:
    """Whether the body says where it names it first, or last, that it is connected already."""
    lowered, said = body.lower(), name.text.lower()
    places = {lowered.find(said), lowered.rfind(said)} - {-1}
    return any(there_already(body, Span(at, at + len(said))) for at in places)
