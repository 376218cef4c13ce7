"""Where the files that come with the program lie: templates, word lists, the catalog, sample mails.

In an installed wheel they stand inside the package, in a checkout beside it.
"""

from collections.abc import Iterable
from pathlib import Path

_PACKAGED = Path(__file__).parent / "_files"
_ROOT = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent


def templates_folder() -> Path:
    """The templates that come with the program."""
    return _ROOT / "templates"


def config_folder() -> Path:
    """The word lists, the catalog and the commented example configuration."""
    return _ROOT / "config"


def sample_mails() -> list[Path]:
    """The mails that `mailer run --demo` feeds in on its first start, in order."""
    return sorted((config_folder() / "samples").glob("*.eml"))


def texts(paths: Iterable[Path]) -> tuple[str, ...]:
    """The files' contents as UTF-8."""
    return tuple(path.read_text(encoding="utf-8") for path in paths)


def config_text(name: str) -> str:
    """The contents of one file of the configuration folder."""
    return (config_folder() / name).read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Path relative to `folder` -> text of every file in it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
