"""One direction: which room may import which, and what the pure rooms must not touch (docs/architecture.md)."""

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mailer"

ROWS: tuple[tuple[str, ...], ...] = (
    ("crash", "errors", "start"),
    ("model",),
    ("config", "resources"),
    ("rules",),
    ("parse",),
    ("extract", "recognise"),
    ("decide", "render"),
    ("mailbox", "sandbox", "signatures", "store", "transport"),
    ("reader",),
    ("flows.notices",),
    ("flows.record",),
    ("flows.app",),
    ("flows",),
    ("metrics",),
    ("wiring",),
    ("timers",),
    ("service",),
    ("cli",),
    ("__main__",),
)
"""From the bottom up: a room imports only itself and rooms of lower rows; rooms of one row never import each other."""

PURE = ("decide", "extract", "parse", "recognise", "render", "rules")
FORBIDDEN = frozenset(
    {
        "aiosmtpd",
        "apscheduler",
        "asyncio",
        "httpx",
        "imapclient",
        "logging",
        "multiprocessing",
        "os",
        "psycopg",
        "random",
        "secrets",
        "smtplib",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "ssl",
        "structlog",
        "subprocess",
        "threading",
        "time",
        "urllib.request",
        "uuid",
    }
)
"""What a pure room must not know: clocks, chance, the network, files of its own, other processes."""
CLOCKS = frozenset({"now", "today", "utcnow"})
FILES = frozenset({"read_text", "read_bytes", "write_text", "write_bytes"})
"""`open` is an archive's method as well; the builtin is looked for by itself."""
PROCESSES = {"subprocess": "mailbox.oauth", "multiprocessing": "sandbox"}
"""What starts a process, and the one module that may: a token command, and the limited children (R-44)."""
STORE_ONLY = frozenset({"sqlalchemy", "sqlite3", "psycopg", "alembic"})

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """`mailer/store/inbox.py` -> `store.inbox`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "mailer"


def room_of(module: str) -> str:
    """The room that a module belongs to, the most exact one first."""
    rooms = sorted((room for row in ROWS for room in row), key=len, reverse=True)
    return next((room for room in rooms if module == room or module.startswith(room + ".")), "")


def row_of(room: str) -> int:
    return next(at for at, row in enumerate(ROWS) if room in row)


@dataclass(frozen=True)
class Contents:
    """What a module mentions, wherever in it."""

    imported: frozenset[str]
    """The full names of what it imports."""
    called: frozenset[str]
    """The bare names of what it calls."""
    named: frozenset[str]
    """Every name that stands by itself."""


@cache
def contents(path: Path) -> Contents:
    imported: set[str] = set()
    called: set[str] = set()
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                imported.update(alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                imported.update(f"{module}.{alias.name}" for alias in names)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                called.add(name)
            case ast.Name(id=name):
                named.add(name)
    return Contents(frozenset(imported), frozenset(called), frozenset(named))


def within(name: str, forbidden: frozenset[str]) -> bool:
    return any(name == root or name.startswith(root + ".") for root in forbidden)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_downwards(path: Path) -> None:
    """A module imports from its own room and from lower rows, and from nowhere else in the package."""
    own = room_of(name_of(path))
    if not own:
        assert path.name == "__init__.py", f"{path.name} belongs to no room; give it a row"
        return
    for name in contents(path).imported:
        if not name.startswith("mailer."):
            continue
        other = room_of(name.removeprefix("mailer."))
        assert other, f"{name} belongs to no room"
        fine = other == own or row_of(other) < row_of(own)
        assert fine, f"{own} must not import {name}"


PURE_MODULES = [path for path in MODULES if room_of(name_of(path)) in PURE]


@pytest.mark.parametrize("path", PURE_MODULES, ids=name_of)
def test_a_pure_room_knows_no_world(path: Path) -> None:
    """No clock, no chance, no network, no file, no process: everything is handed in."""
    assert [name for name in contents(path).imported if within(name, FORBIDDEN)] == []
    assert sorted(CLOCKS & contents(path).called) == []
    assert sorted(FILES & contents(path).called) == []
    assert "open" not in contents(path).named


@pytest.mark.parametrize("path", sorted((PACKAGE / "model").glob("*.py")), ids=name_of)
def test_values_need_nothing_but_the_standard_library(path: Path) -> None:
    """`model` can be read, and used, without anything installed."""
    roots = {name.split(".")[0] for name in contents(path).imported}
    assert roots <= sys.stdlib_module_names | {"mailer"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_sql_lives_in_the_store_alone(path: Path) -> None:
    """Nobody else knows which database there is."""
    if room_of(name_of(path)) != "store":
        assert [name for name in contents(path).imported if within(name, STORE_ONLY)] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_two_modules_start_processes(path: Path) -> None:
    """No word of a mail comes near a command line: no shell, no sendmail program, anywhere (CVE-2011-4458)."""
    own = name_of(path)
    reached = {name.split(".")[0] for name in contents(path).imported} & PROCESSES.keys()
    assert [name for name in reached if PROCESSES[name] != own] == []
    assert not {"system", "popen", "execv", "execvp", "execve", "posix_spawn", "fork"} & contents(path).called


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_flows_open_a_transaction(path: Path) -> None:
    """One transaction a job, opened where the job is told; the store only offers it."""
    if room_of(name_of(path)).split(".")[0] not in ("flows", "store", "wiring"):
        assert "transaction" not in contents(path).called


@pytest.mark.parametrize("room", sorted({p.parent for p in MODULES if p.parent != PACKAGE}), ids=str)
def test_a_package_opens_with_its_job(room: Path) -> None:
    """The first lines of a package say what it does."""
    init = room / "__init__.py"
    if "migrations" in room.parts:
        return
    assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), f"{init} has no docstring"


def test_the_rooms_of_the_road_are_there() -> None:
    """The table above names what exists, so that a renamed room does not go unwatched."""
    for row in ROWS:
        for room in row:
            path = PACKAGE / room.replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").is_file(), room
