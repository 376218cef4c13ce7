"""What clients put between a person's words and the history is known in their languages and left out."""

import pytest

from mailer.parse.message import parse
from mailer.parse.reply import split_reply

OWN = "We need it for nightly exports.\nOAuth2 would be best."
HISTORY = "Thank you for writing.\nWhich way of signing in do you use?"
WHO = "Core Team <team@core.example>"

INTRODUCTIONS = [
    f"--- On Mon, 11/16/26, {WHO} wrote:",
    f"{WHO} wrote on 16/11/2026 09:12:40:",
    "Core Team wrote on 11/16/2026 09:12:40 AM:",
    f"On Mon, 16 Nov 2026 09:12:40 +0100\n{WHO} wrote:",
    f"On 2026-11-16 09:12, {WHO} wrote:",
    "On 2026/11/16 9:12, Core Team wrote:",
    "On 11/16/26 9:12 AM, Core Team via Helpdesk wrote:",
    "On Monday 16 November 2026 09:12:40 Core Team wrote:",
    "On Mon, Nov 16, 2026 at 9:12 AM 'Core Team' via Core <\nteam@core.example> wrote:",
    f"On Nov 16, 2026 9:12 AM, {WHO} wrote:",
    f"On 16 Nov 2026, at 09:12, {WHO} wrote:",
    "Le 16/11/2026 à 09:12, Core Team a écrit :",
    f"Le lundi 16 novembre 2026 à 09:12:40 UTC+1, {WHO} a écrit :",
    "El 16/11/26 a las 09:12, Core Team escribió:",
    f"El lunes, 16 de noviembre de 2026, 09:12:40 CET, {WHO} escribió:",
    "Il 16/11/2026 09:12, Core Team ha scritto:",
    f"Il giorno 16 nov 2026, alle ore 09:12, {WHO} ha scritto:",
    "Em 16/11/2026 09:12, Core Team escreveu:",
    "Op ma 16 nov 2026 om 09:12 schreef Core Team <team@core.example\n>:",
    "2026年11月16日(月) 9:12 Core Team <team@core.example\n>:",
    '16 нояб. 2026 г. 9:12 пользователь "Core Team" <\nteam@core.example> написал:',
    f"No dia 16 de nov. de 2026, às 09:12, {WHO} escreveu:",
    "Op 16-11-2026 om 09:12 schreef Core Team:",
    f"Op 16 nov. 2026 om 09:12 heeft {WHO} het volgende geschreven:",
    f"Am Montag, 16. November 2026, 09:12:40 MEZ hat {WHO} Folgendes geschrieben:",
    "Core Team schrieb am 16.11.2026 um 09:12:",
    f"{WHO} schrieb am Mo., 16. Nov. 2026, 09:12:",
    "W dniu 16.11.2026 o 09:12, Core Team pisze:",
    f"Dnia 16 listopada 2026 09:12 {WHO} napisał(a):",
    f"Wiadomość napisana przez {WHO} w dniu 16.11.2026, o godz. 09:12:",
    "Den 2026-11-16 kl. 09:12, skrev Core Team:",
    f"16 nov. 2026 kl. 09:12 skrev {WHO}:",
    "Den 16.11.2026 09:12, skrev Core Team:",
    f"Den 16. nov. 2026 kl. 09.12 skrev {WHO}:",
    "Core Team kirjoitti 16.11.2026 klo 9.12:",
    f"{WHO} kirjoitti 16.11.2026 kello 9.12:",
    "Dne 16. 11. 2026 v 9:12 Core Team napsal(a):",
    f"16. 11. 2026 v 9:12, {WHO}:",
    "16.11.2026 9:12, Core Team пишет:",
    f"16 нояб. 2026 г., в 9:12, {WHO} написал(а):",
    f"16.11.2026, 09:12, {WHO}:",
    "16.11.2026 09:12 tarihinde Core Team yazdı:",
    f"{WHO} şunları yazdı (16 Kas 2026 09:12):",
    "在 2026/11/16 9:12, Core Team 写道:",
    "在2026年11月16日 09:12，Core Team<team@core.example>写道：",
    "於 2026/11/16 上午 9:12，Core Team 寫道：",
    "On 2026/11/16 9:12, Core Team wrote:",
    "2026/11/16 9:12、Core Team <team@core.example>のメール:",
    "2026年11月16日(月) 9:12 Core Team <team@core.example>:",
    "2026. 11. 16. 오전 9:12, Core Team 작성:",
    "2026-11-16 9:12 GMT+01:00 Core Team <team@core.example>:",
    "A(z) Core Team <team@core.example> ezt írta (időpont: 2026. nov. 16., H, 9:12):",
    "În lun., 16 nov. 2026 la 09:12, Core Team <team@core.example> a scris:",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_an_introduction_and_its_marked_quote_are_left_out(introduction: str) -> None:
    """Above quoted lines it goes with them, and the history is kept apart."""
    quote = "\n".join("> " + line for line in HISTORY.split("\n"))
    parts = split_reply(f"{OWN}\n\n{introduction}\n\n{quote}\n")
    assert parts.new == OWN
    assert parts.quoted == HISTORY


@pytest.mark.parametrize("introduction", [one for one in INTRODUCTIONS if not one.endswith(">:")])
def test_an_introduction_without_marks_begins_the_history(introduction: str) -> None:
    """Where the client marks nothing, what follows the introduction is history."""
    assert split_reply(f"{OWN}\n\n{introduction}\n\n{HISTORY}\n").new == OWN


SEPARATORS = [
    "-----Original Message-----\nFrom: Core Team [mailto:team@core.example]\nSent: Monday, November 16, 2026 9:12 AM\nTo: Ada\nSubject: Your wish",
    "----- Original Message -----\nFrom: Core Team\nTo: Ada",
    "-------- Original message --------\nFrom: Core Team <team@core.example>\nDate: 16/11/2026 09:12 (GMT+01:00)\nTo: Ada\nSubject: Your wish",
    "-------- Ursprüngliche Nachricht --------\nVon: Core Team <team@core.example>\nDatum: 16.11.26 09:12 (GMT+01:00)\nAn: Ada\nBetreff: Wunsch",
    "-------- Message d'origine --------\nDe : Core Team <team@core.example>\nDate : 16/11/2026 09:12\nÀ : Ada\nObjet : Souhait",
    "-------- Mensaje original --------\nDe: Core Team <team@core.example>\nFecha: 16/11/2026\nPara: Ada\nAsunto: Deseo",
    "-------- Messaggio originale --------\nDa: Core Team\nData: 16/11/2026\nA: Ada\nOggetto: Richiesta",
    "-------- Oorspronkelijk bericht --------\nVan: Core Team\nDatum: 16-11-2026\nAan: Ada\nOnderwerp: Wens",
    "------------------ 原始邮件 ------------------\n发件人: Core Team <team@core.example>\n发送时间: 2026年11月16日 9:12\n收件人: Ada\n主题: 请求",
    "From: Core Team On Behalf Of Bo\nSent: 16 November 2026 09:12\nTo: Ada\nCc: Cy\nSubject: RE: Your wish",
    "From:\tCore Team <team@core.example>\nTo:\tAda\nDate:\t16/11/2026 09:12\nSubject:\tYour wish",
    "Date: Mon, 16 Nov 2026 09:12:40 +0100\nFrom: team@core.example\nTo: ada@moreno.example\nSubject: Your wish",
    "*Von:* Core Team <team@core.example>\n*Gesendet:* Montag, 16. November 2026 09:12\n*An:* Ada Moreno <ada@moreno.example>\n*Betreff:* Wunsch",
    "From: Core Team <team@core.example> Sent: Monday, November 16, 2026 9:12 AM To: Ada <ada@moreno.example> Subject: Your wish",
    "-----Core Team <team@core.example> wrote: -----\nTo: Ada",
    ">>> Core Team <team@core.example> 11/16/2026 9:12 AM >>>",
    "---- 回复的原邮件 ----\n| 发件人 | Core Team |",
    "##- Please type your reply above this line -##",
    "--- Antworten Sie bitte oberhalb dieser Linie ---",
    "________________________________\nFrom: Core Team <team@core.example>\nSent: Monday, November 16, 2026 9:12:40 AM\nTo: Ada\nSubject: Your wish",
]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_separator_or_header_block_begins_the_history(separator: str) -> None:
    """Outlook, Notes, Samsung, QQ and the rest write a block of header lines in the user's language."""
    parts = split_reply(f"{OWN}\n\n{separator}\n\n{HISTORY}\n")
    assert parts.new == OWN
    assert HISTORY in parts.quoted


KEPT = [
    "On Monday we decided: OAuth2 it is.",
    "From our side everything is clear.\nTo: nobody in particular.",
    "Date: 2026-11-16\nOwner: Ada\nWe need it soon.",
    "Name: Quarry\nPriority: high\nTo: the data team",
    "We wrote:\nplease add Quarry.",
    "The vendor said: no API before 2027.",
    "Our meeting on 16.11.2026 at 09:12 ended with this wish:\nadd Quarry.",
    "The flag is\n-- verbose, and so is --quiet.",
    "Contact: Ada, +49 30 5550 1234. She answers questions about the API.",
    "1. Quarry\n2. https://docs.quarry.example/api",
    "Sent from my heart: thank you for this product.",
    "Original message formats must be preserved by the Quarry connector.",
    "- reply buttons above the line\n- a search box",
]


@pytest.mark.parametrize("text", KEPT)
def test_when_unsure_the_text_is_kept(text: str) -> None:
    """A person's own words that resemble a client's stay."""
    assert split_reply(f"Hello,\n\n{text}\n").new == f"Hello,\n\n{text}"


def test_answers_come_with_what_they_answer() -> None:
    """Each own block between quotes is an answer to the paragraph above it, and all of them are new text."""
    text = "> 1. How do you\n> sign in?\nOAuth2.\n\n> 2. Formats?\n\nJSON.\nAnd CSV.\n> Bye\n"
    parts = split_reply(text)
    assert [(one.quoted, one.text) for one in parts.answers] == [
        ("1. How do you\nsign in?", "OAuth2."),
        ("2. Formats?", "JSON.\nAnd CSV."),
    ]
    assert parts.new == "OAuth2.\n\nJSON.\nAnd CSV."


def test_a_signature_is_taken_off_and_kept_apart() -> None:
    """What was taken off is not lost."""
    parts = split_reply(f"{OWN}\n\n-- \nAda Moreno\nMoreno Mills\n")
    assert (parts.new, parts.signature) == (OWN, "-- \nAda Moreno\nMoreno Mills".replace("-- ", "--"))


def test_a_mail_that_is_only_a_forwarded_one_has_no_new_text() -> None:
    """A header block with nothing above it is a mail that was passed on."""
    parts = split_reply("From: Bo <bo@b.example>\nSent: Friday\nTo: Ada\nSubject: Quarry\n\nPlease add it.\n")
    assert parts.new == ""
    assert parts.forwarded is not None
    assert parts.forwarded.sender is not None
    assert parts.forwarded.sender.address == "bo@b.example"
    assert parts.forwarded.text == "Please add it."


def test_a_forward_by_its_subject() -> None:
    """Outlook marks a forwarded mail in the subject alone."""
    text = "For you.\n\nFrom: Bo <bo@b.example>\nSent: Friday\nTo: Ada\nSubject: Quarry\n\nPlease add it.\n"
    assert split_reply(text).forwarded is None
    passed_on = split_reply(text, forward=True).forwarded
    assert passed_on is not None
    assert passed_on.text == "Please add it."


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_what_a_reply_strikes_out_is_not_said(tag: str) -> None:
    """The plain form beside the HTML cannot show it: of a reply with something struck out the HTML is read."""
    raw = (
        "From: a@b.example\nIn-Reply-To: <1@b.example>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="x"\n\n'
        "--x\nContent-Type: text/plain\n\nweekly nightly reports\n"
        f"--x\nContent-Type: text/html\n\n<p><{tag}>weekly</{tag}> nightly reports</p>\n--x--\n"
    )
    assert parse(raw.encode()).new_text.split() == ["nightly", "reports"]
    first = raw.replace("In-Reply-To: <1@b.example>\n", "")
    assert parse(first.encode()).new_text.split() == ["weekly", "nightly", "reports"]
