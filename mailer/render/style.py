"""Writes the style sheet's rules into the elements of the HTML templates, once, when they are loaded.

Many mail clients drop <style>; only the rules for narrow and dark screens stay there.
"""

import re
from collections.abc import Mapping

import css_inline

RULES = "_base/inline.css"
_CLASS = re.compile(r'class="([^"{}]+)"')
_STYLED = re.compile(r'<div class="([^"]+)" style="([^"]*)"')


def styled(sources: Mapping[str, str]) -> dict[str, str]:
    """`sources` with the rules of `_base/inline.css` beside every `class="…"` of its HTML templates.

    Templates are not yet HTML (a loop inside a table would be moved by any HTML parser), so each distinct class
    attribute is styled once in a document of its own; rules may therefore name classes only.
    """
    html = {name: text for name, text in sources.items() if name.endswith(".html")}
    classes = sorted({found for text in html.values() for found in _CLASS.findall(text)})
    styles = _styles(classes, sources.get(RULES, ""))
    return {
        **sources,
        **{name: _CLASS.sub(lambda m: _attributes(m[1], styles), text) for name, text in html.items()},
    }


def _styles(classes: list[str], rules: str) -> dict[str, str]:
    body = "".join(f'<div class="{one}"></div>' for one in classes)
    page = f"<html><head><style>{rules}</style></head><body>{body}</body></html>"
    return dict(_STYLED.findall(css_inline.inline(page, load_remote_stylesheets=False)))


def _attributes(classes: str, styles: Mapping[str, str]) -> str:
    style = styles.get(classes)
    return f'class="{classes}" style="{style}"' if style else f'class="{classes}"'
