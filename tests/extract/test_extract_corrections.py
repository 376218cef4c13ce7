"""What a sentence of a reply changes: exactly that, and nothing else."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.replies.answers import read_answers
from mailer.model.request import Evidence, Field, Value
from mailer.model.snapshot import Sent
from mailer.parse.message import parse
from mailer.rules.merge import merge

HEAD = (
    "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Subject: Re: [INT-1] Tableau\r\nIn-Reply-To: <1@service.example>\r\n\r\n"
)
ASKED = (Field.BUSINESS_IMPACT, Field.ALTERNATIVES, Field.PERFORMANCE)


def known(*items: str) -> Value:
    return Value(items=items, evidence=Evidence(text=items[0], where="body", confidence=0.95))


BEFORE = {
    Field.INTEGRATION_NAME: known("Tableau"),
    Field.USE_CASE: known("weekly reports"),
    Field.API_DOCS: known("https://api.vendor.example/v1"),
    Field.AUTHENTICATION: known("oauth2"),
    Field.DATA_FORMATS: known("json"),
    Field.PRIORITY: known("high"),
}


def changes(text: str) -> dict[Field, str]:
    message = parse(f"{HEAD}{text}\r\n".encode())
    said = read_answers(message, ASKED, WORDS, CATALOG, Sent(asked=ASKED), "Tableau")
    changed = merge(BEFORE, said.fields) if said else {}
    return {name: value.text for name, value in changed.items() if name is not Field.CATEGORY}


NAMES = [
    "No, it is Power BI, not Tableau.",
    "no its powerbi not tableau",
    "Sorry, I meant Power BI.",
    "It's Power BI, actually.",
    "Not Tableau. Power BI.",
    "Not Tableau but Power BI, please.",
    "tableau? no, power bi!",
    "The name is wrong. It should be Power BI.",
    "Please rename it to Power BI",
    "Please change the name from Tableau to Power BI.",
    "Nein, Power BI statt Tableau!",
    "Bitte den Namen auf Power BI ändern.",
    "Pardon, je voulais dire Power BI.",
    "El nombre correcto es Power BI.",
    "Não, é o Power BI, não o Tableau.",
    "いいえ、TableauではなくPower BIです。",
    "すみません、Power BIの間違いでした。",
    "No, è Power BI, non Tableau.",
    "Nee, het is Power BI, niet Tableau.",
    "不是Tableau，是Power BI。",
    "Tableau가 아니라 Power BI입니다.",
]


@pytest.mark.parametrize("text", NAMES)
def test_another_name(text: str) -> None:
    """Of two names the one that is not denied, or the one that is said to be meant, in the spelling of the catalog."""
    assert changes(text) == {Field.INTEGRATION_NAME: "Power BI"}


def test_a_name_that_nobody_knows() -> None:
    """An unknown name counts where it stands against the current one."""
    assert changes("It is called Acme Frobnicator, not Tableau.") == {
        Field.INTEGRATION_NAME: "Acme Frobnicator"
    }


OTHERS = [
    ("Authentication: SAML", Field.AUTHENTICATION, "saml"),
    ("The authentication is SAML.", Field.AUTHENTICATION, "saml"),
    ("SAML instead of OAuth2", Field.AUTHENTICATION, "saml"),
    ("They have dropped OAuth, it's API key only now", Field.AUTHENTICATION, "api_key"),
    ("No need for OAuth, API key is enough", Field.AUTHENTICATION, "api_key"),
    ("Please replace OAuth with SAML.", Field.AUTHENTICATION, "saml"),
    ("SAML au lieu d'OAuth2.", Field.AUTHENTICATION, "saml"),
    ("OAuth2ではなくSAMLです。", Field.AUTHENTICATION, "saml"),
    ("JSONではなくCSVです。", Field.DATA_FORMATS, "csv"),
    ("El formato es CSV en vez de JSON.", Field.DATA_FORMATS, "csv"),
    ("We also need CSV.", Field.DATA_FORMATS, "json, csv"),
    ("Außerdem CSV.", Field.DATA_FORMATS, "json, csv"),
    ("It is XML rather than JSON. We also need CSV.", Field.DATA_FORMATS, "xml, csv"),
    ("XML statt JSON.\n\nAußerdem CSV.", Field.DATA_FORMATS, "xml, csv"),
    ("We also need CSV. And it is XML, not JSON.", Field.DATA_FORMATS, "csv, xml"),
    ("SAML instead of OAuth2. We also need an API key.", Field.AUTHENTICATION, "saml, api_key"),
    ("SAML instead of OAuth2. We also need SAML.", Field.AUTHENTICATION, "saml"),
    ("SAML au lieu d'OAuth2. Mais pas OAuth2.", Field.AUTHENTICATION, "saml"),
    ("The right link is https://api.vendor.example/v2, not v1", Field.API_DOCS, "https://api.vendor.example/v2"),
    ("Please lower the priority to low", Field.PRIORITY, "low"),
    ("Could you please set the priority to low?", Field.PRIORITY, "low"),
    ("Make it low priority, please.", Field.PRIORITY, "low"),
    ("It's not urgent any more.", Field.PRIORITY, "low"),
    ("Bitte ändern Sie die Priorität auf niedrig.", Field.PRIORITY, "low"),
    ("Die Priorität sollte niedrig sein.", Field.PRIORITY, "low"),
    ("Merci de passer la priorité à basse.", Field.PRIORITY, "low"),
    ("Por favor, bajen la prioridad a baja.", Field.PRIORITY, "low"),
    ("Por favor, mudem a prioridade para baixa.", Field.PRIORITY, "low"),
    ("優先度を低に変更してください。", Field.PRIORITY, "low"),
    ("请把优先级改成低。", Field.PRIORITY, "low"),
    ("우선순위를 낮음으로 변경해 주세요.", Field.PRIORITY, "low"),
    ("Our use case has changed: we now load daily sales figures.", Field.USE_CASE, "we now load daily sales figures"),
    ("Our use case has changed. We archive old invoices.", Field.USE_CASE, "We archive old invoices"),
    ("ユースケースが変わりました。請求書の保管です。", Field.USE_CASE, "請求書の保管"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "field", "value"), OTHERS, ids=[text for text, _, _ in OTHERS])
def test_another_value(text: str, field: Field, value: str) -> None:
    """A field called by its name, or put right without it, has the new value; `also` adds to a list, nothing else does."""
    assert changes(text) == {field: value}


NOTHING = [
    "The use case is fine, but the category is wrong.",
    "The priority is up to you.",
    "If the priority is low, when would it be done?",
    "The authentication is explained in their docs.",
    "I am not sure about OAuth.",
    "JSON or CSV, what do you prefer?",
    "They support SAML.",
    "Der Anwendungsfall ist klar.",
    "La prioridad es correcta.",
    "優先度はそのままで大丈夫です。",
    "My name is Anna Berg.",
    "Mi nombre es Ana.",
    "私の名前は田中です。",
    "My colleague is called Bernd.",
    "Our other team has Power BI.",
    "Sorry, I forgot to mention our warehouse. It is Snowflake.",
    "Actually, it's Snowflake where the data sits.",
    "We are not Tableau users, we are on Power BI.",
    "If it were Power BI and not Tableau, we would ask Microsoft.",
    "Is Power BI not supported either?",
    "Everything is right, thank you.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_alike_changes_nothing(text: str) -> None:
    """Judgements, suppositions, questions and other people's names put nothing in the place of what was said."""
    assert changes(text) == {}


