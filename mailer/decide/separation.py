"""A voter says that what they ask for is not the same: their wish is a request of its own, with the words they say it by."""

from mailer.decide import heard
from mailer.decide.announcing import announce
from mailer.decide.apart import acknowledge, take_apart
from mailer.decide.case import Case
from mailer.decide.done import Done
from mailer.decide.merging import unmerge
from mailer.decide.reply import remark
from mailer.model import contexts
from mailer.model.decision import Existing, New, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import NoticeKind
from mailer.model.people import Part
from mailer.model.request import SURE, Details, Evidence, Field, Value
from mailer.model.snapshot import RequestView

NAMES = (Field.INTEGRATION_NAME, Field.CATEGORY)
"""What a request of one's own has in common with the one that it was taken for."""


def separate(case: Case, request: RequestView, words: str) -> Done:
    """What the sender asks for stands on its own from now on; `words` are what the mail says of it. Refused to whoever
    has no vote for `request`."""
    person = case.snapshot.person
    mine = request.participant(person.id) if person else None
    before = case.snapshot.merged.get(mine.came_with) if mine else None
    if before:
        return _again(case, before, request, words)
    if mine is None or mine.part is not Part.VOTER:
        return Done(says="not_voted", refused=True)
    return _anew(case, request, _own_fields(case, request, mine.reason, words))


def _anew(case: Case, request: RequestView, fields: dict[Field, Value]) -> Done:
    """The vote ends, and a request of their own is opened."""
    details = Details(kind=request.kind, fields=fields)
    language = case.language
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
    tells = ((card,) if case.answerable else ()) + announce(case, New(slot=0), details)
    return Done(effects=effects, tells=tells, outcome=Outcome.REQUEST, says="separated")


def _again(case: Case, before: RequestView, request: RequestView, words: str) -> Done:
    """The request that they made, and the team merged, is their own again, and the words are about that one; the others
    of it are told."""
    decision = unmerge(before, request, actor=case.sender.address)
    said = (remark(case, before, words),) if words else ()
    heard_of = heard.tell_team(case, before) if words else ()
    return Done(
        effects=(*decision.effects, *said),
        tells=(*decision.tells, *_acknowledge(case, before), *heard_of),
        outcome=Outcome.REQUEST,
        says="separated",
    )


def _acknowledge(case: Case, before: RequestView) -> tuple[Tell, ...]:
    card = contexts.card(ref=before.ref, details=before.details, status=before.status)
    tell = Tell(
        kind=NoticeKind.ACKNOWLEDGEMENT,
        to=case.sender,
        target=Existing(number=before.number),
        context=contexts.acknowledgement(cards=[card]),
        language=case.language,
        answer_to=case.origin,
    )
    return (tell,) if case.answerable else ()


def _own_fields(case: Case, request: RequestView, *words: str) -> dict[Field, Value]:
    """The names of the request that it was taken for, what else the mail says, and the author's `words`."""
    said = case.understanding.requests[0].fields if case.understanding.requests else {}
    fields = {name: value for name, value in said.items() if name not in NAMES}
    fields |= {name: request.fields[name] for name in NAMES if name in request.fields}
    reason = "\n".join(filter(None, words))
    if reason:
        told = Evidence(text=reason, where="body", confidence=SURE)
        fields[Field.USE_CASE] = Value(items=(reason,), evidence=told)
    return fields
