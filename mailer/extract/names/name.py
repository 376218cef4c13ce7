"""Which integrations a mail asks for: from a label, the subject, or the sentences that ask.

A name that the catalog knows is found wherever it is asked for; one that nobody knows is taken as it is written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import is_generic, noise_places
from mailer.extract.text.phrases import forms
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog, Mention, Product

WHOLE = 0.95
"""Confidence in a name that is all that stands under its label; one found in a sentence there is less sure."""
CASUAL = 0.6
"""Confidence in a name that stands in no sentence that asks."""
TOLD = 0.7
"""Confidence in a name of a sentence that wishes, or tells what is done by hand."""
LONGEST = 5
"""Words in a name; what is longer is a sentence."""
LIST = re.compile(
    r"\s*(?:[,;&+、，；]|(?<!\w)(?:and|und|et|y|e|en|och|og|ja|oraz|ve|и|i|和|或者?|以及|と|및|or|oder|ou|o|of)(?!\w)|\s/\s|/(?=\s))\s*",
    re.I,
)
QUOTES = "\"'“”„«»‘’`*_()[]<>{}「」『』《》"
_ASIDE = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")
VERSION = re.compile(r"v?\d[\w.]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One integration that the author names."""

    text: str
    product: Product | None
    evidence: str
    where: str
    confidence: float
    program: bool = False
    """The author says that it is a program: `our booking system “TeeTime”`."""
    shown: bool = False
    """What its author keeps in it shall be seen in ours (`shown_here`)."""


