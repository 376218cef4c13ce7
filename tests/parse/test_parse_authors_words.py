"""What an author wrote is never thrown away because it stands where a signature, a header or a history might."""

import pytest

from mailer.parse.reply import split_reply

BELOW_A_DRAWN_MARK = [
    "Details:\nUse case: device lists\nPriority: high",
    "Authentication: OAuth 2.0\nFormat: JSON",
    "\nWe would also like webhooks for every new device.",
    "Anwendungsfall: Gerätelisten\nPriorität: hoch",
    "Wir brauchen das bis März",
    "Cas d'usage : liste des appareils",
    "Nous aurions besoin de JSON",
    "Caso de uso: inventario",
    "Prioridade: alta",
    "用途：端末一覧",
    "用例：设备列表",
    "Ada\nMoreno Mills\n\nPS: it is a blocker for our audit",
    "\nThe nightly job copies about nine thousand rows into a sheet.",
    "Could you tell us which release it goes into",
    "ドキュメントの連携も必要です",
]


@pytest.mark.parametrize("mark", ["--", "—", "__"])
@pytest.mark.parametrize("below", BELOW_A_DRAWN_MARK)
def test_a_drawn_mark_that_parts_a_text_is_no_signature(mark: str, below: str) -> None:
    """Below a signature's mark nobody fills in fields, wishes for something or adds a postscript."""
    text = f"Please integrate Quarry.\n\n{mark}\n{below}"
    assert split_reply(text).new == text


SIGNATURES = [
    "Ada Moreno\nHead of Data\nMoreno Mills",
    "Ada Moreno | Director API Integrations\nadmoreno.example/docs",
    "Ada\n\nPlease consider the environment before printing this e-mail.",
    "Ada Moreno\nWe make flour",
    "Ada Moreno\nTel: +49 30 5550 1234\nWeb: www.moreno.example",
    "\nAda Moreno\nMoreno Mills",
    '"Any sufficiently advanced technology is indistinguishable from magic."\n-- Arthur C. Clarke',
    "Ada Moreno\nIch arbeite montags bis donnerstags.",
    "Responsable données, Moreno SA\n12 rue de la Paix, 75002 Paris",
    "株式会社モレノ\n東京都千代田区1-1",
    "Ada Moreno (she/her)\nPlease note my new number",
    "Everything that is written here is my own opinion and nobody else's.",
]


@pytest.mark.parametrize("card", SIGNATURES)
def test_below_the_mark_a_signature_is_one(card: str) -> None:
    """Names, titles, places, mottos and pleas are left out as before."""
    assert split_reply(f"Please integrate Quarry.\n\n-- \n{card}\n").new == "Please integrate Quarry."


CLOSED = [
    "Best regards,\n\nAda Moreno\nHead of Data | Moreno Mills\nTel. +49 30 5550 1234 | www.moreno.example",
    "Thanks & regards\nAda Moreno (she/her)\nMoreno Mills Ltd",
    "Kind regards,\nAda Moreno | Head of Integrations, Moreno Mills\nT 01 555 0199",
    "Cordialmente\n\nDott.ssa Ada Moreno\nMoreno Tessuti S.n.c.",
    "Regards\nAda Moreno\nIT Manager",
    "LG Ada\nAda Moreno\nLeiterin Einkauf\nMühle Moreno GmbH & Co. KG",
    "Bonne journée,\nAda MORENO\nResponsable des achats",
    "Un saludo,\nAda Moreno\nJefa de Sistemas\n\nC/ Molino 4, 28001 Madrid",
    "S pozdravem\n\nIng. Ada Moreno\nvedoucí nákupu\nMlýn a.s.",
    "С уважением,\nАда Морено\nРуководитель отдела данных",
    "此致\n敬礼\n\n陈晓梅\n上海远航物流有限公司",
    "よろしくお願いいたします。\n\n高橋 直子\nデータ基盤部",
    "감사합니다.\n\n박지현 드림\n데이터팀 팀장",
    "______________\nAda Moreno\nMoreno Mills GmbH\nTelefon: 0231 5550-123",
]


@pytest.mark.parametrize("card", CLOSED)
def test_below_a_closing_a_name_with_a_title_a_firm_or_a_number_is_a_card(card: str) -> None:
    """In capitals or scripts without them; a telephone number is one proof of several."""
    assert split_reply(f"Please integrate Quarry.\n\n{card}\n").new == "Please integrate Quarry."


