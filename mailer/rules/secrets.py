"""Recognises secrets that people paste into mail, so that they go no further: keys, tokens, passwords, private keys,
and addresses with credentials in them (RELIABILITY R-86).

It knows shapes, not owners: nothing is ever tried out. What only looks random (a hash, a UUID, a Message-ID, a commit)
and what stands for a secret in a manual (`YOUR_API_KEY`, `xxxx`) stays.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import log2


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One shape of secret."""

    kind: str
    """What people call it, for the mask."""
    hints: tuple[str, ...]
    """One of them stands in every text that has such a secret, in lower case: most mails need no more than that look."""
    pattern: re.Pattern[str]
    """Linear; the group `secret` is what is taken out, the whole match where there is none."""
    holds: Callable[[str], bool] = lambda _: True
    """A second look at the secret itself."""


WORST_TEXT = 400_000
"""Characters that are looked at; a Message has at most 120,000 of text."""

_PLACEHOLDER = re.compile(
    r"(?i)your|example|sample|dummy|placeholder|change_?me|redacted|removed|xxxx|\.\.\.|\*\*\*|[<>{}]|\$[A-Z{(]|my[_-]|"
    r"insert|(?:api|secret|access|auth)[_-]?(?:key|token)|^(?:none|null|true|false|n/a|tbd|todo|password|secret|token)$"
)
_ORDINARY = re.compile(
    r"(?i)://|@|oauth|saml|oidc|openid|sso|ldap|kerberos|mfa|2fa|totp|sha-?\d|md5|aes|rsa|bcrypt|base64|utf-?8|http|"
    r"^\[|^\d{1,4}(?:[./:-]\d{1,4}){1,3}$"
)
"""What people write behind `password:` when they tell how it works, not what it is."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


def _entropy(text: str) -> float:
    """Bits a character (Shannon)."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())


def _real(secret: str) -> bool:
    """No stand-in of a manual, and not one letter over and over."""
    return not _PLACEHOLDER.search(secret) and len(set(secret)) > 5


def _random(secret: str) -> bool:
    """Looks made by a machine: letters and digits mixed, no word, no name in a manual."""
    digits, letters = sum(map(str.isdigit, secret)), sum(map(str.isalpha, secret))
    return _real(secret) and digits >= 2 and letters >= 2 and _entropy(secret) >= 3.0


def _labelled(secret: str) -> bool:
    return _random(secret) and not _UUID.match(secret)


def _password(secret: str) -> bool:
    """What follows `password:` and is no word that describes one: letters with digits or signs among them."""
    bare = secret.rstrip(".,;:!?)")
    mixed = any(map(str.isalpha, bare)) and any(not c.isalpha() for c in bare.strip("-/(&"))
    return len(bare) >= 4 and mixed and not _PLACEHOLDER.search(bare) and not _ORDINARY.search(bare)


def _chosen(secret: str) -> bool:
    """In a sentence (`the password is …`) only what people choose as one: letters and digits, longer than `OAuth2`."""
    bare = secret.rstrip(".,;:!?)")
    return _password(secret) and len(bare) >= _SHORTEST_CHOSEN and any(map(str.isdigit, bare))


_SHORTEST_CHOSEN = 8


def _rule(kind: str, hints: str, pattern: str, holds: Callable[[str], bool] = _real) -> Rule:
    return Rule(kind=kind, hints=tuple(hints.split()), pattern=re.compile(pattern), holds=holds)


_START = r"(?<![A-Za-z0-9_/+.-])"
_END = r"(?![A-Za-z0-9_-])"

