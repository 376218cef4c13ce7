"""How well requests are understood that the extractor had not seen when they were labelled.

The mails of `tests/mail/unseen` were written, with what a careful reader takes from them, before the extractor was run on
them: forms of many projects, terse titles, long mails, other languages. No rule is made for one of them; what is held
here is the share that comes out right.
"""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.request import Details, Field, Purpose
from mailer.parse.message import parse

HERE = Path(__file__).parent.parent
MAILS = sorted((HERE / "mail" / "unseen").glob("*.eml"))
FLOORS = {
    "kind": 0.92,
    "integration_name": 0.88,
    "category": 0.80,
    "use_case": 0.77,
    "business_impact": 0.60,
    "alternatives": 0.75,
    "technical.performance": 0.60,
    "priority": 0.85,
    "technical.api_docs": 0.90,
    "technical.authentication": 0.65,
    "technical.data_formats": 0.70,
}
"""The F1 that each field must reach."""


class Share(NamedTuple):
    """What of one field of one mail is right, of what was said and of what was wanted."""

    right: float
    said: float
    wanted: float


def bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+", text.lower()))


def compared(field: Field, said: Any, wanted: Any) -> Share:
    """A list by its members, a text by the words that both have."""
    if isinstance(said, list) or isinstance(wanted, list):
        return Share(len({*(said or ())} & {*(wanted or ())}), len(said or ()), len(wanted or ()))
    if not (said and wanted):
        return Share(0, bool(said), bool(wanted))
    if field in (Field.CATEGORY, Field.PRIORITY, Field.INTEGRATION_NAME):
        return Share(float(bag(said) == bag(wanted)), 1, 1)
    one, other = bag(said), bag(wanted)
    return Share(2 * sum((one & other).values()) / (sum(one.values()) + sum(other.values())), 1, 1)


def value_of(details: Details, field: Field) -> Any:
    found = details.fields.get(field)
    return found if found is None else list(found.items) if field.is_list else details.text(field)


def judged(mail: Path) -> list[tuple[str, Share]]:
    """Kind and names of all requests of a mail, and the other fields of its first."""
    wanted = tomllib.loads(mail.with_suffix(".toml").read_text("utf-8"))
    got = understand(parse(mail.read_bytes()), WORDS, CATALOG)
    asked: list[dict[str, Any]] = wanted.get("requests", [])
    kinds = [one.kind.value for one in got.requests][:1], [one["kind"] for one in asked][:1]
    shares = [("kind", Share(float(kinds[0] == kinds[1]), 1, 1))]
    if wanted["purpose"] != Purpose.REQUEST.value:
        return shares
    names = [one.text(Field.INTEGRATION_NAME) for one in got.requests if Field.INTEGRATION_NAME in one.fields]
    shares.append(
        (
            "integration_name",
            compared(Field.INTEGRATION_NAME, names, [one["integration_name"] for one in asked]),
        )
    )
    first = got.requests[0] if got.requests else Details()
    for field in Field:
        if field is not Field.INTEGRATION_NAME:
            shares.append((field.value, compared(field, value_of(first, field), asked[0].get(field.value))))
    return shares


@pytest.fixture(scope="module")
def shares() -> dict[str, list[Share]]:
    collected: dict[str, list[Share]] = {}
    for mail in MAILS:
        for name, share in judged(mail):
            collected.setdefault(name, []).append(share)
    return collected


def test_there_are_enough_mails() -> None:
    """At least 80 mails of all shapes make the measure."""
    assert len(MAILS) >= 80


@pytest.mark.parametrize("field", FLOORS)
def test_field_reaches_its_floor(field: str, shares: dict[str, list[Share]]) -> None:
    """Over all mails, as much of a field comes out right as its floor says, and little is invented."""
    right, said, wanted = (sum(column) for column in zip(*shares[field], strict=True))
    score = 2 * right / (said + wanted)
    assert score >= FLOORS[field], f"{field}: {score:.3f}"
