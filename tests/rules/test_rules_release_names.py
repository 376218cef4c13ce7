"""What a release looks like, and that one release has one spelling."""

import pytest

from mailer.rules.release_names import as_known, looks_like_release


@pytest.mark.parametrize(
    "text",
    ["v0.5", "0.5.1", "v2", "V1.2.0-rc1", "1.0-beta", "v0.x", "2026.1", "26.04", "R12", "2027", "2027-03", "Q3", "Q3 2027",
     "Q3/27", "2027 Q3", "H1 2027", "March 2027", "autumn 2027", "release 5", "version 7"],
)  # fmt: skip
def test_what_looks_like_a_release(text: str) -> None:
    """A version, a quarter, a half, a month or a season of a year."""
    assert looks_like_release(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "for",
        "Falcon",
        "nonsense",
        "a call",
        "5",
        "v",
        "v0.5 style",
        "Q5",
        "March",
        "tomorrow",
        "0.5%",
        "next",
    ],
)
def test_what_does_not(text: str) -> None:
    """A word of a sentence, a bare number, a month without its year."""
    assert not looks_like_release(text)


@pytest.mark.parametrize(
    ("written", "spelt"), [("0.5", "v0.5"), ("V0.5", "v0.5"), ("falcon", "Falcon"), ("v0.6", ""), ("", "")]
)
def test_a_known_release_is_spelt_as_it_is_known(written: str, spelt: str) -> None:
    """Case and a leading v make no other release."""
    assert as_known(written, ("v0.5", "Falcon")) == spelt
