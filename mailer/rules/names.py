"""The key under which a name that no catalog knows meets itself again."""

import re
import unicodedata

_NOT_LETTERS = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """`name` without case, spacing, punctuation and compatibility forms; empty for an empty name."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", name).casefold())
