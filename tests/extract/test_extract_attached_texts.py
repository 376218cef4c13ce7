"""What came along with a mail says something about its request only where it is about it."""

from email.message import EmailMessage

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.request import Field, Understanding
from mailer.parse.message import parse

ASKS = "Please integrate Kestrel Billing so that invoices arrive by themselves."
POINTS = "Hello,\n\nplease find our request attached.\n\nBest regards\nAnna"
CONTRACT = """MUTUAL NON-DISCLOSURE AGREEMENT
This agreement is made between Acme and Kestrel.
Priority: the obligations of section 3 are critical.
We need to use Salesforce, SAP and Oracle connectors.
Authentication of documents by SAML or password."""
LOG = "2026-11-23 ERROR Snowflake connector failed: critical\npriority: high\nAuthentication: basic\n"
LEAFLET = "Our partner offers webinars every Tuesday. Sign in with OAuth. This is urgent: seats are few."
FORM = "Integration name: Kestrel Billing\nAuthentication: SAML\nPriority: critical\n"
SHEET = "Authentication: SAML\nPriority: critical\nData formats: XML\nAPI documentation: https://docs.kestrel.example\n"
STAFF = "Name: Ada\nPriority: High\nPhone: 123\n"
PROSE = "We would like an integration with Kestrel Billing. It is critical for us. It signs in by SAML."


def read(body: str, filename: str, content: bytes, subject: str = "Kestrel Billing") -> Understanding:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Anna <anna@acme.example>", subject
    mail.set_content(body)
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=filename)
    return understand(parse(mail.as_bytes()), WORDS, CATALOG)


@pytest.mark.parametrize(
    "text", [CONTRACT, LOG, LEAFLET, STAFF, PROSE], ids=["contract", "log", "leaflet", "staff", "prose"]
)
def test_a_document_beside_a_wish_fills_no_field(text: str) -> None:
    """A mail that asks by itself is not told by a contract, a log or a leaflet how urgent it is and how one signs in."""
    (request,) = read(ASKS, "notes.txt", text.encode()).requests
    assert not {Field.PRIORITY, Field.AUTHENTICATION} & request.fields.keys()


@pytest.mark.parametrize(
    ("body", "text"),
    [(ASKS, FORM), (ASKS, SHEET), (POINTS, FORM), (POINTS, PROSE), ("", PROSE)],
    ids=["a form beside it", "four labels", "a form alone", "prose in its place", "nothing but prose"],
)
def test_a_form_and_what_stands_for_the_mail_are_read(body: str, text: str) -> None:
    """A filled form always counts; any text does where the mail only says that it is attached."""
    (request,) = read(body, "request.txt", text.encode()).requests
    assert request.text(Field.PRIORITY) == "critical"
    assert request.text(Field.AUTHENTICATION) == "saml"


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("request.csv", FORM.replace(": ", ";").encode()),
        ("mail.eml", b"From: Bo <bo@acme.example>\nSubject: form\nContent-Disposition: attachment; filename=f.txt\n\n" + FORM.encode()),
    ],
)  # fmt: skip
def test_a_form_in_a_list_or_in_a_mail_is_read(filename: str, content: bytes) -> None:
    """Rows with labels are a form whatever they are kept in; a mail that came as a file has attachments too."""
    (request,) = read(POINTS, filename, content).requests
    assert request.text(Field.AUTHENTICATION) == "saml"
    assert Field.DATA_FORMATS not in request.fields


def test_records_that_came_along_are_a_guess() -> None:
    """`customers.csv` may show the format, or be a list of customers."""
    (request,) = read(ASKS, "customers.csv", b"name,city\nA,B\n").requests
    assert not request.fields[Field.DATA_FORMATS].evidence.sure
