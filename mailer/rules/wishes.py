"""Whether two improvements of one product ask for the same, by the stems of what they say."""

MOST_FOR_ONE = 4
"""Stems of the longer one up to which a single stem tells enough."""


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether most of what the shorter one says stands in the longer one; of which one says nothing, nobody can tell.

    What is not alike stays apart: people who are counted with a wish that is not theirs are not heard.
    """
    if not one or not other:
        return not one and not other
    fewer, more = sorted((len(one), len(other)))
    if fewer == 1 and more > MOST_FOR_ONE:
        return False
    return len(one & other) > fewer / 2
