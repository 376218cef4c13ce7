"""How much and how often, as free sentences say it."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.fields.impact import SOLD, UNSPACED, defines, is_effort
from mailer.extract.fields.pieces import Piece
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit
from mailer.model.request import Field


def performance(found: Sequence[Piece]) -> tuple[Piece, Span] | None:
    """The first clause that says how much or how often, from the words that say it, with the figures that follow it.

    `Daily` alone may be about anything; it counts beside a word such as sync or load, a number is a measure by itself.
    What somebody works or saves (`five hours a week`), and what a product is (`answers in real time`), is no load.
    """
    often: tuple[Piece, Span] | None = None
    for piece in found:
        marked = piece.prose.marked
        if defines(marked, marked.sentence_at(piece.span.start)):
            continue
        clauses = marked.clauses(piece.span)
        for at, clause in enumerate(clauses):
            hits = _hits(marked, clause)
            if piece.field is Field.ALTERNATIVES and not _counts_things(marked, clause, hits):
                continue
            if _is_load(marked, clause, hits):
                measured = _measured(marked, clause, hits)
                return piece, Span(measured.start, max(measured.end, _further(marked, clauses[at + 1 :])))
            if hits and marked.has(clause, "transfer"):
                often = often or (piece, _measured(marked, clause, hits))
    return often


def _counts_things(marked: Marked, clause: Span, hits: Sequence[Hit]) -> bool:
    """Whether more is told than when or how long somebody does by hand what shall come by itself: `5,000 rows a day`."""
    counted = any(_counted(marked, clause, hit) for hit in hits if hit.tag == "frequency")
    return counted or (bool(hits) and any(one.search(marked.text, *clause) for one in (_THINGS, _RATE)))


def _hits(marked: Marked, clause: Span) -> list[Hit]:
    """What of a clause measures a load."""
    hits = [hit for hit in marked.within(clause) if hit.tag in ("measure", "frequency")]
    if _NUMBER.search(marked.text, clause.start, clause.end) or marked.language in UNSPACED:
        hits += _amounts(marked, clause)
    instead = [hit.start for hit in marked.within(clause) if hit.tag == "not_asked"]
    hits = [hit for hit in hits if not instead or hit.start < min(instead)]
    hits = [
        hit
        for hit in hits
        if not _MONEY.search(marked.text, clause.start, min(hit.end + _CURRENCY, clause.end))
    ]
    free = hits and _FOR_FREE.search(marked.text, clause.start, clause.end)
    return [] if free or (hits and is_effort(marked, clause)) else hits


def _amounts(marked: Marked, clause: Span) -> Iterator[Hit]:
    """`9k/s`, `8.500 cobranças/mês`, `3 200 sensors`: rates, and large numbers of anything but people and praise."""
    if marked.language in UNSPACED:
        yield from (Hit("measure", *found.span()) for found in _RATE.finditer(marked.text, *clause))
    for found in _AMOUNT.finditer(marked.text, clause.start, clause.end):
        counted = Span(found.start(), found.end())
        if "/" in found.group() or (
            _is_theirs(marked, clause, counted) and not marked.has(counted, *_NO_LOAD)
        ):
            yield Hit("measure", *counted)


_NO_LOAD = ("touched", "spent", "loses")


def _is_theirs(marked: Marked, clause: Span, counted: Span) -> bool:
    """`We have 12k articles`, `roughly 1.400 avvisi`: a load of theirs, and not what a vendor counts (`they cover 4,700
    banks`) or is moved once."""
    qualified = marked.has(Span(clause.start, counted.start), "about")
    return qualified or marked.has(clause, "uses", "measure", "frequency")


_PERIOD = (
    r"(?:s|secs?|seconds?|min|minutes?|h|hrs?|hours?|days?|weeks?|months?|wk|mo|tag|woche|monat|jour|semaine|mois|d[ií]a|semana|m[eê]s|giorno"
    r"|settimana|mese|dag|maand|[日天周週月分秒时時일주월분초])(?!\w)"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,/:-])\d[\d.,]*\s?[km]?\s?(?:[^\W\d_]{{1,20}}\s?)?/\s?{_PERIOD}"
    r"|(?<![\w.,/:-])(?!0)(?:\d{1,3}(?:[.,'’ \xa0\u202f]\d{3})+|\d+(?:[.,]\d)?\s?k)\s(?!(?:stars?|downloads?|followers?|installs?|installations|votes?|times)\b)"
    r"[^\W\d_]{3,}|\d[\d.,]*\s?[万萬만천千百]\s?(?:件|条|條|行|台|건|개|レコード)",
    re.IGNORECASE,
)
_EACH = (
    r"(?:[毎每매]\s?[秒分時时日天周週月초분시일주월]|(?:\d{1,2}|一|한)?\s?(?:秒|分間?|時間|小时|日|天|週間?|周|か月|月|个月|초|분|시간|주|일주일|달|월)\s?(?:あたり|当たり|につき|に|당|에)"
    r"|1日|一日|一天|하루(?:에)?|[초분]당|시간당)"
)
_CJK_NUMBER = r"(?:\d[\d.,]*\s?[万萬만千천百億亿억]?|[一二两兩三四五六七八九十数几]{1,2}[十百千万億亿])"
_CJK_THING = r"(?:件|条|條|行|台|건|개(?!월)|[個个](?!人|员|員|同|小|月)|回|次|회|행|줄|장|张|張|单|笔|份|封|通|本|レコード|[GTM]B|ギガ)"
_RATE = re.compile(
    rf"{_EACH}\s?(?:(?:約|约|大约|大概|およそ|最大|最多|약|최대|会|要|都|有|来|进)\s?){{0,3}}{_CJK_NUMBER}(?:\s?[-~〜～–]\s?{_CJK_NUMBER})?\s?{_CJK_THING}",
    re.IGNORECASE,
)
"""`1時間に250行`, `每天大约有一万个`: where each character may be a word, the period comes first."""
_THINGS = re.compile(
    rf"\d[\d.,'’]*\s?[km]?\s?/|\d\s?[万萬만천千百]?\s?(?:件|条|條|行|台|건|개)|\d\s?[km]?\s(?!{_PERIOD})[^\W\d_]{{3,}}",
    re.IGNORECASE,
)
_FOR_FREE = re.compile(
    r"\b(?:for free|free of charge|free (?:tier|plan|quota)|kostenlos\w*|gratis|gratuit\w*|gratuitamente|grátis)\b|無料|免费|무료",
    re.IGNORECASE,
)
"""How much a product gives away is nobody's load."""


