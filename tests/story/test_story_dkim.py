"""Without a border host that speaks, a sender's DKIM signature is checked by ourselves, when that is configured."""

import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import dkim
import pytest
from nameserver import key, nameserver
from world import World, open_world, text_of

from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
WISH = "Integration Name: Snowflake\nUse Case: Nightly reports.\n"
HOST = "mx.service.example"
ASKED: list[str] = []


@pytest.fixture
def checking(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A world that believes its border host, and checks DKIM where that one says nothing."""
    ASKED.clear()
    with nameserver({"s._domainkey.northwind.example": key(2048)[1]}, ASKED) as address:
        trust = f'trusted_authserv_ids = ["{HOST}"]\ndkim = "dns"\nresolver = "{address}"'
        world = open_world(tmp_path, sandbox, trust)
        yield world
        world.close()


def signed(mail: EmailMessage) -> bytes:
    raw = mail.as_bytes(policy=email.policy.SMTP)
    return bytes(dkim.sign(raw, b"s", b"northwind.example", key(2048)[0])) + raw


def test_a_signed_mail_is_acknowledged_at_once(checking: World) -> None:
    """No confirmation is asked for: the signature proves the sender."""
    fate = checking.receive(signed(checking.write(ADA, "Integration request: Snowflake", WISH)))
    assert fate.outcome is Outcome.REQUEST
    assert "INT-1" in text_of(checking.answer())


def test_an_unsigned_mail_is_asked_to_confirm(checking: World) -> None:
    """The check proves or does not prove; it refuses nobody."""
    fate = checking.receive(checking.write(ADA, "Integration request: Snowflake", WISH))
    assert fate.outcome is Outcome.HELD
    assert "Snowflake" not in text_of(checking.answer())


def test_our_border_host_s_word_outranks_our_own_check(checking: World) -> None:
    """R-71: where it says that DMARC failed, no signature helps, and no name server is asked."""
    said = f"Authentication-Results: {HOST}; dmarc=fail header.from=northwind.example\r\n".encode()
    fate = checking.receive(said + signed(checking.write(ADA, "Integration request: Snowflake", WISH)))
    assert fate.outcome is Outcome.HELD
    assert ASKED == []


def test_nobody_is_asked_where_it_is_not_configured(tmp_path: Path, sandbox: Sandbox) -> None:
    """The default is off: a signed mail is an unproven one, and no name server hears of it."""
    ASKED.clear()
    with nameserver({"s._domainkey.northwind.example": key(2048)[1]}, ASKED) as address:
        world = open_world(tmp_path, sandbox, f'resolver = "{address}"')
        fate = world.receive(signed(world.write(ADA, "Integration request: Snowflake", WISH)))
        world.close()
    assert fate.outcome is Outcome.HELD
    assert ASKED == []
