"""One direction: which room may import which, and what the pure rooms must not touch (docs/architecture.md)."""

import ast
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "mailer"

ROWS: tuple[tuple[str, ...], ...] = (
    ("crash", "errors", "start"),
    ("model",),
    ("config", "resources"),
    ("rules",),
    ("parse",),
    ("extract", "recognise"),
    ("decide", "render"),
    ("child",),
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
EXTRACT = (
    "text",
    "layout",
    "attached",
    "source",
    "names",
    "fields",
    "kind",
    "wishes",
    "purpose",
    "replies",
    "gist",
    "enclosed",
    "understand",
)
"""The rooms inside `extract` from the bottom up: what reads one thing knows nothing of what is made of it."""

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
PROCESSES = {"subprocess": {"mailbox.oauth", "sandbox"}, "multiprocessing": {"sandbox", "child"}}
"""What starts a process or speaks with one, and the modules that may: a token command, and the limited children (R-44)."""
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


def test_every_module_belongs_to_a_room() -> None:
    """A module that stands in no row would go unwatched; a package's `__init__` at the top is none of any room."""
    assert [str(path) for path in MODULES if not room_of(name_of(path)) and path.name != "__init__.py"] == []


def test_imports_go_downwards() -> None:
    """A module imports from its own room and from lower rows, and from nowhere else in the package."""
    assert [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        for name in contents(path).imported
        if name.startswith("mailer.")
        and not _is_below(room_of(name.removeprefix("mailer.")), room_of(name_of(path)))
    ] == []


def test_inside_extract_they_go_downwards_too() -> None:
    """Who looks for a wrong name finds it in `names` and below, and never in a reader of fields."""
    assert [
        f"{name_of(path)} imports {name}"
        for path in MODULES
        if (own := name_of(path).split("."))[0] == "extract" and len(own) > 1
        for name in contents(path).imported
        if (other := name.split("."))[:2] == ["mailer", "extract"]
        and EXTRACT.index(other[2]) > EXTRACT.index(own[1])
    ] == []


def _is_below(other: str, own: str) -> bool:
    return other == own or (bool(other and own) and row_of(other) < row_of(own))


PURE_MODULES = [path for path in MODULES if room_of(name_of(path)) in PURE]


def test_a_pure_room_knows_no_world() -> None:
    """No clock, no chance, no network, no file, no process: everything is handed in."""
    assert {name_of(path): found for path in PURE_MODULES if (found := _of_the_world(contents(path)))} == {}


def _of_the_world(module: Contents) -> list[str]:
    imported = [name for name in module.imported if within(name, FORBIDDEN)]
    return [*imported, *(CLOCKS | FILES) & module.called, *{"open"} & module.named]


def test_values_need_nothing_but_the_standard_library() -> None:
    """`model` can be read, and used, without anything installed."""
    values = [path for path in MODULES if room_of(name_of(path)) == "model"]
    roots = {name.split(".")[0] for path in values for name in contents(path).imported}
    assert roots <= sys.stdlib_module_names | {"mailer"}


def test_sql_lives_in_the_store_alone() -> None:
    """Nobody else knows which database there is."""
    outside = [path for path in MODULES if room_of(name_of(path)) != "store"]
    named = {name_of(path): [n for n in contents(path).imported if within(n, STORE_ONLY)] for path in outside}
    assert {module: names for module, names in named.items() if names} == {}


def test_two_modules_start_processes() -> None:
    """No word of a mail comes near a command line: no shell, no sendmail program, anywhere (CVE-2011-4458)."""
    started = {"system", "popen", "execv", "execvp", "execve", "posix_spawn", "fork"}
    for path in MODULES:
        reached = {name.split(".")[0] for name in contents(path).imported} & PROCESSES.keys()
        assert [name for name in reached if name_of(path) not in PROCESSES[name]] == [], path
        assert not started & contents(path).called, path


def test_only_flows_open_a_transaction() -> None:
    """One transaction a job, opened where the job is told; the store only offers it."""
    others = [path for path in MODULES if name_of(path).split(".")[0] not in ("flows", "store", "wiring")]
    assert [name_of(path) for path in others if "transaction" in contents(path).called] == []


def test_a_package_opens_with_its_job() -> None:
    """The first lines of a package say what it does."""
    opened = [path for path in MODULES if path.name == "__init__.py" and "migrations" not in path.parts]
    silent = [path for path in opened if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


def test_the_rooms_of_the_road_are_there() -> None:
    """The table above names what exists, so that a renamed room does not go unwatched."""
    for row in ROWS:
        for room in row:
            path = PACKAGE / room.replace(".", "/")
            assert path.is_dir() or path.with_suffix(".py").is_file(), room
