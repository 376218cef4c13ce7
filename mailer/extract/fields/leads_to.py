"""What the wish would lead to, and what its absence leads to now, told by a few verbs: `would make renewals easier`, `which
slows us down`, `takes ages`, `the reason we still use two tools`.

Amounts are read in `impact`, what people would do in `outcome`; here it is the thing itself that brings or costs something.
"""

import re
from collections.abc import Sequence

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.searched import first_within, in_small_letters

_ASKS = ("request", "wish", "desire", "purpose_clause", "contribution", "thanks", "greeting")
"""What asks for something, or says what for, tells no effect."""


def leads_to(marked: Marked, span: Span) -> bool:
    """Whether a clause or sentence tells an effect for people, and nothing in it but that effect asks."""
    if marked.text[span.end - 1 : span.end] in "?？":
        return False
    told = first_within(_EFFECT.get(marked.language, _EFFECT["en"]), in_small_letters(marked.text), span)
    if told is None:
        return False
    return all(told.start <= hit.start < told.end for hit in marked.within(span) if hit.tag in _ASKS)


def _any_of(*, at_words: Sequence[str] = (), elsewhere: Sequence[str] = ()) -> re.Pattern[str]:
    """Where a word begins is looked for once and not for each of the many `at_words`, and in small letters alone: searched
    for them one by one, and in both cases, a text takes five times as long."""
    begun = [rf"\b(?:{'|'.join(at_words)})"] if at_words else []
    return re.compile("|".join([*begun, *elsewhere]), re.MULTILINE)


