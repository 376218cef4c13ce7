"""Finds an address wherever and however it is written, so that what is said about a person can be taken out.

It knows addresses and names only; whose words a text is, the caller knows.
"""

import re
from dataclasses import dataclass

from mailer.model.people import canonical

ERASED = "[erased]"
"""Stands where a person was named."""
MARK = "erased.invalid"
"""The domain of those who were erased (RFC 2606: mail to it arrives nowhere)."""
_AT = r"(?:@|=40|%40|=)"
"""As written, quoted-printable, in a URL, and as VERP and SRS write it."""
_BEFORE = r"(?<![A-Za-z0-9_+-])(?<![A-Za-z0-9]\.)"
_AFTER = r"(?![A-Za-z0-9-]|\.[A-Za-z0-9])"
_GMAIL = ("gmail.com", "googlemail.com")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """How one person may be named in a text."""

    canonical: str
    text: re.Pattern[str]
    octets: re.Pattern[bytes]
    """The address alone, for raw mail: a name may be somebody else's there."""
    with_name: re.Pattern[bytes]
    """Address and name, for raw mail that is known to be about the person."""
    hints: tuple[str, ...]
    """One of them stands in every text that names the person, in any case."""

    def erased(self, text: str) -> str:
        """`text` without the person."""
        return self.text.sub(ERASED, text)


def mention_of(address: str, name: str = "") -> Mention:
    """Return what finds `address` in every form that stands for the same person, and `name` where it has two words.

    A single word is nobody's name alone, so that only an exact full name is looked for.
    """
    key = canonical(address)
    local, _, domain = key.rpartition("@")
    domains = _GMAIL if domain in _GMAIL else (domain,)
    letters = r"\.?".join(map(re.escape, local)) if domain in _GMAIL else re.escape(local)
    hosts = "|".join(map(re.escape, domains))
    tagged = rf"{_BEFORE}{letters}(?:(?:\+|=2B|%2B)[A-Za-z0-9._=-]{{0,64}}?)?{_AT}"
    verp = rf"(?<=\+){letters}="
    pattern = rf"(?:{tagged}|{verp})(?:{hosts}){_AFTER}"
    words = name.split()
    full = rf"|(?<!\w){'[ ]{1,3}'.join(map(re.escape, words))}(?!\w)" if len(words) > 1 else ""
    return Mention(
        canonical=key,
        text=re.compile(pattern + full, re.IGNORECASE),
        octets=re.compile(pattern.encode(), re.IGNORECASE),
        with_name=re.compile((pattern + full).encode(), re.IGNORECASE),
        hints=(*domains, *([words[-1]] if full else [])),
    )
