"""Numbers before answers: which of them name a question, and which count something else."""

import re

import pytest

from mailer.extract.replies.numbered import numbered

FIT = {2: r"https?://|api", 3: r"high|low|alta|hoch|高|urgent", 4: r"oauth|saml|key|no idea"}


def fits(number: int, text: str) -> bool | None:
    return bool(re.search(FIT[number], text, re.I)) if number in FIT else None


def read(text: str) -> dict[int, str]:
    return {one.number: one.text for one in numbered(text, 4, fits)}


NUMBERED = [
    ("4: OAuth2, 3: high", {4: "OAuth2", 3: "high"}),
    ("A3: high", {3: "high"}),
    ("3/ high", {3: "high"}),
    ("3️⃣ high", {3: "high"}),
    ("3 high\n4 OAuth2", {3: "high", 4: "OAuth2"}),
    ("3 high and 4 OAuth", {3: "high", 4: "OAuth"}),
    ("#3 high\n#4 OAuth2", {3: "high", 4: "OAuth2"}),
    ("3.- alta", {3: "alta"}),
    ("3.\nhigh\n\n4.\nSAML", {3: "high", 4: "SAML"}),
    ("[3] high", {3: "high"}),
    ("**3:** high", {3: "high"}),
    ("| 1 | fewer errors |\n| 3 | high |", {1: "fewer errors", 3: "high"}),
    ("1：週に1日節約できます、3：高", {1: "週に1日節約できます", 3: "高"}),
    ("①週に1日節約できます\n③高", {1: "週に1日節約できます", 3: "高"}),
    ("１：週に1日節約できます\n３：高", {1: "週に1日節約できます", 3: "高"}),
    ("1 a day a week\n2 https://x.example/api\n3 high", {1: "a day a week", 2: "https://x.example/api", 3: "high"}),
    ("1. fewer errors 2. https://x.example 3. low", {1: "fewer errors", 2: "https://x.example", 3: "low"}),
    ("1: We would win:\n 1. the monthly close\n 2. the audit", {1: "We would win:\n 1. the monthly close\n 2. the audit"}),
    ("1 and 3: high", {1: "high", 3: "high"}),
    ("1, 3 und 4: no idea", {1: "no idea", 3: "no idea", 4: "no idea"}),
    ("2: https://x.example\n1 & 3: high", {2: "https://x.example", 1: "high", 3: "high"}),
    ("1-3: no idea", {1: "no idea", 2: "no idea", 3: "no idea"}),
    ("Questions 1 and 3: high", {1: "high", 3: "high"}),
    ("1と3：高", {1: "高", 3: "高"}),
    ("1: It saves a day.\n\nAnd nerves.\n\n3: high\n\nBest, Anna", {1: "It saves a day.\n\nAnd nerves.", 3: "high"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NUMBERED, ids=[text[:24] for text, _ in NUMBERED])
def test_numbers_name_questions(text: str, wanted: dict[int, str]) -> None:
    """In any order, with any sign behind or around the number, wide or circled; a list inside an answer stays in it."""
    assert read(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Wir brauchen es im 1. Quartal, spätestens am 3. März.",
        "1. Quartal wäre gut",
        "wir gehen am 1. März live",
        "It uses version 3. OAuth is in version 4. Thanks",
        "We have two problems:\n1. the monthly close\n2. the audit",
        "There are two points: 1. who pays, 2. who decides.",
        "3 people wait for this",
        "2 days a month",
        "2 - 3 days",
        "between 2 and 3: nobody knows",
        "3 and 9: high",
        "We chose between 3 and 4 (see below): both are fine",
        "We need it by Q3: the launch is then.",
        "Q3 this year",
        "See page 4) for that.",
        "At 3:30 we close.",
        "3月4日は休業です。",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Dates, versions, counts and lists in prose number no answer."""
    assert read(text) == {}


@pytest.mark.parametrize("text", ["1: " * 4_000, "1. a " * 4_000, "(1" * 8_000, "1 \n" * 8_000, "①" * 8_000])
def test_repetition_ends_in_time(text: str) -> None:
    """A mail of nothing but numbers is read like any other (R-57)."""
    assert len(read(text)) <= 4
