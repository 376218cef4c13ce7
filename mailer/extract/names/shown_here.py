"""A wish told by use alone: what its author keeps in a program that nobody knows shall be seen in ours (`we run our bookings
in Seatsy and would like the slots to show up on your side`)."""

import re
from typing import NamedTuple

from mailer.extract.names.name import capitalised
from mailer.extract.names.unknown_names import forward
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.words import Words

_WISHES = ("desire", "wish", "conditional", "request", "plead")
_OTHERWISE = ("bug", "question", "question_word", "unneeded", "takes_back", "pitch")
_BEHIND = 2
"""Sentences behind the one that names the program in which the wish may stand."""
_LOOKS = 8
"""Places of a mail where the name of such a program is looked for."""
_REACH = 160
"""Characters from what shall be seen to where it shall be."""


def shown_here(marked: Marked, words: Words) -> str | None:
    """The name of the program whose content shall be seen in ours; None where no sentence wishes for that."""
    ways = _WAYS.get(marked.language)
    wished = ways and next(
        (at for at, span in enumerate(marked.sentences) if _wishes(marked, span, ways)), None
    )
    if ways is None or wished is None:
        return None
    told = marked.sentences[max(0, wished - _BEHIND) : wished + 1]
    return next((name for span in reversed(told) if (name := _keeps(marked, span, ways, words))), None)


def _wishes(marked: Marked, span: Span, ways: "_Ways") -> bool:
    """Whether a sentence wishes that something is seen here."""
    if not marked.has(span, *_WISHES) or marked.has(span, *_OTHERWISE):
        return False
    return _JOINED.search(marked.text, *span) is not None or any(
        abs(here.start() - seen.start()) <= _REACH
        for here in ways.here.finditer(marked.text, *span)
        for seen in ways.seen.finditer(marked.text, *span)
    )


_JOINED = re.compile(
    r"\b(?<!i )(?<!we )(?:connect|link|hook|tie|plug|integrate)\w* (?:up )?(?:to|with|into) (?:it|that)\b|\b(?:daran|damit) (?:anbinden|verbinden|koppeln)\b"
    r"|\bdaarmee (?:koppelen|verbinden)\b|\b(?:vous|y) (?:relier|connecter)\b|\b(?:conectar|integrar|collegar)l[oai]\b|\b(?:conectar|integrar)-se a el[ea]\b",
    re.IGNORECASE,
)
"""`Could you connect to it?`: what was named is meant, and nothing need be seen."""


def _keeps(marked: Marked, span: Span, ways: "_Ways", words: Words) -> str | None:
    """What a sentence about its author works in: a name behind `in`, `on`, `with`."""
    ours = marked.has(span, "doer", "uses") or _WE.search(marked.text, *span) or marked.language == "ja"
    if not ours:
        return None
    for found in list(ways.kept.finditer(marked.text, *span))[:_LOOKS]:
        name = found.groupdict().get("name") or forward(marked.text, found.end(), span.end, words)
        if may_be(name, marked.language, words):
            return name
    return None


_WE = re.compile(r"\w(?:[aei]mos|iamo)\s(?:l[aeo]s?|[oa]s?|il|gli|i|tod[oa]s|tutt[ei])\s|\bhabe?\s")
"""`Llevamos las reservas`, `hab zwei Waagen`: the verb alone says that its author does it, and with what."""


def may_be(name: str, language: str, words: Words) -> bool:
    """Whether words with a capital can be what a program is called."""
    first = name.partition(" ")[0]
    if not capitalised(first) or {first.casefold()} & (words.ordinary | words.empty):
        return False
    return language != "de" or _NOUN.search(name) is None


_NOUN = re.compile(
    r"(?:ung|form|heit|keit|schaft|ion|tät|[a-zäöü]en|e[rln]|liste|datei|buch|e|haus|büro|burg|stadt|berg|furt|dorf|land|reich)$"
)
"""German writes all its nouns with a capital; few of them end as names do."""


class _Ways(NamedTuple):
    """How a language says that something is seen, that it is with us, and in what it is kept."""

    seen: re.Pattern[str]
    here: re.Pattern[str]
    kept: re.Pattern[str]


def _ways(seen: str, here: str, kept: str) -> _Ways:
    said = (rf"\b(?:{seen})", rf"\b(?:{here})", rf"\b(?:{kept})\s")
    return _Ways(*(re.compile(one, re.IGNORECASE) for one in said))


_WAYS = {
    "en": _ways(
        r"(?<!like to )(?<!love to )(?<!want to )(?:show(?:s|ing|ed)? up|appear(?:s|ing|ed)?\b|turn(?:s|ed)? up|land(?:s|ed)?\b)"
        r"|be (?:visible|shown|listed|available)|(?:see|have|get|find|show|display)\s(?:it|them|these|those|this|that|everything|our|all)\b",
        r"(?:on|at) your (?:side(?! of)|end)\b|here\b"
        r"|(?:in|on|into|onto|inside|within|to) your (?:\w+ )?(?:app|calendar|system|dashboards?|software|tool|product|program|platform|site|screens?|lists?)\b",
        r"in|on|with|through|via|inside|using",
    ),
    "de": _ways(
        r"erschein|auf(?:zu)?tauch|an(?:ge|zu)?zeig|sichtbar|(?:sehen|stehen|landen|haben|hätten?)\b",
        r"hier\b|bei (?:euch|ihnen)\b|in (?:eure[rm]|ihre[rm]) \w+",
        r"(?:in|mit|über|bei|auf|von)(?-i:(?=\s[A-Z0-9]))",
    ),
    "fr": _ways(
        r"appara[iî]|(?<=l[ae]s )voir\b|(?<=l[ae] )voir\b|voir nos\b|affich|retrouver\b|remont|visibles?\b",
        r"chez vous\b|(?:dans|sur) votre \w+|ici\b",
        r"dans|avec|sur|via|chez|par",
    ),
    "es": _ways(
        r"apare[cz]|ver(?:l[oa]s?\b| nuestr)|m(?:o|ue)str|visibles?\b|salgan\b|salieran\b",
        r"(?:dentro de|en) (?:su|vuestr[oa]|tu) \w+|aquí\b|con ustedes\b",
        r"en|con|por|mediante",
    ),
    "pt": _ways(
        r"apare[cç]|ver (?:[oa]s? )?noss|vê-l[oa]s?\b|mostr|visíve",
        r"(?:no|na|em|dentro d[oa]) (?:seu|sua|vosso|vossa) \w+|aqui\b|com vocês\b",
        r"no|na|em|com|pelo|pela|usamos [oa]",
    ),
    "it": _ways(
        r"appa[ri]|veder(?:l[aeio]\b|e (?:[ia] |le )?nostr)|mostr|compa[ri]",
        r"(?:nel|nella|sul|sulla|dentro l[ao]) (?:vostr[oa]|suo|sua) \w+|da voi\b|qui\b",
        r"in|con|su|tramite|nel",
    ),
    "nl": _ways(
        r"verschijn|zien\b|ge?too?n|zichtbaar|staan\b",
        r"bij (?:jullie|u)\b|in (?:jullie|uw) \w+|hier\b",
        r"in|met|via|op",
    ),
    "ja": _Ways(
        re.compile(r"表示|見られ|見え|反映"),
        re.compile(r"そちら|御社|貴社"),
        re.compile(
            r"(?P<name>[A-Za-zァ-ヴー][A-Za-z0-9ァ-ヴー.]{2,20})(?:[(（][^()（）]{2,30}[)）])?(?:で(?:管理|運用|受付|受け付け|行)|を(?:使|利用)|に(?:入力|登録))"
        ),
    ),
}
