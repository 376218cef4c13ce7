"""Whole mails as people write them, each with what a careful reader takes from it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.request import Details, Field, Kind, Purpose, Role
from mailer.parse.message import parse

HERE = Path(__file__).parent.parent
MAILS = sorted((HERE / "mail" / "requests").glob("*.eml"))


def expected(mail: Path) -> dict[str, Any]:
    return tomllib.loads(mail.with_suffix(".toml").read_text("utf-8"))


def joined(text: str) -> str:
    return " ".join(text.split())


def assert_request(details: Details, wanted: dict[str, Any]) -> None:
    """Compare one request with its table: texts word for word, lists as sets, `absent` fields not there."""
    assert details.kind is Kind(wanted.pop("kind"))
    for name in wanted.pop("absent", []):
        assert Field(name) not in details.fields, f"{name}: {details.text(Field(name))}"
    for name, value in wanted.items():
        field = Field(name)
        assert field in details.fields, name
        if isinstance(value, list):
            assert set(details.fields[field].items) == set(value), name
        else:
            assert joined(details.text(field)) == joined(value), name


def test_there_are_enough_mails() -> None:
    """At least 120 mails of our own show the shapes and languages that people write in."""
    assert len(MAILS) >= 120


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mail", MAILS, ids=lambda path: path.stem)
def test_mail_is_understood(mail: Path, ending: bytes) -> None:
    """Each mail is understood as its table says, whichever line ends it was sent with."""
    raw = mail.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", ending)
    wanted = expected(mail)
    got = understand(parse(raw), WORDS, CATALOG)
    assert got.purpose is Purpose(wanted["purpose"]), got.because
    assert got.language == wanted["language"]
    assert got.offers == tuple(map(Role, wanted.get("offers", [])))
    assert len(got.requests) == len(wanted.get("requests", []))
    for details, table in zip(got.requests, wanted.get("requests", []), strict=True):
        assert_request(details, dict(table))


@pytest.mark.parametrize("mail", MAILS, ids=lambda path: path.stem)
def test_every_value_has_evidence(mail: Path) -> None:
    """Every value carries the words it was read from, where they stood, and how sure that is."""
    places = ("subject", "body", "quoted", "attachment:")
    for details in understand(parse(mail.read_bytes()), WORDS, CATALOG).requests:
        for value in details.fields.values():
            assert value.items and all(value.items)
            assert value.evidence.text
            assert value.evidence.where.startswith(places)
            assert 0 < value.evidence.confidence <= 1
