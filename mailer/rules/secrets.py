"""Recognises secrets that people paste into mail, so that they go no further: keys, tokens, passwords, private keys,
and addresses with credentials in them (RELIABILITY R-86). Those that only their label tells are in `secret_labels`.

It knows shapes, not owners: nothing is ever tried out. What only looks random (a hash, a UUID, a Message-ID, a commit)
and what stands for a secret in a manual (`YOUR_API_KEY`, `xxxx`) stays.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mailer.rules.secret_labels import WORD_FOR_IT, Found, labelled, labels
from mailer.rules.secret_looks import is_chosen, is_random, is_real, stands_in


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


def _rule(kind: str, hints: str, pattern: str, holds: Callable[[str], bool] = is_real) -> Rule:
    return Rule(kind=kind, hints=tuple(hints.split()), pattern=re.compile(pattern), holds=holds)


_START = r"(?<![A-Za-z0-9_/+.-])"
_END = r"(?![A-Za-z0-9_-])"

NAMED: tuple[tuple[str, str, str], ...] = (
    ("an AWS access key", "akia asia", r"(?:AKIA|ASIA)[A-Z0-9]{16}"),
    ("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    ("a GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{50,255}"),
    ("a GitLab token", "glpat- gldt- glrt- glptt- glcbt-", r"gl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,64}"),
    ("a Slack token", "xox", r"xox[abposr]-[A-Za-z0-9-]{10,200}"),
    ("a Slack token", "xapp-", r"xapp-\d-[A-Za-z0-9-]{10,200}"),
    ("a Stripe key", "k_live_ k_test_", r"(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8,247}"),
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

_KINDS_OF_CHANCE = {"an API key": is_random, "an Azure key": is_random}
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
        lambda secret: not stands_in(secret),
    ),
    _rule(
        "an address with a key",
        "://",
        r"[?&;](?i:sig|signature|token|access_token|api_?key|key|secret|password|auth|x-amz-signature|code)"
        r"=(?P<secret>[A-Za-z0-9%._~+/=-]{16,600})",
        is_random,
    ),
    _rule(
        "a webhook address",
        "hooks.slack.com /webhook",
        r"https://(?:hooks\.slack\.com/services|discord(?:app)?\.com/api/webhooks|[a-z0-9-]{1,60}\.webhook\.office\.com/webhookb2)"
        r"/(?P<secret>[A-Za-z0-9/_@-]{20,300})",
    ),
    *(
        _rule(kind, hints, _START + shape + _END, _KINDS_OF_CHANCE.get(kind, is_real))
        for kind, hints, shape in NAMED
    ),
    _rule(
        "an AWS secret key",
        "akia asia",
        # it has no mark of its own, and its id stands before it
        rf"{_START}(?:AKIA|ASIA)[A-Z0-9]{{16}}{_END}[\s\S]{{1,80}}?"
        r"(?<![A-Za-z0-9/+])(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        is_random,
    ),
    _rule(
        "a password",
        "curl wget",
        r"(?:curl|wget)[^\n]{0,300}?[ \t](?:-u|--user)[ \t=]{0,3}[\"']?[^\s:\"']{1,64}:(?P<secret>[^\s\"']{4,128})",
        lambda secret: not stands_in(secret),
    ),
    _rule(
        "a password",
        "password passwort kennwort passe contraseña senha wachtwoord",
        r"(?<!\S)[\"'`“„«*]{0,3}(?P<secret>[^\s\"'`“”„«»*]{6,128})[\"'`”“»*]{0,3}[ \t]{1,3}(?i:is|as|ist|als|est|comme|es|como|é|è)[ \t]{1,3}"
        rf"(?i:the|our|your|das|unser|le|la|notre|nuestra|a|il|het)[ \t]{{1,3}}(?i:{WORD_FOR_IT})(?=[ \t]{{0,3}}[.,;!)\n]|\Z)",
        is_chosen,
    ),
    _rule(
        "a token",
        "authorization",
        r"(?i:authorization)[\"']?[ \t]{0,3}[:=][ \t]{0,3}[\"']?(?i:bearer|basic|token|apikey)[ \t]{1,3}"
        r"(?P<secret>[A-Za-z0-9._~+/=-]{8,2000})",
    ),
    _rule(
        "a token",
        "bearer",
        r"(?<![A-Za-z])(?i:bearer)[ \t]{1,3}(?P<secret>[A-Za-z0-9._~+/=-]{16,2000})",
        is_random,
    ),
)
"""What shows by itself, or by a sign beside it that is no word of a language."""


@cache
def _hints() -> Sequence[str]:
    """Each of the rules and labels once."""
    return sorted(
        {
            *(hint for rule in RULES for hint in rule.hints),
            *(hint for label in labels() for hint in (*label.hints, *label.first)),
        }
    )


MASK = re.compile(r"\[removed: looks like [^\]\n]{1,60}\]")
"""What `mask` writes: our words, not the author's."""


def mask(kind: str) -> str:
    """What stands in a secret's place."""
    return f"[removed: looks like {kind}]"


def find(text: str) -> list[Found]:
    """The secrets in `text`, from its beginning on, each apart from the next."""
    looked = text[:WORST_TEXT]
    lower = looked.lower()
    hints = {hint for hint in _hints() if hint in lower}
    if not hints:
        return []
    hits = [hit for rule in RULES if not hints.isdisjoint(rule.hints) for hit in _hits(rule, looked)]
    apart: list[Found] = []
    for hit in sorted((*hits, *labelled(looked, hints)), key=lambda hit: (hit.start, -hit.end)):
        if not apart or hit.start >= apart[-1].end:
            apart.append(hit)
        elif hit.end > apart[-1].end:  # of two that overlap nothing is left over
            apart[-1] = apart[-1]._replace(end=hit.end)
    return apart


def _hits(rule: Rule, text: str) -> list[Found]:
    group = "secret" if "secret" in rule.pattern.groupindex else 0
    return [
        Found(rule.kind, *match.span(group))
        for match in rule.pattern.finditer(text)
        if rule.holds(match[group])
    ]


def masked(text: str, known: Mapping[str, str] | None = None) -> str:
    """`text` with a mask in the place of every secret; the same text where there is none.

    `known` are secrets that another part of the same mail gave away, with their kinds.
    """
    out: list[str] = []
    at = 0
    for hit in find(text):
        out += [text[at : hit.start], mask(hit.kind)]
        at = hit.end
    without = "".join([*out, text[at:]]) if out else text
    for secret, kind in (known or {}).items():
        without = without.replace(secret, mask(kind))
    return without


def given_away(text: str) -> dict[str, str]:
    """The secrets in `text` with their kinds, as far as their letters are nobody's ordinary word."""
    found = {text[hit.start : hit.end].rstrip(".,;:)"): hit.kind for hit in find(text)}
    return {secret: kind for secret, kind in found.items() if is_chosen(secret) or is_random(secret)}