def labelled_names(value: str, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The names in the value of a name's label, as far as the next label, known to us or not."""
    lines = [
        line.strip().lstrip("-*•– ") for line in value.splitlines() if line.strip() and "://" not in line
    ]
    found: list[Name] = []
    for line in lines[:8]:
        if found and line.endswith(":") and not catalog.find(line[:-1]):
            break
        found += _of_value(line, where, words, catalog)
        if found and len(lines) > 1 and not _is_short(lines[-1]):
            break
    return distinct(found)


_SHORT = 2
"""Words of a name that is written small; what is longer says what is wished for."""


def _is_short(text: str) -> bool:
    return len(text.split()) <= LONGEST


def _of_value(line: str, where: str, words: Words, catalog: Catalog) -> list[Name]:
    if _DIRECTION.search(line) and len(ends := asked_mentions(line, catalog, words)) > 1:
        return [mentioned(mention, line, where, 0.9) for mention in ends[:1]]
    whole = name_of(line, line, where, WHOLE, words, catalog)
    if (
        whole
        and whole.product is None
        and whole.text[:1].islower()
        and len(whole.text.split()) > _SHORT
        and (named := asked_mentions(line, catalog, words))
    ):
        return [mentioned(mention, line, where, 0.9) for mention in named[:1]]
    if whole and is_generic(whole.text.split()[0], words) and (aside := _ASIDE.search(line)):
        inside = asked_mentions(aside.group(), catalog, words)
        return [whole, *(mentioned(mention, line, where, 0.9) for mention in inside)]
    if whole and (whole.product or not LIST.search(_ASIDE.sub("", line))):
        return [whole]
    parts = _listed(_ASIDE.sub("", line), line, where, WHOLE, words, catalog)
    if parts:
        return parts
    mentions = asked_mentions(line, catalog, words)
    return [mentioned(mention, line, where, 0.9) for mention in mentions[:1]]


_DIRECTION = re.compile(r"[>→]|\b(?:to|into|nach|vers|hacia|para|verso|naar)\b")
"""`Sheets to Notion` names both ends of a road: which of them is asked for, the subject may know."""


def _listed(
    text: str, line: str, where: str, confidence: float, words: Words, catalog: Catalog
) -> list[Name]:
    """`A, B and C` as three names, when each of them can be one."""
    parts = [
        name_of(part, line, where, confidence, words, catalog) for part in LIST.split(text) if part.strip()
    ]
    named = [part for part in parts if part and (part.product or capitalised(part.text))]
    return named if parts and len(named) == len(parts) else []


def name_of(
    text: str,
    evidence: str,
    where: str,
    confidence: float,
    words: Words,
    catalog: Catalog,
    language: str = "",
) -> Name | None:
    """`text` without its noise as one name; None where nothing that can be a name is left."""
    bare = text.strip() if is_listed(text.strip(), catalog) else trimmed(text, words, language)
    if not bare or len(words_of(bare)) > LONGEST * (2 if ideographic(bare) else 1) or is_own(bare, words):
        return None
    if len(bare) == 1 and ideographic(bare):
        return None
    product = catalog.find(bare)
    if product is None and _PATH.search(bare):
        return None
    if product is None:
        bare = leading_capitals(bare)
        product = catalog.find(bare)
    return Name(
        text=spelled(bare, product), product=product, evidence=evidence, where=where, confidence=confidence
    )


def is_listed(text: str, catalog: Catalog) -> bool:
    """Whether the catalog has a name letter for letter: no word of `LINE WORKS` is noise."""
    product = catalog.find(text)
    return product is not None and any(_key(name) == _key(text) for name in product.names)


_PATH = re.compile(
    r"\w/\w[^/]*/\w|\w\.(?:py|ts|go|rb|java|rs|ya?ml|json|md)\b|\b(?![A-Z][A-Za-z\d]*\.js$)[\w./-]*\w\.js\b"
)
"""A file of the project's own, as its forms ask for: no name of a product. `D3.js` is one."""


def leading_capitals(text: str) -> str:
    """`Gorgias` of `Gorgias help desk`: small words behind a name say what it is."""
    parts = text.split()
    if len(parts) < 3 or not capitalised(parts[0]):
        return text
    capitals = next(
        (at for at, part in enumerate(parts) if not (capitalised(part) or VERSION.match(part))), len(parts)
    )
    return " ".join(parts[:capitals])


def ideographic(text: str) -> bool:
    return any(ord(letter) > 0x2FFF for letter in text)


def is_plain(text: str) -> bool:
    """Whether nothing in how it is written tells a name from any word: a script without capitals, or no capital."""
    if any(letter.isdigit() for letter in text):
        return False
    return text.islower() or (ideographic(text) and not any("A" <= letter <= "z" for letter in text))


def spelled(text: str, product: Product | None) -> str:
    """The author's spelling; the catalog's for what differs in case and spacing alone, or was mistyped."""
    if product is None:
        return text
    key, name = _key(text), _key(product.name)
    if key == name or _only_explained(text, product.name):
        return product.name
    aliases = {_key(alias) for alias in product.aliases}
    related = key in aliases or name in key or key in name or "/" in text
    return text if related else product.name


def _only_explained(text: str, name: str) -> bool:
    """`Amazon S3 bucket`: the name, and small words that say what it is."""
    rest = text[len(name) :]
    explained = text.casefold().startswith(f"{name.casefold()} ")
    return explained and not any(letter.isupper() or letter.isdigit() for letter in rest)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def in_full(name: Name, body: str) -> Name:
    """The product's own name where the author writes it too: `Teams` in the subject, `Microsoft Teams` in the body."""
    if name.product is None or not (ideographic(name.text) or len(name.product.name) > len(name.text)):
        return name
    if name.product.name.casefold() in body.casefold():
        return replace(name, text=name.product.name)
    return name


def is_own(text: str, words: Words) -> bool:
    """Whether `text` is this service's own name."""
    return forms(text) in words.own


def trimmed(text: str, words: Words, language: str = "") -> str:
    """`text` without noise words and marks at its ends: `a native ServiceNow connector` is `ServiceNow`."""
    text = _ASIDE.sub("", text).strip(" \t.,;:!?-–—" + QUOTES)
    listed = words_of(text)
    covered = noise_places(text, listed, words, language)
    inner = [word for word in listed if word.start not in covered]
    if not inner:
        return ""
    start, end = inner[0].start, inner[-1].end
    if edition := _EDITION.match(text, end):
        end = edition.end() if text[start].isupper() or ideographic(text[start]) else end
    return text[start : len(text) if end == listed[-1].end else end].strip(" \t.,;:!?-–—" + QUOTES)


_EDITION = re.compile(r" ?(?:Pro|Plus|One|Next|Epic)\b")
"""Words that are noise elsewhere, and close a name: `TeeTime Pro`, `倉庫番Pro`."""


def distinct(found: Iterable[Name]) -> list[Name]:
    """Each integration once, by its identity where the catalog knows it."""
    kept: dict[str, Name] = {}
    for one in found:
        key = one.product.key if one.product else _key(one.text)
        if key and not any(_longer(one, other) for other in kept.values()):
            kept.setdefault(key, one)
    return list(kept.values())


def _longer(one: Name, other: Name) -> bool:
    """`coreBOS CRM` after `coreBOS` is the same one, unless the catalog knows both."""
    return one.product is None and one.text.casefold().startswith(other.text.casefold() + " ")


def cued(marked: Marked, span: Span, *, titled: bool = False) -> int:
    """2 where `connector for` stands right before, 1 where `connector` stands right behind; in a title an article may stand
    between."""
    for hit in marked.hits:
        if hit.tag in ("before", "verb") and _leads(marked.text, hit.end, span.start, titled=titled):
            return 2
    return int(any(hit.tag == "after" and _follows(marked.text, span.end, hit.start) for hit in marked.hits))


def _leads(text: str, end: int, start: int, *, titled: bool) -> bool:
    near = 0 <= start - end <= _NEAR
    return near or (titled and 0 < start - end <= _ARTICLE and _THE.fullmatch(text, end, start) is not None)


_NEAR = 2
"""Characters between a cue and the name it belongs to: a space and a quote."""
_ARTICLE = 6
"""The same, with an article: `integração com o SEI`."""
_THE = re.compile(
    r" (?:the|our|your|der|die|das|dem|den|l[ae]s?|el|los|os?|as?|il|lo|het|de) [\"“„«'‘]?", re.IGNORECASE
)
_API = re.compile(r"\W{0,2}(?:(?:REST )?API )?")


def _follows(text: str, end: int, start: int) -> bool:
    """Whether a cue stands right behind a name, or only `API` between them."""
    return start - end >= 0 and _API.fullmatch(text, end, start) is not None


_BREAK = re.compile(r"[,;&+|()–—、，；：（）\"“”]|:\s|\s[-/]\s")
"""What parts two stretches; the colon of `1С:УНФ` joins."""


def stretches(plain: str, words: Words, language: str = "") -> Iterator[Span]:
    """The stretches of a subject between noise words, list marks and changes of script."""
    for span in _between_noise(plain, words, language):
        yield _without_class(plain, span, words)


def _without_class(plain: str, span: Span, words: Words) -> Span:
    """`Wallbox Easee Charge`: a word that says what kind of thing it is, before two others, is not of the name."""
    first, _, rest = plain[span.start : span.end].partition(" ")
    named = len(rest.split()) > 1 and all(capitalised(part) or VERSION.match(part) for part in rest.split())
    if named and is_generic(first, words, "categories"):
        return Span(span.end - len(rest), span.end)
    return span


def _between_noise(plain: str, words: Words, language: str) -> Iterator[Span]:
    listed = words_of(plain)
    covered = noise_places(plain, listed, words, language)
    start = end = -1
    for word in listed:
        gap = plain[end : word.start] if start >= 0 else ""
        changed = (
            start >= 0 and not gap.strip() and ideographic(plain[end - 1]) != ideographic(plain[word.start])
        )
        if start >= 0 and (word.start in covered or changed or _BREAK.search(gap)):
            yield Span(start, end)
            start = -1
        if word.start not in covered:
            start = word.start if start < 0 else start
            end = word.end
    if start >= 0:
        yield Span(start, end)


def capitalised(text: str) -> bool:
    return any(letter.isupper() for letter in text) or ideographic(text)


def mentioned(mention: Mention, evidence: str, where: str, confidence: float) -> Name:
    return Name(
        text=_as_written(mention),
        product=mention.product,
        evidence=evidence,
        where=where,
        confidence=confidence,
    )


def _as_written(mention: Mention) -> str:
    same = _key(mention.text) == _key(mention.product.name)
    return (
        mention.product.name if same or _only_explained(mention.text, mention.product.name) else mention.text
    )


def asked_mentions(text: str, catalog: Catalog, words: Words) -> list[Mention]:
    """Known names in a text; `Azure AD / Entra ID` is one name with two spellings."""
    joined: list[Mention] = []
    for found in catalog.mentions(text.replace("](", "] ")):
        mention = _with_domain(found, text)
        if is_own(mention.text, words):
            continue
        last = joined[-1] if joined else None
        if last and _makes(last, mention, text):
            joined[-1] = mention
        elif (
            last and last.product.key == mention.product.key and text[last.end : mention.start].strip() == "/"
        ):
            joined[-1] = replace(last, end=mention.end, text=text[last.start : mention.end])
        else:
            joined.append(mention)
    return joined


def _makes(one: Mention, other: Mention, text: str) -> bool:
    """`サイボウズのkintone`, `Atlassian's Jira`: who makes a product is named before it."""
    maker = other.product.vendor == one.product.vendor or other.product.vendor == one.product.name
    return maker and one.product.key != other.product.key and text[one.end : other.start] in _MAKERS


_MAKERS = ("の", "'s ", "’s ", "社の")


_DOMAIN = re.compile(r"\.[a-z]{2,4}(?![\w.@/-])")


def _with_domain(mention: Mention, text: str) -> Mention:
    """`Fshare.vn` where the catalog knows Fshare."""
    tail = _DOMAIN.match(text, mention.end)
    return replace(mention, end=tail.end(), text=text[mention.start : tail.end()]) if tail else mention
