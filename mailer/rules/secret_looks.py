"""How a secret looks, judged from its letters alone: made by a machine, or chosen by a person; and what only looks so.

Nothing is ever tried out. Where a text calls something a password, little is asked of its looks; where the words only
stand side by side, more.
"""

import re
from collections import Counter
from itertools import pairwise
from math import log2

_STAND_IN = re.compile(
    r"(?i)your|example|sample|dummy|placeholder|change_?me|redacted|removed|xxxx|\.\.\.|\*\*\*|[<>{}]|\$[A-Z{(]|my[_-]|"
    r"insert|(?:api|secret|access|auth)[_-]?(?:key|token)|^(?:none|null|true|false|n/a|tbd|todo|password|secret|token)$"
)
"""What manuals write in a secret's place."""
_TECHNICAL = re.compile(
    r"(?i)://|^[\w.+-]+@[\w-]+\.[\w.-]+$|^\[|^[a-z_][\w.]{1,40}[\[(]|^(?:\.{0,2}|~)/{1,2}[a-z]|^[a-z]{2,20}\d?/[\w.-]+(?:/|$)|"
    r"^(?:[hrep]s(?=\d{3}(?!\d))|oauth|saml|oidc|openid|sso|ldaps?|kerberos|ntlm|mfa|2fa|h?otp|totp|scim|pkce|jwt|iam|m?tls|ssl|https?|basic|"
    r"utf|base|sha|md|aes|rsa|hmac|ecdsa|ed|s?b?crypt|argon|pbkdf|x|rfc|iso|nist|fips|soc|pci)"
    r"[-_ .]?v?\d{0,5}(?:\.\d+){0,3}[a-z]?(?:[-+/:,&(][\w.+/:&()-]{0,24})?$|"
    r"^\d{1,4}(?:[./:-]\d{1,4}){1,3}(?:T[\d:.]+Z?)?$|^v?\d+(?:\.\d+)+(?:[-+a-z][\w.+-]{0,20})?$|"
    r"^\d{1,4}\+?[-–]?(?:ch|chars?|characters?|zeichen|digits?|stellig\w*|letters?|bits?|bytes?|days?|tag(?:en?)?|hours?|"
    r"h|min(?:utes?)?|sec(?:onds?)?|months?|weeks?|years?|jours?|días?|dias?|caract\w*)$"
)
"""What people write behind `password:` when they tell how it works, not what it is: a protocol, a path, a date, a length."""
_NUMBERED = re.compile(
    r"(?i)^(?:office|microsoft|dynamics|windows|win|python|java|web|api|v|version|release|level|tier|phase|step|option|"
    r"schritt|stufe|étape|paso|passo|s|ec|r|d|m|p|q)[-_ ]?\d{1,4}(?:[./:-][\w.]{0,20})?$|^\d+(?:st|nd|rd|th)\b|"
    r"^(?-i:[A-Z]{2,10})-\d+$|^[\w-]+\.(?:ya?ml|json|xml|txt|csv|php|html?|pdf|docx?|xlsx?|py|js|env|cfg|ini|pem|key|zip|md)$"
)
"""Names with numbers that may stand behind the word by chance: products, steps, references, files."""
_DESCRIBES = re.compile(
    r"(?i)(?:required|optional|mandatory|needed|necessary|supported|yes|no|basic|string|text|plain|hash(?:ed)?|encrypted|"
    r"protected|hidden|secret|unknown|follows?|later|separate(?:ly)?|below|above|see|same|reset|expired|changed|"
    r"erforderlich|notwendig|nötig|pflicht|ja|nein|folgt|separat|später|unbekannt|siehe|"
    r"requis|obligatoire|oui|non|suit|séparément|voir|requerid[oa]|obligatori[oa]|sí|aparte|ver|"
    r"obrigatóri[oa]|sim|não|separado|必須|任意|なし|別途|必须|필수)\Z"
)
"""A word that says something of a password, and is none."""
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_ENDS = ".,;:!?)"
_SIGNS = frozenset("!@#$%^*=~§€?+")
"""Signs that words do not have inside."""
_FEW_DIGITS = 6
"""A shorter number behind `password:` is a length, a time or a count."""
_SHORTEST_KEY, _KEY_DIGITS, _NUMERIC_KEY = 8, 3, 9
"""Letters of a key that somebody made up for a trial, the digits among them, and those of one that is a number."""
_JOINED = 3
"""Hyphens from which on words are a pass phrase; `end-to-end` has two."""
_WOVEN_DIGITS, _WOVEN = 0.2, 0.5
"""How often letters and digits, or these and the case, change in what a machine made; in names and dates they seldom do."""


