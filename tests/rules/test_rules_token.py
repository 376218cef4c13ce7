"""Tokens: made and read together, bound to use, request, role and address."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.rules.token import (
    ALPHABET,
    ONCE,
    ROLES,
    VALID_DAYS,
    Use,
    belongs_to,
    expired,
    make_token,
    read_token,
    tokens_in,
)

KEY, OLD_KEY, OTHER = b"k" * 32, b"o" * 32, b"x" * 32
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ADDRESS = "ada.birk@northwind.example"


def make(use: Use = Use.REPLY, number: int = 7, role: str = "requester", address: str = ADDRESS) -> str:
    return make_token(KEY, use=use, number=number, role=role, address=address, now=NOW)


@given(
    use=st.sampled_from(Use),
    number=st.integers(0, 32**7 - 1),
    role=st.sampled_from(sorted(ROLES)),
    key=st.binary(min_size=16, max_size=64),
)
def test_what_is_made_can_be_read(use: Use, number: int, role: str, key: bytes) -> None:
    """Every token says after reading what was put in, whatever the key."""
    claims = read_token([key], make_token(key, use=use, number=number, role=role, address=ADDRESS, now=NOW))
    assert claims is not None
    assert (claims.use, claims.number, claims.role) == (use, number, role)
    assert belongs_to(claims, [key], ADDRESS)


@given(at=st.integers(0, 46), letter=st.sampled_from(ALPHABET))
def test_one_changed_letter_makes_it_worthless(at: int, letter: str) -> None:
    """R-75: no letter of a token can be changed, whichever it is."""
    token = make()
    forged = token[:at] + letter + token[at + 1 :]
    assert (read_token([KEY], forged) is not None) == (forged == token)


@given(st.text(max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    """R-75: what is no token of ours is None, never an exception."""
    assert read_token([KEY], text) is None


def test_a_token_belongs_to_one_address_only() -> None:
    """R-76: a token shown by somebody else is valid but not theirs; a plus-tag of the same person is."""
    claims = read_token([KEY], make())
    assert claims is not None
    assert not belongs_to(claims, [KEY], "eve@northwind.example")
    assert belongs_to(claims, [KEY], "Ada.Birk+work@Northwind.example")


def test_every_key_verifies_and_no_other() -> None:
    """A key that was replaced still verifies; a stranger's never does."""
    token = make_token(OLD_KEY, use=Use.REPLY, number=1, role="voter", address=ADDRESS, now=NOW)
    assert read_token([KEY, OLD_KEY], token) is not None
    assert read_token([KEY, OTHER], token) is None


@pytest.mark.parametrize("use", list(Use))
def test_only_tokens_that_do_something_expire(use: Use) -> None:
    """Reply tokens stay valid; confirm and team tokens end after 14 days."""
    claims = read_token([KEY], make(use=use))
    assert claims is not None
    assert not expired(claims, NOW + timedelta(days=VALID_DAYS))
    assert expired(claims, NOW + timedelta(days=VALID_DAYS + 2)) == (use in ONCE)


def test_a_token_survives_systems_that_fold_case() -> None:
    """RFC 5321 section 2.4 allows case in a local part; some systems lose it, so an upper-case token reads alike."""
    assert read_token([KEY], make().upper()) == read_token([KEY], make())


def test_it_fits_into_a_local_part() -> None:
    """RFC 5321 section 4.5.3.1.1: `integrations+token` stays within 64 octets."""
    assert len("integrations+" + make()) <= 64


def test_tokens_are_found_in_plus_addresses_only() -> None:
    """Each token is found once; other plus-tags and a token elsewhere in an address are not."""
    token = make()
    addresses = [
        f"integrations+{token}@x.example",
        f"INTEGRATIONS+{token.upper()}@x.example",
        "a+b@c.example",
        f"{token}@x.example",
    ]
    assert tokens_in(addresses) == (token,)


def test_out_of_range_is_refused() -> None:
    """A request number that does not fit is an error of ours and says so."""
    with pytest.raises(ValueError, match="out of range"):
        make(number=32**7)
