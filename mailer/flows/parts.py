"""A reply about several requests: what it says of each is read as a mail of its own.

Which words are about which request is told by the references that it names, and by the numbers of the questions that it
answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mailer.decide.case import Case
from mailer.extract.replies.answers import Apart, read_answers, read_apart
from mailer.extract.understand import understand
from mailer.flows.app import App
from mailer.model.message import Message
from mailer.model.request import Answers
from mailer.model.snapshot import RequestView, Sent
from mailer.recognise.commands import orders_of
from mailer.recognise.parts import Division, divide, numbers_of, speaks, with_references, without_names
from mailer.recognise.verbs import Orders
from mailer.rules.merge import merge
from mailer.rules.token import Use


def read_reply(app: App, case: Case, request: RequestView) -> Case:
    """`case`, a mail in the conversation of `request`, with what it says about it, and with its parts where it says
    something of other requests too."""
    sent, message = case.snapshot.answered, case.message
    several = sent if sent and sent.of_several else None
    if case.recognition.keys.bearing(Use.FORM):
        return replace(case, answers=_answers(app, message, request, sent))
    text = with_references(message.new_text, _names(case)) if several else message.new_text
    division = divide(text, request, _theirs(case), app.policy.grammar, app.border.prefix)
    if division:
        return _divided(app, case, request, division)
    if several:
        return _by_number(app, case, request, several)
    return replace(case, answers=_answers(app, message, request, sent))


def _names(case: Case) -> Mapping[str, str]:
    """What the requests are called that our mail shows, then or now -> their references; none for a name that two of them
    have."""
    views = {view.number: view for view in case.snapshot.requests.values()}
    names = [view.name for view in views.values()]
    now = {view.name: view.ref for view in views.values() if view.name and names.count(view.name) == 1}
    return {**now, **(case.snapshot.answered.names if case.snapshot.answered else {})}


def _answers(app: App, message: Message, request: RequestView, sent: Sent | None) -> Answers:
    """What a reply, or a part of one, says about `request`, `sent` being our mail that it answers."""
    if sent is None or not sent.of_several:
        said = read_answers(message, request.asked, app.words(), app.catalog(), sent, request.name)
        return said or Answers()
    apart = read_apart(message, sent, app.words(), app.catalog())
    said = _said_of(app, message, request, apart)
    # the number of another one's question below this one's reference: a person has to see it
    strays = apart.answers.keys() - numbers_of(request)
    return replace(said, unread=said.unread or bool(strays))


# --- by the numbers of questions, and in the cards


def _by_number(app: App, case: Case, request: RequestView, sent: Sent) -> Case:
    """A reply to a mail that shows several requests: what no number leads to another one is about `request`, but for
    sentences that call another one by its name."""
    message, here = case.message, numbers_of(request)
    read = read_apart(message, sent, app.words(), app.catalog())
    rest = without_names(read.rest, _others_called(case, request))
    apart = replace(read, rest=rest)
    own = _said_of(app, message, request, apart)
    elsewhere = apart.answers.keys() - here
    shared = dict(_of_all(app, case, request, apart))
    if not (elsewhere or shared) and rest == read.rest:
        return replace(case, answers=own)
    told = [words for number in here for words in apart.words.get(number, ())]
    words = "\n\n".join(filter(None, (*told, rest)))
    theirs = {number: view for number in elsewhere if (view := _theirs_shown(case, number))}
    parts = [
        _case_of(
            app,
            case,
            view,
            _only(message, "\n".join(apart.words[number])),
            _with(apart.answers[number], shared, number),
        )
        for number, view in theirs.items()
        if not any(_is_order(app, message, said) for said in apart.words[number])
    ]
    unclear = rest != read.rest or len(parts) < len(elsewhere)
    parts += [part for number, part in shared.items() if number not in elsewhere]
    ordered = Orders()
    if own.fields or speaks(words, app.policy.grammar):
        parts.insert(0, _case_of(app, case, request, _only(message, words, quotes=True), own))
        ordered = parts[0].ordered or ordered
    return replace(case, parts=tuple(parts), unclear=unclear, answers=own, ordered=ordered)


def _with(answers: Answers, shared: Mapping[int, Case], number: int) -> Answers:
    """`answers` about a request and what is said of all of them."""
    said = shared[number].answers if number in shared else None
    return replace(answers, fields={**said.fields, **answers.fields}) if said else answers


def _of_all(app: App, case: Case, request: RequestView, apart: Apart) -> Iterator[tuple[int, Case]]:
    """What is said of all the requests that our mail shows (`both are urgent`), for each but `request`; no order is."""
    sent, said = case.snapshot.answered, _only(case.message, apart.of_all)
    if sent is None or not apart.of_all or orders_of(said, app.policy.grammar).commands:
        return
    for number in sorted({*sent.shown.values(), *sent.about} - numbers_of(request)):
        view = _theirs_shown(case, number)
        part = _case_of(app, case, view, said, _answers(app, said, view, None)) if view else None
        if part and part.answers and (part.answers.fields or part.understanding.pledge.offers):
            yield number, part


def _others_called(case: Case, request: RequestView) -> list[str]:
    """The names of the other requests that our mail shows."""
    own = {f"{case.policy.prefix}-{number}" for number in numbers_of(request)}
    return [name for name, ref in _names(case).items() if ref not in own and name != request.name]


def _theirs_shown(case: Case, number: int) -> RequestView | None:
    """A request of the sender's that our mail to them showed: who has that mail may speak of all of it."""
    view = case.snapshot.requests.get(number)
    return view if view and view.requester == case.snapshot.person else None


