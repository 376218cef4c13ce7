"""What the verbs do that people write in their mails; every verb is under the identity rules.

A person's verb needs a proven sender, or the token of a mail that we sent to them. The team's own verbs are judged in
`team_mail`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from mailer.decide import championship, filing, forgetting, heard, reactions, team, unproven
from mailer.decide.apart import acknowledge, take_apart
from mailer.decide.case import Case, Told, ends, told
from mailer.decide.done import Done
from mailer.decide.merging import unmerge
from mailer.decide.news import report
from mailer.decide.preferences import public_name
from mailer.decide.preview import preview, wants_preview
from mailer.decide.reply import asks_for_something_else, field_changes, remark, what_it_says
from mailer.decide.withdrawal import may_withdraw, withdraw
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import (
    Credit,
    Decision,
    Existing,
    Join,
    Leave,
    New,
    SetPace,
    Tell,
)
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import NoticeKind
from mailer.model.people import Pace, Part
from mailer.model.request import SURE, Details, Evidence, Field, Purpose, Value
from mailer.model.snapshot import RequestView
from mailer.recognise.commands import Command, Orders, Verb, read_commands
from mailer.rules.merge import merge

ANSWERED_APART = frozenset(
    {Verb.STATUS, Verb.HELP, Verb.FORM, Verb.SEPARATE, Verb.CHAMPION, Verb.FORGET, Verb.ERASE}
)
"""Verbs whose own mail is the answer; the transcript does not repeat them."""

CHANGES_NOTHING = frozenset({Verb.STATUS, Verb.HELP, Verb.FORM, Verb.FORGET})
"""Verbs that a mail may give in a name that only an answered confirmation proves: who answers that does not see them."""


def orders(case: Case) -> Decision | None:
    """Carry out the verbs that the mail begins with, and keep what else it says."""
    read = read_commands(case.message.new_text, team=False)
    previews = wants_preview(case, read)
    if not previews and (not read.commands or _is_prose(case, read)):
        return None
    if not case.may_order:
        verb = Verb.PREVIEW if previews else read.commands[0].verb
        because = f"it orders {verb.value}, but {case.recognition.sender.because}"
        asks = previews or all(command.verb in CHANGES_NOTHING for command in read.commands)
        return unproven.once_proven(case, because) if asks else ends(Outcome.HELD, because)
    if previews:  # whatever stands beside it is only tried out
        return preview(case, answer=case.answerable)
    commands = [replace(c, argument=read.words) if c.verb is Verb.VOTE else c for c in read.commands]
    done = [(command, carry_out(case, command)) for command in commands]
    beside = _beside(case, read)
    outcomes = [one.outcome for _, one in done]
    return Decision(
        outcome=strongest(outcomes),
        because=f"it orders {', '.join(c.verb.value for c in commands)}",
        effects=(*(e for _, one in done for e in one.effects), *beside.effects),
        tells=(*(t for _, one in done for t in one.tells), *_transcript(case, done), *beside.tells),
        told=(*(_line(case, command, one) for command, one in done), *beside.told),
    )


def _is_prose(case: Case, read: Orders) -> bool:
    """Whether the verb is an ordinary word: of a new mail that asks for something or goes on, of a person's question."""
    if case.understanding.purpose is Purpose.QUESTION and read.run_on:
        return True
    if case.recognition.thread.request:
        return False
    return filing.asks(case) or read.run_on


def _beside(case: Case, read: Orders) -> Decision:
    """What the words beside the verbs do: a wish of their own is filed, fields change, all else is kept as it stands."""
    nothing = Decision(outcome=Outcome.COMMAND, because="")
    verbs = {command.verb for command in read.commands}
    request = case.recognition.thread.request
    if request is None or not read.words:
        return nothing
    if Verb.SEPARATE not in verbs and asks_for_something_else(case, request):
        return filing.request(case) or replace(nothing, effects=(remark(case, request, read.words),))
    if Verb.VOTE in verbs:
        return nothing  # they are the vote's reason
    said = what_it_says(case)
    if case.snapshot.person == request.requester and merge(request.fields, said.fields):
        effects, tells = field_changes(case, request, said, case.understanding.because)
        return replace(nothing, effects=effects, tells=tells)
    tells = heard.tell_team(case, request) if len(read.words.split()) >= heard.SOME_WORDS else ()
    return replace(nothing, effects=(remark(case, request, read.words),), tells=tells)


def _line(case: Case, command: Command, done: Done) -> Told:
    request = case.recognition.thread.request
    return told(done.outcome, f"{command.verb.value}: {done.says}", request.ref if request else None)


