"""Every mail in tests/mail/reading is read as the file beside it says, with LF and with CRLF."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mailer.model.message import Message
from mailer.parse.message import parse
from mailer.recognise.automatic import judge

MAILS = Path(__file__).parents[1] / "mail" / "reading"
NAMES = sorted(path.stem for path in MAILS.glob("*.eml"))
OWN = frozenset({"integrations@core.example"})


def read(name: str, *, crlf: bool = False) -> tuple[Message, dict[str, Any]]:
    raw = (MAILS / f"{name}.eml").read_bytes()
    if crlf:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return parse(raw), tomllib.loads((MAILS / f"{name}.toml").read_text())


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", NAMES)
def test_fixture_is_read_as_expected(name: str, crlf: bool) -> None:
    """The mail says what its expectation names: texts, answers, files, reports, and who wrote it."""
    message, expected = read(name, crlf=crlf)
    assert expected, "a fixture without an expectation proves nothing"
    for key, value in expected.items():
        CHECKS[key](message, value)


def _new_text(message: Message, want: str) -> None:
    assert message.new_text.strip() == want.strip()


def _quoted(message: Message, want: str) -> None:
    assert message.quoted.strip() == want.strip()


def _in_new(message: Message, want: list[str]) -> None:
    assert [one for one in want if one not in message.new_text] == []


def _not_in_new(message: Message, want: list[str]) -> None:
    assert [one for one in want if one in message.new_text] == []


def _not_in_text(message: Message, want: list[str]) -> None:
    assert [one for one in want if one in message.text] == []


def _subject(message: Message, want: str) -> None:
    assert message.subject == want


def _sender(message: Message, want: str) -> None:
    assert message.sender is not None
    assert message.sender.address == want


def _no_date(message: Message, want: bool) -> None:
    assert (message.date is None) is want


def _attachments(message: Message, want: list[str]) -> None:
    assert [one.filename for one in message.attachments] == want


def _answers(message: Message, want: list[dict[str, str]]) -> None:
    assert [(one.quoted, one.text) for one in message.answers] == [
        (one["quoted"].strip(), one["text"].strip()) for one in want
    ]


def _forwarded(message: Message, want: dict[str, str]) -> None:
    assert message.forwarded is not None
    assert message.forwarded.sender is not None
    assert message.forwarded.sender.address == want["sender"]
    assert message.forwarded.subject == want["subject"]
    assert message.forwarded.text.strip() == want["text"]


def _automatic(message: Message, want: str) -> None:
    verdict = judge(message, OWN, "mail.core.example")
    assert (verdict.kind or "") == want, verdict.because


def _failed(message: Message, want: list[dict[str, Any]]) -> None:
    assert message.delivery is not None
    got = [
        {"address": one.address, "permanent": one.permanent, "status": one.status}
        for one in message.delivery.recipients
    ]
    assert [{key: one[key] for key in wanted} for one, wanted in zip(got, want, strict=True)] == want


def _returned(message: Message, want: str) -> None:
    assert message.delivery is not None
    assert message.delivery.returned_message_id == want


CHECKS: dict[str, Callable[[Message, Any], None]] = {
    "new_text": _new_text,
    "quoted": _quoted,
    "in_new": _in_new,
    "not_in_new": _not_in_new,
    "not_in_text": _not_in_text,
    "subject_is": _subject,
    "sender": _sender,
    "no_date": _no_date,
    "attachments": _attachments,
    "answers": _answers,
    "forwarded": _forwarded,
    "automatic": _automatic,
    "failed": _failed,
    "returned": _returned,
}


def test_there_are_many_fixtures() -> None:
    """The set does not shrink unseen."""
    assert len(NAMES) >= 330