NAMED: tuple[tuple[str, str, str], ...] = (
    ("an AWS access key", "akia asia", r"(?:AKIA|ASIA)[A-Z2-7]{16}"),
    ("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    ("a GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{50,255}"),
    ("a GitLab token", "glpat- gldt- glrt- glptt- glcbt-", r"gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,64}"),
    ("a Slack token", "xox", r"xox[abposr]-[A-Za-z0-9-]{10,200}"),
    ("a Slack token", "xapp-", r"xapp-\d-[A-Za-z0-9-]{10,200}"),
    ("a Stripe key", "k_live_ k_test_", r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,247}"),
    ("a webhook secret", "whsec_", r"whsec_[A-Za-z0-9+/=]{24,200}"),
    ("a Google API key", "aiza", r"AIza[A-Za-z0-9_-]{35}"),
    ("a Google client secret", "gocspx-", r"GOCSPX-[A-Za-z0-9_-]{20,40}"),
    ("a Google token", "ya29.", r"ya29\.[A-Za-z0-9_-]{20,500}"),
    ("an API key", "sk-", r"sk-[A-Za-z0-9_-]{20,300}"),
    ("a SendGrid key", "sg.", r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}"),
    ("a Mailgun key", "key-", r"key-[a-f0-9]{32}"),
    ("a Mailchimp key", "-us", r"[a-f0-9]{32}-us\d{1,2}"),
    ("a Twilio key", "sk", r"SK[a-f0-9]{32}"),
    ("a package registry token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    ("a package registry token", "pypi-", r"pypi-[A-Za-z0-9_-]{40,400}"),
    ("a Docker token", "dckr_pat_", r"dckr_pat_[A-Za-z0-9_-]{20,60}"),
    ("a DigitalOcean token", "_v1_", r"do[opr]_v1_[a-f0-9]{64}"),
    ("a Databricks token", "dapi", r"dapi[a-f0-9]{32}(?:-\d)?"),
    ("a Shopify token", "shp", r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    ("a Square token", "sq0", r"sq0(?:atp|csp)-[A-Za-z0-9_-]{22,43}"),
    ("a HashiCorp token", "hvs. hvb. hvr.", r"hv[sbr]\.[A-Za-z0-9_-]{24,300}"),
    ("a Terraform token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,70}"),
    ("an Atlassian token", "atatt3", r"ATATT3[A-Za-z0-9_=-]{50,300}"),
    ("a Hugging Face token", "hf_", r"hf_[A-Za-z0-9]{30,60}"),
    ("a Notion token", "secret_ ntn_", r"(?:secret|ntn)_[A-Za-z0-9]{40,60}"),
    ("a Linear key", "lin_api_", r"lin_api_[A-Za-z0-9]{32,60}"),
    ("a Postman key", "pmak-", r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    ("a New Relic key", "nrak-", r"NRAK-[A-Z0-9]{27}"),
    ("a Grafana token", "glsa_", r"glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}"),
    ("an Airtable token", "pat", r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    ("an Azure key", "==", r"[A-Za-z0-9+/]{86}=="),
    ("a Telegram token", ":aa", r"\d{8,10}:AA[A-Za-z0-9_-]{33}"),
    (
        "a web token (JWT)",
        "eyj",
        r"eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{10,1000}",
    ),
    ("a 1Password token", "ops_eyj", r"ops_eyJ[A-Za-z0-9_-]{40,1000}"),
)
"""Prefixes that their makers gave keys so that they can be recognised."""

_LABEL = (
    r"(?i:api[ _-]?(?:key|token|secret)|access[ _-]?(?:key|token)|auth[ _-]?token|secret[ _-]?(?:access[ _-]?)?key|"
    r"client[ _-]?secret|app[ _-]?secret|private[ _-]?token|refresh[ _-]?token|bearer[ _-]?token|account[ _-]?key|"
    r"shared[ _-]?secret|signing[ _-]?secret|api[ _-]?schlüssel|clé api|clave api|chave de api|token|secret)"
)
_CALLED = r"(?i:password|passwd|passphrase|passcode|pwd|passwort|kennwort|mot de passe|contraseña|senha|pw|パスワード)"
_SAYS = r"[\"'`]?[ \t]{0,3}(?:is|ist|est|es|é|は)?[ \t]{0,3}[:=：]{1,2}>?[ \t]{0,3}(?:Bearer |Basic )?[\"'`]?"

_KINDS_OF_CHANCE = {"an API key": _random, "an Azure key": _random}
"""Shapes that a name or a picture might have too: they have to look random as well."""

RULES: tuple[Rule, ...] = (
    _rule(
        "a private key",
        "-----begin",
        r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){1,12000}"
        r"(?:-----END [A-Z0-9 ]{1,50}-----)?",
        lambda _: True,
    ),
    _rule(
        "an address with a password",
        "://",
        r"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\s/@:\"'<>]{0,100}:(?P<secret>[^\s/@\"'<>]{1,200})@[A-Za-z0-9\[]",
        lambda secret: not _PLACEHOLDER.search(secret),
    ),
    _rule(
        "an address with a key",
        "://",
        r"[?&;](?i:sig|signature|token|access_token|api_?key|key|secret|password|auth|x-amz-signature|code)"
        r"=(?P<secret>[A-Za-z0-9%._~+/=-]{16,600})",
        _random,
    ),
    _rule(
        "a webhook address",
        "hooks.slack.com /webhook",
        r"https://(?:hooks\.slack\.com/services|discord(?:app)?\.com/api/webhooks|[a-z0-9-]{1,60}\.webhook\.office\.com/webhookb2)"
        r"/(?P<secret>[A-Za-z0-9/_@-]{20,300})",
    ),
    *(
        _rule(kind, hints, _START + shape + _END, _KINDS_OF_CHANCE.get(kind, _real))
        for kind, hints, shape in NAMED
    ),
    _rule(
        "a token",
        "authorization",
        r"(?i:authorization)[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?(?i:bearer|basic|token|apikey)[ \t]{1,3}"
        r"(?P<secret>[A-Za-z0-9._~+/=-]{8,2000})",
    ),
    _rule(
        "an API key",
        "key token secret schlüssel clé clave chave",
        rf"(?<![A-Za-z]){_LABEL}{_SAYS}(?P<secret>[A-Za-z0-9._~+/=-]{{12,512}})",
        _labelled,
    ),
    _rule(
        "a password",
        "pass pwd pw kennwort contraseña senha パスワード",
        rf"(?<![A-Za-z]){_CALLED}{_SAYS}(?P<secret>[^\s\"'`<>]{{4,128}})",
        _password,
    ),
    _rule(
        "a password",
        "pass pwd pw kennwort contraseña senha",
        rf"(?<![A-Za-z]){_CALLED}[ \t]{{1,3}}(?i:is|ist|lautet|est|es|é)[ \t]{{1,3}}[\"'`]?(?P<secret>[^\s\"'`<>]{{8,128}})",
        _chosen,
    ),
    _rule(
        "a password",
        "login user account zugang",
        r"(?<![A-Za-z])(?i:log-?in|user|username|account|zugang|zugangsdaten)[ \t]{0,3}[:=][ \t]{0,3}[^\s/]{1,64}"
        r"[ \t]{0,3}/[ \t]{0,3}(?P<secret>[^\s\"'`<>/]{8,128})",
        _chosen,
    ),
)


def mask(kind: str) -> str:
    """What stands in a secret's place."""
    return f"[removed: looks like {kind}]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A secret in a text."""

    kind: str
    start: int
    end: int


def find(text: str) -> list[Found]:
    """The secrets in `text`, from its beginning on, none inside another."""
    looked = text[:WORST_TEXT]
    lower = looked.lower()
    likely = (rule for rule in RULES if any(hint in lower for hint in rule.hints))
    hits = [hit for rule in likely for hit in _hits(rule, looked)]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    apart: list[Found] = []
    for hit in hits:
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
    return apart


def _hits(rule: Rule, text: str) -> list[Found]:
    group = "secret" if "secret" in rule.pattern.groupindex else 0
    return [
        Found(kind=rule.kind, start=match.start(group), end=match.end(group))
        for match in rule.pattern.finditer(text)
        if rule.holds(match[group])
    ]


def masked(text: str) -> str:
    """`text` with a mask in the place of every secret; the same text where there is none."""
    out: list[str] = []
    at = 0
    for hit in find(text):
        out += [text[at : hit.start], mask(hit.kind)]
        at = hit.end
    return "".join([*out, text[at:]]) if out else text
