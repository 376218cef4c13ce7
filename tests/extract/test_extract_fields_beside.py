"""What stands beside a name in a plain wish, by language: how urgent, how one signs in, which formats, how much, how it is
done today, which link documents it; and the sentences of the same words that say nothing of the kind."""

import pytest
from understanding import read_mail

from mailer.model.request import Field

WISH = {
    "en": "Hello, please add a connector for Zendesk.",
    "de": "Guten Tag, bitte baut eine Anbindung für Zendesk.",
    "fr": "Bonjour, merci d'ajouter un connecteur pour Zendesk.",
    "es": "Hola, por favor añadid un conector para Zendesk.",
    "pt": "Olá, por favor adicionem um conector para Zendesk.",
    "it": "Buongiorno, per favore aggiungete un connettore per Zendesk.",
    "nl": "Hallo, graag een koppeling met Zendesk toevoegen.",
    "ja": "お世話になっております。Zendeskのコネクタを追加してください。",
    "zh": "您好，请增加对Zendesk的连接器。",
    "ko": "안녕하세요. Zendesk 커넥터를 추가해 주세요.",
    "pl": "Dzień dobry, proszę o dodanie konektora do Zendesk.",
    "sv": "Hej, lägg gärna till en koppling till Zendesk.",
    "da": "Hej, tilføj gerne en integration til Zendesk.",
    "no": "Hei, legg gjerne til en integrasjon mot Zendesk.",
    "fi": "Hei, lisäisittekö integraation palveluun Zendesk.",
    "cs": "Dobrý den, prosím přidejte konektor pro Zendesk.",
    "ru": "Здравствуйте, пожалуйста, добавьте интеграцию с Zendesk.",
    "tr": "Merhaba, lütfen Zendesk için bir bağlayıcı ekleyin.",
}


def said(language: str, text: str, field: Field) -> str:
    """The field as one text, of a wish that `text` stands below; empty where it says nothing."""
    return read_mail("Zendesk", f"{WISH[language]}\n\n{text}").requests[0].text(field)


@pytest.mark.parametrize(
    ("language", "text", "priority"),
    [
        ("en", "We need it this week.", "high"),
        ("en", "Whenever you find the time.", "low"),
        ("en", "The cut-off is 31 January.", "high"),
        ("de", "Wir brauchen es bis zum 1. Mai.", "high"),
        ("de", "Die Frist ist der 30. Juni.", "high"),
        ("de", "Das ist ein Muss.", "high"),
        ("fr", "Il nous le faut pour le T3.", "high"),
        ("fr", "Nous sommes bloqués.", "critical"),
        ("es", "Lo necesitamos para el tercer trimestre.", "high"),
        ("pt", "Precisamos disso esta semana.", "high"),
        ("it", "Ci serve entro il 1° maggio.", "high"),
        ("nl", "We hebben dit vóór maart nodig.", "high"),
        ("ja", "今週中に必要です。", "high"),
        ("ja", "締め切りは1月31日です。", "high"),
        ("zh", "5月1日之前需要。", "high"),
        ("ko", "3월 전에 필요합니다.", "high"),
        ("pl", "Potrzebujemy tego przed marcem.", "high"),
        ("sv", "Det blockerar oss.", "critical"),
        ("da", "Det blokerer os.", "critical"),
        ("no", "Vi trenger det så snart som mulig.", "high"),
        ("fi", "Matala prioriteetti.", "low"),
        ("cs", "Potřebujeme to před březnem.", "high"),
        ("ru", "Нас это блокирует.", "critical"),
        ("tr", "Mart ayından önce gerekiyor.", "high"),
        ("en", "Please reply by 15 September.", ""),
        ("en", "This week I am in Berlin.", ""),
        ("en", "We need the data from before March as well.", ""),
        ("en", "It holds our high priority customers.", ""),
        ("de", "Der Vertrag läuft bis zum 1. Mai.", ""),
        ("de", "Bis März waren wir bei einem anderen Anbieter.", ""),
        ("ko", "9월 15일까지 회신 부탁드립니다.", ""),
        ("pl", "Do 1 maja jestem na urlopie.", ""),
        ("ru", "До 250 вызовов в секунду.", ""),
    ],
)
def test_urgency_is_said_in_every_language(language: str, text: str, priority: str) -> None:
    """By a day before or behind it, this week, a deadline or what blocks; the day of something else says nothing."""
    assert said(language, text, Field.PRIORITY) == priority


