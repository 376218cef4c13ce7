"""The shapes of reply in which simulated people put right what we wrote, or say what must change nothing."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage

from turns import LABELS, Turn, attribution, blockquoted, html_alone, inner, plain, quoted

Shape = Callable[[Turn], EmailMessage]


# -- corrections: one field that we have gets another value ----------------------------------------------------------


def _on_top(turn: Turn, said: str) -> EmailMessage:
    return plain(turn, f"{said}\n\n{attribution(turn)}\n\n{quoted(turn)}\n")


def _line_of(turn: Turn, mark: str = "> ") -> re.Pattern[str]:
    """The first line of the field in the quoted card."""
    return re.compile(rf"^{re.escape(mark)}  {re.escape(LABELS[turn.answers[0].name])}: .*$", re.M)


def card_line_rewritten(turn: Turn) -> EmailMessage:
    said = f">   {LABELS[turn.answers[0].name]}: {turn.answers[0].words}"
    card, found = _line_of(turn).subn(lambda _: said, quoted(turn), count=1)
    assert found, "the card shows the field"
    return plain(turn, f"I have corrected it below.\n\n{attribution(turn)}\n{card}\n")


def card_cell_rewritten(turn: Turn) -> EmailMessage:
    return html_alone(turn, blockquoted(turn, _with_cell(turn, "{new}")))


def _with_cell(turn: Turn, form: str) -> str:
    """Our HTML with the cell of the field written anew: `form` has `{old}` and `{new}`."""
    label, said = re.escape(LABELS[turn.answers[0].name]), html.escape(turn.answers[0].words)
    cell = re.compile(rf"(>{label}</th>\s*<td[^>]*>\s*)([^<]+)", re.S)
    markup, found = cell.subn(lambda m: m[1] + form.format(old=m[2].strip(), new=said), inner(turn), count=1)
    assert found, "the card shows the field"
    return markup


def label_and_value(turn: Turn) -> EmailMessage:
    return _on_top(turn, f"{LABELS[turn.answers[0].name]}: {turn.answers[0].words}")


def the_field_is(turn: Turn) -> EmailMessage:
    return _on_top(turn, f"The {LABELS[turn.answers[0].name].lower()} is {turn.answers[0].words}.")


def please_change_it(turn: Turn) -> EmailMessage:
    label, words = LABELS[turn.answers[0].name].lower(), turn.answers[0].words
    return _on_top(turn, f"Hi,\n\nplease change the {label} to {words}.\n\nThanks\nJo")


KNOWN_CORRECTIONS: Mapping[str, Shape] = {
    s.__name__: s
    for s in (card_line_rewritten, card_cell_rewritten, label_and_value, the_field_is, please_change_it)
}


def card_line_without_its_mark(turn: Turn) -> EmailMessage:
    """Overtyping took the quotation's mark away."""
    said = f"{LABELS[turn.answers[0].name]}: {turn.answers[0].words}"
    return plain(turn, f"{attribution(turn)}\n{_line_of(turn).sub(lambda _: said, quoted(turn), count=1)}\n")


def struck_out_in_the_card(turn: Turn) -> EmailMessage:
    return html_alone(turn, blockquoted(turn, _with_cell(turn, "<s>{old}</s> <b>{new}</b>")))


def wrong_and_right(turn: Turn) -> EmailMessage:
    label, words = LABELS[turn.answers[0].name].lower(), turn.answers[0].words
    return _on_top(turn, f"Thanks! One thing: the {label} is not right. It should be {words}.")


def in_a_bracket_behind(turn: Turn) -> EmailMessage:
    words = turn.answers[0].words
    return _on_top(turn, f"A small correction, the {LABELS[turn.answers[0].name].lower()} should be {words}")


UNSEEN_CORRECTIONS: Mapping[str, Shape] = {
    s.__name__: s
    for s in (
        card_line_without_its_mark,
        struck_out_in_the_card,
        wrong_and_right,
        in_a_bracket_behind,
    )
}

# -- talk: what must change nothing ----------------------------------------------------------------------------------

KNOWN_TALK = (
    "I don't want to answer these questions.",
    "We would like to know what this costs.",
    "My boss wants to see it in a demo first.",
    "Before I answer: who will see this information? We need to be careful.",
    "We need to talk to our security team first, I'll come back to you.",
    "I have to run this past our data protection officer, will write again on Thursday.",
    "The use case is fine, but who decides about it?",
    "I'd like to become a champion.",
    "Could you tell me first who is going to read my answers?",
    "We are in the office from 9 to 5, on the 1. of May we are closed.",
    "Wir möchten das intern noch besprechen und melden uns nächste Woche.",
    "Je ne souhaite pas répondre à ces questions.",
    "Queremos hablarlo primero internamente.",
    "Preciso falar com o meu chefe antes de responder.",
    "社内で相談したいと思います。",
)
"""Sentences that the code was made with."""
UNSEEN_TALK = (
    "Sorry, I'd rather not go into details by mail.",
    "Our lawyers want to read your terms before we say more.",
    "I am travelling, you will hear from me after the 20th.",
    "Let me ask around in the team and answer at the end of the week.",
    "Can we do this on the phone instead?",
    "I would prefer that you do not ask me anything else.",
    "We would like to see a price list before we continue.",
    "I'm only the assistant, Ms Lund will write to you herself.",
    "Nice mail, by the way! I like the layout.",
    "Is there a place where I can follow the progress?",
    "Das bespreche ich am Montag mit der Geschäftsleitung.",
    "Muss ich diese Fragen wirklich beantworten?",
    "Nous devons d'abord obtenir l'accord de la direction.",
    "Je vous réponds à mon retour de congés.",
    "Antes tengo que pedir permiso a mi jefa.",
    "Não me sinto à vontade para responder por e-mail.",
    "来週まで出張のため、戻り次第お返事します。",
    "質問に答える前に、見積もりをいただけますか。",
)
"""Sentences kept for the measurement alone."""
REFUSALS = frozenset(
    {
        "I don't want to answer these questions.",
        "Je ne souhaite pas répondre à ces questions.",
        "I would prefer that you do not ask me anything else.",
    }
)
"""Who writes so is asked no more."""


def talk(sentences: Sequence[str]) -> Shape:
    """A mail that says one of `sentences`, above, below or without our mail."""

    def shape(turn: Turn) -> EmailMessage:
        said = turn.rng.choice(sentences)
        quotation = f"{attribution(turn)}\n\n{quoted(turn)}"
        form = turn.rng.choice(
            ("{said}\n\n{quotation}\n", "{quotation}\n\n{said}\n", "Hello,\n\n{said}\n\nJo\n")
        )
        return plain(turn, form.format(said=said, quotation=quotation))

    return shape
