"""Several integrations in one mail: what is said of one of them is not told of the others."""

import pytest
from understanding import read_mail

from mailer.model.request import Field

GERMAN = """Hallo zusammen,

wir würden gern unsere Daten nach Power BI bringen. Im Moment exportieren wir jeden Montag CSV-Dateien von Hand,
das kostet uns rund vier Stunden pro Woche.
Außerdem wäre eine Anbindung an HubSpot toll, damit der Vertrieb sieht, welche Kunden was nutzen.
Es eilt nicht. Power BI kann OAuth2.

Viele Grüße
Sabine
"""
ENGLISH = """Hi,

please add integrations with Snowflake and Okta.

We load forty million rows into Snowflake every night. Okta is a must for us, because our auditors ask for single sign-on.

We cannot roll out to the other plants without them.
"""
CLAUSES = (
    "We need Salesforce because we lose deals, Jira because the developers retype every ticket, and for Notion we use "
    "Zapier now."
)
COUNTED = "Please add connectors for Shopify and Klaviyo. Shopify has about 500 orders a day, Klaviyo sends 20,000 mails a week."
COUNTED_TOGETHER = "Please add connectors for Shopify and Klaviyo. Together Shopify and Klaviyo make about 500 records a day."
SHARED = "Please add Salesforce, Asana and Jira, because our developers retype every ticket, which costs us a day a week."


@pytest.mark.parametrize(
    ("text", "name", "field", "said"),
    [
        (CLAUSES, "Salesforce", Field.BUSINESS_IMPACT, "because we lose deals"),
        (CLAUSES, "Salesforce", Field.ALTERNATIVES, ""),
        (CLAUSES, "Jira", Field.ALTERNATIVES, "the developers retype every ticket"),
        (CLAUSES, "Jira", Field.BUSINESS_IMPACT, ""),
        (CLAUSES, "Notion", Field.ALTERNATIVES, "for Notion we use Zapier now"),
        (CLAUSES, "Notion", Field.BUSINESS_IMPACT, ""),
        (SHARED, "Salesforce", Field.BUSINESS_IMPACT, "a day a week"),
        (SHARED, "Salesforce", Field.ALTERNATIVES, "our developers retype every ticket"),
        (SHARED, "Jira", Field.ALTERNATIVES, "our developers retype every ticket"),
        (GERMAN, "Power BI", Field.BUSINESS_IMPACT, "vier Stunden"),
        (GERMAN, "Power BI", Field.ALTERNATIVES, "jeden Montag"),
        (GERMAN, "Power BI", Field.AUTHENTICATION, "oauth2"),
        (GERMAN, "HubSpot", Field.USE_CASE, "damit der Vertrieb sieht, welche Kunden was nutzen"),
        (GERMAN, "HubSpot", Field.BUSINESS_IMPACT, ""),
        (GERMAN, "HubSpot", Field.ALTERNATIVES, ""),
        (GERMAN, "HubSpot", Field.AUTHENTICATION, ""),
        (GERMAN, "Power BI", Field.PRIORITY, "low"),
        (GERMAN, "HubSpot", Field.PRIORITY, "low"),
        ("We would like Clio. Not urgent urgent, but it matters.", "Clio", Field.PRIORITY, "medium"),
        ("Bitte Clio anbinden. Eilt nicht, ist aber wichtig.", "Clio", Field.PRIORITY, "medium"),
        ("We would like Clio. Not urgent, but I wanted to ask.", "Clio", Field.PRIORITY, "low"),
        (ENGLISH, "Snowflake", Field.PERFORMANCE, "forty million rows"),
        (ENGLISH, "Okta", Field.PERFORMANCE, ""),
        (COUNTED, "Shopify", Field.PERFORMANCE, "about 500 orders a day"),
        (COUNTED, "Klaviyo", Field.PERFORMANCE, "20,000 mails a week."),
        (COUNTED_TOGETHER, "Klaviyo", Field.PERFORMANCE, "about 500 records a day."),
    ],
)
def test_each_gets_what_is_said_of_it(text: str, name: str, field: Field, said: str) -> None:
    """A sentence is about what it names, else about what the one before it names; how urgent it is, about all."""
    details = {one.text(Field.INTEGRATION_NAME): one for one in read_mail("Wishes", text).requests}
    value = details[name].text(field)
    assert said in value and bool(said) == bool(value)


def test_a_paragraph_that_names_none_is_about_all() -> None:
    """What a list of names has in common stands below it."""
    impacts = [one.text(Field.BUSINESS_IMPACT) for one in read_mail("Wishes", ENGLISH).requests]
    assert len(impacts) == 2
    assert all("other plants" in impact or "auditors" in impact for impact in impacts)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (CLAUSES, "Salesforce, Jira, Notion"),
        (
            "Could you connect Zendesk, since agents lose time, and Gong, because we want the notes?",
            "Zendesk, Gong",
        ),
        (
            "Bitte baut Personio an, weil wir alles doppelt erfassen, und DATEV, damit keiner tippt.",
            "Personio, DATEV",
        ),
        (
            "Gostaríamos de integrar o Pipedrive porque perdemos negócios, e o Slack para avisar a todos.",
            "Pipedrive, Slack",
        ),
        ("Please add Salesforce because HubSpot is too expensive for us, and we lose deals.", "Salesforce"),
        ("Please add Notion, for Jira we already have your connector.", "Notion"),
        ("Please integrate Stripe to send invoices, PayPal is already connected.", "Stripe"),
        ("Could you connect Jira so that tickets from Zendesk show up there, because we miss them?", "Jira"),
    ],
)
def test_each_name_with_a_reason_is_asked_for(text: str, names: str) -> None:
    """Of one sentence the names that have a reason each are wishes; those inside a reason are not."""
    asked = read_mail("Wishes", text).requests
    assert ", ".join(one.text(Field.INTEGRATION_NAME) for one in asked) == names
