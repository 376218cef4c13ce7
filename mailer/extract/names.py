"""Which integrations a mail asks for: from a label, the subject, or the sentences that ask.

A name that the catalog knows is found wherever it is asked for; one that nobody knows is taken as it is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mailer.extract.marked import Marked, Span
from mailer.extract.phrases import forms
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words
from mailer.rules.catalog import Catalog, Mention, Product

WHOLE = 0.95
"""Confidence in a name that is all that stands under its label; one found in a sentence there is less sure."""
LONGEST = 5
"""Words in a name; what is longer is a sentence."""
_REPLY = re.compile(
    r"\s*(?:re|aw|fwd?|wg|tr|rv|enc|antw|sv|vs|vl|odp|ynt|ref|回复|答复|转发|返信|転送|회신|전달)\s*(?:\[\d+\])?\s*[:：]",
    re.I,
)
_TAG = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|【[^【】]{0,60}】|#\w+)\s*")
_PREFIX = re.compile(r"[^:：]{1,60}[:：]\s*")
_LIST = re.compile(
    r"\s*(?:[,;&+、，；]|(?<!\w)(?:and|und|et|y|e|en|och|og|ja|i|和|と|및|or|oder|ou|o|of)(?!\w)|\s/\s|/(?=\s))\s*",
    re.I,
)
_QUOTES = "\"'“”„«»‘’`*_()[]<>{}「」『』《》"
_ASIDE = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")
_VERSION = re.compile(r"v?\d[\w.]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """One integration that the author names."""

    text: str
    product: Product | None
    evidence: str
    where: str
    confidence: float


def plain_subject(subject: str, words: Words, catalog: Catalog) -> str:
    """A subject without reply marks, a leading `Feature request:` and tags in brackets, unless they name a product."""
    while reply := _REPLY.match(subject):
        subject = subject[reply.end() :]
    subject = _TAG.sub(lambda tag: _without_tag(tag.group(), words, catalog), subject).strip()
    while (prefix := _PREFIX.match(subject)) and _all_noise(prefix.group(), words):
        subject = subject[prefix.end() :]
    return subject.strip()


def _without_tag(tag: str, words: Words, catalog: Catalog) -> str:
    """`[source-shopify] …` and `[receiver/kafka] …` say what the rest is about, `[Feature]` says nothing."""
    inner = tag.strip().strip("[]【】#")
    parts = [part for part in re.split(r"[-/_\s]+", inner) if not _all_noise(part, words)]
    known = catalog.find(" ".join(parts)) if parts else None
    return f" {' '.join(parts)}: " if known and not is_generic(inner, words) else " "


def _all_noise(text: str, words: Words) -> bool:
    listed = words_of(text)
    covered = noise_places(text, words)
    return all(word.start in covered for word in listed)


def noise_places(text: str, words: Words) -> frozenset[int]:
    """Where the words stand that never belong to a name."""
    listed = words_of(text)
    covered: set[int] = set()
    reach, coming = 0, iter(words.noise.find(listed))
    hit = next(coming, None)
    for word in listed:
        while hit and hit.start <= word.start:
            reach, hit = max(reach, hit.end), next(coming, None)
        if word.start < reach:
            covered.add(word.start)
    return frozenset(covered)


def labelled_names(value: str, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The names in the value of a name's label."""
    lines = [
        line.strip().lstrip("-*•– ") for line in value.splitlines() if line.strip() and "://" not in line
    ]
    found: list[Name] = []
    for line in lines[:8]:
        found += _of_value(line, where, words, catalog)
        if found and len(lines) > 1 and not _is_short(lines[-1]):
            break
    return distinct(found)


def _is_short(text: str) -> bool:
    return len(text.split()) <= LONGEST


def _of_value(line: str, where: str, words: Words, catalog: Catalog) -> list[Name]:
    whole = _name(line, line, where, WHOLE, words, catalog)
    if whole and is_generic(whole.text.split()[0], words) and (aside := _ASIDE.search(line)):
        inside = asked_mentions(aside.group(), catalog, words)
        return [whole, *(_mentioned(mention, line, where, 0.9) for mention in inside)]
    if whole and (whole.product or not _LIST.search(_ASIDE.sub("", line))):
        return [whole]
    parts = _listed(_ASIDE.sub("", line), line, where, WHOLE, words, catalog)
    if parts:
        return parts
    mentions = asked_mentions(line, catalog, words)
    return [_mentioned(mention, line, where, 0.9) for mention in mentions[:1]]


