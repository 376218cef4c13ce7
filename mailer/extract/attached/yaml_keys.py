"""The few keys of a YAML text that a description of an interface is read for.

Line by line and in linear time: anchors, tags and references stay what they are written as.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

MOST_LINES = 100_000
"""Lines of a YAML document that are looked at."""
MOST_PIECES = 200_000
"""Brackets and words of one in flow style."""
DEEPEST = 50

_YAML_KEY = re.compile(r"( *)((?:- +)*)([\"']?)([\w./{}$@~-]{1,200})\3 *:(?: +(.*))?\Z")
_FLOW = re.compile(
    r"[{}\[\],]|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*|:(?![^\s{\[\"'])|(?:[^\s{}\[\],:]|:(?=[^\s{\[\"']))+"
)
"""A bracket, a comma, a quoted text, a comment, a colon behind a key, a word (YAML 1.2 section 7.4)."""


def yaml_keys(text: str) -> Mapping[str, Any]:
    """The mappings of a YAML text as nested dicts; the items of a list fall together into one. Raises nothing."""
    return _flow(text) if text.lstrip().startswith("{") else _block(text)


def _block(text: str) -> dict[str, Any]:
    """Mappings by indentation, one key a line."""
    root: dict[str, Any] = {}
    open_nodes: list[tuple[int, dict[str, Any]]] = [(-1, root)]
    skipped_from = -1
    for line in text.split("\n", MOST_LINES)[:MOST_LINES]:
        stripped = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if not stripped or stripped.startswith("#") or (0 <= skipped_from < indent):
            continue
        skipped_from = -1
        match = _YAML_KEY.match(line.rstrip())
        if not match:
            continue
        column, value = match.start(4) - len(match[3]), match[5] or ""
        while open_nodes[-1][0] >= column:
            open_nodes.pop()
        parent = open_nodes[-1][1]
        if value[:1] in ("|", ">"):
            skipped_from = column
        elif value and value[0] not in "#&{":
            parent[match[4]] = value.partition(" #")[0].strip().strip("\"'")
        else:
            child = parent.setdefault(match[4], {})
            if isinstance(child, dict) and len(open_nodes) < DEEPEST:
                child.update(_flow(value) if value.startswith("{") else {})
                open_nodes.append((column, child))
    return root


def _flow(text: str) -> dict[str, Any]:
    """Mappings in brackets: `{type: oauth2, flows: {}}`."""
    root: dict[str, Any] = {}
    open_nodes, key, said = [root], "", list[str]()
    pieces = (found[0] for found in _FLOW.finditer(text))
    for piece in islice(pieces, MOST_PIECES):
        if piece == ":":
            key, said = _scalar(said), []
        elif piece in ("{", "["):
            node = open_nodes[-1].setdefault(key, {}) if key else open_nodes[-1]
            open_nodes.append(node if isinstance(node, dict) and len(open_nodes) < DEEPEST else {})
            key, said = "", []
        elif piece in ("}", "]", ","):
            if key and said:
                open_nodes[-1][key] = _scalar(said)
            key, said = "", []
            if piece != "," and len(open_nodes) > 1:
                open_nodes.pop()
        elif not piece.startswith("#"):
            said.append(piece)
    return root


def _scalar(pieces: Iterable[str]) -> str:
    return " ".join(pieces).strip("\"'")
