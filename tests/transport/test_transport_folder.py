"""The way out into a folder."""

from dataclasses import replace
from pathlib import Path

import pytest

from mailer.errors import Permanent, Transient
from mailer.model.envelope import Envelope
from mailer.transport.folder import FolderTransport

MAIL = Envelope(
    sender="bounces@relay.example",
    recipient="ana@orchard.example",
    content=b"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nSubject: x\r\n\r\nThank you.\r\n",
    message_id="<int-7@relay.example>",
)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "new").iterdir())


def test_a_mail_is_a_file_with_its_bytes(tmp_path: Path) -> None:
    """Named by time and recipient, and nothing unfinished stays behind."""
    said = FolderTransport(tmp_path / "out").send(MAIL)
    (path,) = files(tmp_path / "out")
    assert path.name.startswith("20261123T100000-ana@orchard.example-")
    assert said == f"written to {path.name}"
    assert path.read_bytes() == MAIL.content
    assert list((tmp_path / "out" / "tmp").iterdir()) == []


def test_the_same_mail_again_is_the_same_file(tmp_path: Path) -> None:
    """A repeat after a crash doubles nothing; another mail or another person is another file."""
    out = FolderTransport(tmp_path)
    out.send(MAIL)
    out.send(MAIL)
    out.send(replace(MAIL, message_id="<int-8@relay.example>"))
    out.send(replace(MAIL, recipient="bo@orchard.example"))
    assert len(files(tmp_path)) == 3


@pytest.mark.parametrize(
    "recipient", ["../../x@orchard.example", "a/b@orchard.example", "jörg@orchard.example"]
)
def test_an_address_leads_nowhere_else(tmp_path: Path, recipient: str) -> None:
    """Slashes and foreign letters do not reach the file system."""
    try:
        FolderTransport(tmp_path / "out").send(replace(MAIL, recipient=recipient))
    except Permanent:
        assert list(tmp_path.rglob("*.eml")) == []
    else:
        (path,) = tmp_path.rglob("*.eml")
        assert path.parent == tmp_path / "out" / "new"
        assert path.name.isascii()


def test_the_same_addresses_are_refused_as_by_smtp(tmp_path: Path) -> None:
    """What the demo accepts, the real way out accepts as well."""
    with pytest.raises(Permanent) as refusal:
        FolderTransport(tmp_path).send(replace(MAIL, recipient="-f@orchard.example"))
    assert refusal.value.status == "5.1.3"


def test_a_mail_without_a_date_is_written_all_the_same(tmp_path: Path) -> None:
    """The name says so; the mail is there."""
    for date in (b"", b"Date: when the apples are ripe\r\n"):
        FolderTransport(tmp_path).send(replace(MAIL, content=date + b"Subject: x\r\n\r\n"))
    assert [path.name[:8] for path in files(tmp_path)] == ["undated-"]


def test_a_folder_that_cannot_be_is_transient(tmp_path: Path) -> None:
    """A file in the folder's place, as a full disk, may pass."""
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(Transient):
        FolderTransport(tmp_path / "out").send(MAIL)


def test_check_says_where(tmp_path: Path) -> None:
    """`mailer doctor` shows the folder, and creates nothing."""
    assert str(tmp_path) in FolderTransport(tmp_path / "not" / "yet").check()
    assert not (tmp_path / "not").exists()


def test_check_says_when_nothing_can_be_written(tmp_path: Path) -> None:
    """A place that cannot be a folder (even root cannot write below a file) is found before the first mail."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(Transient):
        FolderTransport(tmp_path / "out").check()
