"""Cuts a stream of mails into batches that fit into memory and into one transaction. Pure."""

from collections.abc import Iterable, Iterator

from mailer.model.mail_source import RawMail


def batches(mails: Iterable[RawMail], *, mails_each: int, bytes_each: int) -> Iterator[list[RawMail]]:
    """Batches of at most `mails_each` mails; one that has reached `bytes_each` bytes takes no more."""
    batch: list[RawMail] = []
    size = 0
    for mail in mails:
        batch.append(mail)
        size += len(mail.raw)
        if len(batch) >= mails_each or size >= bytes_each:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
