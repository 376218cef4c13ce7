"""What free sentences tell of impact, loads and signing in is told by how they are built, in any of the ten languages."""

import pytest
from understanding import read_mail

from mailer.model.request import Details, Field

TOLD = [
    ("SeaTable", "Add SeaTable as a source.", "Lots of schools in Germany work with it."),
    ("Zulip", "Please add Zulip.", "Plenty of projects use it these days."),
    ("Nextcloud", "Bitte Nextcloud anbinden.", "Sehr viele Vereine nutzen das inzwischen."),
    ("Bling", "Por favor integrem com o Bling.", "Muitas lojas pequenas no Brasil usam ele."),
    ("Keycloak", "Please add Keycloak login.", "Our security team will not approve the tool before that."),
    (
        "Odoo",
        "Please connect Odoo. We run our orders through it.",
        "We are about to lose two contracts worth 40k because of this.",
    ),
    (
        "Gusto",
        "We would like a Gusto integration, to pull in new hires.",
        "It would give our HR lady six hours back every month.",
    ),
    (
        "Xero",
        "Please add Xero to send bills over.",
        "Until then our accountant burns two evenings each month.",
    ),
    (
        "Tally",
        "We need Tally for our bookkeeping exports.",
        "Last quarter we paid 1,200 euros in late fees because bookings arrived late.",
    ),
    (
        "Pipefy",
        "Pipefy connector, to create cards from mails.",
        "Half the department is waiting for this and refuses to move over until it exists.",
    ),
    (
        "Weclapp",
        "Bitte bindet Weclapp an, damit Aufträge ankommen.",
        "Uns sind deswegen schon zwei Kunden abgesprungen.",
    ),
    (
        "DATEV",
        "Könnt ihr DATEV anbinden? Belege sollen dort landen.",
        "Ohne die Schnittstelle können wir euer Produkt nicht einführen.",
    ),
    (
        "Billbee",
        "Bitte Billbee unterstützen, wir verwalten dort Bestellungen.",
        "Im letzten Jahr haben wir dadurch rund 5.000 Euro verloren.",
    ),
    (
        "Pennylane",
        "Bonjour, pourriez-vous ajouter Pennylane pour y envoyer les factures ?",
        "Nous avons déjà perdu deux contrats faute de cette connexion.",
    ),
    (
        "Sellsy",
        "Merci d'ajouter Sellsy, où sont nos clients.",
        "Sans elle, impossible de déployer votre outil dans nos agences.",
    ),
    (
        "Cegid",
        "Pouvez-vous intégrer Cegid afin que les ventes remontent ?",
        "Plusieurs de nos clients nous le réclament depuis un an.",
    ),
    (
        "Holded",
        "Hola, ¿podrían integrar Holded para enviar las facturas?",
        "Ya se nos han ido dos clientes por no tenerlo.",
    ),
    (
        "Sage",
        "Necesitamos Sage para la contabilidad.",
        "Sin la integración no podremos renovar el contrato en mayo.",
    ),
    (
        "Bind",
        "Por favor agreguen Bind ERP para subir los pedidos.",
        "Cada retraso nos cuesta unos 300 dólares de penalización.",
    ),
    (
        "Omie",
        "Olá, vocês poderiam integrar o Omie para enviar as notas?",
        "Já perdemos dois clientes por falta disso.",
    ),
    (
        "Totvs",
        "Precisamos da Totvs para o estoque.",
        "Sem essa integração não conseguimos implantar o sistema nas filiais.",
    ),
    (
        "Conta Azul",
        "Seria ótimo ter a Conta Azul para lançar as vendas.",
        "Todo mês a gente paga uns 600 reais de multa por atraso.",
    ),
    (
        "Aruba",
        "Buongiorno, potreste aggiungere Aruba per le fatture?",
        "Abbiamo già perso due clienti per questo.",
    ),
    (
        "TeamSystem",
        "Serve TeamSystem per la contabilità.",
        "Senza questa integrazione non possiamo adottare il vostro prodotto.",
    ),
    (
        "Satispay",
        "Per favore integrate Satispay per gli incassi.",
        "Ogni mese spendiamo 400 euro in straordinari per questo.",
    ),
    (
        "AFAS",
        "Graag een koppeling met AFAS om nieuwe collega's aan te maken.",
        "Dat zou onze administratie zo'n tien uur per maand schelen.",
    ),
    ("Teamleader", "Teamleader graag, voor onze offertes.", "Ruim dertig van onze filialen wachten erop."),
    (
        "freee",
        "freeeとの連携をお願いします。請求書を自動で登録したいです。",
        "このままでは来月の契約を更新できません。",
    ),
    ("Sansan", "Sansan対応を希望します。名刺を取り込みたいです。", "すでに2社との商談を失いました。"),
    ("用友", "请支持用友，方便同步订单。", "我们已经因此丢了两个客户。"),
    ("飞书", "请增加飞书集成，把通知发过去。", "没有它我们没法在分公司推广。"),
    ("企业微信", "请接入企业微信同步联系人。", "去年因为这个多付了五千元。"),
    (
        "카페24",
        "카페24와 연동해 주세요. 주문을 가져오고 싶습니다.",
        "연동되면 한 달에 20시간 정도 아낄 수 있습니다.",
    ),
    ("잔디", "잔디 연동이 필요합니다. 메시지를 동기화하고 싶습니다.", "직원 50명이 매일 사용하게 됩니다."),
    (
        "Workday",
        "Hi team, please connect Workday so joiners appear on day one.",
        "Onboarding mistakes have eaten up 15k of budget so far.",
    ),
    (
        "Klarna",
        "Klarna integration please, we want its payouts in the ledger.",
        "If it doesn't come we will pick another vendor in the autumn.",
    ),
    (
        "Bexio",
        "Could you integrate Bexio to get invoices in?",
        "Roughly 200 Swiss firms we advise run on it.",
    ),
    (
        "Guesty",
        "We manage flats in Guesty and want bookings to flow in.",
        "We had four double bookings in August and refunded every guest.",
    ),
    ("Clio", "Clio support please so matters sync.", "Every partner in our firm keeps asking me for it."),
    (
        "Ramp",
        "Please support Ramp for expense data.",
        "That would cut our month-end close from five days to two.",
    ),
    (
        "Lexware",
        "Bitte bindet Lexware an, damit Rechnungen übernommen werden.",
        "Mein Steuerberater berechnet mir dafür jeden Monat 150 Euro extra.",
    ),
    (
        "Planday",
        "Wir hätten gerne Planday angebunden, um Dienste zu sehen.",
        "So ließen sich in der Verwaltung zwei Tage im Monat einsparen.",
    ),
    (
        "Sevdesk",
        "Könntet ihr sevdesk unterstützen, um Belege abzulegen?",
        "Kommt das nicht, wechseln wir zum Jahresende den Anbieter.",
    ),
    (
        "Clockodo",
        "Clockodo bitte anbinden, für die Zeiten.",
        "Alle 35 Kollegen in der Montage würden es täglich verwenden.",
    ),
    (
        "Payfit",
        "Merci d'intégrer PayFit pour les nouveaux arrivants.",
        "Notre DRH y consacre une matinée entière toutes les semaines.",
    ),
    (
        "Shopify",
        "Il nous faudrait Shopify pour le stock.",
        "Si rien ne vient d'ici l'été, nous changerons d'outil.",
    ),
    (
        "EBP",
        "Serait-il possible d'ajouter EBP pour les écritures ?",
        "Une cinquantaine de cabinets que nous suivons travaillent avec.",
    ),
    (
        "Contasimple",
        "Hola, ¿pueden conectar Contasimple para las facturas?",
        "El mes pasado tuvimos que devolver 2.000 euros a clientes por errores.",
    ),
    (
        "Bsale",
        "Por favor integren Bsale para el inventario.",
        "Si no lo tienen antes de junio, nos cambiamos de proveedor.",
    ),
    (
        "Nubox",
        "Queremos Nubox para los asientos.",
        "Nuestra contadora se libraría de tres tardes de trabajo al mes.",
    ),
    ("Moloni", "Precisamos do Moloni para as faturas.", "Se não houver, mudamos de fornecedor no verão."),
    (
        "Gupy",
        "Gostaríamos da Gupy para os candidatos.",
        "O RH deixaria de gastar três tardes por semana nisso.",
    ),
    (
        "Scloby",
        "Buongiorno, potete collegare Scloby per gli incassi?",
        "Il mese scorso abbiamo rimborsato 900 euro per errori di magazzino.",
    ),
    (
        "Gestisoft",
        "Vorremmo Gestisoft per i turni.",
        "Il nostro responsabile ci mette due pomeriggi a settimana.",
    ),
    (
        "Zenvoices",
        "Kunnen jullie Zenvoices aansluiten voor de inkoop?",
        "Vorige maand hebben we 900 euro boete gekregen door te late betalingen.",
    ),
    (
        "Shiftbase",
        "Graag Shiftbase voor de roosters.",
        "Komt het er niet, dan gaan we na de zomer naar een andere leverancier.",
    ),
    (
        "Mollie",
        "We willen Mollie voor de betalingen.",
        "Onze boekhouder is er iedere week een hele ochtend mee zoet.",
    ),
    (
        "マネーフォワード",
        "マネーフォワードと連携し、仕訳を自動で送りたいです。",
        "対応がない場合、夏までに他社へ乗り換えます。",
    ),
    (
        "スマレジ",
        "スマレジとの連携を希望します。在庫を合わせたいです。",
        "先月は在庫ずれで返金が10万円になりました。",
    ),
    ("钉钉", "请接入钉钉，自动同步排班。", "行政两个人每个月要花整整一天。"),
    ("美团", "希望对接美团，接收订单。", "上个月因为漏看订单退款三千元。"),
    ("管家婆", "想接管家婆，同步库存。", "如果夏天前还没有，我们就换供应商了。"),
    (
        "배달의민족",
        "배달의민족과 연동해 주문을 받고 싶습니다.",
        "지난달에 주문을 못 봐서 30만원을 환불했습니다.",
    ),
    (
        "얼마에요",
        "얼마에요 연동이 필요합니다. 전표를 보내고 싶습니다.",
        "여름까지 안 되면 다른 업체로 옮길 생각입니다.",
    ),
]
LOOKS_ALIKE = [
    ("Okta", "Please add Okta. Each user belongs to several groups and all of them should be imported."),
    ("SFTP", "An SFTP connector, please. Please let many users use one account."),
    ("Etsy", "Our customers use several shops. We'd like to pull the orders from Etsy."),
    ("Odoo", "Please connect Odoo so that our 40 shops can send their orders over every two hours."),
    (
        "Front",
        "We need a Front connector. Around 300 customers write to us each day and the mails should show up as tickets.",
    ),
    (
        "Gusto",
        "Could you add Gusto? We have 25 employees and three offices and want new hires created automatically.",
    ),
    ("Zoho", "Add Zoho Books please: it should load the invoices of the last 30 days."),
    ("Linear", "Please add Linear so that issues without an owner show up in the report."),
    ("Weclapp", "Bitte Weclapp anbinden, damit die Aufträge unserer 40 Kunden jede Nacht übertragen werden."),
    (
        "Personio",
        "Wir brauchen Personio, wir haben 80 Mitarbeiter und drei Standorte. Neue Mitarbeiter sollen automatisch angelegt werden.",
    ),
    ("DATEV", "Bitte DATEV: Belege ohne Kostenstelle sollen in eine Liste."),
    ("Pennylane", "Merci d'ajouter Pennylane pour y envoyer les factures de nos 60 clients chaque semaine."),
    ("Lucca", "Pouvez-vous connecter Lucca ? Nous sommes 40 personnes réparties sur deux sites."),
    ("Holded", "¿Podrían integrar Holded para enviar las facturas de nuestros 50 clientes cada semana?"),
    ("Factorial", "Queremos Factorial para sincronizar los contactos sin correo."),
    ("Omie", "Poderiam integrar o Omie para enviar as notas dos nossos 50 clientes toda semana?"),
    ("Aruba", "Potreste aggiungere Aruba per inviare le fatture dei nostri 50 clienti ogni settimana?"),
    ("Exact", "Kunnen jullie Exact koppelen zodat de facturen van onze 50 klanten elke week doorlopen?"),
    ("freee", "freeeとの連携をお願いします。取引先50社の請求書を毎週送りたいです。"),
    ("kintone", "kintoneの顧客データを1時間ごとに取り込みたいです。"),
    ("用友", "请支持用友，每周同步五十个客户的订单。"),
    ("飞书", "希望接入飞书，没有负责人的任务也要显示。"),
    ("더존", "더존 연동을 부탁드립니다. 고객 50명의 청구서를 매주 보내고 싶습니다."),
    (
        "Workday",
        "Please connect Workday. New joiners have two weeks to fill in the form, and the status should be shown for each of our 12 departments.",
    ),
    (
        "Toast",
        "Please add Toast: we take orders at three sites, paid in cash or by card, and want to load them each night.",
    ),
    ("Clio", "Clio support please so the 30 partners can see which matters wait for a signature."),
    ("Guesty", "Please add Guesty. If a booking has no guest, the connector should skip it."),
    ("Ramp", "A Ramp connector which loads the spend of the last three months for our 40 employees."),
    (
        "Harvest",
        "Please add Harvest so we can see how many hours each of our 15 developers spent on a project.",
    ),
    (
        "Planday",
        "Bitte Planday anbinden: Dienste ohne Mitarbeiter sollen rot erscheinen, die Stunden der 30 Kollegen als Liste.",
    ),
    ("Clockodo", "Clockodo bitte, damit wir die gebuchten Stunden der 20 Mitarbeiter pro Monat sehen."),
    ("JTL", "Wir brauchen JTL in 3 Wochen, die Kosten der 40 Artikel sollen übertragen werden."),
    ("Payfit", "Merci d'intégrer PayFit pour voir les heures de nos 30 salariés chaque mois."),
    (
        "Doctolib",
        "Pourriez-vous connecter Doctolib pour afficher les patients en attente et les rendez-vous manqués ?",
    ),
    (
        "Rappi",
        "Necesitamos Rappi para recibir los pedidos de nuestras 12 tiendas y saber cuánto gasta cada cliente.",
    ),
    (
        "Gupy",
        "Gostaríamos da Gupy para importar candidatos das nossas 5 filiais e ver há quantos dias esperam.",
    ),
    ("Gestisoft", "Vorremmo Gestisoft per vedere le ore dei nostri 25 dipendenti ogni mese."),
    ("Shiftbase", "Graag Shiftbase om de uren van onze 25 medewerkers per maand te zien."),
    ("ジョブカン", "ジョブカンと連携して社員30名の勤務時間を毎月取り込みたいです。"),
    ("钉钉", "请接入钉钉，每个月同步三十个员工的工时。"),
    ("시프티", "시프티 연동을 요청합니다. 직원 30명의 근무 시간을 매달 가져오고 싶습니다."),
]
FOLLOWS = [
    (
        "Cin7",
        "Could you keep the stock in step with Cin7?",
        "Last month 14 bikes were promised to two buyers each.",
    ),
    ("Opsgenie", "Route critical alerts to Opsgenie.", "At night nobody looks into the shared inbox at all."),
    (
        "Garage",
        "Put attachments into a bucket of Garage.",
        "That would let my whole homelab run on one small board.",
    ),
    (
        "Matrix",
        "Meldungen sollen in einem Matrix-Raum ankommen.",
        "Am Wochenende sieht niemand in das Postfach.",
    ),
    (
        "Mattermost",
        "Recevoir les alertes dans Mattermost.",
        "Samedi dernier le site est resté muet quatre heures.",
    ),
    (
        "Telegram",
        "Enviar los avisos de riego a Telegram.",
        "El verano pasado se secaron 40 árboles de la finca.",
    ),
    (
        "Keycloak",
        "Entrar com a conta do Keycloak.",
        "Na secretaria ninguém dá conta de tantas senhas esquecidas.",
    ),
    ("Topdesk", "Storingen moeten in Topdesk komen.", "Vorige maand stond de kassa 3 uur stil."),
    ("Booking", "Guardar las reservas en Booking.", "Ayer llegaron dos familias para la misma habitación."),
]
"""(subject, the wish, what comes of it)"""
TELLS_OTHERWISE = [
    "Last week I spoke to Emma from your sales team.",
    "Our accountant can answer any question about the chart of accounts.",
    "We are a team of nine and sit in two offices.",
    "Pushover is a service that costs $5 once.",
    "Never mind the sandbox, could it read the live data?",
    "That would be lovely.",
    "That would be the whole of it.",
    "Nobody else in this building uses Xero, by the way.",
    "Nobody but the owner may see the bank lines.",
    "Last month we signed up 20 new shops.",
    "I spent two days reading your docs, and they are good.",
    "I can spend two days a week on testing it with you.",
    "The support desk is open 7 days a week.",
    "They released version 2 some months ago.",
    "Once every ten minutes is enough.",
    "My team would be happy to test it.",
    "It would not need to have a screen of its own.",
    "We would like to drop the old totals there.",
]
MANAGED_AND_LOST = [
    (
        "Holded",
        "Ahora lo copiamos todo a mano y perdemos cuatro horas a la semana.",
        "Ahora lo copiamos todo a mano",
    ),
    ("Omie", "Hoje copiamos tudo à mão e perdemos quatro horas por semana.", "Hoje copiamos tudo à mão"),
    (
        "Aruba",
        "Oggi copiamo tutto a mano e perdiamo quattro ore alla settimana.",
        "Oggi copiamo tutto a mano",
    ),
    (
        "Exact",
        "Nu typen we alles met de hand over en dat kost ons vier uur per week.",
        "Nu typen we alles met de hand over",
    ),
    ("더존", "현재는 모두 수작업으로 입력하며 매주 4시간이 걸립니다.", "현재는 모두 수작업으로 입력하며"),
    (
        "Exact",
        "Today we copy the stock over by hand and customers get told the wrong numbers.",
        "Today we copy the stock over by hand",
    ),
    (
        "AFAS",
        "Nu typen we alles met de hand over en dat gaat heel vaak mis.",
        "Nu typen we alles met de hand over",
    ),
]
LOADS = [
    (
        "Please add Segment. We push around 2 million events a day, peaks of 500 per second.",
        "around 2 million events a day, peaks of 500 per second.",
    ),
    (
        "We need Kafka: 50k messages/s, sub-second latency, 3 TB a day.",
        "50k messages/s, sub-second latency, 3 TB a day.",
    ),
    ("Please add Mews. It would save our lab about 5 hours a week.", None),
    ("Please add Mews. Currently the night auditor does it, 45 min every night.", None),
    ("Please add Airtable. It sees 1.2 billion events a month.", "1.2 billion events a month."),
    ("Please add Airtable. Records should sync every two hours.", "every two hours."),
    ("Bitte Airtable anbinden. Die Stände wollen wir viertelstündlich abrufen.", "viertelstündlich"),
    ("Please add Airtable. Airtable is a database that answers queries in real time.", None),
    ("Please add Airtable. It gives everyone 100 messages a day for free.", None),
    ("Graag Airtable erbij. Onze 3.200 leden gebruiken de app wekelijks.", None),
    ("Please add Mews. There are about 30k articles in our shop.", "about 30k articles in our shop."),
    ("Bitte Mews anbinden. Wir haben rund 25.000 Artikel.", "rund 25.000 Artikel."),
    ("Precisamos do Mews. Temos 8.500 cobranças/mês.", "8.500 cobranças/mês."),
    ("Mewsに対応してください。対象は約5万件です。", "約5万件です。"),
    (
        "Please add Mews. We see 1.2 billion events a month, bursts of 9k/s in the evening.",
        "1.2 billion events a month, bursts of 9k/s in the evening.",
    ),
    ("Please add Mews. The lines should sync every morning so that Ann can reconcile.", "every morning"),
    ("Please add Mews. They cover 4,700 banks.", None),
    ("Please add Mews. It has 25k stars and we like it.", None),
    ("Please add Mews. We use version 2024/d of it.", None),
    ("Please add Mews. It costs us $12,000 a year.", None),
    (
        "Please add a connector for Bexio. Roughly 200 orders come in per day.",
        "Roughly 200 orders come in per day.",
    ),
    (
        "Please add a connector for Bexio. We're talking about twenty bookings a week.",
        "about twenty bookings a week.",
    ),
    (
        "Bitte bindet Bexio an. Bei 40 bis 60 Containern am Tag passieren Fehler.",
        "40 bis 60 Containern am Tag passieren Fehler.",
    ),
    ("Please add a connector for Bexio. One of us works on it a week or so.", None),
    ("Please add a connector for Bexio. Two of us look at it per day.", None),
]


