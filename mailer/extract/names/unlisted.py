"""Products that somebody looked for in our list in vain: `I don't see Klaviyo among the integrations`."""

import re

from mailer.extract.text.marked import Marked, Span


def is_unlisted(body: Marked, span: Span, at: int) -> bool:
    """Whether a sentence says that the product at `at` is not in our list: it, and nothing of it, such as a missing order."""
    if body.has(span, "lately") or not _LIST.search(body.text, span.start, span.end):
        return False
    if _IS_NOT_IN.match(body.text, at, span.end) or _IT_IS_NOT_IN.search(body.text, at, span.end):
        return True
    sought = _NOT_SEEN.search(body.text, max(span.start, at - _NEAR), at)
    return sought is not None and bool(
        _IN.match(body.text, at, span.end)
        or (_NOT.match(body.text, at, span.end) and _LIST.search(body.text, span.start, sought.start()))
    )


_NEAR = 40
"""Characters before a name in which its author says that they did not find it."""
_LIST = re.compile(
    r"\b(?:list|catalog(?:ue)?|directory|marketplace|integrations|connectors|apps|options|drop-?down|liste|katalog|übersicht|auswahl|integrationen|anbindungen"
    r"|connecteurs|lista|catálogo|integraciones|conectores|opciones|integrações|opções|elenco|catalogo|integrazioni|lijst|overzicht|koppelingen)\b"
    r"|一覧|リスト|列表|목록",
    re.IGNORECASE,
)
_NAME = r"[^\s,;.!?]+(?:\s(?-i:[A-Z])\w+)?(?:\s(?:integration|connector|plugin|connection))?"
_AMONG = (
    r"\s(?:anywhere )?(?:in|on|among(?:st)?|under|auf|unter|bei|dans|sur|parmi|en|entre|na|nas|no|nos|nel|nella|tra|op|bij)\s"
    r"(?:[\w'’]+\s){0,4}?"
    f"(?:{_LIST.pattern})"
)
_IN = re.compile(_NAME + r"(?:\s(?:nicht|niet))?" + _AMONG, re.IGNORECASE)
_NOT = re.compile(_NAME + r"\s(?:nicht|niet|in there|among them|anywhere)\b", re.IGNORECASE)
"""Some say first where they looked: `in der Liste finde ich Pipedrive nicht`."""
_SEEN = (
    r"\b(?:(?:do|did|could) ?(?:n['’]t|not)|can(?: ?not|['’]t)) (?:\w+ )?(?:see|find|spot)|\b(?:finde|sehe|zie|vind)(?: ich| ik)?|\b(?:trouve|vois) pas|\bno (?:encuentro|veo)"
    r"|\bnão (?:acho|encontro|vejo|encontrei)|\bnon (?:trovo|vedo)"
)
_NOT_SEEN = re.compile(
    rf"(?:{_SEEN}|\b(?:nothing (?:for|about)|nichts (?:für|zu)|rien (?:pour|sur)|nada (?:de|para|sobre)|niets voor)"
    r"|(?:一覧|リスト)(?:に|には|から|の中に))\s?(?:(?:an?|any|een|o|a|el|la)\s)?$",
    re.IGNORECASE,
)
_IT_IS_NOT_IN = re.compile(
    rf"(?:{_SEEN})(?:\s(?:it|one|ihn|sie|es|hem|het|(?-i:[A-Z])[\w.]+))?(?:\s(?:nicht|niet))?(?:{_AMONG}|\s(?:in there|among them)\b)",
    re.IGNORECASE,
)
"""`… to Klaviyo, and I don't see it in the list`."""
_IS_NOT_IN = re.compile(
    _NAME
    + r"\s(?:is(?: ?n['’]t| not)|does(?: ?n['’]t| not) (?:appear|show up)|n['’](?:apparaît|est|figure) pas|no (?:aparece|está|figura|sale)"
    r"|não (?:aparece|está|consta)|non (?:appare|compare|c['’]è)|(?:steht|ist) nicht|staat niet)(?: listed| offered)?"
    + _AMONG
    + r"|[^\s,;.!?、。]{1,20}?(?:が|は)(?:見当たり|見つかり|ありません|なかった|なく|ない|載って)",
    re.IGNORECASE,
)
