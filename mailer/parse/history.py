"""Finds where a mail's history begins: a separator, a block of header lines, an introduction, a quote mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailer.parse import reply_cues as cues

MOST_LINES = 1_500
"""Lines in which the beginning of history is looked for; who writes more before quoting keeps it all."""
_QUOTE_MARKS = (">", "＞", "&gt;")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Where unmarked history begins."""

    start: int
    """First line that is no longer new."""
    content: int
    """First line of the history itself, behind its introduction."""
    forwarded: bool = False
    headers: tuple[tuple[str, str], ...] = ()


def find_cut(lines: Sequence[str]) -> Cut | None:
    """Where history that carries no quote marks begins in `lines`; None where there is none."""
    at = 0
    while at < min(len(lines), MOST_LINES):
        line = lines[at]
        if not line.strip() or (is_quoted(line) and not _is_framed(line)):
            at += 1
            continue
        if cut := _cut_at(lines, at):
            return cut
        length = intro_length(lines, at)
        if length and not _quote_follows(lines, at + length):
            return Cut(start=at, content=at + length)
        at += max(1, length)
    return None


def _cut_at(lines: Sequence[str], at: int) -> Cut | None:
    """A mark, a separator or a header block at `at`."""
    line = lines[at]
    if line.strip().startswith(cues.CUT_MARK):
        # Outlook on the web has two marked places above one header
        below = _next_filled(lines, at + 1)
        if lines[below : below + 1] and lines[below].strip() == cues.CUT_MARK:
            below = _next_filled(lines, below + 1)
        headers, content = header_block(lines, below, fewest=2)
        return Cut(start=at, content=max(content, at + 1), headers=headers)
    if separator := cues.separator(line):
        headers, content = header_block(lines, _next_filled(lines, at + 1), fewest=1)
        forwarded = separator == "forwarded"
        return Cut(start=at, content=max(content, at + 1), forwarded=forwarded, headers=headers)
    if at and cues.label_kind(lines[at - 1])[0] == "date":
        return None  # the day above was no header's, or this would be inside of it
    headers, content = header_block(lines, at, fewest=3)
    return Cut(start=at, content=content, headers=headers) if headers else None


def _is_framed(line: str) -> bool:
    """`>>> Ann <ann@…> 11/23/2026 10:04 AM >>>` is GroupWise's separator, and what is below has no marks."""
    return line.startswith(">>>") and line.rstrip().endswith(">>>") and bool(cues.separator(line))


def _next_filled(lines: Sequence[str], at: int, most: int = 4) -> int:
    """The next line with text in it, at most a few lines on."""
    return next((n for n in range(at, min(len(lines), at + most)) if lines[n].strip()), at)


def _quote_follows(lines: Sequence[str], at: int) -> bool:
    following = _next_filled(lines, at)
    return following < len(lines) and is_quoted(lines[following])


def is_quoted(line: str) -> bool:
    """Does the line carry a quote mark?"""
    return line.lstrip(" \t\xa0").startswith(_QUOTE_MARKS)


def unmarked(line: str) -> str:
    """The line without its quote marks."""
    bare = line.strip(" \t\xa0" + cues.CUT_MARK)
    while bare.startswith(_QUOTE_MARKS):
        bare = bare.removeprefix("&gt;").removeprefix(">").removeprefix("＞").lstrip(" ")
    return bare


