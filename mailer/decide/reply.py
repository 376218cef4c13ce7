"""A mail inside a conversation: what it adds to its request, or that its author wants to hear no more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mailer.decide import championship, heard, held, reactions
from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import AddReason, Ask, Decision, Effect, Existing, Remark, SetFields, SetPace, Tell
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import NoticeKind
from mailer.model.people import Pace, Part, canonical
from mailer.model.request import Details, Field, Purpose, Role, Value
from mailer.model.snapshot import RequestView
from mailer.recognise.commands import says_more
from mailer.recognise.threads import Via
from mailer.rules.merge import merge
from mailer.rules.names import alike
from mailer.rules.token import Use

NAMES = frozenset({Field.INTEGRATION_NAME})
OWN_WORDS = frozenset({"body", "subject"})
"""Where the author's own words of a mail stand."""
STEP_DOWN = "step down"
"""The verb that says in two words what they said in a sentence."""


def unsubscribe(case: Case) -> Decision | None:
    """A mail to the List-Unsubscribe address (RFC 2369): its signed token is authority enough for this and no more."""
    claims = case.recognition.keys.bearing(Use.STOP)
    if claims is None:
        return None
    followed = case.snapshot.requests.get(claims.number)
    number = followed.number if followed else claims.number
    target = Existing(number=number) if number else None
    stop = SetPace(address=case.sender.address, pace=Pace.NOTHING, target=target)
    about = " about this request" if target else ""
    return ends(Outcome.COMMAND, f"its sender wants no more news{about}", effects=(stop,))


def reply(case: Case) -> Decision | None:
    """What a participant says about their request."""
    request = case.recognition.thread.request
    if request is None or asks_for_something_else(case, request):
        return None
    if not _may_speak(case):
        return ends(Outcome.HELD, f"a reply, but {case.recognition.sender.because}", request=request)
    return _in_parts(case, request) if case.divided else _whole(case, request)


def _in_parts(case: Case, request: RequestView) -> Decision:
    """Each part of a reply about several requests goes its own way; where some of it belongs to none of them, the whole
    of it is shown to a person in the conversation of `request`, and changes nothing there."""
    about = ((part, part.recognition.thread.request) for part in case.parts)
    said = [_whole(part, view) for part, view in about if view]
    if case.unclear or _brings_along(case):
        answered = any(tell.to == case.sender for one in said for tell in one.tells)
        said.append(_unclear(case, request, answered=answered))
    # one mail of a kind about a request: the last one shows the team the whole
    tells = {(tell.kind, tell.to.address, tell.target): tell for one in said for tell in one.tells}
    return Decision(
        outcome=strongest([one.outcome for one in said]),
        because="; ".join(dict.fromkeys(one.because for one in said)),
        effects=tuple(effect for one in said for effect in one.effects),
        tells=tuple(tells.values()),
        told=tuple(line for one in said for line in one.told),
    )


def _brings_along(case: Case) -> bool:
    """Whether values stand in what came with a mail: of its several requests nobody can tell which they are for."""
    values = (value for one in case.understanding.requests for value in one.fields.values())
    return any(value.evidence.where not in OWN_WORDS for value in values)


def _unclear(case: Case, request: RequestView, *, answered: bool) -> Decision:
    because = "it names a request that is not its sender's, or not clearly what it says of which"
    tells = heard.tell_team(case, request)
    if not answered and _is_mine(case, request):
        tells = (*_tell_details(case, request, {}, (), contexts.NOTHING_OFFERED), *tells)
    elif not answered:
        tells = (*heard.tell_sender(case, request), *tells)
    return ends(Outcome.DETAILS, because, effects=(remark(case, request),), tells=tells, request=request)


def _whole(case: Case, request: RequestView) -> Decision:
    decision = _said_about(case, request)
    gone = reactions.given_up(case, request)
    effects, tells = reactions.give_up(case, request, gone) if gone else ((), ())
    return replace(
        decision,
        effects=(
            *decision.effects,
            *effects,
            *_asks_no_more(case, request),
            *reactions.reaction(case, request),
        ),
        tells=(*decision.tells, *tells),
    )


def _said_about(case: Case, request: RequestView) -> Decision:
    target = Existing(number=request.number)
    offers, gone = championship.new_offers(case, request), reactions.given_up(case, request)
    if _has_details(case) and (_is_mine(case, request) or not gone):
        return _details(case, request)
    if gone and not offers:
        return _stepped_down(case, request, gone)
    if _only_thanks(case, request):
        return ends(Outcome.IGNORED, case.understanding.because, request=request)
    if offers:
        return _offered(case, request, offers, gone)
    if case.understanding.purpose is Purpose.QUESTION:
        return _to_be_read(case, request, held.question_about(case, target))
    return _details(case, request)