NOT_CLOSED = [
    "Best regards\nAda Moreno",
    "Thanks,\nAda\n\nOrders: 40 000 a day\nReturns: 2 000 a day",
    "Cheers\n\nQuarry Sync\nRead only\nHourly",
    "Thanks\nJo\nTeam uses Quarry and Slate",
    "Best regards\nAda Moreno\n\nMy manager asks if Slate can be done first",
    "Regards\nLi, and the API manager agrees with us",
    "Best\nEva\n\nDirector level reports\nManager level reports",
    "Thanks,\nQuarry, Slate and Sage\nall for the finance team, please",
    "Gracias\n\nQuarry\ny también Slate para el director",
    "Regards,\nAda\nWe go live on 2027-01-15",
    "Regards\nAda Moreno\nThe sales team waits for it",
    "Thanks\nAda\nMill manager approved\nGo live 12 January",
    "Cordialement\nAda\nResponsable budget : accord donné",
    "Saludos\nAda\nEquipo comercial de 30 personas",
    "Grüße\nAda\nAbteilung Versand druckt jeden Auftrag aus",
    "Best\nAda Moreno\nMoreno Mills Ltd\nShe types it again",
    "よろしくお願いします。\n高橋\n経理部では手入力しています",
    "よろしくお願いします。\n\nfreee\nマネーフォワード",
    "最初はCSVで十分です。\n毎晩送ります。\n03-5550-1234までお電話ください。",
]


@pytest.mark.parametrize("words", NOT_CLOSED)
def test_below_a_closing_a_name_alone_or_more_words_stay(words: str) -> None:
    """Who goes on below a closing has still something to say."""
    text = f"Please integrate Quarry.\n\n{words}"
    assert split_reply(text).new == text


QUOTE = "On Mon, Nov 16, 2026 at 9:12 AM Bo <bo@b.example> wrote:\n> Anything else?"

BELOW_THE_QUOTE = [
    ("-- \nAda", "One more thing: OAuth 2.0 only."),
    ("-- \nAda Moreno\nMoreno Mills", "JSON, nightly."),
    ("Best regards,\nAda Moreno\n+49 30 5550 1234\nada@moreno.example", "Yes: the audit log."),
    ("Sent from my iPhone", "No."),
    ("Disclaimer: this message is confidential and intended only for the addressee.", "Nur CSV."),
]


@pytest.mark.parametrize(("signature", "below"), BELOW_THE_QUOTE)
def test_a_signature_ends_where_a_quote_begins(signature: str, below: str) -> None:
    """Words below the quotation stay, the signature above it goes."""
    parts = split_reply(f"Please add Quarry.\n\n{signature}\n\n{QUOTE}\n\n{below}\n")
    assert parts.new == f"Please add Quarry.\n\n{below}"


@pytest.mark.parametrize(
    "foot",
    ["-- \nAda\nMoreno Mills", "Sent from my iPhone", "-- \nTo unsubscribe send a mail to x@l.example"],
)
def test_a_block_below_a_quote_may_be_nothing_but_a_footer(foot: str) -> None:
    """Where the author's words stand above it, the whole block is left out."""
    assert split_reply(f"Please add Quarry.\n\n{QUOTE}\n\n{foot}\n").new == "Please add Quarry."


def test_a_card_that_answers_a_question_stays() -> None:
    """`Whom may we ask?` is answered by a name, an address and a number."""
    card = "Bo Lind\nbo@moreno.example\n+49 30 5550 1234"
    parts = split_reply(f"> How do you sign in?\nOAuth2.\n\n> Whom may we ask?\n\n{card}\n")
    assert parts.new == f"OAuth2.\n\n{card}"
    assert parts.answers[-1].text == card


NO_HEADERS = [
    "From: Quarry\nTo: your dashboard\nDate: nightly\nSubject: device list",
    "Von: Quarry\nAn: euer Dashboard\nDatum: jede Nacht\nBetreff: Geräteliste",
    "De : Quarry\nÀ : votre outil\nDate : chaque nuit\nObjet : appareils",
    "Date: daily at 9:00\nFrom: warehouse 3\nTo: Quarry",
    "From: orders table\nTo: Quarry bucket\nCc: audit log",
    "Da: Quarry\nA: cruscotto\nData: ogni notte",
    "Sent: daily\nTo: ops@firm.example\nFrom: shop@firm.example",
    "Datum: wöchentlich\nVon: hr@firm.example\nAn: Quarry\nBetreff: Schichten",
]


@pytest.mark.parametrize("block", NO_HEADERS)
def test_lines_like_headers_without_address_or_date_are_no_header_block(block: str) -> None:
    """A flow of data is described with the same words; a mail's header has an address or a whole date."""
    text = f"Please integrate Quarry. Data flow:\n\n{block}\n\nAnd it must use OAuth 2.0."
    assert split_reply(text).new == text


