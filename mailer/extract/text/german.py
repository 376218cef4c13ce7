"""What tells German nouns, all of which have a capital, from names."""

import re

_NOUN = re.compile(
    r"(?:ung|heit|keit|schaft|tion|ment|tät|en|er|e|eln|liste|daten|system|konto|shop|plan|buch|blatt|amt|haus|markt|stelle|stand|satz|termin|auftrag|artikel)$"
)


def is_german_noun(text: str) -> bool:
    """Whether a word ends as nouns do; a name that does is given up for one."""
    return _NOUN.search(text) is not None
