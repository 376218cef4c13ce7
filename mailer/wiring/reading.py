"""The children that read mail, and the words and the catalog that they read it with."""

from functools import lru_cache, partial

from mailer import resources
from mailer.child import Bounds
from mailer.config import Settings
from mailer.errors import Refused
from mailer.parse.limits import Limits
from mailer.reader import make_reader
from mailer.rules.catalog import Catalog
from mailer.sandbox import Sandbox
from mailer.start import nothing_collected

CHILDREN = 2
"""Reading children; parsing is most of a mail's cost, and the parent needs a core too."""


def build_sandbox(settings: Settings, *, size: int = CHILDREN) -> Sandbox:
    """The children that read mail, with the configured limits; they start with the first mail."""
    limits = Limits(max_bytes=settings.limits.max_bytes)
    opened = settings.attachments.max_bytes if settings.attachments.read else 0
    factory = partial(make_reader, word_texts(settings), catalog_texts(settings), limits, opened)
    bounds = Bounds(
        memory=settings.limits.memory,
        cpu_seconds=max(1, int(settings.limits.cpu)),
        wall_seconds=settings.limits.wall,
    )
    return Sandbox(factory, size=size, bounds=bounds)


def word_texts(settings: Settings) -> tuple[str, ...]:
    names = ", ".join(f'"{_bare(name)}"' for name in (settings.service.name,))
    return (
        *resources.texts(sorted((resources.config_folder() / "words").glob("*.toml"))),
        f"[own]\nnames = [{names}]\n",
    )


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in '"\\')


def catalog_texts(settings: Settings) -> tuple[str, ...]:
    """The catalog that comes with the program, and behind it the operator's own. Raises Refused for mistakes in that."""
    ours, own = resources.config_text("catalog.toml"), settings.catalog.path
    if own is None:
        return (ours,)  # without mistakes, and read when it is needed
    if not own.is_file():
        raise Refused(f"catalog.path: {own} is no file")
    try:
        texts = (ours, *resources.texts([own]))
        catalog(texts)
    except ValueError as error:
        raise Refused(f"catalog.path: {own} (catalog 2) cannot be used:\n{error}") from None
    return texts


@lru_cache(maxsize=4)
def catalog(texts: tuple[str, ...]) -> Catalog:
    with nothing_collected():
        return Catalog.from_toml(*texts)
