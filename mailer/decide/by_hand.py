"""A person of the team says what a mail is, whatever was understood: each word of theirs gives it one outcome, once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from mailer.decide.case import Case, ends
from mailer.decide.filing import MAX_REASON, file, tell_voter
from mailer.decide.reply import champion, remark, set_fields, what_it_says
from mailer.decide.unproven import nothing_left_waiting
from mailer.errors import Misused, Refused
from mailer.model.decision import Decision, Existing, Join, New, OpenRequest, Remark, Target
from mailer.model.inbox import Outcome
from mailer.model.people import Part, canonical
from mailer.model.request import Details, Purpose
from mailer.model.snapshot import RequestView
from mailer.rules.merge import merge


class FiledAs(StrEnum):
    """What a person may say that a mail is (CONTRACT: `mailer inbox file --as`)."""

    REQUEST = "request"
    DETAILS = "details"
    VOTE = "vote"
    CHAMPION = "champion"
    THANKS = "thanks"
    IGNORED = "ignored"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


NEEDS_NOTHING = {
    FiledAs.THANKS: Outcome.IGNORED,
    FiledAs.IGNORED: Outcome.IGNORED,
    FiledAs.AUTO_REPLY: Outcome.AUTO_REPLY,
    FiledAs.BOUNCE: Outcome.BOUNCE,
}
"""What is only put on record."""


def file_as(case: Case, kind: FiledAs, into: RequestView | None, actor: str) -> Decision:
    """Return what the mail of `case` does when `actor` says that it is a `kind`, added to the request `into`.

    Its author hears of it only when proven. Raises Misused where the order lacks something, Refused where the mail does.
    """
    because = f"filed as {kind.value} by a person of the team ({actor})"
    case = replace(case, understanding=replace(case.understanding, because=because))
    if kind in NEEDS_NOTHING:
        decision = ends(NEEDS_NOTHING[kind], because)
    elif kind is FiledAs.REQUEST:
        decision = _request(case, into)
    elif into is None:
        raise Misused(f"--as {kind.value} needs --into REF")
    else:
        decision = INTO[kind](case, into)
    lines = tuple(Remark(target=t, what="filed", text=because, actor=actor) for t in _targets(decision))
    noted = replace(decision, because=because, effects=(*decision.effects, *lines))
    return nothing_left_waiting(case, noted, actor)


def _request(case: Case, into: RequestView | None) -> Decision:
    if into:
        raise Misused(
            "a request of its own is not added to another one: leave --into away, or use --as details"
        )
    if case.message.sender is None:
        raise Refused(
            "the mail has no readable sender, so nobody could be told; add it to a request with --into"
        )
    wanted = case.understanding.requests or (Details(),)
    understanding = replace(case.understanding, purpose=Purpose.REQUEST, requests=wanted)
    return file(replace(case, understanding=understanding))


def _details(case: Case, into: RequestView) -> Decision:
    """The requester's words change fields; everybody else's stand in the timeline, as in their own replies."""
    said, requester = what_it_says(case), into.requester
    mine = requester and canonical(requester.address) == canonical(case.sender.address)
    changed = merge(into.fields, said.fields) if mine else {}
    because = case.understanding.because
    effect = set_fields(case, into, changed, said.product, because) if changed else remark(case, into)
    return ends(Outcome.DETAILS, because, effects=(effect,), request=into)


def _vote(case: Case, into: RequestView) -> Decision:
    _needs_sender(case)
    because = case.understanding.because
    join = Join(
        target=Existing(number=into.number),
        address=case.sender,
        part=Part.VOTER,
        reason=case.message.new_text[:MAX_REASON],
        language=case.language,
        subject=case.message.subject,
        because=because,
    )
    known = case.snapshot.person and into.participant(case.snapshot.person.id)
    tells = tell_voter(case, into, into.votes if known else into.votes + 1)
    return ends(Outcome.VOTE, because, effects=(join,), tells=tells, request=into)


def _champion(case: Case, into: RequestView) -> Decision:
    _needs_sender(case)
    if not case.understanding.offers:
        raise Refused(
            "the mail names none of the five ways to help; "
            f"`mailer champion {into.ref} {case.sender.address} --role ROLE` says which one it is"
        )
    return champion(case, into)


INTO: Mapping[FiledAs, Callable[[Case, RequestView], Decision]] = {
    FiledAs.DETAILS: _details,
    FiledAs.VOTE: _vote,
    FiledAs.CHAMPION: _champion,
}


def _needs_sender(case: Case) -> None:
    if case.message.sender is None:
        raise Refused("the mail has no readable sender who could take part")


def _targets(decision: Decision) -> tuple[Target, ...]:
    """The requests that it touches, each once."""
    found: dict[Target, None] = {}
    for effect in decision.effects:
        target = New(slot=effect.slot) if isinstance(effect, OpenRequest) else getattr(effect, "target", None)
        if target:
            found[target] = None
    return tuple(found)
