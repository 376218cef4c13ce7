"""How one signs in, of the settings that a sample configuration or call names: `api_key: …`, `?token=…`, `-H "Authorization:
Bearer …"`. It is no prose, and where the words say nothing it tells all the same; a guess, for it may be anybody's."""

import re

from mailer.extract.fields.details import GUESS
from mailer.model.request import Evidence, Value

_HINTS = (
    *("_key", "_KEY", "_token", "_TOKEN", "secret", "SECRET", "assword", "PASSWORD"),
    *("oken=", "ey=", "_cert", "uthorization", "auth_", "auth:", "authenticator:"),
)
"""What one of the patterns below needs; hardly any mail has it."""
_SET = r"[\"'`]?[ \t]{0,9}[:=]"
_AUTH = rf"(?<![a-z\d])auth(?:_?(?:type|method|mode)|enticat(?:ion|or))?{_SET} {{0,9}}[\"']?"
"""`auth_type: `, `authenticator: `, of which the value says the way."""
_WAYS = {
    "api_key": re.compile(
        rf"(?i:(?<![a-z\d])(?:api|access|secret(?:_access)?)_key(?:_id|_secret)?(?![a-z\d])|[?&](?:api_?)?key=|\bx-api-key{_SET}|{_AUTH}api_?key)"
    ),
    "token": re.compile(
        rf"(?i:(?<![a-z\d])(?:auth|api|access|bot|bearer)_token(?![a-z\d])|[?&]token=|\bauthorization{_SET} {{0,9}}[\"']?bearer\b|{_AUTH}(?:bearer|token))"
        r"|[A-Z]_TOKEN\b"
    ),
    "oauth2": re.compile(rf"(?i:(?<![a-z\d])client_?secret(?![a-z\d])|{_AUTH}oauth)"),
    "basic": re.compile(
        rf"(?i:(?<![a-z\d])(?:user|login)(?:_?name)?(?:_env)?{_SET}[^\n]{{0,120}}(?:\n[^\n]{{0,40}})?(?<![a-z\d])pass(?:word|wd)?(?:_env)?{_SET}"
        rf"|\bauthorization{_SET} {{0,9}}[\"']?basic\b|{_AUTH}basic)"
    ),
    "certificate": re.compile(
        rf"(?i:(?<![a-z\d])(?:client_cert|(?:tls|ssl|client)_key)(?:ificate)?(?:_(?:file|path|pem))?{_SET})"
    ),
}


def set_up(text: str) -> Value | None:
    """The ways to sign in that the settings in `text` stand for, each with the name of a setting alone: its value may be
    secret."""
    if not any(hint in text for hint in _HINTS):
        return None
    found = {way: place[0] for way, pattern in _WAYS.items() if (place := pattern.search(text))}
    if not found:
        return None
    first = next(iter(found.values())).strip(" \t?&:=\"'`").partition("\n")[0]
    return Value(items=tuple(found), evidence=Evidence(text=first, where="body", confidence=GUESS))
