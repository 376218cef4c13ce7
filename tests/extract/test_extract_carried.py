"""What is carried out of a program that nobody knows is wished to come into ours, however its author tells it; what comes from a
town, a person or for another reason is not."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Purpose

WISHES = [
    (
        "A better way?",
        "Petra exports the list from Routemate by hand and mails it to you. Could that go directly?",
        "Routemate",
    ),
    (
        "Question",
        "Hi, would it be possible to bring the readings from Ampero into your dashboard every hour?",
        "Ampero",
    ),
    (
        "Weekly upload",
        "We export CSV files from Harvestly by hand every week. Could this be automated?",
        "Harvestly",
    ),
    ("Frage zu Lumera", "Gibt es eine Möglichkeit, unsere Daten aus Lumera bei euch zu sehen?", "Lumera"),
    ("Kurze Frage", "Könntet ihr die Aufträge aus Handwerkix automatisch zu euch übernehmen?", "Handwerkix"),
    (
        "Doppelte Arbeit",
        "Wir tippen die Rechnungen aus Belegio von Hand bei euch ein. Wäre da eine Schnittstelle möglich?",
        "Belegio",
    ),
    (
        "Double saisie",
        "Nous recopions à la main les heures de Pointeo chez vous. Serait-il possible d'automatiser ?",
        "Pointeo",
    ),
    ("Datos", "¿Podrían traer los pedidos de Panaderix a su sistema automáticamente?", "Panaderix"),
    ("Domanda", "C'è un modo per portare i dati di Vantor ERP nel vostro strumento?", "Vantor ERP"),
    ("Vraagje", "Hoi, is er een manier om onze data uit Vantor ERP in jullie tool te krijgen?", "Vantor ERP"),
    ("Pergunta", "Há alguma forma de trazer os dados do Vantor ERP para a vossa ferramenta?", "Vantor ERP"),
]
OTHERS = [
    ("Report", "We copy the figures from Germany into the sheet by hand. Could we get a discount?"),
    ("Question", "Is there a way to reset the password of my Jira connection?"),
    ("Meeting", "Could you bring the contract from London to your office on Friday?"),
    ("Invoice 20934", "We received invoice 20934 twice. Could you please cancel one of them?"),
    ("Termin", "Könnten Sie die Unterlagen aus Hamburg bitte direkt mitbringen?"),
    ("Frage", "Gibt es eine Möglichkeit, mein Passwort bei euch zurückzusetzen?"),
    ("Visite", "Pourriez-vous accueillir nos collègues de Lyon chez vous jeudi ?"),
    ("Facture", "Nous avons reçu la facture 881 en double. Merci de l'annuler."),
    ("Visita", "¿Podrían recibir a los compañeros de Madrid en su oficina el jueves?"),
    ("Visita", "Potreste ricevere i colleghi di Milano da voi giovedì?"),
    ("Vraag", "Is er een manier om mijn wachtwoord bij jullie te wijzigen?"),
    ("Visita", "Poderiam receber os colegas de Lisboa no vosso escritório na quinta?"),
]


@pytest.mark.parametrize(("subject", "body", "name"), WISHES)
def test_what_shall_be_carried_here_is_asked_for(subject: str, body: str, name: str) -> None:
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == [name]


@pytest.mark.parametrize(("subject", "body"), OTHERS)
def test_what_comes_from_elsewhere_is_not(subject: str, body: str) -> None:
    read = read_mail(subject, body)
    assert read.purpose not in (Purpose.REQUEST, Purpose.THANKS)
