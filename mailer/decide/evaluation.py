"""A person of the team scores a request under one of the criteria."""

from mailer.errors import Misused, Refused
from mailer.model.decision import Decision, Existing, Score
from mailer.model.evaluation import BY_PEOPLE, HIGHEST, LOWEST, Criterion
from mailer.model.inbox import Outcome
from mailer.model.snapshot import RequestView
from mailer.rules.criteria import criterion_of, mark_in


def score(request: RequestView, criterion: str, mark: int, *, note: str, actor: str) -> Decision:
    """Note what `actor` gives `request`. Misused for a criterion that people do not score, and for no mark of 1 to 5."""
    if request.closed_by:
        raise Refused(f"{request.ref} is closed ({request.closed_by})")
    chosen = _criterion(criterion)
    if not LOWEST <= mark <= HIGHEST:
        raise Misused(f"{mark} is no mark; {LOWEST} to {HIGHEST}, and {HIGHEST} is always good for us")
    effect = Score(
        target=Existing(number=request.number), criterion=chosen, mark=mark, note=note.strip(), actor=actor
    )
    because = f"{request.ref}: {actor} gives {chosen.value} {mark} of {HIGHEST}"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=(effect,))


def score_as_written(request: RequestView, text: str, *, actor: str) -> Decision:
    """The same from what stands behind `score` in a mail: `feasibility 4`, and after it why."""
    written = mark_in(text)
    if written is None:
        raise Refused("write for example: score feasibility 4 and, if you like, why")
    criterion, mark, note = written
    return score(request, criterion, mark, note=note, actor=actor)


def _criterion(word: str) -> Criterion:
    found = criterion_of(word)
    if found is None or found not in BY_PEOPLE:
        known = ", ".join(one.value for one in BY_PEOPLE)
        raise Misused(f"{word!r} is no criterion that people score; there are {known}")
    return found