OUTCOMES = [
    ("Please add Gitea.", "Anybody who left Jenkins behind, or runs another CI, would profit."),
    ("Please add Gitea.", "Our developers would no longer have to mirror every repository."),
    ("Please add Gitea.", "This forces the teachers to keep two lists."),
    ("Please add Gitea.", "With it my whole team would ditch Slack."),
    ("Please add Gitea.", "This is the only reason why I am still on Ansible."),
    ("Könntet ihr Gitea anbinden?", "Davon hätten alle kleinen Läden etwas."),
    ("Bitte Gitea anbinden.", "Dann würde unser ganzes Institut umsteigen."),
    ("Pourriez-vous ajouter Gitea pour les devis ?", "La secrétaire n'aurait plus à tout ressaisir."),
    ("Necesitamos Gitea para las facturas.", "Ya no tendríamos que cargar todo dos veces."),
    ("Incluam o Gitea, por favor.", "Acho que muitos lojistas iam gostar."),
    ("Graag een koppeling met Gitea voor de facturen.", "Dan stappen wij meteen over."),
    ("Please add Gitea.", "It is one of the biggest forges in Brazil."),
    ("Könntet ihr Gitea anbinden?", "Das ist die größte Plattform der Schweiz."),
    ("¿Podéis añadir Gitea?", "Es una de las plataformas más usadas en España."),
    ("Could you add Gitea?", "Half my club wears their shirt."),
]


