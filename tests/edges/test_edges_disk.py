"""R-11: the disk below the database has no inode left, or is for reading only."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from nursery import ask
from settled import settle

TEMPORARY = 75


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk with nothing but the database on it; beside it the configuration and the mailbox."""
    place = tmp_path / "disk"
    settle(tmp_path, trust="folder", database="disk/mailer.db")
    place.mkdir()
    options = "size=8m,nr_inodes=20,mode=755"
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place]).returncode:
        pytest.skip("a disk of the test's own can be mounted as root only")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def without_inodes(disk: Path) -> Callable[[], object]:
    """Not one more file can be made there; returns what mends that."""
    number = 0
    try:
        while number < 100:
            (disk / f"file{number}").touch()
            number += 1
    except OSError:
        pass
    return lambda: subprocess.run(["rm", *disk.glob("file*")], check=True)


def for_reading_only(disk: Path) -> Callable[[], object]:
    """As the kernel leaves a disk that had errors; returns what mends that."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    return lambda: subprocess.run(["mount", "-o", "remount,rw", disk], check=True)


@pytest.mark.parametrize("spoil", [without_inodes, for_reading_only])
def test_mail_stays_in_the_mailbox_until_the_disk_is_well(
    tmp_path: Path, disk: Path, spoil: Callable[[Path], Callable[[], object]]
) -> None:
    """R-11: every stage ends with 75 and one line that names the database, the mail stays where it lies, and once the disk
    is well everything goes on by itself."""

    def mailer(*words: str) -> subprocess.CompletedProcess[bytes]:
        return ask(tmp_path, list(words), b"", {"PATH": os.environ["PATH"]})

    assert mailer("poll", "--once").returncode == 0
    arrive(tmp_path / "incoming")
    mend = spoil(disk)
    for stage in ("poll", "intake", "deliver"):
        done = mailer(stage, "--once")
        assert (done.returncode, done.stderr.count(b"\n")) == (TEMPORARY, 1), done.stderr
        assert b"database" in done.stderr
    assert [file.name for file in (tmp_path / "incoming").glob("*.eml")] == ["1.eml"]
    mend()
    for stage in ("poll", "intake", "deliver"):
        assert mailer(stage, "--once").returncode == 0
    assert [line["ref"] for line in json.loads(mailer("requests", "--json").stdout)] == ["INT-1"]
    assert len(list((tmp_path / "outbox" / "new").glob("*.eml"))) == 1


def arrive(mailbox: Path) -> None:
    """A mail comes in; one that was written just now might not be whole yet."""
    file = mailbox / "1.eml"
    file.write_text(
        "From: Ann <ann@orchard.example>\r\nTo: integrations@service.example\r\n"
        "Subject: Snowflake\r\nMessage-ID: <1@orchard.example>\r\n\r\nPlease connect Snowflake.\r\n"
    )
    os.utime(file, (1, 1))
