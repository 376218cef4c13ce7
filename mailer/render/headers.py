"""Outgoing header lines: cleaned, encoded and folded here, whatever the interpreter's email package does.

An unpatched `email` package writes a header of the sender's choice when an encoded word holds a line end
(CVE-2024-6923), so that package writes no header of ours. Only names on the allow-list ever leave.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from email.header import Header

from mailer.errors import Permanent
from mailer.model.message import Address

ALLOWED = frozenset(
    {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Reply-To",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Integrations-Loop",
        "Precedence",
        "List-Id",
        "List-Unsubscribe",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
)
LONGEST_SUBJECT = 180
LONGEST_NAME = 80
LINE = 76
"""Columns a header line is folded at (RFC 5322 section 2.1.1 asks for 78, RFC 2047 section 2 for 76)."""
MOST_REFERENCES = 20

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,200}@[!-;=?-~]{1,120}>\Z")
_ATOM = r"[^\x00-\x20\x7f-\x9f()<>\[\]:;@\\,.\"\s]+"
_LOCAL = re.compile(rf'(?:{_ATOM}(?:\.{_ATOM})*|"[ !#-\[\]-~]+")\Z')
_DOMAIN = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\Z", re.I
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that never reach a header: controls, bidi and zero-width marks, surrogates, line separators."""


def clean(text: str, longest: int = 998) -> str:
    """`text` on one line without any control, bidi or invisible character, at most `longest` characters."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text)
    return " ".join(text.split())[:longest].rstrip()


def encode(text: str) -> str:
    """Unstructured text for a header: as it is when plain, else as encoded words (RFC 2047).

    Plain text that looks like an encoded word is encoded too, so that no reader decodes what a person wrote.
    """
    if text.isascii() and "=?" not in text:
        return text
    return " ".join(Header(text, "utf-8", maxlinelen=LINE, header_name="Subject").encode().split())


def phrase(name: str) -> str:
    """A display name (RFC 5322 section 3.2.5): quoted when plain, else encoded words; empty for an empty one."""
    text = clean(name, LONGEST_NAME)
    encoded = encode(text)
    if encoded != text or not text:
        return encoded
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def mailbox(address: Address) -> str:
    """One address with its display name, for From and To. Raises Permanent for what is no mailbox."""
    checked = addr_spec(address.address)
    name = phrase(address.name)
    return f"{name} <{checked}>" if name else checked


def addr_spec(address: str) -> str:
    """`address` with its domain as A-labels; Permanent (5.1.3) when it is no mailbox of RFC 5321 section 4.1.2."""
    local, _, domain = address.rpartition("@")
    ascii_domain = _a_labels(domain)
    if (
        len(local.encode("utf-8", "replace")) > 64
        or not _LOCAL.match(local)
        or not _DOMAIN.match(ascii_domain)
    ):
        raise Permanent(f"not a mail address: {clean(address, 100)!r}", status="5.1.3")
    return f"{local}@{ascii_domain}"


def _a_labels(domain: str) -> str:
    if domain.isascii():
        return domain.lower()
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def plus_address(base: str, token: str) -> str:
    """`base` with `token` as its plus-part (RFC 5233); `base` itself without one."""
    if not token:
        return base
    local, _, domain = base.rpartition("@")
    return f"{local}+{token}@{domain}"


def is_message_id(text: str) -> bool:
    """Tell whether `text` is a Message-ID with angle brackets that is safe to repeat."""
    return bool(_MESSAGE_ID.match(text))


def references(ids: Sequence[str], in_reply_to: str = "") -> tuple[str, ...]:
    """The ids for References (RFC 5322 section 3.6.4): well-formed, each once, the first and the newest, at most twenty."""
    known = [one for one in dict.fromkeys((*ids, in_reply_to)) if is_message_id(one)]
    if len(known) <= MOST_REFERENCES:
        return tuple(known)
    return (known[0], *known[1 - MOST_REFERENCES :])


def header_block(headers: Iterable[tuple[str, str]]) -> bytes:
    """The header lines with CRLF, folded; empty values are left out. Raises ValueError for a name that is not allowed."""
    lines = []
    for name, value in headers:
        if name not in ALLOWED:
            raise ValueError(f"header not allowed: {name!r}")
        words = clean(value, 20_000).split(" ")
        if words != [""]:
            lines.append(_fold(name, words))
    return "".join(lines).encode("utf-8")


def _fold(name: str, words: Sequence[str]) -> str:
    lines = [f"{name}:"]
    for word in words:
        # the first word stays beside the name: a line of nothing but white space is obsolete (RFC 5322 section 4.2)
        if len(lines[-1]) + 1 + len(word) > LINE and lines[-1] != f"{name}:":
            lines.append("")
        lines[-1] += " " + word
    return "\r\n".join(lines) + "\r\n"
