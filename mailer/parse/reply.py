"""Tells what is new in a mail from what it quotes, signs with and drags along. When unsure it keeps the text.

HTML is marked by its structure first (`html_quotes`), then one set of line rules reads both forms. Every rule
looks at one line or a bounded number of lines, so the time grows with the length of the text and no faster.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailer.model.message import Address, Forwarded, InlineAnswer
from mailer.parse import footer_cues
from mailer.parse import reply_cues as cues
from mailer.parse.by_hand import set_apart
from mailer.parse.headers import addresses
from mailer.parse.history import MOST_LINES, Cut, find_cut, intro_length, is_quoted, unmarked
from mailer.parse.prompts import prompted
from mailer.parse.signature import (
    split_signature,
    with_signature_mark,
    without_armour,
    without_banner,
    without_disclaimer,
)
from mailer.parse.written_into import QUOTE_MARKED, announces, marked_answers

_MOST_TEXT = 250_000
_MOST_ANSWERS = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyParts:
    """One text, taken apart."""

    new: str
    """What the author wrote, answers between quotes included."""
    quoted: str = ""
    """History without its marks."""
    signature: str = ""
    """Signature, disclaimers and footers that were left out."""
    answers: tuple[InlineAnswer, ...] = ()
    forwarded: Forwarded | None = None
    by_hand: str = ""
    """What stands between quote marks that no client has introduced, where nothing else is quoted."""


def split_reply(
    marked: str,
    *,
    forward: bool = False,
    first: bool = False,
    titled: bool = False,
    writer: Address | None = None,
) -> ReplyParts:
    """Take a mail's text apart, whose quotes are marked as in plain mails and by `text_with_quotes`. `forward` says that the
    subject calls the mail a forwarded one, so that history below an empty or short text is what was passed on; `first` that it
    answers no mail, so that a shell's lines with its prompt `>` are no quote; `titled` that its author wrote the subject as well, so that what
    they set apart with quote marks is theirs; `writer` whose card may stand below the text."""
    lines = [part.rstrip() for line in marked[:_MOST_TEXT].split("\n") for part in cues.unglued(line)]
    lines = without_banner(without_armour(lines) if footer_cues.ARMOUR in marked else lines)
    lines = with_signature_mark(without_disclaimer(lines))
    cut = find_cut(lines)
    above = lines[: cut.start] if cut else lines
    kinds = _kinds(above)
    if first and not cut and "intro" not in kinds:
        kinds = prompted(above, kinds)
        above, kinds = set_apart(above, kinds) if titled else (above, kinds)
    new, signature = _own_words(above, kinds, writer)
    passed_on = _forwarded(lines, cut, new, forward=forward)
    if passed_on and (below := _below(lines)):
        new = f"{new}\n\n{below}".strip("\n")
    if cut and not new.strip() and not passed_on and not any(kind == "quote" for kind in kinds):
        new = "\n".join(lines[cut.start if first and not cut.headers else cut.content :]).strip("\n")
        return ReplyParts(new=new or signature)
    quoted = [unmarked(line) for line, kind in zip(above, kinds, strict=True) if kind == "quote"]
    history = [unmarked(line) for line in lines[cut.content :]] if cut else []
    answers = tuple(_answers(above, kinds, writer))
    if (cut or quoted) and not (answers or passed_on) and announces(new):
        inside, answers = _written_into(lines[cut.content :] if cut else quoted)
        new = f"{new}\n\n{inside}".rstrip("\n")
    return ReplyParts(
        new=new,
        quoted="\n".join([*quoted, *history]).strip("\n"),
        signature=signature,
        answers=answers,
        forwarded=passed_on,
        by_hand="" if cut or passed_on else _by_hand(lines, kinds),
    )


def _written_into(history: Sequence[str]) -> tuple[str, tuple[InlineAnswer, ...]]:
    """What the author wrote into the mail that they answer; where nothing tells it from that mail, all of it, if
    that is more than a line."""
    lines = _unmarked_once(history)
    mail, cut = _parted(lines)
    above = lines[: cut.start] if cut else lines
    answers = marked_answers(mail.split("\n"))
    if not answers and lines == list(history) and "intro" not in _kinds(above):
        answers = marked_answers(above, QUOTE_MARKED)
    if not answers and "\n" not in mail.strip():
        return "", ()
    return "\n\n".join(one.text for one in answers) or mail, answers


# --- marked quotes -------------------------------------------------------------------------------------------------


def _kinds(lines: Sequence[str]) -> list[str]:
    """For each line: `own`, `blank`, `quote`, or `intro` (somebody wrote:)."""
    kinds: list[str] = []
    while len(kinds) < len(lines):
        at = len(kinds)
        line = lines[at]
        if not line.strip():
            kinds.append("blank")
        elif is_quoted(line):
            kinds.append("quote")
        else:
            length = intro_length(lines, at) if at < MOST_LINES else 0
            kinds += ["intro"] * min(length, len(lines) - at) if length else ["own"]
    return kinds


def _own_words(lines: Sequence[str], kinds: Sequence[str], writer: Address | None = None) -> tuple[str, str]:
    """The author's words and what was taken off them. A signature ends where a quote begins: below it they go on."""
    words = ""
    signatures: list[str] = []
    for block in _own_blocks(lines, kinds):
        new, signature = split_signature(block.strip("\n"), all_of_it=bool(words), writer=writer)
        gap = block[len(block.rstrip("\n")) :] or "\n"
        words += f"{new}\n{gap}" if new.strip() else ""
        signatures += [signature] if signature else []
    return words.strip("\n"), "\n\n".join(signatures)


