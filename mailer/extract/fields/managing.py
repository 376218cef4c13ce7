"""How people manage without what they ask for: which words of a sentence say so, and where they begin."""

import re

from mailer.extract.text.marked import Marked, Span

TELLING = {"current": 2.0, "now": 1.0, "by_hand": 1.0}
"""The tags of words that say so, and what each of them weighs."""


def weight(marked: Marked, span: Span, cues: float) -> float:
    """How strongly a span says how people manage, of the weight of its `cues`: `right now there is no connector` says what is
    missing, and `without my typing it in` what is wished, not how anybody manages without it."""
    told = cues + _OBLIGED * _is_obliged(marked, span)
    missing = (marked.has(span, "lack") and not marked.has(span, "doer")) or _is_missing_now(marked, span)
    wished = marked.has(span, "request", "desire") and marked.text[span.end - 1 : span.end] in "?？"
    if not told or missing or wished:
        return 0.0
    otherwise = (_is_wanted, _is_spared, _is_state, is_customer, _adopts)
    return 0.0 if any(meant(marked, span) for meant in otherwise) else told


def is_customer(marked: Marked, span: Span) -> bool:
    """`We have been using your tool for three years`: since when somebody is a customer, and nothing else."""
    if not (_WE_ARE.match(marked.text, *span) and _YOUR_CUSTOMER.search(marked.text, *span)):
        return False
    return not marked.has(span, "wish", "desire", "request", "purpose_clause", "itself", "by_hand", "lack")


_WE_ARE = re.compile(
    r"(?:as you (?:may )?know, )?(?:we|i|wir|ich|nous|je|on|somos|llevamos|usamos|utilizamos|trabajamos|siamo|usiamo|utilizziamo|wij|ik)\b",
    re.IGNORECASE,
)
_YOUR_CUSTOMER = re.compile(
    r"\b(?:(?:customers?|clients?|users?) (?:of yours )?(?:for|since)|(?:your|you) [^.,;:\n]{0,40}?(?:since|for (?:\w+ ){1,3}(?:years|months))"
    r"|(?:kund\w+|ihre?n? \w+|eure?n? \w+|euer \w+|ihnen|euch)\b[^.;:\n]{0,20}? (?:schon )?seit|seit [^.;:\n]{1,30} (?:kund\w+|ihre?n? \w+|bei ihnen|bei euch)"
    r"|(?:votre \w+|clients?) depuis|(?:su|vuestr[oa]) \w+ (?:desde|hace)|llevamos [^.;:\n]{1,20} con (?:su|vuestr[oa])|(?:vostr[oa]|vostri clienti|clienti) (?:\w+ )?da"
    r"|(?:vossa|vosso|sua) \w+ (?:há|desde)|(?:jullie|uw) \w+ (?:al|sinds))\b",
    re.IGNORECASE,
)
"""Since when somebody is a customer."""


def _adopts(marked: Marked, span: Span) -> bool:
    """`Derzeit führen wir Vantor ein`, `we are rolling out Vantor`: what is being brought in is no makeshift."""
    return _ADOPTS.search(marked.text, *span) is not None and not marked.has(span, "by_hand", "lack")


_ADOPTS = re.compile(
    r"\b(?:(?:introducing|rolling out|deploying|adopting|moving to|switching to|migrating to)|führen? (?:wir|ich)? ?[^.;:\n]{1,60}\bein$|führen? (?:wir|ich)? ?[^.;:\n]{1,60}\bein\b(?=[.,])"
    r"|(?:stellen|steigen) wir [^.;:\n]{1,60}\bum\b|(?:en train de (?:déployer|mettre en place|migrer))|(?:implantando|adoptando|migrando)|(?:introducendo|adottando|passando a)|(?:voeren|stappen) we [^.;:\n]{1,60}\b(?:in|over)\b)",
    re.IGNORECASE,
)


