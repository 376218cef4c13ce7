"""Takes off what stands below (and above) a person's words: signature, card, disclaimer, footers, gateway banner."""

from collections.abc import Sequence

from mailer.model.message import Address
from mailer.parse import footer_cues as cues
from mailer.parse.cards import MOST_CARD_LINES, card_begins, first_words, is_name, paragraphs
from mailer.parse.history import is_quoted
from mailer.parse.reply_cues import CUT_MARK, RULE_LINE, SIGNATURE_BEGINS
from mailer.parse.writers_card import writers_card_begins

_MOST_SIGNATURE_LINES = 25
_SHORTEST_LEGAL = 40
_SENTENCE = 8
"""Words of a line that is somebody's sentence and no name, title or place."""
_FOOTER_REACH = 60
"""Lines from the end in which footers and signatures are looked for."""


def without_banner(lines: list[str]) -> list[str]:
    """Drop the warning that a gateway put above a mail from outside."""
    first = next((n for n, line in enumerate(lines[:12]) if line.strip()), None)
    if first is None or not cues.BANNER.match(lines[first][:300]):
        return lines
    after = first + 1
    for n in range(first + 1, min(len(lines), first + 8)):
        if cues.BANNER_MORE.search(lines[n][:300]) or RULE_LINE.match(lines[n]):
            after = n + 1
        elif lines[n].strip() and not lines[n - 1].strip():
            break
    return lines[after:]


def without_armour(lines: list[str]) -> list[str]:
    """Drop what surrounds a text signed in the clear, and its escaped dashes (RFC 9580 section 7)."""
    kept: list[str] = []
    state = "text"
    for line in lines:
        if line == cues.ARMOUR:
            state = "fields"
        elif line == cues.ARMOUR_SIGNATURE:
            state = "signature"
        elif line == cues.ARMOUR_END or (state == "fields" and not line):
            state = "text"
        elif state == "text":
            kept.append(line.removeprefix("- ") if line.startswith("- -") else line)
    return kept


def with_signature_mark(lines: list[str]) -> list[str]:
    """Where a client has marked its signature in HTML, draw `--` above it, if it is one: people write into it too."""
    at = next((n for n, line in enumerate(lines) if SIGNATURE_BEGINS in line), None)
    if at is None:
        return lines
    stops = (n for n, line in enumerate(lines[at:], at) if is_quoted(line) or line.strip() == CUT_MARK)
    below = lines[at + 1 : next(stops, len(lines))]
    above = any(line.strip() for line in lines[:at])
    alone = lines[at].strip() == SIGNATURE_BEGINS
    signs = alone and above and sum(map(bool, below)) <= _MOST_SIGNATURE_LINES and not _is_divider(below)
    drawn = ["--"] if signs else []
    rest = lines[at + alone :]
    return [*lines[:at], *drawn, *(line.replace(SIGNATURE_BEGINS, "") for line in rest)]


def split_signature(text: str, *, all_of_it: bool = False, writer: Address | None = None) -> tuple[str, str]:
    """Return the words of a text and what was taken off. The words are never all taken, unless `all_of_it` says that
    more of the author's words stand elsewhere. `writer` is whose mail it is, where that is known."""
    lines = text.split("\n")
    end, first = len(lines), -1 if all_of_it else first_words(lines)
    for _ in range(3):
        before = end
        for rule in _RULES:
            end = _trimmed(lines, rule(lines, first, end))
        if writer:
            end = _trimmed(lines, writers_card_begins(lines, first, end, writer))
        if end == before:
            break
    near = max(0, end - _FOOTER_REACH)
    kept = [
        line
        for n, line in enumerate(lines[:end])
        if n < max(near, first + 1) or not cues.is_client_footer(line)
    ]
    return "\n".join(kept).strip("\n"), "\n".join(lines[end:]).strip("\n")


def _trimmed(lines: Sequence[str], end: int) -> int:
    """Step over empty lines and drawn lines at the end."""
    while end and (not lines[end - 1].strip() or RULE_LINE.match(lines[end - 1])):
        end -= 1
    return end


