"""What an author says is not so: it is not recorded as said."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.replies.answers import read_answers
from mailer.extract.understand import understand
from mailer.model.request import Evidence, Field, Understanding, Value
from mailer.parse.message import parse
from mailer.rules.merge import merge

REPLY = (
    "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Subject: Re: [INT-1] Snowflake connector\r\nIn-Reply-To: <1@service.example>\r\n\r\n"
)


def read_reply(text: str) -> Understanding:
    return understand(parse(f"{REPLY}{text}\r\n".encode()), WORDS, CATALOG)


@pytest.mark.parametrize(
    ("text", "field", "items"),
    [
        ("No OAuth, please, we only have API keys.", Field.AUTHENTICATION, ("api_key",)),
        ("Kein OAuth, wir haben nur API-Schlüssel.", Field.AUTHENTICATION, ("api_key",)),
        ("Pas d'OAuth, seulement une clé API.", Field.AUTHENTICATION, ("api_key",)),
        ("Not JSON, only XML.", Field.DATA_FORMATS, ("xml",)),
        ("Sin JSON, solo CSV.", Field.DATA_FORMATS, ("csv",)),
        ("Not only JSON but also XML.", Field.DATA_FORMATS, ("json", "xml")),
        ("No, JSON is what we have.", Field.DATA_FORMATS, ("json",)),
        ("Authentication: no OAuth, an API key", Field.AUTHENTICATION, ("api_key",)),
        ("It is not so urgent any more.", Field.PRIORITY, ("low",)),
        ("Es ist nicht mehr so dringend.", Field.PRIORITY, ("low",)),
        ("It is urgent.", Field.PRIORITY, ("high",)),
        ("It is not a blocker for us.", Field.PRIORITY, None),
        ("I cannot say anything about the rest.", Field.DATA_FORMATS, None),
    ],
)
def test_what_is_denied_is_not_said(text: str, field: Field, items: tuple[str, ...] | None) -> None:
    """A word of denial right before a term takes it out; one that denies something else does not."""
    read = read_reply(text)
    value = read.requests[0].fields.get(field) if read.requests else None
    assert (value.items if value else None) == items


@pytest.mark.parametrize(
    ("text", "field", "items"),
    [
        ("It must not use API keys; we only allow OAuth.", Field.AUTHENTICATION, ("oauth2",)),
        ("We don't use OAuth or SAML, only API keys.", Field.AUTHENTICATION, ("api_key",)),
        ("OAuth is not allowed here, so it has to be an API key.", Field.AUTHENTICATION, ("api_key",)),
        ("Es darf nicht über einen API-Schlüssel laufen, nur per OAuth2.", Field.AUTHENTICATION, ("oauth2",)),
        (
            "Merci d'ajouter une intégration avec Xero pour nos factures. Ne pas utiliser de clé API, uniquement OAuth2.",
            Field.AUTHENTICATION,
            ("oauth2",),
        ),
        ("Não aceitamos chaves de API, apenas OAuth2.", Field.AUTHENTICATION, ("oauth2",)),
        ("APIキーは使えません。OAuthのみです。", Field.AUTHENTICATION, ("oauth2",)),
        ("Its export is CSV, not JSON; XML isn't supported.", Field.DATA_FORMATS, ("csv",)),
        (
            "Por favor añadan una integración con Xero. No usamos JSON ni XML, solo CSV.",
            Field.DATA_FORMATS,
            ("csv",),
        ),
        (
            "The connector only knows basic auth. We need bearer tokens there.",
            Field.AUTHENTICATION,
            ("token",),
        ),
        ("It only takes CSV files.", Field.DATA_FORMATS, ("csv",)),
        (
            "Today it signs in with user and password. Please add client certificates.",
            Field.AUTHENTICATION,
            ("certificate",),
        ),
        ("The S3 connector writes CSV. Please let it write Parquet too.", Field.DATA_FORMATS, ("parquet",)),
        ("Please add SAML next to OIDC.", Field.AUTHENTICATION, ("saml",)),
        ("Its API signs in with OAuth2 and answers JSON.", Field.DATA_FORMATS, ("json",)),
        ("The file of the log shows a JSON error. We need CSV.", Field.DATA_FORMATS, ("csv",)),
        ("トークンで認証します。", Field.AUTHENTICATION, ("token",)),
        ("Anmelden kann man sich mit Zertifikat.", Field.AUTHENTICATION, ("certificate",)),
        ("Mit einem Zertifikat meldet man sich an, sonst nichts.", Field.AUTHENTICATION, None),
        ("Log in by OAuth in place of the GitHub OIDC tokens.", Field.AUTHENTICATION, ("oauth2",)),
        ("XMLではなくJSONで送りたいです。", Field.DATA_FORMATS, ("json",)),
        (
            "Die Aufträge kommen als OData. Sonst holen wir sie weiter über CSV-Dateien.",
            Field.DATA_FORMATS,
            ("odata",),
        ),
        ("Se entra con un token de la cuenta.", Field.AUTHENTICATION, ("token",)),
        ("We read it over MQTT, next to RSS Guard and syslog-ng.", Field.DATA_FORMATS, None),
        ("Use our token [removed: looks like a web token (JWT)] for it.", Field.DATA_FORMATS, None),
        ("Why not use OAuth2?", Field.AUTHENTICATION, ("oauth2",)),
        ("No problem with OAuth2.", Field.AUTHENTICATION, ("oauth2",)),
        ("It is not a problem to use OAuth2.", Field.AUTHENTICATION, ("oauth2",)),
        ("It doesn't only speak JSON but also XML.", Field.DATA_FORMATS, ("json", "xml")),
        ("Parquet isn't supported.", Field.DATA_FORMATS, ("parquet",)),
        ("Urgent tickets and critical incidents should show up in chat.", Field.PRIORITY, None),
        ("Dringende Tickets sollen sofort bei uns landen.", Field.PRIORITY, None),
        ("Les tickets urgents doivent arriver chez nous.", Field.PRIORITY, None),
        ("This is a high priority request for us.", Field.PRIORITY, ("high",)),
        ("It is urgent: bugs pile up.", Field.PRIORITY, ("high",)),
        ("Urgent! Orders get lost.", Field.PRIORITY, ("high",)),
        ("Users should see how urgent the alert is.", Field.PRIORITY, None),
        ("When a call is marked as urgent, create a card.", Field.PRIORITY, None),
        ("Please mark this as urgent.", Field.PRIORITY, ("high",)),
        ("We'd like to have it before the summer.", Field.PRIORITY, ("high",)),
        ("Wäre toll, wenn das bis zu den Sommerferien klappt.", Field.PRIORITY, ("high",)),
        ("Before 1 March we had 300 users.", Field.PRIORITY, None),
        ("We must have it before the elections.", Field.PRIORITY, ("high",)),
        ("Wir bräuchten das vor der Ernte.", Field.PRIORITY, ("high",)),
        ("Nos gustaría tenerlo antes de la campaña.", Field.PRIORITY, ("high",)),
        ("Nous aimerions l'avoir avant les vendanges.", Field.PRIORITY, ("high",)),
        ("Es de prioridad máxima para nosotros en la tienda.", Field.PRIORITY, ("critical",)),
        ("Antes da safra contamos tudo à mão.", Field.PRIORITY, None),
        ("Los tickets de prioridad máxima se copian a mano.", Field.PRIORITY, None),
        ("Les demandes de priorité maximale arrivent par mail.", Field.PRIORITY, None),
        ("The API uses JWT and answers JSON.", Field.AUTHENTICATION, ("jwt",)),
        ("La API usa JWT.", Field.AUTHENTICATION, ("jwt",)),
        ("The API uses JWT and answers JSON.", Field.DATA_FORMATS, ("json",)),
        ("Please decode JWTs.", Field.AUTHENTICATION, None),
        ("Importance: high", Field.PRIORITY, ("high",)),
        (
            "POST https://api.xero.example/v1/docs is what we call. Docs: https://developer.xero.example/?a=b",
            Field.API_DOCS,
            ("https://developer.xero.example/?a=b",),
        ),
        (
            "See https://docs.xero.example/api and, for yours, https://docs.ours.example/sources.",
            Field.API_DOCS,
            ("https://docs.xero.example/api",),
        ),
    ],
)
def test_a_request_says_only_what_its_author_says_of_it(
    text: str, field: Field, items: tuple[str, ...] | None
) -> None:
    """A denial reaches over `use`, `with`, `or`; what is refused beside another way is out; of others' urgency nothing follows."""
    mail = f"Content-Type: text/plain; charset=utf-8\r\nSubject: Integration with Xero\r\n\r\nPlease add Xero. {text}\r\n"
    fields = understand(parse(mail.encode()), WORDS, CATALOG).requests[0].fields
    assert (fields[field].items if field in fields else None) == items


