"""Bytes under a wrong name, or written out twice, become the letters that were meant."""

import pytest

from mailer.parse.charsets import decode, once

RUSSIAN = "Примерно сорок гигабайт за ночь, данные нужны к шести утра."


@pytest.mark.parametrize("declared", ["us-ascii", '"US-ASCII"', ""])
def test_who_says_ascii_and_writes_more_has_named_no_charset(declared: str) -> None:
    """Old clients leave the name as it was; the letters are guessed as where nothing is declared."""
    assert decode(RUSSIAN.encode("koi8-r"), declared).text == RUSSIAN


@pytest.mark.parametrize("text", [RUSSIAN, "“Größe” – für Käse, Öl, Äpfel", "毎晩四十ギガバイトです"])
def test_what_was_written_out_twice_is_read_once(text: str) -> None:
    """UTF-8 that a program took for Latin-1 or cp1252."""
    assert once(text.encode().decode("latin-1")) == text


@pytest.mark.parametrize(
    "text", ["Umlauts come out as Ã¼ and Ã¶.", "Größe", "Ã¼ Ã¶ Ã¤ Ã¼ Ã¶ Ã¤ statt ü", "plain"]
)
def test_letters_that_somebody_shows_as_a_fault_stay(text: str) -> None:
    """A few of them, or beside a right one."""
    assert once(text) == text
