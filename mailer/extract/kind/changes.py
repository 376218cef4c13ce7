"""What a subject says of an integration shall be different: `Slack: answer in threads`, `Custom fields in Jira`, `Extend …`."""

import re
from collections.abc import Sequence

from mailer.extract.kind.capability import wants_of_it
from mailer.extract.names.kinds import goes_on, kind_behind, places
from mailer.extract.names.name import Name, ideographic, stretches
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import noise_places
from mailer.extract.text.phrases import Hit
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words


def names_a_change(subject: Marked, names: Sequence[Name], words: Words) -> bool:
    """Whether the subject alone says what of an integration shall be different."""
    return (
        _changes(subject, names)
        or _adjusts(subject, names)
        or _in_subject(subject, {name.text for name in names} | in_short(names), words)
    )


def in_short(names: Sequence[Name]) -> set[str]:
    """`Jira` of `Jira Cloud`: a text may speak of the integration by the product's own name."""
    return {
        name.product.name for name in names if name.product and name.text.startswith(f"{name.product.name} ")
    }


def adjusts(subject: Marked) -> bool:
    """`Skip archived cards …`, `Stop posting …`, `Allow filtering …`: the subject begins with a word for doing less of what is done,
    or for having a say in it."""
    return _ADJUSTS.match(subject.text) is not None


def _adjusts(subject: Marked, names: Sequence[Name]) -> bool:
    known = {name.text for name in names if name.product and name.where == "subject"}
    return adjusts(subject) and not any(
        PARTED.search(subject.text, 0, place.start) for place in places(subject, known)
    )


_ADJUSTS = re.compile(
    r"\W*(?:skip|exclude|hide|preserve|deduplicate|leave|disable|(?:turn|switch) (?:\w+ ){0,3}?off|(?:stop|don['’]t|do not) (?:send|post|creat|import|overwrit|pull|sync)\w*|überspring\w*|ignorier\w*|ausblenden"
    r"|exclure|masquer|excluir|ocultar|escludere|nascondere|verberg\w*"
    r"|(?:add (?:an? |the )?)?(?:allow|ability|option|possibility)(?: (?:us|users|me))?(?: to)? "
    r"(?:set|choos|configur|select|disabl|customi[sz]|filter|exclud|defin|specif|overrid|limit|restrict|renam|map|adjust|chang|pick)\w*"
    r"|(?:permettre de|pouvoir|permettere di|poter|permitir|poder) (?:choisir|configur|filtr|sélectionn|exclu|scegli|selezion|escludere|elegir|seleccion|escolher|selecion)\w*)\s",
    re.IGNORECASE,
)


def _changes(subject: Marked, names: Sequence[Name]) -> bool:
    """`Extend Jira action …`: the subject begins with a word for changing what is there, and names something known."""
    known = {name.text for name in names if name.product and name.where == "subject"}
    led = _LED.match(subject.text)
    starts = {0, led.end()} if led else {0}
    begun = [hit for hit in subject.hits if hit.tag == "change" and hit.start in starts]
    return any(
        not PARTED.search(subject.text, hit.end, place.start)  # improve our life: Notion
        and not _BRINGS.search(subject.text, hit.end, place.start)
        and not _goes_there(subject, hit, place)
        for hit in begun
        for place in places(subject, known)
    )


def _goes_there(subject: Marked, hit: Hit, place: Span) -> bool:
    """`Option to send events to Kafka`: where something shall go is what is asked for."""
    moved = _MOVES.match(subject.text, hit.end, place.start)
    return moved is not None and kind_behind(subject, place) is None


_MOVES = re.compile(
    r"\s(?:to )?(?:send|post|push|write|export|forward|stream|sync|import|pull|read|load|upload|log|connect|save)\b[^\n]{0,60}\s(?:to|from|into|with|in)\s(?:the\s)?$"
)
_LED = re.compile(r"(?:\w+ )?\w+: ")
"""What part of ours is meant, before what shall be different: `Watcher: allow setting …`."""
PARTED = re.compile(r"\s?[:：–—]|\s-\s")
"""What parts the kind of a wish from the wish: `Improvement: Notion`."""


def brings_in(text: Marked, hit: Hit, names: set[str]) -> bool:
    """`Extend the exporter to support VictoriaMetrics`: what changes is another thing, to bring in what is asked for."""
    if hit.tag != "extension":
        return False
    behind = text.text[hit.end : text.sentence_at(hit.start).end]
    found = (behind.lower().find(name.lower()) for name in names)
    return any(at >= 0 and (_BRINGS.search(behind, 0, at) or _MOVES.match(behind, 0, at)) for at in found)


