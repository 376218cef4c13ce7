"""How the marks of people and the number of votes become one score."""

import math
from collections.abc import Iterable, Mapping, Sequence

from mailer.model.evaluation import HIGHEST, LOWEST, MIDDLE, Criterion, Mark, Score, Share


def demand(votes: int) -> float:
    """Community demand from 1 to 5: one more for each doubling of those who ask (1, 2, 4, 8, 16 people and more)."""
    return round(min(float(HIGHEST), LOWEST + math.log2(max(1, votes))), 1)


def evaluate(marks: Iterable[Mark], votes: int, weights: Mapping[Criterion, float]) -> Score:
    """The score of a request: under each criterion the mean of each person's latest mark, weighted.

    What nobody has scored counts as the middle, so that a half-scored request is neither ahead nor behind for it.
    """
    latest = {(mark.criterion, mark.actor): mark for mark in sorted(marks, key=lambda mark: mark.at)}
    parts = tuple(
        Share(
            criterion=criterion,
            value=demand(votes) if criterion is Criterion.DEMAND else _mean(mine),
            weight=weights[criterion],
            marks=mine,
        )
        for criterion in Criterion
        for mine in [tuple(mark for (which, _), mark in latest.items() if which is criterion)]
    )
    weight = sum(part.weight for part in parts)
    total = sum(part.weight * (MIDDLE if part.value is None else part.value) for part in parts)
    return Score(total=round(total / weight, 2), parts=parts)


def _mean(marks: Sequence[Mark]) -> float | None:
    return round(sum(mark.mark for mark in marks) / len(marks), 2) if marks else None