def carry_out(case: Case, command: Command) -> Done:
    """What one verb does; a refusal is what it says."""
    request = case.recognition.thread.request
    try:
        if command.verb in _ANYWHERE:
            return _ANYWHERE[command.verb](case, command)
        if request is None:
            return Done(says="no_request", refused=True)
        return _ABOUT_A_REQUEST[command.verb](case, command, request)
    except Refused as error:
        return Done(says=str(error), refused=True)


# verbs that need no request, and those that then are about all of them


def _status(case: Case, command: Command) -> Done:
    wanted = command.argument.upper()
    views = [v for v in case.snapshot.mine if not wanted or v.ref == wanted]
    return Done(tells=report(case, views), says="status")


def _help(case: Case, _: Command) -> Done:
    context = contexts.help_text(team=team.is_member(case), example=f"{case.policy.prefix}-7")
    return Done(tells=_answer(case, NoticeKind.HELP, context), says="help")


def _form(case: Case, _: Command) -> Done:
    return Done(tells=_answer(case, NoticeKind.FORM, contexts.form()), says="form")


def _forget(case: Case, _: Command) -> Done:
    """The first of two steps; also for the second one's word where it answers nothing, or too late."""
    tells = (forgetting.ask(case),) if case.answerable else ()
    return Done(tells=tells, says="forget")


PACES = {
    Verb.MUTE: Pace.NOTHING,
    Verb.WEEKLY: Pace.WEEKLY,
    Verb.DECISIONS: Pace.DECISIONS,
    Verb.EVERYTHING: Pace.EVERYTHING,
}


def _pace(case: Case, command: Command, request: RequestView | None = None) -> Done:
    """In a request's conversation it is about that request, else about all."""
    request = request or case.recognition.thread.request
    target = Existing(number=request.number) if request else None
    pace = SetPace(address=case.sender.address, pace=PACES[command.verb], target=target)
    return Done(effects=(pace,), says=pace.pace.value + ("" if target else "_all"))


def _stop(case: Case, _: Command) -> Done:
    stop = SetPace(address=case.sender.address, pace=Pace.NOTHING, language=case.language)
    return Done(effects=(stop,), says="stopped")


def _champion(case: Case, command: Command, request: RequestView) -> Done:
    roles = championship.roles_in(command.argument)
    effects, tells = championship.offer(case, request, roles)
    return Done(effects=effects, tells=tells, outcome=Outcome.CHAMPION, says="champion")


def _step_down(case: Case, command: Command, request: RequestView) -> Done:
    roles = reactions.named(case, request, command.argument)
    if not roles:
        return Done(says="not_offered", refused=True)
    effects, tells = reactions.give_up(case, request, roles)
    return Done(
        effects=effects, tells=tells, says="stepped_down", shows={"roles": [role.value for role in roles]}
    )


def _hand_over(case: Case, command: Command, request: RequestView) -> Done:
    effects = reactions.hand_over(case, request, command.argument)
    return Done(effects=effects, outcome=Outcome.CHAMPION, says="handed_over")


def _credit(case: Case, command: Command) -> Done:
    name = public_name(command.argument) if command.argument else ""
    credit = Credit(address=case.sender.address, name=name)
    return Done(effects=(credit,), says="credited" if name else "not_credited")


_ANYWHERE: Mapping[Verb, Callable[[Case, Command], Done]] = {
    Verb.STATUS: _status,
    Verb.HELP: _help,
    Verb.FORM: _form,
    Verb.FORGET: _forget,
    Verb.ERASE: _forget,
    Verb.CREDIT: _credit,
    Verb.WEEKLY: _pace,
    Verb.DECISIONS: _pace,
    Verb.EVERYTHING: _pace,
    Verb.STOP: _stop,
}


# verbs about the request whose conversation the mail belongs to


def _vote(case: Case, command: Command, request: RequestView) -> Done:
    join = replace(_join(case, request, Part.VOTER), reason=command.argument[: filing.MAX_REASON])
    return Done(effects=(join,), outcome=Outcome.VOTE, says="voted")


def _unvote(case: Case, _: Command, request: RequestView) -> Done:
    """A requester's vote is the request itself, which they can withdraw."""
    if case.snapshot.person and request.requester == case.snapshot.person:
        return Done(says="yours", refused=True)
    leave = Leave(
        target=Existing(number=request.number),
        address=case.sender.address,
        part=Part.VOTER,
        because="they took their vote back",
    )
    return Done(effects=(leave,), says="unvoted")