def header_block(lines: Sequence[str], at: int, fewest: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """The header lines that stand at `at` (kind, value) and the first line behind them; empty where there is no
    block of at least `fewest` kinds with an author or a date first."""
    if at >= len(lines):
        return (), at
    one_line = cues.ONE_LINE_HEADER.match(lines[at][: cues.MOST_INTRO])
    if cues.label_kind(lines[at].lstrip("> \t"))[0] not in (("from", "date") if fewest > 2 else cues.KINDS):
        return (), at
    found: list[tuple[str, str]] = []
    end, misses = at, 0
    for n in range(at, min(len(lines), at + cues.MOST_HEADER_LINES)):
        line = lines[n].lstrip("> \t")
        kind, value = cues.label_kind(line)
        if kind:
            found.append((kind, value))
            end, misses = n + 1, 0
        elif (
            (found and not line.strip() and len({k for k, _ in found}) >= max(fewest, 2))
            or not found
            or (misses := misses + 1) > 2
        ):
            break
    if one_line and len(found) < fewest:
        return (("from", lines[at].partition(":")[2].strip()),), at + 1
    kinds = {kind for kind, _ in found}
    if fewest > 2 and found and not _is_proven(found):
        return (), at
    if len(kinds) < fewest or not (found[0][0] in ("from", "date") or (fewest < 3 and "from" in kinds)):
        return (), at
    return tuple(found), end


def _is_proven(found: Sequence[tuple[str, str]]) -> bool:
    """Some address or whole date; and no day without a figure at its head: `Sent: daily` is somebody's plan."""
    kind, value = found[0]
    planned = kind == "date" and not any(map(str.isdigit, value))
    return not planned and any(cues.PROVES_HEADER.search(value) for _, value in found)


def intro_length(lines: Sequence[str], at: int) -> int:
    """How many lines the introduction `On …, somebody wrote:` at `at` takes; 0 where there is none."""
    first = lines[at]
    if len(first) > cues.MOST_INTRO:
        return 0
    if cues.CLIENT_LINE.match(first.strip()):
        return 1
    if cues.ADDRESS_END.match(_line(lines, at + 1)) and cues.CLIENT_LINE.match(first.strip() + ">:"):
        return 2
    if first[:4].strip()[:1].isdigit() and _is_bare(first):
        return _bare_intro_length(lines, at)
    joined = ""
    for count, line in enumerate(lines[at : at + cues.MOST_INTRO_LINES] if _may_introduce(first) else [], 1):
        if count > 1 and is_quoted(line) and not _goes_on(line):
            break
        joined += (" " if joined else "") + line.strip()
        if len(joined) > cues.MOST_INTRO:
            break
        if _is_intro(joined):
            return count
    return 1 if _foreign_intro(lines, at) else 0


def _may_introduce(first: str) -> bool:
    """It says when, and begins like an introduction or says who."""
    when = cues.HAS_WHEN.search(first)
    who = cues.HAS_ADDRESS.search(first)
    return bool((when and who) or ((when or who) and cues.INTRO_START.match(first)))


def _line(lines: Sequence[str], at: int) -> str:
    return lines[at] if at < len(lines) else ""


def _is_bare(line: str) -> bool:
    return bool(cues.GMAIL_BARE.match(line)) and not line.rstrip().endswith((".", "!", "?"))


def _goes_on(line: str) -> bool:
    """`> wrote:` or `>:` is the end of an address that was wrapped, not a quoted line."""
    return len(line) < 60 and bool(cues.INTRO_END.search(line) or cues.ADDRESS_END.match(line))


def _is_intro(joined: str) -> bool:
    if cues.INTRO_END.search(joined[-20:]):
        return True
    return joined[-4:].rstrip().endswith((":", "：")) and bool(cues.INTRO_VERB_INSIDE.search(joined))


def _bare_intro_length(lines: Sequence[str], at: int) -> int:
    """The address may have been wrapped onto the next line."""
    if lines[at].rstrip().endswith((":", ">")):
        return 1
    following = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return 2 if following.endswith(">:") and len(following) < 200 else 1


def _foreign_intro(lines: Sequence[str], at: int) -> bool:
    """In a language we have no verb for: somebody's address, a colon at the end, and quoted lines below; or a
    verb's line without a date before quoted lines."""
    line = lines[at]
    if len(line) > cues.MOST_INTRO or not line.rstrip().endswith((":", "：")):
        return False
    if cues.NAME_FIRST.match(line.strip()):
        return True
    known = bool(cues.INTRO_END.search(line)) or bool(cues.HAS_WHEN.search(line))
    return (
        known and _quote_follows(lines, at + 1) and (bool(cues.HAS_ADDRESS.search(line)) or len(line) < 120)
    )
