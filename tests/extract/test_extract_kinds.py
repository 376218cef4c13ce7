"""What a mail is, told by how its subject and its sentences stand: wish, improvement, fault, question, task."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Kind, Purpose


@pytest.mark.parametrize(
    ("subject", "body", "purpose"),
    [
        ("[Bug]: Tableau sync", "The numbers differ from yesterday's.", Purpose.BUG_REPORT),
        ("🐛 Bug: no more options for Jira", "The list is empty.", Purpose.BUG_REPORT),
        (
            "Can't see my Snowflake tables",
            "The connection is green but the list stays empty.",
            Purpose.BUG_REPORT,
        ),
        ("Question: will it talk to Shopify?", "Before we buy, I would like to know.", Purpose.QUESTION),
        ("Is Neo4j supported?", "Just curious.", Purpose.QUESTION),
        ("Neo4j", "Does it work with Neo4j?", Purpose.QUESTION),
        ("Pix", "Há alguma previsão para a integração?", Purpose.QUESTION),
        (
            "[Task] Move the Snowflake loader into its own folder",
            "The jar can be shared then.",
            Purpose.OTHER,
        ),
        ("Look into OpenTofu", "We should know whether it runs.", Purpose.OTHER),
        ("Repair the Notion connector", "See what is wrong with it. Tests too.", Purpose.OTHER),
    ],
)
def test_what_a_subject_declares_itself_to_be_it_is(subject: str, body: str, purpose: Purpose) -> None:
    """A known product in the subject makes no wish of a fault, a question or a task for somebody of the project."""
    read = read_mail(subject, body)
    assert read.purpose is purpose, read.because


@pytest.mark.parametrize(
    ("body", "purpose"),
    [
        ("Got it, will look into it next week.", Purpose.OTHER),
        ("Let me check internally first.", Purpose.OTHER),
        ("Bien reçu, je regarde demain.", Purpose.OTHER),
        ("Prima, ik kijk ernaar.", Purpose.OTHER),
        ("Please add it, we need it badly.", Purpose.REQUEST),
        ("We load orders from it by hand every night.", Purpose.REQUEST),
        ("Il nous faudrait ce connecteur.", Purpose.REQUEST),
    ],
)
def test_a_subject_answered_asks_only_with_its_text(body: str, purpose: Purpose) -> None:
    """Below `Re: …` a few words that want nothing are not made a request by the subject of another mail."""
    read = read_mail("Re: Snowflake integration request", body)
    assert read.purpose is purpose, read.because


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Move to Snowflake", "We would like a Snowflake connector, our warehouse moves there."),
        ("feat: integrate Dagster", "Failed runs and their errors should show up in our reports."),
        ("Is it possible to integrate Easee wallboxes?", "Thanks"),
        (
            "Support Neo4j",
            "Does it work with Neo4j some day? We keep our parts list there, so that we can trace faults.",
        ),
        (
            "New component: receiver for Zendura",
            "* Is it vendor-specific?\nYes\n* Who maintains it?\nWe would.",
        ),
    ],
)
def test_a_wish_stays_one_among_questions_and_failures(subject: str, body: str) -> None:
    """A subject that asks for something outweighs the questions of a form and the faults it wants to hear of."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST, read.because


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Add Opsgenie integration", "Model it after the existing PagerDuty integration."),
        ("Source for Rokt Ads", "To move off Fivetran's existing Rokt connector."),
        ("Connect to Apache Pinot", "That there is no Apache Pinot integration makes our dashboards slow."),
        ("PagerDuty provider is lacking", "Among the providers there is none for PagerDuty."),
        ("Interventions: Toggl Track integration", "We register our hours there."),
        ("Google Drive as target", "Our people would always find the latest version of the slides there."),
        (
            "Xero",
            "There are questions as to when the sync should be done and how it is stored. Please add Xero.",
        ),
    ],
)
def test_what_is_there_of_others_makes_no_enhancement(subject: str, body: str) -> None:
    """Another product's connector is a model, a missing one is missing, `the connector` may be the one asked for."""
    read = read_mail(subject, body)
    assert [one.kind for one in read.requests] == [Kind.NEW_INTEGRATION], read.because


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("Vault as secrets store", "Please support HashiCorp Vault.", ["HashiCorp Vault"]),
        ("Support for WebDAV and SFTP servers", "", ["WebDAV", "SFTP"]),
        ("能否支持 WxPusher 推送", "希望支持 WxPusher。", ["WxPusher"]),
        ("Configurable Interval for Powerfox API Integration", "", ["Powerfox"]),
        (
            "Connector for Notion",
            "## Which connector do you wish for?\nGoogle Sheets to Notion\n",
            ["Notion"],
        ),
        (
            "Allow alerts to go to Opsgenie",
            "### Product area\nAlerts\n\n### Why\nOur crew lives there.",
            ["Opsgenie"],
        ),
        ("Add SmartHQ", "Our ovens speak SmartHQ. Please add SmartHQ.", ["SmartHQ"]),
        (
            "Support OIDC",
            "Please. We sign in with GitHub on all our other apps.",
            ["OIDC"],
        ),
        (
            "After our call on Zoom",
            "Thanks for the call on Zoom. As discussed, please add an integration with Workday.",
            ["Workday"],
        ),
        ("Question about Slack", "Could you add Mattermost? Slack is too expensive for us.", ["Mattermost"]),
        ("Jira tickets", "Jira tickets are typed by hand. Please integrate with Jira.", ["Jira"]),
        (
            "Integration with our HR system",
            "We use Personio for HR. Could you please connect it?",
            ["Personio"],
        ),
        ("Login for all", "We need single sign-on with Okta.", ["Okta"]),
        ("Automation", "Could you please offer an integration with Make?", ["Make"]),
    ],
)
def test_what_is_asked_for_is_told_from_what_stands_around_it(
    subject: str, body: str, names: list[str]
) -> None:
    """Roles, both ends of a road, parts of a form and names in passing are not what is asked for."""
    read = read_mail(subject, body)
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == names, read.because