@pytest.mark.parametrize(
    ("subject", "priority"),
    [
        ("Zendesk (low)", "low"),
        ("[high] Zendesk", "high"),
        ("CRITICAL: Zendesk", "critical"),
        ("Zendesk connector (needed by Q3)", "high"),
        ("Zendesk – Priorität: mittel", "medium"),
        ("Zendesk – priorité : haute", "high"),
        ("Zendesk (antes de junio)", "high"),
        ("Zendesk（6月まで）", "high"),
        ("Zendesk – priorytet: wysoki", "high"),
        ("Zendesk (medium)", ""),
        ("Zendesk: high volumes of tickets", ""),
        ("Zendesk – critical bugs list", ""),
    ],
)
def test_what_stands_apart_in_a_subject_rates_it(subject: str, priority: str) -> None:
    """A value, alone in brackets or between a stroke and an end of the subject, is its priority."""
    assert read_mail(subject, WISH["en"]).requests[0].text(Field.PRIORITY) == priority


@pytest.mark.parametrize(
    ("language", "text", "ways"),
    [
        ("nl", "Inloggen gaat met API-sleutels.", "api_key"),
        ("nl", "De API verwacht een toegangstoken in de header.", "token"),
        ("es", "Se autentica con claves API.", "api_key"),
        ("sv", "Man loggar in med ett klientcertifikat.", "certificate"),
        ("cs", "Ověřování probíhá přes přístupový token.", "token"),
        ("ru", "Для входа нужен клиентский сертификат.", "certificate"),
        ("tr", "Giriş için istemci sertifikası gerekiyor.", "certificate"),
        ("de", "Die Anmeldung ist zertifikatsbasiert.", "certificate"),
        ("sv", "Autentiseringen är tokenbaserad.", "token"),
        ("nl", "Inloggen met een certificaat.", "certificate"),
        ("pl", "Uwierzytelnianie tokenem.", "token"),
        ("fi", "Kirjautuminen varmenteella.", "certificate"),
        ("cs", "Ověřování tokenem.", "token"),
        ("ru", "Вход по сертификату.", "certificate"),
        ("tr", "Token ile kimlik doğrulama.", "token"),
        ("en", "The certificate of our ISO audit is attached.", ""),
        ("ru", "Наши ключевые клиенты этого хотят.", ""),
        ("en", "Without SAML it does not work.", "saml"),
        ("de", "Ohne OAuth2 geht es nicht.", "oauth2"),
        ("ru", "Без SAML не работает.", "saml"),
        ("zh", "没有SAML就用不了。", "saml"),
        ("en", "It must work without SAML.", ""),
        ("en", "SAML is not what it uses.", ""),
        ("en", "Our own staff sign in to our intranet with SAML.", ""),
        ("de", "SAML können wir nicht nutzen.", ""),
        ("es", "SAML no se usa.", ""),
        ("pt", "Não há SAML.", ""),
        ("it", "Niente SAML, per favore.", ""),
        ("ja", "SAMLではありません。", ""),
        ("zh", "不使用SAML。", ""),
        ("ko", "SAML는 사용하지 않습니다.", ""),
        ("pl", "Nie chcemy SAML.", ""),
        ("sv", "SAML används inte.", ""),
        ("no", "Vi vil ikke ha SAML.", ""),
        ("fi", "SAML ei ole käytössä.", ""),
        ("cs", "Nepoužívá SAML.", ""),
        ("ru", "Не использует SAML.", ""),
        ("tr", "SAML kullanmıyor.", ""),
    ],
)
def test_ways_to_sign_in_are_named_or_denied(language: str, text: str, ways: str) -> None:
    """Their names in plurals and compounds; denied before and behind the word, and needed where nothing goes without."""
    assert said(language, text, Field.AUTHENTICATION) == ways


@pytest.mark.parametrize(
    ("language", "text", "formats"),
    [
        ("fr", "Il fournit du JSON, pas du XML.", "json"),
        ("pt", "Os dados vêm no formato CSV.", "csv"),
        ("en", "We get CSVs from them.", "csv"),
        ("nl", "De CSV's zijn klein.", "csv"),
        ("tr", "XML'leri alıyoruz.", "xml"),
        ("sv", "Dataformater: XML", "xml"),
        ("en", "It does not send XML.", ""),
        ("es", "No envía XML.", ""),
        ("it", "Non invia XML.", ""),
        ("pl", "Nie wysyła XML.", ""),
        ("ja", "XMLは使いません。", ""),
        ("tr", "XML göndermiyor.", ""),
    ],
)
def test_formats_are_named_or_denied(language: str, text: str, formats: str) -> None:
    """What is sent counts, and what is not sent does not, whatever the verb."""
    assert said(language, text, Field.DATA_FORMATS) == formats


