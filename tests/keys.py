"""Secrets for tests, made when they are needed: nothing in the repository looks like one."""

import random
import string

WORDS = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + "234567"


def _of(letters: str, count: int, seed: int) -> str:
    chosen = random.Random(f"{letters}{count}{seed}").choices(letters, k=count - 4)
    return "".join(chosen) + (
        "a2b3" if "g" not in letters and "a" in letters else "A2B3" if letters is UPPER else "k7Z2"
    )


def secrets(seed: int = 0) -> dict[str, str]:
    """One secret of each shape, by a name for it."""

    def words(count: int) -> str:
        return _of(WORDS, count, seed)

    def hexa(count: int) -> str:
        return _of(HEX, count, seed)

    return {
        "aws": "AKIA" + _of(UPPER, 16, seed),
        "github": "ghp_" + words(36),
        "github fine": "github_pat_" + words(22) + "_" + words(59),
        "gitlab": "glpat-" + words(20),
        "slack bot": "xoxb-" + "1234567890-" + words(24),
        "slack app": "xapp-1-" + words(40),
        "stripe": "sk_" + "live_" + words(24),
        "webhook": "whsec_" + words(32),
        "google key": "AIza" + words(35),
        "google client": "GOCSPX-" + words(28),
        "google token": "ya29." + words(60),
        "model provider": "sk-" + "proj-" + words(48),
        "model provider 2": "sk-" + "ant-api03-" + words(80),
        "sendgrid": "SG." + words(22) + "." + words(43),
        "mailgun": "key-" + hexa(32),
        "mailchimp": hexa(32) + "-us21",
        "twilio": "SK" + hexa(32),
        "npm": "npm_" + words(36),
        "pypi": "pypi-" + words(60),
        "docker": "dckr_pat_" + words(27),
        "digitalocean": "dop_v1_" + hexa(64),
        "databricks": "dapi" + hexa(32),
        "shopify": "shpat_" + hexa(32),
        "square": "sq0atp-" + words(22),
        "vault": "hvs." + words(90),
        "terraform": words(14) + ".atlasv1." + words(64),
        "atlassian": "ATATT3" + words(180),
        "hugging face": "hf_" + words(34),
        "notion": "secret_" + words(43),
        "linear": "lin_api_" + words(40),
        "postman": "PMAK-" + hexa(24) + "-" + hexa(34),
        "new relic": "NRAK-" + _of(UPPER, 27, seed),
        "grafana": "glsa_" + words(32) + "_" + hexa(8),
        "airtable": "pat" + words(14) + "." + hexa(64),
        "telegram": "123456789" + ":AA" + words(33),
        "jwt": "eyJ" + words(30) + ".eyJ" + words(60) + "." + words(43),
        "azure": words(86) + "==",
        "1password": "ops_eyJ" + words(120),
    }


def private_key(seed: int = 0) -> str:
    """A PEM block of chance."""
    lines = "\n".join(_of(WORDS, 64, seed + n) for n in range(8))
    return f"-----BEGIN RSA PRIVATE KEY-----\n{lines}\n-----END RSA PRIVATE KEY-----"


def unmarked(seed: int = 0) -> tuple[str, str, str]:
    """Three of those that only their label tells: in hexadecimal, in letters and digits, a UUID."""
    made = _of(HEX, 32, seed)
    uuid = f"{made[:8]}-{made[8:12]}-4{made[13:16]}-9{made[17:20]}-{made[20:]}"
    return made, _of(WORDS, 24, seed), uuid


def password(seed: int = 0) -> str:
    """As people choose one."""
    return "Winter" + _of(string.digits, 8, seed)[:4] + "!kX"