def _is_missing_now(marked: Marked, span: Span) -> bool:
    """`…, which can't be done at present`: a clause tells when, and that it is not so, and nobody who does anything."""
    clauses = [clause for clause in marked.clauses(span) if marked.has(clause, *TELLING)]
    return (
        bool(clauses)
        and marked.has(span, "desire", "wish")
        and all(
            marked.has(clause, "lack", "fails", "stuck", "negation")
            and not marked.has(clause, "doer", "by_hand", "desire", "wish", "uses")
            for clause in clauses
        )
    )


def _is_state(marked: Marked, span: Span) -> bool:
    """`At the moment contacts get synced into groups`: how things stand, with nobody in it who manages in any way. Where verbs
    tell who does something, a sentence without such words says so only where it tells what is not there."""
    if marked.has(span, "doer", "uses", "by_hand", "obliged"):
        return False
    told = marked.language not in _UNSAID or marked.has(span, "lack", "negation")
    return told and all(
        _MOMENT.fullmatch(marked.text, hit.start, hit.end)
        for hit in marked.within(span)
        if hit.tag in TELLING
    )


_UNSAID = ("es", "pt", "it", "ja", "zh", "ko", "fi", "pl", "cs", "tr")
_MOMENT = re.compile(
    r"at the moment|at present|so far|for now|as of now|until now|up to now|(?:right )?now|currently|presently|today|these days|nowadays|existing"
    r"|derzeit|momentan|aktuell|zurzeit|zur zeit|im moment|bisher|bislang|heute|jetzt|actuellement|aujourd['’]hui|pour l['’]instant|pour le moment"
    r"|à ce jour|jusqu['’]ici|en ce moment|actualmente|hoy(?: en día)?|por ahora|de momento|hasta ahora|ahora|atualmente|hoje(?: em dia)?|por enquanto"
    r"|no momento|até agora|agora|attualmente|oggi|ora|al momento|per ora|finora|momenteel|nu|op dit moment|voorlopig|tot nu toe|目前|现在|当前|今は?|現在は?"
    r"|現状は?|지금(?:은)?|현재(?:는)?|i ?dag|lige nu|i øjeblikket|for tiden|just nu|för närvarande|akkurat nå|for øyeblikket|nå|nyt|tällä hetkellä|nykyään"
    r"|toistaiseksi|obecnie|w tej chwili|na razie|teraz|nyní|momentálně|v současné době|zatím|teď|сейчас|на данный момент|пока(?: что)?|şu anda?|şimdilik",
    re.IGNORECASE,
)


def _is_spared(marked: Marked, span: Span) -> bool:
    """`Without a workaround`, `ohne Umweg`: what shall not be needed."""
    hits = marked.within(span)
    managing = [hit for hit in hits if hit.tag in TELLING]
    without = [hit for hit in hits if hit.tag == "lest"]
    return bool(managing) and all(
        any(one.end <= hit.start and not marked.length(Span(one.end, hit.start)) for one in without)
        for hit in managing
    )


def _is_wanted(marked: Marked, span: Span) -> bool:
    """`We want the results in a spreadsheet` begins with a wish, and nothing of it is told to be so, or to end."""
    hits = marked.within(span)
    begins = any(hit.tag == "desire" and marked.length(Span(span.start, hit.start)) == 0 for hit in hits)
    told = ("now", "negation", "lack", "frequency", "unneeded", "transfer", "by_itself", "not_asked")
    return begins and len(marked.clauses(span)) == 1 and not marked.has(span, *told)


def _is_obliged(marked: Marked, span: Span) -> bool:
    """`The amount has to be typed again`, `sonst müssen wir …`: work that has to be done, and done again or by oneself."""
    return marked.has(span, "obliged") and any(
        marked.has(clause, "obliged")
        and marked.has(clause, "again")
        and not marked.has(clause, "request", "desire", "transfer")
        for clause in marked.clauses(span)
    )


_OBLIGED = 2.0


def managed(marked: Marked, span: Span) -> Span:
    """From the first clause that says how people manage, or what they do: what leads to it says something else."""
    for clause in marked.clauses(span):
        if marked.has(clause, "doer", "purpose_clause", *TELLING):
            return Span(clause.start, span.end)
    return span
