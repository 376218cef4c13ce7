"""No mail is over 102 KB, whatever was pasted into it: long texts and lists end early, and the mail says so."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stationery import BUNDLED, WORDS_OF_OURS, html_of, read, text_of

from mailer.model.contexts import status_changed, team_new_request
from mailer.model.message import Address
from mailer.model.notice import LEFT_OUT, Context, Json, Notice, NoticeKind
from mailer.model.request import Details, Evidence, Field, Value
from mailer.model.status import Status
from mailer.render.bounds import BOUNDS, Bound, bounded
from mailer.render.compose import LARGEST, compose
from mailer.render.samples import AUTHOR, IDENTITY, samples
from mailer.render.samples_of_team import UNSCORED

NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
SAMPLES = samples()
OURS = frozenset({*Status, *Field})
LOG = '2026-11-23 08:15:00,123 ERROR pool-7 com.northwind.Export: row 4711 was rejected "at <line>"\n'


@dataclass(frozen=True)
class Flood:
    """What every place that a person can fill is filled with."""

    unit: str
    characters: int
    items: int

    def over(self, key: str, value: Json) -> Json:
        """`value` with long texts and long lists in the place of its own; keys that templates know stay."""
        if isinstance(value, str):
            known = key in WORDS_OF_OURS or value in OURS
            return value if known or not value else self.text
        if isinstance(value, Mapping):
            return {inner: self.over(inner, one) for inner, one in value.items()}
        if isinstance(value, Sequence):
            inner = replace(self, items=min(self.items, 4))
            return [inner.over(key, one) for one in value] * self.items
        return value

    @property
    def text(self) -> str:
        return (self.unit * (self.characters // len(self.unit) + 1))[: self.characters]


FLOODS = st.builds(
    Flood,
    unit=st.sampled_from(["x", "word ", "=", "'", '"<&', "\n", "a\n\n", "é", "日本", "😀", "\t", LOG]),
    characters=st.sampled_from([10, 300, 3_000, 30_000]),
    items=st.sampled_from([1, 3, 60]),
)


def flooded(notice: Notice, flood: Flood) -> Notice:
    return replace(
        notice,
        context={key: flood.over(key, value) for key, value in notice.context.items()},
        recipient=Address(name=flood.text, address=notice.recipient.address),
        thread_subject=flood.text,
        references=tuple(f"<{n}.{'x' * 150}@{'y' * 100}.example>" for n in range(40)),
    )


@pytest.mark.parametrize("kind", NoticeKind)
@settings(max_examples=10)
@given(drawn=st.data(), flood=FLOODS, language=st.sampled_from(BUNDLED.languages))
def test_no_mail_of_any_kind_is_over_102_kb(
    kind: NoticeKind, drawn: st.DataObject, flood: Flood, language: str
) -> None:
    """Any sample of each kind, in any language, with any text in any place and lists of any length."""
    notice = drawn.draw(st.sampled_from([one for one in SAMPLES.values() if one.kind is kind]))
    envelope = compose(replace(flooded(notice, flood), language=language), BUNDLED, IDENTITY, NOW)
    assert len(envelope.content) <= LARGEST


def test_the_longest_list_fits_in_the_longest_language() -> None:
    """The daily list of the team with letters of four octets in every place, in German, is bounded all the same."""
    notice = flooded(SAMPLES["triage_digest"], Flood("😀", 300, 3))
    envelope = compose(replace(notice, language="de"), BUNDLED, IDENTITY, NOW)
    assert len(envelope.content) <= LARGEST


FULL = team_new_request(
    ref="INT-7",
    details=Details(
        fields={
            field: Value(items=(LOG * 300,), evidence=Evidence(text=LOG * 300, where="body", confidence=0.5))
            for field in Field
        }
    ),
    status=Status.SUBMITTED,
    requester=AUTHOR,
    proven=True,
    votes=1,
    organisations=1,
    score=UNSCORED,
    text=LOG * 500,
    attachments=["log.txt"] * 300,
    actions=("merge INT-3", "assign", "review", "accept", "decline: ", "ask: "),
)


def mail_of(name: str, context: Context, language: str = "en") -> EmailMessage:
    notice = replace(SAMPLES[name], context=context, language=language)
    return read(compose(notice, BUNDLED, IDENTITY, NOW))


def test_what_the_team_decides_with_survives_a_log_of_a_megabyte() -> None:
    """What was asked for and every button stay; the mail says that it is shortened and where the whole stands."""
    mail = mail_of("team_new_request", FULL)
    text, html = text_of(mail), html_of(mail)
    assert text.startswith("INT-7 - New request")
    for verb in ("merge%20INT-3", "assign", "review", "accept", "decline%3A%20", "ask%3A%20"):
        assert f"body={verb}" in html
    assert "decline: …" in text
    for shown in (text, html):
        assert LEFT_OUT in shown and "mailer show INT-7" in shown


@pytest.mark.skipif(shutil.which("tidy") is None, reason="tidy is not installed")
def test_a_shortened_mail_is_sound_html() -> None:
    """What is cut is a value before it is escaped, never markup: tidy has nothing to say."""
    for context in (FULL, Flood(LOG, 30_000, 40).over("", FULL)):
        assert isinstance(context, Mapping)
        page = html_of(mail_of("team_new_request", context))
        told = subprocess.run(["tidy", "-q", "-e"], input=page, text=True, capture_output=True, check=False)
        assert told.stderr == ""


def declined(explanation: str, language: str = "en") -> str:
    context = status_changed(
        ref="INT-7", name="Snowflake", old=Status.ACCEPTED, new=Status.DECLINED, explanation=explanation
    )
    return text_of(mail_of("status_changed-declined-requester", context, language))


def test_what_is_good_to_read_is_shown_whole() -> None:
    """An explanation of six hundred words is nothing to shorten."""
    assert LEFT_OUT not in declined("The vendor does not answer. " * 140)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "We keep all of it: reply"),
        ("de", "Wir bewahren alles auf: Antworten Sie"),
        ("fr", "Nous conservons tout"),
        ("es", "Lo conservamos todo"),
        ("pt", "Guardamos tudo"),
        ("ja", "全文は保管しています"),
    ],
)
def test_who_asked_reads_that_it_is_shortened(language: str, says: str) -> None:
    """In their language, once, below the words that end early; a command of ours would mean nothing to them."""
    text = re.sub(
        r"\s+", "" if language == "ja" else " ", declined("The vendor does not answer. " * 999, language)
    )
    assert text.count(says) == 1 and "mailer show" not in text
    assert text.index(LEFT_OUT) < text.index(says)


def test_a_text_ends_behind_a_word_where_it_has_any() -> None:
    """Between words where that costs little; in the middle of what has no end."""
    bound = Bound(20, 2, 1)
    context: Context = {
        "short": "short enough",
        "words": "one two three of four",
        "one": "x" * 50,
        "lists": [["a", "b"], "c", "d"],
        "others": {"n": 3, "none": None, "flag": True},
    }
    assert bounded(context, bound) == {
        **context,
        "words": f"one two three {LEFT_OUT}",
        "one": "x" * 16 + f" {LEFT_OUT}",
        "lists": [["a"], "c"],
    }


def test_each_bound_is_tighter_than_the_one_before() -> None:
    """So that trying them in turn comes to an end."""
    for wide, tight in pairwise(BOUNDS):
        assert wide.text >= tight.text and wide.items > tight.items and wide.inside >= tight.inside
    assert re.fullmatch(r"\[…\]", LEFT_OUT)
