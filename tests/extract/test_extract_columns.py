"""Tables: which are forms, and which only tell how things stand or who people are."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.request import Field
from mailer.parse.message import parse


def names(subject: str, text: str) -> list[str]:
    head = f"From: ann@acme.example\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    asked = understand(parse((head + text).encode()), WORDS, CATALOG).requests
    return sorted(one.text(Field.INTEGRATION_NAME) for one in asked)


TOLD = [
    ("Please add Xero.\n\nIntegration    Status       Owner\nSalesforce     live         Maria\nHubSpot        blocked      Tom\n", "Xero"),
    ("Please add Xero.\n\nTool\tStatus\tOwner\nSlack\tlive\tKim\nJira\tlive\tTom\n", "Xero"),
    ("Please add Xero.\n\n| System | Status | Since |\n|---|---|---|\n| SAP | done | 2024 |\n| Jira | open | 2025 |\n", "Xero"),
    ("Wir brauchen eine Anbindung an Lexoffice.\n\nName          Rolle        Team\nUte Kern      Leitung      Einkauf\n", "Lexoffice"),
    ("Nous voulons un connecteur Pennylane.\n\nNom | Rôle | Équipe\nAnne | comptable | finance\n", "Pennylane"),
    ("Necesitamos un conector para Holded.\n\nNombre\tRol\tEquipo\nEva\tanalista\tfinanzas\n", "Holded"),
    ("Please add Notion.\n\nService   Status   Contact   Note\nBox       live     Tom       fine\nOkta      dead     Kim       slow\n", "Notion"),
    ("連携をお願いします: kintone\n\n名前\t役割\t部署\n佐藤\t担当\t総務\n", "kintone"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), TOLD)
def test_the_heads_of_a_table_about_something_else_are_no_labels(text: str, name: str) -> None:
    """How integrations stand and who people are is told, not asked for."""
    assert names(name, text) == [name]


FORMS = [
    "Integration   Use case                    Priority\nZendesk       tickets beside orders       high\nShopify       stock counts                low\n",
    "| Integration | Priority | Owner |\n|---|---|---|\n| Zendesk | high | Tom |\n| Shopify | low | Kim |\n",
    "Integration | Reason | Priority\nZendesk | tickets | high\nShopify | stock | low\n",
    "Integration  Priority  Status\nZendesk  high  new\nShopify  low  new\n",
]


@pytest.mark.parametrize("table", FORMS)
def test_a_form_in_columns_asks_row_by_row(table: str) -> None:
    """With two labels of ours in its first row."""
    assert names("Wishes", table) == ["Shopify", "Zendesk"]
