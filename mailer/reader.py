"""The pure road from bytes to an understanding, as it runs inside a child of the sandbox.

Imports only parse and extract, and only in the child: the parent names this module and reads nothing with it.
"""

import logging

from mailer.child import Reader
from mailer.model.reading import Reading
from mailer.parse.limits import Limits


def make_reader(
    word_texts: tuple[str, ...], catalog_texts: tuple[str, ...], limits: Limits, attachment_bytes: int
) -> Reader:
    """Return the function that reads one mail; the texts are TOML. Raises ValueError that names what is wrong in one.

    Attachments of more than `attachment_bytes` are kept and not opened.
    """
    from mailer.extract.replies.form import with_filled_form
    from mailer.extract.text.words import Words
    from mailer.extract.understand import understand
    from mailer.parse.message import parse
    from mailer.rules.catalog import Catalog
    from mailer.rules.sealing import sealed_message, sealed_understanding

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it comments on every crooked file
    words, catalog = Words.from_toml(word_texts), Catalog.from_toml(*catalog_texts)

    def read(raw: bytes) -> Reading:
        message = sealed_message(with_filled_form(parse(raw, limits), words))
        understanding = sealed_understanding(understand(message, words, catalog, attachment_bytes))
        return Reading(message=message, understanding=understanding)

    return read
