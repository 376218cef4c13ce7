"""What a wish takes for granted: who wants the Jira sync to carry labels has it, and `you only import invoices` says what is done."""

import re
from collections.abc import Mapping

from mailer.extract.names.kinds import Thing
from mailer.extract.text.marked import Marked, Span

_NEAR = 40
"""Characters in which what leads to a thing stands before it."""


def should_do(marked: Marked, thing: Thing, wished: int) -> bool:
    """`It would help if the Jira sync carried labels`, unless something was wished for before, the first of which stands at
    `wished`, or the thing itself shall come: `if the Jira sync existed`."""
    sentence = marked.sentence_at(thing.start)
    led = _THAT.search(marked.text, max(sentence.start, thing.start - _NEAR), thing.start)
    if led is None or wished < sentence.start or not (led["article"] or thing.led):
        return False
    return not shall_come(marked, Span(thing.end, sentence.end))


def shall_come(marked: Marked, behind: Span) -> bool:
    """Whether what stands `behind` a thing says that it shall come about: `could the Asana integration be added?`."""
    return _COMES.search(marked.text, *behind) is not None


_THAT = re.compile(
    r"(?:\b(?:if|that|wenn|dass|que|che|se|si|dat|als)\s+|\bqu['’])"
    r"(?P<article>(?:(?:the|your|die|der|das|eure|euer|ihre?|la|le|el|su|vuestr[oa]|tu|o|a|seu|sua|vosso|vossa|votre|il|lo|vostr[oa]|de|het|jullie|uw)\s+|l['’])?)$",
    re.IGNORECASE,
)
_COMES = re.compile(
    r"\b(?:exist\w*|happen\w*|came|comes?|arrived?|available|added|built|implemented|offered|provided|supported|possible|released|ready|planned"
    r"|käme|kommt|kommen|gäbe|gibt|da wäre|verfügbar|vorhanden|umgesetzt|gebaut|angeboten|eingebaut|entwickelt|möglich"
    r"|vienne|arrive|disponible|possible|prévue?|lleg\w+|posible|chegasse|disponíve\w+|possível|arriv\w+|disponibile|esist\w+|possibile"
    r"|komt|kwam|best(?:aat|ond)|beschikbaar|mogelijk)\b",
    re.IGNORECASE,
)
"""What brings a thing about."""


def is_spoken_of(marked: Marked, kind: Span, wished: int) -> bool:
    """`I'd like to use our own server in the integration`, `thanks for the integration`: what is called by its kind alone, and not
    before it was wished for, where the first wish stands at `wished`; thanks in advance are for what is to come."""
    sentence = marked.sentence_at(kind.start)
    if wished < sentence.start or in_advance(marked, sentence):
        return False
    before = (max(sentence.start, kind.start - _NEAR), kind.start)
    inside = _WITHIN.search(marked.text, *before) is not None
    thanked = inside or _THANKED.search(marked.text, *before) is not None
    return thanked and _OF_WHAT.match(marked.text, kind.end) is None


def in_advance(marked: Marked, sentence: Span) -> bool:
    """Whether its thanks are for what is to come."""
    return _ADVANCE.search(marked.text, *sentence) is not None


_WITHIN = re.compile(
    r"(?<!interested )(?<!interest )(?<!assist )(?<!help )(?<!participate )(?<!invest )\b(?:in (?:the|this|your)|in (?:der|dieser|eurer|ihrer)|dans (?:le|la|votre)|en (?:el|la)"
    r"|nel|nella|in (?:de|deze|jullie))\s+$",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"\b(?:thanks|thank you|danke|merci|gracias|obrigad[oa]|grazie|bedankt)(?: \w+)? (?:for|für|pour|por|pel[oa]|per|voor) (?:the|this|your|die|das|diese|eure|la|le|el|votre|o|a|il|de|het|jullie|l['’])"
    r"(?: (?:great|nice|tolle|super|gran|ottim[oa]))?\s*$",
    re.IGNORECASE,
)
_ADVANCE = re.compile(
    r"\b(?:advance|voraus|d['’]avance|antemano|adelantad[oa]|antecipad[oa]|anticipo|voorbaat)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\s(?:of|with|between|for|to|request|mit|von|zu|an|zwischen|de|avec|entre|con|do|da|com|di|tra|van|met|tussen)\b",
    re.IGNORECASE,
)
"""`In the integration of Odoo` tells of a wish."""


def is_done_today(marked: Marked, place: Span) -> bool:
    """`You only support gitlab.com`, `ihr holt schon die Stripe-Zahlungen`: what we are said to do with what stands at `place`; by
    way of another program it is not done."""
    does = _YOU_DO.get(marked.language)
    sentence = marked.sentence_at(place.start)
    if does is None:
        return False
    clause = next((one for one in marked.clauses(sentence) if one.start <= place.start < one.end), sentence)
    return (
        does.search(marked.text, clause.start, place.start) is not None
        and not _BY_WAY.search(marked.text, *clause)
        and not marked.has(clause, "by_hand")
    )


