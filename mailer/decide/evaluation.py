"""A person of the team scores a request under one of the criteria."""

import re

from mailer.errors import Refused
from mailer.model.decision import Decision, Existing, Score
from mailer.model.evaluation import BY_PEOPLE, HIGHEST, LOWEST, Criterion
from mailer.model.inbox import Outcome
from mailer.model.snapshot import RequestView

ORDER = re.compile(
    r"(?P<criterion>[a-z]+)[ :=]+(?P<mark>\d{1,3})\b[ :,.;-]*(?P<note>.*)", re.IGNORECASE | re.DOTALL
)


def score(request: RequestView, criterion: str, mark: int, *, note: str, actor: str) -> Decision:
    """Note what `actor` gives `request`. Refused for a criterion that people do not score, and for no mark of 1 to 5."""
    if request.closed_by:
        raise Refused(f"{request.ref} is closed ({request.closed_by})")
    chosen = _criterion(criterion)
    if not LOWEST <= mark <= HIGHEST:
        raise Refused(f"{mark} is no mark; {LOWEST} to {HIGHEST}, and {HIGHEST} is always good for us")
    effect = Score(
        target=Existing(number=request.number), criterion=chosen, mark=mark, note=note.strip(), actor=actor
    )
    because = f"{request.ref}: {actor} gives {chosen.value} {mark} of {HIGHEST}"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=(effect,))


def score_as_written(request: RequestView, text: str, *, actor: str) -> Decision:
    """The same from what stands behind `score` in a mail: `feasibility 4`, and after it why."""
    match = ORDER.match(text.strip())
    if match is None:
        raise Refused("write for example: score feasibility 4 and, if you like, why")
    return score(request, match["criterion"], int(match["mark"]), note=match["note"], actor=actor)


def _criterion(word: str) -> Criterion:
    found = next((one for one in BY_PEOPLE if one.value == word.strip().lower()), None)
    if found is None:
        known = ", ".join(one.value for one in BY_PEOPLE)
        raise Refused(f"{word!r} is no criterion that people score; there are {known}")
    return found
