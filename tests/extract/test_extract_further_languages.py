"""What mails in Danish, Swedish, Norwegian, Finnish, Polish, Czech, Russian and Turkish say beside the name."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Kind, Priority, Purpose

USE, BRINGS, TODAY = Field.USE_CASE, Field.BUSINESS_IMPACT, Field.ALTERNATIVES
OFTEN, URGENT = Field.PERFORMANCE, Field.PRIORITY
TOLD = [
    (
        "Pleo",
        "Kan I lave en integration til Pleo? Vi vil gerne have kvitteringerne over, når de er godkendt. I dag taster jeg dem ind, "
        "og det koster os en halv dag om ugen. Det haster ikke.",
        {USE: "Vi vil gerne have kvitteringerne over, når de er godkendt.", BRINGS: "og det koster os en halv dag om ugen.",
         TODAY: "I dag taster jeg dem ind", URGENT: "low"},
    ),
    (
        "Quinyx",
        "Skulle ni kunna bygga en koppling mot Quinyx? Schemat ska hamna hos er av sig själv. För närvarande skriver chefen av det "
        "för hand. Det brådskar.",
        {USE: "Schemat ska hamna hos er av sig själv.", TODAY: "För närvarande skriver chefen av det för hand.", URGENT: "high"},
    ),
    (
        "Tripletex",
        "Vi trenger en kobling til Tripletex. Timene bør overføres automatisk når jobben er ferdig. Per i dag taster jeg alt inn selv. "
        "Vi mister kunder på grunn av det.",
        {USE: "Timene bør overføres automatisk når jobben er ferdig.", TODAY: "Per i dag taster jeg alt inn selv.",
         BRINGS: "Vi mister kunder på grunn av det."},
    ),
    (
        "Procountor",
        "Saisiko teiltä integraation Procountoriin? Laskujen pitäisi siirtyä sinne automaattisesti. Nykyään naputtelen ne käsin. "
        "Virheitä tulee paljon. Ei ole kiire.",
        {USE: "Laskujen pitäisi siirtyä sinne automaattisesti.", TODAY: "Nykyään naputtelen ne käsin.",
         BRINGS: "Virheitä tulee paljon.", URGENT: "low"},
    ),
    (
        "BaseLinker",
        "Brakuje nam połączenia z BaseLinker. Zamówienia powinny trafiać do Państwa same. Mamy około 200 zamówień dziennie. Obecnie "
        "przepisujemy wszystko ręcznie. Sprawa jest pilna.",
        {USE: "Zamówienia powinny trafiać do Państwa same.", OFTEN: "około 200 zamówień dziennie.",
         TODAY: "Obecnie przepisujemy wszystko ręcznie.", URGENT: "high"},
    ),
    (
        "Pohoda",
        "Uvítali bychom propojení s Pohodou. Faktury by se měly přenášet samy. Zatím je přepisuji ručně. Ušetřilo by nám to spoustu "
        "času. Nespěchá to.",
        {USE: "Faktury by se měly přenášet samy.", TODAY: "Zatím je přepisuji ručně.",
         BRINGS: "Ušetřilo by nám to spoustu času.", URGENT: "low"},
    ),
    (
        "МойСклад",
        "Планируете ли вы подключить МойСклад? Остатки должны обновляться сами. Сейчас мы переносим всё вручную. Из-за этого мы теряем "
        "клиентов. Очень срочно.",
        {USE: "Остатки должны обновляться сами.", TODAY: "Сейчас мы переносим всё вручную.",
         BRINGS: "Из-за этого мы теряем клиентов.", URGENT: "high"},
    ),
    (
        "Paraşüt",
        "Paraşüt entegrasyonu ekleyebilir misiniz? Faturaların otomatik olarak aktarılmasını istiyoruz. Şu anda hepsini elle giriyoruz. "
        "Bu yüzden müşteri kaybediyoruz. Acelesi yok.",
        {USE: "Faturaların otomatik olarak aktarılmasını istiyoruz.", TODAY: "Şu anda hepsini elle giriyoruz.",
         BRINGS: "Bu yüzden müşteri kaybediyoruz.", URGENT: "low"},
    ),
]  # fmt: skip
BETTER = [
    ("Slack", "Jeres Slack-integration kører fint, men den sender kun tekst. Kan I tage billeder med?"),
    ("Slack", "Er Slack-koppling fungerar bra, men den skickar bara till en kanal. Kan ni ändra det?"),
    ("Slack", "Deres Slack-integrasjon virker fint, men sender bare tekst. Kan dere ta med bilder?"),
    ("Slack", "Slack-integraationne toimii hyvin, mutta lähettää vain tekstiä. Voisitteko lisätä kuvat?"),
    ("Slack", "Państwa integracja ze Slack działa dobrze, ale wysyła tylko tekst. Czy można dodać zdjęcia?"),
    ("Slack", "Vaše integrace se Slack funguje dobře, ale posílá jen text. Můžete přidat obrázky?"),
    ("Slack", "Ваша интеграция со Slack работает хорошо, но передаёт только текст. Добавьте, пожалуйста, фото."),
    ("Slack", "Slack entegrasyonunuz güzel çalışıyor ama sadece metin gönderiyor. Fotoğrafları da ekler misiniz?"),
]  # fmt: skip
NOTHING_BROUGHT = [
    ("Pleo", "Kan I lave en integration til Pleo? Vi vil gerne se kvitteringerne hos jer. Vi er fire mand i firmaet."),
    ("Zettle", "Går det att få en koppling till Zettle? Vi vill se dagskassan hos er. Vi är ett kafé i Ystad."),
    ("Xledger", "Kan dere lage en integrasjon mot Xledger? Vi ønsker å se bilagene hos dere. Vi er et firma på åtte."),
    ("Zettle", "Voisitteko tehdä liitännän: Zettle? Haluaisimme nähdä päivän myynnin. Olemme pieni kahvila."),
    ("Pipedrive", "Czy można dodać integrację z Pipedrive? Chcemy widzieć kontakty u was. Jesteśmy małą firmą."),
    ("Pipedrive", "Můžete přidat integraci s Pipedrive? Chceme vidět kontakty u vás. Jsme malá firma z Brna."),
    ("Pipedrive", "Можно ли добавить интеграцию с Pipedrive? Хотим видеть контакты. Мы небольшая фирма из Твери."),
    ("Pipedrive", "Pipedrive entegrasyonu ekleyebilir misiniz? Kişileri görmek istiyoruz. Küçük bir firmayız."),
]  # fmt: skip
NO_WISH = [
    ("Tak for Dinero", "Tusind tak for den nye Dinero-kobling. Den sparer os for en masse arbejde hver uge."),
    ("Shopify", "Ordrerne fra Shopify kommer ikke længere ind siden i går. Vi får en fejlmeddelelse."),
    ("Fråga", "Hej, var hittar jag inställningarna för Slack? Jag vill byta lösenord."),
    ("Klarna", "Betalningarna från Klarna har slutat komma in sedan uppdateringen. Det står felkod 402."),
    ("Takk", "Takk for Tripletex-koblingen! Nå slipper vi å skrive timer for hånd."),
    ("Vipps", "Betalinger fra Vipps kommer ikke lenger inn siden mandag, vi får feilmelding."),
    ("Kysymys", "Hei, miten saan vaihdettua Slackin salasanan teillä? En löydä asetusta."),
    ("Shopify", "Shopify-tilaukset eivät enää tule läpi eilisestä lähtien. Saamme virheilmoituksen."),
    ("Pytanie", "Dzień dobry, jak mogę zmienić hasło do Slacka w waszym systemie?"),
    ("Allegro", "Od wczoraj zamówienia z Allegro nie przychodzą. Wyskakuje komunikat błędu. Proszę o pomoc."),
    ("Díky", "Moc děkujeme za propojení s Pohodou! Šetří nám to několik hodin týdně."),
    ("Shoptet", "Od včerejška nechodí objednávky ze Shoptetu. Vyskakuje chybová hláška."),
    ("Благодарность", "Большое спасибо за интеграцию с 1С! Экономим теперь несколько часов в неделю."),
    ("Telegram", "Со вчерашнего дня сообщения из Telegram не приходят, выдаёт ошибку."),
    ("Teşekkür", "Paraşüt entegrasyonu için çok teşekkürler! Haftada birkaç saat kazanıyoruz."),
    ("Trendyol", "Dünden beri Trendyol siparişleri gelmiyor, hata mesajı alıyoruz. Yardımcı olur musunuz?"),
    (
        "Samarbejde",
        "Hej, vores løsning sparer jer tid. Skal vi tage et kort møde? Vi tilbyder en gratis demo.",
    ),
]


@pytest.mark.parametrize(("subject", "body", "told"), TOLD)
def test_use_gain_workaround_load_and_urgency_are_read(
    subject: str, body: str, told: dict[Field, str]
) -> None:
    """What the author says of each, in the author's words, and nothing of what they do not say."""
    read = read_mail(subject, body)
    assert [one.kind for one in read.requests] == [Kind.NEW_INTEGRATION]
    said = {field: read.requests[0].text(field) for field in (USE, BRINGS, TODAY, OFTEN, URGENT)}
    expected = {field: told.get(field, "") for field in said}
    assert {field: text.rstrip(".") for field, text in said.items()} == {
        field: text.rstrip(".") for field, text in expected.items()
    }
    assert said[URGENT] in {"", *Priority}


@pytest.mark.parametrize(("subject", "body"), BETTER)
def test_what_is_there_and_shall_do_more_is_an_enhancement(subject: str, body: str) -> None:
    """It works, and lacks something."""
    read = read_mail(subject, body)
    assert [one.kind for one in read.requests] == [Kind.ENHANCEMENT], read.because


@pytest.mark.parametrize(("subject", "body"), NOTHING_BROUGHT)
def test_who_tells_of_no_gain_brings_none(subject: str, body: str) -> None:
    """A wish and who its author is are no business impact."""
    read = read_mail(subject, body)
    assert [one.text(BRINGS) for one in read.requests] == [""]


@pytest.mark.parametrize(("subject", "body"), NO_WISH)
def test_thanks_questions_faults_and_pitches_are_no_request(subject: str, body: str) -> None:
    """They name the same products in the same words."""
    read = read_mail(subject, body)
    assert read.purpose is not Purpose.REQUEST, read.because
