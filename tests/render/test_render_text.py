"""Subjects that thread, lines that fit, quotations that stay quotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.render.text import base_subject, plain, quoted, tells_more, tidy, unwrapped


@pytest.mark.parametrize(
    ("subject", "base"),
    [
        ("Snowflake", "Snowflake"),
        ("Re: Snowflake", "Snowflake"),
        ("RE: AW: re: Snowflake", "Snowflake"),
        ("Re[2]: Snowflake", "Snowflake"),
        ("Re: [INT-7] Snowflake", "Snowflake"),
        ("[INT-7] Re: Snowflake", "Snowflake"),
        ("Fwd: Fw: Snowflake", "Snowflake"),
        ("SV: Snowflake", "Snowflake"),
        ("回复: Snowflake", "Snowflake"),
        ("Re：Snowflake", "Snowflake"),
        ("[team] Snowflake", "[team] Snowflake"),
        ("Request: Snowflake", "Request: Snowflake"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_the_base_of_a_subject(subject: str, base: str) -> None:
    """Marks of answering and our own reference go, everything else stays (RFC 5256 section 2.1)."""
    assert base_subject(subject) == base


@given(st.text())
def test_a_base_subject_is_its_own_base(subject: str) -> None:
    """Taking the base twice changes nothing, so that a thread's subject stays the same for ever."""
    assert base_subject(base_subject(subject)) == base_subject(subject)


@given(st.text(alphabet="ab \n>-1.:", max_size=600))
def test_wrapping_keeps_every_word_in_order(text: str) -> None:
    """A tidied text has the words of the original, in lines that fit."""
    lines = tidy(text).split("\n")
    assert [w for line in lines for w in line.replace(">", " ").split()] == text.replace(">", " ").split()
    assert all(len(line) <= 72 or " " not in line.strip("> -1.") for line in lines)


def test_lists_and_quotations_hang() -> None:
    """A numbered line or one with a bullet continues under its text, a quotation keeps its mark, a field is indented below
    its label."""
    words = "word " * 20
    assert tidy(f"1. {words}").split("\n")[1].startswith("   word")
    assert tidy(f"> {words}").split("\n")[1].startswith("> word")
    assert tidy(f"  Use case: {words}").split("\n")[1].startswith("    word")
    assert tidy(f"  - Test access: {words}").split("\n")[1].startswith("    word")


def test_a_quotation_flows_again_before_it_is_wrapped() -> None:
    """Lines that a client ended at other columns than ours leave no lonely word on every second line."""
    line = "every night I export the deliveries of the day by hand and load them into our"
    shown = quoted(f"{line}\n{line}\n\n- one\n- two")
    assert shown.split("\n")[:3] == [
        "> every night I export the deliveries of the day by hand and load them",
        "> into our every night I export the deliveries of the day by hand and",
        "> load them into our",
    ]
    assert shown.endswith(">\n> - one\n> - two")


def test_the_signature_mark_keeps_its_blank() -> None:
    """`-- ` is the mark by which clients cut a signature off (RFC 3676 section 4.3)."""
    assert tidy("hello\n-- \nus") == "hello\n-- \nus\n"


@given(st.text(max_size=400))
def test_every_line_of_a_quotation_is_marked(text: str) -> None:
    """No line of a person's words stands unmarked, whatever it holds."""
    assert all(line.startswith(">") for line in quoted(plain(text)).split("\n"))


def test_lines_ended_by_a_client_flow_again() -> None:
    """A paragraph wrapped at 72 columns becomes one line, and one wrapped by hand at 100 where its words go on small; short
    lines, lists and empty lines stay."""
    assert (
        unwrapped(f"{'We export it ' * 8}by hand\nevery night.")
        == f"{'We export it ' * 8}by hand every night."
    )
    text = (
        "We export the deliveries of the day by hand, which takes somebody an hour\n"
        "every night.\n\n- one short line\n- another\nBest\nMira"
    )
    assert unwrapped(text) == (
        "We export the deliveries of the day by hand, which takes somebody an hour every night."
        "\n\n- one short line\n- another\nBest\nMira"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Business Impact: We lose about two days per deal, and some are forgotten.\nAuthentication requirements: OAuth 2.0",
        "Our sales people keep deals in HubSpot; when one is won, a project should open in your product.\nWe lose days.",
        "Anwendungsfall: Bestellungen sollen von dort übernommen werden können\nPriorität: hoch",
    ],
)
def test_rows_of_a_form_and_lines_that_nobody_wrapped_stay_apart(text: str) -> None:
    """A label begins a row, however long the one above it is; what is longer than a client's line was ended by its author."""
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    ("words", "shown", "more"),
    [
        ("Priority: high", "High", False),
        ("Priorität: Hoch.", "Hoch", False),
        ("認証：API キー", "API キー", False),
        ("Auth: oauth 2.0; API-Key", "OAuth 2.0, API key", False),
        ("", "High", False),
        ("Priority: High, we would like it this quarter", "High", True),
        ("we need this ASAP", "High", True),
        ("Format: not JSON", "JSON", True),
    ],
)
def test_words_are_quoted_where_they_tell_more_than_the_value(words: str, shown: str, more: bool) -> None:
    """A card does not say the same twice: neither a label nor a spelling is worth a quotation."""
    assert tells_more(words, shown) is more


@given(st.text())
def test_plain_text_has_one_kind_of_line_end_and_no_control(text: str) -> None:
    """Only LF ends a line, and of the control characters only LF and TAB are left."""
    cleaned = plain(text)
    assert all(char in "\n\t" or ord(char) >= 32 for char in cleaned)
    assert cleaned.encode("utf-8").decode() == cleaned


def test_an_east_asian_line_begins_and_ends_where_it_may() -> None:
    """No line begins with a mark that closes or ends with one that opens, Latin words beside them or not; a mark of full
    width takes no blank, but in a quotation."""
    text = tidy("確認してください。 " + "これは「Snowflake」、「Tableau」（CSV）です。" * 9)
    assert not any(line[0] in "」、）。" or line[-1] in "「（" for line in text.split("\n") if line)
    assert text.startswith("確認してください。これは")
    assert tidy("> はい。 そうです。") == "> はい。 そうです。\n"