def _list_footer(lines: Sequence[str], first: int, end: int) -> int:
    """A mailing list's footer: from its first line, or from the drawn line above it."""
    for n in range(max(0, end - 30), end):
        if cues.LIST_FOOTER.match(lines[n][:300]) and first < n and not cues.speaks(lines[n:end]):
            above = n - 1
            while above > 0 and not lines[above].strip():
                above -= 1
            return above if RULE_LINE.match(lines[above]) else n
    return end


def _legal(lines: Sequence[str], first: int, end: int) -> int:
    """The first paragraph near the end that begins like a disclaimer and speaks its language twice; or only that."""
    near = max(0, end - _FOOTER_REACH)
    for start, stop in paragraphs(lines[near:end], near):
        if _is_legal(lines[start:stop]) and first < start and not cues.speaks(lines[stop:end]):
            return start
    return end


def _is_legal(lines: Sequence[str]) -> bool:
    """A paragraph that begins like a disclaimer and speaks its language twice, or does so three times, and wants
    nothing."""
    paragraph = " ".join(lines)[:2_000]
    width = len(paragraph) + sum(letter > "\u2e80" for letter in paragraph)
    if width < _SHORTEST_LEGAL or cues.speaks(lines):
        return False
    found = cues.legal_words(paragraph)
    return found >= 3 or (found == 2 and bool(cues.LEGAL_START.match(paragraph[:200])))


def without_disclaimer(lines: list[str]) -> list[str]:
    """Drop a disclaimer that a gateway put above the text, where it leaves one and asks for nothing itself."""
    start, stop = next(iter(paragraphs(lines[:MOST_CARD_LINES])), (0, 0))
    above = lines[start:stop]
    goes = _is_legal(above) and any(line.strip() for line in lines[stop:])
    return lines[stop:] if goes else lines


def _banner(lines: Sequence[str], first: int, end: int) -> int:
    """A gateway's warning that stands below the text."""
    near = max(0, end - MOST_CARD_LINES)
    start, _ = next(reversed(paragraphs(lines[near:end], near)), (end, end))
    said = " ".join(lines[start:end])[:400]
    warns = cues.BANNER.match(said) and cues.BANNER_MORE.search(said)
    return start if warns and first < start else end


def _marked_signature(lines: Sequence[str], first: int, end: int) -> int:
    """Everything below `-- ` (RFC 3676 section 4.3), or below a mark like it when little follows."""
    for n in range(max(0, end - _FOOTER_REACH), end):
        if not cues.SIGNATURE_MARK.match(lines[n]) or n <= first:
            continue
        following = [line for line in lines[n + 1 : end] if line.strip()]
        if n - 1 == first >= 0 and _is_heading(lines[first], following):
            continue
        if len(following) <= _MOST_SIGNATURE_LINES and not _is_divider(lines[n + 1 : end]):
            return n
    return end


def _is_heading(line: str, below: Sequence[str]) -> bool:
    """A few words with `--` drawn below them, and lines that begin with nobody's name: `Wish list`, and the list."""
    few = len(line.split()) <= 4 and not line.rstrip().endswith((".", "!", "?", "。"))
    return few and len(below) > 1 and not is_name(below[0].strip())


def _is_divider(below: Sequence[str]) -> bool:
    """People also draw `--` between two parts of their text: then the second one says something too, counts, or goes on
    with a sentence, where a signature has a name; a sentence alone right below the mark is a motto or a notice."""
    filled = [line.strip() for line in below if line.strip()]
    first = next(iter(filled), "")
    sentence = len(first.split()) >= _SENTENCE and first[0].isalpha() and first.endswith((".", "?", "!", ":"))
    motto = len(filled) == 1 and bool(below[0].strip())
    return (sentence and not motto) or sum(map(cues.is_list_item, below)) > 1 or cues.speaks(below)


def _client_footers(lines: Sequence[str], first: int, end: int) -> int:
    while end and cues.is_client_footer(lines[end - 1]) and first < end - 1:
        end = _trimmed(lines, end - 1)
    alone = first < end - 2 and not lines[end - 2].strip()
    return _trimmed(lines, end - 1) if alone and cues.is_parting_line(lines[end - 1]) else end


_RULES = (_list_footer, _banner, _legal, _marked_signature, _client_footers, card_begins)
"""Each returns where the words end; together they are repeated while one of them takes something off."""
