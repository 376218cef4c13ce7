"""Which request each part of a reply is about: a line that opens with a reference begins the part about that one.

`INT-2: Priority: high`, `**INT-2**`, `For INT-2 (PagerDuty):`, `INT-2` alone on its line. A part changes a request only
where it is plain which one it is and that it is the sender's own; all else is for a person.
"""

import re
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from mailer.model.snapshot import RequestView
from mailer.recognise.commands import without_politeness
from mailer.recognise.grammar import Grammar

MOST_TEXT = 20_000
"""Characters up to which a text is divided."""
MOST_PARTS = 5
"""Requests that are looked up for the parts of one mail."""
_LEADING_IN = (
    r"(?:(?:and|as|now|also|und|et|y|e)\s+)?(?:for|on|re|regarding|concerning|about|zu|zum|für|wegen|bezüglich|"
    r"betreffend|pour|concernant|sur|para|sobre|per|voor)[:\s]\s*"
)
_LEADING_OUT = r"(?:について|に関して|の件|の場合)"
_CLOSING = r"(?:[:：][*_]{0,2}|[-–—]+>?(?=\s))"
_SHORT = 3
"""Letters of a word that joins references: `INT-2 und INT-3`."""
_LINK = re.compile(r"https?://\S+")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n(?!\s*[^\W\d_A-ZÀ-Þ])")
"""Also at a line's end, unless the next one goes on in small letters."""


def reference(prefix: str) -> str:
    """The pattern of a reference of ours: INT-005 and INT-2024-17 are somebody else's, ours have no zeros before them, and
    no more behind. Japanese follows it without a space."""
    return rf"(?<![A-Za-z0-9_]){re.escape(prefix)}-([1-9][0-9]{{0,8}})(?![A-Za-z0-9_]|[-/.][0-9])"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Lines of a text that stand together below what they are about."""

    numbers: tuple[int, ...] = ()
    """What its first line names; none for what stands before any such line."""
    each: bool = False
    """It is about each of several requests: `INT-2, INT-3: …`."""
    marked: bool = False
    """The reference is set apart from what follows by itself: `[INT-2]`, `**INT-2**`."""
    words: str = ""
    """The lines, of the first what stands behind the reference."""
    written: str = ""
    """The lines as they stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Division:
    """A reply as far as it is about several requests."""

    own: str = ""
    """What is said of the request whose conversation it is."""
    announced: str = ""
    """The line before the parts that only announces them: it may say something of all of them."""
    others: Mapping[int, str] = field(default_factory=dict)
    """Number of another request of the sender's -> what is said of that."""
    unclear: bool = False
    """Some of its words belong to no request that its sender may change, or nobody can tell to which."""


def numbers_opening(text: str, prefix: str) -> tuple[int, ...]:
    """Numbers that lines of `text` open with, few: what has to be looked up."""
    found = (number for part in parts_of(text[:MOST_TEXT], prefix) for number in part.numbers)
    return tuple(dict.fromkeys(found))[:MOST_PARTS]


def parts_of(text: str, prefix: str) -> tuple[Part, ...]:
    """The parts of `text`, first what stands before any reference that a line opens with."""
    named = re.compile(reference(prefix), re.IGNORECASE)
    if not named.search(text):
        return (Part(words=text, written=text),)
    opening, lines = _opening(prefix), text.split("\n")
    heads = [(at, head) for at, line in enumerate(lines) if (head := _head(line, opening, named))]
    starts = [at for at, _ in heads] + [len(lines)]
    above = "\n".join(lines[: starts[0]])
    below = (
        replace(head, words="\n".join((head.words, *lines[at + 1 : end])), written="\n".join(lines[at:end]))
        for (at, head), end in zip(heads, starts[1:], strict=True)
    )
    return (Part(words=above, written=above), *below)


def _opening(prefix: str) -> re.Pattern[str]:
    """What a line opens with: a mark of a list, `for`, a reference, and not far behind it a colon, a dash or the end."""
    named = reference(prefix)
    return re.compile(
        rf"\s*(?:[-*•·–—]\s+|\d{{1,2}}[.)]\s+)?(?:{_LEADING_IN})?"
        rf"(?:(?P<marked>\[{named}\]|(?P<bold>\*\*?|__?){named}(?P=bold))"
        rf"|[#\"'*_(]*{named}[\"'*_)]*(?:{_LEADING_OUT})?"
        rf"(?=[^:：\n]{{0,60}}[:：]|\s+[-–—]+\s|[^.!?;,\n]{{0,40}}$))",
        re.IGNORECASE,
    )


def _head(line: str, opening: re.Pattern[str], named: re.Pattern[str]) -> Part | None:
    """What a line opens; one that names requests and ends with a colon, or holds nothing else, opens a part too, though
    nobody can tell about what."""
    numbers = tuple(int(number) for number in named.findall(line))
    if not numbers:
        return None
    found = opening.match(line)
    if found and len(numbers) == 1:
        return Part(numbers=numbers, marked=bool(found["marked"]), words=line[found.end() :])
    if together := _together(named).match(line):
        return Part(numbers=numbers, each=True, words=line[together.end() :])
    left = named.sub("", line)
    bare = all(len(word) <= _SHORT for word in re.findall(r"\w+", left))
    opens = bare or left.rstrip().endswith((":", "："))
    return Part(numbers=numbers, words=left) if opens else None


