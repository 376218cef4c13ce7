"""Header fields are read as the standards say, and what they forbid never carries authority."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.parse.clean import clean_filename, clean_line, clean_text
from mailer.parse.headers import addresses, decode_words, message_ids, parameters, parse_date
from mailer.parse.sender import read_sender

CLEAN = [
    ("ada@staff.example", "ada@staff.example"),
    ("<ada@staff.example>", "ada@staff.example"),
    ("Ada Moreno <Ada@Staff.Example>", "Ada@staff.example"),
    ('"Moreno, Ada" <ada@staff.example>', "ada@staff.example"),
    ('"ada@staff.example" <bo@evil.example>', "bo@evil.example"),
    ("=?utf-8?b?QWTDoQ==?= <ada@staff.example>", "ada@staff.example"),
    ("Ada\n <ada@staff.example>", "ada@staff.example"),
]


@pytest.mark.parametrize(("value", "address"), CLEAN)
def test_a_plain_from_has_no_defect(value: str, address: str) -> None:
    """One mailbox in plain form can carry authority, whatever its name says."""
    sender, defects = read_sender([value])
    assert sender is not None
    assert sender.address == address
    assert defects == ()


DEFECTIVE = [
    ["alice@staff.example <evil@x.example>"],
    ["<alice@staff.example>evil@x.example"],
    ["alice@staff.example(<evil@x.example>"],
    ["alice@staff.example\0 <evil@x.example>"],
    ["evil@x.example\0alice@staff.example"],
    ["alice@staff.example, evil@x.example"],
    ["alice@staff.example; evil@x.example"],
    ["Staff: alice@staff.example;"],
    ["<@x.example:alice@staff.example>"],
    ["alice@staff.example (Alice)"],
    ["Alice <alice@staff.example> trailing"],
    ["<<alice@staff.example>>"],
    ["alice@[192.0.2.1]"],
    ["alice@localhost"],
    ["alice"],
    [""],
    [],
    ["alice@staff.example", "alice@staff.example"],
    ["Ren\udce9 <rene@staff.example>"],
    ["=?utf-8?q?x=00y?= <alice@staff.example>"],
]


SEEN_BY_THE_SECOND_READER = [
    "alice@staff.example[",
    "..alice@staff.example",
    r"<\alice@staff.example>",
    "[alice@staff.example",
]
"""Forms that no rule of ours names."""


@pytest.mark.parametrize("value", SEEN_BY_THE_SECOND_READER)
def test_two_readers_that_disagree_are_a_defect(value: str) -> None:
    """R-72: what is well formed for one reader and not for another proves nobody."""
    _, defects = read_sender([value])
    assert defects == ("parsers disagree on From",)


@pytest.mark.parametrize("values", DEFECTIVE, ids=repr)
def test_a_from_that_is_not_plain_has_a_named_defect(values: list[str]) -> None:
    """M2, R-72: where parsers could disagree, the author carries no authority."""
    _, defects = read_sender(values)
    assert defects


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("a@b.example, C <c@d.example>", ["a@b.example", "c@d.example"]),
        ('"Last, First" <a@b.example>, c@d.example', ["a@b.example", "c@d.example"]),
        ("Friends: a@b.example, c@d.example;, e@f.example", ["a@b.example", "c@d.example", "e@f.example"]),
        ("undisclosed-recipients:;", []),
        ("Last, First <a@b.example>", ["a@b.example"]),
        ('"odd local"@b.example', ['"odd local"@b.example']),
        ("a@bücher.example", ["a@xn--bcher-kva.example"]),
        ("a@b.example (comment, with comma)", ["a@b.example"]),
        (", ,, <>", []),
    ],
)
def test_address_lists(value: str, want: list[str]) -> None:
    """RFC 5322 section 3.4 with what people send besides."""
    assert [one.address for one in addresses(value)] == want


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("=?utf-8?q?a_b?=", "a b"),
        ("=?utf-8?B?w7w=?=x", "üx"),
        ("=?utf-8?b?w7?=", "�"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"),
        ("=?utf-8*en?q?hi?=", "hi"),
        ("=?x-unknown?q?hi?=", "hi"),
        ("=?utf-8?q?broken", "=?utf-8?q?broken"),
        ("plain =?iso-8859-1?q?=FC?= plain", "plain ü plain"),
        ("=?utf-8?q?a=0D=0AX:_y?=", "a X: y"),
    ],
)
def test_encoded_words(value: str, want: str) -> None:
    """RFC 2047, and words that a client cut in the middle of a letter."""
    assert decode_words(value) == want


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ('text/plain; charset="utf-8"; name=a.txt', {"charset": "utf-8", "name": "a.txt"}),
        ("a; filename*=utf-8''%C3%BC.txt", {"filename": "ü.txt"}),
        ("a; filename*1=b.txt; filename*0=a", {"filename": "ab.txt"}),
        ("a; filename*0*=utf-8''%C3; filename*1*=%BC", {"filename": "ü"}),
        ('a; filename="=?utf-8?q?=C3=BC.txt?="', {"filename": "ü.txt"}),
        ('a; filename="semi;colon \\"quoted\\""', {"filename": 'semi;colon "quoted"'}),
        ("a; =; ;; x", {}),
    ],
)
def test_parameters(value: str, want: dict[str, str]) -> None:
    """RFC 2045 and RFC 2231."""
    assert parameters(value) == want


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("Mon, 16 Nov 2026 09:30:00 +0100", datetime(2026, 11, 16, 8, 30, tzinfo=UTC)),
        ("16 Nov 2026 09:30:00 GMT", datetime(2026, 11, 16, 9, 30, tzinfo=UTC)),
        ("16 Nov 2026 09:30", datetime(2026, 11, 16, 9, 30, tzinfo=UTC)),
        ("Mon, 16 Nov 99999 09:30:00 +0100", None),
        ("Mon, 31 Feb 2026 09:30:00 +0100", None),
        ("Mon, 16 Nov 2026 99:30:00 +0100", None),
        ("16 Nov 2026 09:30:00 +999999", None),
        ("01 Jan 1950 00:00:00 +0000", None),
        ("", None),
        ("soon", None),
    ],
)
def test_dates(value: str, want: datetime | None) -> None:
    """R-56: an impossible date is no date, and no exception."""
    assert parse_date(value) == want


def test_message_ids_are_syntax_checked_and_capped() -> None:
    """RFC 5322 section 3.6.4: what is no identifier is left out; the newest are kept."""
    assert message_ids(["<a@b> junk <c@d> <> <no-at> <a@b>"]) == ("<a@b>", "<c@d>")
    assert message_ids([" ".join(f"<{n}@x>" for n in range(60))])[-1] == "<59@x>"
    assert len(message_ids([" ".join(f"<{n}@x>" for n in range(60))])) == 50


NAMES = ["../../etc/cron.d/x", "C:\\x\\evil.exe", "a\0b.txt", "x" * 500 + ".pdf", "\u202egnp.exe", ".htaccess", "a/b/", "  ", "con<>|?*.txt"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_file_names_are_for_show_only(name: str) -> None:
    """R-63: no path, no control or bidi character, at most 200 characters, never empty."""
    shown = clean_filename(name, "part-1")
    assert 0 < len(shown) <= 200
    assert not any(char in shown for char in "/\\\0\u202e<>|?*")
    assert not shown.startswith(".")


@given(st.text(max_size=300))
def test_cleaned_text_has_nothing_that_hides(text: str) -> None:
    """R-54: no NUL, control, surrogate, bidi override or zero-width space is left, and cleaning twice is cleaning once."""
    line, body = clean_line(text), clean_text(text)
    forbidden = "\0\x1b\x7f\u202e\u200b\u2066\ufeff\ud800\r"
    assert not any(char in line + body for char in forbidden)
    assert "\n" not in line
    assert clean_line(line) == line
    assert clean_text(body) == body


@given(st.text(max_size=200))
def test_no_header_value_brings_a_reader_down(value: str) -> None:
    """Whatever stands in a field, each reader answers."""
    read_sender([value])
    assert isinstance(addresses(value), tuple)
    assert "\n" not in decode_words(value)
    assert isinstance(parameters(value), dict)
