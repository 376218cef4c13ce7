"""The catalog as it is shipped: what it knows, which names meet, and which never do."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding import CATALOG

TEXT = (Path(__file__).parents[2] / "config" / "catalog.toml").read_text(encoding="utf-8")
CONTRACT_CATEGORIES = """Cloud Platform, Data Storage, Database, Data Processing, Analytics, AI/ML, Messaging, Monitoring,
    DevOps, CRM, Payments, Identity/Security, Productivity, IoT, E-commerce, Marketing, File Storage, Other"""


def mentioned(text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.product.key) for mention in CATALOG.mentions(text)]


def test_it_knows_at_least_500_products_in_every_category() -> None:
    """At least 500 products are shipped, each category of the contract has some, and none has another."""
    assert len(CATALOG.products) >= 500
    assert ", ".join(CATALOG.categories) == " ".join(CONTRACT_CATEGORIES.split())
    assert {product.category for product in CATALOG.products.values()} == set(CATALOG.categories)


def test_every_key_stands_once() -> None:
    """No product is listed under two categories: TOML would take both, and the later would win unseen."""
    groups = tomllib.loads(TEXT)["products"]
    assert sum(map(len, groups.values())) == len(CATALOG.products)


def test_every_name_leads_to_its_product() -> None:
    """Each product is found by every name it is listed with, in upper and lower case."""
    for product in CATALOG.products.values():
        for name in product.names:
            assert {CATALOG.find(one) for one in (name, name.upper(), name.lower())} == {product}, name


def test_every_product_of_somebody_has_a_home_page() -> None:
    """Only a standard that nobody owns may lack a home page."""
    assert not [one.key for one in CATALOG.products.values() if one.vendor and not one.home]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("postgres", "postgresql"),
        ("Postgre-SQL", "postgresql"),
        ("PostgreSQL 15.2", "postgresql"),
        ("the Postgres database", "postgresql"),
        ("SFDC", "salesforce"),
        ("Sales Force", "salesforce"),
        ("k8s", "kubernetes"),
        ("S3", "amazon-s3"),
        ("AWS S3", "amazon-s3"),
        ("Amazon S3", "amazon-s3"),
        ("Amazon Simple Storage Service (S3)", "amazon-s3"),
        ("powerbi", "power-bi"),
        ("Microsoft Power BI", "power-bi"),
        ("MS Power-BI", "power-bi"),
        ("Kafka by Apache", "kafka"),
        ("Google's BigQuery", "bigquery"),
        ("Azure AD / Entra ID", "entra-id"),
        ("Snowflake Inc.", "snowflake"),
        ("Connector Snowflake", "snowflake"),
        ("Notion API", "notion"),
        ("钉钉文档", "dingtalk-docs"),
        ("Яндекс.Метрика", "yandex-metrica"),
        ("MERCADOPAGO", "mercado-pago"),
        ("ｓｎｏｗｆｌａｋｅ", "snowflake"),
        ("box", "box"),
    ],
)
def test_spellings_meet_in_one(name: str, key: str) -> None:
    """Case, spaces, punctuation, width, vendor, version and words that add nothing do not part a name."""
    product = CATALOG.find(name)
    assert product is CATALOG.products[key]


@pytest.mark.parametrize(
    ("typo", "key"),
    [
        ("Snowflke", "snowflake"),
        ("Databrics", "databricks"),
        ("Hubspott", "hubspot"),
        ("Elasticseach", "elasticsearch"),
        ("Promethues", "prometheus"),
        ("Salesfroce", "salesforce"),
        ("Google Analitycs", None),
        ("Google Shets", "google-sheets"),
        ("Servicenwo", "servicenow"),
        ("Shopfy", "shopify"),
        ("Zendsk", "zendesk"),
        ("Jirra", "jira"),
        ("SendGird", "sendgrid"),
        ("PostgresSQL", "postgresql"),
        ("DynamoBD", "dynamodb"),
        ("Servicenoe", "servicenow"),
        ("Confluance", "confluence"),
        ("Salesforse", "salesforce"),
    ],
)
def test_light_typos_are_read(typo: str, key: str | None) -> None:
    """One slip in a long word is read, with letters swapped before another one put in their place; two slips, or one in a short
    word, are not, but for a letter doubled and a vowel left out."""
    product = CATALOG.find(typo)
    assert (product and product.key) == key


@pytest.mark.parametrize(
    "name",
    [
        *(
            "D3",
            "S4",
            "GA5",
            "Azure AP",
            "Azure SQS",
            "Amazon SWS",
            "Motion",
            "Locker",
            "Market",
            "Stack",
            "Strip",
            "Mango DB",
            "Octa",
            "Okra",
            "Netify",
            "Cogito",
            "Stripes",
            "SmartHQ",
            "Loggify",
            "Calendry",
            "Snowflare",
            "collected",
        ),
        *("Microsoft", "Google", "Apache", "", "   ", "!!!", "the connector", "Frobnicator", "x" * 5000),
    ],
)
def test_look_alikes_and_unknown_names_are_nobodys(name: str) -> None:
    """A name that differs in a digit, a short word, the first letter or a consonant far from the right key, a vendor alone, and
    nonsense are no product."""
    assert CATALOG.find(name) is None


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("S3", "Amazon S3", True),
        ("S3", "D3", False),
        ("Azure SQL", "Azure AD", False),
        ("Zendesk", "Zendesk Sell", False),
        ("LINE", "LINE WORKS", False),
        ("Sage 50", "Sage Intacct", False),
        ("FHIR", "HL7 v2", False),
        ("Salesforce", "Salesforce Marketing Cloud", False),
        ("Frobnicator", "the frobnicator connector", True),
        ("Frobnicator", "Frobnikator", True),
        ("Frobnicator 2", "Frobnicator 3", False),
        ("Acme", "Acma", False),
        ("Kumo", "Snowflake", False),
        ("x" * 500, "x" * 500, True),
    ],
)
def test_same_tells_products_apart(one: str, other: str, equal: bool) -> None:
    """Two names are the same product or not, whichever comes first, also for names that nobody knows."""
    assert CATALOG.same(one, other) is equal
    assert CATALOG.same(other, one) is equal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Please sync Postgres to our S3-bucket.", [("Postgres", "postgresql"), ("S3-bucket", "amazon-s3")]),
        ("Azure SQL Database, not Azure", [("Azure SQL Database", "azure-sql"), ("Azure", "azure")]),
        ("Power\nBI and PowerBI's API", [("Power\nBI", "power-bi"), ("PowerBI", "power-bi")]),
        ("kafka_topic", [("kafka", "kafka")]),
        ("postgres/mysql", [("postgres", "postgresql"), ("mysql", "mysql")]),
        ("Snowflakes fall, snowflaking", []),
        ("We are on Azure. SQL is what we write.", [("Azure", "azure")]),
        ("see https://docs.snowflake.com, mail joe@stripe.com or www.slack.com", []),
        ("Snowflakeとの連携", [("Snowflake", "snowflake")]),
        ("카카오톡과 연동", [("카카오톡", "kakaotalk")]),
        ("请支持微信支付", [("微信支付", "wechat-pay")]),
        ("スノーフレイク対応", [("スノーフレイク", "snowflake")]),
        ("my sales force and the air flow", []),
        ("wir reden über Uber", [("Uber", "uber")]),
        ("relay mail.zoho.com, r2.example.org", []),
        ("we use paypal.com", [("paypal", "paypal")]),
        ("the DB and the W.B.", []),
    ],
)
def test_mentions_are_whole_words_and_the_longest(text: str, found: list[tuple[str, str]]) -> None:
    """A mention is a whole name, the longest that fits, in any script; links and addresses are none."""
    assert mentioned(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we keep it in a box, close to the front", []),
        ("we keep it in Box", [("Box", "box")]),
        ("integrate with box", [("box", "box")]),
        ("add the segment connector", [("segment", "segment")]),
        ("Improve Customer Segment Filtering In Large Reports", []),
        (
            "We use Segment, Braze and Linear",
            [("Segment", "segment"), ("Braze", "braze"), ("Linear", "linear")],
        ),
        ("Linear", [("Linear", "linear")]),
        ("Linear growth is what we see.", []),
        ("Linear is where our tickets live.", [("Linear", "linear")]),
        ("Excel has an API.", [("Excel", "excel")]),
        ("we excel at this", []),
        ("Let us meet on Monday or write to monday.com", [("monday.com", "monday")]),
        ("the Monday API", [("Monday", "monday")]),
        ("Unsere Teams sitzen in Box", [("Box", "box")]),
        ("Wir nutzen Teams täglich", [("Teams", "microsoft-teams")]),
        ("for SMB customers", []),
        ("an SMB connector", [("SMB", "smb")]),
        ("the sap of a tree", []),
        ("our sap integration", [("sap", "sap-erp")]),
        ("YOU NEED NOT RESEND THIS", []),
        ("see the README and MIME_QP_LONG_LINE", []),
        ("we send it with LINE", [("LINE", "line")]),
        ("連絡は全部LINEです。LINEで届くと助かります", [("LINE", "line"), ("LINE", "line")]),
        ("슬랙으로 보내고 구글 캘린더에도", [("슬랙", "slack"), ("구글 캘린더", "google-calendar")]),
        ("Fred writes to us", []),
        ("That would help us.\n\nThanks,\nClaude", []),
        ("Hi Mollie, here is our wish", []),
        ("we take payments with Mollie", [("Mollie", "mollie")]),
        ("(Mode: normal)", []),
        ("traded on Pink Sheets", []),
        ("Indeed, I saw that", []),
        ("Box, Dropbox and Wix", [("Box", "box"), ("Dropbox", "dropbox"), ("Wix", "wix")]),
        ("move it from Slack/Teams", [("Slack", "slack"), ("Teams", "microsoft-teams")]),
    ],
)
def test_ordinary_words_count_only_with_a_sign(text: str, found: list[tuple[str, str]]) -> None:
    """A name that is a word too needs a capital that tells something, or words like `connector` beside it."""
    assert mentioned(text) == found


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("docs.snowflake.com", "snowflake"),
        ("STRIPE.com.", "stripe"),
        ("myshop.myshopify.com", "shopify"),
        ("notsnowflake.com", None),
        ("com", None),
        ("", None),
        ("wiki.example.org", None),
    ],
)
def test_a_host_names_its_product(host: str, key: str | None) -> None:
    """A documentation link's host leads to the product, by whole labels only."""
    product = CATALOG.at(host)
    assert (product and product.key) == key


