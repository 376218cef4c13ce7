"""Our own mail found again inside a reply, however the client quoted it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding import WORDS

from mailer.extract.replies.sent import below_questions
from mailer.extract.replies.sent_card import edited_values
from mailer.model.notice import LEFT_OUT
from mailer.model.request import Field
from mailer.model.snapshot import Sent

SENT = Sent(
    asked=(Field.BUSINESS_IMPACT, Field.AUTHENTICATION, Field.PERFORMANCE),
    text="""INT-7 - We have your request for Tableau

  Integration name: Tableau
  Use case: We look at the figures of forty
    machines together.
    (You wrote: “We look at the figures of forty machines together, each morning at the meeting.”)

THREE QUESTIONS

1. What would it change for your team or your customers, in the end
   and all in all?
   Hours saved, a project that waits for it, money at stake.

2. How does a program sign in to it?
   OAuth 2.0, an API key, SAML, a certificate …

3. How much data is it?
   A thousand rows a day.

Just reply to this mail, in your own words. Short answers such as “1: …”
and “2: …” are fine.
""",
)


def answers(text: str) -> dict[str, str]:
    return {one.topic: one.text for _, one in below_questions(text, SENT)}


def marked(text: str, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.splitlines())


def test_a_mail_quoted_whole_holds_no_answer() -> None:
    """A quote with nothing written into it answers nothing, marked or not."""
    assert answers(marked(SENT.text)) == {}
    assert answers(SENT.text) == {}
    assert answers(f"Thanks!\n\n{SENT.text}\n-- \nYou get this mail because") == {}


def test_answers_between_marked_lines() -> None:
    """Thunderbird's way: unmarked words between the marked lines, here between question and example."""
    text = marked(SENT.text).replace("sign in to it?", "sign in to it?\n\nOAuth2\n")
    assert answers(text) == {Field.AUTHENTICATION: "OAuth2"}


def test_answers_in_an_unmarked_copy() -> None:
    """Outlook's way: no mark at all, an answer with initials below question and example."""
    text = SENT.text.replace("A thousand rows a day.\n", "A thousand rows a day.\n[JB] 500 pages\n")
    assert answers(text) == {Field.PERFORMANCE: "500 pages"}


def test_answers_on_the_question_s_own_line() -> None:
    """What follows the question mark on its line is the answer, also where the client wrapped the question anew."""
    text = "> 1. What would it change for your\n> team or your customers, in the end and all in all? Two hours a day\n>\n"
    assert answers(text) == {Field.BUSINESS_IMPACT: "Two hours a day"}


def test_an_answer_that_repeats_our_example_counts() -> None:
    """A short answer may be a word of our example; a whole sentence of ours is none."""
    text = marked(SENT.text).replace(
        ">    OAuth 2.0, an API key, SAML, a certificate …",
        ">    OAuth 2.0, an API key, SAML, a certificate …\nSAML",
    )
    assert answers(text) == {Field.AUTHENTICATION: "SAML"}


def test_a_copied_question_with_nothing_behind_it_is_no_answer() -> None:
    """An ellipsis behind a question says that the reader cut it."""
    assert answers("> 2. How does a program sign in to it? [...]\n\nAn API key\n") == {
        Field.AUTHENTICATION: "An API key"
    }


def test_a_copied_question_outranks_the_same_one_in_the_quotation() -> None:
    """Who copies the last question above the whole quoted mail answers it, whatever else stands in the quotation."""
    copied = (
        f"3. How much data is it?\n--> a few thousand rows\n\nOn Monday, we wrote:\n{marked(SENT.text)}\n"
    )
    assert answers(copied) == {Field.PERFORMANCE: "a few thousand rows"}


def test_only_a_value_that_was_changed_in_the_card_is_an_edit() -> None:
    """The quoted card says what it said: only the one line that somebody rewrote is new, however it is wrapped."""
    rewrapped = SENT.text.replace("forty\n    machines", "forty machines")
    assert list(edited_values(rewrapped, SENT, WORDS)) == []
    edited = rewrapped.replace(
        "Use case: We look at the figures of forty machines together.", "Use case: Nightly load"
    )
    assert [(one.topic, one.text) for one in edited_values(edited, SENT, WORDS)] == [
        (Field.USE_CASE, "Nightly load")
    ]


def test_a_value_that_our_card_shortened_is_not_the_readers() -> None:
    """An edit inside what our mail showed of a long value would cut off the rest of it: nothing changes."""
    cut = replace(SENT, text=SENT.text.replace("machines together.\n", f"machines together. {LEFT_OUT}\n", 1))
    edited = cut.text.replace("forty", "fifty")
    assert list(edited_values(edited, cut, WORDS)) == []


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands in a reply, each found answer is for a question that was asked, and no more than one each."""
    found = list(below_questions(SENT.text.replace("\n", text[:20] + "\n", 5) + text, SENT))
    topics = [one.topic for _, one in found]
    assert len(topics) == len(set(topics))
    assert set(topics) <= set(SENT.asked)
    list(edited_values(text + SENT.text, SENT, WORDS))


@pytest.mark.parametrize(
    "text", ["> " * 30_000, "1. " * 20_000, "What\n>" * 10_000, "What would it change " * 3_000]
)
def test_it_is_linear(text: str) -> None:
    """Hostile repetition costs no more than its length (R-53)."""
    assert answers(text) == {}
