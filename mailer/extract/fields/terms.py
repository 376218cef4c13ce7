"""Words with a fixed meaning: ways to authenticate, data formats, priorities and categories."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mailer.extract.text.deadlines import NEEDED, by_a_day, deadline, due, soon
from mailer.extract.text.denial import (
    OR,
    is_denied,
    is_our_own,
    is_refused,
    is_replaced,
    is_ruled_out,
    is_threatened,
    is_todays,
)
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit, outermost
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.request import Field, Priority

TERMS = {Field.AUTHENTICATION: "authentication", Field.DATA_FORMATS: "formats"}
"""The fields that hold such words, and the section of the word lists where these stand."""

_OTHER = "categories.Other"
"""A category for a label; in running text `other` says nothing."""


def named(marked: Marked, section: str, *, labelled: bool) -> tuple[dict[str, Span], tuple[str, ...]]:
    """The terms of `section` (`authentication`, `formats`) in a text, each with the first place that says it, and those
    that it denies.

    Under a label of its own a loose word such as `token` counts too, and behind a word for signing in.
    """
    wanted = (section, f"{section}_labelled")
    found: dict[str, Span] = {}
    denied: dict[str, Span] = {}
    todays: dict[str, Span] = {}
    refused: dict[str, Span] = {}
    last: Hit | None = None
    for hit in _mentions(marked, wanted, labelled=labelled):
        joined = last is not None and OR.fullmatch(marked.text, last.end, hit.start)
        if joined or is_ruled_out(marked, hit) or is_replaced(marked, hit):
            kept, last = denied, hit
        elif is_refused(marked, hit):
            kept = refused
        else:
            kept = todays if not labelled and is_todays(marked, hit) else found
        kept.setdefault(hit.tag.partition(".")[2], Span(hit.start, hit.end))
    found = found or todays
    if found:
        denied |= refused
    else:
        found = refused  # `Parquet isn't supported`, and nothing else: mostly that is what they would like
    return _without_flows(found, marked), tuple(name for name in denied if name not in found)


def _mentions(marked: Marked, wanted: Sequence[str], *, labelled: bool) -> Iterator[Hit]:
    """The terms in order, without those that an unlabelled sentence about today or about the rest names."""
    named = [hit for hit in marked.hits if hit.tag.partition(".")[0] in wanted]
    if not labelled:
        named = [hit for hit in named if "_labelled." not in hit.tag or _signs_in(marked, hit)]
    for hit in outermost(named):
        today = not labelled and (
            marked.has(marked.sentence_at(hit.start), "current")
            or is_threatened(marked, hit)
            or is_our_own(marked, hit)
        )
        if not today and not is_remainder(marked, hit) and (labelled or not _of_a_fault(marked.text, hit)):
            yield hit


def _of_a_fault(text: str, hit: Hit) -> bool:
    """`a JSON error`, `see package.json`: what a message or a file of a program is called."""
    return bool(_FAULT.match(text, hit.end) or _FILE.search(text, max(0, hit.start - _REACH), hit.end))


_FAULT = re.compile(
    r"[ -](?:pars\w{1,4} )?(?:errors?|exceptions?|logs?|fehler\w{0,9}|erreurs?|errore?s?|erros?|エラー|错误)\b",
    re.IGNORECASE,
)
_FILE = re.compile(r"\w\.(?:json|xml|yaml|toml|md|html)$", re.IGNORECASE)


_SIGNING_IN = re.compile(
    r"\b(?P<proves>auth|authenticat(?:es?|ing|ion)|authentifi(?:e|er|ent|ons|cation|ziert|zieren|zierung)|autenti(?:ca\w*|zier\w*)"
    r"|authenti(?:catie|ceert)|autentiser\w{0,7}|autentific\w{1,8}|autentizac\w{1,3}|uwierzytelni\w{1,6}|ověř(?:ov|en)\w{1,4}|аутентифи\w{2,8}|авториз\w{2,6}"
    r"|tunnistaut\w{1,8}|todenn\w{1,6}|kimlik doğrulama)\b|(?P<tells>認証|认证|鉴权|인증)"
    r"|\b(?:apis?|endpoints?|schnittstelle|webservices?)\s(?P<asks>needs?|wants?|requires?|expects?|verlangt|braucht|will|erwartet|exige|demande|pide|requiere"
    r"|richiede|chiede|vraagt|vereist)\b"
    r"|\b(?P<calls>(?:apis?|endpoints?|schnittstelle|webservices?|web services?|requests?|calls?|aufrufe?|requêtes|llamadas|chamadas)\b|API)"
    r"|\b(?:log(?:s|ged)? ?in|sign(?:s|ed)? ?in|access(?! to\b)(?: works| is)?|anmeldung|anmelden|zugang|zugriff|läuft|geht|accès|on se connecte|acceso|acesso|accesso"
    r"|se (?:entra|accede|ingresa)|si accede|entra-se|dá para usar|inlog\w*|aanmelden|toegang|logga\w? in|loggar in|inloggning\w{0,3}"
    r"|logger (?:ind|inn|på)|innlogging\w{0,2}|godkendelse\w{0,2}|kirjaut\w{1,8}|logowani\w{1,2}|loguje\w{0,2}|přihlá?[sš]\w{1,6}|вход\w{0,2}|войти|giriş\w{0,4})\b|ログイン|登录|로그인",
    re.IGNORECASE,
)
"""People prove who they are (`proves`, `tells`, an API that `asks`), or sign in, which they do with a password everywhere; what is
called (`calls`) takes a JWT for nothing else."""
_OF_ANOTHER = re.compile(
    r" (?:cards?|figures?|accounts?|persons?|people|points?|questions?|words?|values?|features?|users?|customers?|indicators?|ring|of)\b",
    re.IGNORECASE,
)
"""`A key card`, `a certificate of delivery`."""
_ANOTHER = re.compile(r"[,;、，]|\b(?:and|und|et|y|e|ed|en)\b", re.IGNORECASE)
"""Behind these something else is named: `authentication events and password resets`."""
_SIGNED_BY = 5
"""Words between signing in and what one signs in with: `authenticate with a client's certificate`."""
_REACH = 60
"""Characters before a term in which that begins."""


def _signs_in(marked: Marked, loose: Hit) -> bool:
    """`Clients authenticate with certificates`, `auth is a token`, `トークンで認証`: what makes a loose word a way to sign in."""
    if not loose.tag.startswith("authentication_labelled.") or loose.tag.endswith(".none"):
        return False
    if _OF_ANOTHER.match(marked.text, loose.end):
        return False
    around = marked.sentence_at(loose.start)
    before = Span(max(around.start, loose.start - _REACH), loose.start)
    behind = Span(loose.end, min(around.end, loose.end + _REACH))
    return any(
        (found["proves"] or found["tells"] or found["asks"] or not loose.tag.endswith(".basic"))
        and (not found["calls"] or loose.tag.endswith(".jwt"))
        and marked.length(between) <= _SIGNED_BY
        and not _ANOTHER.search(marked.text, *between)
        for span in (before, behind)
        for found in _SIGNING_IN.finditer(marked.text, *span)
        for between in [Span(found.end(), loose.start) if span is before else Span(loose.end, found.start())]
    )


def is_remainder(marked: Marked, hit: Hit) -> bool:
    """`I cannot say anything about the rest` names no interface."""
    around = marked.within(Span(max(0, hit.start - _ARTICLE), hit.end))
    return any(one.tag == "remainder" and one.start <= hit.start < one.end for one in around)


_ARTICLE = 5
"""Characters of an article and the space behind it."""
_BEFORE_URGENCY = 2
"""Words that may stand between a denial and a word of urgency: `not quite so urgent`."""


def _without_flows(found: dict[str, Span], marked: Marked) -> dict[str, Span]:
    """OpenID Connect runs on OAuth's flows: beside it the name of a flow alone does not say OAuth."""
    flow = found.get("oauth2")
    if flow and "oidc" in found and "oauth" not in marked.text[flow.start : flow.end].lower():
        return {name: span for name, span in found.items() if name != "oauth2"}
    return found


