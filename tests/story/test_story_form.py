"""FORM: a form by mail that is filled in wherever a client puts the cursor, and reads back in every language."""

from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from form_shapes import SHAPES, Values, filled_text
from world import World, html_of, text_of

from mailer.flows.explain import SOURCE, Explainer, as_json, explain
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.mail_source import RawMail

ADA = "Ada Lind <ada@harbour.example>"
ORDERS: Mapping[str, str] = {
    "en": "Hello,\n\ncould you please send me the form?\n\nThank you very much and best regards from the harbour\nAda",
    "de": "Hallo,\n\nkönnen Sie mir bitte das Formular schicken?\n\nVielen Dank und freundliche Grüße aus dem Hafen\nAda",
    "fr": "Bonjour,\n\npouvez-vous m'envoyer le formulaire ?\n\nMerci beaucoup et bien cordialement de la part de tous\nAda",
    "es": "Hola,\n\n¿me pueden enviar el formulario?\n\nMuchas gracias y un saludo muy cordial para todos ustedes\nAda",
    "pt": "Olá,\n\npodem enviar-me o formulário, por favor?\n\nMuito obrigada e os melhores cumprimentos para todos vocês\nAda",
    "ja": "こんにちは。\n\nフォームを送ってください。\n\nよろしくお願いいたします。\nAda",
}
TOPS: Mapping[str, str] = {
    "en": "Hi, see my answers below in blue.",
    "de": "Hallo, meine Antworten stehen unten in Blau.",
    "fr": "Bonjour, mes réponses sont ci-dessous en bleu.",
    "es": "Hola, mis respuestas están abajo en azul.",
    "pt": "Olá, as minhas respostas estão abaixo a azul.",
    "ja": "お世話になっております。下に青字で記入しました。",
}
SAID: Mapping[str, tuple[str, str, str, str]] = {
    "en": (
        "Quarkus Ledger",
        "Book the orders of the day at night.",
        "It saves us six hours a week.",
        "high",
    ),
    "de": ("Quarkus Ledger", "Nachts die Aufträge des Tages buchen.", "Das spart sechs Stunden.", "hoch"),
    "fr": ("Quarkus Ledger", "Saisir les commandes la nuit.", "Six heures de gagnées par semaine.", "haute"),
    "es": (
        "Quarkus Ledger",
        "Registrar los pedidos por la noche.",
        "Ahorra seis horas por semana.",
        "alta",
    ),
    "pt": (
        "Quarkus Ledger",
        "Registar as encomendas durante a noite.",
        "Poupa seis horas por semana.",
        "alta",
    ),
    "ja": ("Quarkus Ledger", "毎晩、その日の注文を記帳します。", "週に6時間の節約になります。", "高"),
}
NAMES = (
    "integration_name",
    "category",
    "use_case",
    "business_impact",
    "technical.api_docs",
    "technical.authentication",
    "technical.data_formats",
    "technical.performance",
    "priority",
    "alternatives",
)


def order(world: World, language: str = "en") -> EmailMessage:
    """Ada asks for the form in her language; returns our mail."""
    row = world.receive(world.write(ADA, "Re: ...", ORDERS[language]))
    assert row.outcome is Outcome.COMMAND, row.because
    return world.answer()


def labels(mail: EmailMessage) -> dict[str, str]:
    """Field -> its label in our mail, with the colon of its language."""
    lines = [line for line in text_of(mail).splitlines() if line.endswith((":", "："))]
    return dict(zip(NAMES, lines, strict=True))


def values(mail: EmailMessage, said: Mapping[str, str]) -> Values:
    shown = labels(mail)
    return {shown[name]: value for name, value in said.items()}


def send(world: World, mail: EmailMessage) -> InboxRow:
    return world.receive(mail, to=parseaddr(str(mail["To"]))[1])


def sure(world: World, number: int = 1) -> dict[str, object]:
    """The fields that are no guess, wrapped lines joined."""
    fields = world.request(number)["fields"]
    return {
        name: " ".join(one["value"].split()) if isinstance(one["value"], str) else one["value"]
        for name, one in fields.items()
        if one["confidence"] >= 0.8
    }


EACH = [
    (shape, language, at % 2 == 0)
    for at, (shape, language) in enumerate((one, two) for one in SHAPES for two in [*ORDERS, "en"])
]
"""Every shape in every language, by turns with a greeting on top and without; in English both."""