def _is_order(app: App, message: Message, numbered: str) -> bool:
    """Whether what stands behind the number of a question gives an order: `3: withdraw`."""
    said = numbered.partition(": ")[2]
    return bool(orders_of(_only(message, said), app.policy.grammar).commands)


def _said_of(app: App, message: Message, request: RequestView, apart: Apart) -> Answers:
    """What is said of `request` by number and beside that."""
    rest = replace(message, new_text=apart.rest, answers=())
    said = read_answers(rest, (), app.words(), app.catalog(), None, request.name) or Answers()
    for number in numbers_of(request) & apart.answers.keys():
        by_number = apart.answers[number]
        said = replace(
            by_number,
            fields={**said.fields, **by_number.fields},
            product=by_number.product or said.product,
            refuses=by_number.refuses or said.refuses,
            unread=by_number.unread or said.unread,
        )
    return said


# --- by references


def _divided(app: App, case: Case, request: RequestView, division: Division) -> Case:
    said = list(_parts(app, case, request, _with_numbered(app, case, request, division)))
    parts = tuple(part for part in said if not _orders(part, request))
    own = next((part.answers for part in parts if part.recognition.thread.request is request), None)
    unclear = (
        division.unclear or len(parts) < len(said) or _says_of_all(app, case, request, division.announced)
    )
    return replace(case, parts=parts, unclear=unclear, answers=own or Answers())


def _with_numbered(app: App, case: Case, request: RequestView, division: Division) -> Division:
    """The division with each numbered answer that stands above all references among what is said of its request."""
    sent = case.snapshot.answered
    if sent is None or not sent.of_several or not division.own:
        return division
    apart = read_apart(_only(case.message, division.own), sent, app.words(), app.catalog())
    theirs = _theirs(case)
    led = {n: words for n, words in apart.words.items() if n in theirs and n not in numbers_of(request)}
    if not led:
        return division
    kept = [words for number, said in apart.words.items() if number not in led for words in said]
    others = {**division.others}
    for number, words in led.items():
        others[number] = "\n".join(words) + "\n\n" + others.get(number, "")
    return replace(division, own="\n\n".join(filter(None, (*kept, apart.rest))), others=others)


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
    # the questions of a mail about one request are no other's
    unasked = replace(sent, asked=()) if sent and not sent.of_several else sent
    for number, words in division.others.items():
        yield _part(app, case, case.snapshot.requests[number], _only(case.message, words), unasked)


def _part(app: App, case: Case, request: RequestView, message: Message, sent: Sent | None) -> Case:
    return _case_of(app, case, request, message, _answers(app, message, request, sent))


def _case_of(app: App, case: Case, request: RequestView, message: Message, answers: Answers) -> Case:
    """The case of a mail that says no more than this part of it does."""
    understanding = understand(message, app.words(), app.catalog(), attachment_bytes=0)
    return replace(
        case,
        message=message,
        understanding=replace(understanding, language=case.understanding.language),
        recognition=replace(case.recognition, thread=replace(case.recognition.thread, request=request)),
        ordered=orders_of(message, app.policy.grammar),
        answers=answers,
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
    return bool(line) and bool(_answers(app, _only(case.message, line), request, None).fields)
