"""What simulated replies are made from: the mail that is answered, what its reader wants to say, and mail clients' habits."""

import html
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "story"))

from world import html_of, reply_subject, text_of

LABELS = {
    "integration_name": "Integration name", "use_case": "Use case", "business_impact": "Business impact", "technical.api_docs": "API documentation",
    "priority": "Priority", "technical.authentication": "Authentication", "technical.data_formats": "Data formats",
    "technical.performance": "Performance", "alternatives": "Alternatives",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What is said about one field: the answer to a question, or (number 0) another value for what we have."""

    number: int
    question: str
    name: str
    words: str
    value: Any


@dataclass(frozen=True)
class Turn:
    """What a shape of reply is made from."""

    sender: str
    mail: EmailMessage
    answers: Sequence[Answer]
    rng: random.Random
    language: str = "en"


def quoted(turn: Turn, mark: str = "> ") -> str:
    """Our mail as a client quotes it in plain text."""
    return "\n".join((mark + line).rstrip() for line in text_of(turn.mail).splitlines())


def attribution(turn: Turn) -> str:
    """The line above a quotation."""
    return f"On Mon, Nov 23, 2026 at 11:02 AM {turn.mail['From']}\nwrote:"


def numbers(turn: Turn, form: str = "{n}. {words}", join: str = "\n") -> str:
    """The answers by their numbers."""
    return join.join(form.format(n=a.number, words=a.words) for a in turn.answers)


def inner(turn: Turn) -> str:
    """What stands in the body of our HTML."""
    body = re.search(r"<body[^>]*>(.*)</body>", html_of(turn.mail), re.S)
    return body[1] if body else ""


def plain(turn: Turn, text: str) -> EmailMessage:
    """A reply in plain text."""
    return both(turn, text, "")


def html_alone(turn: Turn, markup: str) -> EmailMessage:
    """A reply in HTML without a plain form."""
    mail = plain(turn, "")
    mail.set_content(markup, subtype="html")
    return mail


def both(turn: Turn, text: str, markup: str) -> EmailMessage:
    """A reply in both forms."""
    mail = EmailMessage()
    mail["From"] = turn.sender
    mail["To"] = turn.mail["Reply-To"]
    mail["Subject"] = reply_subject(turn.mail)
    mail["Date"] = "Mon, 23 Nov 2026 11:30:00 +0100"
    mail["Message-ID"] = f"<{turn.rng.getrandbits(64):x}@client.example>"
    mail["In-Reply-To"] = turn.mail["Message-ID"]
    mail["References"] = f"{turn.mail['References'] or ''} {turn.mail['Message-ID']}".strip()
    mail.set_content(text)
    if markup:
        mail.add_alternative(markup, subtype="html")
    return mail


def attribution_line(turn: Turn) -> str:
    """The same on one line."""
    return " ".join(attribution(turn).split())


def quoted_with(turn: Turn, said: Callable[[Answer], Sequence[str]], *, instead: bool = False) -> str:
    """Our mail in marks, with lines put in below each answered question, or (`instead`) in the place of its example."""
    lines: list[str] = []
    asked: Answer | None = None
    for line in text_of(turn.mail).splitlines():
        if instead and asked and line.startswith("   "):
            continue
        asked = next((a for a in turn.answers if line.strip() == f"{a.number}. {a.question}"), None)
        lines.append(f"> {line}".rstrip())
        lines += said(asked) if asked else ()
    return "\n".join(lines)


def inner_with(turn: Turn, form: str) -> str:
    """Our HTML with each answer put in behind its question: `form` has `{question}` and `{words}`."""
    markup = inner(turn)
    for a in turn.answers:
        question = html.escape(a.question, quote=False)
        assert question in markup, "our HTML asks what the text asks"
        markup = markup.replace(question, form.format(question=question, words=html.escape(a.words)), 1)
    return markup


def blockquoted(turn: Turn, markup: str, top: str = "", below: str = "") -> str:
    """A page in Apple Mail's manner, with `markup` as what it quotes."""
    head = f"<div>{html.escape(attribution_line(turn))}</div>"
    return f'<html><body><div>{top}</div><blockquote type="cite">{head}{markup}</blockquote>{below}</body></html>'
