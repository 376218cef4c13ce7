"""Joins the lines of format=flowed text (RFC 3676)."""


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Return `text` with its soft line ends removed; quote marks are kept as `> `, `-- ` stays a line of its own."""
    out: list[str] = []
    pending, pending_depth = "", -1
    for line in text.split("\n"):
        depth, content = _depth(line)
        if content == "-- " or depth != pending_depth:
            _flush(out, pending, pending_depth)
            pending, pending_depth = "", -1
        joined = pending + content
        if content.endswith(" ") and content != "-- ":
            pending, pending_depth = (joined[:-1] if delete_space else joined), depth
            continue
        _flush(out, joined, depth)
        pending, pending_depth = "", -1
    _flush(out, pending, pending_depth)
    return "\n".join(out)


def _flush(out: list[str], text: str, depth: int) -> None:
    if depth >= 0:
        out.append(f"{'>' * depth} {text}" if depth else text)


def _depth(line: str) -> tuple[int, str]:
    """Quote depth and unstuffed content of one line (section 4.4 and 4.5)."""
    content = line.lstrip(">")
    depth = len(line) - len(content)
    return depth, content[1:] if content.startswith(" ") else content
