"""A mail by one of the team: its orders are carried out, all else in it is an internal note, and the answer says which.

A member decides by answering a mail of ours to the team (RELIABILITY R-70, R-76). Without that nothing is done; they hear
how to go on, in a mail whose answer is good for it.
"""

from collections.abc import Sequence
from dataclasses import replace

from mailer.decide import filing, held, orders, team
from mailer.decide.case import Case, ends, told
from mailer.decide.done import Done
from mailer.decide.team_orders import BY_THE_TEAM, later, marked, note
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Tell
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import Audience, NoticeKind
from mailer.model.request import Purpose
from mailer.model.snapshot import RequestView
from mailer.recognise.team_commands import read_letter, read_orders
from mailer.recognise.team_lines import Order
from mailer.recognise.verbs import Command, Orders, Verb
from mailer.rules.own_words import without_words_of

Line = tuple[Command, Done]
TO_THE_REQUESTER = frozenset({Verb.REPLY, Verb.ASK, Verb.NOTE})
"""What a mail to the requester's address may hold: whoever decides there has taken the wrong address, or writes a letter."""


def by_the_team(case: Case) -> Decision | None:
    """Carry out what one of the team writes about somebody's request, or say why nothing was done."""
    if not team.is_member(case):
        return None
    if not team.may_decide(case):
        return _how_to_decide(case)
    return _answer_to_a_mail(case) if case.recognition.thread.request else _answer_to_a_digest(case)


def _answer_to_a_mail(case: Case) -> Decision | None:
    """In the conversation about a request; about a wish of their own one of the team speaks like everybody else."""
    request = case.recognition.thread.request
    mine = request is not None and request.requester == case.snapshot.person
    read = _read(case, fields=not mine)
    ours = any(isinstance(command, Order) for command in read.commands)
    if not ours and (mine or _is_a_persons(case)):
        return None
    if case.recognition.thread.to_requester and any(c.verb not in TO_THE_REQUESTER for c in read.commands):
        return _not_done(case, read.commands, "answer_this_mail", request)
    return _carried_out(case, read if ours else Orders(words=case.message.new_text.strip()))


def _answer_to_a_digest(case: Case) -> Decision | None:
    """Each order names its request."""
    read = _read(case, fields=False)
    if any(isinstance(command, Order) for command in read.commands):
        return _carried_out(case, read)
    if _is_a_persons(case) or filing.asks(case) or case.understanding.purpose is Purpose.THANKS:
        return None
    return _not_done(case, read.commands or _all_a_note(case), "which_request")


def _read(case: Case, *, fields: bool) -> Orders:
    """The orders of the mail, without what an unmarked quotation of our own mail would make its words."""
    sent = case.snapshot.answered.text if case.snapshot.answered else ""
    text = without_words_of(sent, case.message.new_text)
    if not text.strip():
        return Orders()
    if case.recognition.thread.to_requester:
        return read_letter(text, case.sender, case.policy.grammar)
    return read_orders(text, case.sender, case.policy.grammar, fields=fields)


def _is_a_persons(case: Case) -> bool:
    """It begins with a verb that everybody has, or says nothing."""
    orders = case.orders()
    return not case.message.new_text.strip() or (bool(orders.commands) and not orders.spoken)


def _all_a_note(case: Case) -> tuple[Command, ...]:
    return (Command(verb=Verb.NOTE, argument=case.message.new_text.strip()),)


# without a token


def _how_to_decide(case: Case) -> Decision | None:
    """A member's orders, or words about a request, in a mail that nothing shows to answer one of ours."""
    thread = case.recognition.thread
    read = read_orders(case.message.new_text, case.sender, case.policy.grammar, fields=False)
    ordered = tuple(command for command in read.commands if isinstance(command, Order))
    if not ordered and (
        thread.request or not thread.stray or held.asks_for_its_own(case) or _is_a_persons(case)
    ):
        return None
    request = _meant(case, ordered) or thread.request or thread.stray_request
    says = "answer_this_mail" if request else "which_request"
    return _not_done(case, ordered or _all_a_note(case), says, request)


def _meant(case: Case, ordered: Sequence[Order]) -> RequestView | None:
    """The one request that the orders name."""
    named = {order.about for order in ordered if order.about}
    return next((v for v in case.snapshot.named if {v.ref} == named), None)


def _not_done(
    case: Case, commands: Sequence[Command], says: str, request: RequestView | None = None
) -> Decision:
    """Nothing changes; what was written is held, and its writer told how to have it done."""
    because = "one of the team decides by answering a mail of ours about the request"
    lines = [(command, Done(says=says, refused=True)) for command in commands]
    return ends(Outcome.HELD, because, tells=_transcript(case, lines, request), request=request)


