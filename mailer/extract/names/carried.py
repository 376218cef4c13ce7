"""A wish told by what is carried: what comes out of a program that nobody knows shall come into ours (`is there a way to get our
readings from Lumera into your tool?`, `we copy the orders out of Fernhaven by hand. Could this be automated?`)."""

import re
from collections.abc import Collection, Iterator

from mailer.extract.names.shown_here import may_be
from mailer.extract.names.unknown_names import forward
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.words import Words

_WISHES = ("desire", "wish", "conditional", "request", "plead")
_OTHERWISE = ("bug", "fails", "unneeded", "takes_back", "pitch", "thanks")
_BEHIND = 3
"""Sentences behind the one that tells of the toil in which somebody may wish for its end."""
_MOST = 60
"""Sentences of a mail that are looked at."""
_LOOKS = 6
"""Places of a sentence where the name of the program is looked for."""
_REACH = 90
"""Characters from the name to where it shall come, and from what is carried to the name."""


def carried(marked: Marked, words: Words, named: Collection[str] = ()) -> str | None:
    """The name of the program whose content shall come into ours, maybe one that is `named` elsewhere; None where no sentence
    wishes for that."""
    source = _SOURCES.get(marked.language)
    if source is None:
        return None
    sentences = marked.sentences
    for at, span in enumerate(sentences[:_MOST]):
        if marked.has(span, *_OTHERWISE):
            continue
        by_hand = marked.has(span, "by_hand", "doer") and marked.has(span, "by_hand", "current", "frequency")
        wished = _wishes(marked, span)
        if not (by_hand or wished):
            continue
        for name, end in _names(marked, span, source, words):
            comes = wished and (marked.has(span, "itself") or _comes_here(marked, span, end))
            if wished and not comes and _is_read_out(marked, span, end):
                comes = name in named or marked.text.count(name) > 1
            ends = by_hand and any(_ends(marked, one) for one in sentences[at + 1 : at + 1 + _BEHIND])
            if comes or ends:
                return name
    return None


def _wishes(marked: Marked, span: Span) -> bool:
    """Whether a sentence wishes for something, or asks for a way to have it."""
    return marked.has(span, *_WISHES) or _CAN_YOU.search(marked.text, *span) is not None


def _comes_here(marked: Marked, span: Span, end: int) -> bool:
    """`The orders from Shopix into your tool`: behind the name stands where it shall come; people and papers come from a town,
    and to an office."""
    if not _HERE.search(marked.text, end, min(span.end, end + _REACH)):
        return False
    return marked.has(span, "transfer") or _PROGRAM.search(marked.text, *span) is not None


def _is_read_out(marked: Marked, span: Span, end: int) -> bool:
    """`Whether your software can read appointments from Medisync`: what is asked is that ours fetches them."""
    asked = _CAN_YOU.search(marked.text, *span)
    return asked is not None and _FETCHES.search(marked.text, asked.end(), end) is not None


_FETCHES = re.compile(
    r"\b(?:read|pull|fetch|import|lire|récupérer|importer|reprendre|leer|importar|ler|puxar|leggere|importare)\b",
    re.IGNORECASE,
)


def _ends(marked: Marked, span: Span) -> bool:
    """`Could this be automated?`, `das würden wir uns gern sparen`: somebody wishes that what is done by hand ends."""
    if not _wishes(marked, span) or marked.has(span, *_OTHERWISE):
        return False
    return marked.has(span, "itself", "connector") or _SPARED.search(marked.text, *span) is not None


def _names(marked: Marked, span: Span, source: re.Pattern[str], words: Words) -> Iterator[tuple[str, int]]:
    """What can be a program behind `the orders from`, and where it ends."""
    for found in list(source.finditer(marked.text, *span))[:_LOOKS]:
        name = forward(marked.text, found.end(), span.end, words)
        behind = Span(found.end(), found.end() + len(name))
        if may_be(name, marked.language, words) and not marked.has(behind, "place"):
            yield name, behind.end


_CAN_YOU = re.compile(
    r"\b(?:can|could|would) you\b|\b(?:whether|if) (?:you|they|your \w+|(?:the )?vendor) (?:can|could)\b|\bkönn(?:t|te)\w* (?:ihr|sie|man)\b|\bob (?:ihr|sie) \w"
    r"|\bpo(?:uvez|urriez)-vous\b|\b(?:pueden|podéis|podrían|podríais|podem|poderiam|conseguem|potete|potreste)\b|\b(?:kunnen|kunt|kun) (?:jullie|u|je)\b",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:in(?:to)?|to|on|inside|with|bei|an|zu|dans|vers|chez|sur|a|en|para|con|nel|nella|nello|da|su|no|na|com|bij|naar)\s"
    r"(?:your|you|ihre?\w?|ihnen|eu(?:re?|er)\w?|euch|votre|vous|su|vuestr[oa]|ustedes|vostr[oa]|voi|(?:o |a )?voss[oa]|(?:o |a )?seu|(?:a )?sua|vocês|jullie|uw|u)\b"
    r"|\b(?:directly|automatically|direkt|automatisch|directement|automatiquement|directamente|automáticamente|direttamente|automaticamente|diretamente|rechtstreeks|vanzelf)\b",
    re.IGNORECASE,
)
"""Where it shall come, or that it shall come by itself."""
_PROGRAM = re.compile(
    r"\b(?:data|\w*daten|données|datos|dati|dados|gegevens|apps?|systems?|tools?|software|product|platform|dashboards?|reports?|program(?:me?|ma|a)?|plattform|auswertung\w*|outil|logiciel|plateforme|système|tableaux? de bord"
    r"|sistema|herramienta|plataforma|aplicación|strumento|piattaforma|gestionale|ferramenta|aplicação|pakket|systeem|applicatie)\b",
    re.IGNORECASE,
)
"""What is carried, or what it is carried into."""
_SPARED = re.compile(
    r"\b(?:stop (?:doing|having)|avoid|spare|save (?:us|me)|better way|directly|sparen|ersparen|verzichten|wegfallen|direkt|schneller|éviter|directement|ahorrar\w*|evitar\w*|directamente"
    r"|evitare|direttamente|diretamente|poupar|besparen|rechtstreeks)\b",
    re.IGNORECASE,
)
_SOURCES = {
    "en": re.compile(r"\w (?:from|out of|off|in to|into) (?=[A-Z])"),
    "de": re.compile(
        r"\b(?:unsere?[nrms]?|meine?[nrms]?|die|den|das|der|alle|eine?n?|ihre|jede[nrs]?) (?:[\w-]+ ){1,3}?(?:aus|von)\s",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"\w (?:depuis|de|à partir de|hors de) (?=[A-Z])|\w d['’](?=[A-Z])"),
    "es": re.compile(r"\w (?:de|desde|del) (?=[A-Z])"),
    "it": re.compile(r"\w (?:di|da|dal) (?=[A-Z])"),
    "pt": re.compile(r"\w (?:de|do|da) (?=[A-Z])"),
    "nl": re.compile(r"\w (?:uit|vanuit|van) (?=[A-Z])"),
}
"""What leads to the program that something comes from."""
