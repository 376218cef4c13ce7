"""What people would do, be spared or be glad of, told by a verb's mood: `we would drop Slack`, `nobody would have to retype it`.

Amounts (`impact`) reach who counts; most people only say what would change for somebody. Three shapes reach most: a duty
that ends, or that somebody is forced into; who would switch, stay or pay; others who would be glad. Their verbs are few in
each language, and it is the mood that tells them from what the program shall do.
"""

import re
from collections.abc import Mapping

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.searched import first_within

_ASKS = ("request", "wish", "desire", "purpose_clause", "contribution", "thanks", "greeting")
"""What asks for something, or says what for, tells no outcome."""


def outcomes(marked: Marked, span: Span) -> int:
    """How many of the shapes a clause or sentence has: spared or forced, switches or stays, how widespread a thing is, and
    others who would be glad."""
    if marked.text[span.end - 1 : span.end] in "?？":
        return 0
    told = (_told(marked, span, _DECIDES), _told(marked, span, _WIDESPREAD))
    return sum(one is not None for one in told) + is_glad(marked, span)


def _told(marked: Marked, span: Span, patterns: Mapping[str, re.Pattern[str]]) -> Span | None:
    """Where a span says it in its language; None where anything else in it asks."""
    pattern = patterns.get(marked.language, patterns["en"])
    found = first_within(pattern, marked.text, span)
    if found is None:
        return None
    asks = (hit.start for hit in marked.within(span) if hit.tag in _ASKS)
    return found if all(found.start <= at < found.end for at in asks) else None


def spans_clauses(marked: Marked, span: Span) -> bool:
    """`Whoever left it, or runs another, would profit`: who would be glad, told by several clauses together."""
    return is_glad(marked, span) and not any(is_glad(marked, clause) for clause in marked.clauses(span))


def is_glad(marked: Marked, span: Span) -> bool:
    """`Anyone who runs it would profit`: people other than the author, and what they would feel."""
    found = _told(marked, span, _GLAD)
    if found is None:
        return False
    before = Span(span.start, found.end)
    others = marked.has(before, "touched", "crowd") or _ANYBODY.search(marked.text, *before)
    return bool(others) and not _ONESELF.search(marked.text, *before)


