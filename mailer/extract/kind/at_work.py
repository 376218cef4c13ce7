"""What is told of an integration before anything is asked for: `The Shopify trigger polls. Could it …`, `X is there already`."""

import re

from mailer.extract.names.kinds import DENIED, NEAR, kind_leading, thing_at
from mailer.extract.text.denial import is_denied
from mailer.extract.text.marked import Marked, Span

_WISHES = frozenset({"request", "desire", "lack", "wish", "order"})


def first_wish(marked: Marked) -> int:
    """Where the first words stand that wish for something; the end of the text where none do."""
    return next((hit.start for hit in marked.hits if hit.tag in _WISHES), len(marked.text))


def is_told_first(marked: Marked, kind: Span, wished: int) -> bool:
    """Whether a sentence tells what the kind at `kind` does, and no wish came before it, the first of which stands at
    `wished`: a wished one is described after it was asked for."""
    sentence = marked.sentence_at(kind.start)
    does = _PRESENT.get(marked.language)
    clause = next((one.start for one in marked.clauses(sentence) if one.start <= kind.start < one.end), 0)
    begins = _CONTRAST.match(marked.text, clause, kind.start) if clause > sentence.start else None
    starts = (sentence.start, begins.end()) if begins else (sentence.start,)
    if does is None or not any(_SUBJECT.fullmatch(marked.text, start, kind.start) for start in starts):
        return False
    verb = does.match(marked.text, kind.end, sentence.end)
    if verb is None or is_denied(marked, kind.start, DENIED):
        return False
    tags = {hit.tag for hit in marked.within(Span(verb.start(1), verb.start(1) + 1))}
    return tags.isdisjoint(_NOT_YET) and kind.end <= wished


def is_limited(marked: Marked, kind: Span, wished: int) -> bool:
    """`Right now this plugin only reads titles`: who points at what is before them, and tells what it does not do, has it; if they
    say that it is so now, or wished for nothing before, the first wish standing at `wished`."""
    sentence = marked.sentence_at(kind.start)
    pointed = _THIS.search(marked.text, max(sentence.start, kind.start - NEAR), kind.start)
    if wished < kind.end and not _NOW.search(marked.text, *sentence):
        return False
    return pointed is not None and _ONLY.match(marked.text, kind.end, sentence.end) is not None


_NOW = re.compile(
    r"\b(?:right now|currently|at (?:the moment|present)|today|so far|as of now|derzeit|aktuell|momentan|bisher|bislang|actuellement|pour l['’]instant|actualmente"
    r"|ahora mismo|por ahora|atualmente|por enquanto|attualmente|per ora|momenteel|nu)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\b(?:this|dieses?|diese|ce|cette|cet|este|esta|questo|questa|dit|deze)\s+(?:[\w.-]+\s)?$", re.IGNORECASE
)
_ONLY = re.compile(
    r"\s(?:currently |at present )?(?:only|always|never|can only|doesn['’]t|does not|can['’]t|cannot)\b"
    r"|\s[^\W\d_]+ (?:nur|alleen|immer|altijd|solo|soltanto|seulement|uniquement|toujours)\b|\sne \w+ (?:que|pas)\b|\s(?:solo|sólo|só|apenas|não|no|non)\s",
    re.IGNORECASE,
)


