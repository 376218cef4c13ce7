"""Walks the MIME tree: which parts are the text of the mail, which are attachments, which mail was passed on."""

import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message as Part
from email.policy import Compat32, compat32
from types import MappingProxyType

from mailer.errors import Unreadable
from mailer.model.message import Attachment
from mailer.parse.charsets import decode, once
from mailer.parse.clean import clean_filename, clean_text
from mailer.parse.flowed import unflow
from mailer.parse.headers import from_base64, parameters, unfold
from mailer.parse.limits import Limits, check
from mailer.parse.uuencoded import take_uuencoded
from mailer.parse.yencoded import take_yencoded

_META_CHARSET = re.compile(rb"(?i)<meta[^<>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{1,40})")
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
_LOOKS_HTML = re.compile(r"(?i)\s{0,100}(?:<!doctype html|<html\b)")
_PLACEHOLDER = re.compile(
    r"(?i)\bhtml[ -](?:e-?mail|message|format|version|capable|enabled)|(?:view|read) (?:this|the) (?:e-?mail|message) (?:in|on)"
    r"|(?:not|n't) (?:support|display|show) html|^\W*(?:\[?(?:cid|image):[^\n]*\]?\W*)?$"
)
_REPORT_PARTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "text/rfc822-header",
        "message/rfc822-headers",
    }
)
_MAIL_HEADER = re.compile(rb"\s{0,20}[!-9;-~]{1,76}:[^\n]{0,998}\n[!-9;-~ \t]")
"""How a mail begins: a header's line, and another one or its continuation."""
_NOT_SHOWN_TEXT = frozenset({"text/calendar", "text/x-vcard", "text/vcard", "text/directory", "text/css"})


class _AsReceived(Compat32):
    """Writes a field as it stood: folding it anew costs more than all else about a returned mail, and changes it."""

    def fold_binary(self, name: str, value: str) -> bytes:
        return f"{name}: {value}{self.linesep}".encode("ascii", "surrogateescape")


_AS_RECEIVED = _AsReceived()


@dataclass(kw_only=True, slots=True)
class Fragment:
    """One piece of the body in its two forms."""

    plain: str = ""
    html: str = ""


