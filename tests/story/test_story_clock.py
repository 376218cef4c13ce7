"""What the clock brings: digests worth reading, one reminder, an honest word; each once, whatever happens."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.decide import corrections
from mailer.flows import digests
from mailer.flows.digests import tend
from mailer.flows.updates import correct, merge_requests, update_status
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
BO = "Bo Lind <bo@kontor.example>"
TEAM = """
[team]
addresses = ["kim@service.example"]
notify = "kim@service.example"
"""
FORM = """Integration Name: {name}
Use Case: Reports every night.
Business Impact: Hours saved.
API Documentation: https://docs.vendor.example/api
Authentication: OAuth2
Data Formats: JSON
Performance: 10,000 rows
Priority: high
Alternatives: a script
"""


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A Monday, 10:00 UTC; the service has just been started, and Kim is the team."""
    opened = open_world(tmp_path, sandbox, extra=TEAM)
    tend(opened.app)
    yield opened
    opened.close()


def ask_for(world: World, who: str, name: str, *, full: bool = True) -> EmailMessage:
    """Ask; the mail that answers."""
    text = FORM.format(name=name) if full else f"Integration Name: {name}\nUse Case: Reports.\n"
    world.receive(world.write(who, f"Integration request: {name}", text))
    return next(m for m in world.answers() if "kim@" not in str(m["To"]))


def say(world: World, who: str, to: EmailMessage, words: str) -> None:
    world.send_reply(who, to, words)
    world.answers()


def days(world: World, count: int) -> list[EmailMessage]:
    """So many days go by, and every hour somebody looks at the clock; the mails that went out, but for the team's."""
    found: list[EmailMessage] = []
    for _ in range(count):
        world.clock.pass_(days=1)
        tend(world.app)
        found += world.answers()
    return [m for m in found if "kim@" not in str(m["To"])]


def test_one_reminder_names_all_that_one_mail_asked_for(world: World) -> None:
    """Two requests of one mail and not a word for weeks: one mail with the questions of both, and never another one, also
    when one of them is answered."""
    text = "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n\nThanks"
    world.receive(world.write(ADA, "Two connectors", text))
    world.answers()
    (reminder,) = days(world, 20)
    asked = text_of(reminder).replace("\r", "")
    assert "INT-1 Zendesk" in asked and "INT-2 PagerDuty" in asked
    assert re.findall(r"^(\d)\. ", asked, re.M) == ["1", "2", "3", "4"]
    say(world, ADA, reminder, "4: We would miss no alarm any more.")
    assert world.request(2)["fields"]["business_impact"]["value"] == "We would miss no alarm any more."
    assert [mail["Subject"] for mail in days(world, 30)] == []


def test_a_weekly_digest_tells_what_happened_grouped_newest_first_and_only_then(world: World) -> None:
    """Ada follows two requests; one week brings one mail about both, the next one none."""
    first = ask_for(world, ADA, "Snowflake")
    second = ask_for(world, ADA, "Tableau")
    for mail in (first, second):
        say(world, ADA, mail, "weekly")
    update_status(world.app, 1, Status.UNDER_REVIEW)
    assert days(world, 2) == []
    update_status(world.app, 2, Status.ACCEPTED, note="It fits well.")
    update_status(world.app, 1, Status.SCHEDULED, release="v0.4.0")
    (digest,) = days(world, 6)
    text = text_of(digest)
    assert str(digest["Subject"]) == "Your week: news about 2 requests"
    assert "with “vote INT-" in " ".join(text.split()), "whoever it is passed on to votes with the number"
    assert text.index("INT-1 - Snowflake") < text.index("INT-2 - Tableau")
    assert text.index("Scheduled for v0.4.0") < text.index("Under Review")
    assert "Nov 25, 2026: Scheduled for v0.4.0" in text
    assert "It fits well." in text
    assert digest["Auto-Submitted"] == "auto-generated"
    assert "STOP" in text and str(digest["List-Unsubscribe"]).startswith("<mailto:")
    assert days(world, 14) == []