class Stated(NamedTuple):
    """A priority, the words that state it, and whether they name it; how urgent a day makes it, a person can tell better."""

    priority: Priority
    said: str
    named: bool = True


def stated_priority(value: str, words: Words) -> Stated | None:
    """The priority that a labelled value states, with its words: of several the first, `not urgent` before `urgent`;
    of a form's own options that which stands in capitals, if any. What is needed by a day is high."""
    hits = outermost(words.priorities.find(words_of(value)))
    if is_menu(value, hits):
        loud = [hit for hit in hits if value[hit.start : hit.end].isupper()]
        return _said_by(loud, value) if len(loud) == 1 else None
    day = by_a_day(value)
    return _said_by(hits, value) or (Stated(Priority.HIGH, day, named=False) if day else None)


def _said_by(hits: Sequence[Hit], value: str) -> Stated | None:
    return Stated(Priority(hits[0].tag), value[hits[0].start : hits[0].end]) if hits else None


def is_menu(text: str, hits: Sequence[Hit]) -> bool:
    """Whether the terms are all the options of a form, none of them chosen: `Low / Medium / High`."""
    gaps = [text[hit.end : after.start].strip("[]()") for hit, after in pairwise(hits)]
    return len({hit.tag for hit in hits}) >= _MENU and all(map(_STROKE.fullmatch, gaps))


