"""Makes text safe to show and to store: no NUL, control, bidi override or lone surrogate (R-54, R-62)."""

import re

_UNSEEN = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
_IN_TEXT = re.compile(f"[{_CONTROL}{_UNSEEN}]")
_IN_LINE = re.compile(f"[{_CONTROL}{_UNSEEN}\\t\\n\u2028\u2029]+")
_SPACES = re.compile(r"[ \t\xa0\u3000]{2,}")
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')


def clean_text(text: str) -> str:
    """Return `text` with LF line ends, tabs kept, and nothing in it that hides, reorders or commands."""
    return _IN_TEXT.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return `text` as one line: line ends and controls become a space, what is unseen goes."""
    plain = text if text.isprintable() else _IN_LINE.sub(_gap, text)
    return (_SPACES.sub(" ", plain) if "  " in plain or not plain.isprintable() else plain).strip()


def _gap(found: re.Match[str]) -> str:
    """A line end or control between words parts them; an unseen character does not."""
    return " " if any(char < "\xa0" or char in "\u2028\u2029" for char in found[0]) else ""


def clean_filename(name: str, fallback: str) -> str:
    """Return `name` for show only: the last path element, no controls, at most 200 characters (R-63)."""
    last = clean_line(name.replace("\\", "/")).rstrip("/").rpartition("/")[2]
    shown = _NOT_IN_NAMES.sub("_", last).strip(" .") if last.strip(" .") else ""
    return _shorten(shown) or fallback


def _shorten(name: str, most: int = 200) -> str:
    """Cut the middle, not the extension, out of a name that is too long."""
    if len(name) <= most:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = dot + extension if dot and len(extension) <= 10 else ""
    return (stem or name)[: most - len(tail)] + tail