def read(subject: str, body: str) -> Details:
    return read_mail(subject, body).requests[0]


def said(details: Details, field: Field) -> str | None:
    return details.fields[field].text if field in details.fields else None


@pytest.mark.parametrize(("subject", "before", "impact"), TOLD)
def test_an_amount_lost_or_saved_and_who_waits_are_impact(subject: str, before: str, impact: str) -> None:
    """Who loses, saves or waits, with how much or how many, and what happens without it, is business impact."""
    assert said(read(subject, f"{before} {impact}"), Field.BUSINESS_IMPACT) == impact


@pytest.mark.parametrize(("wish", "outcome"), OUTCOMES)
def test_what_people_would_do_or_be_spared_is_impact(wish: str, outcome: str) -> None:
    """A duty that ends or is forced, who would switch or stay, and others who would be glad: no amount is needed."""
    assert said(read("Gitea", f"{wish} {outcome}"), Field.BUSINESS_IMPACT) == outcome


@pytest.mark.parametrize(
    ("answer", "impact"),
    [
        (
            "See clients in Grafana. It would save our team a day every month.",
            "It would save our team a day every month.",
        ),
        ("It would save our team a day every month.", None),
        ("- tickets that changed\n- tickets that are lost", None),
    ],
)
def test_a_use_case_may_say_what_it_brings_in_a_sentence_of_its_own(answer: str, impact: str | None) -> None:
    """Where a form asks for the use case alone, a later sentence that tells the impact is one; the answer stays whole."""
    details = read("Meraki", f"## Proposal\nAdd Meraki.\n\n## Use case\n{answer}\n\n## Alternatives\nNone")
    assert (said(details, Field.USE_CASE), said(details, Field.BUSINESS_IMPACT)) == (answer, impact)