def _entropy(text: str) -> float:
    """Bits a character (Shannon)."""
    return -sum(n / len(text) * log2(n / len(text)) for n in Counter(text).values())


def stands_in(secret: str) -> bool:
    """It stands for a secret, as in a manual."""
    return bool(_STAND_IN.search(secret))


def is_real(secret: str) -> bool:
    """No stand-in of a manual, and not one letter over and over."""
    return not stands_in(secret) and len(set(secret)) > 5


def is_random(secret: str) -> bool:
    """Looks made by a machine: letters and digits mixed, no word, no name in a manual."""
    digits, letters = sum(map(str.isdigit, secret)), sum(map(str.isalpha, secret))
    technical = _TECHNICAL.search(secret)
    return not technical and is_real(secret) and digits >= 2 and letters >= 2 and _entropy(secret) >= 3.0


def is_random_and_no_id(secret: str) -> bool:
    """The same, and no UUID, which mostly is a name."""
    return is_random(secret) and not _UUID.match(secret)


def is_woven(secret: str) -> bool:
    """Surely made by a machine: letters and digits change all the time, as they do in no name, path or date."""
    kinds = [_kind(letter) for letter in secret if letter.isalnum()]
    changes = [(a, b) for a, b in pairwise(kinds) if a != b]
    digits = sum("digit" in pair for pair in changes)
    often = digits >= _WOVEN_DIGITS * len(kinds) or len(changes) >= _WOVEN * len(kinds)
    return often and is_random(secret)


def is_woven_and_no_id(secret: str) -> bool:
    """The same, and no UUID."""
    return is_woven(secret) and not _UUID.match(secret)


def _kind(letter: str) -> str:
    return "digit" if letter.isdigit() else "upper" if letter.isupper() else "lower"


def is_password(secret: str) -> bool:
    """What follows `password:` and is no word that describes one: letters with digits or signs among them, a long number."""
    bare = secret.rstrip(_ENDS)
    letters, digits = any(map(str.isalpha, bare)), any(map(str.isdigit, bare))
    joined = bare.strip("-").count("-") >= _JOINED
    mixed = letters and (digits or joined or bool(_SIGNS & set(bare)))
    number = bare.isdigit() and len(bare) >= _FEW_DIGITS
    return len(bare) >= 4 and (mixed or number) and not stands_in(bare) and not _TECHNICAL.search(bare)


def is_chosen(secret: str) -> bool:
    """In a sentence (`the password is …`) only what people choose as one: letters and digits, no name with a number."""
    bare = secret.rstrip(_ENDS)
    mixed = any(map(str.isdigit, bare)) and any(map(str.isalpha, bare))
    return mixed and len(bare) >= 6 and is_password(secret) and not _NUMBERED.search(bare)


def is_chosen_well(secret: str) -> bool:
    """Where the word alone stands before it: longer still, or with a sign."""
    bare = secret.rstrip(".,;:)")
    return is_chosen(secret) and (len(bare) >= 8 or bool(_SIGNS & set(bare)))


def is_given_key(secret: str) -> bool:
    """Right behind `the API key is`: no word with a number in it, but several digits among letters, or a long number."""
    bare = secret.rstrip(_ENDS)
    digits, lettered = sum(map(str.isdigit, bare)), any(map(str.isalpha, bare))
    enough = digits >= (_KEY_DIGITS if lettered else _NUMERIC_KEY)
    plain = not (_TECHNICAL.search(bare) or _NUMBERED.search(bare) or _UUID.match(bare))
    return len(bare) >= _SHORTEST_KEY and enough and plain and is_real(bare)


def is_said_outright(secret: str) -> bool:
    """Beside a user's name under its own label: whatever does not describe a password."""
    bare = secret.rstrip(_ENDS)
    return len(bare) >= 4 and not (stands_in(bare) or _TECHNICAL.search(bare) or _DESCRIBES.match(bare))