HEADERS = {
    "outlook": "From: Core Team\nSent: Monday, November 16, 2026 9:12 AM\nTo: Ada\nSubject: questions",
    "outlook-de": "Von: Core Team\nGesendet: Montag, 16. November 2026 09:12\nAn: Ada\nBetreff: Fragen",
    "gmail": "On Mon, Nov 16, 2026 at 9:12 AM Core Team <team@core.example> wrote:",
}
ANNOUNCED = [
    "Hi, see my answers below in red.",
    "Please find our comments inline.",
    "Answers in blue.",
    "I have answered below.",
    "Hallo, siehe meine Antworten unten.",
    "Antworten direkt im Text.",
    "Habe unten kommentiert.",
    "Voici mes réponses ci-dessous, merci.",
    "Mes commentaires en rouge.",
    "Mis respuestas abajo en rojo.",
    "Respondo abaixo.",
    "Le mie risposte sono nel testo.",
    "Mijn antwoorden staan hieronder.",
    "回答は下記に記載しました。",
    "回复如下。",
    "답변은 아래에 적었습니다.",
]


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("note", ANNOUNCED)
def test_marked_answers_inside_an_unmarked_history_are_new(note: str, header: str) -> None:
    """Who announces answers below has written more than the announcement; a name in brackets or an arrow tells them."""
    history = (
        "Which system?\n[Ada] Quarry, nightly\n\nWhich authentication?\n[Ada] OAuth 2.0\nor a key\n\nRegards"
    )
    parts = split_reply(f"{note}\n\n{header}\n\n{history}\n")
    assert parts.new == f"{note}\n\nQuarry, nightly\n\nOAuth 2.0\nor a key"
    assert [(one.quoted, one.text) for one in parts.answers] == [
        ("Which system?", "Quarry, nightly"),
        ("Which authentication?", "OAuth 2.0\nor a key"),
    ]


@pytest.mark.parametrize("mark", ["", "> "])
def test_announced_answers_without_a_mark_keep_the_history(mark: str) -> None:
    """Colour is lost in plain text: what may be the author's is kept, and what the history itself quotes is not."""
    history = "Which system?\nQuarry\n\nFrom: Ada <ada@m.example>\nSent: 1 Nov 2026\nTo: Core\n\nHello."
    quoted = "\n".join(mark + line for line in history.split("\n"))
    header = HEADERS["gmail"]
    parts = split_reply(f"Answers in red.\n\n{header}\n\n{quoted}\n")
    assert parts.new == "Answers in red.\n\nWhich system?\nQuarry"


def test_quote_marks_in_an_unmarked_history_are_answers_where_they_are_announced() -> None:
    """Outlook marks nothing: who writes `>>` there marks their own words."""
    history = "Which system?\n>> Quarry, nightly\n\nWhich authentication?\n> OAuth 2.0"
    parts = split_reply(f"Answers below.\n\n{HEADERS['outlook']}\n\n{history}\n")
    assert parts.new == "Answers below.\n\nQuarry, nightly\n\nOAuth 2.0"


COMMANDS = [
    "> jamf export --csv --out /tmp/x.csv\n> jamf upload /tmp/x.csv",
    "> SELECT id, total FROM orders;",
    "> cat a.csv | sort > b.csv",
    "> cd /opt/sync\n>\n> ./run.sh --all",
    "> df = read(path)\n> push(df)",
]
NO_COMMANDS = [
    "> When can we get the feed?",
    "> Use case: export\n> Priority: high",
    "> Could you add Okta? Thanks -- Jo",
    "> The path is /opt/x. Please read it.",
    "> invoices and orders",
]


@pytest.mark.parametrize("passage", [*COMMANDS, *NO_COMMANDS])
def test_a_shells_lines_in_a_mail_that_answers_none_are_the_authors(passage: str) -> None:
    """Behind a prompt that looks like a quote's mark; what somebody says there is a quote, and so is all in an answer."""
    above, below = "Today somebody types:", "Please take that over."
    text = f"{above}\n\n{passage}\n\n{below}\n"
    stays = passage if passage in COMMANDS else None
    assert split_reply(text, first=True).new == "\n\n".join(filter(None, (above, stays, below)))
    assert split_reply(text).new == f"{above}\n\n{below}"


def test_who_begins_with_what_somebody_wrote_keeps_it() -> None:
    """`On …, our vendor wrote us:` in a mail that answers none."""
    text = "On 24 November 2026 at 09:00 Bo <bo@b.example> wrote us:\n\nno API before 2028."
    assert split_reply(text, first=True).new == text


@pytest.mark.parametrize("below", ["Quarry connector\nnightly, 40 GB", "nightly, 40 GB\nCSV"])
def test_a_mark_below_a_heading_is_no_signatures(below: str) -> None:
    """A few words, a drawn line and what they announce."""
    assert split_reply(f"Wish list\n--\n{below}").new == f"Wish list\n--\n{below}"


NOT_ANNOUNCED = [
    "Thanks for your answer.",
    "We need an answer by Friday.",
    "The connector should put its comments into Jira.",
    "Below is what we need: webhooks.",
    "Danke für die Antworten, bitte OAuth2.",
    "Merci de votre réponse.",
    "Quedo a la espera de su respuesta.",
    "The API responds in red when it is down.",
    "ご回答ありがとうございます。",
    "谢谢您的回复。",
    "Prices are below our limit.",
]


@pytest.mark.parametrize("note", NOT_ANNOUNCED)
def test_without_an_announcement_history_is_history(note: str) -> None:
    """The same words about something else keep nothing of the mail below."""
    assert split_reply(f"{note}\n\n{HEADERS['outlook']}\n\nWhich system?\n[Core] Quarry?\n").new == note
