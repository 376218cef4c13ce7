"""Which organisation a mail address belongs to."""

import pytest

from mailer.resources import config_folder
from mailer.rules.organisations import MailDomains

LISTS = (config_folder() / "mail_domains.toml").read_text(encoding="utf-8")
DOMAINS = MailDomains.from_toml(LISTS)


@pytest.mark.parametrize(
    ("address", "organisation"),
    [
        ("ada@northwind.example", "northwind.example"),
        ("ada+vote@eu.mail.Northwind.example", "northwind.example"),
        ("cy@acme.co.uk", "acme.co.uk"),
        ("cy@sales.acme.co.uk", "acme.co.uk"),
        ("mo@cs.uni.ac.jp", "uni.ac.jp"),
        ("kim@contoso.onmicrosoft.com", "contoso.onmicrosoft.com"),
        ("bo@gmail.com", ""),
        ("bo@googlemail.com", ""),
        ("bo@yahoo.co.jp", ""),
        ("bo@gmx.at", ""),
        ("bo@web.de", ""),
        ("bo@orange.fr", ""),
        ("bo@i.softbank.jp", ""),
        ("0a1b@erased.invalid", ""),
        ("bo@gmail.com.northwind.example", "northwind.example"),
        ("bo@mygmail.com", "mygmail.com"),
    ],
)
def test_a_domain_is_its_organisation_s_unless_everybody_gets_mailboxes_there(
    address: str, organisation: str
) -> None:
    """Subdomains are folded where it is safe."""
    assert DOMAINS.organisation(address) == organisation


def test_the_operator_s_own_list_takes_the_place_of_ours() -> None:
    """As written in `[authentication] public_domains`; an empty one says that there is no such provider."""
    assert MailDomains.from_toml(LISTS, ["Mail.example"]).organisation("bo@mail.example") == ""
    assert MailDomains.from_toml(LISTS, []).organisation("bo@gmail.com") == "gmail.com"
