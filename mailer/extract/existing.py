"""Whether a mail asks for something in an integration that is there already, or for a new one.

It looks at how words stand around a name (`Slack: …`, `in the Jira connector`); which names there are it is told.
"""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.denial import is_denied
from mailer.extract.marked import Marked, Span
from mailer.extract.names import Name, capitalised, ideographic, noise_places, stretches
from mailer.extract.phrases import Hit
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words

_TOLD = 2
"""Points from which on it is settled."""
_BEHIND = re.compile(r"[)\]]?\s{0,4}(?:\([^()]{0,60}\)\s{0,4})?(?:[:：]|[-–—]\s)(.+)", re.S)
"""What a colon or dash behind a name opens; a hyphen inside a word opens nothing."""
_COLON = re.compile(r"[\w\s`'’-]{1,40}:\s(.+)", re.S)
"""A colon some words behind a name; a dash there parts what may be two thoughts."""
_NEXT = re.compile(r"[\s`'\"*、，]*([^\W\d_]+(?:['’]t)?)")


def told_existing(subject: Marked, body: Marked, labels: Marked, names: Sequence[Name], words: Words) -> bool:
    """Whether the words say so: a cue that says it in full, two that hint at it, or the shape around a name."""
    texts = {name.text for name in names}
    told = sum(
        weight * _places_of(text, tag, texts)
        for text, tag, weight in (
            (subject, "enhancement", 2),
            (labels, "enhancement", 2),
            (body, "enhancement", 2),
            *([] if _is_wished(body, texts) else [(subject, "extension", 2), (body, "extension", 1)]),
        )
    )
    ours = (kind for kind in _kinds_of_ours(body) if not _kind_of_another(body, kind.start, texts))
    spoken = [*_kinds(body, texts), *ours]
    shaped = names_a_change(subject, names, words) or any(
        _is_asked(body, place) or _is_changed(body, place) for place in _places(body, texts)
    )
    told += _TOLD * (shaped or any(_goes_on(body, kind) or _is_theirs(body, kind) for kind in spoken))
    return told >= _TOLD


def _places_of(text: Marked, tag: str, names: set[str]) -> int:
    """How many places say so; phrases that share words (`currently only`, `only supports`) are one."""
    count = end = 0
    for hit in text.hits:
        if hit.tag == tag and not _of_another(text, hit, names):
            count += hit.start >= end
            end = max(end, hit.end)
    return count


def _of_another(text: Marked, hit: Hit, names: set[str]) -> bool:
    """`Follow the existing PagerDuty integration`: what is there is another's, and the model for what is asked for. A word
    for the kind names nobody, though German writes it with a capital (`eure Jira-Anbindung`)."""
    said = text.text[hit.start : hit.end]
    if _kind_of_another(text, hit.start, names) or _INDEFINITE.search(said):
        return True
    own = "".join(names).casefold()
    kinds = {one.start - hit.start for one in text.within(Span(*hit[1:])) if one.tag == "connector"}
    others = (
        word
        for word in words_of(said)[1:]
        if capitalised(written := said[word.start : word.end])
        and not ideographic(written)
        and word.form not in own
        and word.start not in kinds
    )
    return any(others) or text.text[: hit.start].rstrip().endswith(("'s", "’s"))


_INDEFINITE = re.compile(r"\s(?:een|eine[nr]?|une?|una|uma)\s", re.IGNORECASE)
"""`Kunnen jullie een koppeling`: what has this article is not there yet."""


def _kind_of_another(text: Marked, place: int, names: set[str]) -> bool:
    """`Your Salesforce integration works`: the name before the kind that begins at `place` is none of `names`."""
    kind = any(hit.tag == "connector" for hit in text.within(Span(place, place + 1)))
    named = _NAMED.search(text.text, max(0, place - _NEAR), place) if kind and names else None
    if named is None or text.has(Span(named.start(), named.start() + 1), "ours"):
        return False
    return all(named[1].casefold() not in name.casefold() for name in names)


