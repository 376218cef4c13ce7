"""Tells what is new in a mail from what it quotes (grows next; until then everything counts as new)."""

from dataclasses import dataclass

from mailer.model.message import Forwarded, InlineAnswer


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyParts:
    new: str
    quoted: str = ""
    signature: str = ""
    answers: tuple[InlineAnswer, ...] = ()
    forwarded: Forwarded | None = None


def split_reply(text: str, html: str | None) -> ReplyParts:
    return ReplyParts(new=text)
