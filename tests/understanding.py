"""The word lists and the catalog that come with the program, read once for all tests of a process, and a mail read by them."""

from mailer.extract.text.words import Words
from mailer.extract.understand import understand
from mailer.model.request import Understanding
from mailer.parse.message import parse
from mailer.resources import config_folder, texts
from mailer.rules.catalog import Catalog

WORDS = Words.from_toml(texts(sorted((config_folder() / "words").glob("*.toml"))))
CATALOG = Catalog.from_toml(*texts([config_folder() / "catalog.toml"]))
HEAD = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"


def read_mail(subject: str, body: str) -> Understanding:
    """What a new mail says."""
    return understand(parse(f"{HEAD}Subject: {subject}\r\n\r\n{body}\r\n".encode()), WORDS, CATALOG)
