"""Plain text for mails: wrapped lines, stable subjects, people's words set apart."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from unicodedata import east_asian_width

from babel.dates import format_date
from babel.numbers import format_decimal

WIDTH = 72
WRAPPED_FROM, WRAPPED_TO = 50, 80
"""A line of that length and followed by another word was most likely ended by a client, not by its author; of a longer
one, which a client would have wrapped (RFC 5322 section 2.1.1: at 78), only a small letter is the rest."""

_LEAD = re.compile(r"[ >]*(?:\d{1,2}\. |- )?")
_GOES_ON = re.compile(r"(?!\w[\w /-]{1,40}: )(?:[^\W\d_]|[(\"'“„«])")
"""How a line goes on that a client wrapped; a label of a form begins one."""
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_WORD = re.compile(
    f" *[「『（《【〈]*(?:[{_WIDE}]|[^ {_WIDE}]+)[、。，．」』）》】〉！？：；)ーゃゅょっァィゥェォャュョッ]*"
)
"""What stays on one line: a word with the spaces before it, or an East Asian character; with what may not end or begin one."""
_AFTER_WIDE = re.compile("(?<=[、。！？：]) (?=\\S)")
"""A mark of full width has its space in itself."""
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_LABEL = re.compile(r" {2,}\S[^:：]{1,30}(?:: |：)")
_ROW = re.compile(r"^[^:：]{1,40}[:：]")
_ANSWERED = re.compile(
    r"\s*(?:re|fwd?|aw|wg|sv|vs|tr|rv|enc|odp|antw|ant|res|rif|ynt|回复|答复|转发)\s*(?:\[\d+\])?\s*[:：]\s*",
    re.I,
)
_TAG = re.compile(r"\s*\[[A-Z]{2,10}-\d+\]\s*")


def base_subject(subject: str) -> str:
    """`subject` without the marks of answering and our own reference, so that clients thread by it (RFC 5256 section 2.1)."""
    text = _TAG.sub(" ", " ".join(subject.split())).strip()
    while match := _ANSWERED.match(text):
        text = text[match.end() :]
    return text.strip()


def plain(text: str) -> str:
    """`text` with LF line ends, and no control, bidi, zero-width space or surrogate character."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def tidy(text: str) -> str:
    """A finished text body: wrapped, no trailing spaces but the signature mark's, at most one empty line in a row."""
    lines = [part for line in text.split("\n") for part in _wrapped(_spaced(line))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _spaced(line: str) -> str:
    """A line of ours as East Asian text spaces it; a quotation stays as it is."""
    return line if line.startswith(">") else _AFTER_WIDE.sub("", line)


def _wrapped(line: str) -> list[str]:
    if line == "-- ":
        return [line]
    line = line.rstrip()
    if _columns(line) <= WIDTH:
        return [line]
    lead = _LEAD.match(line)[0]  # type: ignore[index]  # the pattern matches the empty text too
    hang = re.sub(r"[^ >]", " ", lead) + ("  " if lead.isspace() and _LABEL.match(line) else "")
    return _filled(_WORD.findall(line[len(lead) :]), lead, hang, WIDTH)


def in_lines(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns; a longer word is left whole."""
    return [part for line in text.split("\n") for part in _filled(_WORD.findall(line) or [""], "", "", width)]


def _filled(words: list[str], lead: str, hang: str, width: int) -> list[str]:
    """`words` in lines of `width`, the first behind `lead`, the others behind `hang`; a longer word is left whole."""
    lines = [lead + words[0].lstrip()]
    taken = _columns(lines[0])
    for word in words[1:]:
        taken += _columns(word)
        if taken <= width:
            lines[-1] += word
        else:
            lines.append(hang + word.lstrip())
            taken = _columns(lines[-1])
    return lines


def _columns(text: str) -> int:
    """How wide `text` is in a fixed font: East Asian characters take two columns (Unicode TR 11)."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map("WF".__contains__, map(east_asian_width, text)))


def quoted(text: str) -> str:
    """A person's words as a quotation, each line marked and wrapped anew."""
    lines = [part for line in unwrapped(text.strip()).split("\n") for part in _wrapped("> " + line)]
    return "\n".join(lines)


def unwrapped(text: str) -> str:
    """`text` with the line ends taken out that a mail client put in, so that it flows in any width."""
    lines = text.split("\n")
    joined = lines[:1]
    for before, line in pairwise(lines):
        may = len(before) >= WRAPPED_FROM and (len(before) <= WRAPPED_TO or line[:1].islower())
        if may and _GOES_ON.match(line):
            joined[-1] += " " + line
        else:
            joined.append(line)
    return "\n".join(joined)


def hanging(text: str, columns: int = 4) -> str:
    """Several lines as one indented block that begins on the line it stands in."""
    return ("\n" + " " * columns).join(line.strip() for line in text.strip().split("\n"))


def tells_more(words: str, shown: str) -> bool:
    """Whether `words` say anything beside `shown` and a label before it, spelt in whatever way: `Auth: oauth 2.0`."""
    return bool(words) and _letters(_ROW.sub("", words)) != _letters(shown)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def day(iso: str, language: str) -> str:
    """A date such as `2026-11-23` as people of that language write it."""
    return format_date(date.fromisoformat(iso), format="medium", locale=language)


def number(value: float, language: str) -> str:
    """A number as people of that language write it: `3.5`, `3,5`."""
    return format_decimal(value, locale=language)


def said(items: Sequence[str], table: Mapping[str, str]) -> str:
    """The words that `table` has for `items`, as one list; what it does not know is said as it stands."""
    return ", ".join(table.get(item, item) for item in items)
