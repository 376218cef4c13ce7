"""Which integrations a mail asks for: from a label, the subject, or the sentences that ask.

A name that the catalog knows is found wherever it is asked for; one that nobody knows is taken as it is written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailer.extract.marked import Marked, Span
from mailer.extract.phrases import fold, forms
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words
from mailer.rules.catalog import Catalog, Mention, Product

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


def plain_subject(subject: str, words: Words) -> str:
    """A subject without reply marks, tags in brackets and a leading `Feature request:`."""
    while reply := _REPLY.match(subject):
        subject = subject[reply.end() :]
    subject = _TAG.sub(" ", subject).strip()
    while (prefix := _PREFIX.match(subject)) and _all_noise(prefix.group(), words):
        subject = subject[prefix.end() :]
    return subject.strip()


def _all_noise(text: str, words: Words) -> bool:
    listed = words_of(text)
    covered = _noise_places(text, words)
    return all(word.start in covered for word in listed)


def _noise_places(text: str, words: Words) -> frozenset[int]:
    """Where the words stand that never belong to a name."""
    listed = words_of(text)
    hits = words.noise.find(listed)
    return frozenset(word.start for word in listed if any(hit.start <= word.start < hit.end for hit in hits))


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
    whole = _name(line, line, where, 0.95, words, catalog)
    if whole and (whole.product or not _LIST.search(line)):
        return [whole]
    parts = _listed(_ASIDE.sub("", line), line, where, 0.95, words, catalog)
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
    return Name(
        text=spelled(bare, product), product=product, evidence=evidence, where=where, confidence=confidence
    )


def _ideographic(text: str) -> bool:
    return any(ord(letter) > 0x2FFF for letter in text)


def spelled(text: str, product: Product | None) -> str:
    """The author's spelling; the catalog's for what differs in case and spacing alone, or was mistyped."""
    if product is None:
        return text
    known = (product.name, *product.aliases)
    same = [name for name in known if _key(name) == _key(text)]
    if same and same[0] != product.name:
        return text
    return product.name


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def is_own(text: str, words: Words) -> bool:
    """Whether `text` is this service's own name."""
    return forms(text) in words.own


def trimmed(text: str, words: Words) -> str:
    """`text` without noise words and marks at its ends: `a native ServiceNow connector` is `ServiceNow`."""
    text = _ASIDE.sub("", text).strip(" \t.,;:!?-–—" + _QUOTES)
    listed = words_of(text)
    covered = _noise_places(text, words)
    inner = [word for word in listed if word.start not in covered]
    if not inner:
        return ""
    start, end = inner[0].start, inner[-1].end
    return text[start : len(text) if end == listed[-1].end else end].strip(" \t.,;:!?-–—" + _QUOTES)


def distinct(found: Iterable[Name]) -> list[Name]:
    """Each integration once, by its identity where the catalog knows it."""
    kept: dict[str, Name] = {}
    for one in found:
        kept.setdefault(one.product.key if one.product else _key(one.text), one)
    return [one for key, one in kept.items() if key]


# --- subject


def subject_names(subject: str, body: str, words: Words, catalog: Catalog) -> list[Name]:
    """The integrations that a subject names; none where it is a sentence or only says what kind of mail it is."""
    plain = plain_subject(subject, words)
    mentions = asked_mentions(plain, catalog, words)
    runs = list(_runs(plain, words))
    if mentions:
        return distinct(_mentions_and_neighbours(plain, mentions, runs, words, catalog))
    likely = [run for run in runs if _likely(plain[run.start : run.end], plain, body, words)]
    if not likely:
        return []
    texts = [plain[run.start : run.end] for run in _continued(plain, likely)]
    found = [_name(text, subject, "subject", 0.8, words, catalog) for text in texts]
    return distinct(one for one in found if one)


def _mentions_and_neighbours(
    plain: str, mentions: Sequence[Mention], runs: Sequence[Span], words: Words, catalog: Catalog
) -> Iterator[Name]:
    """Known names; with them unknown ones listed beside them, and words that belong to the name."""
    for run in runs:
        inside = [mention for mention in mentions if run.start <= mention.start < run.end]
        for mention in inside:
            yield _mentioned(_widened(plain, mention, run, len(inside), words), plain, "subject", 0.95)
        text = plain[run.start : run.end]
        if not inside and _beside(plain, run, mentions) and _capital(text):
            name = _name(text, plain, "subject", 0.8, words, catalog)
            if name:
                yield name
    covered = [
        mention for mention in mentions if not any(run.start <= mention.start < run.end for run in runs)
    ]
    for mention in covered:
        yield _mentioned(mention, plain, "subject", 0.9)


