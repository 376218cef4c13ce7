"""The table of safety measures that `bench/mutation.py` takes out one by one (RELIABILITY G25)."""

from pathlib import Path

import pytest
from mutations import MUTATIONS, Mutation, owner_of

ROOT = Path(__file__).parent.parent.parent


def test_there_are_enough_and_each_has_its_name() -> None:
    """At least twenty-five measures, no name twice."""
    names = [one.name for one in MUTATIONS]
    assert len(names) == len(set(names)) >= 25


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_its_measure_is_where_the_table_says(mutation: Mutation) -> None:
    """A measure that a refactoring moved is noticed here, and its tests are there to run."""
    owner, name = owner_of(mutation.place)
    assert mutation.change(vars(owner)[name]) is not vars(owner)[name]
    assert mutation.tests
    assert all((ROOT / test.partition("::")[0]).exists() for test in mutation.tests)