_CONTRAST = re.compile(
    r"(?:but|however|while|aber|doch|allerdings|mais|or|pero|mas|porém|ma|però|maar)\s+", re.IGNORECASE
)
"""What leads to a clause that says what the thing does instead."""
_SUBJECT = re.compile(
    r"(?:(?:hi|hello|hallo|bonjour|salut|hola|olá|oi|ciao|guten tag|dear \w+|hi \w+),?\s+)?(?:[\W_]*+(?:currently|today|right now|at the moment|as of now|now|so far|both|derzeit|aktuell|heute|momentan|actuellement"
    r"|aujourd’hui|aujourd'hui|actualmente|hoy|ahora|atualmente|hoje|attualmente|oggi|momenteel|nu),?\s+)?[\W_]*+"
    r"(?:(?:(?:the|your|der|die|das|euer|eure|ihr|ihre|le|la|votre|el|su|vuestr[oa]|o|a|seu|sua|il|lo|vostr[oa]|de|het|jullie|uw)\s+|l['’])"
    r"(?:[\w/.+’']+[ -]){0,4}|\w[\w.]+[ -])",
    re.IGNORECASE,
)
"""The beginning of a sentence about a thing that is known to be there, as far as its kind; a name may stand alone before it."""
_PRESENT = {
    "en": re.compile(
        r"[`'\"*]*\s(?:(?:only|always|currently|just|still|now|already)\s)?((?!brings|makes|gives|saves|keeps|gets)[a-z]{2,}[^s\W]s)\b"
    ),
    "de": re.compile(r"\s((?!mit|seit|nicht|jetzt|selbst|fehlt|sollt|könnt)[a-zäöü]{2,}t|kann)\b"),
    "nl": re.compile(r"(?:\s[\w -]{1,20}?)?\s((?!met|niet|dat|ontbreekt|moet|zodat)[a-z]{2,}t)\b"),
    "fr": re.compile(r"\s(?:ne\s|n['’])?((?!que|comme|entre|existe|manque)[a-zéèêç]{3,}(?:e|(?<!ai)t))\b"),
    "es": re.compile(
        r"\s(?:(?:no|s[oó]lo|siempre|ahora)\s)?((?!para|sobre|desde|entre|falta|nueva|nos|permita|bien|también|exist|sean|fueran)[a-zé]{3,}(?<!r[ií])[ae]n?)\b"
    ),
    "pt": re.compile(
        r"\s(?:(?:não|só|apenas|sempre)\s)?((?!para|sobre|desde|entre|falta|nova|permita|exist|também|sejam)[a-zé]{3,}(?<!ri)[ae]m?)\b"
    ),
    "it": re.compile(r"\s(?:non\s)?((?!che|come|sarebbe|manca|nuova|permetta)[a-zé]{3,}(?<!ebb)[ae])\b"),
}
"""A verb of the present right behind the kind, by its ending."""
_NOT_YET = frozenset({"impact", "gain", "wish", "lack", "request", "desire"})
"""What a wished one brings is told in the present as well: `helps us`, `enables`."""


def is_used(marked: Marked, place: Span) -> bool:
    """`I tried to use the GitLab integration`, `nous utilisons déjà la connexion Drive`: who has used what they call with its
    article has it."""
    thing = thing_at(marked, place)
    if thing is None:
        return False
    used = _USES if thing.led else _USED
    return used.search(marked.text, max(0, thing.start - NEAR), thing.start) is not None


_USED = re.compile(
    r"\b(?:(?:wanted|tried|trying|started|began) to (?:use|set up|configure)|(?:when(?:ever)?|while|after|once|if|as soon as) (?:i|we|you|one) (?:run|use[ds]?|configured?|set up|start|enabled?|test|try|open)|(?:am|are|['’]m|['’]re|been) using|(?:set up|configured|activated|enabled|installed)"
    r"|(?:we|i) (?:(?:already|currently) (?:use|have)|(?:really |all |do )?(?:love|like|enjoy|rely on|depend on))|(?:nutze|nutzen|verwenden?|benutzen?) (?:schon|seit \w+)?|gebruiken) (?:the|your|die|den|das|eure[nr]?|ihre[nr]?|de|het|jullie)\s+$",
    re.IGNORECASE,
)

_USES = re.compile(
    r"\b(?:utilis(?:ons|e)|on se sert de|usamos|utilizamos|uso|utilizo|usiamo|utilizziamo|stiamo usando)(?: (?:déjà|ya|já|già|beaucoup|mucho|muito|molto))?\s+"
    r"(?:(?:la|le|el|o|a|il|lo|su|sua|seu|votre|vuestr[oa]|vostr[oa]|vossa|vosso|tu)\s+|l['’])?$",
    re.IGNORECASE,
)
"""The same where the kind stands before the name."""


def arrives_without(marked: Marked, place: Span) -> bool:
    """`Orders land in Xero, only without the cost centre`, `payments arrive from Stripe, refunds don't`: what is there leaves
    something out."""
    sentence = marked.sentence_at(place.start)
    near = Span(max(sentence.start, place.start - NEAR), place.start)
    if _INTO.search(marked.text, *near) is None or marked.has(sentence, "by_hand", "request", "desire"):
        return False
    flows = _FLOWS.search(marked.text, *near) and _BUT_NOT.match(marked.text, place.end, sentence.end)
    return bool(flows or _BUT_WITHOUT.match(marked.text, place.end, sentence.end))


