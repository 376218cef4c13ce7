"""The categories: as our own mails say them in every language that the mails speak, and as authors point to them."""

import gettext
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mailer.extract import terms
from mailer.extract.marked import Marked
from mailer.extract.understand import understand
from mailer.extract.words import Words
from mailer.model.request import Field
from mailer.parse.message import parse
from mailer.resources import config_folder, templates_folder, texts
from mailer.rules.catalog import Catalog

WORDS = Words.from_toml(texts(sorted((config_folder() / "words").glob("*.toml"))))
CATALOG = Catalog.from_toml(*texts([config_folder() / "catalog.toml"]))
CATEGORIES = CATALOG.categories


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "pt"])
def test_a_category_reads_back_as_our_mails_say_it(language: str) -> None:
    """Who leaves or edits the line of the card in a reply gives the category that the card showed."""
    with (templates_folder() / "_languages" / f"{language}.po").open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    said = gettext.GNUTranslations(compiled).gettext
    read = {
        category: terms.category_of(Marked(said(category), language, WORDS), labelled=True)
        for category in CATEGORIES
    }
    assert {category: found[0] for category, found in read.items() if found} == {c: c for c in CATEGORIES}


HEAD = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nSubject: "


@pytest.mark.parametrize(
    ("subject", "text", "category"),
    [
        ("Solicitud", "Nombre de la integración: Holded\nCategoría: Otros\nCaso de uso: facturas", "Other"),
        ("Demande", "Nom de l'intégration : Pennylane\nCatégorie : Autres\nCas d'usage : factures", "Other"),
        ("Anfrage", "Name der Integration: Lexware\nKategorie: Sonstige\nAnwendungsfall: Belege", "Other"),
        (
            "Connector for Zorblatt ERP",
            "It speaks XML, WS-Security with client certificates.",
            "Other",
        ),
        ("Connector for Zorblatt", "It speaks XML, WS-Security with client certificates.", None),
        ("Connector for Zorblatt CRM", "We load invoices into it every night.", "CRM"),
        ("Connector for Zorblatt", "Our orders should arrive there every night.", None),
        ("Connector for Zorblatt", "It is our identity provider with single sign-on.", "Identity/Security"),
    ],
)
def test_a_category_is_what_is_said_before_what_is_pointed_to(
    subject: str, text: str, category: str | None
) -> None:
    """The label decides, in the plural too; then what the name ends with; how one signs in points to nothing."""
    mail = f"{HEAD}{subject}\r\n\r\n{text}\r\n".encode()
    (request,) = understand(parse(mail), WORDS, CATALOG).requests
    assert (request.text(Field.CATEGORY) or None) == category
