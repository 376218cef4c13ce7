"""The card of our mail, quoted: what the reader rewrote in it, and what a client does to it by itself."""

from dataclasses import replace

import pytest
from understanding import WORDS

from mailer.extract.replies.sent_card import edited_values
from mailer.model.request import Field
from mailer.model.snapshot import Sent

SENT = Sent(
    asked=(Field.BUSINESS_IMPACT,),
    text="""INT-7 - We have your request for Tableau

WHAT WE UNDERSTOOD

  Kind: A new integration
  Integration name: Tableau
  Use case: weekly reports, see https://wiki.example/reports
  API documentation: https://api.vendor.example/v1
  Authentication: OAuth 2.0
    (You wrote: “Authentication: OAuth 2.0, as far as
    I know”)
  Priority: High
    (Our guess from “we follow up soon”, please check)

We are sure of all that is not marked as our guess. Something wrong or
missing? Just reply and tell us.

ONE QUESTION

1. What would it change for your team or your customers?
   Hours saved, a project that waits for it, money at stake.
""",
)
QUOTED = "\n".join(f"> {line}".rstrip() for line in SENT.text.splitlines())
CELLS = QUOTED.replace("Priority: High", "Priority    High").replace(
    "Authentication: ", "Authentication\n>   "
)


def edits(text: str) -> dict[str, str]:
    return {one.topic: one.text for one in edited_values(text, SENT, WORDS)}


@pytest.mark.parametrize("text", [QUOTED, SENT.text, CELLS, QUOTED.replace("> ", ">> ")])
def test_a_card_quoted_as_it_was_holds_no_edit(text: str) -> None:
    """Marked or not, as lines or as cells."""
    assert edits(text) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://api.vendor.example/v1", "https://api.vendor.example/v1 <https://api.vendor.example/v1>"),
        ("https://api.vendor.example/v1", "https://safe.example/?url=https%3A%2F%2Fapi.vendor.example%2Fv1&d=5"),
        ("https://wiki.example/reports", "https://wiki.example/reports<https://wiki.example/reports>"),
        ("Priority: High", "*Priority:* *High*"),
        (">     (You wrote: “Authentication: OAuth 2.0, as far as\n>     I know”)\n", ""),
        ("weekly reports", "weekly\n> reports"),
        ("weekly reports", "weekly r?ports"),
        ("Priority: High", "Priority:"),
    ],
)  # fmt: skip
def test_what_clients_do_is_no_edit(old: str, new: str) -> None:
    """Links written twice or led through a filter, emphasis, other line ends, lost letters, a line that is gone."""
    assert edits(QUOTED.replace(old, new)) == {}


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("Priority: High", "Priority: Low", {"priority": "Low"}),
        (": weekly reports, see https://wiki.example/reports", ": reports", {"use_case": "reports"}),
        ("OAuth 2.0\n", "SAML\n", {"technical.authentication": "SAML"}),
        ("vendor.example/v1", "vendor.example/v1/users", {"technical.api_docs": "https://api.vendor.example/v1/users"}),
        (">   Priority: High", "Priority: Low", {"priority": "Low"}),
        (">   Priority: High", ">   Data formats: CSV\n>   Priority: High", {"technical.data_formats": "CSV"}),
    ],
)  # fmt: skip
def test_a_line_is_compared_with_itself(old: str, new: str, wanted: dict[str, str]) -> None:
    """Shortened, replaced, overtyped with its mark, or added: whatever else of our mail holds the same words."""
    assert edits(QUOTED.replace(old, new, 1)) == wanted


@pytest.mark.parametrize(
    ("shown", "edited", "wanted"),
    [
        ("Priorité\xa0: Haute", "Priorité : Basse", {"priority": "Basse"}),
        ("Priorité\xa0: Haute", "Priorité\xa0: Haute", {}),
        ("Priorité\xa0: Haute", "Priorité: Haute", {}),
        ("優先度：高", "優先度：低", {"priority": "低"}),
        ("優先度：高", "優先度: 高", {}),
    ],
)
def test_each_language_has_its_own_colon(shown: str, edited: str, wanted: dict[str, str]) -> None:
    """With a no-break space before it, or of full width; a reply may have the plain one."""
    ours = SENT.text.replace("Priority: High", shown)
    quoted = QUOTED.replace("Priority: High", edited)
    found = edited_values(quoted, replace(SENT, text=ours), WORDS)
    assert {one.topic: one.text for one in found} == wanted