_INTO = re.compile(
    r"\b(?:in|into|to|from|im|ins|nach|aus|von|dans|vers|depuis|en|desde|a|no|na|ao|do|da|dal|naar|uit|su)\s+$",
    re.IGNORECASE,
)
_FLOWS = re.compile(
    r"\b(?:goe?s?|comes?|arrives?|lands?|flows?|(?:is|are|gets?) (?:synced|sent|imported|pushed)|kommen|kommt|landen|landet|gehen|geht|arrivent|arrive|vont"
    r"|llegan|llega|van|chegam|chega|vão|arrivano|arriva|vanno|komen|komt|gaan|gaat)\b",
    re.IGNORECASE,
)
"""What moves today, by itself."""
_BUT_NOT = re.compile(
    r"(?:,? (?:but|though)|,) (?!not (?:in|here|yet|to)\b)(?!(?:but|though|we|i|you|it|they|there|nobody|none|ihr|sie|wir|ich|es|nous|vous|on|nosotros|ustedes|vocês)\b)"
    r"(?:[^\W\d_]+ ){1,3}(?:don['’]t|doesn['’]t|do not|does not|aren['’]t|isn['’]t|are not|is not|never|nicht|nie|niet)\b",
    re.IGNORECASE,
)
_BUT_WITHOUT = re.compile(
    r"[^.!?\n]{0,40}?[,–—-]\s*(?:\w+ )?(?:only|just|but|though|nur|allerdings|aber|jedoch|leider|alleen|maar|echter|mais|seulement|sauf|solo que|pero|sin embargo|só que|mas|porém|però|solo)\s"
    r"(?:\w+ ){0,2}(?:without|not|ohne|zonder|sans|sin|sem|senza)\b",
    re.IGNORECASE,
)


def is_meant_inside(marked: Marked, place: Span) -> bool:
    """`In the Bedrock component`, `en el conector de Odoo`: what shall be in it is wished, it is there; who is interested in it
    may not have it."""
    thing = thing_at(marked, place)
    if thing is None:
        return False
    inside = _INSIDE_LED if thing.led else _INSIDE
    return inside.search(marked.text, max(0, thing.start - NEAR), thing.start) is not None


_INSIDE = re.compile(
    r"(?<!interested )(?<!interest )\b(?:(?:in|to|into) (?:the|your)|in (?:der|die|den|das|eure[nr]?)|im|zum|zur|in (?:de|het|jullie))\s+(?:[a-zäöü]+ )?$",
    re.IGNORECASE,
)
_INSIDE_LED = re.compile(
    r"(?<!interest )(?<!interested )(?<!interesad[oa] )(?<!interesad[oa]s )(?<!interessad[oa] )(?<!interessad[oa]s )(?<!interés )(?<!interesse )(?<!geïnteresseerd )"
    r"\b(?:in (?:the|your|der|die|eure[rn]?|ihre[rn]?|de|het|jullie|uw)|im|zum|zur|en (?:el|la|su|vuestr[oa]|tu)|dans (?:le|la|votre)|na|no seu|na sua|nel|nella|nel vostro|nella vostra)\s+$"
    r"|\b(?:dans |nel)l['’]$",
    re.IGNORECASE,
)
"""The same where the kind stands before the name."""


def is_grown(marked: Marked, place: Span) -> bool:
    """`Stripe now supports …`, `GitLab 13.2 introduced …`: who follows what a product can do of late has it; a product that has an interface of
    late has still to be connected."""
    end = marked.sentence_at(place.start).end
    grown = _GROWN.match(marked.text, place.end, end)
    return bool(grown and not _INTERFACE.search(marked.text, grown.end(), min(end, grown.end() + NEAR)))


_GROWN = re.compile(
    r"(?: v?\d[\w.]*)?\s(?:(?:has |have )?(?:now|recently|just|lately) (?:also )?(?:supports?|allows?|documents?|offers?|introduced|added|provides?|launched|lets)|(?:has |have )?introduced|added support for)\b"
    r"|\s(?:unterstützt|bietet|erlaubt) (?:jetzt|inzwischen|neuerdings|mittlerweile)\b|\s(?:permet|propose|prend) (?:désormais|maintenant)\b"
    r"|\s(?:ahora|ya) (?:permite|admite|soporta)\b|\s(?:agora|já) (?:permite|suporta)\b|\sora (?:permette|supporta)\b|\s(?:ondersteunt|biedt) (?:nu|inmiddels)\b|(?:现在|最近|目前)?已经?(?:支持|上线|推出)了?",
    re.IGNORECASE,
)
_INTERFACE = re.compile(
    r"\b(?:api|apis|webhooks?|sdk|schnittstellen?|interface|mcp|integrations?|connectors?|plugins?)\b|接口",
    re.IGNORECASE,
)


