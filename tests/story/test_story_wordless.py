"""Mails in which nobody can read what is asked for (RELIABILITY R-66)."""

import pytest
from world import SERVICE, World, text_of

from mailer.model.inbox import Outcome

ANNA = "anna@shop.example"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ARMOUR = "-----BEGIN PGP MESSAGE-----\n\nhQEMA0abcdefghijklmnopqrstuvwxyz\n=abcd\n-----END PGP MESSAGE-----\n"
BODIES = {
    "nothing at all": "",
    "an empty text": "Content-Type: text/plain\n\n\n",
    "an image alone": f'Content-Type: image/png; name="scan.png"\nContent-Transfer-Encoding: base64\n\n{PIXEL}\n',
    "an attachment alone": "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=data.bin\n"
    f"Content-Transfer-Encoding: base64\n\n{PIXEL}\n",
    "HTML with an image alone": 'Content-Type: text/html\n\n<html><body><img src="cid:scan"></body></html>\n',
    "PGP/MIME (RFC 3156)": 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n'
    "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
    f"--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n{ARMOUR}--b--\n",
    "PGP in the text": f"Content-Type: text/plain\n\n{ARMOUR}",
    "S/MIME (RFC 8551)": "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
    f"Content-Transfer-Encoding: base64\n\n{PIXEL}\n",
}


@pytest.mark.parametrize("subject", ["Integration request", ""])
@pytest.mark.parametrize("body", BODIES)
def test_a_mail_without_words_is_kept_for_a_person_and_answered_once(
    world: World, body: str, subject: str
) -> None:
    """R-66: held with a reason, nothing guessed, its raw bytes there; one polite mail a day says how to ask in words, and a
    reply in words is filed."""
    for number in (1, 2):
        head = f"From: {ANNA}\nTo: {SERVICE}\nSubject: {subject}\nMessage-ID: <{number}@shop.example>\nMIME-Version: 1.0\n"
        fate = world.receive((head + BODIES[body]).replace("\n", "\r\n").encode())
        assert fate.outcome is Outcome.HELD and fate.because
        with world.app.database.reading() as tx:
            assert tx.inbox.raw(fate.id)
    mail = world.answer()
    assert world.request_numbers() == []
    assert "reply with the name" in text_of(mail)
    world.send_reply(ANNA, mail, "We need Snowflake as a data source for our weekly reports.")
    assert world.request(1)["name"] == "Snowflake"


def test_what_the_subject_or_an_attachment_says_counts(world: World) -> None:
    """R-66: an empty mail whose subject names the product, and a filled-in form that is the whole mail, are requests; the
    answer asks for what is missing."""
    head = f"From: {ANNA}\r\nTo: {SERVICE}\r\nMIME-Version: 1.0\r\n"
    form = "Content-Type: text/plain; name=form.txt\r\nContent-Disposition: attachment; filename=form.txt\r\n"
    for mail in (
        f"{head}Subject: Snowflake integration\r\n\r\n",
        f"{head}Subject: request\r\n{form}\r\nIntegration Name: Quarkus Ledger\r\nUse Case: Our books.\r\n",
    ):
        assert world.receive(mail.encode()).outcome is Outcome.REQUEST
        assert "QUESTIONS" in text_of(world.answer())


FORM = """Integration Name: Quarkus Ledger
Use Case: Our books are copied by hand.
Priority: high
Alternatives: A clerk.
"""


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("Our books are copied by hand.", "Our books and our stock.", "use_case"),
        ("A clerk.", "Two clerks.", "alternatives"),
    ],
)
def test_the_card_of_an_attached_form_is_edited_as_any_other(
    world: World, old: str, new: str, field: str
) -> None:
    """One line below it names the attachment, and is no part of any value: not of the last one either."""
    head = f"From: {ANNA}\r\nTo: {SERVICE}\r\nMIME-Version: 1.0\r\nSubject: request\r\n"
    form = "Content-Type: text/plain; name=form.txt\r\nContent-Disposition: attachment; filename=form.txt\r\n"
    world.receive((head + form + "\r\n" + FORM.replace("\n", "\r\n")).encode())
    answer = world.answer()
    text = answer.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert text.count("form.txt") == 1
    before = {name: one["value"] for name, one in world.request(1)["fields"].items()}
    world.send_reply(ANNA, answer, "".join(f"> {line}\n" for line in text.replace(old, new).splitlines()))
    after = {name: one["value"] for name, one in world.request(1)["fields"].items()}
    assert after == {**before, field: new}
