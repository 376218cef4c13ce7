"""A capability of a product that is there, or the product: how a subject tells the two apart."""

import pytest
from understanding import read_mail

from mailer.model.request import Kind


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Support cursors in Redis", ""),
        ("Streaming support for Ollama", ""),
        ("Support prompt caching for Bedrock Claude models", ""),
        ("Add support for wildcards in the Kafka connector", ""),
        ("Add features to Trello integration", ""),
        ("Missing object types for Salesforce", "The importer knows contacts alone. Please add the others."),
        ("BigQuery workload identity authentication", ""),
        ("S3 storage class GLACIER_IR not supported", ""),
        (
            "Allow an assumed role to be used in S3 storage instead of a key",
            "",
        ),
        ("Multiple Discord channels", ""),
        ("Todoist sync import labels", ""),
        ("Klaviyo add profile properties and segments", ""),
        ("Jira integration roadmap", ""),
        ("[TRIGGER] Pipedrive", "### Triggers\n- New deal: fires when a deal is created"),
        ("PR approvals", "Could the approvals of GitLab be shown as well?"),
        ("telegram support: explore reactions on messages", ""),
        ("battery support", "Can you add it for Growatt? The rest is already working great."),
        ("支持一下飞书推送卡片格式", ""),
        ("Notion同步增加图片上传", ""),
        ("完善企业微信集成", ""),
        ("Backlogの課題種別に対応", ""),
        ("Добавить кнопки в Telegram", ""),
        ("Fronius Anbindung erweitern", ""),
        ("Soporte de hilos en Slack", ""),
        ("Prise en charge des fils de discussion dans Slack", ""),
        ("Mejoras para la integración de Shopify", ""),
    ],
)
def test_what_a_product_shall_do_improves_what_is_there(subject: str, body: str) -> None:
    """The product is the place of what is asked for."""
    assert [one.kind for one in read_mail(subject, body).requests] == [Kind.ENHANCEMENT]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Slack notifications", ""),
        ("Okta authentication", ""),
        ("S3 backup", ""),
        ("Trakt sync", ""),
        ("Strava import", ""),
        ("Native support for Ollama", ""),
        ("Vector store support for Pinecone", ""),
        ("Notification support for Slack", ""),
        ("Support backups in S3", ""),
        ("Support for logins in Keycloak", ""),
        ("Add authentication for Okta", ""),
        ("Databricks dashboard support", ""),
        ("Winget or scoop support", ""),
        ("Klaviyo - Mailing Service", "Please connect it."),
        ("[APP] Brevo - Mailing Service", "**APP**\nBrevo"),
        ("Интеграция 1С:Бухгалтерия", ""),
        ("Notifications via apprise", "Let us use apprise. There are existing notification plugins."),
        ("PlantUML support", "It would be nice to support it like the PlantUML extension does."),
        ("Feature request", "Notion now has a public API. Please integrate it."),
        ("Wise", "Wise now supports Brazil. Could you please add an integration with Wise?"),
        ("Attachments", "Please integrate Dropbox, so that we can keep our attachments there."),
        (
            "Añadir contactos a HubSpot",
            "Queremos que los contactos pasen a HubSpot. ¿Pueden crear una integración?",
        ),
        ("支持飞书推送", ""),
        ("增加对飞书的支持", ""),
        ("Slack通知に対応してほしい", ""),
        ("Добавить поддержку Telegram", ""),
        ("Notifications dans Slack", ""),
    ],
)
def test_what_a_product_is_connected_for_is_new(subject: str, body: str) -> None:
    """Notifications, a backup or a login are why one connects a product; what it is said to be beside it is no change."""
    assert {one.kind for one in read_mail(subject, body).requests} == {Kind.NEW_INTEGRATION}
