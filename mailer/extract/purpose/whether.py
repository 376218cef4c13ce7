"""A mail that only wants to know whether something is there already: `Do you already support Airtable? If yes, where is it?`

Who says what they would need it for, or what they would do if it is not there, asks for it.
"""

import re

from mailer.extract.text.marked import Marked, Span

_EXISTS = re.compile(
    r"\b(?:is|are) there\b|\b(?:do|does) (?:you|it|your \w+|\w+) (?:\w+ )?(?:support|have|offer|provide|integrate|work|connect)\b|\bhave you (?:got )?an?\b"
    r"|\bgibt(?: es|['’]s)\b|\b(?:habt|unterstützt|bietet) ihr\b|\b(?:haben|unterstützen|bieten) sie\b|\bist \S+ (?:schon|bereits)\b"
    r"|\bexiste\b|\bexiste-t-|\by a-t-il\b|\best-ce qu['’]il (?:y a|existe)\b|\b(?:gérez|avez|proposez|supportez|prenez)(?:-vous)?\b|\btien(?:en|es|e)\b|\btenéis\b|\bhay\b"
    r"|\bsoporta\w*|\badmit\w+|\bt[êe]m\b|\bhá\b|\bsuporta\w*|\bc['’]è\b|\besiste\b|\bavete\b|\bsupportate\b|\bis er\b|\b(?:hebben|ondersteunen) jullie\b|\bbestaat er\b"
    r"|ありますか|ありますでしょうか|対応していますか|できますか|有没有|支持.{0,12}吗|있나요|지원하나요",
    re.IGNORECASE,
)
"""What a question says that is about what is there."""
_THOUGHT_OF = re.compile(
    r"\b(?:plans?|interest|consideration|thoughts|überlegungen|pläne|interesse|projets?|intérêt|réflexions?|planes|interés|idea de|planos|intenção|piani|intenzione|plannen|belangstelling)\b",
    re.IGNORECASE,
)
"""What is there of a thing that is not there yet."""
_A_WAY = re.compile(
    r"\b(?:ways?|möglichkeit|weg|moyen|façon|forma|manera|maneira|modo|manier|mogelijkheid)\b[^.?!\n]{1,120}"
    r"\b(?:in(?:to)?|to|aus|bei|dans|vers|a|en|para|nel|nella|da|uit|bij) (?:your|ihr\w*|eu(?:re?|er)\w*|euch|ihnen|votre|chez vous|su|vuestr[oa]|vostr[oa]|voi|vossa|vosso|seu|sua|jullie|uw)\b",
    re.IGNORECASE,
)
"""`Is there a way to get our data into your tool?`: who asks for the way wants it to be made."""
_ALREADY = re.compile(
    r"\b(?:already|schon|bereits|déjà|ya|já|già|al)\b|既に|すでに|もう|已经|이미", re.IGNORECASE
)
_IF_SO = re.compile(
    r"\W*+(?:and |und |et |y |e |en )?(?:if (?:yes|so|there is(?: one)?|it (?:is|does|exists)|you do|that exists)|(?:falls|wenn) (?:ja|so|es \w+ gibt|sie existiert|vorhanden)"
    r"|si (?:oui|c['’]est le cas|\w+ existe)|si (?:es así|sí|existe|l[ao] hay|l[ao] tienen|hay)|se (?:sim|tiver|tiverem|houver|existir)"
    r"|(?:se sì|se c['’]è|se esiste|in caso affermativo)|(?:zo ja|als die er is|als dat kan)|ある場合|もしあ|あれば|如果有|있다면)",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:where|how|which|what|wo|wie|où|comment|dónde|donde|cómo|onde|como|dove|come|waar|hoe)\b|どこ|どう|どの|哪里|怎么|어디|어떻게",
    re.IGNORECASE,
)
_FIND_IT = re.compile(
    r"\W*+(?:and |und |et |y |e |en )?(?:where|how|wo|wie|où|comment|dónde|cómo|onde|como|dove|come|waar|hoe) [^.?!,]{0,30}"
    r"\b(?:find|turn|switch|enabl|activat|finde|aktivier|schalt|trouv|activ|encuentr|encontr|ativ|trov|attiv|vind|activeer)[^.?!,]{0,20}\?",
    re.IGNORECASE,
)
"""`Where do I find it?`: who asks takes it to be there."""
_SEARCHED = re.compile(
    r"\b(?:could ?n['’]t|could not|can ?['’]?n?o?t|did ?n['’]t|did not|was unable to|unable to|have ?n['’]t|have not) (?:\w+ )?(?:find|found|see|seen|spot|locate)\b"
    r"|\b(?:found|saw) (?:nothing|no )|\b(?:no mention|nothing) (?:of it |about it )?in the\b|\b(?:looked|searched|checked)\b"
    r"|\b(?:nichts|nicht|keine?n?)\b[^.?!]{0,30}\b(?:gefunden|gesehen|finden)\b|\bfinde\b[^.?!]{0,40}\b(?:nichts|nicht|keine?n?)\b|\b(?:pas|rien)\b[^.?!]{0,20}\b(?:trouvé|vu)\b|\btrouve (?:pas|rien)\b"
    r"|\bno (?:l[ao]s? )?(?:encuentr\w+|veo|vi|he (?:encontrado|visto)|encontr\w+|aparece)|\bnão (?:\w )?(?:achei|encontrei|vi|acho|encontro)\b"
    r"|\bnon (?:\w+ )?(?:trovo|vedo|trovat\w)|\b(?:niet|niets|geen)\b[^.?!]{0,20}\b(?:vinden|gevonden|gezien)\b|見つかり|見つけられ|見当た|找不到|没找到|찾을 수 없",
    re.IGNORECASE,
)
"""Who looked for it in vain."""
_IF_NOT = re.compile(
    r"\W*+(?:and |und |et |y |e |en )?(?:if not|if there is ?n[o'’]t|falls nicht|wenn nicht|sinon|si no\b|se não|se no\b|altrimenti|zo niet|als dat niet|なければ|ない場合|もしな)",
    re.IGNORECASE,
)
_FEW = 3
"""Words of a greeting or a name."""


def only_asks_whether(subject: Marked, body: Marked) -> bool:
    """Whether all sentences ask if something is there, tell that it was looked for, or ask where it is in that case; and one
    of them, or the subject, takes it to be there (`already`, `if so`) or says that it is a question."""
    asked = taken = False
    for span in body.sentences:
        said = body.text[span.start : span.end]
        if _if_so(said) or (asked and _FIND_IT.match(said)):
            taken = True
        elif said.endswith(("?", "？")) and _EXISTS.search(said) and not _for_later(said):
            asked, taken = True, taken or _ALREADY.search(said) is not None
        elif not (_SEARCHED.search(said) or _is_polite(body, span)):
            return False
    return asked and (taken or subject.has(subject.whole, "question_word"))


def asks_otherwise(body: Marked) -> bool:
    """`If not, could you build one?`: what is asked for where it is not there."""
    return any(
        _IF_NOT.match(body.text, span.start) and body.has(span, "request", "wish", "desire", "order")
        for span in body.sentences
    )


def _for_later(said: str) -> bool:
    """Whether it asks about what is to come: a plan, or a way that is still to be made."""
    return _THOUGHT_OF.search(said) is not None or _A_WAY.search(said) is not None


def _if_so(said: str) -> bool:
    return _IF_SO.match(said) is not None and _WHERE.search(said) is not None


def _is_polite(body: Marked, span: Span) -> bool:
    return body.length(span) <= _FEW or body.has(span, "thanks", "closing", "greeting")
