"""Whether a mail asks for something in an integration that is there already, or for a new one.

It looks at how words stand around a name (`in the Jira connector`, `thanks for the …`); which names there are it is told.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from mailer.extract.kind.at_work import (
    arrives_without,
    first_wish,
    is_grown,
    is_limited,
    is_meant_inside,
    is_said_there,
    is_told_first,
    is_used,
)
from mailer.extract.kind.capability import wants_a_piece
from mailer.extract.kind.changes import GAP, PARTED, brings_in, in_short, names_a_change
from mailer.extract.kind.connected import (
    falls_short,
    is_a_piece_of_ours,
    is_connected,
    is_done_with_ours,
    leaves_out,
    serves_already,
)
from mailer.extract.kind.presumed import (
    in_advance,
    is_done_today,
    is_in_menu,
    is_partly_seen,
    is_spoken_of,
    shall_come,
    should_do,
)
from mailer.extract.kind.stated import MORE, NEW
from mailer.extract.names.kinds import (
    DENIED,
    KIND,
    NEAR,
    OWNED,
    goes_on,
    kind_behind,
    kind_leading,
    kinds_of,
    kinds_of_ours,
    owned,
    places,
    thing_at,
)
from mailer.extract.names.name import Name, capitalised, ideographic
from mailer.extract.text.denial import is_denied
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words

_TOLD = 2
"""Points from which on it is settled."""


def told_existing(subject: Marked, body: Marked, labels: Marked, names: Sequence[Name], words: Words) -> bool:
    """Whether the words say so: a cue that says it in full, two that hint at it, or the shape around a name."""
    texts = {name.text for name in names} | in_short(names)
    if any(_is_nowhere(body, place) for place in places(body, texts)):
        return False
    wanted = _is_wished(body, texts)
    plain = _is_plainly_asked_for(body, texts)
    wished = -1 if _asks_for_new(subject) or NEW.search(labels.text) else first_wish(body)
    return (
        _hints(subject, body, labels, texts, wanted=wanted) >= _TOLD
        or (not (wanted or plain) and names_a_change(subject, names, words))
        or (not plain and wants_a_piece(subject, texts, words))
        or any(is_meant_inside(subject, place) for place in places(subject, texts))
        or _is_shaped(body, texts, wished, plain=plain)
        or _is_spoken_of(body, texts, wished)
    )


def _hints(subject: Marked, body: Marked, labels: Marked, texts: set[str], *, wanted: bool) -> int:
    """The points of all cues; where one is `wanted`, words that only hint mean something else."""
    weighed = [(subject, "enhancement", 2), (labels, "enhancement", 2), (body, "enhancement", 2)]
    weighed += [] if wanted else [(subject, "extension", 2), (body, "extension", 1)]
    return sum(weight * _places_of(text, tag, texts) for text, tag, weight in weighed)


def _is_shaped(body: Marked, texts: set[str], wished: int, *, plain: bool) -> bool:
    """Whether how words stand around a name says so; the first wish stands at `wished`, and where it is a `plain` one, what the
    product can do of late says nothing."""
    found = list(places(body, texts))
    return (
        any(shows(body, place) for place in found for shows in _SHOWS)
        or (not plain and any(is_grown(body, place) for place in found))
        or any(should_do(body, thing, wished) for place in found if (thing := thing_at(body, place)))
        or any(_other_version(text, body) for text in texts)
        or falls_short(body, texts, wished)
    )


def _is_spoken_of(body: Marked, texts: set[str], wished: int) -> bool:
    """Whether what is told of the word for its kind says so, beside a name or alone; the first wish stands at `wished`."""
    ours = (kind for kind in kinds_of_ours(body) if not _kind_of_another(body, kind.start, texts))
    spoken = [] if _is_missed(body, texts) else [*kinds_of(body, texts), *ours]
    return any(
        goes_on(body, kind) or _is_theirs(body, kind) or is_told_first(body, kind, wished) for kind in spoken
    ) or any(
        is_limited(body, kind, wished)
        or is_spoken_of(body, kind, wished)
        or (kind.end <= wished and is_told_first(body, kind, wished))
        for kind in _by_kind_alone(body)
    )


def _by_kind_alone(body: Marked) -> Iterator[Span]:
    """`The connector skips …`, `this plugin only …`: what is called by its kind alone."""
    kinds = (hit for hit in body.hits if hit.tag in KIND)
    return (Span(hit.start, hit.end) for hit in islice(kinds, _KINDS))


_KINDS = 6
"""Kinds that are looked at."""


def _is_missed(body: Marked, texts: set[str]) -> bool:
    """`There is no parser for Snyk`, `please add a Snyk parser`: what the mail says of it later on is how it shall be."""
    return any(
        _INDEFINITE_BEFORE.search(body.text, max(0, kind.start - NEAR), kind.start)
        and body.has(body.sentence_at(kind.start), "request", "lack", "desire")
        for place in places(body, texts)
        if (kind := _kind_around(body, place))
    )


def _is_nowhere(body: Marked, place: Span) -> bool:
    """`There is no Shopify connector`, `es gibt keinen Konnektor für Shopify`: said in so many words."""
    kind = _kind_around(body, place)
    denies = _NO.search(body.text, max(0, kind.start - NEAR), kind.start) if kind else None
    return denies is not None and (denies[1].casefold() != "no" or body.language == "en")


_NO = re.compile(
    r"\b(no|keine?n?|aucune?|pas de|ning[uú]na?|nenhuma?|sem|sin|nessuna?|geen)\s+(?:official |native |direct )?$",
    re.IGNORECASE,
)


def _kind_around(body: Marked, place: Span) -> Span | None:
    """The name and its kind as one stretch, in either order: `Snyk parser`, `parser for Snyk`."""
    if kind_behind(body, place):
        return place
    near = body.within(Span(max(0, place.start - NEAR), place.start))
    led = (hit for hit in near if hit.tag in KIND and _FOR.fullmatch(body.text, hit.end, place.start))
    return next((Span(hit.start, place.end) for hit in led), None)


_FOR = re.compile(r"\s+(?:with|for|to|für|zu|mit|an|pour|avec|para|con|com|per|voor|met)\s+", re.IGNORECASE)


def _asks_for_new(text: Marked) -> bool:
    return text.has(text.whole, "request", "before", "verb") or NEW.search(text.text) is not None


def _places_of(text: Marked, tag: str, names: set[str]) -> int:
    """How many places say so; phrases that share words (`currently only`, `only supports`) are one, and so are a phrase said again and
    all that only call the wish an improvement, as any wish may be called."""
    count = end = called = 0
    said: set[str] = set()
    for hit in text.hits:
        if hit.tag == tag and not _of_another(text, hit, names) and not brings_in(text, hit, names):
            calls = MORE.match(text.text, hit.start) is not None
            again = text.text[hit.start : hit.end].casefold()
            count += (
                hit.start >= end and again not in said and not (calls and (called or _is_label(text, hit)))
            )
            said.add(again)
            called += calls
            end = max(end, hit.end)
    return count


def _is_label(text: Marked, hit: Hit) -> bool:
    """`Improvement: SSO`: a subject that begins with what any wish may be called."""
    return hit.start == 0 and PARTED.match(text.text, hit.end) is not None


def _of_another(text: Marked, hit: Hit, names: set[str]) -> bool:
    """`Follow the existing PagerDuty integration`: what is there is another's, and the model for what is asked for. A word
    for the kind names nobody, though German writes it with a capital (`eure Jira-Anbindung`)."""
    said = text.text[hit.start : hit.end]
    if (
        _kind_of_another(text, hit.start, names)
        or _told_of_another(text, hit, names)
        or _INDEFINITE.search(said)
        or _OTHERS_THERE.match(text.text, hit.start)
    ):
        return True
    if hit.tag == "extension":
        return False
    own = "".join(names).casefold()
    kinds = {one.start - hit.start for one in text.within(Span(*hit[1:])) if one.tag in KIND}
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
_OTHERS_THERE = re.compile(
    r"existing (?:[\w-]+ ){0,3}?(?:integrations|plugins|connectors|providers|services|sources|destinations|channels|backends|adapters|ones)\b",
    re.IGNORECASE,
)
"""`There are existing notification plugins`: others than what is asked for."""


def _kind_of_another(text: Marked, place: int, names: set[str]) -> bool:
    """`Your Salesforce integration works`: the name before the kind that begins at `place` is none of `names`."""
    kind = any(hit.tag in KIND for hit in text.within(Span(place, place + 1)))
    named = _NAMED.search(text.text, max(0, place - NEAR), place) if kind and names else None
    if named is None or text.has(Span(named.start(), named.start() + 1), "ours", *KIND):
        return False
    said = (named[1] or named[2]).casefold()
    return all(said not in name.casefold() for name in names)


def _told_of_another(text: Marked, hit: Hit, names: set[str]) -> bool:
    """`Dropbox works well but …`, where Box is asked for: what the verb is said of is another product."""
    named = _SAID_OF.search(text.text, max(0, hit.start - NEAR), hit.start)
    if named is None or not (named["is"] or _VERB.match(text.text, hit.start)):
        return False
    if named["kind"] and not text.has(Span(named.start("kind"), named.end("kind")), *KIND):
        return False
    kind = any(one.tag in KIND for one in text.within(Span(named.start(1), named.start(1) + 1)))
    return not kind and all(named[1].casefold() not in name.casefold() for name in names)


_SAID_OF = re.compile(
    r"(?<![\w-])((?!It |This |That |There |Everything |All |Es |Das |Ça |Cela |Todo |Tudo )[A-Z][\w.]+)\s(?P<kind>[a-z]+\s)?(?P<is>(?:is|are|ist|sind|est|está|é)\s)?$"
)
_VERB = re.compile(
    r"works?|is|are|exists?|läuft|funktioniert|klappt|existiert|marche|fonctionne|existe|funciona|va bien|esiste|bestaat",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b([A-Z][\w.]+)[\s-]$|\b([A-Z][A-Za-z0-9.]+)の?$")
"""The name before a kind; Japanese writes both together."""
_ASKED_OF_IT = re.compile(
    r"\b(?:could|can|should|might|könnten?|kann|können|sollten?|kan|kunnen|zou|zouden|pourrait|peut|podría|puede|poderia|pode|potrebbe|può)\s+"
    r"(?:(?:the|your|die|der|das|eure?|ihre?|de|het|jullie|uw|le|la|el|su|vuestr[oa]|o|a|sua?|il|lo|vostr[oa])\s+|l['’])$",
    re.IGNORECASE,
)


def _is_wished(body: Marked, texts: set[str]) -> bool:
    """`A Notion integration would improve our daily work`: what is spoken of with such an article is not there yet, and words
    that only hint at an improvement mean something else."""
    return any(
        kind_behind(body, place)
        and _INDEFINITE_BEFORE.search(body.text, max(0, place.start - NEAR), place.start)
        for place in places(body, texts)
    )


_INDEFINITE_BEFORE = re.compile(r"\b(?:an?|eine?n?|une?|una|uma?|een)\s+$", re.IGNORECASE)


def _is_plainly_asked_for(body: Marked, texts: set[str]) -> bool:
    """`Please integrate Dropbox`, `add an integration with Xero`, `¿pueden crear una integración?`: a new one is asked for in so
    many words, whatever the subject and the rest tell."""
    near = ((max(0, place.start - NEAR), place.start) for place in places(body, texts))
    hits = [(_JOINS.search(body.text, *span), span[1]) for span in near]
    asked = [end for hit, end in hits if hit]
    asked += [hit.start() for hit in islice(_ANY_NEW.finditer(body.text), _KINDS)]
    sentences = (body.sentence_at(at) for at in asked)
    return any(body.has(one, "request") or body.text[one.start : one.end].endswith("?") for one in sentences)


_NEW_ONE = (
    r"\b(?:an?|eine?|une|una|uma?|een|en) (?:new |native |direct |neue |nouvelle |nueva |nova |nuova |nieuwe |ny )?"
    r"(?:integration|connector|anbindung|konnektor|schnittstelle|intégration|connecteur|integración|conector|integração|integrazione|connettore|koppeling|integratie)"
)
_JOINS = re.compile(
    rf"(?:{_NEW_ONE} (?:for|with|to|mit|für|an|zu|avec|pour|con|para|com|per|met|voor|med)|\b(?:integrate(?: with)?|connect)|\b(?:intégrer|integrar|integrare)(?: avec| con| com)?) $",
    re.IGNORECASE,
)
_ANY_NEW = re.compile(rf"{_NEW_ONE}(?= ?[.?!,]| est-elle| possible)", re.IGNORECASE)


def _is_asked(body: Marked, place: Span) -> bool:
    """`Could the Google Sheets export append rows?`: who asks something of it has it."""
    thing = thing_at(body, place)
    if thing is None or not _ASKED_OF_IT.search(body.text, max(0, thing.start - NEAR), thing.start):
        return False
    return not shall_come(body, Span(thing.end, min(thing.end + NEAR, body.sentence_at(thing.start).end)))


def _is_changed(body: Marked, place: Span) -> bool:
    """`Please extend the Google Sheets integration`: what shall be changed is there."""
    if not (kind_behind(body, place) or kind_leading(body, place)):
        return False
    near = Span(max(0, place.start - NEAR), place.start)
    return any(
        (hit.tag == "change" or MORE.match(body.text, hit.start))
        and body.length(gap := Span(_without_article(body, hit), place.start)) <= OWNED
        and _DEFINITE.match(body.text, gap.start, gap.end)
        and not (gap.start < hit.end and shall_come(body, Span(place.end, body.sentence_at(place.end).end)))
        for hit in body.within(near)
    )


def _without_article(body: Marked, hit: Hit) -> int:
    """Where `make` ends in `make the`: `make the Notion sync faster` has the article in its cue."""
    return hit.end - len(_THE) if body.text.endswith(_THE, hit.start, hit.end) else hit.end


_THE = " the"


_DEFINITE = re.compile(
    r"\s+(?:(?:of|to|for) (?:the|your)|der|eurer|ihrer|de la|de votre|du|del|de su|da|do|della|van (?:de|het|jullie)|the|your|die|den|das|eure?|ihre?|de|het|jullie|la|el|su|le|votre|l['’]|il|lo|la vostra|a|o|sua)(?:\s|(?<=['’]))",
    re.IGNORECASE,
)


_SHOWS = (
    _is_asked,
    _is_changed,
    is_meant_inside,
    is_said_there,
    is_used,
    arrives_without,
    is_done_today,
    is_in_menu,
    is_partly_seen,
    is_connected,
    leaves_out,
    serves_already,
    is_a_piece_of_ours,
    is_done_with_ours,
)
"""The shapes around a name, each of which says that its integration is there."""


def _other_version(name: str, body: Marked) -> bool:
    """`InfluxDB 2 works today`, where InfluxDB 3 is asked for."""
    bare = _VERSIONED.fullmatch(name)
    if bare is None:
        return False
    worked = re.search(
        rf"\b{re.escape(bare['name'])} v?(?P<version>\d[\w.]*) {_WORKS}", body.text, re.IGNORECASE
    )
    return worked is not None and worked["version"] != bare["version"]


_VERSIONED = re.compile(r"(?P<name>.*\w) v?(?P<version>\d[\w.]*)")
_WORKS = (
    r"(?:already |currently )?(?:works|is (?:already )?(?:supported|there|connected)|funktioniert|läuft|wird unterstützt|fonctionne|marche"
    r"|est pris|funciona|es compatible)\b"
)


def _is_theirs(body: Marked, kind: Span) -> bool:
    """`Thanks for the Shopify integration`, `we have been using your Mailchimp sync`: who thanks for it, or uses ours, has it."""
    before = Span(body.sentence_at(kind.start).start, kind.start)
    ours = owned(body, kind.start)
    led = any(
        (hit.tag == "thanks" or (hit.tag == "uses" and ours))
        and body.length(Span(hit.end, kind.start)) <= GAP
        for hit in body.within(before)
    )
    thanked = led and body.has(before, "ours") and not is_denied(body, kind.start, DENIED)
    return thanked and not in_advance(body, body.sentence_at(kind.start))
