"""Whose mailbox an address is: a person's may be asked, everybody's and nobody's is left alone."""

import pytest

from mailer.model.message import Address, Message
from mailer.recognise.mailboxes import is_personal, persons_beside

PERSONS = """bo@kontor.example anna.berg@kontor.example jean-luc.picard@fleet.example maria_lopez@mill.example
a.b.c@orchard.example kim.teamer@dune.example alice+work@mill.example ops42@mill.example
hellen@mill.example peter.postman@mill.example al@mill.example j-r@mill.example o'brien@mill.example
salesky@mill.example björn@mill.example"""
OTHERS = """info@mill.example sales.emea@mill.example Support@mill.example sales-emea@mill.example platform-team@mill.example
dev@lists.mill.example board@groups.io everyone@mill.example no-reply@mill.example noreply-tracker@mill.example
do_not_reply@mill.example postmaster@mill.example mailer-daemon@mill.example kontakt@mill.example
ventas@mill.example vertrieb@mill.example team_data@mill.example help-desk@mill.example privacy@mill.example
jira+bounces@mill.example notifications@mill.example users@googlegroups.com all@mill.example
ask@lists.sourceforge.example buchhaltung@mill.example @mill.example nobody"""


@pytest.mark.parametrize("address", PERSONS.split())
def test_a_person_s_mailbox(address: str) -> None:
    """Names as people have them, though a word for a role may stand in them."""
    assert is_personal(address)


@pytest.mark.parametrize("address", OTHERS.split())
def test_a_mailbox_of_many_or_of_nobody(address: str) -> None:
    """Lists, roles, what takes no answers, and what is no address."""
    assert not is_personal(address)


def test_each_person_beside_us_counts_once() -> None:
    """In To or Cc, however written; not the sender, not ourselves, not the team, not a role."""
    mail = Message(
        message_id="<m@x>",
        subject="",
        date=None,
        sender=Address(address="ada@northwind.example"),
        to=(Address(address="integrations@service.example"), Address(name="Bo", address="Bo@Kontor.example")),
        cc=(
            Address(address="bo+lists@kontor.example"),
            Address(address="ADA@northwind.example"),
            Address(address="integrations+rabc@service.example"),
            Address(address="kim@service.example"),
            Address(address="info@mill.example"),
            Address(address="cy@mill.example"),
        ),
    )
    found = persons_beside(mail, {"integrations@service.example", "kim@service.example"})
    assert [str(one) for one in found] == ["Bo <Bo@Kontor.example>", "cy@mill.example"]