def test_the_digest_s_unsubscribe_address_ends_all_mail(world: World) -> None:
    """It is about no single request, so it means all of them."""
    say(world, ADA, ask_for(world, ADA, "Snowflake"), "weekly")
    update_status(world.app, 1, Status.UNDER_REVIEW)
    (digest,) = days(world, 7)
    stop = str(digest["List-Unsubscribe"]).partition("mailto:")[2].partition("?")[0]
    world.receive(world.write(ADA, "stop", ""), to=stop)
    update_status(world.app, 1, Status.ACCEPTED)
    assert days(world, 7) == []


def test_the_digest_tells_of_new_voices_and_of_a_merge(world: World) -> None:
    """Others who ask are counted, by number; where a request went is named."""
    say(world, ADA, ask_for(world, ADA, "Quarkus Ledger"), "weekly")
    say(world, BO, ask_for(world, BO, "Quarkus-Ledger Cloud"), "weekly")
    update_status(world.app, 1, Status.UNDER_REVIEW)
    ask_for(world, EVE, "Quarkus Ledger")
    merge_requests(world.app, 2, 1)
    mails = days(world, 7)
    told = {str(m["To"]): text_of(m) for m in mails}
    to_ada = next(text for to, text in told.items() if "ada@" in to)
    assert "One more person asks for it" in to_ada
    assert any("It goes on as part of INT-1" in text for text in told.values())