def _is_load(marked: Marked, clause: Span, hits: Sequence[Hit]) -> bool:
    return any(
        hit.tag == "measure" or _counted(marked, clause, hit) or _behind(marked, clause, hit) for hit in hits
    )


def _further(marked: Marked, clauses: Sequence[Span]) -> int:
    """Where the last of the figures ends that go on without a break: `2 million a day, peaks of 500 per second`; else 0."""
    end = 0
    for clause in clauses:
        hits = _hits(marked, clause)
        if not _is_load(marked, clause, hits):
            break
        end = _measured(marked, clause, hits).end
    return end


_COUNTED = 4
"""Words between a number and how often it comes: `200 new orders a day`."""
_TO = r"(?:-|–|to|bis|à|a|tot)"
_NUMBER = re.compile(rf"(?<![\da-zA-Z.,])\d[\d.,'’]*(?:\s?[km])?(?:\s?{_TO}\s?\d[\d.,'’]*)?", re.IGNORECASE)
"""A number, or from one to another: `40 bis 60`."""
_FEW = re.compile(
    r"(?:one|two|three|some|several|every|half|a few|a couple|zwei|drei|einige|mehrere|ein|deux|trois|quelques|plusieurs|dos|tres|vari[ao]s|un[ao]s|medio"
    r"|dois|duas|três|algu[nm]a?s|vári[ao]s|meio|due|tre|alcun[ie]|diversi|mezzo|twee|drie|enkele|meerdere|een)\b",
    re.IGNORECASE,
)
"""`Two of us a week` is no load."""