_NAMED = re.compile(r"\b([A-Z][\w.]+)[\s-]$")


def names_a_change(subject: Marked, names: Sequence[Name], words: Words) -> bool:
    """Whether the subject alone says what of an integration shall be different."""
    return _changes(subject, names) or _in_subject(subject, {name.text for name in names}, words)


def _changes(subject: Marked, names: Sequence[Name]) -> bool:
    """`Extend Jira action …`: the subject begins with a word for changing what is there, and names something known."""
    known = {name.text for name in names if name.product and name.where == "subject"}
    begun = [hit for hit in subject.hits if hit.tag == "change" and hit.start == 0]
    return any(
        ":" not in subject.text[hit.end : place.start]  # improve our life: Notion
        for hit in begun
        for place in _places(subject, known)
    )


def _kinds_of_ours(body: Marked) -> Iterator[Span]:
    """`your calendar connector`: what is spoken of as there, whatever it is called."""
    for hit in body.hits:
        if hit.tag == "connector" and _owned(body, hit.start):
            yield Span(hit.start, hit.end)


def _owned(body: Marked, place: int) -> bool:
    near = body.within(Span(max(0, place - _NEAR), place))
    return any(
        hit.tag == "ours"
        and body.text[hit.start : hit.end].casefold() not in _ARTICLES
        and body.length(Span(hit.end, place)) <= _OWNED
        for hit in near
    )


_ARTICLES = ("the", "this", "der", "die", "das", "le", "la", "l'", "el", "il", "o", "a", "de", "het")
"""`The connector should …` may be the one that was just asked for."""
_NEAR = 40
"""Characters before the kind in which `your` is looked for."""
_OWNED = 3
"""Words between `your` and `connector`."""


def _places(marked: Marked, texts: set[str]) -> Iterator[Span]:
    """Where the names stand, at most a few times each."""
    lowered = marked.text.lower()
    for text in texts:
        at = lowered.find(text.lower())
        for _ in range(_LOOKS):
            if at < 0:
                break
            yield Span(at, at + len(text))
            at = lowered.find(text.lower(), at + len(text))


_LOOKS = 10


def _kind_behind(marked: Marked, place: Span) -> Span | None:
    """The word right behind a name that says what of it is meant: `connector`, `source`."""
    near = marked.within(Span(place.end, place.end + 3))
    return next((Span(hit.start, hit.end) for hit in near if hit.tag == "connector"), None)


def _kinds(marked: Marked, texts: set[str]) -> Iterator[Span]:
    for place in _places(marked, texts):
        kind = _kind_behind(marked, place) or _kind_leading(marked, place)
        if kind:
            yield kind


def _kind_leading(marked: Marked, place: Span) -> Span | None:
    """`La synchro Prestashop`, `la integración de Shopify`: where the kind comes before the name, both together. An article
    says that it is there; `una integración con Shopify` is not there yet."""
    near = marked.within(Span(max(0, place.start - _NEAR), place.start))
    for hit in near:
        led = hit.tag == "connector" and _OF.fullmatch(marked.text, hit.end, place.start)
        elided = _ELIDED.match(marked.text, hit.start)
        start = elided.end() if elided else hit.start
        if led and _THE.search(marked.text, max(0, start - _ARTICLE), start):
            return Span(hit.start, place.end)
    return None


_ELIDED = re.compile(r"l['’]", re.IGNORECASE)
_ARTICLE = 12
"""Characters in which the article before a kind stands."""
_OF = re.compile(
    r"\s+(?:(?:with|for|to|de|del|con|do|da|com|avec|à|vers|verso)\s+)?(?:(?:el|la|o|a|il|lo|le)\s+|l['’])?",
    re.IGNORECASE,
)
_THE = re.compile(
    r"\b(?:(?:the|your|this|el|la|los|las|al|del|sus?|tus?|vuestr[oa]s?|o|a|os|as|ao|à|do|da|no|na|pelo|pela|seus?|suas?|vossos?|vossas?"
    r"|le|les|votre|vos|notre|nos|du|il|lo|i|gli|vostr[oaie]|nostr[oaie]|della?|dell['’]|nella?)\s+|[ld]?l['’])$",
    re.IGNORECASE,
)


