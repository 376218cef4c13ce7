"""The categories as our own mails say them, in every language that the mails speak."""

import gettext
from io import BytesIO

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mailer.extract import terms
from mailer.extract.marked import Marked
from mailer.extract.words import Words
from mailer.resources import config_folder, templates_folder, texts
from mailer.rules.catalog import Catalog

WORDS = Words.from_toml(texts(sorted((config_folder() / "words").glob("*.toml"))))
CATEGORIES = Catalog.from_toml(*texts([config_folder() / "catalog.toml"])).categories


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