@pytest.mark.parametrize(
    ("body", "alternative"),
    [
        ("Please connect Box. At the moment only S3 is available.", ""),
        ("Please connect Box. Right now there is no connector for it.", ""),
        (
            "Please connect Box. At the moment we copy the files by hand.",
            "At the moment we copy the files by hand.",
        ),
    ],
)
def test_what_is_missing_is_no_way_to_manage(body: str, alternative: str) -> None:
    """How people manage today is an alternative; that the thing is missing is why they write."""
    request = read_mail("Box connector", body).requests[0]
    assert request.text(Field.ALTERNATIVES) == alternative


@pytest.mark.parametrize("another", ["https://docs.sentry.io/product", "www.sentry.io/docs/api"])
def test_documentation_of_another_product_is_not_the_asked_ones(another: str) -> None:
    """A link to the pages of a product that is only mentioned stays out, with a scheme or without; one under its label stays."""
    body = f"Please connect Jira, see https://developer.atlassian.com/server/jira and how {another} does it."
    assert read_mail("Jira", body).requests[0].fields[Field.API_DOCS].items == (
        "https://developer.atlassian.com/server/jira",
    )
    labelled = read_mail(
        "Jira", "Integration name: Jira\nAPI documentation: https://docs.sentry.io/product\n"
    ).requests[0]
    assert labelled.fields[Field.API_DOCS].items == ("https://docs.sentry.io/product",)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("El conector de Zendesk crea las incidencias sin el teléfono. Debería llevarlo.", Kind.ENHANCEMENT),
        ("Su integración con Trello no trae las fechas. Nos haría falta verlas.", Kind.ENHANCEMENT),
        ("A integração com o Trello não traz as datas. Gostaríamos de ver.", Kind.ENHANCEMENT),
        ("O conector da Zendesk de vocês cria tudo sem telefone. Deveria levar.", Kind.ENHANCEMENT),
        ("Queremos una integración con Trello que traiga las fechas.", Kind.NEW_INTEGRATION),
        ("Nos haría falta la integración con Trello para ver las fechas.", Kind.NEW_INTEGRATION),
        ("Gostaríamos de uma integração com o Trello que traga as datas.", Kind.NEW_INTEGRATION),
        ("Faz falta a integração com o Trello, hoje copiamos as datas.", Kind.NEW_INTEGRATION),
    ],
)
def test_the_connector_of_a_product_that_does_something_is_there(body: str, kind: Kind) -> None:
    """Spanish and Portuguese put the product behind its connector: with an article, and a verb behind, it is there."""
    read = read_mail("Una cosa", body)
    assert [one.kind for one in read.requests] == [kind], read.because


