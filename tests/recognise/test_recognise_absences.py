"""A responder that marks nothing is told by its words, and a person who mentions a holiday stays one."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.message import Automatic
from mailer.parse.message import parse
from mailer.recognise.automatic import judge

HEAD = (
    "From: Anna <anna@acme.example>\nTo: integrations@core.example\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n"
)
OURS = "Re: [INT-1] Snowflake: three questions"


def kind_of(subject: str, text: str) -> Automatic | None:
    message = parse(f"{HEAD}Subject: {subject}\n\n{text}\n".encode())
    read = understand(message, WORDS, CATALOG)
    own = frozenset({"integrations@core.example"})
    return judge(message, own, "mail.core.example", read.asking, read.wishing).kind


RESPONDERS = [
    "Hello,\n\nI am on annual leave, returning on 4 January. My colleague Tom can help in the meantime.\n\nKind regards\nAnna",
    "Thanks for your email. I'm currently away on parental leave and will be back in June.",
    "Hi there, I will be out of the office from 23 to 30 November with limited access to my inbox.",
    "Our offices are closed between Christmas and New Year. We will respond to your message from 4 January.",
    "Tom Miller no longer works for Acme Ltd. Your mail has not been forwarded. Please write to sales@acme.example.",
    "Thank you for contacting us. We have received your message and will get back to you within two business days.",
    "This inbox is no longer monitored. Please use help@acme.example instead.",
    "Guten Tag,\nvielen Dank für Ihre Nachricht. Vom 23. bis 30. November bin ich nicht im Büro. In dringenden Fällen wenden Sie sich bitte an Herrn Maier.\nFreundliche Grüße\nAnna Weber",
    "Ich habe bis einschließlich 3. Januar Urlaub. Ihre E-Mails werden nicht gelesen.",
    "Unser Büro ist vom 24.12. bis 2.1. geschlossen. Ab dem 3.1. sind wir wieder für Sie da.",
    "Ich bin nicht mehr bei der Acme GmbH tätig. Bitte wenden Sie sich an info@acme.example.",
    "Bonjour,\nje suis actuellement en congés jusqu'au 2 décembre inclus. Pour toute urgence, merci de contacter Paul.\nCordialement",
    "Je serai absente du 23 au 30 novembre. Je vous répondrai à mon retour.",
    "Nos bureaux sont fermés jusqu'au 4 janvier. Nous répondrons à votre message dès notre retour.",
    "Je ne travaille plus chez Acme. Merci d'adresser vos messages à info@acme.example.",
    "Hola:\nEstaré de vacaciones hasta el 30 de noviembre. Para asuntos urgentes, escriba a Marta.\nSaludos",
    "Nuestra oficina permanecerá cerrada hasta el 7 de enero. Responderemos a su mensaje a la vuelta.",
    "Ya no trabajo en Acme. Por favor, contacte con info@acme.example.",
    "Olá, estarei de férias até 30 de novembro. Em caso de urgência, contacte a minha colega Rita.",
    "Recebemos a sua mensagem e responderemos o mais breve possível.",
    "Buongiorno, sono in ferie fino al 30 novembre. Per urgenze contattare Marco.",
    "Il nostro ufficio è chiuso fino al 7 gennaio. Risponderemo al suo messaggio al rientro.",
    "Hallo, ik ben tot 30 november met verlof. Neem bij spoed contact op met Jan.",
    "Wij hebben uw e-mail ontvangen en zullen zo snel mogelijk antwoorden.",
    "Dzień dobry, przebywam na urlopie wypoczynkowym do 30 listopada. W pilnych sprawach proszę o kontakt z Janem.",
    "Jestem obecnie poza biurem. Odpowiem po powrocie.",
    "Hej, jag har semester till 30 november. Vid brådskande ärenden, kontakta Bo.",
    "Jag är tjänstledig och läser inte min mejl.",
    "Hej, jeg er på barsel frem til marts. Kontakt venligst min kollega Per.",
    "Jeg har ferie til 30. november og svarer på din mail, når jeg er tilbage.",
    "Hei, olen kesälomalla 30.11. saakka. Kiireellisissä asioissa ota yhteyttä Mattiin.",
    "Olen vanhempainvapaalla maaliskuuhun asti.",
    "Dobrý den, jsem na dovolené do 30. listopadu. V naléhavých případech kontaktujte kolegu.",
    "Do 30. 11. jsem mimo kancelář a odpovím po návratu.",
    "Здравствуйте! Я нахожусь в ежегодном отпуске до 30 ноября. По срочным вопросам обращайтесь к Ивану.",
    "Меня не будет в офисе до понедельника. Отвечу после возвращения.",
    "Merhaba, 30 Kasım'a kadar tatildeyim. Acil konular için Ali ile iletişime geçebilirsiniz.",
    "Şu anda ofis dışındayım, döndüğümde yanıtlayacağım.",
    "您好，我从11月23日至30日休年假，期间无法及时回复邮件。如有急事请联系王伟。",
    "感谢您的来信。我目前出差中，会尽快回复您。",
    "お世話になっております。11月30日まで休暇を取得しております。お急ぎの場合は田中までご連絡ください。",
    "誠に勝手ながら、年末年始は休業いたします。お返事は1月5日以降となります。",
    "メールありがとうございます。本日は不在となりますので、明日以降にご返信いたします。",
    "안녕하세요. 11월 30일까지 휴가 중입니다. 급한 용무는 김 과장에게 연락해 주세요.",
    "현재 출장 중이므로 회신이 늦어질 수 있습니다.",
    "Your ticket has been created. Your case number is 4711. Our team will contact you.",
    "Su solicitud ha sido registrada con el número 4711.",
    "O seu pedido foi registado com o número 4711. Entraremos em contacto.",
    "La sua richiesta è stata presa in carico con il numero 4711.",
    "Uw aanvraag is geregistreerd onder nummer 4711. Wij nemen contact met u op.",
    "お問い合わせを受け付けいたしました。受付番号は4711です。",
    "您的工单已创建，编号为4711。",
    "문의가 접수되었습니다. 접수번호는 4711입니다.",
    "Ваша заявка зарегистрирована под номером 4711.",
    "I'm off on PTO until next Tuesday. Ping the #data channel if it can't wait.",
    "I will be on a business trip this week and will have limited access to email. Expect delays.",
    "Anna has left the organisation. Please redirect your inquiry to hr@acme.example.",
    "We're closed for the summer break, back on 16 August. Have a great summer!",
    "Derzeit bin ich auf Dienstreise und nur eingeschränkt erreichbar. Ich melde mich nach meiner Rückkehr.",
    "Hallo, ich bin bis 30.11. krankgeschrieben. Meine Vertretung ist Frau Kuhn.",
    "Frau Weber ist nicht mehr für unser Unternehmen tätig. Ihre Mail wird nicht weitergeleitet.",
    "En congé maternité jusqu'au 1er mars, je ne consulte pas mes mails. Pour toute question : contact@acme.example.",
    "Actuellement en déplacement, je ne pourrai vous répondre avant lundi.",
    "Me encuentro de baja por maternidad. Le atenderá mi compañera Marta.",
    "Gracias por su mensaje. Estoy fuera de la oficina y no tendré acceso al correo hasta el día 30.",
    "Encontro-me ausente até dia 30. Responderei assim que possível.",
    "Estou em licença-maternidade até março. Fale com a Rita.",
    "Sarò assente dal 23 al 30 novembre. Per comunicazioni urgenti scrivere a marco@acme.example.",
    "Op dit moment ben ik met zwangerschapsverlof. Mijn collega Jan helpt u graag.",
    "Z powodu urlopu nie będzie mnie w biurze do 30 listopada.",
    "Jag är på semester och är tillbaka den 30 november. Hälsningar Anna",
    "Tak for din mail. Jeg er på ferie og vender tilbage mandag.",
    "Olen poissa toimistolta perjantaihin asti. Terveisin Anna",
    "Od 23. do 30. listopadu čerpám dovolenou, na e-mail odpovím poté.",
    "Спасибо за письмо! Сейчас я в декретном отпуске. Мой коллега Иван вам поможет.",
    "Doğum iznindeyim. Mesajınız iletilmeyecektir.",
    "本人将于11月23日至11月30日休假，如有急事请致电同事。",
    "您好！我已离职，请联系 info@acme.example。",
    "育児休業中のため、返信できません。代わりに佐藤が対応いたします。",
    "このたび退職いたしました。今後のご連絡は info@acme.example までお願いいたします。",
    "육아휴직 중입니다. 담당자는 이민수입니다.",
    "11월 25일은 회사 휴무입니다. 다음 날 회신드리겠습니다.",
]
WISHES = [
    (
        "Salesforce",
        "Hello, please add a Salesforce integration, we enter every lead twice. I am on vacation until 3 December, so no rush with questions.",
    ),
    (
        "Jira connector",
        "We need a Jira connector to sync our tickets. I will be out of the office from Thursday, Tom can answer questions.",
    ),
    (
        "Anbindung Personio",
        "Wir hätten gerne eine Anbindung an Personio. Ich bin vom 1. bis 5. Dezember im Urlaub, danach gerne per Telefon.",
    ),
    (
        "Schnittstelle",
        "Bis Freitag bin ich nicht im Büro, trotzdem: Wir wünschen uns eine Schnittstelle zu Shopware, um Bestellungen zu übernehmen.",
    ),
    (
        "Intégration",
        "Bonjour, serait-il possible d'ajouter une intégration avec HubSpot ? Je serai absent du 1er au 5 décembre.",
    ),
    (
        "Conector",
        "Hola, necesitamos un conector con Odoo para las facturas. Estaré de vacaciones hasta el lunes.",
    ),
    ("Integração", "Olá, precisamos de uma integração com o Pipedrive. Estarei de férias até segunda-feira."),
    (
        "Integrazione",
        "Buongiorno, vorremmo un'integrazione con Shopify per gli ordini. Sono in ferie fino a lunedì.",
    ),
    (
        "Koppeling",
        "Hallo, we zouden graag een koppeling met Exact Online hebben. Ik ben vanaf morgen op vakantie.",
    ),
    (
        "Integracja",
        "Dzień dobry, potrzebujemy integracji z Jira, aby synchronizować zgłoszenia. Od jutra jestem na urlopie.",
    ),
    ("Integration", "Hej, vi skulle behöva en integration med Slack. Jag är på semester till måndag."),
    ("Integration", "Hej, vi vil gerne have en integration til HubSpot. Jeg er på ferie til mandag."),
    (
        "Integraatio",
        "Hei, tarvitsemme integraation Slackiin, jotta hälytykset tulevat sinne. Olen lomalla maanantaihin.",
    ),
    ("Integrace", "Dobrý den, potřebujeme integraci s Jira. Do pondělí jsem na dovolené."),
    ("Интеграция", "Здравствуйте, нам нужна интеграция с Jira. Я в отпуске до понедельника."),
    ("Entegrasyon", "Merhaba, Slack entegrasyonu istiyoruz. Pazartesiye kadar izindeyim."),
    ("集成", "您好，我们希望支持与Salesforce集成，以便同步客户数据。我从明天起休假。"),
    (
        "連携",
        "お世話になっております。Slackとの連携機能を追加していただけないでしょうか。来週は休暇をいただいております。",
    ),
    ("연동", "안녕하세요. 슬랙(Slack) 연동 기능을 추가해 주세요. 다음 주는 휴가 중입니다."),
    (
        "Out of office replies: Calendly connector",
        "We would like a Calendly connector so that an out-of-office is set by itself.",
    ),
    (
        "Automatic reply when a Zendesk ticket comes in",
        "Could you add an integration with Zendesk? It should send an automatic reply.",
    ),
    (
        "Abwesenheitsnotizen aus Personio",
        "Wir brauchen eine Integration mit Personio, die Abwesenheiten übernimmt.",
    ),
    (
        "Vacation calendar connector",
        "Please add BambooHR. If someone is on vacation until Friday, the calendar should show it.",
    ),
]
WISHES += [
    (
        "Rechnungen",
        "Unser Steuerberater arbeitet mit DATEV. Könnten die Rechnungen dort automatisch ankommen?\n\nIch bin ab Montag wieder im Büro.",
    ),
    (
        "Musée",
        "Nos fiches sont sur Trello. Il nous serait très utile que chaque demande y crée une carte.\nJe serai absente du 3 au 10 décembre.",
    ),
    (
        "Clientes",
        "Los clientes están en Zoho CRM. Quisiéramos que las reservas aparecieran allí. Estaré de vacaciones hasta el 10.",
    ),
]
OTHERS = [
    ("フォームの件", "「このメールに返信してください」とありましたので、お送りします。"),
    (
        "Brevo",
        "You are receiving this because I found no form. We need Brevo, our unsubscribe lists live there.",
    ),
    (
        "Question about formats",
        "Our office is closed on Fridays, can we schedule the nightly sync differently?",
    ),
    (
        "Re: [INT-1] Snowflake",
        "We use OAuth 2.0, and the data is JSON. Our team has received your mail, thanks.",
    ),
    (
        "Our new address",
        "I have left Acme Corp and now work for Beta Ltd. The request for Jira should go on under my new address bo@beta.example.",
    ),
    ("Kafka", "Could you tell me whether Kafka is supported? I am travelling to Berlin next week."),
    (
        "Accepted: our budget for the Snowflake integration",
        "Good news, the budget was accepted by our board. We can start with the tests in January and would pay for the pilot.",
    ),
    (
        "[ALERT] Snowflake integration down",
        "Our Snowflake integration is down since 9, could you have a look? Status is red.",
    ),
    (
        "Declined: why?",
        "You declined our request for SAP. Could you tell us the reason, please? We had provided documentation and test access, and our board wants to understand what was missing there.",
    ),
    (
        "Problem: Jira connector",
        "We have a problem with the Jira connector, it does not sync comments. Host: jira.acme.example",
    ),
    ("Recall feature for Outlook", "We would like the Outlook integration to recall messages."),
    ("Cron expressions for the S3 source", "Please let us use cron expressions in the S3 integration."),
    (
        "[acme/repo] needs a GitLab integration",
        "We would like a GitLab integration for our repos (PR #12 shows how).",
    ),
    ("Ticket number", "My ticket number is 4711, is there any news?"),
    ("Anfrage", "Meine Ticketnummer lautet 4711. Wie ist der Stand?"),
    ("Re: Jira", "Thanks for your email! Yes, weekly is enough, and the format is JSON."),
    ("Frage", "Ich bin ab 9 Uhr unter 0171 1234 erreichbar, falls Sie zur Anbindung von DATEV Fragen haben."),
    (
        "Closed-won deals",
        "Closed deals from Pipedrive should come in by themselves; today we type them by hand.",
    ),
    ("Urlaub", "Wir brauchen eine Anbindung an Absence.io, damit Urlaub und Elternzeit übernommen werden."),
    ("离职", "我们希望集成钉钉，员工已离职时自动停用账号。"),
    ("퇴사", "퇴사한 직원을 자동으로 비활성화하도록 Okta 연동을 추가해 주세요."),
    ("退職", "退職した社員を自動で無効にするため、SmartHRとの連携をお願いします。"),
    ("Question", "L'intégration Sage est actuellement absente de votre catalogue. Est-elle prévue ?"),
    ("Frage", "Wenn ich in Personio Urlaub eintrage, habe ich den Urlaub dann auch in Outlook?"),
    ("Problém", "Mám problém s dovolenou v Jira, nesynchronizuje se."),
    ("Ferie", "Jeg har brug for ferie i kalenderen, kan I hjælpe?"),
    ("Spørgsmål", "Jeg er glad for jeres produkt, men mangler Slack."),
    ("Fråga", "Jag är ledig på fredag om ni vill prata om Slack."),
    ("Closed", "Is your office closed on Friday? I would like to call you about our request."),
    ("Re: [INT-1] Snowflake", "We are travelling light: only JSON, 2 GB a night, OAuth."),
    ("Re: [INT-1] Snowflake", "Our team is closed to outsiders, but testing is possible with our sandbox."),
    ("Mail only users", "Field staff with no access to email need SMS: please add a Twilio integration."),
    ("Question", "Does the Gmail connector still work without access to my mail? Our admin asks."),
    ("Ticket", "Is it true that your request has been queued? We wait for the Jira connector."),
    ("Urgent", "Please contact me about the Workday integration: we need it by May."),
    ("Frage", "Ihre Anfrage zu unserem Zugang habe ich erhalten; der Testzugang ist ab morgen offen."),
    ("Re: Jira", "Wir haben Ihre Mail erhalten und finden den Vorschlag gut: bitte täglich, als CSV."),
    ("休暇", "休暇申請をSlackに通知する連携をお願いします。"),
    ("休假", "我们需要钉钉集成：员工休假时同步到日历。"),
    ("문의", "휴가 신청을 슬랙으로 알리는 연동이 있나요?"),
    ("Вопрос", "Когда сотрудник в отпуске, задачи Jira должны переназначаться. Это возможно?"),
    ("İzin", "Çalışan izinde olduğunda Slack durumunu değiştirmek istiyoruz."),
    (
        "Read: the docs are outdated",
        "Your message catalogue was read by our team, and the docs for S3 are outdated.",
    ),
    ("Resolved: Jira question", "Thanks, that solved it. We still wish for a Confluence integration."),
    ("Alert routing", "[We] need an Opsgenie integration. Severity: should be mapped."),
    (
        "Incident - need PagerDuty",
        "We had an incident and need a PagerDuty integration, triggered by our rules.",
    ),
    ("Accepted", "We accepted your terms."),
    ("Zugesagt: Budget", "Das Budget für Snowflake ist da."),
]
ASIDES = [
    (
        "Out of office",
        "I am away until Monday. We would like to help you there sooner: please write to our Zendesk desk.",
    ),
    (
        "Re: Snowflake integration",
        "I am out of the office until Monday. For questions about the Salesforce integration please contact Bob.",
    ),
    (
        "Automatic reply: Jira integration",
        "Thank you for your request for a Jira integration. I am on leave until May.",
    ),
    (
        "Re: Integration request: Snowflake",
        "I am on vacation until 12 May. If you need the Snowflake connector urgently, please contact my colleague.",
    ),
    (
        "AW: Anbindung DATEV",
        "Ich bin bis Montag im Urlaub. Bei Fragen zur Anbindung DATEV wenden Sie sich bitte an Max.",
    ),
    ("RE: Connecteur Sage", "Je suis en congés. Pour une demande de connecteur Sage, contactez Paul."),
    ("Re: Snowflake integration", "I am out of the office until Nov 30, attending AWS re:Invent."),
    (
        "Automatic reply: Snowflake integration",
        "I will be at the Snowflake Summit this week. My replies will be delayed.",
    ),
    ("Out of Office: Re: integration", "We need to close the office today."),
    (
        "Re: Jira integration",
        "I am on parental leave until June. Please send requests for the Jira integration to Bob.",
    ),
    (
        "Re: HubSpot integration request",
        'Your request has been registered: "Please add a HubSpot integration, we need it." Our agents will contact you.',
    ),
    ("Re: Anbindung an SAP gewünscht", "Ich bin bis Montag im Urlaub und melde mich danach."),
    (
        "Re: Wir brauchen eine Integration mit Jira",
        "Vielen Dank für Ihre Nachricht. Ich bin derzeit nicht erreichbar.",
    ),
    (
        "Re: Need Jira integration",
        "I am away until Monday. My team continues to work on the Jira integration. Please contact them.",
    ),
    (
        "Re: need Snowflake connector",
        "I am on leave until June. Should you need to add anything to the Snowflake project, contact Bob.",
    ),
    ("Re: Conector", "Estoy de vacaciones. Para el conector de Odoo, contacte con Marta."),
    (
        "Automatische Antwort: Schnittstelle",
        "Bitte wenden Sie sich für Wünsche zur DATEV-Schnittstelle an Max.",
    ),
    ("Re: 連携", "休暇をいただいております。Slack連携の件は田中までご連絡ください。"),
]
NOTICES = [
    ("Abgelehnt: Termin Snowflake-Integration", ""),
    ("Accepté : Réunion intégration Sage", ""),
    ("承諾: Snowflake連携の打ち合わせ", ""),
    ("Tentative: Call on Jira integration", "Bo has tentatively accepted this meeting."),
    (
        "Cloudbyte Weekly: Notion and Slack",
        "This week: Slack integration tips.\n\nYou are receiving this email because you signed up. Unsubscribe here.",
    ),
    (
        "Boletín: nueva integración con Shopify",
        "Conecta tu tienda.\n\nRecibes este correo porque te suscribiste. Darse de baja",
    ),
    ("Rückruf: Snowflake-Anbindung", 'Anna Weber möchte die Nachricht "Snowflake-Anbindung" zurückrufen.'),
    ("Rappel : connecteur Sage", "Anna Weber souhaite rappeler le message « connecteur Sage »."),
    ("Cron <app@web2> /opt/jira-sync.sh", "Traceback"),
    ("[FIRING:1] SnowflakeIntegrationDown", "Alertmanager\nseverity: critical\nhost: db1"),
    ("RESOLVED: Jira connector latency", "Incident #4711 was resolved. Duration: 5 min"),
    (
        "[acme/etl] Slack integration fails (Issue #44)",
        "bo commented on this issue.\n\n—\nReply to this email directly, view it on GitHub, or unsubscribe.\nYou are receiving this because you were mentioned.",
    ),
    (
        "[JIRA] (ABC-12) Add Snowflake connector",
        "Bo commented on ABC-12.\n\nThis message was sent by Atlassian Jira (v9)",
    ),
]


@pytest.mark.parametrize("text", RESPONDERS)
def test_who_says_no_more_than_to_be_away_is_a_responder(text: str) -> None:
    """Away, closed, gone, or glad to have the mail: in all languages, below our own subject."""
    assert kind_of(OURS, text) is Automatic.AUTO_REPLY


@pytest.mark.parametrize(("subject", "text"), WISHES)
def test_a_holiday_beside_a_wish_is_an_aside(subject: str, text: str) -> None:
    """The same text asks for an integration of a named product, and no field marks it."""
    assert kind_of(subject, text) is None


@pytest.mark.parametrize(("subject", "text"), OTHERS)
def test_words_of_absence_make_nobody_a_responder(subject: str, text: str) -> None:
    """Somebody else is away, a feature is absent, or the text says more than a responder does."""
    assert kind_of(subject, text) is None


@pytest.mark.parametrize(("subject", "text"), ASIDES)
def test_a_product_named_beside_an_absence_asks_for_nothing(subject: str, text: str) -> None:
    """The subject is the mail that it answers; the text names a product to say whom else to ask."""
    assert kind_of(subject, text) is Automatic.AUTO_REPLY


@pytest.mark.parametrize(("subject", "text"), NOTICES)
def test_a_notice_of_a_program_is_no_request(subject: str, text: str) -> None:
    """Calendars, recalls, schedulers, monitors and forges write below subjects that name a product."""
    assert kind_of(subject, text) is Automatic.BULK
