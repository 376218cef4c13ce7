"""Marks the quoted history of an HTML mail by its structure, so that the line rules see it as in plain text."""

import re
from typing import cast

from lxml.etree import XPath
from lxml.html import Element, HtmlElement

from mailer.parse import reply_cues as cues
from mailer.parse.html import elements, read_tree, strip_tags, tree_to_text
from mailer.parse.unseen import drop

_CLASS = re.compile(
    r"(?:^|[\s_])(?:x_)*(?:gmail_quote|freshdesk_quote|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|moz-email-headers-table|cm_quote|front-blockquote|sh-quoted-content|quoted-content|skiff_quote|hey-quote|"
    r"ms-outlook-mobile-reference-message|mcntreply|ymail_quote|yahooquote|clean_bq|gwquote|quotedmail|mail-quote|replyquote)"
)
_ID = re.compile(
    r"^(?:x_)*(?:appendonsend|divrplyfwdmsg|stopspelling|olk_src_body_section|mail-editor-reference-message-container|origbody|isreplycontent|yahoo_quoted_\w+|replysplit|ms-outlook-mobile-reference|originalmessage|orig_msg|replymessage)$"
)
_INTRO_CLASS = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_attr|moz-cite-prefix|protonmail_quote_intro|airmail_on|zmail_quote_intro)(?:\s|$)"
)
_OUTLOOK_RULE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid\s+(?:#?[a-z0-9]+\s+)?1(?:\.0)?pt|border-top:\s*(?:solid|1(?:\.0)?pt|1px|3\.0pt)[^;]{0,30}(?:e1e1e1|b5c4df|b6b6b6)|border-width:\s*1pt\s+(?:medium|0px|0)\s+(?:medium|0px|0)",
    re.IGNORECASE,
)
_QUOTING_STYLE = re.compile(r"border-left[^;:]{0,10}:\s*(?!none|0)", re.IGNORECASE)
_MAY_DIVIDE = XPath("descendant::*[@id or @data-marker]|descendant::div[contains(@style, 'border')]")
_MAY_QUOTE = XPath(
    "descendant::blockquote|descendant::*[self::div or self::span or self::td][@class or @name]"
)
_SIGNATURE = re.compile(
    r"(?:^|\s)(?:x_)*(?:gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature|mobile_signature|composer_signature|applemailsignature|signature)(?:\s|$)"
)
_MAY_SIGN = XPath("descendant::*[contains(@class, 'ignature') or contains(@id, 'ignature')]")
_BEHIND = XPath("following::text()[normalize-space()][1]")
_MAY_INTRODUCE = XPath("descendant::*[self::div or self::span or self::p][@class]")
_HOLD = "\ufdd1{}\ufdd1"
_HELD = re.compile("\ufdd1(\\d{1,6})\ufdd1")
_MOST_QUOTES = 500


def text_with_quotes(html: str) -> str:
    """Return the text of `html` with `> ` before quoted lines and a cut mark where unmarked history begins."""
    tree = read_tree(html)
    if tree is None:
        return strip_tags(html)
    _mark_cuts(tree)
    quotes = _lift_quotes(tree)
    _mark_signature(tree)
    text = tree_to_text(tree)
    return _HELD.sub(lambda found: quotes[int(found[1])] if int(found[1]) < len(quotes) else "", text)


def _mark_cuts(tree: HtmlElement) -> None:
    """Put a cut mark before each element after which clients put history without marking it."""
    for node in elements(_MAY_DIVIDE, tree):
        identity = (node.get("id") or "").lower()
        if (identity and _ID.match(identity)) or _is_divider(node):
            _insert_before(node, cues.CUT_MARK)


def _mark_signature(tree: HtmlElement) -> None:
    """Put a mark before the element that its client calls a signature, where nothing but history stands behind it:
    people write below it too, and inside it."""
    node = next(filter(_is_signature, elements(_MAY_SIGN, tree)), None)
    if node is None:
        return
    behind = str(next(iter(cast("list[str]", _BEHIND(node))), "")).strip()
    if not behind or behind[0] in (_HOLD[0], cues.CUT_MARK) or cues.separator(behind):
        _insert_before(node, cues.SIGNATURE_BEGINS)


