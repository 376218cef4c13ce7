"""What an author says of helping: offers, refusals, and what only looks like one."""

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.request import Pledge, Role
from mailer.parse.message import parse

REPLY = (
    "From: bo@kontor.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Subject: Re: [INT-1] Snowflake connector\r\nIn-Reply-To: <1@service.example>\r\n\r\n"
)


def pledge(text: str) -> Pledge:
    return understand(parse(f"{REPLY}{text}\r\n".encode()), WORDS, CATALOG).pledge


def names(roles: tuple[Role, ...]) -> str:
    return "all" if len(roles) == len(Role) else " ".join(roles)


@pytest.mark.parametrize(
    ("offered", "text"),
    [
        ("requirements", "We have detailed requirements and can share them."),
        ("requirements", "Our business analyst can write down what it must do."),
        ("access", "You can use our test tenant."),
        ("access", "We can provide a trial account."),
        ("access testing", "I can test it and lend you a sandbox."),
        ("testing", "If you need a tester, I'm in."),
        ("documentation", "I write docs for a living, so I'd gladly look over your docs."),
        ("code", "Our developers would contribute the code."),
        ("code", "We could open a merge request."),
        ("code", "Wir würden den Code selbst beitragen."),
        ("access", "Ihr könnt gern unser Testsystem benutzen."),
        ("documentation", "Beim Schreiben der Dokumentation helfe ich gern."),
        ("testing", "Nous pouvons tester la version bêta."),
        ("documentation", "Volontiers pour relire la doc !"),
        ("code", "Podemos escribir el código."),
        ("access", "Os podemos dar acceso a nuestro sistema."),
        ("testing", "Gostaria de participar dos testes."),
        ("code", "Nossa equipe poderia enviar um pull request."),
        ("documentation", "ドキュメントのレビューならできます。"),
        ("access", "検証用のアカウントをご用意できます。"),
        ("testing", "Ik wil wel testen."),
    ],
)  # fmt: skip
def test_an_offer_in_plain_words_names_its_roles(offered: str, text: str) -> None:
    """All five roles, in the words of people who have never seen ours."""
    assert names(pledge(text).offers) == offered
    assert not pledge(text).declines


@pytest.mark.parametrize(
    ("declined", "text"),
    [
        ("testing", "Unfortunately I can no longer test it."),
        ("testing", "I won't be able to test it."),
        ("testing", "I could test it if there was time, but no."),
        ("access", "I can not lend you a sandbox."),
        ("access", "Security won't allow us to hand out test accounts any more."),
        ("code", "Our developer left, we can't contribute the code any more."),
        ("documentation", "I have to cancel, I can't review the documentation after all."),
        ("all", "I'd like to step down."),
        ("all", "Please take me off the list of champions."),
        ("all", "Sorry, I can no longer help."),
        ("testing", "Sorry, I can no longer help with testing."),
        ("testing", "Leider kann ich nicht mehr testen."),
        ("access", "Leider dürfen wir euch keinen Testzugang geben."),
        ("all", "Ich trete als Champion zurück."),
        ("testing", "Je ne peux plus tester."),
        ("all", "Ne comptez plus sur moi, j'ai changé de poste."),
        ("testing", "Ya no puedo probarlo."),
        ("all", "Me retiro como embajador."),
        ("testing", "Não posso mais testar."),
        ("all", "Não posso mais ajudar."),
        ("testing", "もうテストできません。"),
        ("access", "社内規定でテスト環境の提供ができなくなりました。"),
        ("all", "チャンピオンを辞退します。"),
        ("testing", "Ik kan helaas niet meer testen."),
        ("testing", "Non posso più testare."),
    ],
)  # fmt: skip
def test_a_refusal_is_no_offer(declined: str, text: str) -> None:
    """What somebody will not do, or no longer; without a role it is all."""
    assert names(pledge(text).declines) == declined
    assert not pledge(text).offers


@pytest.mark.parametrize(
    "text",
    [
        "I can review the docs instead of testing.",
        "I'd rather review the docs than test.",
        "Sorry, I can't test it any more, but I could proofread the docs.",
        "Statt zu testen kann ich die Doku gegenlesen.",
        "Au lieu de tester, je peux relire la documentation.",
        "En lugar de probar puedo revisar la documentación.",
        "Em vez de testar, posso revisar a documentação.",
        "テストの代わりにドキュメントのレビューができます。",
    ],
)
def test_one_role_instead_of_another(text: str) -> None:
    """Nothing else goes: that is for who says `instead` and no more."""
    assert pledge(text).offers == (Role.DOCUMENTATION,)
    assert pledge(text).declines == (Role.TESTING,)
    assert not pledge(text).instead


@pytest.mark.parametrize(
    "text",
    [
        "I can't test it before May.",
        "I can't access the page you linked.",
        "I can't open the draft.",
        "I can't do Tuesday, what about Wednesday?",
        "I can't wait to see it.",
        "I don't want to step down.",
        "Should I step down?",
        "I'm out of the office until Monday.",
        "We can no longer export the files by hand, it takes too long.",
        "Our customers can no longer wait.",
        "We need a Jenkins integration so that we can test it.",
        "We would like to test this as soon as possible.",
        "We would need a sandbox from you.",
        "This would help us with testing.",
        "Could we test it?",
        "The test account does not work any more.",
        "Unfortunately the test failed.",
        "They can provide a sandbox, I think.",
        "Ich kann es erst nächste Woche testen.",
        "Ich kann mich im Testsystem nicht anmelden.",
        "Ich trete nicht zurück.",
        "Die Dokumentation ist leider nicht mehr aktuell.",
        "Wir hätten gern eine Sandbox-Anbindung.",
        "Je ne peux pas tester avant lundi.",
        "Le compte de test ne fonctionne plus.",
        "No puedo abrir el enlace.",
        "¿Nos pueden dar una cuenta de prueba?",
        "Ainda não podemos testar.",
        "来週まではテストできません。",
        "テスト結果をダッシュボードに連携します。",
    ],
)
def test_what_only_has_the_words_is_neither(text: str) -> None:
    """A condition, a day, a question, trouble, a wish, somebody else: a person may read it, nothing is read into it."""
    assert not pledge(text).offers
    assert not pledge(text).declines


def test_what_gives_up_a_role_is_no_field_of_the_wish() -> None:
    """`I'd like to step down` looks like a use case."""
    for text in ("I'd like to step down.", "Sorry, I can no longer help."):
        read = understand(parse(f"{REPLY}{text}\r\n".encode()), WORDS, CATALOG)
        assert text not in [value.text for one in read.requests for value in one.fields.values()]