def _asks_no_more(case: Case, request: RequestView) -> tuple[Effect, ...]:
    """A requester who does not want to be asked is neither asked nor reminded again."""
    refuses = case.answers is not None and case.answers.refuses and request.requester == case.snapshot.person
    return (Ask(target=Existing(number=request.number), fields=()),) if refuses else ()


def _only_thanks(case: Case, request: RequestView) -> bool:
    more = says_more(case.message.new_text, case.policy.grammar)
    return case.understanding.purpose is Purpose.THANKS and not more and not reactions.reaction(case, request)


def _offered(case: Case, request: RequestView, offers: Sequence[Role], gone: Sequence[Role]) -> Decision:
    """They offer help; where they give something up for it, the team reads why."""
    decision = _champion(case, request, offers, gone)
    if not gone:
        return decision
    effects, tells = (remark(case, request),), heard.tell_team(case, request)
    return replace(decision, effects=(*decision.effects, *effects), tells=(*decision.tells, *tells))


def _stepped_down(case: Case, request: RequestView, gone: Sequence[Role]) -> Decision:
    """They no longer help, and hear that this is noted; the team reads their words."""
    line = contexts.command_line(STEP_DOWN, "stepped_down", shows={"roles": [role.value for role in gone]})
    context = contexts.command_done(ref=request.ref, name=request.name, lines=[line])
    answer = (_answer(case, NoticeKind.COMMAND_DONE, request, context),) if case.answerable else ()
    because = f"they no longer help with {', '.join(gone)}"
    tells = (*answer, *heard.tell_team(case, request))
    return ends(Outcome.COMMAND, because, effects=(remark(case, request),), tells=tells, request=request)


def _is_mine(case: Case, request: RequestView) -> bool:
    return request.requester is not None and case.snapshot.person == request.requester


def _to_be_read(case: Case, request: RequestView, decision: Decision) -> Decision:
    """A person of the team is shown the words, and their author hears that."""
    tells = (*decision.tells, *heard.tell_sender(case, request), *heard.tell_team(case, request))
    return replace(decision, tells=tells)


def _may_speak(case: Case) -> bool:
    """A token made for the sender is enough to add details unless our border host refuted the sender (R-70).

    For one of the team it is not: what they add is read as the team's word.
    """
    of_team = canonical(case.sender.address) in case.policy.team
    by_token = case.recognition.thread.via is Via.TOKEN and not of_team
    return case.proven or (by_token and not case.recognition.sender.refuted)


def asks_for_something_else(case: Case, request: RequestView) -> bool:
    """A request for another known product inside an old conversation is a request of its own, not a correction; so is a
    form that is filled in for something else."""
    if case.recognition.keys.bearing(Use.FORM):
        return any(not _is_named_so(one, request) for one in case.understanding.requests)
    if case.divided:
        return False
    answered = case.answers is not None and any(not one.aside for one in case.answers.fields.values())
    if case.understanding.purpose is not Purpose.REQUEST or answered:
        return False
    products = {d.product for d in case.understanding.requests}
    return bool(products) and all(p and p != request.product for p in products) and bool(request.product)


def _is_named_so(details: Details, request: RequestView) -> bool:
    """Whether what is asked for can be what `request` is about; where no name is given it is."""
    name = details.text(Field.INTEGRATION_NAME)
    return (
        not name or alike(name, request.name) or bool(details.product and details.product == request.product)
    )


def _has_details(case: Case) -> bool:
    return bool(what_it_says(case).fields)


def what_it_says(case: Case) -> Details:
    """What the reply says. In the conversation about a request its own words are read as `answers`; what it brings along
    (a filled form, an attached description, a mail passed on) is read without knowing the request."""
    free = case.understanding.requests[0] if case.understanding.requests else Details()
    fields = {name: value for name, value in free.fields.items() if name not in NAMES}
    if case.answers is None:
        return Details(kind=free.kind, fields=fields, product=free.product)
    brought = {name: value for name, value in fields.items() if value.evidence.where not in OWN_WORDS}
    if case.divided:
        brought = {}
    return Details(
        kind=free.kind,
        fields={**brought, **case.answers.fields},
        product=case.answers.product or free.product,
    )


def _details(case: Case, request: RequestView) -> Decision:
    said, offers = what_it_says(case), championship.new_offers(case, request)
    because = case.understanding.because if said.fields else "a reply in the conversation"
    if not _is_mine(case, request):
        return _remarked(case, request, offers)
    joins, offered = championship.offer_beside(case, request, offers)
    offered = replace(offered, given_up=reactions.given_up(case, request))
    effects, tells = field_changes(case, request, said, because, offered)
    changed = merge(request.fields, said.fields)
    if changed and heard.says_more(case):
        effects = (*effects, remark(case, request))
    if not (joins or changed) or offered.given_up or heard.needs_a_person(case, request):
        tells = (*tells, *heard.tell_team(case, request))
    effects = (*effects, *joins)
    return ends(Outcome.DETAILS, because, effects=effects, tells=tells, request=request)


