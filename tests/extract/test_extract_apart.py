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


@pytest.mark.parametrize(
    ("text", "name", "field", "said"),
    [
        (GERMAN, "Power BI", Field.BUSINESS_IMPACT, "vier Stunden"),
        (GERMAN, "Power BI", Field.ALTERNATIVES, "jeden Montag"),
        (GERMAN, "Power BI", Field.AUTHENTICATION, "oauth2"),
        (GERMAN, "HubSpot", Field.USE_CASE, "damit der Vertrieb sieht, welche Kunden was nutzen"),
        (GERMAN, "HubSpot", Field.BUSINESS_IMPACT, ""),
        (GERMAN, "HubSpot", Field.ALTERNATIVES, ""),
        (GERMAN, "HubSpot", Field.AUTHENTICATION, ""),
        (GERMAN, "Power BI", Field.PRIORITY, "low"),
        (GERMAN, "HubSpot", Field.PRIORITY, "low"),
        (ENGLISH, "Snowflake", Field.PERFORMANCE, "forty million rows"),
        (ENGLISH, "Okta", Field.PERFORMANCE, ""),
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
