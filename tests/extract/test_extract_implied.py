"""Wishes that no sentence asks for: what should happen between two programs, and names that only answer; and what looks alike."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Purpose


@pytest.mark.parametrize(
    ("subject", "body", "name"),
    [
        ("Door sensors", "We run a hostel and your planner for the cleaners. Our doors report to Home Assistant. As soon as a guest checks out, a cleaning job should appear in your planner.", "Home Assistant"),
        ("Werkstatt", "Die Werkstatt plant mit Ihrem Programm, die Fahrzeuge melden sich bei Geotab. Sobald eines 10.000 km gefahren ist, sollte ein Termin angelegt werden.", "Geotab"),
        ("Piscine", "Nous planifions les agents avec votre logiciel. Les sondes envoient leurs mesures à Datadog. Dès qu'une sonde dépasse le seuil, une intervention devrait être créée.", "Datadog"),
        ("Reservas", "Llevamos los turnos con vuestro programa y las mesas con WooCommerce. Cuando llega una reserva de más de diez personas, tendría que aparecer un turno extra.", "WooCommerce"),
        ("センサー", "御社のシステムで作業を管理しています。センサーのデータはThingsBoardに集まります。湿度が上がったら、作業が登録されるべきです。", "ThingsBoard"),
        ("Sv: Koppling till bokföring", "Hej, svar nedan.\n\nVisma.\n\nFakturor och kunder, en gång per dygn.", "Visma"),
        ("AW: Anbindung Ihrer Buchhaltung", "Hallo, Antworten unten.\n\nLexware.\n\nRechnungen mit Kostenstelle.", "Lexware"),
        ("Önskemål om koppling", "System/tjänst:\nFortnox\n\nSyfte:\nFakturor över natten", "Fortnox"),
        ("Prośba o integrację", "System:\nFakturownia\n\nCel:\nfaktury co noc\n\nSkala:\n40 dziennie", "Fakturownia"),
        ("reminders", "We have a Twillio account from before. Could you plug into Twillio so the reminders go out from our own number?", "Twillio"),
    ],
)  # fmt: skip
def test_what_should_happen_and_what_only_answers_is_a_wish(subject: str, body: str, name: str) -> None:
    """Two programs and a rule between them, or a known name that is all of an answer, ask for that name."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST, read.because
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == [name]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Question about the rota", "When I open the rota on Monday, the shifts should be there, but the page stays empty. We also use Slack."),
        ("Slack", "When somebody books, the Slack integration should post a message. Since Tuesday it does not, error 403."),
        ("Your meeting", "When you arrive in Leeds you should ring the bell twice. We will have Zoom open for your team."),
        ("Fire drill", "When the alarm rings everybody should leave your system running and use Teams on the phone."),
        ("Réunion", "Quand vous arriverez, vous devriez passer par l'accueil. Le lien Zoom suit."),
        ("Re: connector call", "Monday.\n\nTen is fine for me, see you then."),
        ("Re: integration", "Perfect.\n\nThanks for the quick answer to all of this."),
        ("Sv: Koppling till bokföring", "Hej, tack, det fungerar nu.\n\nÅsa"),
        ("Frage zur Jira-Anbindung", "Frage zur Jira-Anbindung: Wo trage ich den Token ein? Wir möchten Tickets automatisch anlegen, genau dafür haben wir sie ja."),
        ("Connecteur Odoo", "Une question sur le connecteur Odoo : dans quel menu saisit-on la clé ? Nous voulons synchroniser les factures automatiquement."),
        ("Integração Bling", "Minha dúvida é onde coloco o token da integração com o Bling. Queremos enviar os pedidos automaticamente."),
        ("Adding a Snowflake connection", "My question is where the Snowflake connection is set up. I want to use the plugin at work."),
        ("How do I add a Postgres data source?", "How do I add a Postgres data source? I am on version 4."),
    ],
)  # fmt: skip
def test_what_behaves_is_broken_or_is_asked_how_is_no_wish(subject: str, body: str) -> None:
    """A fault, people who should do something, a day of the week, and how something there is used name nothing to be built."""
    assert read_mail(subject, body).purpose is not Purpose.REQUEST
