"""What an attachment is by its content, for what bears a wrong name and type, or none: the first bytes of a file cannot be wrong."""

import re

_PDF, _TNEF, _ZIP, _RTF = b"%PDF-", b"\x78\x9f\x3e\x22", b"PK\x03\x04", b"{\\rtf"
_IN_ZIP = (
    (b"word/document.xml", ".docx"),
    (b"xl/workbook.xml", ".xlsx"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
)
"""A file's name in an archive -> what the archive is, whatever it is called and with macros or without: none is run
(ECMA-376 part 2; OpenDocument 1.3 part 2, section 3.3)."""
_YAML = re.compile(rb"^(?:openapi|swagger|asyncapi) *:", re.MULTILINE)
_GRAPHQL = re.compile(rb"^(?:type|schema|extend type|interface|directive) [^\n]{0,200}\{", re.MULTILINE)
_LOOKED_AT = 4_000
"""Bytes at the beginning of a text."""


def told_by_bytes(content: bytes) -> str:
    """The ending of a file that begins as this one does; empty where its first bytes do not tell."""
    if content.startswith(_PDF):
        return ".pdf"
    if content.startswith(_TNEF):
        return ".tnef"
    if content.startswith(_RTF):
        return ".rtf"
    if content.startswith(_ZIP):
        return next((ending for name, ending in _IN_ZIP if name in content), "")
    return ""


def told_by_text(content: bytes) -> str:
    """The same for texts that programs read; UTF-16 too."""
    head = content[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith((b"{", b"[")):
        return ".json"
    if head.startswith((b"<?xml", b"<definitions", b"<wsdl:", b"<description")):
        return ".xml"
    if _YAML.search(head):
        return ".yaml"
    return ".graphql" if _GRAPHQL.search(head) else ""