def _in_subject(subject: Marked, texts: set[str], words: Words) -> bool:
    """`Slack: answer in threads`, `OAuth for the Zendesk connector`, `Custom fields in Jira`, `Jira connector should …`."""
    places = list(_places(subject, texts))
    taken = {place.start for place in places}
    for place in places:
        kind = _kind_before(subject, place) or _kind_behind(subject, place)
        end = max(place.end, kind.end) if kind else place.end
        if _opens(subject, end, words):
            return True
        if kind and kind.start >= place.end and _goes_on(subject, kind):
            return True
        if _part_behind(subject, end):
            return True
        before = [
            run for run in stretches(subject.text, words) if run.end <= place.start and run.start not in taken
        ]
        led = before and _leads(subject, Span(before[-1].end, place.start))
        if before and ((kind and kind.start >= place.end and led) or _feature_in(subject, place)):
            return True
    return False


def _kind_before(subject: Marked, place: Span) -> Span | None:
    """`Source Stripe: …`: the subject begins with the kind."""
    first = subject.within(Span(0, 1))
    kind = next((Span(hit.start, hit.end) for hit in first if hit.tag == "connector"), None)
    return kind if kind and 0 <= place.start - kind.end <= 1 else None


def _opens(subject: Marked, end: int, words: Words) -> bool:
    """Whether a colon or dash behind the name, or behind what of it is meant, opens words that describe something:
    `Slack: answer in threads`, `Rootly alert action: choose the urgency`."""
    behind = _BEHIND.match(subject.text, end) or _behind_a_part(subject, end)
    if not behind:
        return False
    listed = words_of(behind.group(1))
    return len(listed) >= _FEATURE and len(listed) > len(noise_places(behind.group(1), words))


def _behind_a_part(subject: Marked, end: int) -> re.Match[str] | None:
    colon = _COLON.match(subject.text, end)
    if colon is None:
        return None
    part = Span(end, colon.start(1))
    return colon if subject.length(part) <= _PIECE and not subject.has(part, "connector", "after") else None


_FEATURE = 2
"""Words that describe a feature."""


def _feature_in(subject: Marked, place: Span) -> bool:
    """`Custom fields in Jira`, `Incremental sync for HubSpot`: a piece of a thing, and the thing."""
    kinds = {hit.start for hit in subject.hits if hit.tag == "connector"}
    return any(
        hit.tag in {"feature", "part"}
        and hit.start < place.start
        and hit.end + 1 not in kinds  # a `stream connector` is a kind of connector
        and _leads(subject, Span(hit.end, place.start))
        for hit in subject.hits
    )


def _part_behind(subject: Marked, end: int) -> bool:
    """`HubSpot custom objects`, `Intercom conversations stream`: the thing, and a piece of it right behind."""
    return any(
        hit.tag == "part" and hit.start >= end and _close(subject, Span(end, hit.start))
        for hit in subject.hits
    )


def _close(subject: Marked, gap: Span) -> bool:
    words_alone = _WORDS_ALONE.fullmatch(subject.text, gap.start, gap.end)
    apart = any(hit.tag in ("within", "verb", "before", "connector") for hit in subject.within(gap))
    return bool(words_alone) and subject.length(gap) <= _PIECE and not apart


_WORDS_ALONE = re.compile(r"[\w\s`'’-]*")
_PIECE = 2
"""Words between a name and the piece of it that is meant."""


def _leads(subject: Marked, gap: Span) -> bool:
    return subject.length(gap) <= _GAP and any(hit.tag == "within" for hit in subject.within(gap))


_GAP = 4
"""Words between a feature and the name it belongs to."""


