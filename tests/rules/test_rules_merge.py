"""Merging what a person now says into what a request has."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.model.request import Evidence, Field, Value
from mailer.rules.merge import TEAM, merge

TEXTS = [f for f in Field if not f.is_list]


def value(*items: str, confidence: float = 0.9, where: str = "body") -> Value:
    return Value(items=items, evidence=Evidence(text=" ".join(items), where=where, confidence=confidence))


def test_later_wins_and_silence_keeps() -> None:
    """A new text replaces the old one; what is not mentioned does not change."""
    old = {Field.USE_CASE: value("reports"), Field.PRIORITY: value("low")}
    assert merge(old, {Field.PRIORITY: value("high")}) == {Field.PRIORITY: value("high")}


def test_a_list_gains_what_is_new_to_it() -> None:
    """Further formats are added to those known, each once."""
    old = {Field.DATA_FORMATS: value("json", "csv")}
    changed = merge(old, {Field.DATA_FORMATS: value("csv", "parquet")})
    assert changed[Field.DATA_FORMATS].items == ("json", "csv", "parquet")


def test_a_guess_never_replaces_what_was_said() -> None:
    """What we only guess does not overwrite what the author said surely, but it fills a gap."""
    guess = {Field.PRIORITY: value("high", confidence=0.5)}
    assert merge({Field.PRIORITY: value("low")}, guess) == {}
    assert merge({}, guess) == guess


def test_the_team_has_the_last_word() -> None:
    """A correction by hand is not undone by a mail."""
    assert merge({Field.CATEGORY: value("CRM", where=TEAM)}, {Field.CATEGORY: value("Database")}) == {}


@given(st.dictionaries(st.sampled_from(TEXTS), st.text(min_size=1).map(value)))
def test_saying_the_same_again_changes_nothing(said: dict[Field, Value]) -> None:
    """Merging is idempotent: a mail that repeats everything is no change."""
    assert merge(said, said) == {}


def test_a_whole_list_takes_the_place_of_the_old_one() -> None:
    """An answer names all formats that there are; the same ones in another order change nothing."""
    old = {Field.DATA_FORMATS: value("json", "csv")}
    whole = replace(value("xml"), whole=True)
    assert merge(old, {Field.DATA_FORMATS: whole})[Field.DATA_FORMATS].items == ("xml",)
    assert merge(old, {Field.DATA_FORMATS: replace(value("csv", "json"), whole=True)}) == {}


def test_what_is_denied_goes_but_the_last_item_stays() -> None:
    """`No JSON` takes JSON out of a list; a list is not emptied by a sentence, a person judges that."""
    denied = replace(value("nothing"), items=(), without=("json",))
    old = {Field.DATA_FORMATS: value("json", "csv")}
    assert merge(old, {Field.DATA_FORMATS: denied})[Field.DATA_FORMATS].items == ("csv",)
    assert merge({Field.DATA_FORMATS: value("json")}, {Field.DATA_FORMATS: denied}) == {}
    assert merge({}, {Field.DATA_FORMATS: denied}) == {}


@pytest.mark.parametrize("name", [Field.USE_CASE, Field.DATA_FORMATS])
def test_what_is_said_in_passing_fills_gaps_alone(name: Field) -> None:
    """It is taken where nothing is known or only guessed, and never against what somebody said surely."""
    passing = replace(value("csv"), aside=True)
    assert merge({name: value("json")}, {name: passing}) == {}
    assert merge({}, {name: passing}) == {name: passing}
    assert merge({name: value("json", confidence=0.5)}, {name: passing})[name].items == ("csv",)
