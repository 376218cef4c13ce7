"""A value as its author filled it in: without the form's own words around it, and with what is ticked alone."""

import re

from mailer.extract.layout.choices import BOX, is_unticked, ticked
from mailer.extract.layout.labels import MARKS
from mailer.extract.text.phrases import forms
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words

_EXAMPLE = re.compile(
    r"[(（]\s*(?:(?:e\.?\s?g|i\.?\s?e|z\.?\s?b|p\.?\s?ex|p\.?\s?ej|ex|bijv)(?!\w)|例|예)[^()（）]{0,300}[)）]",
    re.I,
)
_BRACKETED = re.compile(r"\s*(?:［[^［］]*］|\[[^\[\]]*\]|<[^<>]*>|\{+[^{}]*\}+)\s*")
_MENU = re.compile(r"\s*[(（][^()（）/|]+(?:[/|][^()（）/|]+){2,}[)）]\s*")
"""`(CRM / Payments / Other)`: the form's own options."""
_PLACEHOLDER = re.compile(r"\s*<[^<>:/@.\d]{1,60}>\s*")
"""`<link>`: what nobody writes who has something to say."""


def is_explained(text: str) -> bool:
    """Whether what stands behind a label begins with words in brackets, as forms explain what is asked for."""
    return _EXPLANATION.match(text.strip("\n").split("\n", 1)[0]) is not None


def unexplained(text: str) -> str:
    """`text` without such a first line."""
    return text.strip("\n").partition("\n")[2] if is_explained(text) else text


_EXPLANATION = re.compile(r"\s*[(（][^()（）]{3,200}[)）]\s*$")


def clean_value(text: str, words: Words) -> str:
    """A value without the form's own explanation, unticked boxes and answer marks."""
    lines = [_clean_line(line, words) for line in _without_prompt(text, words)]
    return "\n".join(line for line in lines if line.strip()).strip()


def _without_prompt(text: str, words: Words) -> list[str]:
    """The lines without a first one that stands in brackets above the answer, and without a placeholder."""
    lines = [line for line in _EXAMPLE.sub("", text).split("\n") if not _is_placeholder(line, words)]
    first = next((line for line in lines if line.strip()), "")
    if _BRACKETED.fullmatch(first) or _MENU.fullmatch(first):
        behind = lines[lines.index(first) + 1 :]
        return behind if any(map(str.strip, behind)) or _MENU.fullmatch(first) else lines
    return lines


def _is_placeholder(line: str, words: Words) -> bool:
    """`<link>`, or the label once more: `[Integration name]`, `{{use_case}}`."""
    if not _BRACKETED.fullmatch(line):
        return False
    named = forms(line.replace("_", " ")) in words.labels
    return named or _PLACEHOLDER.fullmatch(line) is not None


def _clean_line(line: str, words: Words) -> str:
    line = ticked(line)
    box = BOX.match(line)
    if box:
        return "" if is_unticked(line) else line[box.end() :]
    if _only_questions(line):
        return ""
    mark, _, rest = line.partition(":")
    if len(mark) < 12 and forms(mark) in words.answer_marks:
        return rest.strip()
    prompts = words.prompts.find(words_of(line))
    if prompts and not line[: prompts[0].start].strip(MARKS + "("):
        rest = line[max(hit.end for hit in prompts) :]
        told = any(hit.tag == "sentence" for hit in prompts)
        return (_after_sentence(rest) if told else rest).strip(MARKS + ".)")
    return line


def _after_sentence(text: str) -> str:
    """What follows the sentence that `text` is the rest of: a template's own ends with it."""
    stop = re.search(r"[.!?:]+(?:\s|$)|\[?\.\.\.\]?", text)
    return text[stop.end() :] if stop else ""


def _only_questions(line: str) -> bool:
    """A line of nothing but questions under a label is the form asking, not the author answering."""
    bare = line.strip().rstrip("*_ ")
    asks = bare.endswith(("?", "？")) and len(words_of(bare)) > _UNSURE
    return asks and not any(stop in bare for stop in (". ", "! ", ": "))


def is_none(text: str, words: Words) -> bool:
    """Whether a value says that there is nothing to say."""
    bare = _SO_FAR.sub("", text.strip().strip(".!-–— *_()[]（）［］"))
    return len(bare) < 40 and (
        not bare or forms(bare) in words.none or text.strip().casefold() in ("-", "?", "...")
    )


_UNSURE = 1
"""Words of an answer that has a question mark behind it: `json??`."""
_SO_FAR = re.compile(
    r"(?<=\w)[,\s]+(?:so far|yet|for now|right now|currently|at (?:the moment|present)|bisher|bislang|derzeit|momentan|zurzeit|im moment|"
    r"pour l['’]instant|pour le moment|jusqu['’]ici|actuellement|por ahora|de momento|hasta ahora|por enquanto|até agora|no momento|"
    r"per ora|al momento|finora|op dit moment|tot nu toe|voorlopig)$",
    re.IGNORECASE,
)
"""`None at the moment` is none."""


def points_elsewhere(text: str, words: Words) -> bool:
    """Whether a value only says where to look, such as `see above`."""
    return len(text) < 40 and forms(text) in words.elsewhere
