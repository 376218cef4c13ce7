"""What people answer us in Danish, Swedish, Norwegian, Finnish, Polish, Czech, Russian and Turkish."""

import pytest
from test_extract_answers import read, reply
from test_extract_consent import says
from test_extract_pledges import names, pledge
from understanding import CATALOG, WORDS

from mailer.extract.replies.answers import read_answers
from mailer.model.consent import Consent
from mailer.model.request import Field

ASKED = (Field.API_DOCS, Field.AUTHENTICATION, Field.PRIORITY)
NUMBERED = [
    ("1. Der findes ikke noget offentligt API\n2. brugernavn og adgangskode\n3. det haster", "basic", "high"),
    ("1. Det finns inget publikt API\n2. användarnamn och lösenord\n3. ganska bråttom", "basic", "high"),
    ("1. De har ikke noe åpent API\n2. API-nøkkel\n3. lav", "api_key", "low"),
    ("1. Heillä ei ole julkista rajapintaa\n2. API-avaimella\n3. ei kiirettä", "api_key", "low"),
    ("1. Nie mają, brak publicznego API\n2. kluczem API\n3. pilne", "api_key", "high"),
    ("1. Nemají veřejné API\n2. jméno a heslo\n3. spěchá", "basic", "high"),
    ("1. У них нет открытого API\n2. логин и пароль\n3. не горит", "basic", "low"),
    ("1. Herkese açık bir API yok\n2. kullanıcı adı ve parola\n3. acelesi yok", "basic", "low"),
]


@pytest.mark.parametrize(("text", "signs_in", "urgency"), NUMBERED)
def test_answers_by_number(text: str, signs_in: str, urgency: str) -> None:
    """That there is no API, a way to sign in, how urgent it is."""
    said = read(reply(text), ASKED)
    assert said.pop("technical.api_docs") == (text.split("\n")[0][3:],)
    assert said == {"technical.authentication": (signs_in,), "priority": (urgency,)}


@pytest.mark.parametrize(
    "text",
    [
        "1: aner det ikke\n2: det må jeg spørge vores it om\n3: springer over",
        "1: ingen aning\n2: det får jag fråga IT om\n3: hoppar över",
        "1: aner ikke\n2: må spørre IT\n3: hopper over",
        "1: en osaa sanoa\n2: täytyy kysyä IT-osastolta\n3: ohita",
        "1: nie mam pojęcia\n2: muszę zapytać dział IT\n3: pomijam",
        "1: netuším\n2: musím se zeptat našeho IT\n3: přeskočit",
        "1: понятия не имею\n2: надо спросить у IT\n3: пропускаю",
        "1: hiçbir fikrim yok\n2: BT ekibine sormam gerekiyor\n3: geçiyorum",
        "Jeg taler med min chef og vender tilbage.",
        "Jag måste prata med min chef, återkommer.",
        "Jeg må prate med sjefen først og gir beskjed.",
        "Keskustelen asiasta esimieheni kanssa ja palaan asiaan.",
        "Porozmawiam z szefem i dam znać.",
        "Musím to probrat s vedoucím a ozvu se.",
        "Нужно посоветоваться с начальником, сообщу позже.",
        "Müdürümle görüşmem gerekiyor, size haber vereceğim.",
        "Jeg hedder Anna.",
        "Jag heter Anna.",
        "Nazywam się Anna.",
        "Меня зовут Анна.",
    ],
)
def test_who_does_not_know_or_has_to_ask_first_tells_no_field(text: str) -> None:
    """Nor is a person's name the integration's."""
    assert read(reply(text), ASKED) == {}


CHANGES = [
    ("Undskyld, det er ikke Tableau, det er Power BI.", Field.INTEGRATION_NAME, "Power BI"),
    ("Inte Tableau utan Power BI.", Field.INTEGRATION_NAME, "Power BI"),
    ("Beklager, jeg mente Power BI, ikke Tableau.", Field.INTEGRATION_NAME, "Power BI"),
    ("Ei Tableau vaan Power BI.", Field.INTEGRATION_NAME, "Power BI"),
    ("Nie Tableau, tylko Power BI.", Field.INTEGRATION_NAME, "Power BI"),
    ("Promiňte, ne Tableau, ale Power BI.", Field.INTEGRATION_NAME, "Power BI"),
    ("Речь не о Tableau, а о Power BI.", Field.INTEGRATION_NAME, "Power BI"),
    ("Tableau değil Power BI olacaktı.", Field.INTEGRATION_NAME, "Power BI"),
    ("Sæt venligst prioriteten op til høj.", Field.PRIORITY, "high"),
    ("Kan ni sänka prioriteten till låg?", Field.PRIORITY, "low"),
    ("Prioriteten er feil, den skal være lav.", Field.PRIORITY, "low"),
    ("Nostakaa prioriteetti korkeaksi, kiitos.", Field.PRIORITY, "high"),
    ("Proszę podnieść priorytet na wysoki.", Field.PRIORITY, "high"),
    ("Snižte prosím prioritu na nízkou.", Field.PRIORITY, "low"),
    ("Поставьте, пожалуйста, приоритет на высокий.", Field.PRIORITY, "high"),
    ("Önceliği yüksek yapar mısınız?", Field.PRIORITY, "high"),
    ("Öncelik yanlış, düşük olmalı.", Field.PRIORITY, "low"),
    ("Det haster ikke længere.", Field.PRIORITY, "low"),
    ("SAML i stedet for en API-nøgle.", Field.AUTHENTICATION, "saml"),
    ("SAML zamiast OAuth2.", Field.AUTHENTICATION, "saml"),
    ("OAuth2 yerine SAML.", Field.AUTHENTICATION, "saml"),
    ("Вместо OAuth2 теперь SAML.", Field.AUTHENTICATION, "saml"),
]


