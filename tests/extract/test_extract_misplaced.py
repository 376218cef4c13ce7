"""Filled forms whose answers stand under another field's heading."""

import pytest
from understanding import read_mail

from mailer.model.request import Field

DOCS, SIGN_IN, FORMATS = Field.API_DOCS, Field.AUTHENTICATION, Field.DATA_FORMATS
FORM = "Integration name: Pipefy\nUse case: create cards\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Authentication: JSON\nData formats: API key in the header", {SIGN_IN: "api_key", FORMATS: "json"}),
        ("認証：JSON\nデータ形式：APIキー", {SIGN_IN: "api_key", FORMATS: "json"}),
        (
            "Autenticação: CSV\nFormatos de dados: usuário e senha\nFormatos: XML",
            {SIGN_IN: "basic", FORMATS: "xml, csv"},
        ),
        ("Authentication: nice to have\nPriority: OAuth 2.0", {SIGN_IN: "oauth2", Field.PRIORITY: "low"}),
        (
            "Documentation API : jeton\nAuthentification : https://pipefy.example/x",
            {DOCS: "https://pipefy.example/x", SIGN_IN: "token"},
        ),
        (
            "Alternativen: eilt sehr\nPriorität: wir machen das per Hand",
            {Field.PRIORITY: "high", Field.ALTERNATIVES: "wir machen das per Hand"},
        ),
        (
            "Performance: https://pipefy.example/api\nAPI documentation: roughly 2000 cards a day",
            {DOCS: "https://pipefy.example/api", Field.PERFORMANCE: "roughly 2000 cards a day"},
        ),
        (
            "Business impact: high\nPriority: we retype 300 cards a month",
            {Field.PRIORITY: "high", Field.BUSINESS_IMPACT: "we retype 300 cards a month"},
        ),
        (
            "Formatos: clave API\nAlternativas: JSON\nPrioridad: hoy lo hacemos con un script",
            {SIGN_IN: "api_key", FORMATS: "json", Field.ALTERNATIVES: "hoy lo hacemos con un script"},
        ),
        (
            "Business impact: high\nPriority: medium",
            {Field.BUSINESS_IMPACT: "high", Field.PRIORITY: "medium"},
        ),
        ("Performance: high\nPriority: low", {Field.PERFORMANCE: "high", Field.PRIORITY: "low"}),
        ("Alternatives: CSV\nPriority: low", {Field.ALTERNATIVES: "CSV", Field.PRIORITY: "low"}),
        (
            "Alternatives: https://zapier.com/apps/pipefy",
            {Field.ALTERNATIVES: "https://zapier.com/apps/pipefy", DOCS: ""},
        ),
        (
            "Authentication: our own gateway today\nPriority: high",
            {SIGN_IN: "our own gateway today", Field.ALTERNATIVES: "", Field.PRIORITY: "high"},
        ),
        ("API documentation: ask the vendor\nAuthentication: OAuth", {DOCS: "", SIGN_IN: "oauth2"}),
        ("Use case: SAML\nAuthentication: SAML", {Field.USE_CASE: "create cards", SIGN_IN: "saml"}),
        ("Data formats: N/A\nAuthentication: JSON", {FORMATS: "", SIGN_IN: ""}),
    ],
)
def test_an_answer_goes_where_it_belongs(rows: str, said: dict[Field, str]) -> None:
    """What cannot be an answer under its heading goes to the field that it can only be for, prose where it changed places
    with such an answer; everything else stays where it stands."""
    [details] = read_mail("Integration request", FORM + rows).requests
    assert {field: details.text(field) for field in said} == said


def test_what_was_moved_says_where_it_stood() -> None:
    """The evidence shows the heading, and is a little less sure than an answer in its place."""
    [details] = read_mail("Integration request", FORM + "Authentication: JSON\nPriority: low").requests
    evidence = details.fields[FORMATS].evidence
    assert evidence.text == "Authentication: JSON"
    assert 0.8 <= evidence.confidence < details.fields[Field.PRIORITY].evidence.confidence