_YOU_DO: Mapping[str, re.Pattern[str]] = {
    language: re.compile(shape, re.IGNORECASE)
    for language, shape in {
        "en": r"\byou (?:can )?(?:already|currently|only|always|just)(?: already| currently| only| just)? (?:import|show|send|sync|pull|push|post|read|write|fetch"
        r"|support|create|take|list|display|allow|accept|load|export|handle|let|talk|store|copy|map|track|index)\b",
        "de": r"\b(?-i:ihr|Ihr|Sie)\s(?!habt|haben|kennt|kennen|nutzt|nutzen|seid|sind|wisst|wissen|könnt|müss|soll|woll|möcht|würd)[a-zäöü]{3,}(?:t|en)\s"
        r"(?:[a-zäöü]+\s){0,2}?(?:nur|schon|bereits|bisher|derzeit|aktuell|momentan)\b"
        r"|\b[a-zäöü]{3,}(?:t|en)\s(?-i:ihr|Sie)\s(?:[a-zäöü]+\s)?(?:nur|schon|bereits)\b(?<!habt ihr schon)",
        "fr": r"\bvous (?:ne |n['’])\w+ez (?:\w+ ){0,2}?qu|\bvous (?!avez|connaissez|utilisez|pouvez)\w+ez (?:déjà|seulement|uniquement|toujours)\b",
        "es": r"\b(?:ya|s[oó]lo|siempre) (?!ten[eé]is|conoc|us[aá]is)\w+(?:áis|éis)\b"
        r"|\b(?:ya|s[oó]lo|siempre) (?:importan|sincronizan|muestran|envían|leen|soportan|admiten|aceptan|permiten)\b",
        "pt": r"\bvocês (?:já|só|apenas|sempre) (?!têm|usam|conhecem|são|estão)\w+m\b",
        "it": r"\b(?:importate|leggete|mostrate|inviate|sincronizzate|supportate|prendete|accettate|create|caricate) (?:già|solo|soltanto|sempre)\b",
        "nl": r"\bjullie (?!hebben|kennen|gebruiken|zijn)\w+en (?:\w+ ){0,2}?(?:alleen|al|slechts|enkel)\b",
    }.items()
}
"""What is said of us, who read the mail: by `you` in English, by the verb's ending elsewhere."""
_BY_WAY = re.compile(r"\b(?:via|through|über|através|tramite|zapier|csv|excel)\b", re.IGNORECASE)


def is_in_menu(marked: Marked, place: Span) -> bool:
    """`Settings > Integrations > Slack`: what our own menus offer is there."""
    return _MENU.search(marked.text, max(0, place.start - _NEAR), place.start) is not None


_MENU = re.compile(
    r"\b(?:settings|preferences|integrations?|connections?|connectors|plugins|apps|notifications|einstellungen|integrationen|verbindungen"
    r"|benachrichtigungen|paramètres|réglages|intégrations|connexions|ajustes|configuración|integraciones|configurações|integrações|impostazioni|integrazioni"
    r"|instellingen|koppelingen)\W{0,3}(?:>|→|»|›|->)\W{0,3}$",
    re.IGNORECASE,
)


def is_partly_seen(marked: Marked, place: Span) -> bool:
    """`Could the labels of our GitHub issues be shown too? We only see the titles`: more is wished of what is seen in part."""
    sentences = marked.sentences
    at = next((at for at, one in enumerate(sentences) if one.start <= place.start < one.end), None)
    part = _PART.get(marked.language)
    if at is None or part is None:
        return False
    wish = sentences[at]
    wishes = marked.text[wish.end - 1] in "?？" or marked.has(wish, "request", "desire", "wish")
    if not (wishes and _TOO.search(marked.text, *wish)):
        return False
    beside = (sentences[one] for one in (at - 1, at, at + 1) if 0 <= one < len(sentences))
    return any(part.search(marked.text, *one) and not marked.has(one, "by_hand") for one in beside)


_TOO = re.compile(
    r"\b(?:too|also|as well|auch|zusätzlich|mit|aussi|également|también|também|anche|ook)\b", re.IGNORECASE
)
_PART: Mapping[str, re.Pattern[str]] = {
    language: re.compile(shape, re.IGNORECASE)
    for language, shape in {
        "en": r"\b(?:we|i) (?:can |currently |now )?only (?:see|get|find|receive) (?:the|their|its|one|a)\b|\bonly the \w+ (?:is|are) (?:shown|there|listed|synced|sent)\b",
        "de": r"\b(?:(?:wir|ich) seh\w+|seh\w+ (?:wir|ich)|sieht man|steht|stehen|erscheint|erscheinen) (?:dort |da |bisher |derzeit |jetzt )*nur (?:der|die|das|den)\b",
        "fr": r"\b(?:on|nous|je) ne (?:voit|voyons|vois) que l|\bseule?s? (?:le|la|les) \w+ (?:s['’]affich\w+|appara\w+)",
        "es": r"\bs[oó]lo (?:vemos|veo|se ven?|aparecen?|salen?) (?:el|la|los|las)\b",
        "pt": r"\bsó (?:vemos|vejo|aparecem?|vê-se) (?:o|a|os|as)\b",
        "it": r"\b(?:vediamo|vedo|si vede|si vedono|compare|compaiono) solo (?:il|la|lo|i|le|gli|l['’])",
        "nl": r"\b(?:zien we|we zien|zie ik|ik zie|staat er|er staat) (?:nu )?alleen (?:de|het)\b",
    }.items()
}
"""A part of a thing is seen, and not another thing: an article follows."""
