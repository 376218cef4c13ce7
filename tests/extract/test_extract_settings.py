"""Ways to sign in and formats that no sentence says: in a sample of the settings, in the subject, in a list of tasks."""

import pytest
from understanding import read_mail

from mailer.extract.fields.settings import set_up
from mailer.model.request import Field


@pytest.mark.parametrize(
    ("sample", "ways"),
    [
        ("receivers:\n  zenlog:\n    api_key: ${env:ZENLOG_API_KEY}", ("api_key",)),
        ("access_key: ${env:AK}\nsecret_key: ${env:SK}", ("api_key",)),
        ('[sinks.loggify]\nauth_token = "..."', ("token",)),
        ("POST https://push.example.com/message?token=APPTOKEN", ("token",)),
        ('curl -H "Authorization: Bearer $KEY" https://api.example.com', ("token",)),
        ("auth:\n  authenticator: bearertokenauth/one", ("token",)),
        ("type: bigquery\nauth_method: oauth", ("oauth2",)),
        ('{"client_id": "x", "client_secret": "y"}', ("oauth2",)),
        ("host: db\nusername: reader\npassword: ${DB_PASSWORD}", ("basic",)),
        ("https://sms.example/send?user=NAME&password=SECRET&to=1", ("basic",)),
        ("tls_cert_file: client.pem\ntls_key_file: client.key", ("certificate",)),
        ("primary_key: id\nunique_key: [id]\nsort_key: ts", None),
        ("max_tokens: 4096\ntokenizer: gpt2", None),
        ("https://example.com/page?keyword=token&user=7", None),
        ("SSL_CERTIFICATE: |", None),
        ("the button `forgot_password` should stay", None),
        ("one column is `user_key`, another `public_key_id`", None),
    ],
)
def test_settings_tell_how_one_signs_in(sample: str, ways: tuple[str, ...] | None) -> None:
    """The name of a setting stands for a way to sign in; keys of tables, tokens of texts and words of prose do not."""
    value = set_up(sample)
    assert (value.items if value else None) == ways


def test_a_setting_is_a_guess_and_shows_no_secret() -> None:
    """What only a sample says is shown as a guess, and the value beside the setting's name is not repeated."""
    text = "Please add a receiver for Zenlog.\n\n```yaml\nzenlog:\n  api_key: 8f14e45fceea167a\n```\n"
    value = read_mail("New receiver: Zenlog", text).requests[0].fields[Field.AUTHENTICATION]
    assert value.items == ("api_key",)
    assert not value.evidence.sure
    assert "8f14" not in value.evidence.text


@pytest.mark.parametrize(
    ("subject", "body", "field", "items"),
    [
        (
            "Zendesk connector: OAuth2",
            "Could you add it to the Zendesk connector?",
            Field.AUTHENTICATION,
            ("oauth2",),
        ),
        ("SFTP mit SSH-Key", "Bitte die SFTP-Anbindung darum erweitern.", Field.AUTHENTICATION, ("ssh_key",)),
        ("BigQuery-Export als Parquet", "Bitte ergänzen. Danke.", Field.DATA_FORMATS, ("parquet",)),
        ("Support Parquet in the BigQuery export", "It would help.", Field.DATA_FORMATS, ("parquet",)),
        ("Slack, without OAuth please", "Please connect Slack.", Field.AUTHENTICATION, None),
        ("No more CSV: connect Xero", "Please connect Xero.", Field.DATA_FORMATS, None),
        ("Tired of CSV", "Please connect Personio.", Field.DATA_FORMATS, None),
        ("HubSpot statt CSV-Import", "Bitte HubSpot anbinden.", Field.DATA_FORMATS, None),
    ],
)
def test_a_subject_says_what_the_text_leaves_unsaid(
    subject: str, body: str, field: Field, items: tuple[str, ...] | None
) -> None:
    """Beside the integration's name a subject tells how to sign in, or the format, unless it complains of it."""
    value = read_mail(subject, body).requests[0].fields.get(field)
    assert (value.items if value else None) == items


@pytest.mark.parametrize(
    ("tasks", "field", "items"),
    [
        ("- [ ] people sign in by OAuth2\n- [ ] unit tests", Field.AUTHENTICATION, ("oauth2",)),
        ("- [ ] read the invoices over SOAP\n- [ ] map the accounts", Field.DATA_FORMATS, ("soap",)),
        ("**Tarefas**\n- [ ] Receber o webhook em JSON\n- [ ] testes", Field.DATA_FORMATS, ("json",)),
        ("### Authentication\n- [ ] OAuth 2.0\n- [ ] API key\n- [ ] Basic", Field.AUTHENTICATION, None),
        ("### How does one sign in?\n- [ ] OAuth 2.0\n- [ ] API key", Field.AUTHENTICATION, None),
        ("- [ ] I use the API token of us\n- [x] I use my own account", Field.AUTHENTICATION, None),
        ("- [ ] docs, listed in docs.json\n- [ ] tests are green", Field.DATA_FORMATS, None),
    ],
)
def test_a_list_of_tasks_says_terms(tasks: str, field: Field, items: tuple[str, ...] | None) -> None:
    """Empty boxes before whole phrases are what is to be done; before bare terms, or beside a ticked one, they are options."""
    value = read_mail("Odoo", f"Please add Odoo.\n\n{tasks}\n").requests[0].fields.get(field)
    assert (value.items if value else None) == items