@pytest.mark.parametrize("subject", ["Adjuntos en Jira", "adjuntos en Jira", "Jira y etiquetas"])
def test_a_small_word_beside_a_known_name_is_no_name(subject: str) -> None:
    """What `y` joins to a known name is another name only where it looks like one; `en` is no `and` in Spanish."""
    read = read_mail(subject, "Necesitamos que también lleguen a los técnicos.")
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == ["Jira"]


@pytest.mark.parametrize(
    ("subject", "body", "purpose", "kind"),
    [
        ("要望", "Backlogの連携で、添付ファイルも同期できるようにしてほしいです。", "request", "better"),
        ("구글 시트", "구글 시트 내보내기에서 여러 시트를 지원해 주셨으면 합니다.", "request", "better"),
        ("Slack", "你們的 Slack 整合很好用，但希望能增加附件同步。", "request", "better"),
        ("想法", "希望能支援 Slack，目前都靠人工轉貼，非常浪費時間。", "request", "new"),
        (
            "ログインの件",
            "職員は全員Google Workspaceを使っています。同じアカウントで入れるようにしてほしいです。",
            "request",
            "new",
        ),
        ("相談", "予約の連絡がLINEで届くようにしてもらえませんか。", "request", "new"),
        (
            "Notionについて",
            "Notion連携は便利に使っています。本文も一緒に取り込めるとうれしいです。",
            "request",
            "better",
        ),
        ("契約の前に", "Slackには対応していますか。", "question", ""),
        ("Boxの件", "昨日からBoxのファイルが開けません。至急直してください。", "bug_report", ""),
        ("统一登录", "老师用的都是Azure AD账号，能否让大家直接登录？", "request", "new"),
        ("有个建议", "你们的Jira插件用了一年，只能同步标题，能把评论也同步过来就好了。", "request", "better"),
        ("咨询", "你们支持钉钉吗。", "question", ""),
        ("钉钉", "升级以后钉钉收不到消息，报错。", "bug_report", ""),
        ("일정", "수업 일정이 구글 캘린더에도 떴으면 좋겠어요.", "request", "new"),
        (
            "알림",
            "슬랙 연동 잘 쓰고 있는데 한 채널로만 와요. 팀별로 나눌 수 있게 해주세요.",
            "request",
            "better",
        ),
        ("문의", "노션도 지원하나요.", "question", ""),
        ("쿠팡", "어제부터 쿠팡 주문이 안 들어와요. 고쳐주세요.", "bug_report", ""),
    ],
)
def test_plain_words_without_capitals_or_spaces_are_understood(
    subject: str, body: str, purpose: str, kind: str
) -> None:
    """Japanese, Chinese and Korean: a common noun in the subject is no name, a question needs no mark, and who uses what is
    there asks for more of it."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose(purpose), read.because
    kinds = {"new": [Kind.NEW_INTEGRATION], "better": [Kind.ENHANCEMENT], "": []}
    assert [one.kind for one in read.requests] == kinds[kind]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Refund request", "I would like a refund for my last invoice, please."),
        ("Vacation request", "I'd like to take the week before Christmas off."),
        ("Pedido de reembolso", "Gostaria de receber o valor da última fatura de volta."),
        ("Solicitud de vacaciones", "Quisiera tomar libre la primera semana de enero."),
        ("Meeting", "It would be lovely if we could move the Teams meeting to Friday."),
        ("Job", "I would love to work on your Salesforce integration. My CV is attached."),
        ("Invite", "Please add me to the Slack channel of the community."),
        ("Kündigung", "Wir möchten unseren Vertrag kündigen, weil wir zu HubSpot gehen."),
        ("Request: export to CSV", "It would be great to export the request list to CSV."),
        ("Cancel our request", "Please cancel our request for the Asana integration, we moved on."),
        ("Absage", "Die Salesforce-Anbindung brauchen wir nicht mehr, wir haben gewechselt."),
        ("Annulation", "Nous n'avons plus besoin de l'intégration Salesforce."),
        ("取り下げ", "Salesforce連携は不要になりました。"),
        ("Big news", "We're thrilled to announce that Kestrel now integrates with Salesforce and Slack."),
        ("How we integrated Kafka", "Hi team, last week we integrated Kafka with our data lake."),
        ("Integrate with ShipFast", "Integrate with our API and earn 20% revenue share. Book a demo today."),
        ("Problem mit der Slack-Integration", "Die Slack-Integration geht seit dem Update nicht mehr."),
        ("Integração Shopify", "A integração com Shopify parou de funcionar ontem. Aparece o erro 500."),
        ("Slack集成", "Slack集成从昨天开始就不工作了，报错403，请帮忙看看。"),
    ],
)
def test_what_is_no_wish_for_an_integration_is_filed_as_none(subject: str, body: str) -> None:
    """An errand, a refusal, an announcement, a pitch and a fault are no requests, though they speak of integrations."""
    read = read_mail(subject, body)
    assert read.purpose is not Purpose.REQUEST, read.because
    assert not read.requests


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("BambooHR", "Please integrate BambooHR: every leave request should block the calendar.", "BambooHR"),
        ("HubSpot instead", "Forget Pipedrive, please build HubSpot.", "HubSpot"),
        (
            "Xero",
            "Please add a Xero integration so that we no longer need a second tool for the connector.",
            "Xero",
        ),
        ("Klaviyo", "Please integrate Klaviyo. When people unsubscribe, the list should follow.", "Klaviyo"),
        ("Brevo", "We send our newsletter with Brevo. An integration would be great.", "Brevo"),
        ("Notion", "We would like a Notion integration for our wiki. What does the top plan cost?", "Notion"),
        (
            "Jira + Notion",
            "First: the Jira sync fails since Monday with error 500. Second: we would like a Notion integration.",
            "Notion",
        ),
        (
            "Salesforce連携のお願い",
            "突然のご連絡失礼いたします。山田商事の山田と申します。弊社ではSalesforceを利用しております。Salesforceとの連携を追加していただけますでしょうか。",
            "Salesforce",
        ),
        ("申请集成", "我司使用Salesforce，希望贵司能支持Salesforce集成。感谢合作！", "Salesforce"),
        (
            "Salesforce 연동 요청",
            "당사는 고객사와 Salesforce를 사용합니다. Salesforce 연동을 추가해 주세요. 회신 부탁드립니다.",
            "Salesforce",
        ),
        (
            "Conector Salesforce",
            "Somos una empresa de logística. Queremos un conector para Salesforce. Gracias por su colaboración.",
            "Salesforce",
        ),
        (
            "Connecteur Salesforce",
            "Je me permets de vous écrire : nos services utilisent Salesforce, pourriez-vous ajouter un connecteur "
            "Salesforce ? Nous sommes prêts à en discuter.",
            "Salesforce",
        ),
    ],
)
def test_a_wish_beside_other_matters_is_not_lost(subject: str, body: str, names: str) -> None:
    """Courtesy, a topic that sounds like another kind of mail, a question or a fault beside it hide no request."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST, read.because
    assert "|".join(one.fields[Field.INTEGRATION_NAME].text for one in read.requests) == names