_EFFECT = {
    "en": _any_of(
        at_words=(
            r"(?=[wcm])(?<!\bi )(?<!\bwe )(?<!\byou )(?:would|will|could|can|might|may) (?:(?:also|even|then|really|certainly|only|\w+ly) )*(?:save|spare|reduce|cut|remove|eliminate|prevent|avoid|improve|boost|strengthen|enhance|ease|unlock|empower|simplify|streamline|speed up|result in|lead to|attract|ensure|help (?!you\b|out\b|if\b|test|implement|develop|build|with (?:the )?(?:test|impl|devel))|keep [^.;,]{1,60}? from|make (?!sure|sense)[^.;,]{1,60}?\b(?:easier|simpler|faster|quicker|smoother|safer|cheaper|better|more|less|viable|attractive))\b",
            r"(?:makes|leaves) (?!sure|sense|more\b)[^.;,]{1,60}?\b(?:easier|simpler|faster|quicker|smoother|safer|cheaper|better|(?:more|less) \w{3,})\b",
            r"(?:too|more|quite|very|so) expensive\b|cheapest\b|cheaper than\b|(?:have|has) (?:no |the )?budget\b",
            r"(?:high|higher|steep|hefty|low|lower) (?:\w+ )?(?:fees?|prices?|costs?)\b|(?:fees|prices|costs) (?:is|are) (?:\w+ )?(?:high|higher|low|lower|steep|too)\b",
            r"(?:takes?|taking|costs?|costing|eats?|consumes)(?: (?!the\b|your\b)\w+){0,3} (?:time|ages|forever|effort)\b(?! to (?:read|implement|respond|answer|reply|consider|build|look))",
            r"the (?:\w+ )?reason (?:why |that )?(?:we|i|our)\b[^.;]{0,30}?\b(?:can['’]?t|cannot|could|still|stuck|stick|forced|have to|had to|left|never|not|n['’]t)\b",
            r"(?:keep|stop|prevent|hinder|deter|block)(?:s|ed|ping|ing)? (?:us|me|our|people|users|teams|many|customers)\b[^.;]{0,60}?\b(?:from|to)\b",
            r"(?:would|['’]d) (?:\w+ )?be a (?:\w+ )?(?:plus|win|relief|value|benefit|advantage|boost|step|differentiator|selling point|time ?saver)\b",
            r"open(?:s|ing)? (?:up )?(?:the )?doors?\b|would justify\b|(?:pay|paying|pays|charges?|charged)\b[^.;,]{0,20}?\bextra\b",
            r"(?:keep|keeps|kept) (?:on )?paying\b|(?:gladly|happily) pay\b|(?=[fo])(?<!don't )(?<!don’t )(?:forgets?|overlooks?|overlooked)\b",
            r"(?:gets?|got|getting|been|is|are|was|were) (?:lost|missed|forgotten|overlooked|mixed up|double[- ]booked)\b|double bookings?\b",
            r"(?:go|goes|went) unnoticed\b|(?:keep|keeps|kept) (?:bugging|nagging|pestering|begging|asking|chasing|calling) (?:me|us|our)\b",
            r"(?:does not|doesn['’]t|won['’]t|cannot|can['’]t) scale\b|adds up\b|out of hand\b|unmanageable\b|unsustainable\b",
            r"(?:hard|difficult|impossible|tricky) (?:to (?:convince|sell|justify|recommend|keep|track|explain|onboard|maintain)|for (?:us|me|our|my|people|users|them))\b",
            r"(?:half|most|all) of (?:my|our|the|his|her) (?:day|week|time|morning|afternoon)\b",
        ),
        elsewhere=(
            r"(?:\bwhich|(?:^|(?<=[.!?] ))(?:this|that))(?: \w+ly)? (?:slows|causes|introduces|leads to|results in|increases|prevents|hinders|wastes|takes|adds|keeps (?:us|me|our|people|users)|makes (?:it|us|our|my|this|the) [^.;,]{0,40}?\b(?:hard|difficult|slow|impossible|painful|unusable|tedious))\b",
            r", (?:causing|leading to|resulting in|forcing|wasting|slowing)\b|(?:^|(?<=[.!?] ))otherwise (?!i am|it is)(?:i|we|my|our|they|people|the|it|you)\b|(?<=, )(?:otherwise|or else) (?:i|we|my|our|they|people|the|it|you)\b",
        ),
    ),
    "de": _any_of(
        at_words=(
            r"(?:vergessen|vergisst|übersehen|übersieht|untergeh\w*|geht unter|gehen unter|verloren gehen|doppelt gebucht|doppelbuchung\w*)\b",
            r"zahl\w* (?:\w+ ){0,3}(?:extra|zusätzlich|drauf)\b|(?:nervt|nerven) (?:uns|mich|alle)\b|nicht mehr (?:tragbar|zu stemmen|zu schaffen|zeitgemäß)\b",
            r"(?:geht|gehen|ging|gingen) [^.;?]{0,30}?\b(?:verloren|unter|schief)\b|zu teuer\b|(?:hohe|höhere)n? (?:gebühren|kosten|preise)\b|(?:günstiger|billiger) als\b",
            r"fällt (?:uns|mir|es)\b[^.;?]{0,20}?\bschwer\b",
            r"(?:die hälfte|der halbe|den halben|ein großer teil) (?:des|der|meine[rs]?|unsere[rs]?)? ?(?:tag|woche|arbeitszeit|vormittag)\w*",
            r"(?:würde|könnte|wird|kann|lassen sich)\w*\b[^.;?]{0,80}?\b(?:erleichter[nt]|vereinfach(?:en|t)|erspar(?:en|t)|vermeiden|vermieden|verhinder[nt]|beschleunig(?:en|t)|entlaste[nt]|reduzier(?:en|t)|verringer[nt]|attraktiver|überflüssig)\b",
            r"was (?:[\wäöüß]+ ){0,5}(?:führt|kostet|verzögert|erschwert|verursacht|bremst|aufhält|dauert|nervt)\b|führ(?:t|en) (?:\w+ ){0,3}(?:zu|dazu)\b",
            r"(?:kostet|braucht|frisst|raubt|verschlingt)\b[^.;?]{0,40}?\b(?:zeit|nerven|aufwand|mühe)\b",
            r"der grund,? (?:warum|weshalb|wieso|dass) (?:wir|ich)\b[^.;?]{0,60}?\b(?:nicht|noch|müssen|muss)\b",
            r"hält (?:uns|mich|viele|unsere)\b[^.;?]{0,40}?\b(?:ab|auf)\b|(?:hindert|blockiert|bremst) (?:uns|mich|viele|unsere)\b",
            r"wäre\b[^.;?]{0,30}?\b(?:vorteil|erleichterung|gewinn|mehrwert|alleinstellungsmerkmal)\b",
        ),
    ),
    "fr": _any_of(
        at_words=(
            r"(?:on|nous|ils|elles|les \w+) (?:oubli|perd)\w*\b|(?:doublons?|oublis?|surréservation)\b|pay\w+ (?:\w+ ){0,2}(?:en plus|un supplément)\b",
            r"trop chère?s?\b|moins chère?s?\b|(?:frais|tarifs|prix|coûts) (?:\w+ ){0,2}(?:élevés|bas)\b",
            r"difficile de (?:convaincre|justifier|vendre|suivre)\b",
            r"(?:facilit|simplifi|évit|rédui[rst]|amélior|accélér|diminu|limit|augment|optimis|soulag|économis)\w{0,2}(?:ait|aient|era|eront)\b",
            r"fer(?:ait|aient|a|ont) (?:\w+ )?(?:gagner|économiser|perdre)\b|rendr(?:ait|a)\b[^.;?]{0,50}?\bplus\b",
            r"ce qui (?:\w+ ){0,3}(?:prend|entraîne|provoque|cause|oblige|ralentit|génère|crée|complique|rend|coûte)\b",
            r"(?:prend|prennent|demande|perd|perds|perdons)\b[^.;?]{0,30}?\b(?:temps|énergie)\b|la raison pour laquelle (?:nous|je|on)\b",
            r"(?:nous|m['’]|me) ?(?:empêche|bloque|freine|pénalise)\b|(?:empêche|bloque|freine) (?:nos|notre|de nombreux|beaucoup|les)\b",
            r"serait un (?:vrai |gros |énorme |réel |grand )?(?:atout|avantage|gain|soulagement)\b",
        ),
    ),
    "es": _any_of(
        at_words=(
            r"(?:se (?:nos |me |les )?(?:olvida|pierde|pasa|duplica)n?)\b|(?:pagar|pagamos|pagando) (?:\w+ ){0,2}(?:extra|aparte|de más)\b",
            r"(?:perdemos|pierdo|perdimos|olvidamos) \w+|demasiado car[oa]s?\b|más barat\w+|(?:comisiones|precios|costes|costos) (?:\w+ )?(?:altas?|altos?|bajas?|bajos?)\b",
            r"es difícil (?:convencer|justificar|vender)\b",
            r"(?:facilitar|ahorrar|evitar|simplificar|reducir|mejorar|agilizar|acelerar|eliminar|optimizar)(?:ían?|án?)\b|harían?\b[^.;?]{0,50}?\bmás\b",
            r"lo (?:que|cual) (?:\w+ ){0,3}(?:provoca|genera|causa|ocasiona|obliga|retrasa|dificulta|consume|lleva|supone)\b",
            r"(?:lleva|toma|consume|cuesta|quita|perdemos|pierdo|pierden)\b[^.;?]{0,30}?\b(?:tiempo|esfuerzo)\b",
            r"(?:la razón|el motivo) por (?:la|el) (?:que|cual) (?:no|nos|tenemos|seguimos)\b|(?:nos|me|les) (?:impide|bloquea|frena|limita)n?\b",
            r"sería una? (?:gran )?(?:ventaja|avance|diferencial|alivio)\b",
        ),
    ),
    "pt": _any_of(
        at_words=(
            r"(?:a gente|o pessoal|eles|nós) (?:esquec|perd)\w*|(?:se perde|acaba(?:m|mos)? (?:esquecendo|perdendo|errando))\b",
            r"(?:pagar|pagamos|pagando) (?:\w+ ){0,2}(?:a mais|extra|à parte)\b|fica difícil\b",
            r"(?:muito|mais) car[oa]s?\b|mais barat\w+|(?:taxas?|preços?|custos?) (?:\w+ ){0,2}(?:alt|baix)[oa]s?\b",
            r"(?:facilitar|economizar|evitar|simplificar|reduzir|melhorar|agilizar|acelerar|eliminar|otimizar|poupar)(?:iam?|á|ão)\b",
            r"(?:tornaria|deixaria)m?\b[^.;?]{0,50}?\bmais\b|o que (?:\w+ ){0,3}(?:gera|causa|provoca|atrasa|obriga|dificulta|toma|consome|leva|acaba|torna)\b",
            r"(?:leva|toma|consome|gasta|gastamos|perdemos|perco)\b[^.;?]{0,30}?\btempo\b|o motivo (?:pelo qual|por que|de) (?:não|ainda)\b",
            r"(?:nos|me) (?:impede|trava|atrapalha|limita)\b|seria uma? (?:grande |ótimo |enorme )?(?:diferencial|vantagem|ganho|avanço|alívio)\b",
        ),
    ),
    "it": _any_of(
        at_words=(
            r"(?:faciliter|eviter|semplificher|ridurr|miglior\w*|velocizzer|aiuter|risparmier)ebbe(?:ro)?\b",
            r"troppo car[oaie]\b|più economic\w+|(?:commissioni|prezzi|costi) (?:\w+ )?(?:alt|bass)[ie]\b|(?:dimentico|dimentichiamo|salto|perdiamo) (?:\w+ )?(?:qualc\w+|sempre|spesso)\b",
            r"il che (?:\w+ ){0,2}(?:porta|crea|rallenta|costa|comporta|richiede|causa)\b|(?:richiede|prende|perdiamo|perdo|porta via)\b[^.;?]{0,30}?\btempo\b",
            r"(?:ci|mi) (?:impedisce|blocca|frena|limita)\b|sarebbe una? (?:grande |bel )?(?:vantaggio|valore aggiunto)\b",
        ),
    ),
    "nl": _any_of(
        at_words=(
            r"zou(?:den)?\b[^.;?]{0,60}?\b(?:schelen|besparen|voorkomen|vereenvoudigen|versnellen|verminderen|verbeteren)\b",
            r"wat (?:\w+ ){0,4}(?:kost|vertraagt|leidt)\b|kost\b[^.;?]{0,30}?\b(?:tijd|moeite)\b|de reden (?:dat|waarom) (?:we|wij|ik)\b",
            r"gaat (?:\w+ ){0,3}(?:mis|fout|verloren)\b|(?:raken|raakt) (?:\w+ ){0,3}kwijt\b|vergeten (?:we|wij|ik|ze)\b|te duur\b|goedkoper dan\b",
            r"(?:weerhoudt|belemmert|blokkeert|hindert) (?:ons|mij|me|veel)\b",
        ),
    ),
    "ja": _any_of(
        elsewhere=(
            r"不便|二度手間|負担(?:が|に|と)(?:大き|な|感)|手間がかか|時間(?:が|を)(?:かか|取ら|奪)|(?:料金|手数料)が高|使いやすくな|楽にな",
        ),
    ),
    "zh": _any_of(
        elsewhere=(
            r"耗时|费时|费力|繁琐|容易出错|影响(?:了)?(?:效率|工作|客户)|(?:收费|价格|费用)\w{0,3}[低高]|太贵|便宜|提[高升]\w{0,4}效率|大大(?:提高|减少|方便)",
        ),
    ),
    "ko": _any_of(
        elsewhere=(
            r"불편(?:합|해|하)|번거롭|번거로|시간이 (?:많이|오래) (?:걸|들)|편해질|줄어들|너무 비싸|저렴",
        ),
    ),
}