_MENU = 3
"""Terms from which on a row of them is a form's."""
_STROKE = re.compile(r"\s*[/|,;:·・、]\s*|\s+(?:or|oder|ou|o|of)\s+|\s*[/|,;]\s*(?:or|oder|ou|o|of)\s+")


def said_priority(marked: Marked) -> tuple[Priority, Span] | None:
    """The urgency that a text says in passing; of several the strongest word counts, unless one takes it back."""
    hits = outermost([hit for hit in marked.hits if hit.tag.startswith("urgency.")])
    hits = [hit for hit in hits if not _of_others(marked, hit)]
    if not hits:
        return None
    order = list(Priority)
    best = max(hits, key=lambda hit: (order.index(Priority(hit.tag[8:])), -hit.start))
    said = Priority(best.tag[8:])
    calm = next((hit for hit in hits if hit.tag == "urgency.low"), None)
    if calm and said is not Priority.CRITICAL and _matters(marked, calm):
        return Priority.MEDIUM, Span(calm.start, calm.end)
    if (
        said is Priority.HIGH
        and calm
        and marked.sentence_at(calm.start) == marked.sentence_at(best.start)
        and calm.start < best.start
    ):
        return Priority.LOW, Span(calm.start, calm.end)  # no rush, but before the year ends
    if is_denied(marked, best.start, _BEFORE_URGENCY):
        return (Priority.LOW, Span(best.start, best.end)) if said is Priority.HIGH else None
    return said, Span(best.start, best.end)


def _matters(marked: Marked, calm: Hit) -> bool:
    """`Not urgent, but it matters`: its sentence weighs what it just made light of."""
    return _BUT_MATTERS.search(marked.text, calm.end, marked.sentence_at(calm.start).end) is not None


_BUT_MATTERS = re.compile(
    r"(?:\b(?:but|though|yet|aber|doch|mais|pero|mas)\b|,\s+ist)(?:\s(?!not|nicht|kein|pas|no\b|não)[\w'’]+){0,4}?"
    r"\s(?:matters?|important|wichtig|importante?|compte|importa|conta)\b(?! (?:to|for) (?:know|note))",
    re.IGNORECASE,
)


def wished_by(marked: Marked) -> Span | None:
    """Where a text wishes for something by a day: `we'd like to have it before the summer`."""
    for sentence in marked.sentences:
        place = None if _ANSWERED.search(marked.text, *sentence) else due(marked.text, *sentence)
        if place and _SINCE.search(marked.text, sentence.start, place[0]):
            continue
        if place and (marked.has(sentence, *_WISHES) or NEEDED.search(marked.text, *sentence)):
            return None if is_denied(marked, place[0], _BEFORE_URGENCY) else Span(*place)
        if place := soon(marked.text, *sentence) or deadline(marked.text, *sentence):
            return Span(*place)
    return None