TALK = [
    "I don't want to answer these questions.",
    "I want to keep this confidential.",
    "We would like to know what this costs.",
    "My boss wants to see it in a demo first.",
    "Before I answer: who will see this information? We need to be careful.",
    "I would like to attach a diagram, see below.",
    "I'd like to become a champion.",
    "I can write down exactly what we need.",
    "I could write the connector myself.",
    "We need to talk to our security team first, I'll come back to you.",
    "Wir möchten das intern noch besprechen und melden uns nächste Woche.",
    "Je ne souhaite pas répondre à ces questions.",
    "Queremos hablarlo primero internamente.",
    "Queremos discutir isso internamente primeiro.",
    "社内で相談したいと思います。",
    "Preferisco non rispondere a queste domande.",
    "我们需要先内部讨论一下。",
]


@pytest.mark.parametrize("text", TALK)
def test_talk_fills_no_field(text: str) -> None:
    """What is said of the conversation is no value, of a field that is known as little as of one that nobody told yet."""
    message = parse(f"{HEAD}{text}\r\n".encode())
    asked = (Field.USE_CASE, Field.BUSINESS_IMPACT, Field.ALTERNATIVES)
    said = read_answers(message, asked, WORDS, CATALOG, Sent(asked=asked), "Tableau")
    assert said is None or said.fields == {}
    alone = read_answers(message, (Field.USE_CASE,), WORDS, CATALOG, None, "Tableau")
    assert alone is None or alone.fields == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("It would save our analysts about six hours a week.", Field.BUSINESS_IMPACT),
        ("At the moment we export everything by hand into spreadsheets.", Field.ALTERNATIVES),
        ("Cela nous ferait gagner deux jours par mois.", Field.BUSINESS_IMPACT),
        ("月に2日ほど作業時間を削減できます。", Field.BUSINESS_IMPACT),
    ],
)
def test_a_sentence_fills_what_nobody_told_yet(text: str, field: Field) -> None:
    """A new paragraph in plain words is an answer, for one field alone."""
    assert changes(text) == {field: text}