def _listed(
    text: str, line: str, where: str, confidence: float, words: Words, catalog: Catalog
) -> list[Name]:
    """`A, B and C` as three names, when each of them can be one."""
    parts = [
        _name(part, line, where, confidence, words, catalog) for part in _LIST.split(text) if part.strip()
    ]
    return [part for part in parts if part] if parts and all(parts) else []


def _name(
    text: str, evidence: str, where: str, confidence: float, words: Words, catalog: Catalog
) -> Name | None:
    """`text` without its noise as one name; None where nothing that can be a name is left."""
    bare = trimmed(text, words)
    if not bare or len(words_of(bare)) > LONGEST * (2 if _ideographic(bare) else 1) or is_own(bare, words):
        return None
    product = catalog.find(bare)
    if product is None:
        bare = _leading_capitals(bare)
        product = catalog.find(bare)
    return Name(
        text=spelled(bare, product), product=product, evidence=evidence, where=where, confidence=confidence
    )


def _leading_capitals(text: str) -> str:
    """`Gorgias` of `Gorgias help desk`: small words behind a name say what it is."""
    parts = text.split()
    if len(parts) < 3 or not _capital(parts[0]):
        return text
    capitals = next(
        (at for at, part in enumerate(parts) if not (_capital(part) or _VERSION.match(part))), len(parts)
    )
    return " ".join(parts[:capitals])


def _ideographic(text: str) -> bool:
    return any(ord(letter) > 0x2FFF for letter in text)


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
    if name.product is None or not (_ideographic(name.text) or len(name.product.name) > len(name.text)):
        return name
    if name.product.name.casefold() in body.casefold():
        return replace(name, text=name.product.name)
    return name


def is_own(text: str, words: Words) -> bool:
    """Whether `text` is this service's own name."""
    return forms(text) in words.own


def trimmed(text: str, words: Words) -> str:
    """`text` without noise words and marks at its ends: `a native ServiceNow connector` is `ServiceNow`."""
    text = _ASIDE.sub("", text).strip(" \t.,;:!?-–—" + _QUOTES)
    listed = words_of(text)
    covered = noise_places(text, words)
    inner = [word for word in listed if word.start not in covered]
    if not inner:
        return ""
    start, end = inner[0].start, inner[-1].end
    return text[start : len(text) if end == listed[-1].end else end].strip(" \t.,;:!?-–—" + _QUOTES)


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


# --- subject


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """A stretch of a subject between noise words and list marks: what may be a name."""

    span: Span
    text: str
    mentions: tuple[Mention, ...]
    product: Product | None
    """What the catalog knows the whole run as, where it is no mention in running text."""
    strength: int
    """3 a known name, 2 looks like a name, 1 might be one, 0 is none."""


def subject_names(subject: Marked, words: Words, catalog: Catalog) -> tuple[list[Name], list[Name]]:
    """The integrations that a plain subject names: those that are clear, and those that only might be names."""
    plain = subject.text
    mentions = [m for m in asked_mentions(plain, catalog, words) if not _put_aside(subject, subject.whole, m)]
    runs = [_run(subject, span, mentions, words, catalog) for span in stretches(plain, words)]
    runs = [run for run in runs if run.strength and not _follows_aside(subject, run.span)]
    best = max((run.strength for run in runs), default=0)
    chosen = _with_neighbours(subject, [run for run in runs if run.strength == best], runs) if runs else []
    covered = {mention.start for run in runs for mention in run.mentions}
    left = [_mentioned(m, plain, "subject", 0.9) for m in mentions if m.start not in covered and best < 3]
    found = distinct([*(name for run in chosen for name in _of_run(plain, run, words)), *left])
    specific = [name for name in found if not is_generic(name.text, words)] or found
    return (specific, []) if best >= _LOOKS or left else ([], specific)


_LOOKS = 2


