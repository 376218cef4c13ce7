"""One reply to a mail about two requests: what points to another answer, and what is said of both, in every language."""

import pytest
from understanding import CATALOG, HEAD, WORDS

from mailer.extract.replies.answers import Apart, read_apart
from mailer.model.request import Field
from mailer.model.snapshot import Sent
from mailer.parse.message import parse

SENT = Sent(
    asked=(Field.USE_CASE, Field.BUSINESS_IMPACT, Field.USE_CASE, Field.BUSINESS_IMPACT),
    about=(1, 1, 2, 2),
    shown={"INT-1": 1, "INT-2": 2},
    names={"Zendesk": "INT-1", "PagerDuty": "INT-2"},
)


def read(body: str) -> Apart:
    mail = f"{HEAD}Subject: Re: two connectors\r\nIn-Reply-To: <1@x.example>\r\n\r\n{body}\r\n"
    return read_apart(parse(mail.encode()), SENT, WORDS, CATALOG)


@pytest.mark.parametrize(
    ("said", "pointing"),
    [
        ("Tickets open by themselves.", "same as 1"),
        ("Tickets open by themselves.", "the same as for question 1"),
        ("Tickets open by themselves.", "ditto"),
        ("Tickets werden von selbst angelegt.", "dasselbe wie bei 1"),
        ("Les tickets s'ouvrent tout seuls.", "idem"),
        ("Los tickets se abren solos.", "lo mismo que 1"),
        ("Os tickets abrem sozinhos.", "o mesmo que 1"),
        ("I ticket si aprono da soli.", "come sopra"),
        ("Tickets gaan vanzelf open.", "zie 1"),
        ("Sager åbnes af sig selv.", "samme som 1"),
        ("Ärenden öppnas av sig själva.", "samma som 1"),
        ("Saker åpnes av seg selv.", "det samme som 1"),
        ("Tiketit avautuvat itsestään.", "sama kuin 1"),
        ("Zgłoszenia otwierają się same.", "jak wyżej"),
        ("Tikety se otevírají samy.", "viz 1"),
        ("Тикеты открываются сами.", "то же самое"),
        ("Biletler kendiliğinden açılır.", "aynısı"),
        ("チケットが自動で開きます。", "1と同じ"),
        ("工单自动创建。", "同上"),
        ("티켓이 자동으로 열립니다.", "1번과 동일"),
    ],
)
def test_an_answer_that_points_to_another_says_the_same(said: str, pointing: str) -> None:
    """Where both questions are about the same field of two requests."""
    answers = read(f"1: {said}\n3: {pointing}").answers
    assert {number: one.text(Field.USE_CASE) for number, one in answers.items()} == {1: said, 2: said}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1: see 2\n2: We save two hours a day.", {Field.BUSINESS_IMPACT}),
        ("1: see the tickets of 3 teams in one place\n2: We save two hours a day.", {Field.USE_CASE, Field.BUSINESS_IMPACT}),
        ("2: like last year we lose a day each month\n4: n/a", {Field.BUSINESS_IMPACT}),
    ],
)  # fmt: skip
def test_what_points_to_another_field_says_nothing(text: str, expected: set[Field]) -> None:
    """`see 2` is no use case; an answer that only begins so is one."""
    assert set(read(text).answers[1].fields) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Both are urgent.",
        "Beide sind dringend.",
        "Les deux sont urgentes.",
        "Ambas son urgentes.",
        "Ambos são urgentes.",
        "Entrambe sono urgenti.",
        "Beide zijn dringend.",
        "Begge haster.",
        "Båda är brådskande.",
        "Begge er presserende.",
        "Molemmat ovat kiireellisiä.",
        "Oba są pilne.",
        "Obě jsou naléhavé.",
        "Оба срочные.",
        "İkisi de acil.",
        "両方とも急ぎです。",
        "两个都很急。",
        "둘 다 급합니다.",
    ],
)
def test_what_is_said_of_both_is_told_from_the_rest(text: str) -> None:
    """Only the sentence that speaks of all of them."""
    assert read(f"1: abc def ghi.\n\n{text}").of_all == text


@pytest.mark.parametrize("text", ["It is urgent.", "We no longer need both of them.", "Zendesk is urgent."])
def test_what_is_said_of_one_or_takes_them_back_is_said_of_no_other(text: str) -> None:
    """An order is for a person to read."""
    assert read(text).of_all == ""
