"""What the verbs do that people write in their mails; every verb is under the identity rules.

A person's verb needs a proven sender, or the token of a mail that we sent to them. The team's own verbs are judged in
`team_mail`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from mailer.decide import championship, filing, forgetting, heard, reactions, team, unproven
from mailer.decide.ballots import unvote
from mailer.decide.case import Case, Told, ends, told
from mailer.decide.done import Done
from mailer.decide.news import report
from mailer.decide.preferences import public_name
from mailer.decide.preview import preview, wants_preview
from mailer.decide.reply import asks_for_something_else, field_changes, remark, what_it_says
from mailer.decide.separation import separate
from mailer.decide.withdrawal import may_withdraw, withdraw
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import (
    Credit,
    Decision,
    Existing,
    Join,
    SetPace,
    Tell,
)
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import Json, NoticeKind
from mailer.model.people import Pace, Part
from mailer.model.request import Field, Purpose
from mailer.model.snapshot import RequestView
from mailer.recognise.verbs import NAMING, Command, Orders, Verb
from mailer.rules.merge import merge

ANSWERED_APART = frozenset(
    {Verb.STATUS, Verb.HELP, Verb.FORM, Verb.SEPARATE, Verb.CHAMPION, Verb.FORGET, Verb.ERASE}
)
"""Verbs whose own mail is the answer; the transcript does not repeat them."""

WITH_WORDS = frozenset({Verb.VOTE, Verb.SEPARATE})
"""Verbs that the words beside them belong to: a vote's reason, what is different about one's own request."""

CHANGES_NOTHING = frozenset({Verb.STATUS, Verb.HELP, Verb.FORM, Verb.FORGET})
"""Verbs that a mail may give in a name that only an answered confirmation proves: who answers that does not see them."""


def orders(case: Case) -> Decision | None:
    """Carry out the verbs that the mail begins with, and keep what else it says."""
    read = case.orders()
    previews = wants_preview(case, read)
    if not previews and (not read.commands or _is_prose(case, read)):
        return None
    if not _may_order(case, read):
        verb = Verb.PREVIEW if previews else read.commands[0].verb
        because = f"it orders {verb.value}, but {case.recognition.sender.because}"
        asks = previews or all(command.verb in CHANGES_NOTHING for command in read.commands)
        return unproven.once_proven(case, because) if asks else ends(Outcome.HELD, because)
    if previews:  # whatever stands beside it is only tried out
        return preview(case, answer=case.answerable)
    tried = [(command, carry_out(case, command, read.words)) for command in read.commands]
    done = [(command, one) for command, one in tried if not (command.implied and one.refused)]
    if not done:
        return None
    beside = _beside(case, read, {command.verb for command, one in done if not one.refused})
    outcomes = [one.outcome for _, one in done]
    return Decision(
        outcome=strongest(outcomes),
        because=f"it orders {', '.join(command.verb.value for command, _ in done)}",
        effects=(*(e for _, one in done for e in one.effects), *beside.effects),
        tells=(*(t for _, one in done for t in one.tells), *_transcript(case, done), *beside.tells),
        told=(*(_line(case, command, one) for command, one in done), *beside.told),
    )


def _may_order(case: Case, read: Orders) -> bool:
    """The token of a conversation is for that one (R-76): what would change another request needs a proven sender."""
    elsewhere = any(_names(c) and c.verb not in CHANGES_NOTHING for c in read.commands)
    return case.may_order and (case.proven or not elsewhere)


def _is_prose(case: Case, read: Orders) -> bool:
    """Whether the verb is an ordinary word: of a new mail that asks for something or says more, of a person's question.
    Who wants to be forgotten may say why."""
    if case.understanding.purpose is Purpose.QUESTION and read.run_on:
        return True
    if case.recognition.thread.request or (not read.words and any(map(_names, read.commands))):
        return False
    why = read.spoken and {command.verb for command in read.commands} != {Verb.FORGET}
    return filing.asks(case) or read.run_on or (why and bool(read.words))


def _beside(case: Case, read: Orders, verbs: Collection[Verb]) -> Decision:
    """What the words beside the carried out `verbs` do: a wish of their own is filed, fields change, all else is kept as
    it stands."""
    nothing = Decision(outcome=Outcome.COMMAND, because="")
    request = case.recognition.thread.request
    if request is None or not read.words:
        return nothing
    if Verb.SEPARATE not in verbs and asks_for_something_else(case, request):
        return filing.request(case) or replace(nothing, effects=(remark(case, request, read.words),))
    if WITH_WORDS.intersection(verbs):
        return nothing
    said = what_it_says(case)
    if case.snapshot.person == request.requester and merge(request.fields, said.fields):
        effects, tells = field_changes(case, request, said, case.understanding.because)
        return replace(nothing, effects=effects, tells=tells)
    heeded = case.divided or len(read.words.split()) >= heard.SOME_WORDS
    tells = heard.tell_team(case, request) if heeded else ()
    return replace(nothing, effects=(remark(case, request, read.words),), tells=tells)


def _line(case: Case, command: Command, done: Done) -> Told:
    request = _about(case, command)
    return told(done.outcome, f"{command.verb.value}: {done.says}", request.ref if request else None)


def _names(command: Command) -> bool:
    """Whether a reference, a number or a name stands behind the verb."""
    return bool(command.argument) and command.verb in NAMING


def _about(case: Case, command: Command) -> RequestView | None:
    """The one request that a verb is about: the sender's own that it names, else that of the conversation."""
    here = case.recognition.thread.request
    if not _names(command) or (here and case.is_named(here, command)):
        return here
    named = case.requests_of(command)
    return named[0] if len(named) == 1 else None


