"""Which of the options that a form lays out are chosen: ticked boxes and circles, and words that are set off from the rest.

Knows signs alone, no label and no term: `[ ] CSV [x] JSON`, `( ) low (x) high`, `low / **medium** / high`.
"""

import re

from mailer.model.request import Field

CHOSEN = frozenset({Field.PRIORITY, Field.CATEGORY, Field.AUTHENTICATION, Field.DATA_FORMATS})
"""Fields for which forms lay out options."""
BOX = re.compile(r"\s*(?:[-*+]\s*)?(?:\[([ xX✓✔]?)\]|\(([ xX✓✔•])\)|([☐☒☑]))\s*")
"""A box at the beginning of a line, which is an option of its own."""
_ANY_BOX = re.compile(
    r"(?<![\w\])])(?:(?P<ticked>\[[xX✓✔*]\]|\([xX✓✔•*]\)|[☒☑✅🔘])|(?P<empty>\[ ?\]|\( \)|[☐⬜])|(?P<dot>[●◉⚫■])|(?P<ring>[○◯⚪□]))"
)
_BETWEEN = " \t\xa0\u3000,;/|·"
_OPTIONS = re.compile(r"[ \t]*[/|,;·・、][ \t]*")
_SET_OFF = re.compile(
    r"(\*\*|__|[*_])(?P<emphasised>\S(?:.*\S)?)\1|(?:-+>|=>|→|➜|>>?)\s*(?P<pointed>\S.*?)(?:\s*<+-*)?|\[(?P<bracketed>[^\W\d_][^\[\]]*)\]|(?P<ticked>\S.*?)\s*(?:\([xX]\)|\[[xX]\]|[✓✔✅☑]|<--?)"
)
_STRUCK = re.compile(r"~~(?=\S)[^~\n]{1,80}~~")
_MENU = re.compile(
    r"(?P<before>[^()\[\]（）]{0,40})[(\[（](?P<options>[^()\[\]（）]{3,200})[)\]）](?P<behind>[^()\[\]（）]{0,40})"
)
_LONGEST_OPTION, _LONGEST_ROW = 40, 400
_EMPHASIS = re.compile(r"\*\*|__")


def is_unticked(line: str) -> bool:
    """Whether a line is an option that nobody ticked."""
    box = BOX.match(line)
    return box is not None and "".join(filter(None, box.groups())).strip() in ("", "☐")


def to_do(text: str) -> str:
    """The lines of a list whose boxes are all empty and that tell what is to be done, without their boxes; where one is
    ticked the others are options."""
    lines = [line for line in text.split("\n") if BOX.match(line)]
    if len(lines) < _TASKS or not all(map(is_unticked, lines)):
        return ""
    tasks = (BOX.sub("", line, count=1) for line in lines)
    return "\n".join(task for task in tasks if len(task.split()) >= _TELLS)


_TASKS = 2
"""Empty boxes that make a list of tasks."""
_TELLS = 3
"""Words from which on a line tells more than the name of an option."""


def ticked(line: str) -> str:
    """Of options with a box each on one line those that are ticked, which may be none; any other line as it is."""
    boxes = list(_ANY_BOX.finditer(line))
    if not _are_row(boxes):
        return line
    behind = bool(line[: boxes[0].start()].strip(_BETWEEN)) and not line[boxes[-1].end() :].strip(_BETWEEN)
    starts = [0, *(box.end() for box in boxes[:-1])] if behind else [box.end() for box in boxes]
    ends = [box.start() for box in boxes] if behind else [*(box.start() for box in boxes[1:]), len(line)]
    options = [line[start:end].strip(_BETWEEN) for start, end in zip(starts, ends, strict=True)]
    if not all(options):
        return line
    return ", ".join(
        option for box, option in zip(boxes, options, strict=True) if box["ticked"] or box["dot"]
    )


def _are_row(boxes: list[re.Match[str]]) -> bool:
    """Several boxes; dots and rings are boxes only beside each other, for either alone is a list's mark."""
    shown = {box.lastgroup for box in boxes}
    return len(boxes) > 1 and (not shown & {"dot", "ring"} or {"dot", "ring"} <= shown)


def set_off(text: str) -> str:
    """`text` line by line: of options between strokes or commas those that are set off from the others, without what is
    struck out; any other line as it is, without its emphasis."""
    return "\n".join(_EMPHASIS.sub("", _set_off(line)) for line in text.split("\n"))


def _of_menu(line: str) -> str:
    """The one of several options that stands before or behind them once more: `[low|medium|high]: high`."""
    menu = _MENU.fullmatch(line.strip())
    if menu is None:
        return ""
    chosen = (menu["before"] + menu["behind"]).strip(" \t:：.")
    options = [option.strip().casefold() for option in _OPTIONS.split(menu["options"])]
    return chosen if len(options) > 1 and chosen.casefold() in options else ""


def _set_off(line: str) -> str:
    if len(line) > _LONGEST_ROW:
        return line
    if said := _of_menu(line):
        return said
    left = _STRUCK.sub(" ", line)
    if left != line and left.strip(_BETWEEN):
        return ", ".join(filter(None, (option.strip() for option in _OPTIONS.split(left))))
    options = [option.strip() for option in _OPTIONS.split(line.strip())]
    if len(options) < 2 or any(not 0 < len(option) <= _LONGEST_OPTION for option in options):
        return line
    chosen = [found for option in options if (found := _SET_OFF.fullmatch(option))]
    if not 0 < len(chosen) < len(options):
        return line
    return ", ".join(
        found["emphasised"] or found["pointed"] or found["bracketed"] or found["ticked"] for found in chosen
    )
