"""The orders at the top of a team member's mail, each with the words that belong to it, and the words beside them.

Only what the author newly wrote counts, and only when it begins with an order: what stands in quotes, in a signature or
below an ordinary sentence is never one (RELIABILITY R-78). Once it has begun so, each further line that is an order ends
the words of the one before, so that no note travels with a reply.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mailer.model.message import Address
from mailer.recognise.commands import read_commands
from mailer.recognise.grammar import Grammar
from mailer.recognise.sign_off import without_sign_off
from mailer.recognise.team_lines import Goes, Order, is_priority, marks_in, orders_in, refers
from mailer.recognise.verbs import Command, Orders, Verb
from mailer.rules.release_names import looks_like_release

MOST_ORDERS = 50
WRAPPED_FROM = 50
"""A line so long without a stop goes on in the next one: there a mail client ended it, not its author."""
_GREETING = re.compile(
    r"(?:hi|hello|hey|hallo|moin|servus|dear|good (?:morning|afternoon|evening)|guten (?:tag|morgen|abend)|bonjour|bonsoir|salut"
    r"|hola|buenos d[ií]as|ol[áa]|bom dia|ciao|buongiorno|thanks|thank you)(?: [^\W\d_]{1,20}){0,4}[ ,.!:–-]{0,3}\Z",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d_][\w ]{1,30}: \S")
_STOPPED = re.compile(r"[.!?:;…。！？)\]\"'”’*_]\Z")


@dataclass(kw_only=True, slots=True)
class _Section:
    """Orders of one line, and the lines below that belong to them."""

    commands: tuple[Command, ...]
    goes: Goes
    lines: list[str] = field(default_factory=list)


def read_orders(text: str, writer: Address, grammar: Grammar, *, fields: bool) -> Orders:
    """Return the orders in `text` (the mail's new text) and what `writer` says beside them; none of either when it does not
    begin with one. `priority: high` is one only where `fields` says so, or where it names its request."""
    lines = _without_greeting([line.strip() for line in text.split("\n")])
    sections, beside = _sections(lines, grammar, fields=fields)
    if not sections:
        return Orders()
    commands = tuple(
        one for section in sections for one in _finished(section, writer) if not _opens_marks(one)
    )
    words = "\n".join(beside).strip()
    return Orders(commands=commands, words=words if without_sign_off(words, writer) else "")


def read_letter(text: str, writer: Address, grammar: Grammar) -> Orders:
    """Return a mail that is written to the requester: its text as a reply, without its sign-off, and each line that begins
    as a note does, with what stands below it, as a note. A mail that begins with an order is read as `read_orders` does."""
    ordered = read_orders(text, writer, grammar, fields=False)
    if ordered.commands:
        return ordered
    sections = [_Section(commands=(Order(verb=Verb.REPLY, goes=Goes.ON),), goes=Goes.ON)]
    lines = [line.strip() for line in text.split("\n")]
    for at, line in enumerate(lines):
        orders = orders_in(line, fields=False)
        if orders and orders[0].verb is Verb.NOTE and _ends_words(orders[0], lines, at, sections[-1]):
            sections.append(_Section(commands=orders, goes=Goes.ON))
        else:
            sections[-1].lines.append(line)
    return Orders(commands=tuple(one for section in sections for one in _finished(section, writer)))


def has_orders(text: str) -> bool:
    """Whether some line of `text` would be an order, had it stood at the top."""
    return any(orders_in(line, fields=False) for line in text.split("\n"))


def _without_greeting(lines: Sequence[str]) -> list[str]:
    """From the first line on that is no greeting; a greeting that an order follows on its line is taken off it."""
    for at, line in enumerate(lines):
        if line and not _GREETING.match(line):
            greeting, comma, rest = line.partition(",")
            greeted = bool(comma) and bool(_GREETING.match(greeting)) and bool(orders_in(rest, fields=False))
            return [rest.strip() if greeted else line, *lines[at + 1 :]]
    return []


def _sections(lines: Sequence[str], grammar: Grammar, *, fields: bool) -> tuple[list[_Section], list[str]]:
    """The orders with the lines that belong to them, and the lines that belong to none."""
    sections: list[_Section] = []
    beside: list[str] = []
    about = ""
    for at, line in enumerate(lines):
        commands = _commands(lines, at, sections, fields=fields or bool(about)) or (
            () if beside or _within(sections) else _persons(line, grammar)
        )
        if commands and len(sections) < MOST_ORDERS:
            goes = commands[-1].goes if isinstance(commands[-1], Order) else Goes.NOWHERE
            sections.append(_Section(commands=_about(commands, about), goes=goes))
        elif named := refers(line):
            about = named
            if sections:
                sections[-1].goes = Goes.NOWHERE
        elif sections and _goes_on(sections[-1], line):
            sections[-1].lines.append(line)
        elif not sections:
            return [], []
        elif line or beside:
            beside.append(line)
    return sections, beside


def _goes_on(section: _Section, line: str) -> bool:
    """Whether the line belongs to the order; after what does not belong to it, nothing does."""
    if section.goes is Goes.TO_THE_PARAGRAPH and not line:
        section.goes = Goes.NOWHERE
    return section.goes is not Goes.NOWHERE


def _about(commands: Sequence[Command], about: str) -> tuple[Command, ...]:
    """Under a line that names a request, orders that name none are about that one."""
    return tuple(
        replace(one, about=about) if isinstance(one, Order) and not one.about else one for one in commands
    )


def _commands(
    lines: Sequence[str], at: int, sections: Sequence[_Section], *, fields: bool
) -> tuple[Command, ...]:
    """What the line orders where it stands."""
    line, above = lines[at], sections[-1] if sections else None
    if above and above.commands[-1].verb is Verb.SCORE and (marks := marks_in(line)):
        return marks
    orders = orders_in(line, fields=fields)
    return orders if orders and (above is None or _ends_words(orders[0], lines, at, above)) else ()


def _within(sections: Sequence[_Section]) -> bool:
    """Whether the words of an order go on."""
    return bool(sections) and sections[-1].goes is not Goes.NOWHERE


def _persons(line: str, grammar: Grammar) -> tuple[Command, ...]:
    """One of the team follows a request or votes for it with the same words as everybody else."""
    read = read_commands(line, grammar)
    alone = len(read.commands) == 1 and not read.words and not read.spoken and not read.commands[0].named
    return read.commands if alone else ()


def _ends_words(order: Order, lines: Sequence[str], at: int, section: _Section) -> bool:
    """Whether the words above end here. A note ends them wherever it stands; any other line only where it does not go on with
    the one above, and a field only where it is no line of a list that the words give."""
    above = lines[at - 1]
    if order.verb is Verb.NOTE and order.sure:
        return True
    if len(above) >= WRAPPED_FROM and not _STOPPED.search(above):
        return False
    if section.goes is not Goes.ON:
        return True
    if order.release and not looks_like_release(order.release):  # `start the trial` in somebody's list
        return False
    return order.verb is not Verb.SET or _sets(lines, at)


def _sets(lines: Sequence[str], at: int) -> bool:
    """Whether a field's line among the words of a text is an order, and no line of a list that the words give."""
    above = lines[at - 1]
    said = next((line for line in reversed(lines[:at]) if line), "")
    listed = bool(_LABELLED.match(above)) and not orders_in(above, fields=False)
    return (not above or (is_priority(lines[at]) and not listed)) and not said.endswith((":", "："))


def _finished(section: _Section, writer: Address) -> tuple[Command, ...]:
    """The orders with their whole words; the writer's sign-off is none of them."""
    return tuple(
        _with_words(one, section, writer)
        if isinstance(one, Order) and (one.verb is not Verb.SCORE or one is section.commands[-1])
        else one
        for one in section.commands
    )


def _opens_marks(command: Command) -> bool:
    """`score:` on a line of its own, whose marks follow below it."""
    return command.verb is Verb.SCORE and not command.argument


def _with_words(order: Order, section: _Section, writer: Address) -> Order:
    text = "\n".join([order.argument, *section.lines]).strip()
    signed = order.goes is not Goes.NOWHERE
    kept = without_sign_off(text, writer) if signed else text
    return replace(order, argument=kept or text if order.verb is Verb.NOTE else kept)
