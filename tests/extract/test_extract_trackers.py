"""Wishes as trackers are full of them: a few words, a category, a link; and what stands beside them there."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Kind


def read(subject: str, body: str) -> list[tuple[str, Kind]]:
    said = read_mail(subject, body.replace("\n", "\r\n"))
    return [(one.text(Field.INTEGRATION_NAME), one.kind) for one in said.requests]


@pytest.mark.parametrize(
    ("subject", "body", "name"),
    [
        ("Support the swift.pay gateway", "See https://swift.pay/docs", "swift.pay"),
        (
            "[Feature Request - Payment Gateway] Add support for the Frobpay payment gateway",
            "https://frobpay.example",
            "Frobpay",
        ),
        ("[brumby] Add Brumby Binding", "Create a new binding that can control Brumby heat pumps.", "Brumby"),
        ("Use Friendly Captcha instead of reCAPTCHA", "The other one is annoying.", "Friendly Captcha"),
        (
            "Does it work with Vonage instead of Twilio?",
            "I have an account, can those keys be entered?",
            "Vonage",
        ),
        ("Mapbox statt Google Maps", "Wir würden gern Mapbox nutzen.", "Mapbox"),
        ("Todoist", "Love the app. Has anyone considered Todoist integration?", "Todoist"),
        ("Any plans on adding Signal?", "Would love to get messages there.", "Signal"),
        ("iyzico desteği", "Merhaba, iyzico eklenecek mi?", "iyzico"),
        ("Paiement Lydia", "Est-ce que le paiement par Lydia est envisagé ?", "Lydia"),
        ("Paiement en ligne via Stripe", "Permettre aux clients de payer leur facture avec Stripe", "Stripe"),
        ("坐等和Obsidian联动", "如题", "Obsidian"),
        ("什么时候支持飞书？", "如题", "飞书"),
        (
            "[Device Support Request] add support for Aqara FP2",
            "### Solution description\n\nadd support",
            "Aqara FP2",
        ),
        (
            "Can't find Snowflake",
            "I cannot find it. Could you please add support for Snowflake?",
            "Snowflake",
        ),
        ("Slack連携を追加してほしい", "社内で使っています。", "Slack"),
        ("Trendyol entegrasyonuna ihtiyacımız var", "Ürünlerimiz orada.", "Trendyol"),
    ],
)
def test_a_category_beside_a_name_is_a_wish(subject: str, body: str, name: str) -> None:
    """A gateway, a binding, one in another's place, whether it will come: whatever the order."""
    assert read(subject, body) == [(name, Kind.NEW_INTEGRATION)]


@pytest.mark.parametrize(
    ("subject", "body", "name"),
    [
        ("飞书机器人支持签名校验", "目前飞书机器人不支持签名校验，希望增加", "飞书"),
        ("企业微信缺少Markdown消息格式的支持", "如题", "企业微信"),
        ("LINE通知に画像を添付したい", "今はテキストのみです。", "LINE"),
        ("Notion 연동 시 하위 페이지도 동기화해 주세요", "지금은 상위 페이지만 됩니다.", "Notion"),
        ("Trendyol entegrasyonuna iade desteği", "İadeler de gelsin.", "Trendyol"),
        ("Add more features to the Salesforce integration", "", "Salesforce"),
        (
            "Jira: show a message if the project fails to load",
            "**Is your feature request related to a problem? Please describe.**\nThe list stays empty without an error.\n\n"
            "**Describe the solution you'd like**\nA message should be shown.",
            "Jira",
        ),
    ],
)
def test_what_a_title_says_of_a_name_changes_it(subject: str, body: str, name: str) -> None:
    """What is told right behind a name of what it does, in languages without articles too."""
    assert read(subject, body) == [(name, Kind.ENHANCEMENT)]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Payment gateway fails with timeout", "Since the update the Stripe gateway returns 502."),
        ("How to configure the Paystack gateway?", "I installed the plugin but where do I enter the key?"),
        ("Why Vonage instead of Twilio?", "Just curious why you chose it."),
        ("Slack messages arrive twice instead of once", "Since the update."),
        ("Cannot connect Google Calendar", "Since yesterday I get error 403. Please help."),
        ("[Support Request] Jira login", "I can't log in to Jira from the app. Where do I set the token?"),
        (
            "Problem z integracją InPost",
            "Przez przypadek usunąłem powiązanie z InPost, nie wiem jak to naprawić",
        ),
        ("Swish-betalningar misslyckas", "Får felkod RP01."),
        ("Busco programador", "Queremos hacer una integración con HubSpot y buscamos un programador."),
        ("使用DeepSeek API时返回空", "用DeepSeek的API，返回内容为空"),
    ],
)
def test_faults_and_questions_beside_a_category_are_none(subject: str, body: str) -> None:
    """What fails, how something is done, who is sought to build it."""
    assert read(subject, body) == []