def is_said_there(marked: Marked, place: Span) -> bool:
    """`SMS by Maqsam is in Novu already`, `Twilio is supported already`, `the Jira sync works fine`: it is said to be there."""
    sentence = marked.sentence_at(place.start)
    if _COMES_IN.match(marked.text, place.end, sentence.end) and not marked.has(sentence, "by_hand"):
        return True
    runs = _RUNS.match(marked.text, place.end, sentence.end)
    if runs and (runs["of_it"] or kind_leading(marked, place)):
        return True
    return bool(_THERE.match(marked.text, place.end, sentence.end))


_RUNS = re.compile(
    r"(?P<of_it>[\w -]{2,40}?)?\s(?:(?:has |have )?work(?:s|ed|ing)? (?:since|fine|well|great|nicely)(?! (?:with|for|in|on|as))|(?:läuft|funktioniert|klappt) (?:seit|gut|super|prima)"
    r"|(?:fonctionne|marche) (?:bien|depuis)|(?:va|funciona) (?:bien|bem|desde)|(?:va|funziona) bene|werkt (?:goed|prima|al))\b"
)
"""`The SonarQube collection works since 0.15`: what of a program works is there, the program itself works for its users."""
_COMES_IN = re.compile(
    r"\s(?:(?:already |do |now )?(?:come|arrive|show up|flow|land|go|get)s? (?:in|through|over|across|here) (?:nicely|fine|well|just fine|perfectly|reliably|every \w+)"
    r"|(?:are|is|get) (?:synced|imported|pulled|transferred|pushed) (?:fine|well|correctly|nicely|reliably)|(?:werden|wird) (?:prima|super|gut|sauber|zuverlässig|korrekt) (?:übertragen|importiert|übernommen)"
    r"|(?:sont|est) bien (?:repri|importé|synchronisé|transmi|récupéré|remonté)\w*|se (?:importan|sincronizan|traen) bien|(?:entram|chegam|vêm) cert(?:inho|o)|vengono importat[ie] bene|worden goed (?:overgenomen|geïmporteerd)"
    r"|(?:kommen|kommt|laufen|läuft) (?:prima|super|gut|sauber|zuverlässig|wunderbar) (?:an|rein|rüber|ein)"
    r"|(?:arrivent|remontent) (?:bien|sans problème)|(?:llegan|entran|chegam|entram) (?:bien|bem|perfectamente|perfeitamente)|arrivano (?:bene|correttamente)"
    r"|komen (?:goed|prima|netjes) (?:binnen|over|door))\b",
    re.IGNORECASE,
)
"""`Payments from Stripe come in nicely`."""


_THERE = re.compile(
    r"[\w -]{0,20}?\s(?:"
    r"is (?:already (?:supported|there|built in|integrated|implemented)|(?:supported|there|built in|integrated|implemented|in [A-Z]\w+) already)"
    r"|is part of the (?:package|product|app|tool)"
    r"|(?:is|are) in place(?! (?:in|at|for|here))|(?:est|sont) (?:déjà )?en place|ist (?:schon |bereits )?eingerichtet|ya está configurad[oa]|já está configurad[oa]|è già attiv[oa]|is al ingesteld"
    r"|(?:ist|wird) (?:schon|bereits|ja schon) (?:da|drin|angebunden|unterstützt|dabei)"
    r"|est déjà (?:là|pris en charge|prise en charge|intégrée?)|ya está (?:soportad|integrad|incluid|disponible)\w*"
    r"|já (?:é suportad|está integrad|está disponív)\w*|è già (?:supportat|integrat|presente)\w*"
    r"|(?:is er al|wordt al ondersteund|zit er al in)"
    r")\b(?!\s(?:with|mit|avec|com|con|met)\s(?!you|euch|ihnen|vous|voi|jullie))"
)