@pytest.mark.parametrize(("shape", "language", "greeted"), EACH)
def test_a_form_reads_back(world: World, shape: str, language: str, greeted: bool) -> None:
    """Filled in where the client quotes it, below a greeting or not, it is a request with exactly those values; the last
    field stays empty."""
    mail = order(world, language)
    name, use, impact, priority = SAID[language]
    said = {"integration_name": name, "use_case": use, "business_impact": impact, "priority": priority}
    row = send(world, SHAPES[shape](world, ADA, mail, values(mail, said), TOPS[language] if greeted else ""))
    assert row.outcome is Outcome.REQUEST, row.because
    assert sure(world) == {**said, "priority": "high"}


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_reads_back(world: World, shape: str, language: str) -> None:
    """All ten values reach their fields, lists as lists."""
    mail = order(world, language)
    said = {
        "integration_name": "Quarkus Ledger",
        "category": {"en": "Database", "ja": "データベース"}[language],
        "use_case": SAID[language][1],
        "business_impact": SAID[language][2],
        "technical.api_docs": "https://docs.quarkus.example/api",
        "technical.authentication": "OAuth 2.0",
        "technical.data_formats": "JSON, CSV",
        "technical.performance": "10,000",
        "priority": SAID[language][3],
        "alternatives": {"en": "a nightly script", "ja": "夜間のスクリプト"}[language],
    }
    row = send(world, SHAPES[shape](world, ADA, mail, values(mail, said), TOPS[language]))
    assert row.outcome is Outcome.REQUEST, row.because
    assert sure(world) == {
        **said,
        "category": "Database",
        "technical.api_docs": ["https://docs.quarkus.example/api"],
        "technical.authentication": ["oauth2"],
        "technical.data_formats": ["json", "csv"],
        "priority": "high",
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_only_the_name_is_needed(world: World, shape: str) -> None:
    """Nothing but the name, as the form says: a request, and no part of our mail is a value."""
    mail = order(world, "fr")
    filled = values(mail, {"integration_name": "Quarkus Ledger"})
    row = send(world, SHAPES[shape](world, ADA, mail, filled, ""))
    assert row.outcome is Outcome.REQUEST, row.because
    assert sure(world) == {"integration_name": "Quarkus Ledger"}


@pytest.mark.parametrize("top", ["", "Hello, here it is."], ids=["bare", "greeted"])
@pytest.mark.parametrize("shape", [one for one in SHAPES if not one.endswith("on top")])
def test_an_untouched_form_is_no_request(world: World, shape: str, top: str) -> None:
    """Sent back as it was: a person reads it, its author hears that and what to write, and nothing is filed."""
    mail = order(world)
    row = send(world, SHAPES[shape](world, ADA, mail, {}, top))
    assert row.outcome is Outcome.HELD
    assert "the name of the product" in " ".join(text_of(world.answer()).split())
    assert world.request_numbers() == []


PARAGRAPHS = "We book the orders of the day.\n\nIt has to happen at night:\n- orders\n- returns"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_value_of_several_paragraphs(world: World, shape: str) -> None:
    """A value runs on to the next label, whatever stands between its paragraphs."""
    mail = order(world)
    said = {"integration_name": "Quarkus Ledger", "use_case": PARAGRAPHS, "priority": "low"}
    send(world, SHAPES[shape](world, ADA, mail, values(mail, said), ""))
    assert sure(world) == {**said, "use_case": " ".join(PARAGRAPHS.split())}


def test_what_stands_beside_the_form_is_read_too(world: World) -> None:
    """An offer above the quotation and a question of the author's below it are their words, and no field's."""
    mail = order(world)
    said = values(mail, {"integration_name": "Quarkus Ledger", "alternatives": "a nightly script"})
    top = "Hello, see below. We can test it and lend you a sandbox."
    reply = world.reply(ADA, mail, "", quote=False)
    reply.set_content(
        f"{top}\n\nOn Monday you wrote:\n{filled_text(mail, said, mark='> ')}\n\nBest regards\nAda\n"
    )
    send(world, reply)
    assert sure(world) == {"integration_name": "Quarkus Ledger", "alternatives": "a nightly script"}
    roles = {(one["role"], one["state"]) for one in world.request(1)["people"]["champions"]}
    assert {role for role, _ in roles} == {"testing", "access"}


EDITED: Mapping[str, Mapping[str, str]] = {
    "a dash": {"Use case:": "Use case - Book the orders", "Priority:": "Priority - high"},
    "a wide colon": {"Use case:": "Use case：Book the orders", "Priority:": "Priority ： high"},
    "bold": {"Use case:": "*Use case:* Book the orders", "Priority:": "*Priority:* high"},
    "an aside": {"Use case:": "Use case (ours): Book the orders", "Priority:": "Priority (1-4): high"},
    "an arrow": {"Use case:": "Use case: --> Book the orders", "Priority:": "Priority: → high"},
    "capitals": {"Use case:": "USE CASE: Book the orders", "Priority:": "PRIORITY: high"},
}


@pytest.mark.parametrize("how", EDITED)
def test_edited_labels(world: World, how: str) -> None:
    """Who overtypes a label a little is understood all the same; rows that were deleted are missed by nobody."""
    mail = order(world)
    text = filled_text(mail, {"Integration name:": "Quarkus Ledger"}, mark="> ")
    for row, written in EDITED[how].items():
        text = text.replace(f"> {row}", f"> {written}")
    for row in ("Category", "Performance", "Alternatives"):
        text = text.replace(f"> {row}:\n", "")
    reply = world.reply(ADA, mail, "", quote=False)
    reply.set_content(f"On Monday you wrote:\n{text}\n")
    send(world, reply)
    assert sure(world) == {
        "integration_name": "Quarkus Ledger",
        "use_case": "Book the orders",
        "priority": "high",
    }


CUT: Mapping[str, str] = {
    "the end of the form is gone": "{rows}",
    "everything from the last value on is gone": "{rows}\n",
    "a closing below": "{rows}\n\nThanks\nAda",
    "their words below": "{rows}\n\nBest regards,\nAda Lind\nHarbour Ltd",
}


@pytest.mark.parametrize("last", ["", "a nightly script"])
@pytest.mark.parametrize("mark", ["", "> "])
@pytest.mark.parametrize("how", CUT)
def test_a_form_cut_short(world: World, how: str, mark: str, last: str) -> None:
    """Without the end of the form a closing is no value, and the last value keeps its own words."""
    mail = order(world)
    filled = values(mail, {"integration_name": "Quarkus Ledger", "alternatives": last})
    rows = filled_text(mail, filled, mark=mark).partition(f"{mark}* * *".rstrip())[0]
    rows = rows[rows.index(f"{mark}Integration") :].rstrip("\n> ")
    reply = world.reply(ADA, mail, "", quote=False)
    reply.set_content(CUT[how].format(rows=rows + "\n" + mark).rstrip() + "\n")
    send(world, reply)
    expected = {"integration_name": "Quarkus Ledger"} | ({"alternatives": last} if last else {})
    assert sure(world) == expected


def test_the_end_deleted_and_our_last_line_kept(world: World) -> None:
    """Why the mail came is no value of the last field, in a page that marks no quotation."""
    mail = order(world)
    filled = values(mail, {"integration_name": "Quarkus Ledger"})
    page = html_of(SHAPES["Outlook, HTML alone"](world, ADA, mail, filled, "Hi")).replace("* * *", "")
    reply = world.reply(ADA, mail, "", quote=False)
    reply.set_content(page, subtype="html")
    send(world, reply)
    assert sure(world) == {"integration_name": "Quarkus Ledger"}


def test_two_products_in_one_mail(world: World) -> None:
    """The rows copied once more for another product are a second request, each with its own values."""
    mail = order(world)
    one = values(mail, {"integration_name": "Quarkus Ledger", "priority": "low"})
    two = values(mail, {"integration_name": "Snowflake", "use_case": "Load the orders.", "priority": "high"})
    first = filled_text(mail, one, mark="> ").partition("> * * *")[0]
    second = filled_text(mail, two, mark="> ")
    second = second[second.index("> Integration name") :]
    reply = world.reply(ADA, mail, "", quote=False)
    reply.set_content(f"Hi,\n\nOn Monday you wrote:\n{first}\n{second}\n")
    send(world, reply)
    assert sure(world, 1) == {"integration_name": "Quarkus Ledger", "priority": "low"}
    assert sure(world, 2).items() >= {"integration_name": "Snowflake", "use_case": "Load the orders."}.items()
    assert sure(world, 2)["priority"] == "high"


def conversation(world: World) -> EmailMessage:
    """Ada's request for Snowflake, and the form that she asked for in its conversation."""
    world.receive(world.write(ADA, "Snowflake", "Hello,\n\nplease add a connector for Snowflake.\n"))
    world.send_reply(ADA, world.answer(), "FORM")
    return world.answer()


@pytest.mark.parametrize("name", ["", "Snowflake", "snowflake connector"])
@pytest.mark.parametrize("shape", ["Gmail", "Outlook", "Thunderbird, quotation parted", "a phone, on top"])
def test_a_form_inside_a_conversation(world: World, shape: str, name: str) -> None:
    """Asked for in reply to a mail about a request, it fills that request's fields."""
    mail = conversation(world)
    said = {"integration_name": name} if name else {}
    filled = values(mail, said | {"use_case": "Load the orders of the day.", "priority": "high"})
    row = send(world, SHAPES[shape](world, ADA, mail, filled, "Hi, see below."))
    assert row.outcome is Outcome.DETAILS, row.because
    assert world.request_numbers() == [1]
    assert sure(world)["use_case"] == "Load the orders of the day."
    assert sure(world)["priority"] == "high"


def test_a_form_for_something_else_inside_a_conversation(world: World) -> None:
    """Filled in for another product it is a request of its own, and the first one stays as it was."""
    mail = conversation(world)
    before = sure(world)
    filled = values(mail, {"integration_name": "Quarkus Ledger", "priority": "high"})
    send(world, SHAPES["Gmail"](world, ADA, mail, filled, "Hi, see below."))
    assert sure(world) == before
    assert sure(world, 2) == {"integration_name": "Quarkus Ledger", "priority": "high"}


def test_an_answer_in_words_instead_of_the_form(world: World) -> None:
    """Who writes above the form what they want, and leaves it empty, is understood as in a new mail."""
    mail = order(world)
    top = "Hello, please add an integration with Tableau. We would publish our weekly reports with it."
    assert send(world, SHAPES["Gmail"](world, ADA, mail, {}, top)).outcome is Outcome.REQUEST
    assert sure(world)["integration_name"] == "Tableau"


def test_somebody_else_s_filled_form_is_nobody_s_wish(world: World) -> None:
    """A colleague in copy who answers with Ada's filled form below has asked for nothing."""
    mail = order(world)
    filled = SHAPES["Gmail"](world, ADA, mail, values(mail, {"integration_name": "Quarkus Ledger"}), "")
    send(world, filled)
    world.answers()
    reply = world.write(
        "Bo <bo@harbour.example>",
        "Re: the form",
        f"Have a nice weekend, all.\n\nOn Monday Ada wrote:\n{filled_text(mail, values(mail, {'integration_name': 'Quarkus Ledger'}), mark='> ')}\n",
    )
    reply["In-Reply-To"] = filled["Message-ID"]
    assert world.receive(reply).outcome is Outcome.HELD
    assert world.request(1)["votes"] == 1


@pytest.mark.parametrize("language", ORDERS)
def test_the_form_copied_into_a_new_mail(world: World, language: str) -> None:
    """Without any token it is read by its labels, as every form is."""
    mail = order(world, language)
    name, use, _, priority = SAID[language]
    filled = filled_text(
        mail, values(mail, {"integration_name": name, "use_case": use, "priority": priority})
    )
    assert world.receive(world.write(ADA, "...", filled)).outcome is Outcome.REQUEST
    assert sure(world) == {"integration_name": name, "use_case": use, "priority": "high"}


def test_explain_reads_it_too(world: World) -> None:
    """`mailer explain` knows no tracker, and shows of a form that was filled in inside the quotation the same values."""
    mail = order(world)
    said = values(mail, {"integration_name": "Quarkus Ledger", "priority": "high"})
    raw = SHAPES["Gmail"](world, ADA, mail, said, "Hi, see below.").as_bytes()
    app = world.app
    border = replace(app.border, trusted_sources=frozenset({SOURCE}))
    explainer = Explainer(sandbox=app.sandbox, border=border, policy=app.policy, now=app.clock())
    (told,) = explain([RawMail(raw=raw, source="ingest", account="", received_at=app.clock())], explainer)
    shown = as_json(told)
    assert shown["outcome"] == "request"
    assert shown["new_text"] == "Hi, see below.\n\nIntegration name: Quarkus Ledger\nPriority: high"
    assert [(one["integration_name"], one["priority"]) for one in shown["requests"]] == [
        ("Quarkus Ledger", "high")
    ]
