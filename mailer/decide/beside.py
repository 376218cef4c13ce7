"""What a mail asks or reports beside the requests in it: it waits for a person, and the request does not wait for that."""

from mailer.decide import heard
from mailer.decide.case import Case
from mailer.model.decision import Effect, Existing, New, Remark, Tell
from mailer.model.notice import Audience
from mailer.model.snapshot import RequestView


def note(case: Case, target: New | Existing) -> tuple[Effect, ...]:
    """It stands in the timeline of `target`."""
    text = "\n".join(case.understanding.beside)
    return (Remark(target=target, what="question", text=text, actor=case.sender.address),) if text else ()


def tell_team(case: Case, joined: RequestView | None) -> tuple[Tell, ...]:
    """The team's mail about a new request shows it; of a wish that `joined` an old one the team hears the words."""
    return heard.tell_team(case, joined, Audience.VOTER) if joined and case.understanding.beside else ()
