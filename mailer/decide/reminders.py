"""What we say of our own accord when it is quiet: one reminder of open questions, an honest word that nothing happened,
and a champion who does not react.

Each mail has a key, so that whoever looks again, or at the same time, says nothing twice.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from mailer.decide.audience import audience
from mailer.decide.preferences import hears
from mailer.decide.seats import seats_are_free
from mailer.model import contexts
from mailer.model.decision import Decision, Effect, Existing, Offer, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import OfferState, Participant, Person, pace_of
from mailer.model.request import Role
from mailer.model.snapshot import RequestView
from mailer.model.status import Status

QUARTER = timedelta(days=91)
"""Between two mails that say that nothing happened."""
TOO_LATE = timedelta(days=30)
"""Who was not reminded so long after the day, because we did not run, is not reminded any more."""


def reminder(
    *requests: RequestView, first: int, heard: Mapping[int, datetime], now: datetime, wait: timedelta
) -> Decision | None:
    """Remind the requester of `requests`, which one mail asked for, once of what they were asked and have said nothing
    about. `first` is the number of the first request of that mail; `heard`, number of a request -> when they last said
    something there. None when there is nothing to say."""
    due = [
        (request, open_questions)
        for request in requests
        if wait <= now - heard[request.number] <= wait + TOO_LATE
        and _hears_as_requester(request)
        and (open_questions := [name for name in request.asked if name in request.missing])
    ]
    if not due or (requester := due[0][0].requester) is None:
        return None
    cards = [contexts.open_questions(ref=one.ref, name=one.name, asked=names) for one, names in due]
    tell = _tell(
        NoticeKind.REMINDER,
        due[0][0],
        requester,
        Audience.REQUESTER,
        contexts.reminder(cards),
        f"reminder:{first}",
    )
    refs = ", ".join(request.ref for request, _ in due)
    return _decision(f"{refs}: a reminder of the open questions", tells=(tell,))


def _hears_as_requester(request: RequestView) -> bool:
    person = request.requester
    return person is not None and hears(
        pace_of([part for part in request.participants if part.person.id == person.id])
    )


def no_news(
    request: RequestView, last_move: datetime, now: datetime, wait: timedelta, lately: Collection[int] = ()
) -> Decision:
    """Tell those who wait that nothing has happened since `last_move`: after `wait`, and then each quarter at most, which
    is why nobody of those who were told `lately` (by number of the person) hears it again, whatever happened since.

    Before the team has looked at a request, only its requester hears of it (RELIABILITY R-79).
    """
    tells = []
    for listener in audience(request, actor=""):
        if listener.person.id in lately:
            continue
        reviewed = request.status is not Status.SUBMITTED or listener.audience is Audience.REQUESTER
        since = max(
            last_move, min(p.since for p in request.participants if p.person.id == listener.person.id)
        )
        if not reviewed or now - since < wait:
            continue
        context = contexts.no_news(
            ref=request.ref,
            name=request.name,
            status=request.status,
            release=request.release,
            votes=request.votes,
            months=max(1, round((now - last_move) / timedelta(days=30))),
        )
        times = int((now - since - wait) / QUARTER)
        key = f"no_news:{request.number}:{listener.person.id}:{since:%Y%m%d}:{times}"
        tells.append(_tell(NoticeKind.NO_NEWS, request, listener.person, listener.audience, context, key))
    return _decision(f"{request.ref}: nothing has happened", tells=tuple(tells))


def silent_champions(request: RequestView, now: datetime, patience: timedelta) -> Decision:
    """Ask champions who did not react once more; whoever then stays silent lapses, and the voters are asked, once.

    Only for what the request's status needs now: once it has gone on, nobody waits for it.
    """
    due = [p for p in request.participants if _is_silent(p, request, now, patience)]
    effects: list[Effect] = []
    tells: list[Tell] = []
    for person in {p.person.id: p.person for p in due}.values():
        silent = [p for p in due if p.person.id == person.id and p.asks < 2]
        again = [p.role for p in silent if p.role]
        gone = [p.role for p in due if p.person.id == person.id and p.role and p.asks >= 2]
        target = Existing(number=request.number)
        if again:
            effects.append(_offer(target, person, again, OfferState.CONFIRMED, asks=2))
            tells.append(_asked_again(request, person, again, _asked_at(silent)))
        if gone:
            effects.append(_offer(target, person, gone, OfferState.LAPSED))
            tells += seats_are_free(request, person, gone)
    return _decision(f"{request.ref}: champions who do not react", tuple(effects), tuple(tells))


def _offer(
    target: Existing, person: Person, roles: Sequence[Role], state: OfferState, *, asks: int = 0
) -> Offer:
    return Offer(target=target, address=person.address, roles=tuple(roles), state=state, asks=asks)


def _is_silent(champion: Participant, request: RequestView, now: datetime, patience: timedelta) -> bool:
    needed = champion.role in contexts.ASKED_OF_CHAMPIONS.get(request.status, ())
    asked = champion.asked_at is not None and now - champion.asked_at >= patience
    return needed and asked and champion.state is OfferState.CONFIRMED


def _asked_at(champions: Sequence[Participant]) -> datetime:
    return max(p.asked_at for p in champions if p.asked_at)


def _asked_again(request: RequestView, person: Person, roles: Sequence[Role], asked: datetime) -> Tell:
    context = contexts.champion_reminder(
        ref=request.ref, name=request.name, status=request.status, asked=roles
    )
    # each asking has its own key: a champion who reacts, or steps down and offers again, is asked anew
    key = f"champion:{request.number}:{person.id}:{request.status.value}:{'+'.join(roles)}:{asked:%Y%m%d%H}"
    return _tell(NoticeKind.CHAMPION_REMINDER, request, person, Audience.CHAMPION, context, key)


def _tell(
    kind: NoticeKind,
    request: RequestView,
    person: Person,
    role: Audience,
    context: contexts.Context,
    key: str,
) -> Tell:
    return Tell(
        kind=kind,
        to=Address(name=person.name, address=person.address),
        target=Existing(number=request.number),
        context=context,
        language=person.language,
        role=role,
        period_key=key,
    )


def _decision(because: str, effects: tuple[Effect, ...] = (), tells: tuple[Tell, ...] = ()) -> Decision:
    return Decision(outcome=Outcome.COMMAND, because=because, effects=effects, tells=tells)