@pytest.mark.parametrize(
    "text",
    [
        "4: no idea, sorry",
        "4: not a clue",
        "1: skip",
        "1: I'd rather not say",
        "4: da müsste ich unsere IT fragen",
        "4: aucune idée, désolé",
        "4: わかりません",
        "3: まだ決まっていません",
    ],
)
def test_an_answer_that_gives_none_is_no_value(text: str) -> None:
    """Who does not know, or does not say, leaves the field empty; nobody has to read that."""
    asked = (Field.BUSINESS_IMPACT, Field.API_DOCS, Field.PRIORITY, Field.AUTHENTICATION)
    assert read_answers(parse(f"{HEAD}{text}\r\n".encode()), asked, WORDS, CATALOG) is None


@pytest.mark.parametrize(
    ("text", "field", "value", "sure"),
    [
        ("2: there is no public API", Field.API_DOCS, "there is no public API", True),
        ("2: Keine öffentliche API vorhanden.", Field.API_DOCS, "Keine öffentliche API vorhanden.", True),
        ("2: 公開APIはありません", Field.API_DOCS, "公開APIはありません", True),
        ("2: somewhere in their partner portal", Field.API_DOCS, "somewhere in their partner portal", False),
        ("3: by 1 March", Field.PRIORITY, "high", False),
        ("3: d'ici fin mars", Field.PRIORITY, "high", False),
        ("3: our launch is in March", Field.PRIORITY, "high", False),
        ("3: 3月末まで", Field.PRIORITY, "high", False),
        ("3: stuck without it", Field.PRIORITY, "critical", True),
        ("3: ohne geht es nicht weiter", Field.PRIORITY, "critical", True),
        ("3: あると便利", Field.PRIORITY, "low", True),
        ("4: no idea, but probably SAML", Field.AUTHENTICATION, "saml", True),
    ],
)
def test_what_our_questions_invite_is_understood(text: str, field: Field, value: str, sure: bool) -> None:
    """No API, a date, a word of our own example: each is a value, where it is ours to guess marked as that."""
    asked = (Field.BUSINESS_IMPACT, Field.API_DOCS, Field.PRIORITY, Field.AUTHENTICATION)
    said = read_answers(parse(f"{HEAD}{text}\r\n".encode()), asked, WORDS, CATALOG)
    assert said is not None
    assert {name: one.text for name, one in said.fields.items()} == {field: value}
    assert said.fields[field].evidence.sure is sure


def test_an_answer_that_cannot_be_read_is_for_a_person() -> None:
    """Words that are no urgency are no priority; somebody has to see them."""
    said = read_answers(
        parse(f"{HEAD}3: like the moon\r\n".encode()), (*ASKED[:2], Field.PRIORITY), WORDS, CATALOG
    )
    assert said is not None and said.unread and not said.fields