def _is_signature(node: HtmlElement) -> bool:
    return any(_SIGNATURE.search((node.get(name) or "").lower()) for name in ("class", "id"))


def _is_divider(node: HtmlElement) -> bool:
    if node.get("data-marker") in ("__DIVIDER__", "__QUOTED_TEXT__"):
        return True
    style = node.get("style") or ""
    if node.tag != "div" or "border" not in style or not _OUTLOOK_RULE.search(style):
        return False
    return sum(
        1 for line in _shown(node, 600).split("\n") if cues.label_kind(line.strip())[0]
    ) >= 2 or "@" in _shown(node, 600)


def _shown(node: HtmlElement, most: int) -> str:
    """The beginning of an element's text, a line for each of its pieces."""
    out: list[str] = []
    length = 0
    for piece in node.itertext():
        out.append(piece.strip())
        length += len(piece)
        if length > most:
            break
    return re.sub(r"\n(?=[:：])", "", "\n".join(out))


def _insert_before(node: HtmlElement, text: str) -> None:
    parent = node.getparent()
    if parent is None:
        return
    mark = Element("p")
    mark.text = text
    parent.insert(parent.index(node), mark)


def _lift_quotes(tree: HtmlElement) -> list[str]:
    """Take each outermost quote out of the tree, leave a held place, and return the quotes as marked text."""
    quotes: list[str] = []
    for node in elements(_MAY_QUOTE, tree):
        if len(quotes) >= _MOST_QUOTES:
            break
        if not _is_in(node, tree) or not _is_quote(node):
            continue
        held = Element("p")
        held.text = _HOLD.format(len(quotes))
        held.tail = node.tail
        node.tail = None
        node.getparent().replace(node, held)
        quotes.append(_as_quote(node))
    for node in elements(_MAY_INTRODUCE, tree):
        if _is_intro(node):
            drop(node)
    return quotes


def _is_in(node: HtmlElement, tree: HtmlElement) -> bool:
    """Not inside a quote that was taken out already."""
    while (parent := node.getparent()) is not None:
        node = parent
    return node is tree.getroottree().getroot()


def _is_quote(node: HtmlElement) -> bool:
    if node.getparent() is None:
        return False
    named = _is_named(node)
    if node.tag == "blockquote":
        style = node.get("style") or ""
        return (
            named
            or (node.get("type") or "").lower() == "cite"
            or bool(node.get("cite"))
            or bool(_QUOTING_STYLE.search(style))
            or _is_introduced(node)
        )
    # Answers stand between the blockquotes of such a container, so it is a quote only where it has none.
    return named and node.find(".//blockquote") is None and not _holds_forward(node)


def _is_named(node: HtmlElement) -> bool:
    """A client calls it a quote."""
    return (
        bool(_CLASS.search((node.get("class") or "").lower())) or (node.get("name") or "").lower() == "quote"
    )


def _is_introduced(node: HtmlElement) -> bool:
    """A bare blockquote in a client's container, right below `somebody wrote:`; any other may be the author's own."""
    parent = node.getparent()
    if parent is None or not _is_named(parent):
        return False
    return bool(cues.INTRO_END.search(_text_above(node, parent)[-60:]))


def _text_above(node: HtmlElement, parent: HtmlElement) -> str:
    """The last words before an element in its container, a few siblings back at most."""
    for _ in range(4):
        above = node.getprevious()
        if above is None:
            return (parent.text or "").strip()
        if text := (above.tail or "").strip() or "".join(above.itertext()).strip():
            return text
        node = above
    return ""


def _holds_forward(node: HtmlElement) -> bool:
    return any(cues.separator(line) == "forwarded" for line in _shown(node, 300).split("\n"))


def _is_intro(node: HtmlElement) -> bool:
    return bool(_INTRO_CLASS.search((node.get("class") or "").lower())) and not _holds_forward(node)


def _as_quote(node: HtmlElement) -> str:
    text = tree_to_text(node)
    return "\n".join("> " + line for line in text.split("\n"))
