"""A holiday told beside a wish, in languages whose wishes config/words has no cues of, and responders in the same words."""

import pytest
from test_recognise_absences import kind_of

from mailer.model.message import Automatic

WISHES = [
    (
        "Запрос",
        "Добрый день! Подскажите, можно ли подключить 1С:Бухгалтерию? Я в отпуске до 10 декабря, отвечу позже.",
    ),
    (
        "Интеграция",
        "С понедельника я в отпуске, поэтому пишу сейчас: сделайте, пожалуйста, выгрузку заказов в МойСклад, сейчас всё переносим руками.",
    ),
    ("Вопрос", "Я в отпуске до понедельника, но вопрос срочный: поддерживает ли ваш сервис OAuth?"),
    (
        "Пожелание",
        "Хотелось бы получать данные из Мегаплана. Буду в отпуске две недели, коллега Ирина на связи.",
    ),
    (
        "İstek",
        "Önümüzdeki hafta izindeyim ama şimdiden sorayım: Paraşüt bağlantısı ekleyebilir misiniz? Faturaları elle giriyoruz.",
    ),
    (
        "Entegrasyon",
        "İzindeyim, 5 Aralık'ta dönüyorum. Yine de yazayım: Trendyol siparişlerini sisteminize aktarmak istiyoruz.",
    ),
    ("Soru", "Tatildeyim, yine de merak ettim: verileri CSV olarak alabilir miyiz?"),
    (
        "Prośba",
        "Jestem na urlopie do piątku, ale chciałabym zapytać, czy planujecie integrację z Fakturownią?",
    ),
    (
        "Integracja",
        "Potrzebujemy połączenia z Subiektem, bo przepisujemy faktury ręcznie. Od jutra będę na urlopie.",
    ),
    (
        "Pytanie",
        "Czy da się pobierać dane w formacie CSV? Jestem na urlopie, więc proszę o odpowiedź mailem.",
    ),
    (
        "Dotaz",
        "Jsem na dovolené, ale napadlo mě: šlo by doplnit napojení na Pohodu? Faktury přepisujeme ručně.",
    ),
    ("Žádost", "Chtěli bychom propojit Shoptet, objednávky teď kopírujeme. Od pondělí mám dovolenou."),
    ("Запит", "Просимо додати інтеграцію з Нова Пошта, зараз усе вводимо вручну. Я у відпустці до п'ятниці."),
    (
        "Önskemål",
        "Vi skulle behöva en koppling till Fortnox. Jag är på semester nästa vecka, Eva svarar på frågor.",
    ),
    (
        "Toive",
        "Tarvitsisimme yhteyden Procountoriin, laskut kopioidaan nyt käsin. Olen lomalla ensi viikolla.",
    ),
    ("Ønske", "Vi vil gerne have en forbindelse til Dinero. Jeg har ferie i næste uge."),
    ("Verzoek", "We zouden graag een koppeling met Exact Online hebben. Volgende week ben ik op vakantie."),
    ("Richiesta", "Vorremmo un collegamento con Fatture in Cloud. La prossima settimana sono in ferie."),
    (
        "Kérés",
        "Szeretnénk egy Számlázz.hu kapcsolatot, most kézzel írjuk a számlákat. Jövő héten szabadságon vagyok.",
    ),
    (
        "Подключение",
        "Нам очень не хватает выгрузки в Контур. Можете ли вы её добавить? На следующей неделе я в отпуске.",
    ),
    ("Идея", "Я сейчас в отпуске, но пока не забыл: мы хотели бы видеть заявки из Planfix прямо у вас."),
    ("Вопрос", "Планируете ли вы поддержку Saby? Если что, я в отпуске до среды."),
    ("Питання", "Чи можна підключити Приват24? Я у відпустці, але пошту читаю."),
    ("Rica", "Mikro ERP bağlantısına ihtiyacımız var. Cuma gününe kadar izindeyim."),
    ("Soru", "Netsis verilerini sizde görmek mümkün mü? Bu hafta tatildeyim."),
    ("Pomysł", "Przydałaby się wymiana danych z Comarch Optima. Ja od środy jestem na urlopie."),
    ("Integracja", "Chcielibyśmy wysyłać zamówienia do BaseLinkera, jestem na urlopie do poniedziałku."),
    ("Prosba", "Rádi bychom posílali objednávky do Money S3. Příští týden jsem na dovolené."),
    ("Prosba", "Potrebujeme prepojenie so SuperFaktúrou. Budúci týždeň som na dovolenke."),
    ("Fråga", "Går det att hämta ordrar från Visma? Jag är på semester till den 5 december men läser mejl."),
    ("Ønske", "Vi trenger en kobling til Tripletex. Jeg har ferie neste uke."),
    ("Pyyntö", "Voisitteko lisätä yhteyden Netvisoriin? Olen lomalla perjantaihin asti."),
    ("Kérdés", "Szükségünk lenne egy Billingo kapcsolatra. Szabadságon vagyok péntekig."),
]


