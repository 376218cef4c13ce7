"""The verbs of a mail as people say them: as a word in a polite frame, in a sentence, by what they say of theirs."""

import pytest

from mailer.recognise.commands import read_commands
from mailer.recognise.grammar import Grammar
from mailer.recognise.verbs import Verb
from mailer.resources import config_folder

GRAMMAR = Grammar.from_toml((config_folder() / "verbs.toml").read_text(encoding="utf-8"))

SEPARATE = [
    "Hi,\n\nSEPARATE\n\nBest,\nEve",
    "*SEPARATE*",
    '"SEPARATE"',
    "Yes, SEPARATE",
    "SEPERATE",
    "Please keep it separate",
    "Mine is different, please make it separate.",
    "Hello team,\nplease separate mine.\nThanks",
    "Ours isn't the same, sorry. We'd like it kept apart.",
    "Could you split mine off, please?",
    "Please don't merge it",
    "Getrennt",
    "Hallo, unsere Anfrage ist etwas anderes. Bitte trennen.",
    "Merci de la traiter séparément",
    "Bonjour,\nla nôtre est différente.\nCordialement\nEve",
    "separado",
    "Nuestra solicitud es distinta, por favor sepárenla.",
    "O nosso pedido é diferente, mantenham separado por favor",
    "別です",
    "これは別の要望です。分けてください。",
    "弊社の要望は異なります。別にしてください。",
    "La nostra è diversa, per favore tenetela separata.",
    "De mijne is iets anders, graag apart houden",
    "我们的需求不同，请分开处理",
]
UNVOTE = [
    "Hi,\n\n-1\n\nEve",
    "−1",
    "unvote",
    "I'd like to take my vote back",
    "Please remove my vote.",
    "Hello,\n\nplease delete our vote.\n\nThanks\nEve",
    "We no longer need this.",
    "Hallo,\n\nich möchte meine Stimme zurückziehen\n\nGrüße\nEve",
    "Ich nehme meine Stimme zurück",
    "Wir brauchen das nicht mehr.",
    "Je souhaite retirer mon vote",
    "Nous n'en avons plus besoin",
    "Por favor, eliminen mi voto.",
    "ya no lo necesitamos",
    "Gostaria de retirar o meu voto",
    "já não precisamos disso",
    "投票を取り消したいです",
    "投票を撤回します。よろしくお願いします。",
    "Vorrei ritirare il mio voto",
    "Ik wil mijn stem intrekken",
]
VOTE = [
    "Hi,\n\n+1\n\nBo",
    "Hello,\n\nme too!\n\nBest regards",
    "I vote for this",
    "we need this too",
    "We also want this.",
    "Count me in!",
    "👍🏻",
    "＋１",
    "**+1**",
    "Wir auch",
    "Das bräuchten wir ebenfalls",
    "Nous aussi",
    "Nous en avons aussi besoin",
    "Yo también lo necesito",
    "Voto por esto",
    "Também precisamos",
    "私もです",
    "弊社でも必要です",
    "賛成です",
    "Anche noi ne abbiamo bisogno",
    "Wij hebben dit ook nodig",
    "我们也需要",
]
OTHERS = [
    (Verb.STATUS, "Hi team,\n\nstatus please\n\nBest\nAda"),
    (Verb.STATUS, "*STATUS*"),
    (Verb.HELP, "Hilfe, bitte!"),
    (Verb.FORM, "Could you send me the form?"),
    (Verb.WATCH, "Hello,\nI'd like to follow this request.\nThanks, Cy"),
    (Verb.MUTE, "Please mute this"),
    (Verb.WEEKLY, "Weekly digest, please"),
    (Verb.DECISIONS, "Hallo,\n\nnur Entscheidungen bitte\n\nGrüße"),
    (Verb.STOP, "Hi,\n\nplease don't send me any more mails.\n\nAda"),
    (Verb.STOP, "Bitte schickt mir keine Mails mehr"),
    (Verb.WITHDRAW, "Hi,\n\nI would like to withdraw my request.\n\nAda"),
    (Verb.WITHDRAW, "Bitte meine Anfrage zurückziehen"),
    (Verb.FORGET, "Bonjour,\nsupprimez toutes mes données\nMerci"),
    (Verb.ERASE, "Hi,\n\n*ERASE*\n\nBest\nAda"),
    (Verb.CHAMPION, "champion testing, access"),
    (Verb.STEP_DOWN, "I have to step down."),
]
PROSE = [
    "Please keep them in one request.",
    "We need two separate connections, one for each plant.",
    "The two systems are different.",
    "Is it different from the Jira connector?",
    "Please do not separate mine",
    "We have our own integration.",
    "Wir haben unsere eigene Integration.",
    "Our customers vote for features in Canny and we need those votes in Jira.",
    "Should we vote, or not?",
    "We also need support for views.",
    "No, we still need it!",
    "Please do not remove my vote",
    "If I take my vote back, does it close?",
    "Unless we hear from you, please withdraw our request.",
    'They wrote "please remove my vote".',
    "When a user removes a vote, the entry is deleted.",
    "We close the ticket, then Jira is updated.",
    "We withdraw money from the account.",
    "We no longer get mails from it.",
    "I'd like to help",
    "Everything is fine.",
    "Weekly exports would be enough.",
    "+1 212 555 0100",
    "- 1 table",
    "Wir brauchen auch SAML.",
    "Nous avons aussi un connecteur pour SAP.",
    "También usamos Tableau.",
    "別のシステムからデータを取得します。",
    "これも必要ですか？",
]


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        *((Verb.SEPARATE, text) for text in SEPARATE),
        *((Verb.UNVOTE, text) for text in UNVOTE),
        *((Verb.VOTE, text) for text in VOTE),
        *OTHERS,
    ],
)
def test_a_verb_is_known_however_it_is_said(verb: Verb, text: str) -> None:
    """A greeting before, a closing and a name after, emphasis, quotes, a stop, politeness; and nothing is left over."""
    orders = read_commands(text, GRAMMAR)
    assert [command.verb for command in orders.commands] == [verb]
    assert orders.words == ""


@pytest.mark.parametrize("text", PROSE)
def test_a_sentence_like_it_orders_nothing(text: str) -> None:
    """One word that does not belong to the order, a condition or a question, and a person reads it."""
    assert read_commands(text, GRAMMAR).commands == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SEPARATE\n\nOurs is about Snowpipe.\n\nBest,\nEve", "Ours is about Snowpipe."),
        ("Ours is about Snowpipe, please keep it separate.", "Ours is about Snowpipe"),
        ("Hi,\n+1, we need it for audits\n\nThanks\nBo Lind\nKontor", "we need it for audits"),
        ("We chose another tool.\nPlease remove my vote.", "We chose another tool."),
    ],
)
def test_what_else_is_said_is_kept_without_the_frame(text: str, words: str) -> None:
    """The words beside a verb, and no closing or name with them."""
    assert read_commands(text, GRAMMAR).words == words


def test_without_word_families_nothing_is_ordered() -> None:
    """The families are all that it knows."""
    assert read_commands("unvote", Grammar()).commands == ()


def test_a_wrong_list_is_refused_by_its_name() -> None:
    """Whoever adds a language is told where the mistake is."""
    with pytest.raises(ValueError, match=r"\[xx\] vote"):
        Grammar.from_toml('[xx]\nvote = "stem"\n')
