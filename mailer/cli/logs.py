"""The log: one line an event on stderr, without tokens, addresses or secrets, whoever says it (RELIABILITY R-67, R-98)."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from mailer.rules.secrets import masked

TOKEN = re.compile(r"\b[rcbstve][a-z2-7]{7}[rvcwt][a-z2-7]{38}\b", re.IGNORECASE)
"""What a token looks like."""
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+=-]{1,64}@[\w-][\w.-]{0,254}")
"""What an address looks like: servers' answers name one."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What ends a line, colours a terminal or turns the text around."""
FURTHER_LINES = "\n    "
"""Lines of a traceback are set in: no text in it begins a line as an event does."""


def set_up_logging(*, as_json: bool = False, level: str = "INFO") -> None:
    """What our rooms and the libraries log goes to stderr as JSON or as text for people."""
    renderer: Any = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            _cleaned,
            # what follows is our own
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        # before the configuration is read the level may be any word; the configuration says so then
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping().get(level.upper(), logging.WARNING)
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[_OfLibraries()], force=True)


class _OfLibraries(logging.Handler):
    """What a library says becomes an event like our own."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger()
        say = log.error if record.levelno >= logging.ERROR else log.warning
        try:
            say("library", name=record.name, says=record.getMessage(), exc_info=record.exc_info)
        except Exception:  # a library's slip in its own words stops none of our work
            self.handleError(record)


def _cleaned(_: Any, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: _safe(value) for key, value in event.items()}


def _safe(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(key): _safe(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe(inner) for inner in value]
    lines = TOKEN.sub("[token]", ADDRESS.sub("[address]", masked(str(value)))).split("\n")
    return FURTHER_LINES.join(UNSEEN.sub(_escaped, line) for line in lines)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