def _counted(marked: Marked, clause: Span, hit: Hit) -> Span | None:
    """The number of things that a frequency comes with, in figures or letters; of people it tells who works with what."""
    before = Span(clause.start, hit.start)
    if hit.tag == "measure" and any(map(str.isdigit, marked.text[hit.start : hit.end])):
        return None
    numbers = [Span(*found.span()) for found in _NUMBER.finditer(marked.text, *before)]
    numbers += [
        Span(one.start, one.end)
        for one in marked.within(before)
        if one.tag == "numeral" and not _FEW.match(marked.text, one.start, one.end)
    ]
    last = max(numbers, default=None)
    if last is None or marked.length(Span(last.end, hit.start)) > _COUNTED:
        return None
    return None if marked.has(Span(last.start, hit.start), "touched") else last


def _behind(marked: Marked, clause: Span, hit: Hit) -> Span | None:
    """The things that how often leads to: `täglich fallen 250 Belege an`; not a price, nor people or hours."""
    if hit.tag != "frequency":
        return None
    found = _MANY.search(marked.text, hit.end, clause.end)
    if found is None or marked.length(Span(hit.end, found.start())) > _LEADS:
        return None
    things = Span(*found.span())
    unit = marked.text.rfind(" ", things.start, things.end) + 1
    worked = marked.has(things, "spent") and not SOLD.match(marked.text, unit)
    paid = _MONEY.search(marked.text, max(hit.end, things.start - 2), things.end)
    return None if worked or paid or marked.has(things, "touched") else things


_MANY = re.compile(r"(?<![\w.,/:-])\d[\d.,'’]+\s[^\W\d_]{3,}")
_LEADS = 3
"""Words between how often and the number: `every day we get 40 orders`."""
_MONEY = re.compile(
    r"[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹]|(?:eur|euro|euros|eura?|usd|dollars?|chf|reais|yen|евро|руб\w{0,4}|zł|kč|kr|tl|lira)\b|유로|ユーロ|欧元)|\d\s?[万千]?[円元원]",
    re.IGNORECASE,
)
"""What costs so much a month is no load."""
_CURRENCY = 3
"""Characters behind a number in which its currency begins: `매월 300 | 유로`."""


def _measured(marked: Marked, clause: Span, hits: Sequence[Hit]) -> Span:
    """From the first measure, with the words that qualify it, to the clause's end; of a long clause the measures alone."""
    ordered = sorted(hits, key=lambda hit: hit.start)
    counted = [found for hit in ordered if (found := _counted(marked, clause, hit))]
    start = min((ordered[0].start, *(found.start for found in counted)))
    before = marked.within(Span(clause.start, start))
    for hit in reversed(before):
        numeral = hit.tag == "numeral" and marked.length(Span(hit.end, start)) == 0  # forty | million rows
        if numeral or (hit.tag == "about" and marked.length(Span(hit.start, start)) <= _QUALIFIED):
            start = hit.start
    if figure := _FIGURE_BEFORE.search(marked.text, max(clause.start, start - _LONGEST_FIGURE), start):
        start = figure.start()  # 1.2 | billion events
    last = max(hit.end for hit in ordered)
    tail = Span(start, _leads_on(marked, Span(last, clause.end)))
    short = marked.length(tail) <= _SHORT_CLAUSE and not _adjective(marked, last, clause.end)
    return tail if short else Span(start, last)


def _leads_on(marked: Marked, behind: Span) -> int:
    """Where, behind a measure, begins what it is for: `every morning | so that Ann can reconcile`; else the clause's end."""
    purposes = (hit.start for hit in marked.within(behind) if hit.tag in ("infinitive", "purpose_clause"))
    return min(purposes, default=behind.end)


_FIGURE_BEFORE = re.compile(rf"[~≈]?\s?(?:\d[\d.,]*\s?{_TO}\s?)?\d[\d.,]*\s?$|\d[\d.,]*\s?{_TO}\s?$|[~≈]\s?$")
_LONGEST_FIGURE = 60
"""Characters before a measure in which its figure begins: a line of digits is searched from each of them."""


def _adjective(marked: Marked, end: int, until: int) -> bool:
    """`a real-time destination`: a lone noun behind the measure is what it qualifies."""
    return marked.text[end : end + 1] == " " and marked.length(Span(end, until)) == 1


_QUALIFIED = 4
"""Words between a qualifier such as `about` and the measure it belongs to."""
_SHORT_CLAUSE = 10
"""Words."""
