"""Subjects as people write them: what is asked for, read from the subject and a line or none."""

import pytest

from mailer.extract.understand import understand
from mailer.extract.words import Words
from mailer.model.request import Field, Purpose
from mailer.parse.message import parse
from mailer.resources import config_folder, texts
from mailer.rules.catalog import Catalog

WORDS = Words.from_toml(texts(sorted((config_folder() / "words").glob("*.toml"))))
CATALOG = Catalog.from_toml(*texts([config_folder() / "catalog.toml"]))


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("New Source: New Relic", "* Source New Relic: https://docs.newrelic.example/api", "New Relic"),
        ("New Relic", "We need it to see our traces.", "New Relic"),
        ("Add Sentry integration for error tracking", "", "Sentry"),
        (
            "Feature idea",
            "Could your product talk to Contentful? Our editors copy texts by hand.",
            "Contentful",
        ),
        ("Cloudflare R2 as object storage", "", "Cloudflare R2"),
        ("QNAP NAS backup target", "", "QNAP"),
        ("feat(destinations): ActiveCampaign", "Allow sending contacts to our lists.", "ActiveCampaign"),
        ("[connector-request] Klaviyo", "We want to pull campaign metrics.", "Klaviyo"),
        ("Sink for Elasticsearch / OpenSearch", "", "Elasticsearch|OpenSearch"),
        ("Add Coupa and Pardot connector support", "", "Coupa|Pardot"),
        ("Add Todoist, TickTick and Things", "", "Todoist|TickTick|Things"),
        ("Bring your own LLM: Mistral", "", "Mistral"),
        ("connector", "please build a connector for Toggl Track. regards", "Toggl Track"),
        (
            "Integration request",
            "we would love to have a connection to Harvest, the time tracking tool",
            "Harvest",
        ),
        ("use Minio instead of S3", "our data must stay on premise so we run minio", "MinIO"),
        ("[FR] Integrate Notification Providers", "Best would be Apprise", "Apprise"),
        ("Is there a way to connect to Exact Online?", "We re-type all invoices.", "Exact Online"),
        ("Anbindung an Shopware 6", "", "Shopware 6"),
        ("Connecteur pour Sellsy", "Nous utilisons Sellsy pour la facturation.", "Sellsy"),
        ("freeeとの連携をお願いします", "会計はfreeeを使っています。", "freee"),
        ("希望支持飞书", "我们公司用飞书办公。", "飞书"),
        ("Snowflake destination: support key pair auth", "Password login will be blocked soon.", "Snowflake"),
        ("SSO with Entra ID", "", "Entra ID"),
        ("Let me log in with Okta", "", "Okta"),
        ("Pulsar source", "apache pulsar please", "Apache Pulsar"),
    ],
)
def test_a_subject_names_what_is_asked_for(subject: str, body: str, names: str) -> None:
    """A request, and of just these integrations: no word of the subject's own is taken for a name."""
    head = f"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nSubject: {subject}"
    read = understand(parse(f"{head}\r\n\r\n{body or subject}\r\n".encode()), WORDS, CATALOG)
    assert read.purpose is Purpose.REQUEST, read.because
    found = [one.fields[Field.INTEGRATION_NAME].text for one in read.requests]
    assert "|".join(found).casefold() == names.casefold()


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Slack integration error", "Since the update the Slack integration fails with an error."),
        ("Error when syncing Snowflake", "We get an error 500 when syncing."),
    ],
)
def test_what_fails_is_no_wish(subject: str, body: str) -> None:
    """A known product in the subject does not turn a report of a fault into a request."""
    read = understand(
        parse(f"From: a@b.example\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()), WORDS, CATALOG
    )
    assert read.purpose is Purpose.BUG_REPORT
