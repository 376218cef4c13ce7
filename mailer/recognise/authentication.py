"""Judges whether the author of a mail is who the From says, by the word of our own border host, else by our own check.

RFC 8601 section 5: only the topmost Authentication-Results counts, and only when a host that the configuration
trusts wrote it; everything below may be a stranger's (R-70 to R-73). With no trusted host nobody is proven.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import authres
from authres import AuthenticationResultsHeader, AuthResError

from mailer.model.message import Message
from mailer.model.signature import Signature

_FIELD = "Authentication-Results"
_DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_MOST = 8_000
"""Characters of one field that are read; an honest one has a few hundred."""
_FAILED = frozenset({"fail", "permerror", "hardfail"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Authentication:
    """Is the author proven?"""

    proven: bool
    refuted: bool = False
    """Our border host checked the From's domain and the check failed."""
    address: str = ""
    """The proven address in lower case; empty where nobody is proven."""
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One method's result as far as it bears on the From."""

    method: str
    verdict: str
    domains: tuple[str, ...]
    """header.from for dmarc; header.d for dkim (header.i's domain where there is no header.d)."""


def authenticate(
    message: Message, trusted_authserv_ids: frozenset[str], signatures: Sequence[Signature] = ()
) -> Authentication:
    """Return whether `message` proves its author; fails closed on everything that is not plain.

    Our own check of its `signatures` counts where no border host of ours said anything.
    """
    if not message.sender or message.sender_defects:
        defects = ", ".join(message.sender_defects) or "no author"
        return Authentication(proven=False, because=f"its From is not clean: {defects}")
    address, domain = message.sender.address.lower(), message.sender.domain
    said = _word_of_border(message, trusted_authserv_ids)
    if not isinstance(said, str):
        return _judge(said, address, domain)
    if any(one.valid and _aligned((one.domain,), domain) for one in signatures):
        because = "its DKIM signature, which we checked ourselves, is its From's domain's"
        return Authentication(proven=True, address=address, because=because)
    own = "; ".join(f"the DKIM signature of {one.domain}: {one.because}" for one in signatures[:2])
    return Authentication(proven=False, because=own or said)


def border_is_silent(message: Message, trusted_authserv_ids: frozenset[str]) -> bool:
    """Whether no border host of ours said anything that counts about `message`."""
    return isinstance(_word_of_border(message, trusted_authserv_ids), str)


def _word_of_border(message: Message, trusted: frozenset[str]) -> Sequence[Result] | str:
    """What our border host found, or why there is nothing of it."""
    if not trusted:
        return "no border host is configured as trusted"
    topmost = message.header(_FIELD)
    if not topmost:
        return "no border host said anything about its sender"
    return _read(topmost, frozenset(one.lower() for one in trusted))


def _read(value: str, trusted: frozenset[str]) -> Sequence[Result] | str:
    """The results of one field, or why it does not count."""
    if len(value) > _MOST:
        return "its Authentication-Results is too long to be honest"
    try:
        header = AuthenticationResultsHeader.parse(f"{_FIELD}: {value}")
    except (AuthResError, ValueError, AttributeError, TypeError, IndexError, RecursionError):
        return "its Authentication-Results cannot be read"
    authserv_id = str(header.authserv_id or "").lower()
    if authserv_id not in trusted:
        return f"the topmost Authentication-Results is by {authserv_id[:80] or 'nobody'}, who is not trusted"
    return [_result(one) for one in header.results if isinstance(one, authres.core.AuthenticationResult)]


def _result(one: authres.core.AuthenticationResult) -> Result:
    method = str(one.method or "").lower()
    wanted = {"dmarc": ("from",), "dkim": ("d",)}.get(method, ())
    found = [
        (str(p.name or "").lower(), str(p.value or ""))
        for p in one.properties
        if str(p.type).lower() == "header"
    ]
    domains = [value for name, value in found if name in wanted]
    if method == "dkim" and not domains:
        domains = [value for name, value in found if name == "i"]
    return Result(method=method, verdict=str(one.result or "").lower(), domains=tuple(map(_domain, domains)))


def _domain(value: str) -> str:
    """`header.from` is a domain, some hosts write the whole address."""
    domain = value.strip("<> ").rpartition("@")[2].lower().rstrip(".")
    return domain if _DOMAIN.fullmatch(domain) else ""


def _judge(results: Sequence[Result], address: str, domain: str) -> Authentication:
    dmarc = [one for one in results if one.method == "dmarc"]
    if dmarc:
        return _by_dmarc(dmarc, address, domain)
    aligned = [one for one in results if one.method == "dkim" and _aligned(one.domains, domain)]
    if any(one.verdict == "pass" for one in aligned):
        return Authentication(
            proven=True, address=address, because="its DKIM signature is its From's domain's"
        )
    refuted = bool(aligned) and all(one.verdict in _FAILED for one in aligned)
    why = (
        "the DKIM signature of its From's domain fails"
        if refuted
        else "nothing vouches for its From's domain"
    )
    return Authentication(proven=False, refuted=refuted, because=why)


def _by_dmarc(results: Sequence[Result], address: str, domain: str) -> Authentication:
    """RFC 7489: one result for the one From; two of them are nobody's honest work."""
    if len(results) > 1:
        return Authentication(proven=False, because="its border host reports two DMARC results")
    one = results[0]
    if one.verdict == "pass" and one.domains == (domain,):
        return Authentication(proven=True, address=address, because="DMARC passes for its From's domain")
    if one.verdict == "pass":
        return Authentication(proven=False, because="DMARC passes for another domain than its From's")
    refuted = one.verdict in _FAILED
    return Authentication(
        proven=False, refuted=refuted, because=f"DMARC says {one.verdict[:20] or 'nothing'}"
    )


def _aligned(domains: Sequence[str], domain: str) -> bool:
    """Exactly one signing domain, equal to the From's or a registrable parent of it (RFC 7489 section 3.1.1)."""
    return len(domains) == 1 and (
        domain == domains[0] or (domain.endswith("." + domains[0]) and _registrable(domains[0]))
    )


def _registrable(domain: str) -> bool:
    """Not a public suffix as far as its form shows: `co.uk` has a short second level below a country's domain."""
    labels = domain.split(".")
    return len(labels) >= 3 or (len(labels) == 2 and not (len(labels[1]) == 2 and len(labels[0]) <= 3))
