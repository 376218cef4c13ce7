"""Merging what a person now says into what a request already has: later wins, silence keeps, nothing is invented."""

import re
from collections.abc import Mapping
from dataclasses import replace

from mailer.model.request import Field, Value

TEAM = "team"
"""`where` of a value that a person of the team set by hand; no mail is surer than that."""


def merge(old: Mapping[Field, Value], new: Mapping[Field, Value]) -> dict[Field, Value]:
    """Return only the fields of `new` that change `old`.

    A list field gains what is new to it and loses what is denied, or is the new list where that is the whole; a text that
    says the same changes nothing, one that says `also` goes below the old one. A guess never replaces what somebody said
    surely, nor does what is said in passing, and nothing replaces what the team set by hand.
    """
    changed = {}
    for name, value in new.items():
        merged = _merged(name, old.get(name), value)
        if merged is not None:
            changed[name] = merged
    return changed


def _merged(name: Field, old: Value | None, new: Value) -> Value | None:
    if old is None:
        return new if new.items else None
    if old.evidence.where == TEAM or (old.evidence.sure and (new.aside or not new.evidence.sure)):
        return None
    if name.is_list:
        replaced = new.whole or not old.evidence.sure
        kept = () if replaced else (item for item in old.items if item not in new.without)
        items = tuple(dict.fromkeys((*kept, *new.items)))
        # a list that would lose its last item is left for a person to judge
        same = not items or {*items} == {*old.items}
        return None if same else Value(items=items, evidence=new.evidence)
    same = " ".join(old.text.split()).casefold() == " ".join(new.text.split()).casefold()
    if same:
        return None
    if name in _PROSE and _ADDS.match(new.text):
        return replace(new, items=(f"{old.text}\n{new.text}",))
    return new


_PROSE = frozenset({Field.USE_CASE, Field.BUSINESS_IMPACT, Field.PERFORMANCE, Field.ALTERNATIVES})
_ADDS = re.compile(
    r"(?:[\w'’]+[ ,]+){0,3}(?:also|additionally|in addition|besides|moreover|auch|außerdem|zusätzlich|zudem|aussi|en plus"
    r"|également|también|además|também|além disso|anche|inoltre|ook|bovendien)\b|また、|さらに|加えて",
    re.IGNORECASE,
)
"""What begins so goes beside what was said before; `we also want …` takes nothing back."""
