"""The categories: as our own mails say them in every language that the mails speak, and as authors point to them."""

import gettext
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from understanding import CATALOG, WORDS, read_mail

from mailer.extract.fields import terms
from mailer.extract.text.marked import Marked
from mailer.model.request import Field
from mailer.resources import templates_folder

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
    (request,) = read_mail(subject, text).requests
    assert (request.text(Field.CATEGORY) or None) == category


@pytest.mark.parametrize(
    "name", ["Amazon S3", "Backblaze B2", "DigitalOcean Spaces", "Huawei Cloud OBS", "Scality", "MinIO"]
)
def test_object_stores_are_of_one_category(name: str) -> None:
    """Whoever asks for a bucket, of whichever maker, asks for a place for files."""
    product = CATALOG.find(name)
    assert product and product.category == "File Storage"
