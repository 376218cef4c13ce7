"""Bytes under a wrong name, or written out twice, become the letters that were meant."""

import pytest

from mailer.parse.charsets import decode, once

RUSSIAN = "Примерно сорок гигабайт за ночь, данные нужны к шести утра."


@pytest.mark.parametrize("declared", ["us-ascii", '"US-ASCII"', ""])
def test_who_says_ascii_and_writes_more_has_named_no_charset(declared: str) -> None:
    """Old clients leave the name as it was; the letters are guessed as where nothing is declared."""
    assert decode(RUSSIAN.encode("koi8-r"), declared).text == RUSSIAN


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1250", "Prosimy o połączenie z Subiektem, co wieczór przepisujemy zamówienia. Łukasz Żak"),
        ("iso8859-2", "Czy moglibyście dodać Allegro? Pozdrawiam, Michał"),
        ("cp1250", "Dobrý den, mohli byste přidat Pohodu? Děkuji, Jiří Dvořák"),
        ("iso8859-2", "Vedeli by ste pridať Money? Každý týždeň prepisujeme doklady."),
        ("cp1250", "Szeretnénk a Számlázz.hu összekötését, minden este kézzel írjuk, hosszú idő."),
        ("iso8859-2", "Možete li dodati Pantheon? Svaki dan prepisujemo račune."),
        ("cp1250", "Bună ziua, puteţi conecta SmartBill? Mulţumesc"),
        ("cp1254", "Trendyol bağlantısı ekleyin lütfen, müşterilerimiz bekliyor. Işıl"),
        ("cp1252", "Où en est la connexion à Sage ? Ça coûte cher. Hélène"),
        ("cp1252", "Können Sie 20 °C-Fühler anbinden? Grüße, Zoë – “danke”"),
        ("cp1252", "Olá, podem ligar o Moloni? À mão não é bom. João"),
        ("cp1252", "Getið þið tengt DK? Kær kveðja, Þórður"),
        ("cp1252", "Kan I forbinde Dinero? Søren Bjørn Ærø"),
        ("cp1252", "¿Podrían conectar Holded? ¡Cuesta 5 £ al día! Íñigo"),
    ],
)
def test_latin_letters_without_a_charset_are_those_of_one_alphabet(charset: str, text: str) -> None:
    """No frequencies are needed: one sentence tells Polish from French."""
    assert decode(text.encode(charset), "").text == text


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