def _beside(plain: str, run: Span, mentions: Sequence[Mention]) -> bool:
    """Whether only a list's comma or `and` stands between the run and a known name."""
    return any(
        _LIST.fullmatch(plain[mention.end : run.start]) or _LIST.fullmatch(plain[run.end : mention.start])
        for mention in mentions
        if mention.end <= run.start or run.end <= mention.start
    )


def _widened(plain: str, mention: Mention, run: Span, alone: int, words: Words) -> Mention:
    """`Salesforce Marketing Cloud` where the catalog knows only Salesforce: capitals beside it belong to the name."""
    text = plain[run.start : run.end]
    if (
        alone != 1
        or len(text.split()) > 4
        or not all(_capital(word) or _VERSION.match(word) for word in text.split())
    ):
        return mention
    if run.start == mention.start and run.end > mention.end:
        return Mention(product=mention.product, start=run.start, end=run.end, text=text)
    return mention


def _runs(plain: str, words: Words) -> Iterator[Span]:
    """The stretches of a subject between noise words and list marks."""
    covered = _noise_places(plain, words)
    start = end = -1
    for word in words_of(plain):
        gap = plain[end : word.start] if start >= 0 else ""
        if word.start in covered or (
            start >= 0 and re.search(r"[,;&+:|()–—、，；：（）\"“”]|\s[-/]\s|\s/|/\s", gap)
        ):
            if start >= 0:
                yield Span(start, end)
            start = -1
        if word.start not in covered:
            start = word.start if start < 0 else start
            end = word.end
    if start >= 0:
        yield Span(start, end)


def _capital(text: str) -> bool:
    return any(letter.isupper() for letter in text) or _ideographic(text)


def _likely(text: str, plain: str, body: str, words: Words) -> bool:
    """Whether words that no catalog knows can be a name: short, and capitals or a short subject or the body says so."""
    if len(words_of(text)) > (12 if _ideographic(text) else 4) or is_own(text, words) or text.isdigit():
        return False
    inner = any(letter.isupper() for letter in text[1:]) or any(
        letter.isdigit() or letter == "." for letter in text
    )
    return inner or _capital(text) or len(plain.split()) <= 3 or fold(text) in fold(body)


def _continued(plain: str, runs: Sequence[Span]) -> list[Span]:
    """The first likely run, and those that follow it in one list."""
    kept = [runs[0]]
    for run in runs[1:]:
        if _LIST.fullmatch(plain[kept[-1].end : run.start]):
            kept.append(run)
    return kept


def _mentioned(mention: Mention, evidence: str, where: str, confidence: float) -> Name:
    same = _key(mention.text) == _key(mention.product.name)
    return Name(
        text=mention.product.name if same else mention.text,
        product=mention.product,
        evidence=evidence,
        where=where,
        confidence=confidence,
    )


def asked_mentions(text: str, catalog: Catalog, words: Words) -> list[Mention]:
    """Known names in a text; `Azure AD / Entra ID` is one name with two spellings."""
    joined: list[Mention] = []
    for mention in catalog.mentions(text):
        if is_own(mention.text, words):
            continue
        last = joined[-1] if joined else None
        if last and last.product.key == mention.product.key and text[last.end : mention.start].strip() == "/":
            joined[-1] = Mention(
                product=last.product, start=last.start, end=mention.end, text=text[last.start : mention.end]
            )
        else:
            joined.append(mention)
    return joined


# --- body


def body_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The integrations that the sentences of a body ask for, best first."""
    mentions = asked_mentions(marked.text, catalog, words)
    asking = [span for span in marked.sentences if marked.has(span, "request", "before", "after")]
    wanted = [
        m
        for span in asking
        for m in mentions
        if span.start <= m.start < span.end and not _put_aside(marked, span, m)
    ]
    if wanted:
        first = next(span for span in asking if span.start <= wanted[0].start < span.end)
        same = [mention for mention in wanted if first.start <= mention.start < first.end]
        return distinct(_mentioned(mention, marked.slice(first), where, 0.85) for mention in same)
    for span in asking:
        for text in _patterned(marked, span, words):
            name = _name(text, marked.slice(span), where, 0.7, words, catalog)
            if name and _capital(name.text):
                return [name]
    others = [
        m
        for m in mentions
        if not any(_put_aside(marked, s, m) for s in marked.sentences if s.start <= m.start < s.end)
    ]
    return distinct(_mentioned(mention, mention.text, where, 0.6) for mention in others[:1])


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
    for hit in marked.within(span):
        if hit.tag == "before":
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
