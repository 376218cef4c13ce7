"""Something that happened to a request, as its timeline has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One line of a timeline."""

    number: int
    """Of the request."""
    at: datetime
    actor: str
    what: str
    """`status`, `voter`, `closed`, `question` …"""
    text: str = ""
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None