def test_what_is_concluded_from_the_impact_is_no_part_of_it() -> None:
    """`Lots of people use it, so it would be good to have`: the wish behind a `so` is left out."""
    body = "Please add Gitea. Lots of people still use it, so a simple pipeline would be a good thing."
    assert said(read("Gitea", body), Field.BUSINESS_IMPACT) == "Lots of people still use it"


@pytest.mark.parametrize(("subject", "wish", "impact"), FOLLOWS)
def test_what_comes_of_it_is_told_behind_the_wish(subject: str, wish: str, impact: str) -> None:
    """Behind the wish a weak sign is enough: nobody, what happened lately, `that would …`; the wish is the use case."""
    details = read(f"Integration {subject}", f"{wish} {impact}")
    assert (said(details, Field.USE_CASE), said(details, Field.BUSINESS_IMPACT)) == (wish, impact)


@pytest.mark.parametrize("remark", TELLS_OTHERWISE)
def test_a_remark_behind_the_wish_is_no_impact(remark: str) -> None:
    """Whom they spoke to, how many they are, what a plan costs and courtesies bring and cost nothing."""
    assert Field.BUSINESS_IMPACT not in read("Xero", f"Paid bills should be marked in Xero. {remark}").fields


@pytest.mark.parametrize(("subject", "body"), LOOKS_ALIKE)
def test_numbers_of_what_shall_be_moved_are_no_impact(subject: str, body: str) -> None:
    """Hours, people and waiting that are part of what shall be shown or moved say nothing of impact."""
    assert Field.BUSINESS_IMPACT not in read(subject, body).fields