def _of_run(plain: str, run: _Run, words: Words) -> Iterator[Name]:
    if len(run.mentions) == 1:
        yield _mentioned(_widened(run, run.mentions[0], words), plain, "subject", 0.95)
    elif run.mentions:
        yield from (_mentioned(mention, plain, "subject", 0.95) for mention in run.mentions)
    elif run.product:
        text = spelled(run.text, run.product)
        yield Name(text=text, product=run.product, evidence=plain, where="subject", confidence=0.9)
    elif bare := _leading_capitals(trimmed(run.text, words)):
        sure = 0.8 if run.strength >= _LOOKS else 0.5
        yield Name(text=bare, product=None, evidence=plain, where="subject", confidence=sure)


def _run(subject: Marked, span: Span, mentions: Sequence[Mention], words: Words, catalog: Catalog) -> _Run:
    text = subject.text[span.start : span.end]
    inside = tuple(m for m in mentions if span.start <= m.start < span.end)
    product = None
    if inside:
        strength = 1 if all(is_generic(mention.text, words) for mention in inside) else 3
    elif len(words_of(text)) > (12 if _ideographic(text) else 5) or is_own(text, words) or text.isdigit():
        strength = 0
    elif is_generic(text, words, "authentication", "formats", "categories"):
        strength = 1
    else:
        strength = _looks(subject, span, text)
        product = catalog.find(text) if strength else None
        strength = 3 if product else strength
    return _Run(span=span, text=text, mentions=inside, product=product, strength=strength)


def _looks(subject: Marked, span: Span, text: str) -> int:
    """How much unknown words look like a name: capitals, a word such as `connector` beside them, or standing alone."""
    short = len(subject.text.split()) <= 3
    striking = any(letter.isupper() for letter in text[1:]) or any(
        letter in ".+0123456789" for letter in text
    )
    if striking or _ideographic(text) or (_capital(text) and (span.start > 0 or short)):
        return _LOOKS
    if len(text.split()) <= 3 and _cued(subject, span):
        return _LOOKS
    return 1 if _capital(text) or (short and len(text.split()) <= 2) else 0


def _cued(marked: Marked, span: Span) -> int:
    """2 where `connector for` stands right before, 1 where `connector` stands right behind."""
    for hit in marked.hits:
        if hit.tag in ("before", "verb") and 0 <= span.start - hit.end <= _NEAR:
            return 2
    return int(any(hit.tag == "after" and 0 <= hit.start - span.end <= _NEAR for hit in marked.hits))


_NEAR = 2
"""Characters between a cue and the name it belongs to: a space and a quote."""


def is_generic(text: str, words: Words, *sections: str) -> bool:
    """Whether a name is a protocol or format, such as OAuth or CSV, rather than a product."""
    listed = words_of(text)
    hits = [
        hit
        for hit in words.terms.find(listed)
        if hit.tag.startswith(sections or ("authentication", "formats"))
    ]
    return bool(listed) and all(any(hit.start <= word.start < hit.end for hit in hits) for word in listed)


def _follows_aside(subject: Marked, span: Span) -> bool:
    return any(
        hit.tag == "not_asked" and 0 <= span.start - hit.end <= 2
        for hit in subject.within(Span(0, span.start))
    )


def _with_neighbours(subject: Marked, chosen: Sequence[_Run], runs: Sequence[_Run]) -> list[_Run]:
    """The best run, one beside a word such as `connector` before others, and those that stand beside it in a list."""
    kept = [max(chosen, key=lambda run: _cued(subject, run.span))]
    grown = True
    while grown:
        beside = [
            run
            for run in runs
            if run not in kept and any(_listed_beside(subject.text, run, one) for one in kept)
        ]
        kept += beside
        grown = bool(beside)
    return sorted(kept, key=lambda run: run.span.start)


def _listed_beside(plain: str, one: _Run, other: _Run) -> bool:
    """Whether only a list's comma or `and` stands between two runs."""
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    return _LIST.fullmatch(plain[first.end : second.start]) is not None


def _widened(run: _Run, mention: Mention, words: Words) -> Mention:
    """`Salesforce Marketing Cloud` where the catalog knows only Salesforce: capitals behind it belong to the name."""
    behind = run.text[mention.end - run.span.start :]
    tail = "" if behind[:1] in ("", " ") else behind.split(" ", 1)[0]
    taken = [tail] if tail else []
    for part in behind[len(tail) :].split()[:_MORE]:
        if not (_capital(part) or _VERSION.match(part)) or _explains(part, words):
            break
        taken.append(part)
    if not taken:
        return mention
    text = mention.text + tail + "".join(f" {part}" for part in taken[bool(tail) :])
    return replace(mention, end=mention.start + len(text), text=text)


