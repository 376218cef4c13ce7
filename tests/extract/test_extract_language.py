"""The language of the few words that a short mail has."""

import pytest
from understanding import WORDS, read_mail

from mailer.extract.text.language import recognise
from mailer.model.request import Field


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "HubSpot\nKan I lave en integration til HubSpot?"),
        ("da", "Er der mulighed for at få Power BI?"),
        ("no", "Vi trenger en integrasjon mot HubSpot."),
        ("sv", "Går det att koppla Fortnox?"),
        ("fi", "Hei, Olen vuosilomalla 30.11. asti enkä lue sähköpostia."),
        ("fr", "On aimerait bien pouvoir connecter Brevo. Pas pressé."),
        ("fr", "Peut-on brancher Stripe ? Rien d'urgent."),
        ("it", "Avete già un'integrazione con Shopify? Dove trovo la guida?"),
        ("es", "¿Se puede conectar Holded?"),
        ("pt", "Dá para ligar ao Moloni?"),
        ("nl", "Kan er een koppeling komen met Exact?"),
        ("pl", "Czy będzie integracja z Allegro?"),
        ("it", "Danea\nManca Danea Easyfatt. Esportiamo tutto a mano in Excel."),
        ("it", "Mexal\nUsiamo Mexal Passepartout.\nArriva presto?"),
        ("es", "Holded\nAgregad Holded, perdemos horas copiando facturas."),
        ("pt", "Moloni\nFalta Moloni, clientes pedem."),
        ("nl", "Picqer\nVoorraad Picqer loopt achter."),
        ("sv", "Visma\nSnälla, bygg koppling mot Visma."),
        ("da", "Economic\nLav venligst kobling mod e-conomic."),
        ("no", "Tripletex\nTimer fra Tripletex mangler hos dere."),
    ],
)
def test_one_sentence_tells_its_language(language: str, text: str) -> None:
    """A handful of common words, the words behind an apostrophe, and letters that few languages write are enough."""
    assert recognise(text, WORDS) == language


@pytest.mark.parametrize(
    "text",
    [
        "SAP S/4HANA Cloud\nNeed SAP S/4HANA Cloud, OData v4, OAuth2 SAML bearer.",
        "Need R/3 and S/4 and O365",
        "Add Ørsted connector",
        "Please support Über",
        "A/B test sync for Optimizely",
        "S3 please",
        "Zendesk",
        "I want Notion",
        "Connect L'Oreal feed",
        "Please add Fatture in Cloud.",
        "Connect Per Diem",
        "Sole e Luna\nWould love Sole e Luna",
        "Al Rajhi, La Caixa, Banco do Brasil",
        "Support De Lijn and Het Parool",
        "Need Min Side from Skatteetaten",
        "Add Casa di Moda connector",
        "Ciao Bella Salon uses Square; add Square?",
    ],
)
def test_a_name_tells_no_language(text: str) -> None:
    """Letters inside a name, and the letters of a foreign name, do not make an English mail another language's."""
    assert recognise(text, WORDS) == "en"


def test_a_mail_in_two_languages_is_read_in_both() -> None:
    """Below an English sentence what the colleagues wish is read in theirs, and the answer is in English."""
    wish = "Wir brauchen Salesforce, damit die Kontakte nicht doppelt gepflegt werden. Priorität mittel."
    read = read_mail("Wish", f"Hi all,\n\nplease find below the wish of our German colleagues:\n\n{wish}")
    assert read.language == "en"
    assert read.requests[0].text(Field.USE_CASE) == "damit die Kontakte nicht doppelt gepflegt werden."
    assert read.requests[0].text(Field.PRIORITY) == "medium"
