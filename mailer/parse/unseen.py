"""Takes out of an HTML mail what its reader does not see: hidden by its style, without size, white on white, struck out."""

import re
from collections.abc import Iterator
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from mailer.parse import reply_cues as cues

_NEVER_SHOWN = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "object", "svg", "math"}
)
_STRUCK = frozenset({"s", "strike", "del"})
"""What their author took back."""
_NIL = r"\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!\s*important\s*)?(?:;|$)"
_HIDDEN = re.compile(
    rf"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![\w-])opacity{_NIL}"
    r"|text-decoration[a-z-]{0,5}\s*:[^;]{0,40}\bline-through"
)
_NO_SIZE = re.compile(rf"font-size{_NIL}")
_NO_ROOM = re.compile(rf"(?<!line-)(?:height|width){_NIL}")
_FAR_OFF = re.compile(r"(?:(?<![\w-])left|(?<![\w-])top|text-indent)\s*:\s*-\d{4}")
_WHITE = r"\s*(?:white\b|#fff(?:fff)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
_IN_WHITE = re.compile(rf"(?<![\w-])color\s*:{_WHITE}")
_IS_WHITE = re.compile(_WHITE)
_COLOURED = re.compile(
    rf"background(?:-color|-image)?\s*:(?!{_WHITE}|\s*(?:transparent|none|inherit|initial)\b)"
)
_RULE = re.compile(r"([^{}]*)([{}])")
_OF_CLASS = re.compile(r"[a-z0-9]*\.([\w-]{1,60})\Z")
_MAY_BE_HIDDEN = XPath(
    "descendant::comment()|descendant::processing-instruction()|descendant::*[@hidden or @style]"
    + "".join(f"|descendant::{name}" for name in sorted(_NEVER_SHOWN | _STRUCK))
)
_SIZED = XPath("boolean(descendant::*[contains(@style, 'font')])")
_COLOURS = XPath(
    "descendant::*[contains(@style, 'color') or contains(@style, 'COLOR')]|descendant::font[@color]"
)
_CLASSED = XPath("descendant::*[@class]")
_HAS_STRUCK = re.compile(r"(?i)<(?:s|strike|del)\b")


def has_struck(html: str) -> bool:
    """Whether something in `html` is struck out, which its plain form cannot show."""
    return _HAS_STRUCK.search(html) is not None


def drop_unseen(tree: HtmlElement) -> None:
    """Take out of `tree` what nobody sees who looks at the mail; what may be seen stays."""
    sheet = "\n".join(style.text or "" for style in tree.iter("style")).lower()
    for node in _found(_MAY_BE_HIDDEN, tree):
        if not isinstance(node.tag, str) or node.tag in _NEVER_SHOWN | _STRUCK or _is_hidden(node):
            drop(node)
    classes = frozenset(_hiding_classes(sheet)) if "none" in sheet else frozenset()
    for node in _found(_CLASSED, tree) if classes else ():
        if not classes.isdisjoint((node.get("class") or "").lower().split()):
            drop(node)
    for node in _white_on_white(tree, sheet):
        drop(node)


def drop(node: HtmlElement) -> None:
    """Take `node` out and keep the text behind it."""
    if node.getparent() is not None and node.tag != "body":
        node.drop_tree()


def _found(query: XPath, tree: HtmlElement) -> list[HtmlElement]:
    return cast("list[HtmlElement]", query(tree))


def _is_hidden(node: HtmlElement) -> bool:
    style = (node.get("style") or "").lower()
    if "hidden" in node.attrib or _HIDDEN.search(style):
        return True
    if _NO_SIZE.search(style):
        return not _SIZED(
            node
        )  # builders of mails set the outer size to nothing, and that of each text inside
    cut_off = "overflow" in style and "hidden" in style and _NO_ROOM.search(style)
    return bool(cut_off or _FAR_OFF.search(style))


def _hiding_classes(sheet: str) -> Iterator[str]:
    """The classes that a style sheet hides on every screen (`.x { display: none }`, not within `@media`)."""
    depth, selectors = 0, ""
    for found in _RULE.finditer(sheet):
        if found[2] == "{":
            selectors = found[1] if depth == 0 else ""
            depth += 1
            continue
        depth = max(0, depth - 1)
        if depth == 0 and _HIDDEN.search(found[1]):
            yield from (one[1] for name in selectors.split(",") if (one := _OF_CLASS.match(name.strip())))
        selectors = ""


def _white_on_white(tree: HtmlElement, sheet: str) -> list[HtmlElement]:
    """What is written in white where no other ground is named. Who writes all of a mail so has a dark screen."""
    white = [node for node in _found(_COLOURS, tree) if _is_white(node) and not _has_ground(node, sheet)]
    if not white:
        return []
    outer = set(white)
    outermost = [node for node in white if outer.isdisjoint(node.iterancestors())]
    shown = len("".join(tree.itertext()).partition(cues.CUT_MARK)[0].strip())
    unseen = sum(len("".join(node.itertext()).strip()) for node in outermost)
    return outermost if 2 * unseen < shown else []


def _is_white(node: HtmlElement) -> bool:
    colour = (node.get("color") or "").lower() if node.tag == "font" else ""
    return bool(_IN_WHITE.search((node.get("style") or "").lower()) or _IS_WHITE.match(colour))


def _has_ground(node: HtmlElement, sheet: str) -> bool:
    """Whether the text stands, or may stand, on another colour than white."""
    return any(_colours(one, sheet) for one in (node, *node.iterancestors()))


def _colours(node: HtmlElement, sheet: str) -> bool:
    named = (node.get("bgcolor") or "").lower()
    return bool(
        _COLOURED.search((node.get("style") or "").lower())
        or (named and not _IS_WHITE.match(named))
        or "background" in node.attrib
        or (node.get("class") and "background" in sheet)
    )
