"""The links of a text, and which of them lead to API documentation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailer.extract.text.marked import Marked, Span

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"|\]}、。，（）「」]+", re.I)
_LABELLED = re.compile(r"(?<![@\w.])(?:[\w-]{1,60}\.){1,5}[a-z]{2,12}/[^\s<>\"|\]}、。，]*", re.I)
_HOST = re.compile(
    r"(?<![@\w./-])(?:[\w-]{2,60}\.){1,4}(?:com|org|net|io|dev|app|de|fr|es|eu|ai|co|nl|it|jp|example)(?![\w@/-])",
    re.I,
)
"""A host alone, under a label for links."""
_DOC_HOST = re.compile(
    r"(?:(?:[\w-]+\.)?[\w-]*docs|docs-[\w-]+|documentation|developers?|dev|api|apidocs?|api-docs|apis|reference|swagger|openapi|help-api)\.",
    re.I,
)
_DOC_PATH = re.compile(
    r"[/.#?_-](?:apis?|docs?|document(?=/)|developers?|documentation|documentazione|documentacion|documentacao|dokumentation|dokumentacja|doku|reference"
    r"|swagger(?:-ui)?|openapi|(?:rest|web|open|http|public|partner)-?apis?|api-?(?:docs?|reference|guide|explorer)|rest|graphql|sdk|webhooks?|spec"
    r"|redoc|postman|wsdl|[\w-]{0,20}docs)(?:$|[/.#?&_-])",
    re.I,
)
_NEVER = re.compile(
    r"/(?:issues|pull|pulls|commit|discussions|merge_requests|archives|recipes|zapbook|questions)(?:/|$)|unsubscribe|/changelog|"
    r"\.(?:png|jpe?g|gif|svg|mp4|zip)(?:$|\?)|^https?://(?:www\.)?(?:zapier|ifttt|youtube|youtu(?=\.be\b)|twitter|x(?=\.com\b)|linkedin|facebook|"
    r"news\.ycombinator|slack|calendly|zoom|teams\.microsoft|meet\.google|loom|imgur)\.",
    re.I,
)
_CODE_HOST = re.compile(
    r"^https?://(?:www\.)?(?:github|gitlab|bitbucket|codeberg|sourceforge|npmjs|pypi|hub\.docker)\.", re.I
)
SHORTEST_HOST = 4
"""Letters; shorter names stand in any host by chance."""
BEFORE = 60
"""Characters before a link in which a word may say what it is."""


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    span: Span


def links(text: str) -> Iterator[Link]:
    """Every link of `text` in order, without the punctuation that the sentence put behind it."""
    for found in _LINK.finditer(text):
        url = found.group()
        url = url.split(")")[0] if "(" not in url else url
        url = url.rstrip(".,;:!?'*_`)>’”")
        if "." in url:
            yield Link(url, Span(found.start(), found.start() + len(url)))


def host_of(url: str) -> str:
    """The host of a link in lower case, whether it names a scheme or none (`www.capsulecrm.example/docs`)."""
    return url.casefold().removeprefix("https://").removeprefix("http://").partition("/")[0]


def bears_name(url: str, name: str) -> bool:
    """Whether a link's host has the name in it: `capsulecrm.example` for CapsuleCRM."""
    key = "".join(filter(str.isalnum, name.casefold()))
    return len(key) >= SHORTEST_HOST and key in host_of(url).replace("-", "")


def documentation(marked: Marked, *, labelled: bool) -> list[Link]:
    """The links that lead to API documentation: all of a text under such a label, elsewhere those that look so or are called so."""
    found = list(links(marked.text))
    bare = (Link(one.group().rstrip(".,;"), Span(*one.span())) for one in _LABELLED.finditer(marked.text))
    outside = [one for one in bare if not any(_within(one, link) for link in found)]
    if labelled:
        named = (
            [Link(one.group(), Span(*one.span())) for one in _HOST.finditer(marked.text)] if not found else []
        )
        return [link for link in found if not _NEVER.search(link.url)] or outside or named
    said = [link for link in found if _is_documentation(marked, link) and not _signs(marked, link)]
    return said or [link for link in outside if _DOC_HOST.match(link.url) and looks_documented(link.url)]