@cache
def _together(named: re.Pattern[str]) -> re.Pattern[str]:
    """What a line opens with that is about several requests: `INT-2, INT-3:`, `For INT-2 and INT-3` alone on its line."""
    one = rf"[\"'*_(\[]*{named.pattern}[\"'*_)\]]*"
    joined = r"(?:\s*[,、&+/]\s*|\s+(?:and|und|et|y|e|en|og|och|ja|i|oraz|a|и|ve|と)\s+|と)+"
    return re.compile(
        rf"\s*(?:[-*•·–—]\s+)?(?:{_LEADING_IN})?{one}(?:{joined}{one})+(?:{_LEADING_OUT})?\s*(?:{_CLOSING}|$)",
        re.IGNORECASE,
    )


def with_references(text: str, names: Mapping[str, str]) -> str:
    """`text` with the reference of a request in the place of its name where that opens a line as a label does:
    `PagerDuty: …`. `names`: what each of the requests is called that the reader has just seen -> its reference."""
    for name, ref in names.items():
        opens = re.compile(
            rf"^([ \t]*(?:[-*•·–—]\s+|\d{{1,2}}[.)]\s+)?(?:{_LEADING_IN})?)"
            rf"[*_\[]{{0,2}}{re.escape(name)}[*_\]]{{0,2}}(?=\s*(?:[:：]|[-–—]+\s|$))",
            re.IGNORECASE | re.MULTILINE,
        )
        text = opens.sub(rf"\g<1>{ref}", text)
    return text


def divide(
    text: str, request: RequestView, others: Mapping[int, RequestView], grammar: Grammar, prefix: str
) -> Division | None:
    """What `text`, written in the conversation of `request`, says of it and of each of `others`, the requests by number
    that its author may change; None where it names no request but this one."""
    here = numbers_of(request)
    if _named_in(text, prefix) <= here:
        return None
    if len(text) > MOST_TEXT:
        return Division(unclear=True)
    first, *parts = parts_of(text, prefix)
    if any(not speaks(part.words, grammar) for part in parts):
        # `high for: INT-2, INT-3`: what stands around a list may be about all of it
        return Division(unclear=True)
    lead, announced = _announcing(first.words) if parts else (first.words, "")
    told, unclear = {request.number: lead}, False
    for part in parts:
        if part.each and set(part.numbers) <= here | others.keys():
            for number in part.numbers:
                meant = request.number if number in here else others[number].number
                told[meant] = f"{told.get(meant, '')}\n\n{part.words}"
            continue
        view = request if set(part.numbers) <= here else _meant(part, others)
        words = _behind(part, view.name) if view else None
        if view is request and words is None:
            words = part.written
        if view is None or words is None:
            unclear = True
        else:
            told[view.number] = f"{told.get(view.number, '')}\n\n{words}"
    about = {view.number: numbers_of(view) for view in (request, *others.values())}
    clear = {number: _without_mentions(words, about[number], prefix) for number, words in told.items()}
    kept = {number: words.strip() for number, words in clear.items() if speaks(words, grammar)}
    return Division(
        own=kept.pop(request.number, ""), announced=announced, others=kept, unclear=unclear or clear != told
    )


def numbers_of(request: RequestView) -> AbstractSet[int]:
    return {request.number, *request.members}


def _named_in(text: str, prefix: str) -> AbstractSet[int]:
    """A link of somebody else's may hold anything."""
    return {int(number) for number in re.findall(reference(prefix), _LINK.sub("", text), re.IGNORECASE)}


def speaks(text: str, grammar: Grammar) -> bool:
    """Whether it says more than a greeting, a closing and a name."""
    return any(map(str.strip, without_politeness(text.splitlines(), grammar)))


def _announcing(lead: str) -> tuple[str, str]:
    """What stands before the parts, and its last line where that announces them."""
    above, _, last = lead.rstrip().rpartition("\n")
    return (above, last) if last.endswith((":", "：")) else (lead, "")


def _meant(part: Part, others: Mapping[int, RequestView]) -> RequestView | None:
    return others.get(part.numbers[0]) if len(part.numbers) == 1 else None


def _behind(part: Part, name: str) -> str | None:
    """The words of a part without the colon and the request's own `name`; None where others stand before the colon."""
    named = rf"[(\[]?{re.escape(name)}[)\]]?[*_]{{0,2}}[ \t]*(?:{_CLOSING}|$)" if name else r"(?!)"
    found = re.match(
        rf"[ \t]*(?P<closed>{_CLOSING}|$)?[ \t]*(?P<named>{named})?", part.words, re.IGNORECASE | re.MULTILINE
    )
    if found is None or not (part.marked or found["closed"] is not None or found["named"]):
        return None
    return part.words[found.end() :]


def without_names(text: str, names: Collection[str]) -> str:
    """`text` without the sentences that call another request by its name: they are not about the one it is read for."""
    if not names:
        return text
    called = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    ends = [0, *(match.end() for match in _SENTENCE_ENDS.finditer(text)), len(text)]
    sentences = (text[start:end] for start, end in pairwise(ends))
    return "".join(one for one in sentences if not called.search(_LINK.sub("", one)))


def _without_mentions(text: str, about: AbstractSet[int], prefix: str) -> str:
    """`text` without the sentences that name a request other than what it is `about`: nobody can tell what they say of
    which."""
    ends = [0, *(match.end() for match in _SENTENCE_ENDS.finditer(text)), len(text)]
    sentences = (text[start:end] for start, end in pairwise(ends))
    return "".join(one for one in sentences if _named_in(one, prefix) <= about)
