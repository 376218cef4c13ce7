"""Forms as people fill them in: what is theirs, and what is the form's own."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Kind

NAME, USE, PRIORITY, OTHERS = Field.INTEGRATION_NAME, Field.USE_CASE, Field.PRIORITY, Field.ALTERNATIVES
SIGN_IN, FORMATS, DOCS, IMPACT = (
    Field.AUTHENTICATION,
    Field.DATA_FORMATS,
    Field.API_DOCS,
    Field.BUSINESS_IMPACT,
)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            "Integration name: (the product)\nPlanhat\nUse case: (what for?)\nHealth scores go both ways\n"
            "Priority: (low, medium, high)\nhigh\nAlternatives: (what do you do today?)\n",
            {NAME: "Planhat", USE: "Health scores go both ways", PRIORITY: "high", OTHERS: ""},
        ),
        (
            "Integration name: Planhat\nPriority: low\nAlternatives: (we use Zapier, sometimes Make)",
            {OTHERS: "(we use Zapier, sometimes Make)"},
        ),
        (
            "Name: Leila Haddad\nE-mail: l@klinik.example\nProduct: Doctolib\nPriority: low",
            {NAME: "Doctolib", PRIORITY: "low"},
        ),
        ("Name: Notion\nE-mail: bo@kontor.example\nPriority: low", {NAME: "Notion"}),
        (
            "■サービス名\nkintone\n■やってほしいこと\n商談の情報を毎朝同期したい\n■緊急度\n中",
            {NAME: "kintone", PRIORITY: "medium"},
        ),
        (
            "1) Welches System soll angebunden werden?\nChurchTools\n2) Was möchten Sie damit erreichen?\n"
            "Raumbuchungen im Kalender\n3) Wie hoch ist die Priorität?\nniedrig",
            {NAME: "ChurchTools", USE: "Raumbuchungen im Kalender", PRIORITY: "low"},
        ),
        (
            "name - Strava\ndocs - developers.strava.com\nformat json\nprio low",
            {NAME: "Strava", DOCS: "developers.strava.com", FORMATS: "json", PRIORITY: "low"},
        ),
        (
            "Your email *\ntom@yard.example\nWhich software should we connect? *\nVend\nWhat would you like to achieve? *\n"
            "Closed jobs should open an invoice draft\nHow important is it for you?\nNice to have\nWhat do you do at the moment?\nWe type",
            {
                NAME: "Vend",
                USE: "Closed jobs should open an invoice draft",
                PRIORITY: "low",
                OTHERS: "We type",
            },
        ),
        (
            "Integration name: Planhat\nAuthentication: I don't know, ask our admin\nData formats: no idea, JSON probably",
            {NAME: "Planhat", SIGN_IN: "", FORMATS: "json"},
        ),
        (
            "Product / service: Planhat\nUse case: Scores go both ways\nImpact:\nAPI / documentation: N/A\nPriority: low",
            {NAME: "Planhat", USE: "Scores go both ways", IMPACT: "", PRIORITY: "low"},
        ),
        (
            "*Integration name:* Planhat\n*Use case:* scores go both ways\n*Why is it important?* 31 of 40 clients use it.\n*Priority:* low",
            {NAME: "Planhat", USE: "scores go both ways", PRIORITY: "low"},
        ),
        (
            "## Integration name\nPlanhat\n\n## What should it do?\nScores should show up in our list.\n\n## Who is it for?\nSales, 9 people",
            {NAME: "Planhat", USE: "Scores should show up in our list."},
        ),
        (
            "Company: Lac\nWhich integration do you need?: Alma SIS\nHow are you solving this today?: CSV upload",
            {NAME: "Alma SIS", OTHERS: "CSV upload"},
        ),
        ("Integration: Strava\nFormats: json??\nAuth: ni idea", {FORMATS: "json", SIGN_IN: ""}),
        ("Integration: Strava\nAPI docs: ask bo@strava.com\nPriority: low", {DOCS: ""}),
        (
            "Integration: Strava\nDocs: https://strava.com/docs\nIt's not urgent.\nAuth: OAuth",
            {DOCS: "https://strava.com/docs", PRIORITY: "low", SIGN_IN: "oauth2"},
        ),
        (
            "Integration: Strava\nAuth: nie dotyczy\nFormats: inga\nAlternatives: none so far\nImpact: brak",
            {SIGN_IN: "", FORMATS: "", OTHERS: "", IMPACT: ""},
        ),
        ("Integration: Strava\nAlternatives: none of the tools worked", {OTHERS: "none of the tools worked"}),
        ("Integration: Strava\nPriority: low / [medium] / high", {PRIORITY: "medium"}),
        ("Integration: Strava\nPriority: [low] / [medium] / [high]", {PRIORITY: ""}),
        (
            "*Integration:* Strava\n*Alternatives:* Zapier, too expensive\n*Impact:* he types at night",
            {NAME: "Strava", OTHERS: "Zapier, too expensive", IMPACT: "he types at night"},
        ),
    ],
)
def test_a_filled_form_is_read_as_it_was_meant(form: str, said: dict[Field, str]) -> None:
    """Explanations in brackets, signs, missing colons and `nothing` in other languages are the form's; the rest is said."""
    [details] = read_mail("Integration request", form).requests
    assert {field: details.text(field) for field in said} == said


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("Type of request (new / enhancement): enhancement", Kind.ENHANCEMENT),
        ("Art der Anfrage: ☐ Neue Integration  ☒ Erweiterung", Kind.ENHANCEMENT),
        ("Type de demande : nouvelle intégration", Kind.NEW_INTEGRATION),
        ("Type: new / enhancement", Kind.NEW_INTEGRATION),
        ("Tipo: ERP", Kind.NEW_INTEGRATION),
    ],
)
def test_the_kind_is_what_the_form_says(row: str, kind: Kind) -> None:
    """Unless it leaves both in, or says something else."""
    [details] = read_mail("Request", f"Integration: Jenkins\n{row}\nPriority: low").requests
    assert details.kind is kind


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Please add Airtable. We want our figures in an Excel sheet.", ""),
        (
            "Please add Airtable. We want to stop copying rows by hand.",
            "We want to stop copying rows by hand.",
        ),
        (
            "Please add Airtable. We keep our figures in an Excel sheet.",
            "We keep our figures in an Excel sheet.",
        ),
    ],
)
def test_what_is_wished_is_no_workaround(text: str, others: str) -> None:
    """A wish for a table is no table that somebody keeps."""
    [details] = read_mail("Airtable", text).requests
    assert details.text(OTHERS) == others