_BRINGS = re.compile(
    r"\b(?:to|and) (?:also )?(?:support|include|handle|cover|read|write|send|connect|add|work)\b|\b(?:with|um|pour|para|per)\s(?!(?:la |le |el |a |o |l['’])?(?:int[eé]gra|conn?e))|支持|接入|对接",
    re.IGNORECASE,
)


def _in_subject(subject: Marked, texts: set[str], words: Words) -> bool:
    """`Slack: answer in threads`, `OAuth for the Zendesk connector`, `Custom fields in Jira`, `Jira connector should …`."""
    found = list(places(subject, texts))
    taken = {place.start for place in found}
    for place in found:
        if (
            _MORE_OF.search(subject.text, 0, place.start)
            or _let(subject, place)
            or _is_another(subject, place)
            or wants_of_it(subject, place, words)
        ):
            return True
        kind = _kind_before(subject, place) or kind_behind(subject, place)
        end = max(place.end, kind.end) if kind else place.end
        if _opens(subject, end, words):
            return True
        if kind and kind.start >= place.end and (goes_on(subject, kind) or _acts(subject, kind)):
            return True
        if _part_behind(subject, end):
            return True
        before = [
            run for run in stretches(subject.text, words) if run.end <= place.start and run.start not in taken
        ]
        led = before and _leads(subject, Span(before[-1].end, place.start))
        if before and ((kind and kind.start >= place.end and led) or _feature_in(subject, place)):
            return True
    return False


_MORE_OF = re.compile(
    r"^\W*(?:(?:add|contribute|support|implement|provide|create|include)\s(?:the )?)?(?:(?:more|additional|further|missing|weitere|mehr|zusätzliche|fehlende|plus de|autres|más|mais|altri|altre|meer)"
    r"(?: (?!connector|integration|source|destination|provider|platform)[a-zäöüéèíóãç]+){1,3} (?:for|from|in|of|für|von|vom|aus|im|beim|in|pour|de|do|da|del|di|voor|van)"
    r"|(?:newest|latest|neueste[ns]?|derniers|últim[oa]s|nieuwste))(?: (?:the|den|dem|die|das|der|el|la|le|de|het))?\s+$",
    re.IGNORECASE,
)
"""`More events for PostgreSQL`, `Newest Bedrock models missing`: more of what is there."""


def _is_another(subject: Marked, place: Span) -> bool:
    """`Second Xero account`, `Mehrere Slack-Workspaces`: one is there."""
    return bool(_SECOND.search(subject.text, 0, place.start) and _HELD.match(subject.text, place.end))


_SECOND = re.compile(
    r"\b(?:second|another|multiple|several|more than one|zweite[ns]?|mehrere[rn]?|weitere[ns]?|deuxième|plusieurs|segund[ao]|otra"
    r"|outra|varias|várias|second[ao]|più|tweede|meerdere)\s+$",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"[\s-](?:accounts?|instances?|workspaces?|tenants?|organi[sz]ations?|orgs?|servers?|shops?|stores?|sites?|connections?|konten"
    r"|(?:calendar|channel|project|list|board|database|group|room|device|user|key|token|profile|location|zone|repositor|topic|page|space|folder|bucket|table|sheet|queue|index|cluster|region|domain|guild|chat|team|webhook|feed|inboxe?|mailboxe?)(?:s|ies|es)|kanäle|kalender|ordner|projekte|postfächer|konto|instanz(?:en)?|mandanten|verbindungen|comptes?|cuentas?|contas?)\b",
    re.IGNORECASE,
)


def _let(subject: Marked, place: Span) -> bool:
    """`Let Qdrant support …`: what shall do more is there; `let us …` and `let Metabase connect …` speak of us."""
    return subject.text[: place.start].strip().casefold() == "let" and not _JOINS.match(
        subject.text, place.end
    )


_JOINS = re.compile(
    r"\s(?:connect|talk|speak|link|integrate|sync|send|work|import|load|pull|push|log|sign)", re.IGNORECASE
)


def _acts(subject: Marked, kind: Span) -> bool:
    """`Trivy parser leaves out all but vulnerabilities`: what is told of it in full."""
    does = _DOES.match(subject.text, kind.end)
    return does is not None and not subject.has(
        Span(does.start(1), does.start(1) + 1), "impact", "gain", "use_case", "wish"
    )


_DOES = re.compile(r"\s([a-z]{2,}[^s\W]s)(?:\s\w+){2}")


def _kind_before(subject: Marked, place: Span) -> Span | None:
    """`Source Stripe: …`: the subject begins with the kind."""
    first = subject.within(Span(0, 1))
    kind = next((Span(hit.start, hit.end) for hit in first if hit.tag == "connector"), None)
    return kind if kind and 0 <= place.start - kind.end <= 1 else None


