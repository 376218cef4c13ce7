"""What the wish would lead to, and what its absence leads to now, told by a few verbs: `would make renewals easier`, `which
slows us down`, `takes ages`, `the reason we still use two tools`.

Amounts are read in `impact`, what people would do in `outcome`; here it is the thing itself that brings or costs something.
"""

import re

from mailer.extract.marked import Marked, Span
from mailer.extract.searched import first_within

_ASKS = ("request", "wish", "desire", "purpose_clause", "contribution", "thanks", "greeting")
"""What asks for something, or says what for, tells no effect."""


def leads_to(marked: Marked, span: Span) -> bool:
    """Whether a clause or sentence tells an effect for people, and nothing in it but that effect asks."""
    if marked.text[span.end - 1 : span.end] in "?？":
        return False
    told = first_within(_EFFECT.get(marked.language, _EFFECT["en"]), marked.text, span)
    if told is None:
        return False
    return all(told.start <= hit.start < told.end for hit in marked.within(span) if hit.tag in _ASKS)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.MULTILINE)


_EFFECT = {
    "en": _any_of(
        r"(?<!\bI )(?<!\bwe )(?<!\byou )\b(?:would|will|could|can|might|may) (?:(?:also|even|then|really|certainly|only|\w+ly) )*"
        r"(?:save|spare|reduce|cut|remove|eliminate|prevent|avoid|improve|boost|strengthen|enhance|ease|unlock|empower|simplify"
        r"|streamline|speed up|result in|lead to|attract|ensure|help (?!you\b|out\b|if\b|test|implement|develop|build|with (?:the )?(?:test|impl|devel))"
        r"|keep [^.;,]{1,60}? from|make (?!sure|sense)[^.;,]{1,60}?\b(?:easier|simpler|faster|smoother|safer|cheaper|less|viable|attractive))\b",
        r"(?:\bwhich|(?:^|(?<=[.!?] ))(?:this|that))(?: \w+ly)? (?:slows|causes|introduces|leads to|results in|increases|prevents|hinders"
        r"|wastes|takes|adds|keeps (?:us|me|our|people|users)|makes (?:it|us|our|my|this|the) [^.;,]{0,40}?\b(?:hard|difficult|slow|impossible|painful|unusable|tedious))\b",
        r", (?:causing|leading to|resulting in|forcing|wasting|slowing)\b",
        r"\b(?:takes?|taking|costs?|costing|eats?|consumes)(?: (?!the\b|your\b)\w+){0,3} (?:time|ages|forever|effort)\b(?! to (?:read|implement|respond|answer|reply|consider|build|look))",
        r"\bthe (?:\w+ )?reason (?:why |that )?(?:we|i|our)\b[^.;]{0,30}?\b(?:can['’]?t|cannot|could|still|stuck|stick|forced|have to|had to|left|never|not|n['’]t)\b",
        r"\b(?:keep|stop|prevent|hinder|deter|block)(?:s|ed|ping|ing)? (?:us|me|our|people|users|teams|many|customers)\b[^.;]{0,60}?\b(?:from|to)\b",
        r"\b(?:would|['’]d) (?:\w+ )?be a (?:\w+ )?(?:plus|win|relief|value|benefit|advantage|boost|step|differentiator|selling point|time ?saver)\b|\bopen(?:s|ing)? (?:up )?(?:the )?doors?\b|\bwould justify\b",
        r"\b(?:pay|paying|pays|charges?|charged)\b[^.;,]{0,20}?\bextra\b|\b(?:keep|keeps|kept) (?:on )?paying\b|\b(?:gladly|happily) pay\b",
        r"(?<!don't )(?<!don’t )\b(?:forgets?|overlooks?|overlooked)\b|\b(?:gets?|got|getting|been|is|are|was|were) (?:lost|missed|forgotten|overlooked|mixed up|double[- ]booked)\b|\bdouble bookings?\b|\b(?:go|goes|went) unnoticed\b",
        r"\b(?:keep|keeps|kept) (?:bugging|nagging|pestering|begging|asking|chasing|calling) (?:me|us|our)\b|\b(?:does not|doesn['’]t|won['’]t|cannot|can['’]t) scale\b|\badds up\b|\bout of hand\b|\bunmanageable\b|\bunsustainable\b",
        r"\b(?:hard|difficult|impossible|tricky) (?:to (?:convince|sell|justify|recommend|keep|track|explain|onboard|maintain)|for (?:us|me|our|my|people|users|them))\b",
        r"(?:^|(?<=[.!?] ))otherwise (?:i|my|our|they|people|the|it|you)\b|\b(?:half|most|all) of (?:my|our|the|his|her) (?:day|week|time|morning|afternoon)\b",
    ),
    "de": _any_of(
        r"\b(?:vergessen|vergisst|übersehen|übersieht|untergeh\w*|geht unter|gehen unter|verloren gehen|doppelt gebucht|doppelbuchung\w*)\b|\bzahl\w* (?:\w+ ){0,3}(?:extra|zusätzlich|drauf)\b|\b(?:nervt|nerven) (?:uns|mich|alle)\b",
        r"\bnicht mehr (?:tragbar|zu stemmen|zu schaffen|zeitgemäß)\b|\bfällt (?:uns|mir|es)\b[^.;?]{0,20}?\bschwer\b|\b(?:die hälfte|der halbe|den halben|ein großer teil) (?:des|der|meine[rs]?|unsere[rs]?)? ?(?:tag|woche|arbeitszeit|vormittag)\w*",
        r"\b(?:würde|könnte|wird|kann|lassen sich)\w*\b[^.;?]{0,80}?\b(?:erleichter[nt]|vereinfach(?:en|t)|erspar(?:en|t)|vermeiden|vermieden|verhinder[nt]|beschleunig(?:en|t)|entlaste[nt]|reduzier(?:en|t)|verringer[nt]|attraktiver|überflüssig)\b",
        r"\bwas (?:[\wäöüß]+ ){0,5}(?:führt|kostet|verzögert|erschwert|verursacht|bremst|aufhält|dauert|nervt)\b|\bführ(?:t|en) (?:\w+ ){0,3}(?:zu|dazu)\b",
        r"\b(?:kostet|braucht|frisst|raubt|verschlingt)\b[^.;?]{0,40}?\b(?:zeit|nerven|aufwand|mühe)\b",
        r"\bder grund,? (?:warum|weshalb|wieso|dass) (?:wir|ich)\b[^.;?]{0,60}?\b(?:nicht|noch|müssen|muss)\b",
        r"\bhält (?:uns|mich|viele|unsere)\b[^.;?]{0,40}?\b(?:ab|auf)\b|\b(?:hindert|blockiert|bremst) (?:uns|mich|viele|unsere)\b",
        r"\bwäre\b[^.;?]{0,30}?\b(?:vorteil|erleichterung|gewinn|mehrwert|alleinstellungsmerkmal)\b",
    ),
    "fr": _any_of(
        r"\b(?:on|nous|ils|elles|les \w+) (?:oubli|perd)\w*\b|\b(?:doublons?|oublis?|surréservation)\b|\bpay\w+ (?:\w+ ){0,2}(?:en plus|un supplément)\b|\bdifficile de (?:convaincre|justifier|vendre|suivre)\b",
        r"\b(?:facilit|simplifi|évit|rédui[rst]|amélior|accélér|diminu|limit|augment|optimis|soulag|économis)\w{0,2}(?:ait|aient|era|eront)\b",
        r"\bfer(?:ait|aient|a|ont) (?:\w+ )?(?:gagner|économiser|perdre)\b|\brendr(?:ait|a)\b[^.;?]{0,50}?\bplus\b",
        r"\bce qui (?:\w+ ){0,3}(?:prend|entraîne|provoque|cause|oblige|ralentit|génère|crée|complique|rend|coûte)\b",
        r"\b(?:prend|prennent|demande|perd|perds|perdons)\b[^.;?]{0,30}?\b(?:temps|énergie)\b",
        r"\bla raison pour laquelle (?:nous|je|on)\b|\b(?:nous|m['’]|me) ?(?:empêche|bloque|freine|pénalise)\b|\b(?:empêche|bloque|freine) (?:nos|notre|de nombreux|beaucoup|les)\b",
        r"\bserait un (?:vrai |gros |énorme |réel |grand )?(?:atout|avantage|gain|soulagement)\b",
    ),
    "es": _any_of(
        r"\b(?:se (?:nos |me |les )?(?:olvida|pierde|pasa|duplica)n?)\b|\b(?:pagar|pagamos|pagando) (?:\w+ ){0,2}(?:extra|aparte|de más)\b|\bes difícil (?:convencer|justificar|vender)\b",
        r"\b(?:facilitar|ahorrar|evitar|simplificar|reducir|mejorar|agilizar|acelerar|eliminar|optimizar)(?:ían?|án?)\b|\bharían?\b[^.;?]{0,50}?\bmás\b",
        r"\blo (?:que|cual) (?:\w+ ){0,3}(?:provoca|genera|causa|ocasiona|obliga|retrasa|dificulta|consume|lleva|supone)\b",
        r"\b(?:lleva|toma|consume|cuesta|quita|perdemos|pierdo|pierden)\b[^.;?]{0,30}?\b(?:tiempo|esfuerzo)\b",
        r"\b(?:la razón|el motivo) por (?:la|el) (?:que|cual) (?:no|nos|tenemos|seguimos)\b|\b(?:nos|me|les) (?:impide|bloquea|frena|limita)n?\b",
        r"\bsería una? (?:gran )?(?:ventaja|avance|diferencial|alivio)\b",
    ),
    "pt": _any_of(
        r"\b(?:a gente|o pessoal|eles|nós) (?:esquec|perd)\w*|\b(?:se perde|acaba(?:m|mos)? (?:esquecendo|perdendo|errando))\b|\b(?:pagar|pagamos|pagando) (?:\w+ ){0,2}(?:a mais|extra|à parte)\b|\bfica difícil\b",
        r"\b(?:facilitar|economizar|evitar|simplificar|reduzir|melhorar|agilizar|acelerar|eliminar|otimizar|poupar)(?:iam?|á|ão)\b|\b(?:tornaria|deixaria)m?\b[^.;?]{0,50}?\bmais\b",
        r"\bo que (?:\w+ ){0,3}(?:gera|causa|provoca|atrasa|obriga|dificulta|toma|consome|leva|acaba|torna)\b",
        r"\b(?:leva|toma|consome|gasta|gastamos|perdemos|perco)\b[^.;?]{0,30}?\btempo\b",
        r"\bo motivo (?:pelo qual|por que|de) (?:não|ainda)\b|\b(?:nos|me) (?:impede|trava|atrapalha|limita)\b",
        r"\bseria uma? (?:grande |ótimo |enorme )?(?:diferencial|vantagem|ganho|avanço|alívio)\b",
    ),
    "it": _any_of(
        r"\b(?:faciliter|eviter|semplificher|ridurr|miglior\w*|velocizzer|aiuter|risparmier)ebbe(?:ro)?\b",
        r"\bil che (?:\w+ ){0,2}(?:porta|crea|rallenta|costa|comporta|richiede|causa)\b",
        r"\b(?:richiede|prende|perdiamo|perdo|porta via)\b[^.;?]{0,30}?\btempo\b|\b(?:ci|mi) (?:impedisce|blocca|frena|limita)\b",
        r"\bsarebbe una? (?:grande |bel )?(?:vantaggio|valore aggiunto)\b",
    ),
    "nl": _any_of(
        r"\bzou(?:den)?\b[^.;?]{0,60}?\b(?:schelen|besparen|voorkomen|vereenvoudigen|versnellen|verminderen|verbeteren)\b",
        r"\bwat (?:\w+ ){0,4}(?:kost|vertraagt|leidt)\b|\bkost\b[^.;?]{0,30}?\b(?:tijd|moeite)\b",
        r"\bde reden (?:dat|waarom) (?:we|wij|ik)\b|\b(?:weerhoudt|belemmert|blokkeert|hindert) (?:ons|mij|me|veel)\b",
    ),
    "ja": _any_of(
        r"不便|二度手間|負担(?:が|に|と)(?:大き|な|感)|手間がかか|時間(?:が|を)(?:かか|取ら|奪)|使いやすくな|楽にな"
    ),
    "zh": _any_of(
        r"耗时|费时|费力|繁琐|容易出错|影响(?:了)?(?:效率|工作|客户)|提[高升]\w{0,4}效率|大大(?:提高|减少|方便)"
    ),
    "ko": _any_of(r"불편(?:합|해|하)|번거롭|번거로|시간이 (?:많이|오래) (?:걸|들)|편해질|줄어들"),
}