_ASKED_OF_IT = re.compile(
    r"\b(?:could|can|should|might|könnten?|kann|können|sollten?|kan|kunnen|zou|zouden|pourrait|peut|podría|puede|poderia|pode)\s+"
    r"(?:the|your|die|der|das|eure?|ihre?|de|het|jullie|uw|le|la|el|su|vuestr[oa]|o|a|sua?)\s+$",
    re.IGNORECASE,
)


def _is_wished(body: Marked, texts: set[str]) -> bool:
    """`A Notion integration would improve our daily work`: what is spoken of with such an article is not there yet, and words
    that only hint at an improvement mean something else."""
    return any(
        _kind_behind(body, place)
        and _INDEFINITE_BEFORE.search(body.text, max(0, place.start - _NEAR), place.start)
        for place in _places(body, texts)
    )


_INDEFINITE_BEFORE = re.compile(r"\b(?:an?|eine?n?|une?|una|uma?|een)\s+$", re.IGNORECASE)


def _is_asked(body: Marked, place: Span) -> bool:
    """`Could the Google Sheets export append rows?`: who asks something of it has it."""
    return bool(
        _kind_behind(body, place) and _ASKED_OF_IT.search(body.text, max(0, place.start - _NEAR), place.start)
    )


def _is_changed(body: Marked, place: Span) -> bool:
    """`Please extend the Google Sheets integration`: what shall be changed is there."""
    if not (_kind_behind(body, place) or _kind_leading(body, place)):
        return False
    near = Span(max(0, place.start - _NEAR), place.start)
    return any(
        hit.tag == "change"
        and body.length(gap := Span(hit.end, place.start)) <= _OWNED
        and _DEFINITE.match(body.text, gap.start, gap.end)
        for hit in body.within(near)
    )


_DEFINITE = re.compile(
    r"\s+(?:the|your|die|den|das|eure?|ihre?|de|het|jullie|la|el|su|le|votre|l['’]|il|lo|la vostra|a|o|sua)(?:\s|(?<=['’]))",
    re.IGNORECASE,
)


def _goes_on(marked: Marked, kind: Span) -> bool:
    """`The Jira connector does …`: who says what it does has it; `would`, `so that`, `for` follow a wished one."""
    sentence = marked.sentence_at(kind.start)
    if is_denied(marked, kind.start, _DENIED):
        return False
    following = _NEXT.match(marked.text, kind.end, sentence.end)
    if following is None:
        return False
    tags = {hit.tag for hit in marked.within(Span(following.start(1), following.start(1) + 1))}
    return "present" in tags or (
        marked.text.startswith(_THE_ENGLISH, sentence.start)
        and _THIRD_PERSON.fullmatch(following.group(1)) is not None
        and tags.isdisjoint(_PROMISED)
        and marked.has(sentence, "request", "desire", "lack")
    )


_THE_ENGLISH = ("The ", "Your ")
_THIRD_PERSON = re.compile(r"[a-z]{2,}[^s\W]s")
"""`The GitHub integration polls; could it …`: any verb of the present, where something else is asked for in one breath."""
_PROMISED = frozenset({"impact", "gain", "use_case", "wish"})
"""What a wished one brings is told in the present as well: `helps us`, `enables`."""


def _is_theirs(body: Marked, kind: Span) -> bool:
    """`Thanks for the Shopify integration`, `we have been using your Mailchimp sync`: who thanks for it, or uses ours, has it."""
    before = Span(body.sentence_at(kind.start).start, kind.start)
    owned = _owned(body, kind.start)
    led = any(
        (hit.tag == "thanks" or (hit.tag == "uses" and owned))
        and body.length(Span(hit.end, kind.start)) <= _GAP
        for hit in body.within(before)
    )
    return led and body.has(before, "ours") and not is_denied(body, kind.start, _DENIED)


_DENIED = 4
"""Words from `no` or `without` to the kind of thing that is not there: `has no Apache Pinot integration`."""
