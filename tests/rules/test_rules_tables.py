"""Tables in text: CSV with three separators, and Markdown as people and programs write it."""

import pytest

from mailer.rules.tables import tables

HEAD = "| Name | Count |\n|---|---|\n"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Name,Count\nRedis,3\n", ["Redis", "3"]),
        ('\ufeffName;Count\r\n\r\n"Redis; the fast one";3\r\n', ["Redis; the fast one", "3"]),
        ("Name\tCount\nRedis\t3", ["Redis", "3"]),
        ('Name,Count\n"a|b",3\n', ["a|b", "3"]),
        (f"{HEAD}| Redis | 3 |", ["Redis", "3"]),
        ("Name | Count\n--- | ---:\nRedis | 3", ["Redis", "3"]),
        ("| Name | Count |\n| :-- | :-: |\n| Redis | 3 |", ["Redis", "3"]),
        (f"{HEAD}| **Redis** | `3` |", ["Redis", "3"]),
        (f"{HEAD}| [Redis](https://redis.io) | *3* |", ["Redis", "3"]),
        (f"{HEAD}| A \\| B | 3 |", ["A | B", "3"]),
        (f"{HEAD}| R&amp;D tools | 3 |", ["R&D tools", "3"]),
        (f"{HEAD}| snake_case_name | 3 |", ["snake_case_name", "3"]),
        (f"{HEAD}| \u2060\\#1 tool | 3 |", ["#1 tool", "3"]),
        (f"{HEAD}| | 3 |", ["", "3"]),
        (f"{HEAD}| *None yet* | |", ["Name", "Count"]),
    ],
)
def test_a_row_is_read_as_its_reader_sees_it(text: str, cells: list[str]) -> None:
    """Separators, quotes, bars and escapes of each form; marks of Markdown are no part of a cell."""
    assert tables(text)[0][-1][1] == cells


def test_a_page_has_as_many_tables_as_it_shows() -> None:
    """Each with the numbers of its lines in the file; text around them is none."""
    page = f"# Title\n\n{HEAD}| a | 1 |\n\nA | B is no table.\n\n{HEAD}| b | 2 |\n| c | 3 |\n---\nEnd\n"
    assert [[number for number, _ in rows] for rows in tables(page)] == [[3, 5], [9, 11, 12]]


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file_has_none(text: str) -> None:
    """Nothing is no table."""
    assert tables(text) == []