@pytest.mark.parametrize(("text", "field", "value"), CHANGES)
def test_something_is_put_right(text: str, field: Field, value: str) -> None:
    """The name, how urgent it is, how people sign in; one value in the place of another."""
    details = read_answers(reply(text), (), WORDS, CATALOG, name="Tableau")
    assert details is not None
    assert details.fields[field].items == (value,)
    assert set(details.fields) <= {field, Field.CATEGORY}


OFFERS = [
    ("testing", "Vi vil gerne være med til at teste det."),
    ("access", "I kan få en testkonto hos os."),
    ("testing", "Vi hjälper gärna till med testningen."),
    ("documentation", "Jag kan granska dokumentationen."),
    ("code", "Utviklerne våre kan skrive koden selv."),
    ("testing", "Vi er med på betatesting, regn med oss."),
    ("testing", "Olemme mielellämme mukana testaamassa."),
    ("access", "Saatte meiltä testitunnukset."),
    ("testing", "Chętnie weźmiemy udział w testach."),
    ("requirements", "Możemy przygotować wymagania i je przesłać."),
    ("documentation", "Rád přečtu dokumentaci."),
    ("access", "Poskytneme vám testovací účet."),
    ("testing", "Мы готовы протестировать её раньше других."),
    ("code", "Мы можем сами написать код."),
    ("testing", "Seve seve test ederiz."),
    ("documentation", "Dokümantasyonu okuyabilirim."),
]


@pytest.mark.parametrize(("offered", "text"), OFFERS)
def test_an_offer_names_its_roles(offered: str, text: str) -> None:
    """And gives up none."""
    assert (names(pledge(text).offers), pledge(text).declines) == (offered, ())


@pytest.mark.parametrize(
    "text",
    [
        "Jeg ville gerne hjælpe, hvis jeg havde tid.",
        "Hvornår kan vi teste jeres produkt?",
        "Våra kunder kan inte testa något utan den.",
        "Kan dere hjelpe oss med å teste?",
        "Auttaisin mielelläni, jos ehtisin.",
        "Chętnie bym pomogła, gdybym miała czas.",
        "Mohli byste nám pomoci s testováním?",
        "Не могли бы вы помочь нам с тестированием?",
        "Bize test konusunda yardımcı olabilir misiniz?",
    ],
)
def test_what_only_speaks_of_helping_offers_nothing(text: str) -> None:
    """A condition that does not hold, a question, help that is asked for."""
    assert (pledge(text).offers, pledge(text).declines) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Jeg kan desværre ikke teste det alligevel.",
        "Tyvärr kan jag inte testa längre.",
        "Dessverre kan vi ikke teste det likevel.",
        "Valitettavasti emme pystykään testaamaan.",
        "Niestety nie możemy już testować.",
        "Bohužel nakonec nemůžeme testovat.",
        "К сожалению, мы больше не сможем тестировать.",
        "Maalesef artık test edemeyeceğiz.",
    ],
)
def test_who_can_no_longer_test_it_gives_that_up(text: str) -> None:
    """Whatever stands between the modal verb and its `not`."""
    assert (names(pledge(text).declines), pledge(text).offers) == ("testing", ())


YES = """Ja, det er mig der har skrevet.
Ja, förfrågan kommer från mig.
Ja, det stemmer.
Joo, se olin minä.
Tak, to moje zgłoszenie.
Tak
Dzień dobry, tak.
Ano, poslala jsem to já.
Да, письмо от меня.
Evet, ben yazdım."""
NO = """Nej tak, jeg er ikke interesseret.
Tak for mailen, men den er ikke fra mig.
Nej, jag har inte skickat något.
Nei, det var ikke jeg som skrev.
Ei, joku muu on käyttänyt osoitettani.
Nie, nie pisałam do Państwa.
Ne, to musí být omyl, já to neposílal.
Нет, я ничего не отправлял.
Hayır, ben yazmadım."""
UNSURE = """Hvem er I?
Tak for jeres mail. Jeg ved ikke, hvad den handler om.
Varför får jag det här mejlet?
Kto to jest?
Откуда у вас мой адрес?
Bu nedir?"""
UNSAID = """Tak for jeres mail.
Tack för mejlet!
Dziękuję."""


@pytest.mark.parametrize(
    ("text", "consent"),
    [
        *((text, Consent.YES) for text in YES.split("\n")),
        *((text, Consent.NO) for text in NO.split("\n")),
        *((text, Consent.UNSURE) for text in UNSURE.split("\n")),
        *((text, Consent.UNSAID) for text in UNSAID.split("\n")),
    ],
)
def test_yes_and_no(text: str, consent: Consent) -> None:
    """`Tak` says yes in Polish, and thanks in Danish."""
    assert says(text) is consent
