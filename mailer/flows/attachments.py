"""Saves a request's attachments: read again from the raw mail, so that nothing is stored twice."""

from pathlib import Path

from mailer.errors import Refused
from mailer.flows.app import App
from mailer.flows.updates import view_of
from mailer.model.message import Attachment
from mailer.parse.message import parse
from mailer.store.database import Tx


def save_attachments(app: App, number: int, folder: Path) -> list[Path]:
    """Write the attachments of request `number` into `folder` under clean names; return the paths.

    Existing files are never overwritten: a second one of the same name gets its content's hash in front (R-63).
    """
    with app.database.reading() as tx:
        view_of(tx, number, app.policy.prefix)
        raws = [raw for mail in tx.tracker.inbox_of(number) if (raw := _kept(tx, mail))]
    folder.mkdir(parents=True, exist_ok=True)
    found = [attachment for raw in raws for attachment in parse(raw).attachments]
    return [_write(folder, attachment) for attachment in found]


def _kept(tx: Tx, mail: int) -> bytes | None:
    """The mail's bytes; None when retention removed them."""
    try:
        return tx.inbox.raw(mail)
    except Refused:
        return None


def _write(folder: Path, attachment: Attachment) -> Path:
    name = attachment.filename.lstrip(".") or "attachment"
    path = folder / name
    if path.exists():
        path = folder / f"{attachment.sha256[:12]}-{name}"
    path.write_bytes(attachment.content)
    return path