_MORE = 3
"""Words by which a known name may be longer than the catalog has it."""


def _explains(part: str, words: Words) -> bool:
    """Terms that say what a product is, or what of it is meant: `Okta SSO`, `Ghost CMS`."""
    return part.isupper() and is_generic(part, words, "authentication", "formats", "categories")


_BREAK = re.compile(r"[,;&+:|()–—、，；：（）\"“”]|\s-\s")


def stretches(plain: str, words: Words) -> Iterator[Span]:
    """The stretches of a subject between noise words, list marks and changes of script."""
    for span in _between_noise(plain, words):
        yield _without_class(plain, span, words)


def _without_class(plain: str, span: Span, words: Words) -> Span:
    """`Wallbox Easee Charge`: a word that says what kind of thing it is, before two others, is not of the name."""
    first, _, rest = plain[span.start : span.end].partition(" ")
    named = len(rest.split()) > 1 and all(_capital(part) or _VERSION.match(part) for part in rest.split())
    if named and is_generic(first, words, "categories"):
        return Span(span.end - len(rest), span.end)
    return span


def _between_noise(plain: str, words: Words) -> Iterator[Span]:
    covered = noise_places(plain, words)
    start = end = -1
    for word in words_of(plain):
        gap = plain[end : word.start] if start >= 0 else ""
        changed = (
            start >= 0 and not gap.strip() and _ideographic(plain[end - 1]) != _ideographic(plain[word.start])
        )
        if start >= 0 and (word.start in covered or changed or _BREAK.search(gap)):
            yield Span(start, end)
            start = -1
        if word.start not in covered:
            start = word.start if start < 0 else start
            end = word.end
    if start >= 0:
        yield Span(start, end)


def _capital(text: str) -> bool:
    return any(letter.isupper() for letter in text) or _ideographic(text)


def _mentioned(mention: Mention, evidence: str, where: str, confidence: float) -> Name:
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
        if last and last.product.key == mention.product.key and text[last.end : mention.start].strip() == "/":
            joined[-1] = replace(last, end=mention.end, text=text[last.start : mention.end])
        else:
            joined.append(mention)
    return joined


_DOMAIN = re.compile(r"\.[a-z]{2,4}(?![\w.@/-])")


def _with_domain(mention: Mention, text: str) -> Mention:
    """`Fshare.vn` where the catalog knows Fshare."""
    tail = _DOMAIN.match(text, mention.end)
    return replace(mention, end=tail.end(), text=text[mention.start : tail.end()]) if tail else mention


# --- body


