"""Mail in files, once and watched."""

import io
import os
import shutil
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.errors import Transient
from mailer.mailbox.files import read_path, read_stream
from mailer.mailbox.folder import FolderMailbox, FolderSettings
from mailer.mailbox.mbox import split_mbox
from mailer.model.mail_source import RawMail

MAILS = Path(__file__).parent / "mails"
MBOX = MAILS / "three_mails_with_quoted_from_lines.mbox"
HOUR_AGO = time.time() - 3600


def subjects(mails: list[RawMail]) -> list[bytes]:
    return [
        line[9:].strip() for mail in mails for line in mail.raw.splitlines() if line.startswith(b"Subject: ")
    ]


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A folder with two mails, an hour old, that a mailbox may move about."""
    folder = tmp_path / "drop"
    shutil.copytree(MAILS / "folder", folder)
    for file in folder.iterdir():
        os.utime(file, (HOUR_AGO, HOUR_AGO))
    return folder


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    """One read and one unread mail."""
    for part in ("cur", "new", "tmp"):
        (tmp_path / "maildir" / part).mkdir(parents=True)
    shutil.copy(MAILS / "folder" / "1-first.eml", tmp_path / "maildir" / "cur" / "1763892000.M1P1.mx:2,S")
    shutil.copy(MAILS / "folder" / "2-second.eml", tmp_path / "maildir" / "new" / "1763892001.M2P1.mx")
    return tmp_path / "maildir"


def test_one_file_is_one_mail_with_its_bytes_untouched() -> None:
    """An .eml file comes out byte for byte, with the envelope that its trace tells."""
    file = MAILS / "delivered_by_postfix.eml"
    (mail,) = read_path(file)
    assert mail.raw == file.read_bytes()
    assert (mail.source, mail.uid, mail.key) == ("ingest", 1, file)
    assert mail.envelope_sender == "ana@orchard.example"


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_an_mbox_is_cut_at_its_separators_only(tmp_path: Path, ends: bytes) -> None:
    """A separator needs a blank line above and an hour; mboxrd's quoting is taken back by one level."""
    file = tmp_path / "some.mbox"
    file.write_bytes(MBOX.read_bytes().replace(b"\n", ends))
    mails = list(read_path(file))
    assert subjects(mails) == [b"First", b"Second", b"Third"]
    assert [mail.uid for mail in mails] == [1, 2, 3]
    assert [mail.envelope_sender for mail in mails] == ["ana@orchard.example", "<>", "cleo@river.example"]
    assert b"From here on" in mails[0].raw and b">From here" not in mails[0].raw
    assert mails[0].raw.endswith(b">From twice quoted." + ends)
    assert mails[2].raw.endswith(b"behind it." + ends)


def quoted(body: bytes) -> bytes:
    """What an mboxrd writer makes of a body."""
    lines = body.split(b"\n")
    return b"\n".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


LINES = st.lists(
    st.sampled_from([b"", b"From me", b">From x 10:00", b"From a@b Mon 10:00:00", b"text", b">"]), max_size=8
)


@given(st.lists(LINES, min_size=1, max_size=5))
def test_what_an_mboxrd_writer_writes_comes_back(bodies: list[list[bytes]]) -> None:
    """Writing mails as mboxrd and cutting them again is the identity, whatever stands in the bodies."""
    mails = [b"Subject: x\n\n" + b"\n".join(body) + b"\n" for body in bodies]
    written = b"".join(
        b"From a@b.example Mon Nov 23 10:00:00 2026\n" + quoted(mail) + b"\n" for mail in mails
    )
    assert [piece.content for piece in split_mbox(io.BytesIO(written), 10_000)] == mails


def test_a_folder_is_read_with_its_subfolders_and_without_what_is_no_mail() -> None:
    """Names give the order; expected values and notes beside the mails are left alone."""
    mails = list(read_path(MAILS / "folder"))
    assert subjects(mails) == [b"First in the folder", b"Second in the folder", b"Nested in the folder"]


