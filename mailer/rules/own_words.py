"""Finds our own mail in a text that answers it: a client that marks no quotation makes our words look like its writer's."""

SHORTEST = 12
"""A line as short as this may be said by anybody."""
IN_A_ROW = 2
"""So many lines of ours below each other are a quotation, not a phrase taken up."""


def without_words_of(sent: str, text: str) -> str:
    """Return `text` up to where it begins to repeat `sent`, the mail of ours that it answers."""
    ours = {_plain(line) for line in sent.split("\n")}
    ours = {line for line in ours if len(line) >= SHORTEST}
    lines = text.split("\n")
    run: list[int] = []
    for at, line in enumerate(lines):
        if _plain(line) in ours:
            run.append(at)
            if len(run) == IN_A_ROW:
                return "\n".join(lines[: run[0]]).rstrip()
        elif line.strip():
            run = []
    return text


def _plain(line: str) -> str:
    return " ".join(line.lstrip("> ").split())