@dataclass(kw_only=True, slots=True)
class Body:
    """What the walk gathers."""

    fragments: list[Fragment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    enclosed: list["Part[str, str]"] = field(default_factory=list)
    """Whole mails inside this one (message/rfc822), outermost first."""
    reports: list[tuple[str, "Part[str, str]"]] = field(default_factory=list)
    """Machine-readable report parts with their content type."""
    defects: list[str] = field(default_factory=list)


def read_body(root: "Part[str, str]", limits: Limits) -> Body:
    """Return the texts and attachments of a mail that the standard library (compat32) has taken apart."""
    body = Body()
    _walk(root, body, limits, 0, None)
    return body


def children_of(part: "Part[str, str]") -> list["Part[str, str]"]:
    """The parts of a multipart, the mail in a message/rfc822; empty for a leaf."""
    payload = part.get_payload() if part.is_multipart() else None
    return [child for child in payload if isinstance(child, Part)] if isinstance(payload, list) else []


def _walk(
    part: "Part[str, str]", body: Body, limits: Limits, depth: int, alternative: Fragment | None
) -> None:
    if depth > limits.read_depth:
        body.defects.append("parts nested too deep were not read")
        return
    kind = content_type(part)
    children = children_of(part)
    if kind in _REPORT_PARTS:
        body.reports.append((kind, part))
    elif kind.startswith("message/") and children:
        _enclose(part, children[0], kind, body)
    elif part.is_multipart():
        shared = Fragment() if kind == "multipart/alternative" else alternative
        for child in children:
            _walk(child, body, limits, depth + 1, shared)
        if kind == "multipart/alternative" and shared and (shared.plain or shared.html):
            body.fragments.append(shared)
    else:
        _leaf(part, kind, body, limits, alternative)


def content_type(part: "Part[str, str]") -> str:
    """`type/subtype` in lower case; text/plain where it is missing or broken (RFC 2045 section 5.2)."""
    if part.is_multipart():
        return str(part.get_content_type())
    value = raw_value(part, "content-type").partition(";")[0].strip().lower()
    if not value:
        return str(part.get_default_type())
    if value.startswith("multipart/"):
        return "text/plain"  # it has no parts: its boundary never comes
    if _MEDIA_TYPE.fullmatch(value):
        return value
    return "text/html" if value in ("html", "text/html") else "text/plain"


def raw_value(part: "Part[str, str]", name: str) -> str:
    """A header as one line, its octets still escaped; the topmost where it is repeated."""
    return next((unfold(str(value)) for key, value in part.raw_items() if key.lower() == name), "")


def content_of(part: "Part[str, str]") -> bytes:
    """The decoded octets of a leaf (RFC 2045 section 6)."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    written = str(part.get("content-transfer-encoding", "")).lower()
    encoding = raw_value(part, "content-transfer-encoding").partition(";")[0].strip(" \"'").lower()
    if encoding in ("x-uuencode", "uuencode", "uue", "x-uue"):
        _, found = take_uuencoded(content.decode("latin-1"))
        return found[0][1] if found else content
    if encoding == written:
        return content  # the standard library knew it and has decoded it
    return _DECODERS.get(encoding, bytes)(content)


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"base64": from_base64, "quoted-printable": binascii.a2b_qp}
)


def _leaf(
    part: "Part[str, str]", kind: str, body: Body, limits: Limits, alternative: Fragment | None
) -> None:
    disposition = raw_value(part, "content-disposition")
    type_parameters = parameters(raw_value(part, "content-type"))
    filename = parameters(disposition).get("filename") or type_parameters.get("name", "")
    content = content_of(part)
    attached = disposition.strip().lower().startswith("attachment")
    if not kind.startswith("text/") or kind in _NOT_SHOWN_TEXT or attached or (filename and body.fragments):
        if filename.lower().endswith(".eml") and (mail := _mail_in(content, limits)):
            _enclose(part, mail, "message/rfc822", body)
            return
        inline = bool(raw_value(part, "content-id")) or disposition.strip().lower().startswith("inline")
        _attach(body, filename, kind, content, inline=inline and not attached)
        return
    if b"=ybegin " in content:
        content, files = take_yencoded(content)
        for name, inside in files:
            _attach(body, decode(name, "").text, "application/octet-stream", inside, inline=False)
    text = _text_of(content, kind, type_parameters, body, limits)
    _place(text, kind, body, alternative)


def _mail_in(content: bytes, limits: Limits) -> "Part[str, str] | None":
    """The mail in a file that a client attached as one of any other kind; None where it is none, or beyond a limit."""
    if not _MAIL_HEADER.match(content):
        return None
    try:
        check(content, limits)
    except Unreadable:
        return None
    return message_from_bytes(content, policy=compat32)


def _text_of(content: bytes, kind: str, type_parameters: dict[str, str], body: Body, limits: Limits) -> str:
    charset = type_parameters.get("charset", "")
    if kind == "text/html" and not charset and (meta := _META_CHARSET.search(content[:2_000])):
        charset = meta[1].decode("ascii")
    most = limits.max_html if kind == "text/html" else limits.max_text
    if len(content) > 4 * most:
        content = content[: 4 * most]
    text, defect = decode(content, charset)
    if defect:
        body.defects.append(defect)
    if (meant := once(text)) != text:
        body.defects.append("UTF-8 that was written out twice")
        text = meant
    if len(text) > most:
        body.defects.append(f"text cut after {most} characters")
        text = text[:most]
    if kind == "text/plain" and type_parameters.get("format", "").lower() == "flowed":
        text = unflow(clean_text(text), delete_space=type_parameters.get("delsp", "").lower() == "yes")
    return clean_text(text)


def _place(text: str, kind: str, body: Body, alternative: Fragment | None) -> None:
    """Put a text where it belongs: beside its alternative, or behind what came before."""
    if kind == "text/plain" and _LOOKS_HTML.match(text):
        kind = "text/html"
    if kind != "text/html" and "\nbegin " in "\n" + text:
        text, files = take_uuencoded(text)
        for name, content in files:
            _attach(body, name, "application/octet-stream", content, inline=False)
    if alternative is None:
        alternative = Fragment()
        body.fragments.append(alternative)
    if kind == "text/html":
        alternative.html += text
    elif kind in ("text/plain", "text/markdown") or not (alternative.plain or alternative.html):
        alternative.plain += ("\n" if alternative.plain else "") + text


def _attach(body: Body, filename: str, kind: str, content: bytes, *, inline: bool) -> None:
    number = len(body.attachments) + 1
    body.attachments.append(
        Attachment(
            filename=clean_filename(filename, f"part-{number}"),
            content_type=kind,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            inline=inline,
        )
    )


def _enclose(part: "Part[str, str]", inner: "Part[str, str]", kind: str, body: Body) -> None:
    """A whole mail inside the mail: listed as a file, and kept for whoever asks what was forwarded or returned."""
    body.enclosed.append(inner)
    try:
        content = inner.as_bytes(policy=_AS_RECEIVED)
    except (MessageError, UnicodeError, ValueError, TypeError, LookupError, AttributeError):
        body.defects.append("an enclosed mail could not be written out")
        return
    disposition = parameters(raw_value(part, "content-disposition"))
    filename = disposition.get("filename") or parameters(raw_value(part, "content-type")).get("name", "")
    _attach(body, filename or f"mail-{len(body.enclosed)}.eml", kind, content, inline=False)


def is_placeholder(fragment: Fragment, html_text: str) -> bool:
    """Does the plain form only say that one should read the other?"""
    plain = fragment.plain.strip()
    if not plain:
        return bool(fragment.html)
    return len(plain) < 400 and len(html_text) > 2 * len(plain) and bool(_PLACEHOLDER.search(plain))


def may_be_placeholder(fragment: Fragment) -> bool:
    """The cheap question before the HTML is rendered at all."""
    plain = fragment.plain.strip()
    return bool(fragment.html) and len(plain) < 400 and bool(not plain or _PLACEHOLDER.search(plain))
