"""The pool of limited children: whatever a mail does to its reader, the service lives and the others are read."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailer.child import Bounds, Reader
from mailer.errors import Transient, Unreadable
from mailer.model.message import Attachment, Message
from mailer.model.reading import Failure, Reading
from mailer.model.request import Purpose, Understanding
from mailer.sandbox import Sandbox

MEGABYTE = 1024 * 1024


def reading(text: str) -> Reading:
    attachment = Attachment(filename="a.bin", content_type="a/b", size=3, sha256="0", content=b"abc")
    message = Message(message_id="", subject=text, date=None, sender=None, attachments=(attachment,))
    return Reading(message=message, understanding=Understanding(purpose=Purpose.OTHER, because=""))


def misbehave(raw: bytes) -> Reading:
    """A reader that does what the mail tells it to."""
    match raw:
        case b"segv":
            os.kill(os.getpid(), signal.SIGSEGV)
        case b"hang":
            time.sleep(60)
        case b"spin":
            while True:
                pass
        case b"eat":
            return reading(str(len(bytearray(4096 * MEGABYTE))))
        case b"raise":
            raise AttributeError("a parser's mistake")
        case b"print":
            os.write(1, b"what a library says\n")
        case b"limit":
            raise Unreadable("too-deep", "21 levels")
        case _:
            pass
    return reading(raw.decode())


def reader() -> Reader:
    return misbehave


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    pool = Sandbox(reader, size=2, bounds=Bounds(memory=64 * MEGABYTE, cpu_seconds=1, wall_seconds=3.0))
    yield pool
    pool.close()


def subject(answer: Reading | Failure) -> str:
    return answer.message.subject if isinstance(answer, Reading) else answer.reason


def test_answers_come_in_the_order_given(sandbox: Sandbox) -> None:
    """Many mails are read side by side, but their answers keep the mails' order."""
    mails = [str(n).encode() for n in range(50)]
    assert [subject(a) for a in sandbox.read_all(mails)] == [str(n) for n in range(50)]


@pytest.mark.parametrize(
    ("mail", "reason", "final"),
    [
        (b"segv", "crash", False),
        (b"hang", "timeout", False),
        (b"spin", "timeout", False),
        (b"eat", "memory", False),
        (b"raise", "error", False),
        (b"limit", "too-deep", True),
    ],
)
def test_a_bad_mail_is_blamed_and_the_next_one_is_read(
    sandbox: Sandbox, mail: bytes, reason: str, final: bool
) -> None:
    """R-08, R-09, R-16: crash, hang, memory and exceptions end in a named failure; the mail behind is read at once."""
    bad, good = sandbox.read_all([mail, b"good"])
    assert isinstance(bad, Failure)
    assert (bad.reason, bad.final) == (reason, final)
    assert subject(good) == "good"


def test_children_start_as_they_are_needed() -> None:
    """The first before any mail comes; another, up to the most, for mails that wait together."""
    pool = Sandbox(reader, size=2)
    try:
        pool.warm()
        assert len(pool.pids) == 1
        assert [subject(a) for a in pool.read_all([b"one"])] == ["one"]
        assert len(pool.pids) == 1
        assert [subject(a) for a in pool.read_all([b"one", b"two", b"three"])] == ["one", "two", "three"]
        assert len(pool.pids) == 2
    finally:
        pool.close()


def test_nothing_runs_beside_the_children() -> None:
    """A pool is its children: no process tracks or serves them and takes memory of its own."""
    before = _children()
    pool = Sandbox(reader, size=2)
    try:
        list(pool.read_all([b"one", b"two"]))
        assert _children() - before == set(pool.pids)
    finally:
        pool.close()


def _children() -> set[int]:
    return {
        int(pid)
        for tasks in Path("/proc/self/task").iterdir()
        for pid in (tasks / "children").read_text().split()
    }


def test_what_a_parser_prints_is_not_our_output(capfd: pytest.CaptureFixture[str]) -> None:
    """On stdout stands what a command says (`explain --json` one value a line), whatever a library prints while it reads."""
    pool = Sandbox(reader, size=1)
    try:
        assert subject(pool.read(b"print")) == "print"
    finally:
        pool.close()
    assert capfd.readouterr().out == ""


def test_a_child_killed_while_idle_is_replaced(sandbox: Sandbox) -> None:
    """The out-of-memory killer may take an idle child; the next mail notices nothing but a moment's wait."""
    sandbox.warm()
    for pid in sandbox.pids:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    answers = [subject(a) for a in sandbox.read_all([b"one", b"two", b"three"])]
    assert [a for a in answers if a in ("one", "two", "three")] == [a for a in answers if a != "crash"]
    assert subject(sandbox.read(b"after")) == "after"


def test_a_child_that_stands_still_is_replaced(sandbox: Sandbox) -> None:
    """R-102: `kill -STOP` of the reading children costs the mails in hand their time on the clock; then others read."""
    sandbox.warm()
    subject(sandbox.read(b"one of them is ready"))
    for pid in sandbox.pids:
        os.kill(pid, signal.SIGSTOP)
    answers = [subject(a) for a in sandbox.read_all([b"one", b"two"])]
    assert "timeout" in answers and set(answers) <= {"timeout", "one", "two"}
    assert subject(sandbox.read(b"after")) == "after"


def test_a_round_left_early_does_not_disturb_the_next(sandbox: Sandbox) -> None:
    """Answers of an abandoned round never turn up as answers to other mails."""
    left = sandbox.read_all([b"a", b"b", b"c", b"d"])
    assert subject(next(left)) == "a"
    assert [subject(a) for a in sandbox.read_all([b"x", b"y"])] == ["x", "y"]


def slow_reader() -> Reader:
    time.sleep(1.5)
    return misbehave


def test_a_slow_start_is_no_mails_fault() -> None:
    """A machine that takes longer to start a child than a mail may take blames no mail, also when one is replaced."""
    pool = Sandbox(slow_reader, size=1, bounds=Bounds(memory=64 * MEGABYTE, cpu_seconds=1, wall_seconds=1.0))
    try:
        assert [subject(a) for a in pool.read_all([b"one", b"segv", b"two"])] == ["one", "crash", "two"]
    finally:
        pool.close()


def broken_reader() -> Reader:
    raise OSError("no such word list")


def test_children_that_never_start_are_trouble_of_ours() -> None:
    """The stage waits, and the mails stay as they are."""
    pool = Sandbox(broken_reader, size=1)
    with pytest.raises(Transient, match="do not start"):
        pool.read(b"one")
    pool.close()


def test_attachments_come_without_their_content(sandbox: Sandbox) -> None:
    """The raw mail has the bytes; they do not cross the pipe a second time."""
    answer = sandbox.read(b"mail")
    assert isinstance(answer, Reading)
    assert answer.message.attachments[0].content == b""
    assert answer.message.attachments[0].size == 3