def _opens(subject: Marked, end: int, words: Words) -> bool:
    """Whether a colon or dash behind the name, or behind what of it is meant, opens words that describe something:
    `Slack: answer in threads`, `Rootly alert action: choose the urgency`."""
    behind = _BEHIND.match(subject.text, end) or _behind_a_part(subject, end)
    if not behind:
        return False
    listed = words_of(behind.group(1))
    told = Span(behind.start(1), behind.end(1))
    if _IS.fullmatch(behind.group(1)) and not subject.has(told, "feature", "part"):
        return False
    piece = subject.has(told, "feature", "part") and not subject.has(told, "connector")
    if len(listed) == 1 and subject.has(told, "part"):
        return True
    return len(listed) >= _FEATURE and (
        piece or len(listed) > len(noise_places(behind.group(1), listed, words))
    )


_BEHIND = re.compile(r"[)\]]?\s{0,4}(?:\([^()]{0,60}\)\s{0,4})?(?::(?![A-ZА-ЯЁ])|：|[-–—]\s)(.+)", re.S)
"""What a colon or dash behind a name opens; a hyphen inside a word opens nothing, nor does the colon of `1С:УНФ`."""
_IS = re.compile(
    r"\s*+[A-Z][\w.-]*+(?:(?:,? (?:or|and|&|oder|und|ou|et|y|o|e|en) |, ?| ?/ ?| )[A-Z][\w.-]*+)*+(?: ?\([^()]{0,60}\))?\s*+"
)
"""`Klaviyo - Mailing Service`, `Local TTS: Kokoro or XTTS`: what it is or is called, each word with a capital."""
_COLON = re.compile(r"[\w\s`'’-]{1,40}:\s(.+)", re.S)
"""A colon some words behind a name; a dash there parts what may be two thoughts."""


def _behind_a_part(subject: Marked, end: int) -> re.Match[str] | None:
    colon = _COLON.match(subject.text, end)
    if colon is None:
        return None
    part = Span(end, colon.start(1))
    piece = subject.has(Span(*colon.span(1)), "part")
    kind = not piece and subject.has(part, "connector", "after")
    return colon if subject.length(part) <= _PIECE and not kind else None


_FEATURE = 2
"""Words that describe a feature."""


def _feature_in(subject: Marked, place: Span) -> bool:
    """`Custom fields in Jira`, `Incremental sync for HubSpot`: a piece of a thing, and the thing."""
    kinds = {hit.start for hit in subject.hits if hit.tag == "connector"}
    if _KEPT.match(subject.text, 0, place.start) and kind_behind(subject, place) is None:
        return False
    return any(
        hit.tag in {"feature", "part"}
        and hit.start < place.start
        and hit.end + 1 not in kinds  # a `stream connector` is a kind of connector
        and _leads(subject, Span(hit.end, place.start))
        and not _goes_there(subject, hit, place)
        for hit in subject.hits
    )


_KEPT = re.compile(
    r"\W*(?:save|send|export|push|upload|store|archive|copy|back ?up|forward|post|write|put|keep|file)\b[^\n]{1,60}\s(?:to|into|in|on)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""`Save attachments to Dropbox`: what is ours goes there."""


def _part_behind(subject: Marked, end: int) -> bool:
    """`HubSpot custom objects`, `Intercom conversations stream`: the thing, and a piece of it right behind."""
    return any(
        hit.tag == "part" and hit.start >= end and _close(subject, Span(end, hit.start))
        for hit in subject.hits
    )


def _close(subject: Marked, gap: Span) -> bool:
    if ideographic(subject.text[gap.start : gap.end]):
        return _ONE_LINE.fullmatch(subject.text, gap.start, gap.end) is not None
    words_alone = _WORDS_ALONE.fullmatch(subject.text, gap.start, gap.end)
    apart = any(hit.tag in ("within", "verb", "before", "connector") for hit in subject.within(gap))
    return bool(words_alone) and subject.length(gap) <= _PIECE and not apart


_ONE_LINE = re.compile(r"[^\n。！？!?；;：:]{1,12}")
"""`Notion数据库中关系属性`, `钉钉通知，希望增加加签`: as near as that, where each character is a word."""
_WORDS_ALONE = re.compile(r"[\w\s`'’-]*")
_PIECE = 2
"""Words between a name and the piece of it that is meant."""


def _leads(subject: Marked, gap: Span) -> bool:
    return subject.length(gap) <= GAP and any(hit.tag == "within" for hit in subject.within(gap))


GAP = 4
"""Words between a feature and the name it belongs to."""