@given(st.text(max_size=200))
def test_mentions_lie_in_the_text(text: str) -> None:
    """Whatever the text, mentions come in order, do not overlap, and say what stands there."""
    end = 0
    for mention in CATALOG.mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(st.text(max_size=150), st.text(max_size=150))
def test_same_is_symmetric(one: str, other: str) -> None:
    """Order never matters, and every name with a letter or digit is itself."""
    assert CATALOG.same(one, other) == CATALOG.same(other, one)
    assert CATALOG.same(one, one) or not any(letter.isalnum() for letter in one)


HOSTILE: dict[str, Callable[[int], str]] = {
    "one long word": lambda size: "a" * size,
    "one long link": lambda size: "https://" + "a" * size,
    "beginnings of names": lambda size: "power bi microsoft " * (size // 19),
    "ordinary names": lambda size: "Box, " * (size // 5),
    "blank lines": lambda size: "\n" * size,
    "one line of marks": lambda size: "@ " * (size // 2),
    "no spaces": lambda size: "微信" * (size // 2),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hundred_times_the_text_takes_a_hundred_times_the_time(shape: str) -> None:
    """`mentions` grows linearly: 200 kB of the worst shape stay within seconds (a quadratic scan takes minutes)."""
    began = process_time()
    CATALOG.mentions(HOSTILE[shape](200_000))
    assert process_time() - began < 30
