"""Many votes from one domain within a day: whoever owns a domain owns any number of addresses in it (RELIABILITY R-84).

So a person looks at what is beyond the bound; nothing is lost, and a real crowd of colleagues is counted by one word.
"""

from mailer.decide.case import Case, ends
from mailer.decide.held import tell_once_a_day
from mailer.model.decision import Decision, Existing, Join, Merge
from mailer.model.inbox import Outcome
from mailer.model.people import Part
from mailer.model.snapshot import RequestView


def held_back(case: Case, decision: Decision) -> Decision:
    """The decision itself, or, where it would count one vote too many of the sender's domain, the mail held for a person."""
    request = next((view for view in _voted_for(case, decision) if _crowded(case, view)), None)
    if request is None:
        return decision
    votes, domain = case.snapshot.votes_nearby[request.number], case.sender.address.rpartition("@")[2]
    because = (
        f"{votes} people of {domain} asked for {request.ref} within a day; "
        f"`mailer inbox file {case.row.id} --as vote --into {request.ref}` counts this one too"
    )
    return ends(Outcome.HELD, because, tells=tell_once_a_day(case), request=request)


def _voted_for(case: Case, decision: Decision) -> list[RequestView]:
    """What the sender asks for too by this mail: as a voter, or because their own request goes on as that one."""
    own, votable = {view.number for view in case.snapshot.pending}, case.snapshot.votable
    numbers = []
    for effect in decision.effects:
        match effect:
            case Join(part=Part.VOTER, target=Existing(number=number), address=case.sender):
                numbers.append(number)
            case Merge(target=Existing(number=waiting), into=Existing(number=number)) if waiting in own:
                numbers.append(number)
    return [votable[number] for number in numbers if number in votable]


def _crowded(case: Case, request: RequestView) -> bool:
    person, most = case.snapshot.person, case.policy.votes_a_domain
    counted = person is not None and person.id in request.asking
    return bool(most) and not counted and case.snapshot.votes_nearby.get(request.number, 0) >= most