# with one


def _carried_out(case: Case, read: Orders) -> Decision:
    lines = _lines(case, read)
    outcomes = [done.outcome for _, done in lines]
    return Decision(
        outcome=strongest(outcomes),
        because=f"it orders {', '.join(command.verb.value for command, _ in lines)}",
        effects=tuple(effect for _, done in lines for effect in done.effects),
        tells=(
            *(tell for _, done in lines for tell in done.tells),
            *_transcript(case, lines, case.recognition.thread.request),
        ),
        told=tuple(
            told(done.outcome, f"{command.verb.value}: {done.says}", _ref(case, command))
            for command, done in lines
        ),
    )


def _lines(case: Case, read: Orders) -> list[Line]:
    """Each order and what it did; the next one finds the request as the one before has left it."""
    lines: list[Line] = []
    for command in read.commands:
        done = _carry_out(case, command)
        lines.append((command, done))
        case = _after(case, done)
    if read.words:
        lines.append((Command(verb=Verb.NOTE, argument=read.words), _noted(case, read)))
    return lines


def _carry_out(case: Case, command: Command) -> Done:
    if not isinstance(command, Order):
        return orders.carry_out(case, command)
    request = _request_of(case, command)
    if isinstance(request, Done):
        return request
    try:
        return BY_THE_TEAM[command.verb](case, command, request)
    except Refused as error:
        return Done(says=str(error), refused=True)


def _request_of(case: Case, order: Order) -> RequestView | Done:
    """The request that an order is about: the conversation's own, or in answer to a digest the one that it names."""
    here = case.recognition.thread.request
    named = next((view for view in case.snapshot.named if view.ref == order.about), None)
    if here:
        same = not order.about or order.about == here.ref or (named and named.merged_into == here.number)
        return here if same else Done(says="another_request", refused=True, shows={"about": order.about})
    if not order.about:
        return Done(says="which_request", refused=True)
    return named or Done(says=f"there is no request {order.about}", refused=True)


def _after(case: Case, done: Done) -> Case:
    """The case for the next order of the same mail."""

    def changed(view: RequestView) -> RequestView:
        target = Existing(number=view.number)
        return later(view, tuple(e for e in done.effects if getattr(e, "target", None) == target))

    thread, snapshot = case.recognition.thread, case.snapshot
    moved = replace(thread, request=changed(thread.request) if thread.request else None)
    named = tuple(map(changed, snapshot.named))
    marks = marked(snapshot.marks, done.effects, snapshot.now)
    return replace(
        case,
        recognition=replace(case.recognition, thread=moved),
        snapshot=replace(snapshot, named=named, marks=marks),
    )


def _noted(case: Case, read: Orders) -> Done:
    """The words beside the orders; they never leave the team, and nothing in them is carried out."""
    request = case.recognition.thread.request
    if request is None:
        return Done(says="which_request", refused=True)
    done = note(case, read.words, request)
    begins = read.words.split(maxsplit=1)[0].strip(".,:;!?*_\"'").lower() in {
        verb.value for verb in BY_THE_TEAM
    }
    return replace(done, shows={**done.shows, "unheard": begins or done.shows["unheard"]})


def _ref(case: Case, command: Command) -> str | None:
    here = case.recognition.thread.request
    named = command.about if isinstance(command, Order) else ""
    return here.ref if here else named or None


def _transcript(case: Case, lines: Sequence[Line], request: RequestView | None) -> tuple[Tell, ...]:
    """What was done, line by line; a report that answers by itself needs none."""
    rows = [line for line in lines if not (line[1].tells and line[0].verb in orders.ANSWERED_APART)]
    if not rows or not case.answerable:
        return ()
    several = request is None
    context = contexts.command_done(
        ref=request.ref if request else "",
        name=request.name if request else "",
        lines=[_shown(case, command, done, several=several) for command, done in rows],
    )
    return (
        Tell(
            kind=NoticeKind.COMMAND_DONE,
            to=case.sender,
            target=Existing(number=request.number) if request else None,
            context=context,
            language=case.language,
            role=Audience.TEAM,
            answer_to=case.origin,
        ),
    )


def _shown(case: Case, command: Command, done: Done, *, several: bool) -> contexts.Context:
    about = (_ref(case, command) or "") if several else ""
    return contexts.command_line(
        command.verb.value,
        done.says,
        refused=done.refused,
        shows={**done.shows, "about_ref": about, "example": f"{case.policy.prefix}-7"},
    )
