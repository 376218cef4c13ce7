"""What plain words say of a product that is connected already: `we have Slack connected, but …`, `tasks are created in Asana
without a date`, `when a deal is won in Pipedrive you create an invoice`."""

import re
from collections.abc import Mapping

from mailer.extract.text.marked import Marked, Span

_NEAR = 60
"""Characters in which what leads to a name stands before it."""


def _per_language(shapes: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {language: re.compile(shape, re.IGNORECASE) for language, shape in shapes.items()}


def is_connected(marked: Marked, place: Span) -> bool:
    """`We have connected HubSpot`, `Xero ist angebunden`: to us, for nothing else is named that it is connected to."""
    sentence = marked.sentence_at(place.start)
    before, behind = (max(sentence.start, place.start - _NEAR), place.start), (place.end, sentence.end)
    led, closed = _DONE_BEFORE.get(marked.language), _DONE_BEHIND.get(marked.language)
    if led is None or closed is None:
        return False
    done = led.search(marked.text, *before)
    if done and not _ELSEWHERE.match(marked.text, *behind):
        return True
    closing = closed.match(marked.text, *behind)
    if closing is None or _ELSEWHERE.match(marked.text, closing.end(), sentence.end):
        return False
    return closing["is"] is not None or _HAVE[marked.language].search(marked.text, *before) is not None


_DONE_BEFORE = _per_language(
    {
        "en": r"\b(?:we|i)(?:['’]ve| have)?(?: already| just| now| recently)? (?:connected|linked|hooked up|integrated)\s+(?:our |the )?$",
        "de": r"\bseit (?:der |unserer )?(?:anbindung|kopplung|verbindung|integration) (?:von|mit|an|zu)\s$",
        "fr": r"\b(?:nous avons|on a|j['’]ai)(?: déjà| bien)? (?:connecté|relié|branché|intégré)\s(?:notre |le |la |l['’])?$|\bdepuis la connexion (?:à|de|avec)\s$",
        "es": r"\b(?:hemos|he)(?: ya)? (?:conectado|vinculado|integrado|enlazado)\s(?:nuestr[oa] |el |la |a )?$|\bya conectamos\s$",
        "pt": r"\b(?:já )?(?:conectamos|integramos|ligamos)\s(?:o |a |nosso |nossa )?$",
        "it": r"\b(?:abbiamo|ho)(?: già)? (?:collegato|connesso|integrato)\s(?:il |la |l['’])?$",
        "nl": r"\bsinds de (?:koppeling|integratie|verbinding) (?:met|van)\s$",
    }
)
"""Who connected it, before its name."""
_DONE_BEHIND = _per_language(
    {
        "en": r"\s(?:(?P<is>is|are)(?: already| now| all)? )?(?:connected|linked|hooked up|integrated|set up(?= (?:on|in|with) (?:our account|your|you)\b))(?!\w)",
        "de": r"\s(?:(?P<is>ist|sind|läuft) )?(?:(?!nicht|noch|nie|mit|an|zu|bei(?! uns)|und|als)\w+\s){0,3}?(?:angebunden|verbunden|verknüpft|gekoppelt|angeschlossen)\b(?! (?:werden|wird|haben|hätten))",
        "fr": r"\s(?P<is>est|sont)(?: déjà| bien)? (?:connecté|relié|branché)e?s?\b",
        "es": r"\s(?:(?:ya )?(?P<is>está) |ya )?(?:conectad|vinculad|enlazad)[oa]\b",
        "pt": r"\s(?:(?:já )?(?P<is>está) |já )?(?:conectad|integrad|ligad)[oa]\b",
        "it": r"\s(?:(?P<is>è) (?:già )?|già )?(?:collegat|conness)[oa]\b",
        "nl": r"\s(?:(?P<is>is|zijn) )?(?:(?!niet|nog|nooit|met|aan|en)\w+\s){0,3}?(?:gekoppeld|verbonden|aangesloten)\b(?! (?:worden|wordt))",
    }
)
"""The same behind it: `Xero is connected`, `(we have) Xero connected`."""
_HAVE = _per_language(
    {
        "en": r"\b(?:we|i)(?:['’]ve| have)(?: already)? (?:our |the )?$|\bour\s$",
        "de": r"\b(?:(?:wir|ich) hab(?:en?)?|hab(?:en?)? (?:wir|ich)|unser|ist)\s(?:\w+\s)?$",
        "fr": r"$",
        "es": r"\b(?:tenemos|tengo)\s(?:el |la |nuestr[oa] )?$",
        "pt": r"\b(?:temos|tenho)\s(?:o |a |nosso |nossa )?$",
        "it": r"\babbiamo\s(?:il |la |l['’])?$",
        "nl": r"\b(?:(?:we|wij|ik) heb(?:ben)?|heb(?:ben)? (?:we|wij|ik)|onze?)\s(?:\w+\s)?$",
    }
)
_ELSEWHERE = re.compile(
    r"[\w ]{0,20}?\s(?:to|with|into|mit|an|à|au|aux|avec|con|com|ao|met|aan|al|alla)\s(?!you|your|euch|ihnen|eurem|vous|votre|ustedes|vosotros|su |vocês|voi|vostro|jullie|u\b)",
    re.IGNORECASE,
)
"""`… to our shop`: two other programs are connected."""


def leaves_out(marked: Marked, place: Span) -> bool:
    """`Tasks are created in Asana without a date`, `invoices pushed to QuickBooks never carry a class`: what goes there, or comes from
    there, by itself, and not as it should."""
    sentence = marked.sentence_at(place.start)
    before = (max(sentence.start, place.start - _NEAR), place.start)
    end = _END.search(marked.text, *before)
    if end is None or marked.has(sentence, "by_hand") or _BY_WAY.search(marked.text, *sentence):
        return False
    if _OURSELVES.search(marked.text, sentence.start, place.end):
        return False
    arrives = _COMES_WITHOUT.match(marked.text, place.end, sentence.end)
    made = _MADE.search(marked.text, *before)
    if arrives and (made or arrives["comes"]):
        return True
    return bool((made or end["from"]) and _BUT_PART.match(marked.text, place.end, sentence.end))


_END = re.compile(
    r"\b(?:to|into|in|at|(?P<from>from)|nach|in|an|bei|aus|von|dans|vers|sur|depuis|de|du|en|a|no|na|ao|do|da|dal|su|naar|uit)\s(?:the |our |le |la |el |o |il )?$",
    re.IGNORECASE,
)
_OURSELVES = re.compile(r"\b(?:we|i|ich|wir|man|nous|je|nosotros|eu|nós|noi|io|ik|wij)\b", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:(?:is|are|gets?) (?:created|posted|filed|opened|booked|pushed|synced|sent|added)|(?:pushed|synced|posted|coming|arriving)|(?:werden|wird) (?:\w+ )?(?=in|an|nach|bei)"
    r"|(?:sont|est) (?:créée?s?|envoyée?s?|postée?s?)|se crean|se envían|são (?:criad|enviad)[oa]s|vengono (?:creat|inviat)[ie]|worden (?:\w+ )?(?=in|naar))\b",
    re.IGNORECASE,
)
"""What is done by itself: nobody is named who does it."""
_COMES_WITHOUT = re.compile(
    r"\s(?P<comes>(?:come|arrive|land|show up|kommen|landen|arrivent|llegan|vienen|entran|chegam|vêm|entram|arrivano|komen)\s(?:(?:in|over|through|here|an|rein|binnen) )?)?"
    r"(?:always )?(?:without|ohne|sans|sin|sem|senza|zonder) (?!us\b|uns\b|any |problem|delay|hassle|effort|issue|fehler|probleme?m?[aes]?\b|nous\b|erro|fouten)",
    re.IGNORECASE,
)
_BUT_PART = re.compile(
    r"\s(?:only (?:show|have|carry|contain|include|display|list)|never (?:carry|show|have|include|contain|mention)|(?:lack|have no|carry no|miss) )\b"
    r"|\s(?:zeigen|haben|enthalten) nur\b|\s(?:ne montrent|n['’]ont|ne contiennent) que\b|\ss[oó]lo (?:muestran|llevan|tienen|incluyen)\b|\ssó (?:mostram|trazem|têm)\b",
    re.IGNORECASE,
)
_BY_WAY = re.compile(r"\b(?:via|through|über|zapier|csv|excel|export\w*|mail|e-mail)\b", re.IGNORECASE)


def serves_already(marked: Marked, place: Span) -> bool:
    """`Login via Okta works`, `mails go out through SendGrid already`, `when a deal is won in Pipedrive you create an invoice`."""
    sentence = marked.sentence_at(place.start)
    before = (max(sentence.start, place.start - _NEAR), place.start)
    through = _THROUGH.search(marked.text, *before) is not None
    if through and _WORKS.match(marked.text, place.end, sentence.end) and not marked.has(sentence, "by_hand"):
        return True
    follows = _YOU_THEN.get(marked.language)
    return bool(
        follows
        and _WHENEVER.match(marked.text, sentence.start, place.start)
        and follows.search(marked.text, place.end, sentence.end)
        and not marked.has(sentence, "by_hand", "bug")
    )


_THROUGH = re.compile(
    r"(?<!tools use )\b(?:log(?:in|s? in|ging in)|sign(?:s|ing)?[ -]in|sso|mails?|e-mails?|sms|payments?|go(?:es)? out|anmeldung|einloggen|mails gehen|connexion|zahlungen|paiements|pagos|pagamentos|pagamenti)"
    r"(?: \w+){0,2}? (?:via|through|with|by|über|mit|per|par|avec|con|com|met|tramite)\s$",
    re.IGNORECASE,
)
_WORKS = re.compile(
    r"\s(?:already|fine|just fine)(?:[.,;!]|\s(?:but|and)\b|$)|\s(?:works?|funktioniert|klappt|läuft|fonctionne|marche|funciona|funzionano?|werkt)(?: (?:fine|well|already|gut|super|schon|bien|bem|bene|goed))?[.,;!]"
    r"|\s(?:schon|bereits|déjà|ya|já|già|al)\s?[.,;!]",
    re.IGNORECASE,
)
_WHENEVER = re.compile(
    r"\W*(?:when(?:ever)?|once|as soon as|every time|wenn|sobald|immer wenn)\s", re.IGNORECASE
)
_YOU_THEN = _per_language(
    {
        "en": r"(?:,| )\s?you (?:now |already |always |then )?(?:create|send|post|open|write|add|update|import|mark|close|show|copy|file)\b",
        "de": r"\b(?:legt|erstellt|schickt|schreibt|importiert|postet|zeigt|öffnet) ihr\b",
    }
)
"""What we do then, in the present: `you should create` is wished."""


def is_done_with_ours(marked: Marked, place: Span) -> bool:
    """`Every ticket you open in Jira has …`, `when I connect a Gmail account …`, `replies in Zendesk take ages to show up`: only where it
    is there."""
    sentence = marked.sentence_at(place.start)
    if _BY_WAY.search(marked.text, *sentence):
        return False
    if _WHEN.match(marked.text, sentence.start) and _EMPTY.search(marked.text, place.end, sentence.end):
        return True
    if marked.has(sentence, "by_hand", "request", "desire"):
        return False
    before = (max(sentence.start, place.start - _NEAR), place.start)
    return bool(
        (_YOU_MAKE.search(marked.text, *before) and not _MIGHT.match(marked.text, place.end))
        or _CONNECTING.search(marked.text, *before)
        or _YOU_SHIP.match(marked.text, place.end, sentence.end)
        or _LATE.match(marked.text, place.end, sentence.end)
        or _DIRECT.match(marked.text, place.end, sentence.end)
    )


_YOU_MAKE = re.compile(
    r"\b(?:every|each|all|the) (?:[a-z]+ ){1,3}(?:that |which )?you (?:open|create|send|post|file|import|write|book|push|add) (?:in|to|on|from|into) (?:our )?$"
    r"|\b(?:jede[rns]?|alle|die|das|der) \w+, (?:den|die|das) ihr (?:in|an|nach) $",
    re.IGNORECASE,
)
_MIGHT = re.compile(r"\s(?:could|would|should|might|must)\b", re.IGNORECASE)
_CONNECTING = re.compile(
    r"\b(?:when(?:ever)?|after|if|while) (?:i|we) (?:connect|link|authori[sz]e|hook up) (?:an?|my|our|the|another|one) (?:\w+ )?$"
    r"|\b(?:wenn|sobald) (?:ich|wir) (?:ein(?:en)?|mein(?:en)?|unser(?:en)?) $|\bquand (?:je|nous|on) connecte(?:ns)? (?:un|mon|notre) compte $"
    r"|\b(?:cuando|al) conect(?:o|amos|ar) (?:una|mi|nuestra) cuenta (?:de )?$|\bquando (?:conecto|conectamos|collego|colleghiamo) (?:uma|minha|nossa|un|il mio|il nostro) (?:conta|account) (?:do |da |di )?$",
    re.IGNORECASE,
)
_YOU_SHIP = re.compile(
    r"\s(?:[a-z]+ ){1,2}(?:that |which )?you (?:ship|offer|provide|have|deliver|bundle|publish)\b",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"[^.!?,;\n]{0,30}\b(?:takes? (?:ages|forever|hours|minutes|days|(?:too|very|so) long|\w+ (?:minutes|hours|days)) (?:to|until they|before they) (?:show up|appear|arrive|sync|come in|update|get here|be)"
    r"|only (?:arrives?|shows? up|appears?|comes? in) (?:after|the next)|(?:kommen|kommt|erscheinen|erscheint) (?:immer )?erst (?:nach|am|mit|Stunden|Tage)"
    r"|n['’]arriv(?:e|ent) qu|tardan? (?:\w+ ){0,3}en (?:aparecer|llegar)|demoram? (?:\w+ ){0,3}(?:para|a) (?:aparecer|chegar)|(?:arriva|arrivano|compaiono) solo dopo|komen pas (?:na|de))\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    r"(?:[ -]\w{1,30}){0,3} (?:direkt|directly|right|straight|directement|directamente|diretamente|direttamente|rechtstreeks)"
    r" (?:bei|in|aus|from|with|chez|dans|en|con|no|na|com|da|in|bij) (?:euch|eure[rm]|ihnen|your|you|vous|votre|vosotros|vuestr[oa]|ustedes|vocês|voi|vostr[oa]|jullie)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\W*(?:when(?:ever)? (?:i|we)|(?:wenn|sobald) (?:ich|wir)|(?:quand|lorsqu['’]?e?) ?(?:je|j['’]|nous|on)|(?:cuando|quando) (?:\w+(?:o|[aei]mos|iamo))|(?:als|wanneer) (?:ik|we|wij))\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"\b(?:(?:stays?|remains?|is|are|comes out) (?:empty|blank)|bleib(?:t|en) (?:\w+ ){0,4}leer|rest(?:e|ent) vides?|quedan? vací[oa]s?|ficam? vazi[oa]s?|rest(?:a|ano) vuot[oaie]|blij(?:ft|ven) leeg)\b",
    re.IGNORECASE,
)


def is_a_piece_of_ours(marked: Marked, place: Span) -> bool:
    """`Your Zapier app has no …`, `can the Stripe payouts page also …`, `the Zoom button creates …`: what only we can have made."""
    before = (max(0, place.start - _NEAR), place.start)
    if _YOUR.search(marked.text, *before) and _PRAISED.match(marked.text, place.end):
        return True
    piece = _PIECE.match(marked.text, place.end, place.end + _NEAR)
    if piece is None:
        return False
    if _YOUR.search(marked.text, *before):
        return _SAYS.match(marked.text, piece.end()) is None
    return _CAN_THE.search(marked.text, *before) is not None


_YOUR = re.compile(r"\b(?:your|eure|ihre|votre|vuestr[oa]|vossa|vosso|vostr[oa]|jullie)\s$", re.IGNORECASE)
_CAN_THE = re.compile(
    r"(?:^|[.!?:\n]\s{0,2})(?:can|could|should|kann|könnte|sollte|kan|zou) (?:the|die|der|das|de|het)\s$",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"[ -](?:[a-z]+ ){0,2}?(?:app|add-?on|add-?in|button|widget|picker|page|tab|screen|report|panel|overview|dialog|knopf|button|reiter|seite|ansicht|bouton|widget|knop|pagina)\b",
    re.IGNORECASE,
)
_PRAISED = re.compile(
    r"[ -](?:[a-z]+ ){1,2}(?:is|are|works?) (?:so |very |really |quite )?(?:great|handy|nice|useful|good|lovely|excellent|helpful|cool|awesome|well)\b"
    r"|-?\w* (?:ist|sind) (?:sehr |echt |wirklich )?(?:toll|super|praktisch|klasse|hilfreich|prima|gut)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\s(?:says?|said|mentions?|lists?|promises|sagt|steht|dit)\b", re.IGNORECASE)


def falls_short(marked: Marked, names: set[str], wished: int) -> bool:
    """`Tasks are synced, labels aren't`, `we see the issues but not their tags`: a part of what comes by itself is missing. It is told
    before anything is wished for, the first wish standing at `wished`, and what is missing is none of `names`."""
    short = _SHORT.get(marked.language)
    if short is None:
        return False
    for sentence in marked.sentences[:_MOST]:
        found = short.search(marked.text, *sentence) if sentence.start <= wished else None
        if found and not (_BY_WAY.search(marked.text, *sentence) or marked.has(sentence, "by_hand", "bug")):
            said = found[0].casefold()
            return not (_THERE_ONLY.search(found[0]) or any(name.casefold() in said for name in names))
    return False


_MOST = 12
"""Sentences that are looked at."""
_SHORT = _per_language(
    {
        "en": r"\b(?:(?:are|is|get) (?:synced|imported|shown|pulled|transferred|taken over)|come (?:in|over|across))\b[^.!?,;\n]{0,40}?,? (?:but )?(?:the |their )?(?:[a-z]+ ){1,3}"
        r"(?:aren['’]t|isn['’]t|don['’]t|doesn['’]t|are not|do not)(?=[.!;,\n]|$)"
        r"|\b(?:we|i) (?:can )?(?:see|get|receive) (?:the|our|all) (?:\w+ ){1,3}?but (?:not|never|without) (?:the|their|its|any)\b[^.!?\n]{0,40}"
        r"|^\W*[A-Z][a-z]+s come (?:in|over|across) without (?!us\b|any |problem)[^.!?\n]{0,40}",
        "de": r"\bwerden (?:\w+ )?(?:übertragen|importiert|synchronisiert|angezeigt|übernommen), (?:\w+ ){1,3}nicht\b|\b(?:wir sehen|sehen wir) (?:zwar )?(?:die|das|den) (?:\w+ ){0,2}\w+, aber nicht (?:die|das|den|deren)\b",
        "fr": r"\b(?:nous voyons|on voit) (?:bien )?(?:les|la|le) (?:\w+ ){1,3}?mais pas (?:les|leurs?|la|le)\b",
        "es": r"\bvemos (?:las?|los|el) (?:\w+ ){1,3}?pero no (?:sus?|las?|los|el)\b",
        "pt": r"\bvemos (?:as?|os?) (?:\w+ ){1,3}?mas não (?:as?|os?|suas?|seus?)\b",
        "it": r"\bvediamo (?:le|i|gli|la|il) (?:\w+ ){1,3}?ma non (?:le|i|gli|la|il)\b",
        "nl": r"\b(?:we zien|zien we) (?:wel )?(?:de|het) (?:\w+ ){1,3}?maar niet (?:de|het|hun)\b",
    }
)
_THERE_ONLY = re.compile(r"\b(?:in|on|im|dans|en|no|na|nel) (?:the )?[A-Z]")
"""`We see the orders in Shopify but not …`: there, and not here."""