def carry_out(case: Case, command: Command, words: str = "") -> Done:
    """What one verb does, with the `words` beside it where they belong to it; a refusal is what it says."""
    request = _about(case, command)
    try:
        if command.verb in _ANYWHERE:
            return _ANYWHERE[command.verb](case, command)
        if command.verb in PACES and (request or (command.verb in _OF_ALL and not _names(command))):
            return _pace(case, command, request)
        if request is None:
            return Done(says="no_request", refused=True)
        said = replace(command, argument=words) if command.verb in WITH_WORDS else command
        return _ABOUT_A_REQUEST[command.verb](case, said, request)
    except Refused as error:
        return Done(says=str(error), refused=True)


# verbs that need no request, and those that then are about all of them


def _status(case: Case, command: Command) -> Done:
    """About those of theirs that they name, or about all; of another's what everybody may know. A number that they may not
    know of says as little as one that is not there (RELIABILITY R-80)."""
    shared = case.shared(case.ref_named(command))
    if shared and not case.requests_of(command):
        return Done(tells=report(case, (shared,)), says="status")
    return Done(tells=report(case, case.requests_of(command) or case.snapshot.mine), says="status")


def _help(case: Case, _: Command) -> Done:
    context = contexts.help_text(team=team.is_member(case), example=f"{case.policy.prefix}-7")
    return Done(tells=_answer(case, NoticeKind.HELP, context), says="help")


def _form(case: Case, _: Command) -> Done:
    return Done(tells=_answer(case, NoticeKind.FORM, contexts.form()), says="form")


def _forget(case: Case, _: Command) -> Done:
    """The first of two steps; also for the second one's word where it answers nothing, or too late."""
    tells = (forgetting.ask(case),) if case.answerable else ()
    return Done(tells=tells, says="forget")


PACES: Mapping[Verb, Pace] = {
    Verb.MUTE: Pace.NOTHING,
    Verb.WEEKLY: Pace.WEEKLY,
    Verb.DECISIONS: Pace.DECISIONS,
    Verb.EVERYTHING: Pace.EVERYTHING,
}


_OF_ALL = frozenset({Verb.WEEKLY, Verb.DECISIONS, Verb.EVERYTHING})
"""Those that are about all requests where none is named and the mail belongs to no conversation."""


def _pace(case: Case, command: Command, request: RequestView | None) -> Done:
    """What may be the answer to our question how fast the connection must be is not about mails."""
    if command.implied and _asked_how_fast(case):
        return Done(says="no_request", refused=True)
    target = Existing(number=request.number) if request else None
    pace = SetPace(address=case.sender.address, pace=PACES[command.verb], target=target)
    return Done(effects=(pace,), says=pace.pace.value + ("" if target else "_all"))


def _asked_how_fast(case: Case) -> bool:
    answered = case.snapshot.answered
    return answered is not None and Field.PERFORMANCE in answered.asked


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
    Verb.STOP: _stop,
}


# verbs about the request whose conversation the mail belongs to


def _vote(case: Case, command: Command, request: RequestView) -> Done:
    """What somebody only says of theirs (`we need it too`) is no vote of whoever votes already."""
    person = case.snapshot.person
    if command.implied and person and person.id in request.asking:
        return Done(says="voted", refused=True)
    join = replace(_join(case, request, Part.VOTER), reason=command.argument[: filing.MAX_REASON])
    return Done(effects=(join,), outcome=Outcome.VOTE, says="voted")


def _unvote(case: Case, _: Command, request: RequestView) -> Done:
    return unvote(case, request)


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


def _separate(case: Case, command: Command, request: RequestView) -> Done:
    return separate(case, request, command.argument)


_ABOUT_A_REQUEST: Mapping[Verb, Callable[[Case, Command, RequestView], Done]] = {
    Verb.VOTE: _vote,
    Verb.UNVOTE: _unvote,
    Verb.WATCH: _watch,
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
    abouts = [_about(case, command) for command, _ in rows]
    request = case.recognition.thread.request or (abouts[0] if len(rows) == 1 else None)
    context = contexts.command_done(
        ref=request.ref if request else "",
        name=request.name if request else "",
        status=request.status if request else None,
        lines=[
            contexts.command_line(
                c.verb.value, d.says, refused=d.refused, shows={**d.shows, **_which(case, view, request)}
            )
            for (c, d), view in zip(rows, abouts, strict=True)
        ],
    )
    return _answer(case, NoticeKind.COMMAND_DONE, context, request)


def _which(case: Case, view: RequestView | None, request: RequestView | None) -> Mapping[str, Json]:
    """The request that a line is about, where it is another one than the mail's `request`, as far as the sender may know."""
    if view is None or view == request:
        return {}
    return {"about_ref": view.ref if view.known_to(case.sender.address) else view.name}


def _answer(
    case: Case, kind: NoticeKind, context: contexts.Context, request: RequestView | None = None
) -> tuple[Tell, ...]:
    if not case.answerable:
        return ()
    request = request or case.recognition.thread.request
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
