"""Turns the HTML of a mail into plain text: tables stay readable, links stay visible, what is hidden goes."""

import re
from html import unescape
from itertools import islice
from typing import cast

from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_engine import Inscriptis
from inscriptis.model.config import ParserConfig
from lxml.etree import ParserError, XPath, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from mailer.parse.unseen import drop_unseen

_ASKS = XPath("descendant::input|descendant::select")
_BOXES = frozenset({"checkbox", "radio"})
_TAG = re.compile(r"<[^<>]*>")
_BREAKING_TAG = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6]|/blockquote)\b[^<>]*>")
_BARE_URL = re.compile(r"(?i)^(?:https?://|mailto:|tel:)?(?:www\.)?")
_SPACES = re.compile(r"\s+")
_MANY_BLANK = re.compile(r"\n{3,}")
_MOST_DEEP = 150
"""inscriptis recurses once a level; deeper trees are not laid out."""
_MOST_LAID_OUT = 3_000
"""Elements up to which inscriptis lays a page out; its time grows with the square of a table's rows."""
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "section",
        "article",
        "hr",
        "dt",
        "dd",
    ]
)
_CONFIG = ParserConfig(css=CSS_PROFILES["strict"], display_images=False, display_links=False)


def html_to_text(html: str) -> str:
    """Return the text that a reader of `html` sees. Never raises and never fetches anything."""
    tree = read_tree(html)
    return tree_to_text(tree) if tree is not None else strip_tags(html)


def read_tree(html: str) -> HtmlElement | None:
    """Parse `html`; None where there is nothing to parse or it is nested beyond reason."""
    try:
        tree = document_fromstring(html.replace("\x00", ""), parser=HTMLParser(encoding=None))
    except (ParserError, ValueError, AssertionError):
        return None
    return tree if _depth_is_sane(tree) else None


def _depth_is_sane(tree: HtmlElement) -> bool:
    level = [tree]
    for _ in range(_MOST_DEEP):
        level = [child for node in level for child in node]
        if not level:
            return True
    return False


def tree_to_text(tree: HtmlElement) -> str:
    """Render a tree; it is changed on the way (hidden parts go, link targets are written out)."""
    drop_unseen(tree)
    _show_links(tree)
    _show_answers(tree)
    _count_from(tree)
    if sum(1 for _ in islice(tree.iter(), _MOST_LAID_OUT + 1)) > _MOST_LAID_OUT:
        return tidy(_running_text(tree))
    text = Inscriptis(tree, _CONFIG).get_text()
    return tidy(text) if text.strip() else tidy(_running_text(tree))


def _count_from(tree: HtmlElement) -> None:
    """A list that does not begin with 1 (`<ol start="3">`) is numbered as its reader sees it."""
    for listed in tree.iter("ol"):
        start, first = listed.get("start", ""), listed.find("li")
        told = start.isascii() and start.isdigit() and len(start) <= _DIGITS
        if told and first is not None and "value" not in first.attrib:
            first.set("value", start)


_DIGITS = 6
"""Of a number that anybody counts to."""


def _running_text(tree: HtmlElement) -> str:
    """The text in its order, a line for each block; linear whatever the page."""
    pieces: list[str] = []
    for event, node in iterwalk(tree, events=("start", "end")):
        if node.tag in _BLOCKS:
            pieces.append("\n")
        pieces.append(_SPACES.sub(" ", (node.text if event == "start" else node.tail) or ""))
    return "".join(pieces)


def tidy(text: str) -> str:
    """Drop trailing spaces and runs of empty lines."""
    lines = (line.rstrip() for line in text.replace("\xa0", " ").split("\n"))
    return _MANY_BLANK.sub("\n\n", "\n".join(lines)).strip("\n")


def strip_tags(html: str) -> str:
    """The plain road for what no parser takes: linear, no structure."""
    return tidy(unescape(_TAG.sub(" ", _BREAKING_TAG.sub("\n", html))))


def elements(query: XPath, tree: HtmlElement) -> list[HtmlElement]:
    """What a query for elements finds, in the document's order."""
    return cast("list[HtmlElement]", query(tree))


def _show_links(tree: HtmlElement) -> None:
    """Write `text <url>` where the text of a link is not its target."""
    for link in tree.iter("a"):
        target = (link.get("href") or "").strip()
        if not target.lower().startswith(("http://", "https://", "mailto:", "ftp://")) or len(target) > 2_000:
            continue
        shown = "".join(link.itertext()).strip()
        if shown and _bare(target) not in _bare(shown):
            link.tail = f" <{target.removeprefix('mailto:')}>{link.tail or ''}"


def _show_answers(tree: HtmlElement) -> None:
    """Write what a form was filled in with: its boxes as `[x]` and `[ ]`, what was typed, and the option that was chosen."""
    for field in elements(_ASKS, tree):
        shown = _chosen(field) if field.tag == "select" else _entered(field)
        for child in list(field):
            field.remove(child)
        field.text = None
        field.tail = f"{shown}{field.tail or ''}"


def _entered(field: HtmlElement) -> str:
    kind = (field.get("type") or "text").lower()
    if kind in _BOXES:
        return " [x] " if "checked" in field.attrib else " [ ] "
    return f" {field.get('value') or ''} " if kind == "text" else ""


def _chosen(field: HtmlElement) -> str:
    """The options that are marked; what a browser shows where none is nobody chose."""
    marked = (option for option in field.iter("option") if "selected" in option.attrib)
    return f" {', '.join(option.text_content().strip() for option in marked)} "


def _bare(url: str) -> str:
    return _BARE_URL.sub("", "".join(url.split()).lower()).rstrip("/")