def test_a_list_loses_what_is_denied_later() -> None:
    """`JSON` stood in the request; `not JSON, only XML` leaves XML."""
    said = read_reply("Not JSON, only XML.").requests[0].fields
    before = Value(items=("json", "csv"), evidence=Evidence(text="JSON, CSV", where="body", confidence=0.9))
    changed = merge({Field.DATA_FORMATS: before}, said)[Field.DATA_FORMATS]
    assert changed.items == ("csv", "xml")


@pytest.mark.parametrize(
    ("new", "result"),
    [
        ("We also want to write results back.", "Load sales.\nWe also want to write results back."),
        ("Außerdem brauchen wir die Lagerdaten.", "Load sales.\nAußerdem brauchen wir die Lagerdaten."),
        ("Archive old invoices.", "Archive old invoices."),
    ],
)
def test_what_is_said_in_addition_takes_nothing_back(new: str, result: str) -> None:
    """`also` goes below what was said before; words without it take its place."""
    old, now = (
        Value(items=(text,), evidence=Evidence(text=text, where="body", confidence=0.9))
        for text in ("Load sales.", new)
    )
    assert merge({Field.USE_CASE: old}, {Field.USE_CASE: now})[Field.USE_CASE].text == result


@pytest.mark.parametrize(
    "text",
    [
        "1: We don't know yet",
        "1: Das wissen wir noch nicht.",
        "1: nous ne savons pas encore",
        "1: to be decided",
    ],
)
def test_not_knowing_is_no_answer(text: str) -> None:
    """A field is not filled with the words that there is nothing to fill it with."""
    message = parse(f"{REPLY}{text}\r\n".encode())
    answers = read_answers(message, (Field.BUSINESS_IMPACT, Field.PRIORITY), WORDS, CATALOG)
    assert answers is None or Field.BUSINESS_IMPACT not in answers.fields


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Please change the category to Database.", Field.CATEGORY, "Database"),
        ("Bitte die Kategorie auf Analytics ändern", Field.CATEGORY, "Analytics"),
        ("Changez la priorité en haute", Field.PRIORITY, "high"),
        (
            "The use case is wrong, it is archiving of old invoices.",
            Field.USE_CASE,
            "archiving of old invoices",
        ),
        ("Our priority is high.", Field.PRIORITY, "high"),
    ],
)
def test_a_field_is_put_right_by_its_name(text: str, field: Field, value: str) -> None:
    """Whoever answers in a sentence changes the field that the sentence calls by its label."""
    answers = read_answers(parse(f"{REPLY}{text}\r\n".encode()), (), WORDS, CATALOG)
    assert answers is not None and answers.fields[field].text == value


@pytest.mark.parametrize(
    "text", ["The use case is wrong.", "The use case is not clear to me.", "Our server is slow."]
)
def test_what_names_no_value_changes_nothing(text: str) -> None:
    """That something is wrong says not yet what is right."""
    answers = read_answers(parse(f"{REPLY}{text}\r\n".encode()), (), WORDS, CATALOG)
    assert answers is None or Field.USE_CASE not in answers.fields


def test_the_subject_of_the_conversation_asks_for_nothing() -> None:
    """`Re: [INT-1] Snowflake connector` is ours: what the author wants stands in their own words alone."""
    assert read_reply("It is in Frankfurt.").requests == ()
    asked = read_reply("Please add BigQuery then.").requests
    assert [one.product for one in asked] == ["bigquery"]