_ANYBODY = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|many|others|all|alle|viele|andere|jeder|tou(?:s|tes)|beaucoup|d'autres"
    r"|muchos|todos|otros|muitos|outros|molti|tutti|altri|velen|anderen|iedereen)\b|人|方|分|분",
    re.IGNORECASE,
)
_ONESELF = re.compile(
    r"\b(?:I|we|you|it|that|this|ich|wir|mich|uns|ihr|es|das|je|nous|vous|cela|ça|nosotros|yo|nós|eu|ik|wij|we|het|noi|io)(?=\s|['’])|\bj['’]",
    re.IGNORECASE,
)
"""Who writes, whom they write to, and what they write of."""


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_DECIDES = {
    "en": _either(
        r"(?<!\bit )(?<!\byou )(?<!\bthis )(?<!\bthat )\b(?:(?:would|will|could) (?:no longer|not|never)|(?:would|wo)n['’]t) (?:have|need|be forced) to\b",
        r"\bforc(?:es|ed|ing) (?:us|me|our|my|them|people|users|everyone|developers|teams|customers|the)\b",
        r"\b(?:one|two|\d) (?:less|fewer) \w+ (?:to|for)\b|\b(?:one|two|\d) \w+ (?:less|fewer) (?:to|for)\b",
        r"\b(?:would|could|will|might|['’](?:d|ll))(?: (?:all|both|finally|then|probably|likely|happily|gladly|immediately))* "
        r"(?:switch(?! (?:on|off|between))|ditch|subscribe|renew|sign up|move (?:over|away)|come back"
        r"|cancel (?:my|our|the [$€£\d])|(?:drop|leave|buy) (?-i:[A-Z]))",
        r"\b(?:only|main|one|sole|biggest) (?:\w+ )?(?:reason|thing|obstacle|hurdle|blocker)(?: (?!for\b)[\w'’]+){0,5}? "
        r"(?:still|stay\w*|keep\w*|can['’]t|cannot|haven['’]t|hasn['’]t|stuck|hold\w*|prevent\w*|stop\w*)\b",
        r"\b(?:until|before|unless|as long as)\b[^.;]{0,60}\b(?:can(?:no|['’])t|won['’]t|will not) "
        r"(?:roll|adopt|switch|go live|move|start|renew|deploy|upgrade)\b",
    ),
    "de": _either(
        r"\b(?:müsst?en?|müsste|bräuchte\w*|brauch\w*)\b[^.;]{0,60}\b(?:nicht|nie|keine?[nr]?)\b(?: \w+)? mehr\b",
        r"\bzwing(?:t|en) (?:uns|mich|unsere?|die)\b|\bbrauch\w+ (?:\w+ ){0,2}nur noch\b",
        r"\b(?:würde\w*|könnte\w*|werden?)\b[^.;]{0,70}\b(?:umsteigen|wechseln|kündigen|abonnieren|zurückkommen|verlängern)\b",
        r"\b(?:steigen?|wechs(?:le|eln)|kündigen?) (?:wir|ich)\b",
    ),
    "fr": _either(
        r"\bn['’]aur\w+ plus (?:à|besoin)\b|\bne devr\w+ plus\b|\bplus besoin d|\b(?:nous|m['’]|les) ?(?:oblige|force)",
        r"\b(?:pass|quitt|bascul|résili|abonn|achèt|chang|adopt|renouvell)(?:erais?|erait|erions|eraient)\b",
        r"\bprendr(?:ais|ait|ions|aient) l['’]abonnement\b",
        r"\b(?:deviendr|rendr)ait (?:[\w'’]+ )*?(?:intéressant|désirable|attractif|attrayant)",
    ),
    "es": _either(
        r"\bya no (?:tendr|habr|har|necesitar|deber)\w+|\bno tendr[ií]a\w* que\b|\b(?:nos|me|les) (?:obliga|fuerza)n?\b",
        r"\b(?:me|nos) (?:cambiar|pasar|suscribir|quedar|mudar)[ií]a\w*|\b(?:contratar|comprar|renovar|abandonar)[ií]a\w*",
    ),
    "pt": _either(
        r"\bnão (?:precisar|ter|dever)(?:ia|íamos|iam) mais\b|\bninguém mais (?:precisar|ter)ia\b|\b(?:nos|me) obriga\b",
        r"\b(?:mudar|trocar|assinar|contratar|comprar|migrar|renovar)(?:ia|íamos|iam)\b",
    ),
    "it": _either(
        r"\bnon (?:dovr|avr)\w+ più\b|\bci (?:obbliga|costringe)\b",
        r"\b(?:passer|cambier|comprer|disdir|lascer|rinnover)(?:ei|emmo|ebbero|ebbe)\b",
    ),
    "nl": _either(
        r"\bhoe(?:f|ft|ven)\b[^.;]{0,50}\b(?:niet|geen)\b[^.;]{0,20}\bmeer\b|\bniet meer hoeven\b|\bdwing(?:t|en) (?:ons|me|mij|onze)\b",
        r"\bstap(?:pen)? (?:ik|wij|we)\b[^.;]{0,30}\bover\b|\bzou\w*\b[^.;]{0,50}\b(?:overstappen|opzeggen)\b",
    ),
    "ja": _either(
        r"(?:ずに|なくて)済|必要がなくな|手間が(?:省け|なくな|減)|せざるを得",
        r"乗り換え|(?:一番|最も|広く)[^。]{0,6}使われ",
    ),
    "zh": _either(r"(?:不用|不必|用不着)再|省得|被迫|不得不", r"(?:换|切换)过(?:来|去)|就(?:买|续费|订阅)"),
    "ko": _either(r"지 않아도 (?:되|돼|됩)|수밖에 없", r"갈아타|갈아탈"),
}
"""A duty that ends or is forced, and who would switch, stay or pay."""
_WIDESPREAD = {
    "en": _either(
        r"\b(?:is|are|being|it['’]s|remains)(?: (?:probably|by far|now|still|arguably))? (?:one of )?the (?:\w+ )?"
        r"(?:biggest|largest|leading|major|big|number one|most (?:used|popular|common|widespread|requested))\b"
    ),
    "de": _either(
        r"\b(?:ist|sind)\b[^.;,?]{0,30}\b(?:größte|meistgenutzte|beliebteste|führende|verbreitetste|bekannteste)[nrs]?\b"
    ),
    "fr": _either(
        r"\b(?:est|sont)\b[^.;,?]{0,50}\ble?s? plus (?:utilisée?|grande?|populaire|répandue?|connue?)s?\b"
    ),
    "es": _either(r"\b(?:es|son)\b[^.;,?]{0,50}\bmás (?:usad|utilizad|popular|extendid|conocid|grande)\w*"),
    "pt": _either(
        r"\b(?:é|são)\b[^.;,?]{0,50}\b(?:mais (?:usad|utilizad|popular|conhecid)\w*|maior(?:es)?)\b"
    ),
    "it": _either(r"(?:è|sono)\b[^.;,?]{0,50}\b(?:più (?:usat|utilizzat|diffus|popolar|grand)\w*)"),
    "nl": _either(r"\b(?:is|zijn)\b[^.;,?]{0,20}\b(?:grootste|populairste|meest gebruikte|bekendste)\b"),
    "ja": _either(r"利用者が多|シェアが高"),
    "zh": _either(r"用的人(?:很|特别|越来越|非常)多|最(?:常用|流行)"),
    "ko": _either(r"가장 (?:많이|널리)|많이들? (?:쓰|사용)"),
}
"""`One of the big providers`, said of a thing by a verb: `the biggest alerts first` is no judgement."""
_GLAD = {
    "en": _either(
        r"\b(?:would|will|might|could)(?: (?:all|also|surely|certainly|really|probably|greatly|definitely))* "
        r"(?:profit|benefit|love|appreciate|welcome|become (?:users|customers)|be (?:\w+ )?(?:glad|happy|grateful|thrilled|delighted|pleased)(?! to (?:help|test|provide|share|join|try|assist|talk|give)))\b"
    ),
    "de": _either(
        r"\b(?:würde\w*|dürfte\w*|werden)\b[^.;]{0,60}\b(?:freuen|profitieren|begrüßen)\b|\bdavon hätte\w*[^.;,]{0,40}|\bhätte\w*\b[^.;]{0,40}\bdavon\b",
        r"\bwäre\w*\b[^.;]{0,40}\b(?:dankbar|froh|glücklich|begeistert)\b",
    ),
    "fr": _either(
        r"\bser(?:aient|ait|ont) (?:\w+ )?(?:ravi|content|heureu|reconnaissant|intéressé)\w*|\b(?:profiter|apprécier|aimer|bénéficier)aient\b"
    ),
    "es": _either(
        r"\b(?:se alegrar|agradecer|se beneficiar|encantar|gustar)[ií]an?\b|\bestarían (?:felices|content|encantad)"
    ),
    "pt": _either(
        r"\b(?:iam|iriam|vão) (?:gostar|adorar|agradecer)\b|\b(?:gostar|agradecer|beneficiar|adorar|aproveitar)iam\b|\bficariam (?:felizes|grat)"
    ),
    "it": _either(r"\bsarebbero (?:content|felic|grat)|\b(?:apprezz|gradi|benefic)(?:er|r)ebbero\b"),
    "nl": _either(r"\bzouden?\b[^.;]{0,40}\b(?:blij|baat|dankbaar|profiteren)\b"),
    "ja": _either(r"喜(?:ぶ|び|ば)|助か(?:る|り)"),
    "zh": _either(r"会(?:很|非常)?(?:需要|高兴|喜欢|受益)"),
    "ko": _either(r"좋아(?:하실|할)|도움이 될"),
}
