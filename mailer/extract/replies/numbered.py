"""Answers told by their numbers: `2: OAuth2, 3: daily`, in the ways in which people number.

Knows numbers and their places alone; whether the words behind one can answer its question, the caller says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailer.extract.text.deadlines import begins_a_date

Fits = Callable[[int, str], bool | None]
"""Whether words can answer the question with a number; None where any words can."""

_S = r"[ \t\u3000\xa0]"
_ASKED = (
    r"[qQaA#＃]|(?i:zu|ad|re|to|for|on|no|nr|n°|nº|point|punkt|item|questions?|answers?|fragen?|antwort|réponse|preguntas?"
    r"|respuesta|perguntas?|resposta|domand[ae]|risposta|vra(?:ag|gen)|antwoord|regarding|spørgsmål|spørsmål|fråg(?:a|or)|svar|till?|på|kysymys|vastaus|kohta"
    r"|pytani[ea]|odpowiedź|pkt|do|otázk[ay]|odpověď|bod|вопросы?|ответ|на вопрос|пункт|на|по|soru(?:lar)?|cevap|yanıt|madde)[.:]?|質問|回答|问题|問題|回答|질문|답변"
)
_CASE = r"(?:ll[aäe]|lt[aä]|ss[aä]|st[aä]|ksi|een|[aänt])\b"
"""What Finnish and Swedish write behind a number and a colon: `OAuth 2:lla`, `2:a`."""
_AND = r"and|und|et|y|e|en|och|og|oraz|и|ve|と"
_SEVERAL = (
    rf"(?:\d{{1,2}}(?:{_S}*[,&+/、–-]{_S}*(?:(?:{_AND}){_S}+)?|{_S}+(?:{_AND}|ja|i|a){_S}+|と))+"
    rf"(?=\d{{1,2}}{_S}?[:：=)）])"
)
"""What stands before the last of several numbers: `1 and 3: …`, `1, 2 und 4: …`, `1-3) …`."""
_MARK = re.compile(
    rf"(?P<lead>^{_S}*(?:[-*•|]{_S}+)?(?:\*\*|__)?|(?<=[,;.!?。、；:])(?:{_S}+(?:{_AND})(?={_S}))?{_S}*"
    rf"|(?<=[ \t])(?:(?:{_AND}){_S}+)?)"
    rf"(?:(?P<asked>{_ASKED}){_S}?)?"
    rf"(?P<several>{_SEVERAL})?"
    r"(?:\((?P<round>\d{1,2})\)|\[(?P<square>\d{1,2})\]|(?P<key>\d)\ufe0f?\u20e3|(?P<circled>[①-⑳])|(?P<plain>\d{1,2}))"
    rf"(?:st|nd|rd|th|º|ª|番目?)?(?P<sign>{_S}?[:：=](?![\d/]|{_CASE})|[.．。](?:-|(?!\d))|{_S}?[)）\]](?!\d)|、(?!\d)|/(?={_S})"
    rf"|{_S}?[-–—=]{{0,2}}[>→](?!\d)|{_S}?[-–—]+(?={_S})|{_S}*[|\t]|{_S}{{2,}}|(?={_S}|(?<=[\)\]\u20e3①-⑳])))"
    rf"{_S}*(?:(?<=[:.)])\n{_S}*)?(?=\S)",
    re.MULTILINE,
)
"""`2: `, `(2) `, `2️⃣ `, `② `, `zu 2: `, `2.- `, `2/ `, `Q2 `, `| 2 | `, at the start of a line or behind a stop, an `and`, a space."""
_ORDINALS = (
    (
        "a",
        "first",
        "firstly",
        "erstens",
        "premièrement",
        "primero",
        "primeiro",
        "for det første",
        "för det första",
        "ensiksi",
        "po pierwsze",
        "za prvé",
        "во-первых",
        "birincisi",
    ),
    (
        "b",
        "second",
        "secondly",
        "zweitens",
        "deuxièmement",
        "segundo",
        "for det andet",
        "for det andre",
        "för det andra",
        "toiseksi",
        "po drugie",
        "za druhé",
        "во-вторых",
        "ikincisi",
    ),
    (
        "c",
        "third",
        "thirdly",
        "drittens",
        "troisièmement",
        "tercero",
        "terceiro",
        "for det tredje",
        "för det tredje",
        "kolmanneksi",
        "po trzecie",
        "za třetí",
        "в-третьих",
        "üçüncüsü",
    ),
    (
        "d",
        "fourth",
        "fourthly",
        "viertens",
        "quatrièmement",
        "cuarto",
        "quarto",
        "for det fjerde",
        "för det fjärde",
        "neljänneksi",
        "po czwarte",
        "za čtvrté",
        "в-четвёртых",
        "dördüncüsü",
    ),
)
_WORDED = re.compile(
    rf"^\s*([a-d])\)\s+(?=\S)|(?:^\s*|(?<=[.!?] ))({'|'.join(word for one in _ORDINALS for word in one[1:])})"
    r"(?: (?:question|one|answer|frage|antwort))?\s?[:,]\s+(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
"""`a) …`, `First question: …`, `Zweitens: …` in the place of a number."""
_WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)}
_EDGES = " ,;|*_\n\t、"
_TAIL = re.compile(rf"[\s,;、]+(?:{_AND})?[\s,;、]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mark:
    """A number that may say which question is answered."""

    number: int
    style: str
    """The sign behind it, or around it."""
    start: int
    end: int
    indent: int
    """Spaces before it; -1 where it does not begin its line."""
    told: bool
    """A word or a sign says that it is the number of a question."""
    further: tuple[int, ...] = ()
    """Numbers of questions that have the same answer."""
    loose: bool = False
    """Only a space sets it off: it goes on with a run of its kind, or counts something."""

    @property
    def clear(self) -> bool:
        """Hardly anything else than an answer: `2: …` at the start of a line, `Question 2 - …`."""
        return self.indent >= 0 and (self.style == ":" or (self.told and self.style != ""))


@dataclass(frozen=True, slots=True)
class Numbered:
    """The words behind the number of a question, and where they stand, their number included."""

    number: int
    text: str
    start: int
    end: int


def numbered(text: str, most: int, fits: Fits) -> list[Numbered]:
    """The answers to the questions 1 to `most` that `text` numbers, in its order; empty where its numbers count
    something else."""
    text = text.translate(_WIDE)
    marks = list(_marks(text, most))
    for run in (_run(marks), _run(mark for mark in marks if not mark.loose), list(_worded(text, most))):
        answers = list(_answers(text, run))
        if answers and _meant(run, answers, fits, text):
            return answers
    return []


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers with which lines of `text` begin as those of answers do."""
    return tuple(mark.number for mark in _marks(text.translate(_WIDE), 99) if mark.indent >= 0 and mark.style)


