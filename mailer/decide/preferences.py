"""What people want to hear of us, and how we may speak of them."""

import re

from mailer.errors import Refused

LONGEST_NAME = 60
NO_NAME = re.compile(r"[<>@/\\|`]|www\.|\w\.\w{2,}/|^[\W\d_]*$", re.IGNORECASE)
"""What stands in addresses, links and markup, and a text without a letter: public tables are no place to advertise."""


def public_name(text: str) -> str:
    """The name that a person wants to be credited with. Refused for what is longer than a name, or is none."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or NO_NAME.search(name):
        raise Refused(f"a name of at most {LONGEST_NAME} letters, without links or addresses")
    return name