@pytest.mark.parametrize(("subject", "body", "managed"), MANAGED_AND_LOST)
def test_a_sentence_that_tells_the_workaround_and_its_cost_is_both(
    subject: str, body: str, managed: str
) -> None:
    """How people manage goes to the alternatives, what it costs them behind an `and` to the impact."""
    details = read(f"Integration {subject}", body)
    assert said(details, Field.ALTERNATIVES) == managed
    assert Field.BUSINESS_IMPACT in details.fields


@pytest.mark.parametrize(
    ("said_so", "managed"),
    [
        ("The nurse has to call every patient herself.", "The nurse has to call every patient herself."),
        ("The amount has to be typed again.", "The amount has to be typed again."),
        ("The token has to be sent in the header.", None),
        ("The invoices need to sync again after an error.", None),
    ],
)
def test_work_that_has_to_be_done_again_or_by_oneself_is_the_present_way(
    said_so: str, managed: str | None
) -> None:
    """An obligation alone may be a requirement; with `again` or `myself` it is how people manage today."""
    assert said(read("Twilio", f"Could you integrate Twilio? {said_so}"), Field.ALTERNATIVES) == managed


@pytest.mark.parametrize(("body", "load"), LOADS)
def test_performance_is_a_load_with_all_its_figures(body: str, load: str | None) -> None:
    """Figures that follow each other are one load; working time that is spent or saved is none."""
    assert said(read("Integration", body), Field.PERFORMANCE) == load


@pytest.mark.parametrize(
    ("said_so", "ways"),
    [
        ("Clients authenticate with certificates.", "certificate"),
        ("Auth is a token in the header.", "token"),
        ("L'authentification se fait par mot de passe.", "basic"),
        ("認証はAPIキーで、データはCSVです。", "api_key"),
        ("Authenticated users should see the certificates.", None),
        ("We also need authentication events and password resets there.", None),
    ],
)
def test_a_loose_word_behind_signing_in_is_a_way_to_do_it(said_so: str, ways: str | None) -> None:
    """A token, key, password or certificate is how one signs in only where a word for signing in leads to it."""
    assert said(read("Integration Splunk", f"Please add Splunk. {said_so}"), Field.AUTHENTICATION) == ways