def test_a_maildir_is_read_whole_and_a_read_flag_changes_no_identity(maildir: Path) -> None:
    """New and read mails both count; reading one elsewhere (new to cur) leaves account and uid as they were."""
    before = [(mail.account, mail.uid) for mail in read_path(maildir)]
    (maildir / "new" / "1763892001.M2P1.mx").rename(maildir / "cur" / "1763892001.M2P1.mx:2,RS")
    assert len(before) == 2
    assert [(mail.account, mail.uid) for mail in read_path(maildir)] == before


def test_reading_twice_gives_the_same_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ingesting the same path again is a no-op by (account, uid, hash), from wherever the command is started."""
    identity = [(mail.account, mail.uid, mail.raw) for mail in read_path(MBOX)]
    monkeypatch.chdir(MBOX.parent)
    assert [(mail.account, mail.uid, mail.raw) for mail in read_path(Path(MBOX.name))] == identity


def test_a_mail_over_the_limit_gives_its_head_and_its_true_size(tmp_path: Path) -> None:
    """Files, mbox and standard input stop keeping at the limit, and say how much there was."""
    big = b"Subject: big\n\n" + b"x" * 70 + b"\n" + b"y" * 300_000
    (tmp_path / "big.eml").write_bytes(big)
    (tmp_path / "big.mbox").write_bytes(b"From a@b.example Mon Nov 23 10:00:00 2026\n" + big)
    one, other = read_path(tmp_path, limit=200_000)
    piped = read_stream(io.BytesIO(big), limit=200_000)
    for mail in (one, other, piped):
        assert mail.oversize == len(big)
        assert mail.raw == big[: 128 * 1024]


def test_a_pipe_of_an_mta_gives_one_mail_without_the_separator() -> None:
    """What local(8) pipes begins with a From line; text that looks like a separator cuts nothing off."""
    raw = (MAILS / "delivered_by_postfix.eml").read_bytes() + b"\nFrom now Mon 10:00:00 on\n\nmore\n"
    mail = read_stream(io.BytesIO(b"From ana@orchard.example  Mon Nov 23 10:00:00 2026\n" + raw))
    assert mail.raw == raw
    assert (mail.account, mail.oversize) == ("stdin", 0)
    assert mail.envelope_recipients[0] == "integrations+r7abc@tracker.test"


def test_a_file_that_is_not_there_is_temporary_trouble(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(Transient, match=r"gone\.eml"):
        list(read_path(tmp_path / "gone.eml"))


def test_a_watched_folder_hands_over_oldest_first_and_is_empty_once_settled(watched: Path) -> None:
    """Nothing moves before settle; afterwards the mail lies in the processed subfolder and is not fetched again."""
    os.utime(watched / "2-second.eml", (HOUR_AGO - 60, HOUR_AGO - 60))
    mailbox = FolderMailbox(FolderSettings(path=watched))
    (batch,) = mailbox.fetch()
    assert subjects(batch) == [b"Second in the folder", b"First in the folder"]
    assert (watched / "1-first.eml").exists()
    mailbox.settle(batch)
    assert list(mailbox.fetch()) == []
    assert sorted(file.name for file in (watched / "processed").iterdir()) == ["1-first.eml", "2-second.eml"]
    assert (watched / "NOTE.txt").exists()


def test_the_same_name_twice_keeps_both_files(watched: Path) -> None:
    """A second file of a name that was processed before does not overwrite the first."""
    mailbox = FolderMailbox(FolderSettings(path=watched, resting_seconds=0))
    for content in (b"Subject: one\n\n1\n", b"Subject: other\n\n2\n"):
        (watched / "1-first.eml").write_bytes(content)
        for batch in mailbox.fetch():
            mailbox.settle(batch)
    kept = {file.name: file.read_bytes()[9:12] for file in (watched / "processed").glob("1-*")}
    assert kept == {"1-first.eml": b"one", "1-first-2.eml": b"oth"}


def test_what_is_quarantined_or_too_big_goes_aside(watched: Path) -> None:
    """Quarantined mails and those over the limit land in the quarantine subfolder."""
    (watched / "3-big.eml").write_bytes(b"Subject: big\n\n" + b"x" * 5000)
    mailbox = FolderMailbox(FolderSettings(path=watched, limit=1000, resting_seconds=0))
    (batch,) = mailbox.fetch()
    mailbox.settle(batch, quarantined=[mail for mail in batch if b"First" in mail.raw])
    assert {file.name for file in (watched / "quarantine").iterdir()} == {"1-first.eml", "3-big.eml"}
    assert {file.name for file in (watched / "processed").iterdir()} == {"2-second.eml"}


def test_an_mbox_in_a_watched_folder_moves_after_its_last_mail(tmp_path: Path) -> None:
    """While batches of one file are outstanding the file stays, so that a crash loses none of its mails."""
    shutil.copy(MBOX, tmp_path / "some.mbox")
    mailbox = FolderMailbox(FolderSettings(path=tmp_path, batch_mails=2, resting_seconds=0))
    first, second = mailbox.fetch()
    mailbox.settle(first)
    assert (tmp_path / "some.mbox").exists()
    mailbox.settle(second)
    assert (tmp_path / "processed" / "some.mbox").exists()


def test_a_file_that_is_still_being_written_waits(tmp_path: Path) -> None:
    """A file changed within the last second is left alone, and the wait for it is short."""
    (tmp_path / "half.eml").write_bytes(b"Subject: ha")
    mailbox = FolderMailbox(FolderSettings(path=tmp_path, resting_seconds=0.3))
    assert list(mailbox.fetch()) == []
    start = time.monotonic()
    mailbox.wait(30)
    assert time.monotonic() - start < 2
    assert len(list(mailbox.fetch())) == 1


def test_a_watched_maildir_moves_mails_into_a_maildir_subfolder(maildir: Path) -> None:
    """Any IMAP server or mail client still sees what was processed."""
    mailbox = FolderMailbox(FolderSettings(path=maildir))
    (batch,) = mailbox.fetch()
    mailbox.settle(batch)
    assert list(mailbox.fetch()) == []
    assert len(list((maildir / ".processed" / "cur").iterdir())) == 2
    assert (maildir / ".processed" / "new").is_dir()


def test_a_file_that_we_may_not_read_stops_nobody_else(watched: Path) -> None:
    """A symlink into nowhere and a file that vanishes are passed over; the others come through."""
    (watched / "0-link.eml").symlink_to(watched / "nowhere.eml")
    mailbox = FolderMailbox(FolderSettings(path=watched, batch_mails=1))
    batches = mailbox.fetch()
    assert subjects(next(batches)) == [b"First in the folder"]
    (watched / "2-second.eml").unlink()
    assert list(batches) == []


def test_mail_from_before_the_first_start_is_not_answered(watched: Path) -> None:
    """`first_start`: files older than that moment are fetched with answer=False."""
    os.utime(watched / "2-second.eml")
    since = datetime.now(UTC) - timedelta(minutes=5)
    mailbox = FolderMailbox(FolderSettings(path=watched, answer_since=since, resting_seconds=0))
    (batch,) = mailbox.fetch()
    assert [mail.answer for mail in batch] == [False, True]


def test_stop_ends_a_wait_at_once(tmp_path: Path) -> None:
    """A service that is told to stop does not sleep its pause out."""
    mailbox = FolderMailbox(FolderSettings(path=tmp_path))
    threading.Timer(0.1, mailbox.stop).start()
    start = time.monotonic()
    mailbox.wait(30)
    assert time.monotonic() - start < 2


def test_a_mail_settled_twice_is_no_trouble(watched: Path) -> None:
    """Somebody else may have taken the file away meanwhile; the mail itself is stored."""
    mailbox = FolderMailbox(FolderSettings(path=watched))
    (batch,) = mailbox.fetch()
    mailbox.settle(batch)
    mailbox.settle([replace(mail) for mail in batch])
    assert len(list((watched / "processed").iterdir())) == 2


def test_a_folder_without_parents_is_temporary_trouble(tmp_path: Path) -> None:
    """A mistyped path makes no tree of folders; it is said."""
    with pytest.raises(Transient, match="missing"):
        list(FolderMailbox(FolderSettings(path=tmp_path / "missing" / "drop")).fetch())
