"""Whom a mail asks, rather than what it asks for: `Dear Grafana team`, `let WatchAlert connect to …`, `integrate … into evcc`."""

import re
from collections.abc import Sequence

from mailer.extract.text.marked import Marked, Span
from mailer.rules.catalog import Catalog, Mention

_NEAR = 60
"""Characters in which a greeting, or the verb of what is built in, stands before a name."""


def without_hosts(marked: Marked, mentions: Sequence[Mention], catalog: Catalog) -> list[Mention]:
    """`mentions` without those of the program that is to do what is asked for."""
    hosts = hosts_of(marked.text, mentions, catalog)
    return [m for m in mentions if m.product.key not in hosts]


def hosts_of(text: str, mentions: Sequence[Mention], catalog: Catalog) -> frozenset[str]:
    """The keys of the products that a text addresses, whose tracker it links to, or that it wants something built into."""
    spoken = {m.product.key for m in mentions if _is_host(text, Span(m.start, m.end))}
    return frozenset(spoken | _of_trackers(text, catalog))


def _is_host(text: str, place: Span) -> bool:
    near = max(0, place.start - _NEAR)
    return bool(
        (_GREETED.search(text, near, place.start) and _TEAM.match(text, place.end))
        or _TEAM_OF.search(text, near, place.start)
        or _DOES.match(text, place.end)
        or _BUILT_INTO.search(text, near, place.start)
        or built_into(text, place)
        or (_IN.search(text, near, place.start) and _BUILDS.match(text, place.end))
    )


_GREETED = re.compile(
    r"\b(?:hi|hello|hey|hallo|dear|lieb\w{0,2}|servus|moin|bonjour|bonsoir|hola|olá|oi|ciao|thanks|thank you)[ ,]+(?:(?:to|all|the|dear|miteinander|lieb\w{0,2}) )?$",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"[ -](?:[A-Z]\w+ )?(?:teams?|devs?|developers?|experts?|folks|community|people|friends|maintainers?|crew|support|entwickler\w{0,3})\b"
    r"|(?:チーム|の皆様|サポート|团队|개발팀|팀)",
    re.IGNORECASE,
)
_TEAM_OF = re.compile(
    r"\b(?:bonjour|salut|chère|merci|hola|querido|estimado|olá|oi|prezad[ao]|cara)[ ,]+(?:(?:à|l['’]|al?|la|el|o|os|a) ?)?"
    r"(?:équipe|equipo|equipe|comunidad|comunidade|communauté)(?: (?:de|d[eo]))?\s$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"(?:['’]s)? (?:to|should|could|can(?:not|['’]t)?|would|will|does(?:n['’]t| not)?)(?: be able to| also| already)? "
    r"(?:support|connect|integrate|sync|talk|work|export|import|read|write)\b(?! (?:with|to) (?:you|your)\b)"
    r"|\s?(?:能够?|可以|可否|是否)?(?:也|也能|直接)?(?:接入|对接|对接到|集成)(?=[^，。、；\s的方])"
)
"""What a program is to do with another."""
_BUILT_INTO = re.compile(
    r"\b(?:integrat\w{1,3}|add(?:ed|ing)?|implement\w{0,3}|support(?:ed)?|includ\w{1,3}|build|built) [^.,;:\n]{2,45} (?:in|into|inside)\s$"
    r"|\b(?:intégr\w{1,3}|ajout\w{1,3}) [^.,;:\n]{2,45} dans\s$"
    r"|\b(?:integrar|añadir|agregar|incluir|adicionar|soportar) [^.,;:\n]{2,45} (?:en|no|na|em)\s$",
    re.IGNORECASE,
)
_IN = re.compile(r"\bin\s$", re.IGNORECASE)
_BUILDS = re.compile(
    r" (?:zu )?(?:integrieren|integriert|einbinden|einzubinden|eingebunden|einbauen|einzubauen|eingebaut|aufnehmen|aufzunehmen|unterstütz(?:en|t))\b"
)


def is_built_for(title: str, name: Span, host: Span, *, sure: bool) -> bool:
    """Whether a title says between a `name` and that of a `host` that the first is built for the second: `Trino Plugin for
    Grafana`. `QR code support for WhatsApp` may speak of a feature: there the name must be `sure`."""
    if host.start - name.end > _NEAR or _OF_ITS_OWN.match(title, host.end):
        return False
    built = _PLUGGED.fullmatch(title, name.end, host.start)
    return bool(built and (sure or built["plug"]))


_OF_ITS_OWN = re.compile(
    r" (?:connector|plug-?in|destination|source|sink|driver|adapter|integration)s?\b", re.IGNORECASE
)
_PLUGGED = re.compile(
    r"(?:[ -][a-z][a-z-]{0,11}){0,3}?[ -](?:"
    r"(?P<plug>plug-?ins?|connectors?|adapters?|drivers?|engines?|databases?|data ?sources?|datasources?"
    r"|extensions?|add-?ons?|anbindung|anschluss|schnittstelle|koppeling)"
    r"|integrations?|backends?|modules?|support|unterstützung|integratie|ondersteuning)"
    r"(?: support)? (?:to|for|in|into|inside|within|on|für|zu|an|voor|naar) (?:the |our |your |den |die |das |de |het )?",
    re.IGNORECASE,
)


def built_into(text: str, place: Span) -> bool:
    """Whether a text names at `place` what something else is to be built into: `Frobnix integration in Grafana`, `add a Frobnix
    plugin to Grafana`, `un connecteur Frobnix pour Metabase`."""
    return _KIND_IN.search(text, max(0, place.start - _NEAR), place.start) is not None


_KIND_IN = re.compile(
    r"(?:\b(?:integrat(?:ion|e|ing)|connector|plug-?in|adapter|driver|binding|data ?source|backend|engine|koppeling|integr[ae]t(?:ion|ie)\w{0,2}|integrasjon)"
    r"|(?:anbindung|einbindung|schnittstelle|adapter))\b[^,.;:!?\n]{0,40}?(?<!\w)(?:in|into|inside|i)\s(?:the\s)?$"
    r"|\b(?:intégr(?:ation|er)|connecteur|extension|module|plugin|integraci[oó]n|integrar|conector|soporte|integração|suporte|integrazione|integrare|connettore|modulo)"
    r"(?:\s(?!pour\s|para\s|per\s)[^\s,.;:!?]{1,20}){1,5}\s(?:dans|en|no|na|em|in|nel(?:l['’]|l[ao])?|pour|para|per)\s(?:the\s|l['’]|l[ae]\s|el\s|il\s|o\s|a\s)?$"
    r"|\badd(?:ing)?\s[^,.;:!?\n]{2,40}\s(?:support|integration|connector|plug-?in|adapter|driver|data (?:source|engine))\s(?:to|into|in)\s(?:the\s)?$"
    r"|\bsupport\sinside\s$",
    re.IGNORECASE,
)
"""A kind of integration, what it is for, and the word that leads to what it goes into; `Jira fields in Slack` are no kind."""


_TRACKER = re.compile(r"github\.com/[\w.-]{1,60}/([\w.-]{1,60})/(?:issues|discussions|pull)/")


def _of_trackers(text: str, catalog: Catalog) -> set[str]:
    """Whose issues are linked: a post tells so what was said before in the same place."""
    if "github.com/" not in text:
        return set()
    repositories = {found[1] for found in _TRACKER.finditer(text)}
    return {product.key for name in list(repositories)[:3] if (product := catalog.find(name))}