def test_a_period_is_told_once_by_many_processes_and_after_a_crash(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the mails were written but before the period was noted, and then four at once: one mail each."""
    for who in (ADA, BO):
        say(world, who, ask_for(world, who, "Snowflake"), "weekly")
    update_status(world.app, 1, Status.UNDER_REVIEW)
    world.clock.pass_(days=7)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(digests, "_told", killed)
        with pytest.raises(KeyboardInterrupt):
            digests.weekly_digests(world.app)
    with ThreadPoolExecutor(4) as pool:
        for job in [pool.submit(digests.weekly_digests, world.app) for _ in range(4)]:
            job.result()
    assert sorted(str(m["To"]) for m in world.answers()) == sorted((str(ADA), str(BO)), key=str)


def test_a_week_in_which_nobody_ran_is_told_afterwards(world: World) -> None:
    """The service is down over two Mondays: the next look tells of all that happened since."""
    say(world, ADA, ask_for(world, ADA, "Snowflake"), "weekly")
    update_status(world.app, 1, Status.UNDER_REVIEW)
    world.clock.pass_(days=16)
    tend(world.app)
    (digest,) = (m for m in world.answers() if "ada@" in str(m["To"]))
    assert "Under Review" in text_of(digest)


def test_the_team_hears_each_morning_what_waits_for_somebody(world: World) -> None:
    """New and late requests, held mails, a question without an answer, what may be the same; nothing on an idle day."""
    tend(world.app)
    assert world.answers() == []
    ask_for(world, ADA, "Quarkus Ledger")
    world.receive(
        world.write(BO, "Proxies", "Hello, does your product work behind proxies? Who can tell me?")
    )
    correct(world.app, 1, lambda view: corrections.ask(view, "Which edition?", actor="team"))
    days(world, 8)
    ask_for(world, BO, "Quarkus-Ledger Cloud")
    world.clock.pass_(hours=23)
    tend(world.app)
    (mail,) = (m for m in world.answers() if "kim@" in str(m["To"]))
    text = text_of(mail)
    assert "Triage:" in str(mail["Subject"])
    for said in (
        "INT-2: Quarkus-Ledger Cloud · Submitted",
        "INT-1: Quarkus Ledger · Submitted (for 8 days) · One person asks for it - late",
        "bo@kontor.example: Proxies",
        "Which edition?",
        "INT-2: Quarkus-Ledger Cloud / INT-1 Quarkus Ledger",
    ):
        assert said in " ".join(text.split()), said
    tend(world.app)
    assert world.answers() == []


def test_open_questions_are_reminded_of_once_and_then_there_is_silence(world: World) -> None:
    """After a week, with the same numbers; never again, whatever stays open. Who answered is not reminded."""
    first = ask_for(world, ADA, "Snowflake", full=False)
    other = ask_for(world, BO, "Tableau", full=False)
    say(world, BO, other, "1: It would save us a day a week.")
    world.clock.pass_(hours=1)
    assert days(world, 6) == []
    asked = days(world, 2)
    to_ada = next(m for m in asked if "ada@" in str(m["To"]))
    assert "1. What would it change" in text_of(to_ada) and "1. What would it change" in text_of(first)
    assert to_ada["In-Reply-To"]
    world.send_reply(ADA, to_ada, "1: Nobody has to come in on Sundays.")
    assert "Sundays" in world.request(1)["fields"]["business_impact"]["value"]
    world.answers()
    assert not [m for m in days(world, 40) if "still open" in text_of(m)]


def test_no_news_is_told_after_the_time_set_and_at_most_quarterly(world: World) -> None:
    """Nothing for 90 days: one mail with the status; the next one a quarter later; a change starts the time anew."""
    ask_for(world, ADA, "Snowflake")
    update_status(world.app, 1, Status.ACCEPTED)
    world.answers()
    assert days(world, 89) == []
    (mail,) = days(world, 3)
    assert "Nothing has happened for 3 months" in text_of(mail) and "Accepted" in text_of(mail)
    assert days(world, 85) == []
    assert len(days(world, 6)) == 1
    update_status(world.app, 1, Status.SCHEDULED, release="v0.4.0")
    world.answers()
    assert days(world, 80) == []


def test_the_settings_decide_and_nothing_is_off(tmp_path: Path, sandbox: Sandbox) -> None:
    """`reminder = 0` and `no_news = 0` switch both off."""
    world = open_world(tmp_path, sandbox)
    chosen = world.app.settings.notifications.model_copy(update={"reminder": 0.0, "no_news": 0.0})
    object.__setattr__(world.app, "settings", world.app.settings.model_copy(update={"notifications": chosen}))
    tend(world.app)
    ask_for(world, ADA, "Snowflake", full=False)
    world.clock.pass_(days=8)
    tend(world.app)
    world.clock.pass_(days=200)
    tend(world.app)
    assert world.answers() == []
    world.close()


def test_a_day_that_ended_where_it_began_is_no_news_of_the_week(world: World) -> None:
    """Scheduled for another release and back within a day: a digest without a word of it, and none for it alone."""
    say(world, ADA, ask_for(world, ADA, "Snowflake"), "weekly")
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    days(world, 7)
    for release in ("v0.6", "v0.5"):
        update_status(world.app, 1, Status.SCHEDULED, release=release, note="ZZ1")
    assert days(world, 7) == []
    for release in ("v0.6", "v0.5"):
        update_status(world.app, 1, Status.SCHEDULED, release=release, note="ZZ1")
    ask_for(world, BO, "Snowflake")
    (digest,) = (m for m in days(world, 7) if "ada@" in str(m["To"]))
    text = text_of(digest)
    assert "One more person asks for it" in text and "v0.6" not in text and "ZZ1" not in text


def test_a_merge_is_news_and_a_quarter_lies_between_two_words_of_no_news(world: World) -> None:
    """INT-1 was joined by another one a month ago, so it cannot be said that nothing has happened; and who was told so is
    not told again in that quarter, though it moved meanwhile."""
    chosen = world.app.settings.notifications.model_copy(update={"no_news": 30 * 86_400.0, "reminder": 0.0})
    object.__setattr__(world.app, "settings", world.app.settings.model_copy(update={"notifications": chosen}))
    ask_for(world, ADA, "Quarkus Ledger")
    update_status(world.app, 1, Status.ACCEPTED)
    world.answers()
    days(world, 20)
    ask_for(world, BO, "Quarkus-Ledger Cloud")
    merge_requests(world.app, 2, 1)
    world.answers()
    assert days(world, 29) == []
    told = {str(m["To"]) for m in days(world, 3)}
    assert told == {ADA, BO}
    update_status(world.app, 1, Status.SCHEDULED, release="v1")
    world.answers()
    assert days(world, 85) == []
    assert len(days(world, 8)) == 2