def _marks(text: str, most: int) -> Iterator[_Mark]:
    for found in _MARK.finditer(text):
        mark = _mark(found)
        dated = mark.style == "." and begins_a_date(text[mark.end : mark.end + _MONTH])
        numbers = (mark.number, *mark.further)
        if all(1 <= one <= most for one in numbers) and not dated and not _in_brackets(mark, text):
            yield mark


_MONTH = 20
"""Characters in which a month's name may stand behind its day."""


def _mark(found: re.Match[str]) -> _Mark:
    said = found["plain"] or found["round"] or found["square"] or found["key"]
    begins = found.start() == 0 or found.string[found.start() - 1] == "\n"
    around = "" if found["plain"] else "()"
    number = int(said) if said else ord(found["circled"]) - ord("①") + 1
    several = found["several"] if begins or found["asked"] else ""
    return _Mark(
        number=number,
        further=_before(several, number) if several else (),
        style=around or _style_of(found["sign"]),
        start=found.start(),
        end=found.end(),
        indent=len(found["lead"]) if begins else -1,
        told=found["asked"] is not None,
        loose=not (begins or _set_off(found)),
    )


def _before(several: str, last: int) -> tuple[int, ...]:
    """The numbers in `1, 2 and`, or all from the first one on in `1-`, before the `last` one."""
    listed = [int(number) for number in re.findall(r"\d+", several)]
    ranged = len(listed) == 1 and several.strip()[-1] in "-–"
    return tuple(range(listed[0], last)) if ranged else tuple(listed)