_ANSWERED = re.compile(
    r"\b(?:repl(?:y|ies)|respond|response|answer|get back|paid|antwort\w{0,4}|rückmeldung|zurückrufen|bezahlt|répon\w{1,4}|respuesta|respond\w{1,5}|responda|risp\w{2,8}|resposta|antwoord\w{0,3}"
    r"|odpowied\w{1,3}|odpověd\w{1,3}|odpověď|svar|svara|vastau\w{1,4}|ответ\w{0,3}|cevap\w{0,3}|yanıt\w{0,3})\b|返信|返事|回复|回覆|答复|회신|답장|답변",
    re.IGNORECASE,
)
"""`Please reply by 15 September`: the day is that of something else."""
_SINCE = re.compile(r"\b(?:from|of|von|vom|aus|de|du|dal|van|från|fra|z|ze|с|из)\s$", re.IGNORECASE)
"""`The data from | before March`."""
_WISHES = ("request", "desire", "wish", "conditional")


def _of_others(marked: Marked, urgent: Hit) -> bool:
    """`High priority bugs`, `critical tickets` are urgent of themselves, and what is marked `as urgent` or told `how urgent` it
    is likewise: the word says nothing of the request."""
    if _RATED.search(marked.text, max(0, urgent.start - _REACH), urgent.start):
        return True
    near = marked.within(Span(max(0, urgent.start - _NEXT_TO), urgent.end + _NEXT_TO))
    return any(
        hit.tag == "denying.matters"
        and _OF.fullmatch(marked.text, min(hit.end, urgent.end), max(hit.start, urgent.start))
        for hit in near
    )


_RATED = re.compile(
    r"\b(?:how|wie|(?:mark|flag|label|tag)\w*\s(?:(?!this\b|it\b)[\w-]+\s){0,4}?(?:as\s)?)\s?[\"'“„`]?$"
    r"|\b(?:les|des|los|las|os|as|i|gli)\s[\w-]+\sd[ei]\s$",
    re.IGNORECASE,
)
_OF = re.compile(r"[ \-\n]*(?:d[ei] |d['’])?")
"""`High-priority tickets`, `los tickets de prioridad máxima`."""
_NEXT_TO = 20
"""Characters around a word of urgency in which the word right beside it begins."""


def category_of(marked: Marked, *, labelled: bool) -> tuple[str, Span] | None:
    """The category that a text points to: under its label the first named, in free text the one most pointed to."""
    hits = outermost([hit for hit in marked.hits if hit.tag.startswith("categories.")])
    if not labelled:
        hits = [hit for hit in hits if hit.tag != _OTHER and not _says_nothing(marked, hit)]
    if not hits or (labelled and is_menu(marked.text, hits)):
        return None
    if labelled:
        first = hits[0]
    else:
        counted = Counter(hit.tag for hit in hits)
        most = max(
            counted, key=lambda tag: (counted[tag], -next(hit.start for hit in hits if hit.tag == tag))
        )
        first = next(hit for hit in hits if hit.tag == most)
    return first.tag.partition(".")[2], Span(first.start, first.end)


def _says_nothing(marked: Marked, hit: Hit) -> bool:
    """How one signs in (`client certificates`, `I log in to it`), a format (`CSV files`), half of a joined word (`WS-Security`) or two small letters (`ci` in Italian)
    say nothing of a product."""
    written = marked.text[hit.start : hit.end]
    if len(written) <= _ABBREVIATION and written.isascii() and not written.isupper():
        return True
    if marked.text[hit.start - 1 : hit.start] in ("-", "/") and marked.text[: hit.start - 1][-1:].isalnum():
        return True
    around = marked.within(Span(max(0, hit.start - _LONGEST_TERM), hit.end))
    if _SIGNS_IN.fullmatch(marked.text, hit.start, hit.end + _TO):
        return True
    technical = ("authentication.", "formats.")
    return any(one.tag.startswith(technical) and one.start <= hit.start < one.end for one in around)


_SIGNS_IN = re.compile(r"log in (?:to|on)?", re.IGNORECASE)
_TO = 3
"""Characters of `to` behind `log in`."""


_ABBREVIATION = 2
"""Letters of an abbreviation that in some language is a word too."""
_LONGEST_TERM = 40
"""Characters before a word in which the term that holds it begins."""
