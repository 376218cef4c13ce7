"""An address is found in every form that stands for the same person, and in none that stands for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.rules.mention import ERASED, mention_of

FOUND = [
    "ada.birk@northwind.example",
    "Ada.Birk@NORTHWIND.example.",
    "<ada.birk+lists@northwind.example>",
    "mailto:ada.birk@northwind.example?subject=x",
    "'ada.birk@northwind.example'",
    "bounce+ada.birk=northwind.example@relay.example",
    "ada.birk%40northwind.example",
    "ada.birk=40northwind.example",
    "so says ada.birk@northwind.example, and rightly",
]
OTHERS = [
    "xada.birk@northwind.example",
    "x.ada.birk@northwind.example",
    "list+ada.birk@northwind.example",
    "ada.birk@northwind.example.org",
    "ada.birk@northwind.examples",
    "adaxbirk@northwind.example",
    "ada.birk@sub.northwind.example",
]


@pytest.mark.parametrize("text", FOUND)
def test_every_form_is_found(text: str) -> None:
    """R-98: upper case, plus-tags, quotes, VERP and URL forms, as text and as octets."""
    mention = mention_of("Ada.Birk+x@northwind.example")
    assert mention.text.search(text)
    assert mention.octets.search(text.encode())
    assert "birk" not in mention.erased(text).lower()


@pytest.mark.parametrize("text", OTHERS)
def test_nobody_else_is_found(text: str) -> None:
    """An address inside a longer one is another person's."""
    assert mention_of("ada.birk@northwind.example").erased(text) == text


def test_dots_count_for_nothing_at_gmail() -> None:
    """Where the provider folds dots, every spelling is the same person; elsewhere it is not."""
    assert mention_of("a.b.c@gmail.com").text.search("ab.c+news@googlemail.com")
    assert not mention_of("a.b.c@northwind.example").text.search("abc@northwind.example")


def test_a_full_name_goes_and_a_single_word_stays() -> None:
    """`Ada Birk` names one person; `Ada` alone names many."""
    assert mention_of("a@b.example", "Ada Birk").erased("Thanks, ada  birk!") == f"Thanks, {ERASED}!"
    assert mention_of("a@b.example", "Ada").erased("Ada asked for Ada") == "Ada asked for Ada"


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_is_erased_stays_erased(before: str, after: str) -> None:
    """Nothing that stands around the address brings it back."""
    mention = mention_of("ada@northwind.example")
    once = mention.erased(f"{before} ada@northwind.example {after}")
    assert not mention.text.search(once)