def _style_of(sign: str) -> str:
    """A colon in whatever form, another sign as it is, the gap between two cells, or nothing but a space."""
    bare = sign.strip(" \t\u3000\xa0")
    if bare:
        return ":" if bare in (":", "：", "=") else bare
    return "|" if len(sign) > 1 or "\t" in sign else ""


def _in_brackets(mark: _Mark, text: str) -> bool:
    """`(see 3)` closes a bracket and numbers nothing."""
    line = text[text.rfind("\n", 0, mark.start) + 1 : mark.start]
    return mark.style in (")", "）") and line.count("(") > line.count(")")


def _set_off(found: re.Match[str]) -> bool:
    """Whether a number inside a line does not go on with the words before it, as `im 1. Quartal` does."""
    if found["lead"].strip() or found.string[: found.start()].rstrip()[-1:] in _STOPS:
        return True
    letter = len(found["asked"] or "") == 1 and found["asked"].isalpha()
    return not letter and (not found["plain"] or _style_of(found["sign"]) == ":")


_STOPS = ",;.!?:。、；"


def _run(marks: Iterable[_Mark]) -> list[_Mark]:
    """The marks that number answers: each number once, those of a list inside an answer left out."""
    kept: list[_Mark] = []
    inner: set[str] = set()
    for mark in marks:
        first = kept[0] if kept else mark
        known = {number for one in kept for number in (one.number, *one.further)}
        nested = mark.style != first.style and kept and mark.number < max(known)
        deeper = mark.indent > first.indent + 1 and first.indent >= 0
        if mark.loose and not (kept and kept[-1].style == mark.style):
            continue
        if known & {mark.number, *mark.further} or nested or deeper:
            inner |= {mark.style} if mark.style != first.style else set()
        elif mark.style not in inner:
            kept.append(mark)
    return kept


def _worded(text: str, most: int) -> Iterator[_Mark]:
    last = 0
    for found in _WORDED.finditer(text):
        said = next(group for group in found.groups() if group).casefold()
        number = next(at for at, one in enumerate(_ORDINALS, 1) if said in one)
        if last < number <= most:
            last = number
            yield _Mark(number=number, style=":", start=found.start(), end=found.end(), indent=0, told=True)


def _answers(text: str, run: Sequence[_Mark]) -> Iterator[Numbered]:
    """The words behind each mark, up to the next one; behind the last up to the end of its paragraph."""
    for at, mark in enumerate(run):
        last = at + 1 == len(run)
        end = text.find("\n\n", mark.end) if last else run[at + 1].start
        end = len(text) if end < 0 else end
        said = (text[mark.end : end] if last else _TAIL.sub("", text[mark.end : end])).strip(_EDGES)
        if said:
            yield from (Numbered(number, said, mark.start, end) for number in (*mark.further, mark.number))


def _meant(run: Sequence[_Mark], answers: Sequence[Numbered], fits: Fits, text: str) -> bool:
    """Whether the numbers are those of our questions: clearly written so, or because the words fit them."""
    told = [fits(one.number, one.text) for one in answers]
    good, bad = told.count(True), told.count(False)
    if any(mark.style == "" or mark.loose for mark in run):
        return good > 0 == bad and (len(answers) > 1 or len(answers[0].text.split()) <= _SHORT)
    if run[0].clear:
        return True
    if run[0].indent >= 0 and not _introduced(text, run[0]):
        return good >= bad
    return good > bad or (good == bad == 0 and run[0].style in (":", "()"))


def _introduced(text: str, first: _Mark) -> bool:
    """Whether a line with a colon at its end opens the list: it may count anything."""
    return text[: first.start].rstrip().endswith((":", "："))


_SHORT = 3
"""Words behind a number that has no sign: `3 high`, but not `3 people wait for it`."""


def in_order(lines: Sequence[str], most: int, fits: Fits) -> bool:
    """Whether lines without numbers answer the questions one after the other: as many as there are, each where it fits."""
    if not 1 < most == len(lines):
        return False
    told = [fits(number, line) for number, line in enumerate(lines, 1)]
    return False not in told and told.count(True) >= min(_TYPED, most - 1)


_TYPED = 2


def without(text: str, taken: Iterable[Numbered]) -> str:
    """What is left of `text` beside the answers."""
    left, at = [], 0
    for one in taken:
        left.append(text[at : one.start])
        at = one.end
    return "\n\n".join([*left, text[at:]]).strip()
