"""No key without effect: whatever an operator may set, some code reads."""

import ast
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from mailer.config import Settings

PACKAGE = Path(__file__).parents[2] / "mailer"
WHOLE = frozenset({"service.links", "evaluation"})
"""Sections that are read as a whole."""


def keys(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Every key below `model`, with its section."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        here = f"{path}{name}"
        if here in WHOLE:
            yield here
        elif isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from keys(inner, f"{here}.")
        else:
            yield here


def read() -> dict[str, set[str]]:
    """Attribute -> the attributes that it is taken from, over the whole program but the configuration itself."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        if path.name == "config.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                holder = node.value
                name = holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")
                found.setdefault(node.attr, set()).add(name)
    return found


ALIASES = {
    "mailbox": {"box", "account"},
    "smtp": {"account"},
    "retention": {"kept"},
    "authentication": {"chosen"},
    "notifications": {"chosen"},
}
"""What the program calls a section while it reads it."""


def is_read(key: str, attributes: dict[str, set[str]]) -> bool:
    *_, section, name = ("settings." + key).split(".")
    holders = attributes.get(name, set())
    return bool(holders & {section, *ALIASES.get(section, set())})


def test_every_key_is_read_by_something() -> None:
    """A setting that changes nothing misleads whoever sets it."""
    attributes = read()
    unread = {key for key in keys(Settings) if not is_read(key, attributes)}
    assert not unread, f"nothing reads {sorted(unread)}"