def _own_blocks(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    """What stands above, between and below quotes and introductions."""
    block: list[str] = []
    for line, kind in [*zip(lines, kinds, strict=True), ("", "quote")]:
        if kind in ("own", "blank"):
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []


def _answers(lines: Sequence[str], kinds: Sequence[str], writer: Address | None) -> list[InlineAnswer]:
    """Each own block that follows a quote, with the quoted paragraph right above it."""
    found: list[InlineAnswer] = []
    asked: list[str] = []
    said: list[str] = []
    for line, kind in [*zip(lines, kinds, strict=True), ("", "quote")]:
        if kind == "quote":
            if said:
                found += _answer(asked, said, writer) if len(found) < _MOST_ANSWERS else []
                asked, said = [], []
            asked.append(unmarked(line))
        elif kind == "own" and asked:
            said.append(line)
        elif kind == "blank" and said:
            said.append("")
        elif kind == "intro":
            asked = []
    return found


def _answer(asked: Sequence[str], said: Sequence[str], writer: Address | None) -> list[InlineAnswer]:
    paragraph: list[str] = []
    for line in reversed(asked):
        if line.strip():
            paragraph.insert(0, line.strip())
        elif paragraph:
            break
    text, _ = split_signature("\n".join(said).strip("\n"), all_of_it=True, writer=writer)
    if not paragraph or not text.strip():
        return []
    return [InlineAnswer(quoted="\n".join(paragraph), text=text)]


# --- forwarded mail ------------------------------------------------------------------------------------------------


def _forwarded(
    lines: Sequence[str], cut: Cut | None, new: str, *, forward: bool, deepest: int = 5
) -> Forwarded | None:
    """The mail that was passed on: named so by its client, by the subject, or by standing alone under its header. Whose
    author only passes another one on has not written it: then it is that one, at most `deepest` inside each other."""
    if cut is None:
        return _forwarded_as_quote(lines, forward=forward)
    alone = bool(cut.headers) and not new.strip()
    if not (cut.forwarded or (cut.headers and forward) or alone):
        return None
    fields: dict[str, str] = {}
    for kind, value in cut.headers:
        fields.setdefault(kind, value)
    subject, author = fields.get("subject", ""), fields.get("from", "")
    inside = _unmarked_once(_within(lines[cut.content :]))
    above, further = _parted(inside)
    if further and deepest and is_cover_note(above):
        inner = _forwarded(inside, further, above, forward=cues.is_forward(subject), deepest=deepest - 1)
        if inner:
            return inner
    if is_cover_note(above) and _in_house(fields) and (answered := _answered(inside, above, subject)):
        return answered
    return Forwarded(
        sender=_person(author),
        author=author,
        subject=subject,
        date=fields.get("date", ""),
        text=above or "\n".join(inside).strip("\n"),
    )


def _in_house(fields: Mapping[str, str]) -> bool:
    """Whether a mail went from one desk of a house to the next: a word about the mail below it, which somebody else wrote."""
    domains = [_domain(fields.get(kind, "")) for kind in ("from", "to")]
    return bool(domains[0]) and domains[0] == domains[1]


def _answered(lines: Sequence[str], answer: str, subject: str) -> Forwarded | None:
    """A dialogue that was passed on: the mail that somebody of the house answered shortly, with that answer above it."""
    kinds = _kinds(lines)
    quoted = [line for line, kind in zip(lines, kinds, strict=True) if kind == "quote"]
    intro = " ".join(line.strip() for line, kind in zip(lines, kinds, strict=True) if kind == "intro")
    author = cues.HAS_ADDRESS.search(intro)
    asked, _ = _parted(_unmarked_once(quoted))
    if not author or not asked:
        return None
    sender = _person(author[0])
    return Forwarded(
        sender=sender, author=author[0], subject=subject, date="", text=f"{answer}\n\n{asked}".strip()
    )


def _domain(text: str) -> str:
    person = _person(text)
    return person.address.rpartition("@")[2].lower() if person else ""


def _within(lines: Sequence[str]) -> Sequence[str]:
    """The mail that was passed on, up to the line that closes it."""
    end = next((n for n, line in enumerate(lines) if cues.ends_forwarded(line)), len(lines))
    return lines[:end]


def _below(lines: Sequence[str]) -> str:
    """What the sender wrote below the line that closes the mail they pass on."""
    below = lines[len(_within(lines)) + 1 :]
    return split_signature("\n".join(below).strip("\n"))[0]


_COVER_NOTE = 200
"""Characters up to which a text above a mail that is passed on may be nothing but a word to go with it."""


def is_cover_note(text: str) -> bool:
    """Is `text` so short that the mail below it is what it is about?"""
    return len(text) <= _COVER_NOTE


def _forwarded_as_quote(lines: Sequence[str], *, forward: bool) -> Forwarded | None:
    """Apple Mail and others pass a mail on as a marked quote; GMX and web.de below its header alone."""
    quoted = [n for n, line in enumerate(lines) if is_quoted(line)]
    for n in quoted:
        if cues.separator(unmarked(lines[n])) == "forwarded":
            inner = _unmarked_once(lines[n:])
            return _forwarded(inner, find_cut(inner), "", forward=True)
    if not (forward and quoted):
        return None
    inner = _unmarked_once(lines[quoted[0] :])
    cut = find_cut(inner)
    return _forwarded(inner, cut, "", forward=True) if cut and cut.headers and cut.start == 0 else None


def _unmarked_once(lines: Sequence[str]) -> list[str]:
    """Take one level of marks off, if the first line with text has one."""
    first = next((line for line in lines if line.strip()), "")
    if not is_quoted(first):
        return list(lines)
    return [
        line.lstrip(" ").removeprefix(">").removeprefix(" ") if is_quoted(line) else line for line in lines
    ]


def _parted(lines: Sequence[str]) -> tuple[str, Cut | None]:
    """The new text of a mail that was passed on, and where the mails that it quotes begin."""
    cut = find_cut(lines)
    above = lines[: cut.start] if cut else lines
    return _own_words(above, _kinds(above))[0], cut


def _by_hand(lines: Sequence[str], kinds: Sequence[str]) -> str:
    """The quoted lines, where every one stands without a client's introduction, which tells day or address."""
    introduced = any(
        kind == "intro" and (cues.HAS_WHEN.search(line) or cues.HAS_ADDRESS.search(line))
        for line, kind in zip(lines, kinds, strict=True)
    )
    quoted = [line for line, kind in zip(lines, kinds, strict=True) if kind == "quote"]
    return "" if introduced else "\n".join(_unmarked_once(quoted)).strip("\n")


def _person(text: str) -> Address | None:
    """`Ann Lee [mailto:ann@…]`, `Ann Lee <ann@…>`, `Ann Lee<mailto:…>` or a name alone, which is nobody's address."""
    plain = text.replace("[mailto:", "<").replace("mailto:", "").replace("]", ">").replace("*", "")
    return next(iter(addresses(plain[:500])), None)
