"""Merging what a person now says into what a request already has: later wins, silence keeps, nothing is invented."""

from collections.abc import Mapping

from mailer.model.request import Field, Value

TEAM = "team"
"""`where` of a value that a person of the team set by hand; no mail is surer than that."""


def merge(old: Mapping[Field, Value], new: Mapping[Field, Value]) -> dict[Field, Value]:
    """Return only the fields of `new` that change `old`.

    A list field gains what is new to it; a text that says the same changes nothing; a guess never replaces what
    somebody said surely, nor anything that the team set by hand.
    """
    changed = {}
    for name, value in new.items():
        merged = _merged(name, old.get(name), value)
        if merged is not None:
            changed[name] = merged
    return changed


def _merged(name: Field, old: Value | None, new: Value) -> Value | None:
    if old is None:
        return new
    if old.evidence.where == TEAM or (old.evidence.sure and not new.evidence.sure):
        return None
    if name.is_list:
        items = tuple(dict.fromkeys((*old.items, *new.items)))
        return None if items == old.items else Value(items=items, evidence=new.evidence)
    same = " ".join(old.text.split()).casefold() == " ".join(new.text.split()).casefold()
    return None if same else new
