"""What people want of us in Danish, Swedish, Norwegian, Finnish, Polish, Czech, Russian and Turkish."""

import pytest
from test_recognise_natural_words import GRAMMAR

from mailer.recognise.commands import read_commands, says_more
from mailer.recognise.news import asks_for_news, asks_when_done
from mailer.recognise.verbs import Verb

ORDERS: dict[Verb, list[str]] = {
    Verb.STOP: [
        "Jeg ønsker ikke at modtage flere mails fra jer.",
        "Meld mig fra, tak.",
        "Jag vill inte ha fler mejl från er.",
        "Meld meg av listen, takk.",
        "En halua saada enää viestejä teiltä.",
        "Proszę o wypisanie mnie z listy.",
        "Nechci dostávat další e-maily.",
        "Odhlaste mě prosím.",
        "Не хочу больше получать ваши письма.",
        "Отпишите меня, пожалуйста, от рассылки.",
        "Artık e-posta almak istemiyorum.",
        "İstemiyorum artık e-posta.",
    ],
    Verb.WITHDRAW: [
        "Vi trækker vores anmodning tilbage.",
        "Jag drar tillbaka min förfrågan.",
        "Slett forespørselen vår.",
        "Peruutamme pyyntömme.",
        "Proszę anulować moją prośbę.",
        "Stahujeme naši žádost.",
        "Отзовите, пожалуйста, мою заявку.",
        "Talebimizi iptal edin lütfen.",
    ],
    Verb.UNVOTE: [
        "Jeg vil gerne trække min stemme tilbage.",
        "Vi behöver inte det längre.",
        "Vi trenger det ikke lenger.",
        "Emme tarvitse sitä enää.",
        "Już tego nie potrzebujemy.",
        "Už to nepotřebujeme.",
        "Нам это больше не нужно.",
        "Artık buna ihtiyacımız yok.",
    ],
    Verb.VOTE: [
        "Vi har også brug for det.",
        "Vi behöver också det här.",
        "Vi trenger det også.",
        "Mekin tarvitsemme tätä.",
        "My też tego potrzebujemy.",
        "My to také potřebujeme.",
        "Нам это тоже нужно.",
        "Bizim de buna ihtiyacımız var.",
    ],
    Verb.WEEKLY: [
        "Send mig kun én mail om ugen.",
        "Bara ett mejl i veckan, tack.",
        "Én e-post i uken er nok.",
        "Yksi viesti viikossa riittää.",
        "Wystarczy jeden mail w tygodniu.",
        "Stačí jeden e-mail týdně.",
        "Достаточно одно письмо в неделю.",
        "Haftada bir e-posta yeterli.",
    ],
}


@pytest.mark.parametrize(("verb", "text"), [(verb, text) for verb, texts in ORDERS.items() for text in texts])
def test_it_is_understood_as_people_say_it(verb: Verb, text: str) -> None:
    """By families of words; a `please` between commas ends no clause."""
    assert [command.verb for command in read_commands(text, GRAMMAR).commands] == [verb]


@pytest.mark.parametrize(
    "text",
    [
        "Hvis det ikke kommer i år, har vi ikke brug for det længere.",
        "Våra kunder vill inte ha fler mejl från butiken.",
        "Vi trenger ikke lenger skrive alt for hånd.",
        "Jos se ei onnistu, emme tarvitse sitä enää.",
        "Nie potrzebujemy już wpisywać wszystkiego ręcznie.",
        "Pokud to nepůjde, už to nepotřebujeme.",
        "Клиенты больше не хотят получать письма со склада.",
        "Müşterilerimiz artık e-posta almak istemiyor.",
    ],
)
def test_a_condition_or_a_story_orders_nothing(text: str) -> None:
    """The same words, said of somebody else or of what may come."""
    assert read_commands(text, GRAMMAR).commands == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mange tak for det hurtige svar!\n\nMvh\nAda",
        "Tack så mycket för hjälpen!",
        "Tusen takk, det var raskt.",
        "Suuret kiitokset nopeasta vastauksesta!",
        "Bardzo dziękuję za szybką odpowiedź!",
        "Moc děkujeme za rychlou odpověď!",
        "Большое спасибо за быстрый ответ!",
        "Hızlı cevabınız için çok teşekkür ederiz!",
    ],
)
def test_thanks_say_nothing_more(text: str) -> None:
    """However many words they take."""
    assert not says_more(text, GRAMMAR)


@pytest.mark.parametrize(
    "text",
    [
        "Hej,\n\nhvad er status på min anmodning?\n\nMvh\nAda",
        "Hur går det med vårt önskemål?",
        "Hvordan går det med saken vår?",
        "Missä vaiheessa pyyntömme on?",
        "Dzień dobry, jaki jest status mojej prośby?",
        "Jak to vypadá s naším požadavkem?",
        "Здравствуйте! Как обстоят дела с нашей заявкой?",
        "Talebimizin son durumu nedir?",
        "Er der nyt om vores ønske?",
        "Есть ли новости по моей заявке?",
    ],
)
def test_how_it_stands(text: str) -> None:
    """With a greeting and a name, and nothing else."""
    assert asks_for_news(text) and not asks_when_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hvornår er den klar?",
        "När kommer integrationen?",
        "Når blir det ferdig?",
        "Milloin se on valmis?",
        "Kiedy to będzie gotowe?",
        "Kdy to bude hotové?",
        "Когда это будет готово?",
        "Ne zaman hazır olur?",
    ],
)
def test_when_it_is_done(text: str) -> None:
    """The day by which it is there."""
    assert asks_when_done(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hvornår kan vi tale sammen?",
        "Hur går det med ert nya kontor?",
        "Kiedy będzie spotkanie?",
        "Kdy bude schůzka?",
        "Когда будет встреча?",
        "Hvad er status på lageret, og kan I sende den hver dag?",
    ],
)
def test_another_question_asks_for_no_news(text: str) -> None:
    """A person answers it."""
    assert not asks_for_news(text)
