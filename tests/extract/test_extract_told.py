"""What stands in lists, stories and answers of trackers' forms: the use case, and how people manage without it."""

import pytest
from understanding import read_mail

from mailer.model.request import Field


def told(body: str, field: Field) -> str:
    return read_mail("An integration", body).requests[0].text(field)


@pytest.mark.parametrize(
    ("body", "use"),
    [
        (
            "Please connect Toast.\n\nWhat we need:\n- menus come over every night\n- orders go to the kitchen",
            "menus come over every night orders go to the kitchen",
        ),
        (
            "Could you add Xero? It should:\n\n1. create a bill from each approved expense\n2. mark it as paid",
            "create a bill from each approved expense mark it as paid",
        ),
        (
            "Il nous faudrait un connecteur Sage. Nous aimerions :\n- envoyer les factures chaque soir\n- recevoir les paiements",
            "envoyer les factures chaque soir recevoir les paiements",
        ),
        (
            "### Integration\nHubSpot\n\n### I want to\nsee new sign-ups in HubSpot\n\n### So that\nsales can call them",
            "see new sign-ups in HubSpot\nsales can call them",
        ),
        (
            "Please add Mollie.\n\nOur shop needs it so that buyers pay by iDEAL: https://docs.mollie.com/",
            "Our shop needs it so that buyers pay by iDEAL",
        ),
        (
            "Please add Odoo. We want to send our orders there every night. Things to know:\n- it has a REST API\n- the key is free",
            "We want to send our orders there every night.",
        ),
        (
            "We are a bakery. Please add Odoo: our orders should land there every night.",
            "Please add Odoo: our orders should land there every night.",
        ),
    ],
)
def test_what_a_list_or_a_story_says_is_the_use_case(body: str, use: str) -> None:
    """The items below `we need:` and not these words; a story's reason with its wish; a sentence without its link, and not
    who they are."""
    assert told(body, Field.USE_CASE) == use


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("Not supported at present", ""),
        ("Odoo isn't supported currently.", ""),
        ("It has no connector yet", ""),
        ("There is no other way", "There is no other way"),
        ("JDBC, but that isn't supported either", "JDBC, but that isn't supported either"),
        ("CSV exports only", "CSV exports only"),
        ("Zapier, as there is no native connector", "Zapier, as there is no native connector"),
        ("There is no support, so our staff retypes it", "There is no support, so our staff retypes it"),
    ],
)
def test_what_only_says_that_it_is_not_there_is_no_alternative(answer: str, way: str) -> None:
    """An answer that only repeats the lack tells no way of managing; one that names a way, or that there is none, does."""
    assert (
        told(f"Integration: Odoo\nUse case: send orders\nWorkaround: {answer}\n", Field.ALTERNATIVES) == way
    )


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ("Bitte bindet Odoo an. Wir wollen die Daten ohne Umweg nach Odoo schreiben.", ""),
        ("Please add Odoo. Without it we export by hand.", "Without it we export by hand."),
        ("Please add Zulip. Slack isn't an option for us.", "Slack isn't an option for us."),
    ],
)
def test_what_is_spared_is_no_alternative(body: str, way: str) -> None:
    """`Without a detour` is what they wish for; `without it we …` is how they manage."""
    assert told(body, Field.ALTERNATIVES) == way