@pytest.mark.parametrize(("subject", "text"), WISHES)
def test_who_asks_for_something_is_no_responder(subject: str, text: str) -> None:
    """Whatever the product is called, and whether the holiday stands before or behind the wish."""
    assert kind_of(subject, text) is None


AWAY = [
    (
        "Re: ваш запрос",
        "Здравствуйте! Я в отпуске до 10 декабря. Можете написать Ирине: irina@x.example, она поможет.",
    ),
    (
        "Re: запрос",
        "Спасибо за письмо. Нахожусь в отпуске по 5 декабря, доступ к почте ограничен. Отвечу по возвращении.",
    ),
    (
        "Re: запрос",
        "Добрый день. Меня не будет в офисе до среды. Если вопрос срочный, пожалуйста, звоните на +7 495 111 22 33.",
    ),
    (
        "Re: talebiniz",
        "Merhaba, 1-8 Aralık arasında izindeyim. Acil konular için lütfen Murat Bey ile iletişime geçiniz.",
    ),
    ("Re: talep", "E-postanız için teşekkürler. Şu an izindeyim, döndüğümde yanıtlayacağım."),
    (
        "Re: zapytanie",
        "Dziękuję za wiadomość. Jestem na urlopie do 5 grudnia. W pilnych sprawach proszę o kontakt z Anną Nowak.",
    ),
    (
        "Re: zapytanie",
        "Dzień dobry, do piątku jestem na urlopie. Czy sprawa jest pilna? Proszę dzwonić: 600 100 200.",
    ),
    (
        "Re: dotaz",
        "Dobrý den, do 5. prosince mám dovolenou. V naléhavých případech kontaktujte prosím kolegu Petra.",
    ),
    ("Re: dotaz", "Děkuji za zprávu, jsem na dovolené a odpovím po návratu."),
    ("Re: запит", "Доброго дня! Я у відпустці до 5 грудня. З термінових питань звертайтеся до Олени."),
    ("Re: förfrågan", "Jag är på semester till och med 5 december. Vid brådskande ärenden kontakta Eva."),
    ("Re: pyyntö", "Olen lomalla 5.12. asti. Kiireellisissä asioissa ota yhteyttä Mattiin."),
    ("Re: x", "Здравствуйте, хочу сообщить, что я в отпуске до 1 декабря."),
    ("Re: x", "Я в отпуске. Если вам нужно подключить услугу, обращайтесь в отдел продаж."),
    (
        "Re: x",
        "Я в отпуске до 12.12. По вопросам договоров можно ли перенести на следующую неделю — решает Олег, пишите ему.",
    ),
    ("Re: x", "Bilgilendirmek isterim ki 3-7 Aralık tarihlerinde izindeyim. İyi çalışmalar."),
    ("Re: x", "Tatildeyim. Acil durumlarda 0212 000 00 00 numarasını arayabilirsiniz."),
    ("Re: x", "Chciałabym poinformować, że jestem na urlopie do 3 grudnia."),
    ("Re: x", "Jestem na urlopie. Jeśli potrzebują Państwo pomocy, proszę napisać na biuro@x.example."),
    ("Re: x", "Chtěl bych vás informovat, že do pátku mám dovolenou. Potřebujete-li pomoc, volejte Janě."),
    ("Re: x", "Mám dovolenou do 5. prosince. Vaší zprávě se budu věnovat po návratu."),
    ("Re: x", "Jag är på semester. Jag önskar er en fin helg!"),
    ("Re: x", "Jeg har ferie til mandag. Vi ønsker alle en god jul."),
    ("Re: x", "Olen lomalla. Jos tarvitsette apua, ottakaa yhteyttä toimistoon."),
    ("Re: x", "Szabadságon vagyok hétfőig. Ha sürgős, kérem hívja a központot."),
    ("Re: x", "Jeg har ferie til 5. desember. Trenger du hjelp, ring sentralbordet."),
]


@pytest.mark.parametrize(("subject", "text"), AWAY)
def test_a_responder_that_informs_or_sends_elsewhere_is_one(subject: str, text: str) -> None:
    """It wishes to tell, a good weekend, or that its reader turns to somebody else."""
    assert kind_of(subject, text) is Automatic.AUTO_REPLY
