"""Names behind what they are: `our booking system “TeeTime Pro”`, `a tool called pantry`, `自社の在庫管理システム「ZAIKO」`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from mailer.extract.names.name import Name, capitalised, name_of
from mailer.extract.names.unknown_names import forward
from mailer.extract.text.marked import Marked
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog

DESCRIBED = 0.7
"""Confidence in such a name."""
_LOOKS = 12
"""Places of a mail where such a name is looked for."""
_KIND = re.compile(
    r"(?:\b(?:systems?|tools?|apps?|applications?|software|platform|program(?:me)?|solution|erp|crm|lms|cms|wms|database"
    r"|[^\W\d_]{0,30}(?:system|software|programm|anwendung|lösung|plattform|portal|datenbank)|eigenentwicklung"
    r"|logiciel|outil|système|appli|plateforme|progiciel|sistema|herramienta|programa|aplicación|aplicativo|plataforma|ferramenta"
    r"|something(?= called| named)|etwas(?= namens)|aplicação|applicazione|piattaforma|programma|strumento|gestionale|systeem|applicatie|programma)\b"
    r"|(?:システム|ツール|ソフト|アプリ|系统|系統|软件|軟體|平台|工具|프로그램|시스템|솔루션|앱))",
    re.IGNORECASE,
)
"""What a program is."""
_BETWEEN = r"[^.,;:!?()\n\"“”„«»'‘’「」]{0,50}?"
_CALLED = (
    r"\b(?:called|named|namens|genannt|heißt|heisst|appelée?|nommée?|s['’]appelle|llamad[oa]|denominad[oa]|chamad[oa]"
    r"|se (?:llama|chama)|chiamat[oa]|si chiama|genaamd)"
)
_IT_IS_CALLED = re.compile(
    r"[^.!?\n]{0,30}[.!?]?\s{1,2}(?:it(?:['’]s| is)|(?:this|the) (?:system|tool|software|program|one) is|(?:sie|er|es|das|dieses) (?=heißt|heisst|nennt)|(?:il|elle|ça) (?=s['’])|(?=se llama|se chama|si chiama|chama-se)|(?:het|dat|dit) (?=heet))\s?"
    r"(?:called|named|heißt|heisst|nennt sich|s['’]appelle|se llama|se chama|chama-se|si chiama|heet)\s+[\"“„«]?(?P<called>\w[\w.&+-]*)(?P<quoted>(?!))?(?P<inside>(?!))?",
    re.IGNORECASE,
)
"""`… an interface to our ERP. It's called Vantor ERP`."""
_CALLED_SO = re.compile(
    r"「(?P<name>[^「」\n]{2,30})」という[^。、\n]{0,20}(?:システム|ツール|ソフト|アプリ|サービス)"
)
"""`「ハコブネ」という配送管理システム`."""
_AFTER = re.compile(
    rf"(?:{_BETWEEN}(?:{_CALLED}\s+[\"“„«'‘]?\s?(?P<called>\w[\w.&+-]*)|(?<=[\s\w])[\"“„«「](?P<quoted>\s?\w[^\"“”„«»「」\n]{{0,38}})[\"”“»」])"
    r"|(?:\s[^\W\d_]+){0,2}\s?[(（](?P<inside>[^()（）,;:]{2,40})[)）])",
    re.IGNORECASE,
)


def described_names(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """What a text calls a program right behind saying that it is one; the first such name."""
    if called := _CALLED_SO.search(marked.text):
        name = name_of(called["name"], called.group(), where, DESCRIBED, words, catalog)
        return [replace(name, program=True)] if name else []
    for kind in list(_KIND.finditer(marked.text))[:_LOOKS]:
        sentence = marked.sentence_at(kind.start())
        found = _AFTER.match(marked.text, kind.end(), sentence.end)
        if found is None and (then := _IT_IS_CALLED.match(marked.text, kind.end())):
            sentence = marked.sentence_at(then.start("called"))
            found = then
        for text in _texts(marked, found, sentence.end, words) if found else ():
            name = name_of(text, marked.slice(sentence), where, DESCRIBED, words, catalog)
            if name and not is_generic(name.text, words):
                return [replace(name, program=True)]
    return []


def _texts(marked: Marked, found: re.Match[str], end: int, words: Words) -> Iterator[str]:
    """What can be the name: all of a quotation, the capitals in brackets, what is called so even without a capital."""
    if quoted := found["quoted"]:
        yield quoted.strip()
    elif inside := found["inside"]:
        if inside[:1].isupper() and not inside.isupper() and len(inside.split()) <= _WORDS:
            yield inside
    else:
        start = found.start("called")
        text = forward(marked.text, start, end, words)
        alone = found["called"].rstrip(".")
        if capitalised(alone):
            yield text
        elif not all_noise(alone, words) and alone not in words.ordinary | words.empty:
            yield alone


_WORDS = 3
"""Words of a name in brackets; more explain something."""