def _signs(marked: Marked, link: Link) -> bool:
    """Whether a link stands alone on its line below a telephone number: a signature ends so."""
    above = marked.text[max(0, link.span.start - _SIGNATURE) : link.span.start]
    behind = marked.text[link.span.end : link.span.end + 1]
    return above.endswith("\n") and behind in ("", "\n") and bool(_TELEPHONE.search(above.split("\n\n")[-1]))


_SIGNATURE = 120
"""Characters of a signature above its link."""
_TELEPHONE = re.compile(r"(?:^|\s)(?:tel|phone|mobile?|fon|tél|fax)\b|\+\d{1,3}[ (]?\d", re.IGNORECASE)


def _within(one: Link, other: Link) -> bool:
    return other.span.start <= one.span.start < other.span.end


def _is_documentation(marked: Marked, link: Link) -> bool:
    line = Span(
        max(marked.text.rfind("\n", 0, link.span.start) + 1, link.span.start - BEFORE), link.span.start
    )
    if _NEVER.search(link.url) or _CALLED.search(marked.text, line.start, line.end):
        return False
    if marked.has(line, "website") and not marked.has(line, "documentation"):
        return False
    if _CODE_HOST.search(link.url):
        return marked.has(line, "documentation") and not marked.has(line, "existing_work")
    called_so = marked.has(line, "documentation") or _TECHNICAL.search(marked.text, *line)
    return looks_documented(link.url) or (bool(called_so) and not marked.has(line, "existing_work"))


_TECHNICAL = re.compile(
    r"\b(?:technical (?:details|description|information|spec\w{0,10})|for developers|endpoints|developer (?:pages|information)|technische[rn]? (?:details|beschreibung|informationen|angaben)"
    r"|für entwickler|endpunkte|détails techniques|pour les développeurs|detalles técnicos|para (?:los )?desarrolladores|detalhes técnicos|para (?:os )?(?:desenvolvedores|programadores)"
    r"|dettagli tecnici|per (?:gli )?sviluppatori|technische (?:gegevens|informatie)|voor ontwikkelaars|szczegóły techniczne|dla programistów|tekniska detaljer|för utvecklare"
    r"|tekniske detaljer|for udviklere|for utviklere|tekniset tiedot|kehittäjille|technické (?:detaily|podrobnosti)|pro vývojáře|технические подробности|для разработчиков"
    r"|teknik ayrıntılar|geliştiriciler için)\b[^.!?\n]{0,40}$|(?:開発者向け|技術仕様|技术(?:说明|细节|文档)|开发者|기술 (?:사양|문서)|개발자)[^。\n]{0,20}$",
    re.IGNORECASE,
)
"""`Technical details are at`, `for developers:`; a link to code stays one."""
_CALLED = re.compile(
    r"\b(?:GET|POST|PUT|PATCH|DELETE|curl(?: -\S{1,20}| [A-Z]{3,6}){0,4})(?: to)?[\s:\"'`]{1,4}$"
)
"""What a program calls (`POST https://api.mistral.ai/v1/audio`) is the interface itself, and explains nothing."""


def names_code(url: str) -> bool:
    """Whether a link leads to code, a recording or a conversation: its host says nothing about what a text is about."""
    return bool(_NEVER.search(url) or _CODE_HOST.search(url))


def looks_documented(url: str) -> bool:
    """Whether the address itself says that documentation is there: `developer.`, `/docs/`, `swagger` …"""
    host, _, path = re.sub(r"^https?://(?:www\.)?|^www\.", "", url, flags=re.I).partition("/")
    return bool(_DOC_HOST.match(host) or _DOC_PATH.search("/" + path))
