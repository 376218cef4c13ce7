"""A reply about several requests: what it says of each is read as a mail of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mailer.decide.case import Case
from mailer.extract.answers import read_answers
from mailer.extract.understand import understand
from mailer.flows.app import App
from mailer.model.message import Message
from mailer.model.request import Answers
from mailer.model.snapshot import RequestView, Sent
from mailer.recognise.commands import orders_of
from mailer.recognise.parts import Division, divide
from mailer.rules.merge import merge
from mailer.rules.token import Use


def answers_of(app: App, message: Message, request: RequestView, sent: Sent | None) -> Answers:
    """What a reply says about `request`, `sent` being our mail that it answers."""
    said = read_answers(message, request.asked, app.words(), app.catalog(), sent, request.name)
    return said or Answers()


def divided(app: App, case: Case, request: RequestView) -> Case:
    """`case`, a mail in the conversation of `request`, with its parts; as it is where it names no other request."""
    if case.recognition.keys.bearing(Use.FORM):
        return case
    text, border = case.message.new_text, app.border
    division = divide(text, request, _theirs(case), app.policy.grammar, border.prefix)
    if division is None:
        return case
    said = list(_parts(app, case, request, division))
    parts = tuple(part for part in said if not _orders(part, request))
    own = next((part.answers for part in parts if part.recognition.thread.request is request), None)
    unclear = (
        division.unclear or len(parts) < len(said) or _says_of_all(app, case, request, division.announced)
    )
    return replace(case, parts=parts, unclear=unclear, answers=own or Answers())


def _theirs(case: Case) -> Mapping[int, RequestView]:
    """The requests that a part may change: a proven sender's own. Any other is as one that is not there (R-80)."""
    person = case.snapshot.person
    if person is None or not case.proven:
        return {}
    return {number: view for number, view in case.snapshot.requests.items() if view.requester == person}


def _parts(app: App, case: Case, request: RequestView, division: Division) -> Iterator[Case]:
    sent = case.snapshot.answered
    own = _part(app, case, request, _only(case.message, division.own, quotes=True), sent)
    edited = own.answers is not None and merge(request.fields, own.answers.fields)  # in the quoted mail
    if division.own or edited:
        yield own
    # the questions of that mail are no other request's
    unasked = replace(sent, asked=()) if sent else None
    for number, words in division.others.items():
        yield _part(app, case, case.snapshot.requests[number], _only(case.message, words), unasked)


def _part(app: App, case: Case, request: RequestView, message: Message, sent: Sent | None) -> Case:
    """The case of a mail that says no more than this part of it does."""
    understanding = understand(message, app.words(), app.catalog(), attachment_bytes=0)
    return replace(
        case,
        message=message,
        understanding=replace(understanding, language=case.understanding.language),
        recognition=replace(case.recognition, thread=replace(case.recognition.thread, request=request)),
        ordered=orders_of(message, app.policy.grammar),
        answers=answers_of(app, message, request, sent),
    )


def _orders(part: Case, request: RequestView) -> bool:
    """Whether a part for another request than `request` gives an order: only a mail that begins with one is obeyed."""
    elsewhere = part.recognition.thread.request is not request
    return elsewhere and part.ordered is not None and bool(part.ordered.commands)


def _only(message: Message, words: str, *, quotes: bool = False) -> Message:
    """`message` with no more than `words` in it and, where they stand together, what is quoted around them."""
    alone = replace(message, new_text=words, text=words, forwarded=None, enclosed=(), attachments=())
    if quotes and message.new_text and message.new_text in message.text:
        return replace(alone, text=message.text.replace(message.new_text, words, 1))
    return replace(alone, quoted="", answers=())


def _says_of_all(app: App, case: Case, request: RequestView, line: str) -> bool:
    """Whether the line that announces the parts says something itself: `these have high priority:`."""
    return bool(line) and bool(answers_of(app, _only(case.message, line), request, None).fields)
