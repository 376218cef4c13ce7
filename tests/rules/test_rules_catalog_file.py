"""The catalog's TOML: an operator's own file, and what a broken one is told."""

import pytest

from mailer.rules.catalog import Catalog

SHIPPED = """
categories = ["Database", "CRM"]
[vendors]
Acme = ["ACM"]
[products.Database]
acme-lake = { name = "Acme Lake", vendor = "Acme", aliases = ["AL2"], home = "https://lake.acme.example" }
[products.CRM]
brook = { name = "Brook", ambiguous = true, home = "https://brook.example" }
"""


def test_an_operators_file_adds_products() -> None:
    """A second text brings a product, a category and a vendor's name of its own; the first stays."""
    catalog = Catalog.from_toml(
        SHIPPED,
        'categories = ["Telephony"]\n[vendors]\nAcme = ["Acme Labs"]\n'
        '[products.Telephony]\nringo = { name = "Ringo", home = "https://ringo.example/start" }',
    )
    found = [catalog.find(name) for name in ("ringo", "Acme Labs Lake", "ACM Lake", "AL2")]
    assert [product and product.key for product in found] == ["ringo", "acme-lake", "acme-lake", "acme-lake"]
    assert catalog.categories == ("Database", "CRM", "Telephony")


def test_an_operators_entry_overrides() -> None:
    """What the second text says of a known key replaces; aliases and domains are added; the section moves it."""
    catalog = Catalog.from_toml(
        SHIPPED, '[products.CRM]\nacme-lake = { aliases = ["Laky"], domains = ["Docs.Acme.example"] }'
    )
    product = catalog.products["acme-lake"]
    assert (product.name, product.category, product.aliases) == ("Acme Lake", "CRM", ("AL2", "Laky"))
    assert catalog.at("docs.acme.example") is product
    assert catalog.at("lake.acme.example") is product


def test_an_operators_file_may_take_a_name_over() -> None:
    """An alias of the shipped catalog that means another product in a house is that product's there."""
    catalog = Catalog.from_toml(SHIPPED, '[products.CRM]\nhouse = { name = "House CRM", aliases = ["al2"] }')
    assert catalog.find("AL2") is catalog.products["house"]
    assert catalog.find("Acme Lake") is catalog.products["acme-lake"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[products", "catalog 2: TOML: cannot be read"),
        ("colour = 1", "catalog 2: colour: expected one of categories, cues, products, vendors"),
        ("products = 3", "catalog 2: products: expected a table, not 3"),
        ('categories = "CRM"', "catalog 2: categories: expected a list of texts, not 'CRM'"),
        ("[vendors]\nAcme = 7", "catalog 2: vendors.Acme: expected a list of texts, not 7"),
        ('[cues]\nbehind = ["x"]', "catalog 2: cues.behind: expected one of after"),
        ("[products.Cars]\nx = {}", "catalog 2: products.Cars: expected a category out of Database, CRM"),
        ("[products.CRM]\nX_1 = {}", "catalog 2: products.CRM.X_1: expected a key of a-z"),
        ("[products.CRM]\nx = 1", "catalog 2: products.CRM.x: expected a table such as"),
        ("[products.CRM]\nx = {}", "catalog 2: products.CRM.x.name: expected the product's name"),
        ("[products.CRM]\nx = { name = 1 }", "catalog 2: products.CRM.x.name: expected a text, not 1"),
        (
            '[products.CRM]\nx = { name = "X1", nick = "Y" }',
            "catalog 2: products.CRM.x.nick: expected one of aliases",
        ),
        (
            '[products.CRM]\nx = { name = "X1", aliases = "Y" }',
            "x.aliases: expected a list of texts, not 'Y'",
        ),
        ('[products.CRM]\nx = { name = "X1", aliases = ["-"] }', "x.aliases: expected a list of texts"),
        (
            '[products.CRM]\nx = { name = "X1", ambiguous = 1 }',
            "x.ambiguous: expected a list of texts, not 1",
        ),
        (
            '[products.CRM]\nx = { name = "X1", home = "x1.example" }',
            "x.home: expected an address that begins with https://",
        ),
        (
            '[products.CRM]\nx = { name = "X1" }\ny = { name = "Y1", aliases = ["x 1"] }',
            "catalog 2: products.CRM.y: expected a name of its own, but 'x 1' is x's already",
        ),
    ],
)
def test_a_broken_entry_is_named(text: str, told: str) -> None:
    """The error says which text and entry are wrong and what was expected there."""
    with pytest.raises(ValueError) as error:
        Catalog.from_toml(SHIPPED, text)
    assert told in str(error.value)


def test_all_mistakes_are_told_at_once() -> None:
    """Three broken entries in two files give three lines."""
    with pytest.raises(ValueError) as error:
        Catalog.from_toml(SHIPPED + "x = 1\ny = 2\n", '[products.CRM]\nz = { name = "Z1", home = "no" }')
    assert len(str(error.value).splitlines()) == 3


def test_an_empty_catalog_knows_nobody() -> None:
    """No text, no products, no errors."""
    catalog = Catalog.from_toml()
    assert catalog.find("Snowflake") is None
    assert catalog.mentions("Snowflake") == ()
    assert catalog.same("Snowflake", "snow-flake")