@pytest.mark.parametrize(
    ("language", "text", "measured"),
    [
        ("en", "Up to ten thousand calls per second.", "ten thousand"),
        ("de", "Es sind zehntausend Tickets pro Woche.", "zehntausend"),
        ("de", "Täglich fallen 250 Belege an.", "250 Belege"),
        ("de", "Die Synchronisation darf höchstens 5 Minuten dauern.", "höchstens 5 Minuten"),
        ("fr", "En pointe 250 commandes par heure.", "250 commandes"),
        ("es", "Los cambios deben llegar en menos de 2 segundos.", "2 segundos"),
        ("it", "Quasi diecimila righe all'ora.", "diecimila"),
        ("nl", "Een nachtelijke synchronisatie is genoeg.", "nachtelijke"),
        ("ja", "1時間に250行ほどです。", "250行"),
        ("zh", "每天大约有一万个订单。", "一万个"),
        ("ko", "초당 최대 250회 호출합니다.", "250회"),
        ("pl", "Do 250 wywołań na sekundę.", "250"),
        ("sv", "Upp till 250 anrop per sekund.", "250"),
        ("fi", "Enintään 250 kutsua sekunnissa.", "250"),
        ("ru", "У нас две тысячи счетов в месяц.", "две тысячи"),
    ],
)
def test_loads_are_measured_in_every_language(language: str, text: str, measured: str) -> None:
    """Numbers in letters, behind how often it is, and limits of time."""
    assert measured in said(language, text, Field.PERFORMANCE)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The office is open seven days a week."),
        ("de", "Jeden Tag arbeiten hier 40 Leute."),
        ("fr", "Chaque mois nous payons 300 euros."),
        ("ru", "Мы платим 300 евро в месяц."),
        ("zh", "每天有40个人在这里工作。"),
        ("ko", "매월 300유로를 냅니다."),
    ],
)
def test_hours_people_and_prices_are_no_load(language: str, text: str) -> None:
    """What somebody works, who does, and what it costs."""
    assert not said(language, text, Field.PERFORMANCE)


@pytest.mark.parametrize(
    ("language", "text", "field"),
    [
        ("en", "We looked into n8n and gave up.", Field.ALTERNATIVES),
        ("de", "Mit Make.com sind wir nicht zurechtgekommen.", Field.ALTERNATIVES),
        ("fr", "Nous avons testé Make.com sans succès.", Field.ALTERNATIVES),
        ("pl", "Przetestowaliśmy Make.com bez powodzenia.", Field.ALTERNATIVES),
        ("zh", "我们也试过Make.com，不合适。", Field.ALTERNATIVES),
        ("en", "Two people are busy with it all week.", Field.BUSINESS_IMPACT),
        ("nl", "Twee mensen zijn er de hele week mee bezig.", Field.BUSINESS_IMPACT),
        ("ja", "担当者2名が1週間かかりきりです。", Field.BUSINESS_IMPACT),
    ],
)
def test_what_was_tried_and_what_keeps_people_busy(language: str, text: str, field: Field) -> None:
    """The one sentence that tells it is the field."""
    assert said(language, text, field) == text


@pytest.mark.parametrize(
    ("language", "text", "documents"),
    [
        ("en", "Technical details are at https://acme.example/tech/v2", True),
        ("de", "Für Entwickler: https://acme.example/tech/v2", True),
        ("es", "Para desarrolladores: https://acme.example/tech/v2", True),
        ("ko", "기술 사양은 https://acme.example/tech/v2 에 있습니다.", True),
        ("en", "Booking page for a call: https://acme.example/tech/v2", False),
        ("de", "Unser Impressum: https://acme.example/tech/v2", False),
    ],
)
def test_a_link_is_documentation_where_it_is_called_so(language: str, text: str, documents: bool) -> None:
    """By the words before it, for its address tells nothing."""
    assert bool(said(language, text, Field.API_DOCS)) == documents