def _watch(case: Case, _: Command, request: RequestView) -> Done:
    """Also the way back for somebody who had muted it, or stopped everything."""
    hear = SetPace(address=case.sender.address, pace=Pace.EVERYTHING, target=Existing(number=request.number))
    return Done(effects=(_join(case, request, Part.WATCHER), hear), says="watching")


def _join(case: Case, request: RequestView, part: Part) -> Join:
    return Join(
        target=Existing(number=request.number),
        address=case.sender,
        part=part,
        language=case.language,
        subject=case.message.subject,
        because="by their own mail",
    )


def _withdraw(case: Case, _: Command, request: RequestView) -> Done:
    person = case.snapshot.person
    if person is None or not may_withdraw(request, person):
        return Done(says="not_yours", refused=True)
    decision = withdraw(request, person)
    says = "withdrawn" if request.votes <= 1 else "withdrawn_others_ask"
    return Done(effects=decision.effects, tells=decision.tells, says=says)


def _separate(case: Case, _: Command, request: RequestView) -> Done:
    """A voter says that theirs is different: their merged request stands on its own again, or they get one of their own."""
    person = case.snapshot.person
    mine = request.participant(person.id) if person else None
    before = case.snapshot.merged.get(mine.came_with) if mine else None
    if before:
        return _stand_alone(case, before, request)
    if mine is None or mine.part is not Part.VOTER:
        return Done(says="not_voted", refused=True)
    details = Details(kind=request.kind, fields=_own_fields(request, mine.reason))
    language = case.understanding.language
    effects = take_apart(
        request,
        case.sender,
        details,
        language=language,
        subject=case.message.subject,
        because=f"its requester said that it differs from {request.ref}",
    )
    card = acknowledge(
        case.sender, details, language=language, prefix=case.policy.prefix, answer_to=case.origin
    )
    tells = ((card,) if case.answerable else ()) + filing.tell_team(case, New(slot=0), details)
    return Done(effects=effects, tells=tells, outcome=Outcome.REQUEST, says="separated")


def _stand_alone(case: Case, before: RequestView, request: RequestView) -> Done:
    """The request that its requester made, and the team merged, is their own again; the others of it are told."""
    decision = unmerge(before, request, actor=case.sender.address)
    card = contexts.card(ref=before.ref, details=before.details, status=before.status)
    answer = _answer(case, NoticeKind.ACKNOWLEDGEMENT, contexts.acknowledgement(cards=[card]))
    tells = (*decision.tells, *(replace(t, target=Existing(number=before.number)) for t in answer))
    return Done(effects=decision.effects, tells=tells, outcome=Outcome.REQUEST, says="separated")


def _own_fields(request: RequestView, reason: str) -> dict[Field, Value]:
    kept = (Field.INTEGRATION_NAME, Field.CATEGORY)
    fields = {name: request.fields[name] for name in kept if name in request.fields}
    if reason:
        said = Evidence(text=reason, where="body", confidence=SURE)
        fields[Field.USE_CASE] = Value(items=(reason,), evidence=said)
    return fields


_ABOUT_A_REQUEST: Mapping[Verb, Callable[[Case, Command, RequestView], Done]] = {
    Verb.VOTE: _vote,
    Verb.UNVOTE: _unvote,
    Verb.WATCH: _watch,
    Verb.MUTE: _pace,
    Verb.WITHDRAW: _withdraw,
    Verb.SEPARATE: _separate,
    Verb.CHAMPION: _champion,
    Verb.STEP_DOWN: _step_down,
    Verb.PULL_REQUEST: _hand_over,
}


def _transcript(case: Case, done: list[tuple[Command, Done]]) -> tuple[Tell, ...]:
    """What was done, line by line; a report that answers by itself needs none."""
    rows = [(c, d) for c, d in done if not (d.tells and c.verb in ANSWERED_APART)]
    if not rows:
        return ()
    request = case.recognition.thread.request
    context = contexts.command_done(
        ref=request.ref if request else "",
        name=request.name if request else "",
        lines=[
            contexts.command_line(c.verb.value, d.says, refused=d.refused, shows=d.shows) for c, d in rows
        ],
    )
    return _answer(case, NoticeKind.COMMAND_DONE, context)


def _answer(case: Case, kind: NoticeKind, context: contexts.Context) -> tuple[Tell, ...]:
    if not case.answerable:
        return ()
    request = case.recognition.thread.request
    return (
        Tell(
            kind=kind,
            to=case.sender,
            target=Existing(number=request.number) if request else None,
            context=context,
            # a verb is too short to tell a language by
            language=case.language,
            answer_to=case.origin,
        ),
    )