def _remarked(case: Case, request: RequestView, offers: Sequence[Role]) -> Decision:
    """What somebody other than the requester says changes no field: it is kept as it stands."""
    words = _said_of_theirs(case, request)
    if offers:
        offer = _champion(case, request, offers)
        return replace(offer, effects=(*offer.effects, *words))
    because = "a reply by somebody who takes part"
    return _to_be_read(case, request, ends(Outcome.DETAILS, because, effects=words, request=request))


def _said_of_theirs(case: Case, request: RequestView) -> tuple[Effect, ...]:
    """A line in the timeline, and one reason more of a voter's."""
    person = case.snapshot.person
    votes = person and any(p.part is Part.VOTER and p.person.id == person.id for p in request.participants)
    reason = AddReason(target=Existing(number=request.number), address=case.sender.address, reason=case.words)
    return (remark(case, request), reason) if votes and case.words else (remark(case, request),)


def field_changes(
    case: Case,
    request: RequestView,
    said: Details,
    because: str,
    offered: contexts.Offered = contexts.NOTHING_OFFERED,
) -> tuple[tuple[Effect, ...], tuple[Tell, ...]]:
    """The effects and the answer when the requester says `said` about `request`, and `offered` beside it."""
    changed = merge(request.fields, said.fields)
    still = [name for name in request.missing if name not in changed]
    asked = contexts.questions(still, request.asked) if _may_ask(case, request) else ()
    if not changed:
        return (remark(case, request),), _tell_details(case, request, changed, (), offered)
    effects: list[Effect] = [set_fields(case, request, changed, said.product, because)]
    if asked:
        effects.append(Ask(target=Existing(number=request.number), fields=asked))
    return tuple(effects), _tell_details(case, request, changed, asked, offered)


def _may_ask(case: Case, request: RequestView) -> bool:
    refuses = case.answers is not None and case.answers.refuses
    # a reply about several requests would be answered with as many mails of questions
    answered = case.snapshot.answered
    several = answered is not None and answered.of_several
    return request.rounds < case.policy.most_rounds and not refuses and not several


def set_fields(
    case: Case, request: RequestView, changed: Mapping[Field, Value], product: str, because: str
) -> SetFields:
    """The sender of this mail gives fields of `request` the values `changed`."""
    return SetFields(
        target=Existing(number=request.number),
        values=changed,
        product=product,
        actor=case.sender.address,
        because=because,
    )


def remark(case: Case, request: RequestView, text: str = "") -> Remark:
    """What the mail says (or the part of it in `text`) stands in the timeline of `request`, word for word."""
    target = Existing(number=request.number)
    return Remark(target=target, what="mail", text=text or case.message.new_text, actor=case.sender.address)


def _tell_details(
    case: Case,
    request: RequestView,
    changed: Mapping[Field, Value],
    asked: tuple[Field, ...],
    offered: contexts.Offered,
) -> tuple[Tell, ...]:
    within = case.snapshot.budget.answers_today < case.policy.answers_a_day
    if not within or case.snapshot.suppressed:
        return ()
    name = changed[Field.INTEGRATION_NAME].text if Field.INTEGRATION_NAME in changed else request.name
    changes = [
        contexts.Change(field=f, old=request.details.text(f), new=changed[f].text)
        for f in Field
        if f in changed
    ]
    still_open = [
        f for f in contexts.MOST_USEFUL_FIRST if f in request.missing and f not in changed and f not in asked
    ]
    context = contexts.details_received(
        ref=request.ref,
        name=name,
        status=request.status,
        changes=changes,
        asked=asked,
        still_open=still_open if changes else (),
        offered=offered,
    )
    return (_answer(case, NoticeKind.DETAILS_RECEIVED, request, context),)


def champion(case: Case, request: RequestView) -> Decision:
    """What the sender offers to do for `request`, until the team says yes."""
    return _champion(case, request, case.understanding.offers)


def _champion(
    case: Case, request: RequestView, offers: Sequence[Role], gone: Sequence[Role] = ()
) -> Decision:
    effects, tells = championship.offer(case, request, offers, gone)
    return ends(Outcome.CHAMPION, case.understanding.because, effects=effects, tells=tells, request=request)


def _answer(case: Case, kind: NoticeKind, request: RequestView, context: contexts.Context) -> Tell:
    return Tell(
        kind=kind,
        to=case.sender,
        target=Existing(number=request.number),
        context=context,
        language=case.language,
        answer_to=case.origin,
    )
