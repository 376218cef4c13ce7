"""Several integrations counted up in one mail, whether anybody knows their names or not: one request each."""

import pytest
from understanding import read_mail

from mailer.model.request import Field


def names_of(text: str, subject: str = "Integrations") -> list[str]:
    said = read_mail(subject, text)
    return [one.text(Field.INTEGRATION_NAME) for one in said.requests]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n\nThanks",
            ["Zendesk", "PagerDuty"],
        ),
        (
            "Could you add connectors for these:\n\n- Zendesk\n- Quarkus Ledger\n",
            ["Zendesk", "Quarkus Ledger"],
        ),
        (
            "Could you add connectors for these:\n\n1. Foobarly\n2. Blimpo\n3. Zorbit\n",
            ["Foobarly", "Blimpo", "Zorbit"],
        ),
        ("Please integrate:\n- Foobarly\n- Blimpo", ["Foobarly", "Blimpo"]),
        ("Please integrate the following:\nZendesk\nPagerDuty", ["Zendesk", "PagerDuty"]),
        ("We need two connectors:\n\n* Zendesk\n* Foobarly", ["Zendesk", "Foobarly"]),
        (
            "We would like integrations with: Zendesk, Foobarly and Blimpo. Thanks!",
            ["Zendesk", "Foobarly", "Blimpo"],
        ),
        ("Two wishes:\n1. Foobarly connector\n2. Zendesk connector", ["Foobarly", "Zendesk"]),
        ("Integrations we'd like:\n- Foobarly (our CRM)\n- Zendesk (tickets)", ["Foobarly", "Zendesk"]),
        (
            "We're hoping for integrations with\n\n- Foobarly\n- Zendesk\n\nBoth matter.",
            ["Foobarly", "Zendesk"],
        ),
        ("Could you support these two?\n- Foobarly\n- Zendesk", ["Foobarly", "Zendesk"]),
        ("Wir brauchen Anbindungen für:\n- Zendesk\n- PagerDuty", ["Zendesk", "PagerDuty"]),
        ("Könntet ihr diese Systeme anbinden?\n- Foobarly\n- DATEV", ["Foobarly", "DATEV"]),
        ("Il nous faudrait les connecteurs suivants :\n- Foobarly\n- Zendesk", ["Foobarly", "Zendesk"]),
        ("Nos gustaría tener estas integraciones:\n* Foobarly\n* Zendesk", ["Foobarly", "Zendesk"]),
        ("Gostaríamos das seguintes integrações:\n- Foobarly\n- Zendesk", ["Foobarly", "Zendesk"]),
        ("Vorremmo queste integrazioni:\n- Foobarly\n- Zendesk", ["Foobarly", "Zendesk"]),
        ("Graag de volgende koppelingen:\n- Foobarly\n- Exact Online", ["Foobarly", "Exact Online"]),
        ("以下のコネクタを追加してください：\n・Foobarly\n・Blimpo", ["Foobarly", "Blimpo"]),
        ("请增加以下集成：\n1. Foobarly\n2. Zendesk", ["Foobarly", "Zendesk"]),
        ("다음 커넥터를 추가해 주세요:\n- Foobarly\n- Blimpo", ["Foobarly", "Blimpo"]),
    ],
)
def test_each_item_of_a_list_is_asked_for(text: str, names: list[str]) -> None:
    """Two are enough, with marks, in plain lines or behind the colon; what leads into the list asks."""
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Please add connectors for Foobarly and Blimpo.", ["Foobarly", "Blimpo"]),
        ("Please add connectors for Zendesk and Blimpo.", ["Zendesk", "Blimpo"]),
        ("Please add Foobarly, Blimpo and Zendesk.", ["Foobarly", "Blimpo", "Zendesk"]),
        ("Please support both Foobarly and Blimpo.", ["Foobarly", "Blimpo"]),
        ("It would be great to have Foobarly and Blimpo as data sources.", ["Foobarly", "Blimpo"]),
        ("We'd love to see connectors for Foobarly and Blimpo, since we use both.", ["Foobarly", "Blimpo"]),
        ("First we need Foobarly for invoices. Second, we need Blimpo for the rota.", ["Foobarly", "Blimpo"]),
        (
            "We'd love a Foobarly integration for invoices, and a Blimpo integration for our rota.",
            ["Foobarly", "Blimpo"],
        ),
        ("Could you integrate Foobarly? Also Blimpo would be great.", ["Foobarly", "Blimpo"]),
        ("Please connect Foobarly. And it would be nice to have Blimpo too.", ["Foobarly", "Blimpo"]),
        ("Wir brauchen Konnektoren für Foobarly und Blimpo.", ["Foobarly", "Blimpo"]),
        ("Könnt ihr Anbindungen an Foobarly und Blimpo bauen?", ["Foobarly", "Blimpo"]),
        ("Pourriez-vous proposer des connecteurs pour Foobarly et Blimpo ?", ["Foobarly", "Blimpo"]),
        ("¿Podrían añadir conectores para Foobarly y Blimpo?", ["Foobarly", "Blimpo"]),
        ("Potreste aggiungere connettori per Foobarly e Blimpo?", ["Foobarly", "Blimpo"]),
        ("Precisamos de integrações com Foobarly e Blimpo.", ["Foobarly", "Blimpo"]),
        ("Kunnen jullie koppelingen met Foobarly en Blimpo maken?", ["Foobarly", "Blimpo"]),
        (
            "Could you integrate with Foobarly (https://docs.foobarly.example) and Blimpo (https://blimpo.example)?",
            ["Foobarly", "Blimpo"],
        ),
        ("We need two integrations.\nFoobarly for alerts\nBlimpo for invoices", ["Foobarly", "Blimpo"]),
        ("FoobarlyとBlimpoのコネクタを追加してください。", ["Foobarly", "Blimpo"]),
        ("希望增加 Foobarly 和 Blimpo 的连接器。", ["Foobarly", "Blimpo"]),
        ("Foobarly와 Blimpo 커넥터를 추가해 주세요.", ["Foobarly", "Blimpo"]),
    ],
)
def test_names_that_nobody_knows_are_counted_up_like_those_that_everybody_knows(
    text: str, names: list[str]
) -> None:
    """In one sentence or in the next one."""
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Jira connector should support the following:\n- Labels\n- Epics", ["Jira"]),
        ("We would like to connect Salesforce. Fields we need:\n- Account\n- Contact", ["Salesforce"]),
        ("The Jira connector is great. Please add these:\n- Labels\n- Epics", ["Jira"]),
        ("We would like integrations. Thanks for Everything: it is great. Best: Ada", []),
        ("We need a Zendesk connector. Tickets: open and close. Users: sync.", ["Zendesk"]),
        ("We need an integration with Foobarly for these teams:\n- Sales\n- Marketing", ["Foobarly"]),
        (
            "We need a Foobarly integration for the following reasons:\n1. Compliance\n2. Reporting",
            ["Foobarly"],
        ),
        ("We need a Foobarly connector before:\n- December\n- March", ["Foobarly"]),
        (
            "We would like a Foobarly integration. Please support these regions:\n- Europe\n- Asia",
            ["Foobarly"],
        ),
        (
            "Wir brauchen eine Anbindung an Foobarly für folgende Abteilungen:\n- Vertrieb\n- Einkauf",
            ["Foobarly"],
        ),
        (
            "Nous aimerions un connecteur Foobarly pour les équipes suivantes :\n- Ventes\n- Finance",
            ["Foobarly"],
        ),
        ("Could you add connectors for the following people:\n- Maria Lopez\n- Jon Smith", []),
        ("We need two integrations. Maria for the test. Jon for the sign-off.", []),
        ("We need two integrations this year. Budget: 10k. Owner: Maria. Deadline: March.", []),
        ("We want these integrations:\n\nRegards\nAda", []),
        ("Please integrate:\nBest regards\nAda Birk", []),
        ("Please add support for these languages:\n- German\n- French", []),
        ("We would love a Zendesk connector. It should:\n- Open tickets\n- Close tickets", ["Zendesk"]),
        ("Please connect HubSpot. We currently use:\n- Slack\n- Gmail", ["HubSpot"]),
        ("We use these today:\n- Slack\n- Gmail\n- Notion\n\nCould you add HubSpot?", ["HubSpot"]),
        ("Bitte bindet HubSpot an. Bisher im Einsatz:\n- Slack\n- Gmail\n- Notion", ["HubSpot"]),
        ("We would like to connect Tableau to our stack:\n- Snowflake\n- Airflow", ["Tableau"]),
        ("Please add Zendesk. Others have it:\n1. Zapier\n2. Make\n3. Workato", ["Zendesk"]),
        ("We at Northwind and Contoso would love a Zendesk connector.", ["Zendesk"]),
        ("Could you connect Zendesk and Kim will test it.", ["Zendesk"]),
        ("Please add a Zendesk integration for Berlin and Paris.", ["Zendesk"]),
        ("Please connect Foobarly. Maria and Jon will test.", ["Foobarly"]),
        ("Please connect Foobarly. It would help Maria too.", ["Foobarly"]),
        ("Please connect Foobarly. We would love to see it in Berlin as well.", ["Foobarly"]),
        ("Wir brauchen eine Anbindung an Foobarly und Kunden warten darauf.", ["Foobarly"]),
    ],
)
def test_other_lists_and_people_beside_a_name_are_no_wishes(text: str, names: list[str]) -> None:
    """What one product shall do, what is in use already, what others have, who else wants it."""
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("text", "purposes"),
    [
        (
            "please add these:\n1. Foobarly - create tickets from alerts\n2. Blimpo - sync our invoices",
            ["create tickets from alerts", "sync our invoices"],
        ),
        (
            "please add these:\n1. Zendesk - create tickets from alerts\n2. Blimpo - sync our invoices",
            ["create tickets from alerts", "sync our invoices"],
        ),
        (
            "We need two integrations.\n\nFoobarly: create tickets from our alerts.\n\nBlimpo: sync our invoices every night.",
            ["Foobarly: create tickets from our alerts.", "Blimpo: sync our invoices every night."],
        ),
    ],
)
def test_what_is_said_behind_a_name_is_its_own(text: str, purposes: list[str]) -> None:
    """Each item tells what its integration is for."""
    said = read_mail("Two wishes", text).requests
    assert [one.text(Field.USE_CASE) for one in said] == purposes


def test_two_small_letters_are_no_category() -> None:
    """`Ci` in Italian is no continuous integration."""
    (said,) = read_mail("Richiesta", "Ci serve un connettore per Foobarly.").requests
    assert Field.CATEGORY not in said.fields
