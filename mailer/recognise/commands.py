"""The verbs of a mail that everybody has; the team's own are in `team_commands`. Forgiving in wording; who may use them is judged elsewhere.

Only what the author newly wrote counts: what stands in quotes or signatures is never a command (RELIABILITY R-78). A word
counts at the top, below no more than a greeting; a sentence that orders something, in a short mail wherever.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from mailer.model.message import Message
from mailer.recognise.grammar import Grammar, is_name
from mailer.recognise.phrasing import AGAINST, IMPLIED, SENTENCES, WORDS
from mailer.recognise.sign_off import without_sign_off
from mailer.recognise.verbs import Command, Orders, Verb

MOST_COMMANDS = 10
LONGEST_LINE = 200
"""A longer line is prose."""
LONGEST_TALK = 600
"""Characters of a mail up to which its sentences are read for orders; who writes more tells a story."""
MOST_SIGNED = 4
"""Lines below a closing that are a signature."""
MOST_FRAME = 20
"""Lines of greeting above a mail, and of closing below it."""
MOST_CLAUSES = 6
"""Of greeting and politeness on a line before the verb."""

CLAUSES = re.compile(r"[,;.!?…]+(?=\s|\Z)\s*|\s[-–—]\s|[、。！？，；]+\s*")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")
_WRAPPED = re.compile(r"(?<=[^\s.!?…:。！？])\n(?=[a-zß-öø-ÿ])")
_QUESTION = re.compile(r"[?？]")
_ASKS = re.compile(r"[?？]\W*\Z|(?:です|ます|せん|でしょう)か\W*\Z")
_STOPS = " \t,;.!?。、！？–—-*_\"'"
_EMPHASIS = re.compile(r"(?<![^\W_])[*_\"'`“”„«»‹›「」『』‘’]+|[*_\"'`“”„«»‹›「」『』‘’]+(?![^\W_])")
_REPLIED = re.compile(
    r"\s*(?:re|aw|sv|vs|antw|rif|rv|res|fwd?|wg|tr|enc)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE
)
_SIGNED = re.compile(r"[^\W\d_][\w'’.&-]*(?:[ ,/|·]+[^\W\d_][\w'’.&-]*){0,4}\Z")
_SIGN = re.compile(r"(?P<sign>[+＋] ?[1１]|👍[🏻-🏿]?\ufe0f?|[-−]1)[,;:.!–—-]?\s+(?![\d(])(?P<words>\S.*)\Z")
"""A sign is no ordinary word, but it may be the beginning of a telephone number."""
_ASIDE = re.compile(
    r",\s*(please|bitte|s['’]il (?:vous|te) pla[iî]t|por favor|per favore|alstublieft|venligst|vänligen|vennligst|proszę|prosím"
    r"|пожалуйста|lütfen)\s*,",
    re.IGNORECASE,
)
"""`Remove, please, my vote`: no clause ends there. In Russian there are always commas around it."""
_PLEASE = re.compile(r"(?:please|pls|kindly|bitte),? +", re.IGNORECASE)
_SPOKEN = (*SENTENCES, *IMPLIED)
_BEFORE_A_COLON = frozenset({Verb.VOTE, Verb.PREVIEW})
"""Verbs that a colon parts from the words that belong to them."""

_WITH_ARGUMENT: Sequence[tuple[Verb, re.Pattern[str]]] = (
    (
        Verb.CREDIT,
        re.compile(
            r"(?:credit me as +(?P<argument>\S.*?)|(?:no credit|(?:do not|don['’]t) credit me))[ .!]{0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    (
        Verb.CHAMPION,
        re.compile(r"champion(?: for|:)?(?: +(?P<argument>[a-z ,+&]{1,80}?))?[ .!]{0,3}\Z", re.IGNORECASE),
    ),
    (
        Verb.STEP_DOWN,
        re.compile(
            r"(?:(?:i )?(?:want to |would like to |have to |must |need to )?step(?:ping)? down|i step down)"
            r"(?: (?:from|as) (?P<argument>[a-z ,+&]{1,80}?))?[ .!]{0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    (
        Verb.PULL_REQUEST,
        re.compile(
            r"(?:pull request|merge request|pr|mr)[ :]+(?P<argument>https://\S{1,400})\Z", re.IGNORECASE
        ),
    ),
)


def orders_of(message: Message, grammar: Grammar) -> Orders:
    """The commands of a mail; of one that says nothing and is at most signed, those of the subject that its author wrote."""
    orders = read_commands(message.new_text, grammar)
    if orders.commands or _REPLIED.match(message.subject):
        return orders
    of_subject = read_commands(message.subject, grammar)
    return of_subject if of_subject.commands and _says_nothing(message, grammar) else orders


def _says_nothing(message: Message, grammar: Grammar) -> bool:
    """Below its subject it is at most signed."""
    text = without_sign_off(message.new_text, message.sender) if message.sender else message.new_text
    return not without_politeness(text.splitlines(), grammar)


@lru_cache(maxsize=8)
def read_commands(text: str, grammar: Grammar) -> Orders:
    """The commands in `text` (a mail's new text) and the words beside them; none of either where it orders nothing.

    Those read last are remembered: a mail's subject and its only line are asked about more than once.
    """
    text = _ASIDE.sub(r" \1", text)
    lines = [line.strip() for line in text.splitlines()]
    orders = _at_the_top(lines, grammar)
    if orders.commands or len(text) > LONGEST_TALK:
        return orders
    return _in_sentences(text, grammar)


# words at the top


def _at_the_top(lines: Sequence[str], grammar: Grammar) -> Orders:
    """The verbs of the first lines, below a greeting, and only while each line is one."""
    found: list[Command] = []
    rest = deque(lines)
    run_on = False
    for _ in range(min(len(lines), MOST_FRAME) + MOST_COMMANDS):
        if not rest or len(found) == MOST_COMMANDS:
            break
        command, behind = _read(rest[0], grammar) or (None, "")
        if command is None and not _is_polite(rest[0], grammar):
            break
        rest.popleft()
        run_on = bool(behind)
        if command:
            found.append(command)
        if behind:
            rest.appendleft(behind)
    words = _unsigned(list(rest), grammar) if found else ""
    return Orders(commands=tuple(found), words=words, run_on=run_on and bool(words))


def _by_pattern(line: str) -> tuple[Command, str] | None:
    """A verb that takes an argument, as it is written or without the emphasis and the politeness around it."""
    bare = _PLEASE.sub("", _EMPHASIS.sub("", line), count=1)
    for written in dict.fromkeys((line, bare)):
        for verb, pattern in _WITH_ARGUMENT:
            match = pattern.match(written)
            if match:
                return Command(verb=verb, argument=(match.groupdict().get("argument") or "").strip()), ""
    return None


def _read(line: str, grammar: Grammar) -> tuple[Command, str] | None:
    """The verb that a line is, or begins with behind a greeting, and the words behind it."""
    if len(line) <= LONGEST_LINE and (found := _by_pattern(line)):
        return found
    for start, end in islice(_clauses(line), MOST_CLAUSES):
        behind = line[end:]
        if command := grammar.command(line[start:end], WORDS, asks=_QUESTION.match(behind) is not None):
            return command, behind.lstrip(_STOPS)
        if not grammar.is_polite(line[start:end]):
            return _with_reason(line[start:], grammar)
    return None


def _with_reason(said: str, grammar: Grammar) -> tuple[Command, str] | None:
    """`+1 we need it`, `vote: we need it`, `preview: please connect …`."""
    signed = _SIGN.match(said)
    if signed:
        command = grammar.command(signed["sign"], WORDS)
        return (command, signed["words"]) if command else None
    head, colon, reason = said.partition(":" if ":" in said else "：")
    command = grammar.command(head, WORDS) if colon and reason.strip() else None
    return (command, reason.strip()) if command and command.verb in _BEFORE_A_COLON else None


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a text begin and end, the stops between them left out."""
    start = 0
    for stop in CLAUSES.finditer(text):
        if stop.start() > start:
            yield start, stop.start()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


# sentences among others


def _in_sentences(text: str, grammar: Grammar) -> Orders:
    """The verbs that whole clauses of a short text say; what is under a condition is no order."""
    found: list[Command] = []
    rest: list[str] = []
    for sentence in filter(None, map(str.strip, _SENTENCES.split(_WRAPPED.sub(" ", text)))):
        said, left = _spoken(sentence, grammar)
        found += said
        rest += [left] if said else [sentence]
    commands = tuple({command.verb: command for command in found}.values())
    return Orders(
        commands=commands, words=_unsigned(rest, grammar) if commands else "", spoken=bool(commands)
    )


def _spoken(sentence: str, grammar: Grammar) -> tuple[list[Command], str]:
    """The verbs that clauses of a sentence say, and its other clauses."""
    clauses = [sentence[start:end] for start, end in _clauses(sentence)]
    asks = _ASKS.search(sentence) is not None
    commands = [grammar.command(clause, _SPOKEN, asks=asks) for clause in clauses]
    if not any(commands) or any(map(grammar.conditions, clauses)):
        return [], sentence
    left = [
        c for c, command in zip(clauses, commands, strict=True) if not command and not grammar.is_polite(c)
    ]
    return [command for command in commands if command], ", ".join(left)


def says_more(text: str, grammar: Grammar) -> bool:
    """Whether a mail that thanks says something else as well: a clause of some words that neither thanks nor praises."""
    clauses = [line[start:end] for line in text.splitlines() for start, end in _clauses(line)]
    return any(grammar.tells(clause) for clause in clauses)


def speaks_against(text: str, grammar: Grammar) -> bool:
    """Whether a clause of a short text says that its author wants it not."""
    clauses = (text[start:end] for line in text.splitlines() for start, end in _clauses(line))
    return len(text) <= LONGEST_TALK and any(grammar.command(clause, AGAINST) for clause in clauses)


# the frame of a letter


def without_politeness(lines: Sequence[str], grammar: Grammar) -> list[str]:
    """The lines of a letter without its greeting, its closing and the names below that."""
    polite = takewhile(lambda line: _is_polite(line, grammar), lines[:MOST_FRAME])
    return _above_closing(lines[sum(1 for _ in polite) :], grammar)


def _is_polite(line: str, grammar: Grammar) -> bool:
    return len(line) <= LONGEST_LINE and all(grammar.is_polite(line[a:b]) for a, b in _clauses(line))


def _above_closing(lines: Sequence[str], grammar: Grammar) -> list[str]:
    """The lines above the closing and the names below it; above a bare name or politeness where there is no closing."""
    end = len(lines)
    for _ in range(MOST_FRAME):
        closing = _closing(lines[max(0, end - MOST_SIGNED - 1) : end], grammar)
        if not closing:
            break
        end -= closing
    return list(lines[:end])


def _closing(last: Sequence[str], grammar: Grammar) -> int:
    """How many of the `last` lines of a letter belong to its closing."""
    if not last or len(last[-1]) > LONGEST_LINE:
        return 0
    closing = next((at for at, line in enumerate(reversed(last), 1) if _is_closing(line, grammar)), 0)
    if closing and all(map(_is_signature, last[len(last) - closing + 1 :])):
        return closing
    return int(not last[-1].strip() or is_name(last[-1]) or _is_polite(last[-1], grammar))


def _is_closing(line: str, grammar: Grammar) -> bool:
    """`Best regards`, `Thanks, Bo`."""
    clauses = (line[start:end] for start, end in _clauses(line[:LONGEST_LINE]))
    return grammar.ends(next(clauses, "")) and all(map(is_name, clauses))


def _is_signature(line: str) -> bool:
    return not line.strip() or _SIGNED.match(line.strip(" .,-–—")) is not None


def _unsigned(lines: Sequence[str], grammar: Grammar) -> str:
    """The words of a letter's rest, without its closing."""
    return "\n".join(_above_closing(lines, grammar)).strip()
