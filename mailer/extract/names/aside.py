"""Names that a text mentions without asking for them: what is there already, what is not wanted, what is only compared."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.names.longing import stuck_without
from mailer.extract.text.denial import BESIDE, BUT
from mailer.extract.text.marked import Marked, Span
from mailer.rules.catalog import Mention

WISHING = ("request", "wish", "desire")
"""Cues of a sentence that wishes for something."""
ASKING = (
    *WISHING,
    "by_hand",
    "purpose_clause",
    "vote",
    "plead",
    "conditional",
    "longing",
    "lest",
    "suggests",
)
"""… or tells why."""


def put_aside(marked: Marked, span: Span, mention: Mention) -> bool:
    """Whether a name is mentioned as something else: `instead of Zapier`, `same as Segment`; `stuck without SAP` means it."""
    before = marked.within(Span(span.start, mention.start))
    wished = max((hit.start for hit in before if hit.tag in WISHING), default=-1)
    return not stuck_without(marked, span, mention.start) and any(
        hit.tag == "not_asked" and wished < hit.end and not _PARTS.search(marked.text, hit.end, mention.start)
        for hit in before
    )


_PARTS = re.compile(rf"[,;.]|{BUT.pattern}", re.IGNORECASE)
"""What parts a name from what is put aside before it."""


def refused(marked: Marked, place: Span) -> bool:
    """Whether the words before a name say that it is not wanted (`I don't want a HubSpot integration`), or those around it
    that another is (`not HubSpot but Pipedrive`)."""
    sentence = marked.sentence_at(place.start)
    before = marked.within(Span(sentence.start, place.start))
    unwanted = any(
        hit.tag == "unwanted"
        and marked.length(Span(hit.end, place.start)) <= _UNWANTED
        and not re.search(r"[,;:.]", marked.text[hit.end : place.start])
        for hit in before
    )
    return unwanted or (
        _NOT.search(marked.text, max(sentence.start, place.start - _NEAR), place.start) is not None
        and _BUT.match(marked.text, place.end, sentence.end) is not None
    )


_UNWANTED = 3
"""Words between `don't want a` and the name."""
_NEAR = 20
"""Characters in which `not for` stands before a name."""
_NOT = re.compile(
    r"\b(?:not|nicht|keine?n?|pas|não|non|niet)\s+(?:(?:for|für|pour|para|per|voor)\s+)?$", re.IGNORECASE
)
_BUT = re.compile(
    r"[\w\s-]{0,20},?\s(?:(?i:sondern|sino)\s|(?i:but|mais|mas|ma|maar)\s(?:[^\W\d_]{1,5}\s){0,2}[A-Z]\w)"
)


def in_use(marked: Marked, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """`We use Shopify for the shop, Stripe for payments`: the several names that a sentence counts up before it wishes for
    something."""
    telling = [hit for hit in marked.hits if hit.tag == "uses" and hit.end - hit.start >= _WORD]
    for used in telling[:_LOOKS]:
        sentence = marked.sentence_at(used.start)
        rest = Span(used.end, sentence.end)
        wish = next((hit.start for hit in marked.within(rest) if hit.tag in WISHING), sentence.end)
        counted = [m for m in mentions if used.end <= m.start < wish and not _in_wish(marked, sentence, m)]
        if len(counted) > 1:
            yield from counted


def _in_wish(marked: Marked, sentence: Span, mention: Mention) -> bool:
    """Whether the clause around a name wishes: `we use Jira, Slack would be nice`."""
    return any(
        clause.start <= mention.start < clause.end and marked.has(clause, *WISHING)
        for clause in marked.clauses(sentence)
    )


def compared(text: str, place: Span) -> bool:
    """Whether a known name only describes something else: `an Elasticsearch compatible API`, `an alternative to Jira`."""
    near = max(0, place.start - _FAR)
    return bool(_LIKE.match(text, place.end) or _LIKENED.search(text, near, place.start))


_MORE = r"(?:[A-Z][\w.]{1,20}(?: [A-Z]\w{1,15})?(?:,| and| or| und| oder| et| ou| y| e| o| en| of) (?:the )?){0,3}"
"""The names that a list counts up before the one in question."""
_LIKE = re.compile(
    r"[ -](?:compatible (?:rest |http )?api|kompatible\w? (?:rest-|http-)?(?:api|schnittstelle)|like|style|replacement|alternatives?|workaround|clone|fork"
    r"|ähnlich\w*|ersatz|alternativen?)\b(?! (?:is|are|would|should|to)\b)|\s?(?:互換の?api|の代替|のような|と同様|と同じ(?:く|よう)|のように|みたいに)"
    r"|\s?(?:(?:和|与|、)[^\s，。、]{1,10})?(?:一样|那样|类似的)|(?:처럼|[와과] (?:같이|마찬가지로|비슷하게)|[^.,\n]{1,20}[와과] (?:비슷하게|마찬가지로))",
    re.IGNORECASE,
)
_LIKENED = re.compile(
    rf"(?:\b(?:(?:it['’]?s|is|are|works?|behaves?|much|very|basically|quite|bit) like|similar to|resembles?|along the lines of|in the style of"
    r"|ähnlich wie|funktioniert wie|semblable à|comme pour|parecid[oa] a|similar a|parecid[oa] com[o]?|igual a)\s(?:the\s|your\s|what you do for\s)?"
    r"|\b(?:(?:alternative|replacement|successor|competitor|clone|fork|variant|equivalent)s? (?:to|for|of)|alternativen? zu[mr]?|nachfolger von"
    r"|konkurrent(?:en)? von|alternatives? à|concurrente? de|alternativas? (?:a|ao|à)|competidor de|concorrente d[eoa]|compatible avec l['’]api)"
    r"\s(?:the\s)?"
    r"|\b(?:like|as|just as|wie|comme|como|come|zoals|как)\s(?:(?:they|we|you|it|i)\s(?:already\s)?(?:do|does|did|have|can)\s(?:it\s)?)?(?:with|for|in|bei|mit|avec|pour|dans|con|com|en|bij|в|у|с)\s"
    rf"(?:(?:the|your|der|dem|eurer|ihrer|le|la|el|o|a)\s)?){_MORE}$|(?:像|类似于?|如同)\s?$",
    re.IGNORECASE,
)


def exemplified(text: str, place: Span) -> bool:
    """Whether a name is only an example of the kind that is asked for: `an OIDC provider like Authentik or Keycloak`."""
    return _EXAMPLE.search(text, max(0, place.start - _FAR), place.start) is not None


_EXAMPLE = re.compile(
    r"(?:\b(?:like|such as|for example|for instance|zum beispiel|wie|etwa|par exemple|comme|por ejemplo|por exemplo|como|per esempio|come|zoals|bijvoorbeeld|например|np)"
    r"|\b(?:e\.g|i\.e|z\. ?b|p\. ?ex|p\. ?ej|bijv|t\.ex|f\.eks)\.|例えば|比如|例如|예를 들어)[:,，]?\s?(?:(?:an?|the|mit|with|avec|con|com|met|using|via) )?"
    r"(?:[a-z][\w.]{1,20}(?: [a-z]\w{1,15})?(?:,| and| or| und| oder| et| ou| y| e| o| en| of|/) ?){0,3}$",
    re.IGNORECASE,
)


def model(text: str, place: Span) -> bool:
    """Whether a name is only the model of what is asked for: `a dark mode, like Notion has`."""
    near = max(0, place.start - _FAR)
    return bool(_AS.search(text, near, place.start) and _DOES.match(text, place.end))


_AS = re.compile(r"\b(?:like|as|the way|wie|comme|como|come|zoals)\s$", re.IGNORECASE)
_DOES = re.compile(
    r" (?:does|do|did|has|have|had|offers|can|is doing|macht|hat|kann|bietet|tut|(?:le )?fait|(?:lo )?hace|(?:o )?faz)\b"
)


def left_behind(text: str, place: Span) -> bool:
    """Whether the words around a known name say that its author has given it up: `we dropped Slack for …`, `moved from Jira to
    …`, `von Jira zu … gewechselt`; struck out (`~Slack~`) it is, too."""
    if text[place.start - 1 : place.start] == "~" == text[place.end : place.end + 1]:
        return True
    near = max(0, place.start - _FAR)
    gone = _FROM.search(text, near, place.start) and _GONE.match(text, place.end)
    ending = _ENDS.search(text, near, place.start) and _CLOSES.match(text, place.end)
    return bool(gone or ending or _LEFT.search(text, near, place.start) or _ENDED.match(text, place.end))


def set_aside(title: str, place: Span) -> bool:
    """Whether a subject names something else than what is asked for: `Not Teams`, `Zapier workaround`, `Switch from Monday`."""
    return (
        compared(title, place)
        or left_behind(title, place)
        or _NEVER.fullmatch(title[: place.start]) is not None
    )


_NEVER = re.compile(r"\W*(?:not|nicht|pas|niet) ", re.IGNORECASE)
_FAR = 40
"""Characters in which `migrated everything from`, `an open alternative to` stands before a name."""
_LEFT = re.compile(
    r"\b(?:we|i|they|have|had|has|just|recently|finally|team|company|school)['’]?\w{0,2} (?:dropped|ditched|left|abandoned|retired|replaced|quit)"
    r"\s$|\b(?:mov|migrat|switch|chang|transition|com|cam|upgrad)(?:e|ed|ing)? (?:\w+ )?(?:over |away )?(?:from|off)\s$"
    r"|\b(?:pass[ée]e?s?|migr[ée]e?s?|bascul[ée]e?s?|quitt[ée]) (?:d[eu] |d['’])?$"
    r"|\b(?:pasamos|pas[ée]|cambiamos|migramos|venimos|dejamos|abandonamos) (?:de |del )?$"
    r"|\b(?:mudamos|migramos|passamos|trocamos|viemos|deixamos|largamos|abandonamos) (?:(?:d[eoa]|o|a) )?$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:(?:switch|turn|shut)(?:ing)? (?:off|down)|retir(?:e|ing)|cancel(?:l?ing)?|get(?:ting)? rid of|phas(?:e|ing) out|stop(?:ping)? (?:using|paying for)"
    r"|arrêter|abandonner|résilier|se passer de|dejar|abandonar|cancelar|dar de baja|largar|desligar)\s(?:our |the |notre |a |el |o )?$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\W*(?:$|[.,;!?)\n]|(?:for good|altogether|and|by|in|at|this|next|et|en|y|e|em)\b)", re.IGNORECASE
)
_ENDED = re.compile(
    r" (?:(?:wird|werden|soll|sollen|ist|sera|va être|wordt) (?:[^\W\d_]+ ){0,4}?|(?:(?:is|are|was|will|can|could|must|to|going|being|been|then|finally|soon|has|have|wird|soll|kann|sera|est|soit|puisse|peut|va|pourra|ser[áa]|puede|pode) ){0,4})"
    r"(?:be(?:ing)? |être |ser )?(?:switched off|turned off|shut down|retired|cancel?led|phased out|dropped|abandoned|decommissioned|discontinued"
    r"|ab(?:zu)?schalten|abgeschaltet|abgelöst|ablösen|abgekündigt|gekündigt|kündigen|loswerden|eingestellt|arrêtée?|abandonnée?|résiliée?"
    r"|dado de baja|cancelad[oa]|desligad[oa]|descontinuad[oa])\b",
    re.IGNORECASE,
)
"""What is said of a program that is to go: `QuickBooks is going to be retired`."""
_FROM = re.compile(r"\bvon\s$", re.IGNORECASE)
_GONE = re.compile(
    r" (?:zum?|auf|nach) [^.,;\n]{2,40}?\b(?:gewechselt|umgestiegen|umgezogen|migriert|gewandert|wechseln|umsteigen|umziehen|migrieren|um)\b",
    re.IGNORECASE,
)


def there_already(text: str, place: Span) -> bool:
    """Whether the words around a name say that its integration is there: `WooCommerce is connected already`, `there is support
    for Jira`, `next to AWS SES`."""
    near = max(0, place.start - _FAR)
    return bool(
        _THERE.match(text, place.end)
        or _THERE_IS.search(text, near, place.start)
        or BESIDE.search(text, near, place.start)
    )


_THERE_IS = re.compile(
    r"\bthere(?:['’]s| is| are)(?: already)?(?: an?)? (?:support|integration|connector|plug-?in|adapter)s? (?:for|with|to)\s$"
    r"|\b(?:es gibt|gibt es)(?: schon| bereits)?(?: eine?n?)? (?:anbindung|integration|schnittstelle|unterstützung|adapter) (?:an|für|mit|zu)\s$"
    r"|\bil (?:existe|y a) (?:déjà )?(?:une?|le) (?:intégration|connecteur|module) (?:avec|pour)\s$"
    r"|\b(?:ya (?:hay|existe|tenéis|tienen)|já (?:existe|há|têm|tem))(?: una?| um| uma)? (?:integración|conector|integração) (?:con|com|para)\s$",
    re.IGNORECASE,
)


_THERE = re.compile(
    r" (?:is|are|has been|ist|sind|est|está|é|já é) (?:[^\W\d_]{2,8} ){0,2}?(?:connected|linked|integrated|supported|covered|there|verbunden"
    r"|angebunden|integriert|verknüpft|connecté|intégré|supporté|relié|conectado|integrado|ligado|soportado|suportado)\b"
    r"|は(?:すでに|既に)?(?:連携|対応)(?:済|して(?:います|いただいて))",
    re.IGNORECASE,
)


def thanked_for(text: str, place: Span) -> bool:
    """Whether a name is only what its author gives thanks for: `danke für die Jira-Anbindung`."""
    return (
        _THANKED.search(text, max(0, place.start - _FAR), place.start) is not None
        and _KIND_BEHIND.match(text, place.end) is not None
    ) or _THANKED_KIND.search(text, max(0, place.start - _FAR), place.start) is not None


_KIND = r"(?:integration|connector|connection|plug-?in|sync|support|anbindung|schnittstelle|verbindung|intégration|connecteur|integración|conector|integração|conexão)"
_GIVEN = r"\b(?:thanks?(?: you)?(?: so much| again| a lot)?|dank\w?|merci|bravo|gracias|obrigad[oa])\s(?:for|für|pour|por|pel[oa])"
_OF_YOURS = r"(?:\s(?:the|your|this|die|eure|ihre|le|la|l['’]|votre|el|su|vuestra|a|o|sua)){0,2}\s?"
_THANKED = re.compile(rf"{_GIVEN}{_OF_YOURS}(?:\s?\w+\s)?$", re.IGNORECASE)
_KIND_BEHIND = re.compile(rf"[ -]{_KIND}", re.IGNORECASE)
_THANKED_KIND = re.compile(
    rf"{_GIVEN}{_OF_YOURS}{_KIND}\s(?:with|to|for|mit|an|zu|avec|con|com|de|à|a|o|el|la|le){{1}}(?:\s(?:el|la|le|o|a))?\s$",
    re.IGNORECASE,
)


def missed(text: str, place: Span) -> bool:
    """Whether the words right beside a name say that it is what its author lacks: `Odoo is what we miss`, `uns fehlt Odoo`."""
    near = max(0, place.start - _FAR)
    return bool(_LACKS.match(text, place.end) or _LACKED.search(text, near, place.start))


_LACKS = re.compile(
    r" (?:(?:is|are) (?:still )?(?:missing|what (?:we|i) (?:really )?(?:miss|need|lack|want)|the one (?:we|i|that we) (?:really )?(?:miss|need|lack|want))\b"
    r"|(?:fehlt|fehlen)\b|(?:nous )?manque\b|(?:nos )?(?:falta|hace falta|faz falta)\b)|(?:が|だけ)(?:ない|ありません|足りません|未対応)",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"\b(?:(?:what|the only thing|all) (?:is |we(?:['’]re| are)? |i |that we )?(?:missing|miss|need|lack|lacks)(?: for us| here| now)? (?:is|are|:)"
    r"|(?:uns|mir|es|hier|nur|noch) feh(?:lt|len)(?: (?:uns|mir|nur|noch|aber|also)){0,2}|(?:nous|me|il) manque|(?:nos|me) falta|sentimos falta d[eoa]|nos hace falta)"
    r"\s(?:(?:the|die|der|das|le|la|el|o|a) |l['’])?$",
    re.IGNORECASE,
)


_WORD = 5
"""Letters of `we use`; shorter ones, such as `via`, say nothing of a whole list."""
_LOOKS = 12
"""Places of a mail where such a count is looked for."""