def body_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The integrations that the sentences of a body ask for, best first."""
    known = asked_mentions(marked.text, catalog, words)
    mentions = [m for m in known if not is_generic(m.text, words)] or known
    free = [m for m in mentions if not _aside(marked, m)]
    listed = _enumerated(marked.text, free)
    if len(listed) >= _MANY:
        return distinct(_members(marked.text, listed, where, words))
    asking = [span for span in marked.sentences if marked.has(span, "request", "before", "verb", "after")][
        :_ASKING
    ]
    for span in asking:
        wanted = [m for m in free if span.start <= m.start < span.end]
        if wanted:
            first = max(wanted, key=lambda m: _cued(marked, Span(m.start, m.end)))
            together = _enumerated(marked.text, wanted, first)
            return distinct(_mentioned(mention, marked.slice(span), where, 0.85) for mention in together)
    for span in asking:
        for text in _patterned(marked, span, words):
            name = _name(text, marked.slice(span), where, 0.7, words, catalog)
            if name and _capital(name.text) and not is_generic(name.text, words):
                return [name]
    return distinct(_mentioned(mention, mention.text, where, CASUAL) for mention in free[:1])


_ASKING = 30
"""Asking sentences that are looked at; a mail that asks more often names its integration in the first ones."""
_TRIES = 12
"""Places of a sentence where an unknown name is looked for."""
CASUAL = 0.6
"""Confidence in a name that stands in no sentence that asks."""
_MANY = 3
"""So many known names in one list are what the mail is about."""
_BETWEEN = 90
"""Characters between two names of one list: a link or a word or two."""


def _enumerated(text: str, mentions: Sequence[Mention], among: Mention | None = None) -> list[Mention]:
    """The longest run of names that only commas, bullets and links part, or the one that `among` is in."""
    best: list[Mention] = []
    current: list[Mention] = []
    for mention in mentions:
        gap = text[current[-1].end : mention.start] if current else ""
        listed = len(gap) <= _BETWEEN and (_LISTING.fullmatch(gap) or _NEXT_ITEM.fullmatch(gap))
        if not (current and listed):
            current = []
        current.append(mention)
        better = len(current) > len(best) if among is None else among in current
        best = current if better else best
    return best


_LISTING = re.compile(
    r"(?:[\s,;&/*•()\[\]–-]|\b\d{1,2}[.)]|https?://[^\s)]+|\b(?:and|or|und|oder|et|ou|y|e|o)\b|、|和|と|(?<=[\s(\[])[A-Z][\w.]*(?=[,\s)\]]))+"
)


_NEXT_ITEM = re.compile(r"[^\n]*\n\s*(?:[-*•]|\d{1,2}[.)])\s+[\[*_\"]*")
"""The rest of a list item and the mark of the next, which begins with a name as well."""


def _members(text: str, listed: Sequence[Mention], where: str, words: Words) -> Iterator[Name]:
    """The names of a list, the unknown ones among the known ones too."""
    evidence = text[listed[0].start : listed[-1].end]
    for at, mention in enumerate(listed):
        yield _mentioned(mention, evidence, where, 0.8)
        between = text[mention.end : listed[at + 1].start] if at + 1 < len(listed) else ""
        for found in _MEMBER.finditer(between):
            if not _all_noise(found.group(), words):
                yield Name(text=found.group(), product=None, evidence=evidence, where=where, confidence=0.7)


_MEMBER = re.compile(r"(?<=[\s(\[])[A-Z][\w.]*(?=[,\s)\]])")


def _aside(marked: Marked, mention: Mention) -> bool:
    """Whether the sentence around a name puts it aside."""
    return _put_aside(marked, marked.sentence_at(mention.start), mention)


def _put_aside(marked: Marked, span: Span, mention: Mention) -> bool:
    """Whether a name is mentioned as something else: `instead of Zapier`, `same as Segment`."""
    return any(
        hit.tag == "not_asked"
        and hit.end <= mention.start
        and not re.search(r"[,;.]", marked.text[hit.end : mention.start])
        for hit in marked.within(span)
    )


def _patterned(marked: Marked, span: Span, words: Words) -> Iterator[str]:
    """What follows `connector for` or precedes `connector`."""
    for hit in [one for one in marked.within(span) if one.tag in ("before", "verb", "after")][:_TRIES]:
        if hit.tag in ("before", "verb"):
            yield _forward(marked.text, hit.end, span.end, words)
        elif hit.tag == "after":
            yield _backward(marked.text, span.start, hit.start, words)


def _forward(text: str, start: int, end: int, words: Words) -> str:
    """The words from `start` that can be a name: up to punctuation or the first small word after a capital."""
    taken: list[str] = []
    for word in re.split(r"\s+", text[start : min(end, start + 120)].strip()):
        bare = word.strip(_QUOTES + ".,;:!?")
        if not bare or (taken and not (_capital(bare) or _VERSION.match(bare))):
            break
        if _capital(bare) or _VERSION.match(bare) or not _all_noise(bare, words):
            taken.append(bare)
        if word[-1] in ".,;:!?)" or len(taken) > LONGEST:
            break
    return " ".join(taken)


def _backward(text: str, start: int, end: int, words: Words) -> str:
    taken: list[str] = []
    for word in reversed(re.split(r"\s+", text[max(start, end - 120) : end].strip())):
        bare = word.strip(_QUOTES + ".,;:!?")
        if (
            not bare
            or word[-1] in ".,;:!?"
            or not (_capital(bare) or _VERSION.match(bare))
            or _all_noise(bare, words)
        ):
            break
        taken.append(bare)
    return " ".join(reversed(taken[:LONGEST]))
