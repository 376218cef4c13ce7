"""A notice waits in the outbox as JSON and comes out as it went in."""

import json
from dataclasses import fields
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.model.contexts import ASKED_OF_CHAMPIONS, MOST_USEFUL_FIRST, acknowledgement, card, questions
from mailer.model.message import Address
from mailer.model.notice import Audience, AutoSubmitted, Notice, NoticeKind, notice_from_json, notice_to_json
from mailer.model.request import Details, Evidence, Field, Role, Value
from mailer.model.status import Status
from mailer.render.samples import samples

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
notices = st.builds(
    Notice,
    kind=st.sampled_from(NoticeKind),
    recipient=st.builds(Address, name=st.text(), address=st.text()),
    role=st.sampled_from(Audience),
    language=st.text(),
    context=st.dictionaries(st.text(), json_values, max_size=4),
    ref=st.text(),
    thread_subject=st.text(),
    message_id=st.text(),
    in_reply_to=st.text(),
    references=st.lists(st.text(), max_size=3).map(tuple),
    reply_token=st.text(),
    stop_token=st.text(),
    bounce_token=st.text(),
    automatic=st.sampled_from(AutoSubmitted),
    created_at=st.datetimes(timezones=st.just(UTC)),
)


@given(notices)
def test_a_notice_survives_the_outbox(notice: Notice) -> None:
    """JSON and back gives an equal notice, types included."""
    back = notice_from_json(notice_to_json(notice))
    assert back == notice
    assert type(back.kind) is NoticeKind and type(back.references) is tuple


@pytest.mark.parametrize("name", samples())
def test_every_context_is_plain_json(name: str) -> None:
    """What the context functions make is JSON already: storing it changes nothing."""
    notice = samples()[name]
    assert json.loads(json.dumps(notice.context)) == notice.context
    assert notice_from_json(notice_to_json(notice)) == notice


def test_no_field_is_forgotten_in_the_outbox() -> None:
    """A field added to Notice is stored, or this fails."""
    stored = json.loads(notice_to_json(samples()["acknowledgement"]))
    assert set(stored) == {field.name for field in fields(Notice)}


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "no such kind"}'])
def test_what_is_no_notice_is_refused(text: str) -> None:
    """A row that was not written by us raises instead of becoming half a notice."""
    with pytest.raises((ValueError, KeyError, TypeError)):
        notice_from_json(text)


@given(missing=st.sets(st.sampled_from(Field)), already=st.sets(st.sampled_from(Field)))
def test_questions_are_few_new_and_useful(missing: set[Field], already: set[Field]) -> None:
    """At most four, only what is missing, never what was asked before, the most useful first, never the category."""
    asked = questions(missing, already)
    assert len(asked) <= 4 and set(asked) <= missing - already and Field.CATEGORY not in asked
    assert list(asked) == sorted(asked, key=MOST_USEFUL_FIRST.index)


def test_every_role_of_a_champion_is_asked_for_once() -> None:
    """Each of the five offers is taken up at exactly one status."""
    assert sorted(role for roles in ASKED_OF_CHAMPIONS.values() for role in roles) == sorted(Role)


def test_a_card_quotes_the_author_only_where_we_put_it_in_our_words() -> None:
    """A priority shows the words it comes from; a use case is those words already."""
    said = Value(items=("high",), evidence=Evidence(text="we need\n this ASAP", where="body", confidence=0.9))
    told = Value(
        items=("load it",), evidence=Evidence(text="load it now", where="attachment:a.txt", confidence=0.9)
    )
    shown = card(
        ref="INT-1",
        details=Details(fields={Field.PRIORITY: said, Field.USE_CASE: told}),
        status=Status.SUBMITTED,
    )
    assert acknowledgement(cards=[shown])["cards"] == [shown]
    assert shown["fields"] == [
        {"field": "use_case", "items": ["load it"], "words": "", "sure": True, "attachment": "a.txt"},
        {
            "field": "priority",
            "items": ["high"],
            "words": "we need this ASAP",
            "sure": True,
            "attachment": "",
        },
    ]


def test_content_free_mails_are_never_notifications() -> None:
    """A mail to an unproven address is an answer, and cannot be a notification with list headers."""
    assert [k for k in NoticeKind if k.is_content_free and k.is_notification] == []
    assert NoticeKind.CONFIRM_SENDER.is_content_free


def test_times_keep_their_zone() -> None:
    """created_at stays aware through the outbox."""
    stored = notice_from_json(notice_to_json(samples()["merged"]))
    assert stored.created_at == datetime(2026, 11, 12, 9, 24, tzinfo=UTC)
