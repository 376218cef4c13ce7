"""How much of what people wrote one mail shows: long texts end early, long lists too, and the mail says that they do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailer.model.notice import LEFT_OUT, Context, Json

MOST_GIVEN_UP = 0.2
"""Of what may be shown, so that a text ends behind a word."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that is shown."""

    text: int
    """Characters of one text."""
    items: int
    """Of a list."""
    inside: int
    """Of a list that stands in another one."""


BOUNDLESS = Bound(10**9, 10**9, 10**9)
BOUNDS = (
    Bound(4_000, 200, 50),
    Bound(2_000, 100, 30),
    Bound(1_000, 60, 20),
    Bound(500, 40, 12),
    Bound(250, 25, 8),
    Bound(120, 16, 6),
    Bound(60, 12, 2),
    Bound(60, 6, 2),
    Bound(60, 3, 1),
    Bound(30, 2, 1),
)
"""From what is good to read to what fits into a mail whatever it holds; each is tried where the one before is too much."""


def promising(context: Context, most: int) -> Iterator[Bound]:
    """Of BOUNDS, one after the other, those that leave no more than `most` characters of `context`, and the tightest in any case: so that no
    megabytes are rendered in vain."""
    yield from (bound for bound in BOUNDS[:-1] if _weight(bounded(context, bound)) <= most)
    yield BOUNDS[-1]


def _weight(value: Json) -> int:
    """How many characters of text there are in it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_weight, value.values()))
    return sum(map(_weight, value)) if isinstance(value, Sequence) else 0


def bounded(context: Context, bound: Bound) -> Context:
    """`context` with every text and every list in it at most as long as `bound` allows."""
    return {key: _bounded(value, bound) for key, value in context.items()}


def _bounded(value: Json, bound: Bound) -> Json:
    if isinstance(value, str):
        return _shortened(value, bound.text)
    if isinstance(value, Mapping):
        return bounded(value, bound)
    if isinstance(value, Sequence):
        deeper = Bound(bound.text, bound.inside, bound.inside)
        return [_bounded(inner, deeper) for inner in value[: bound.items]]
    return value


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[: most - len(LEFT_OUT) - 1]
    word_end = max(kept.rfind(" "), kept.rfind("\n"))
    if word_end >= (1 - MOST_GIVEN_UP) * len(kept):
        kept = kept[:word_end]
    return f"{kept.rstrip()} {LEFT_OUT}"
