"""Every kind of mail, looked at as its readers see it: complete as text, sound as HTML, escaped, readable, small."""

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from stationery import BUNDLED, NOW, SOURCES, WORDS_OF_OURS, Page, html_of, parts, read, text_of

from mailer.model.contexts import (
    acknowledgement,
    card,
    command_done,
    command_line,
    questions,
    status_changed,
    team_question,
    vote_counted,
)
from mailer.model.message import Address
from mailer.model.notice import VOTABLE, Audience, Context, Json, Notice, NoticeKind
from mailer.model.request import Details, Evidence, Field, Role, Value
from mailer.model.status import Status
from mailer.render.compose import compose
from mailer.render.samples import IDENTITY, samples

SAMPLES = samples()

STATUS_WORDS = {
    Status.SUBMITTED: "Submitted",
    Status.UNDER_REVIEW: "Under Review",
    Status.ACCEPTED: "Accepted",
    Status.SCHEDULED: "Scheduled",
    Status.IN_DEVELOPMENT: "In Development",
    Status.COMPLETED: "Completed",
    Status.DECLINED: "Declined",
}
PROCESS_WORDS = {
    Status.ACCEPTED: "approved for implementation",
    Status.SCHEDULED: "v0.4.0",
    Status.IN_DEVELOPMENT: "being built",
    Status.COMPLETED: "available in v0.4.0",
    Status.DECLINED: "successor is not open to partners",
}


def both(notice: Notice) -> tuple[str, str]:
    """The text as one line, and the words that the HTML shows."""
    text, html = parts(notice)
    return " ".join(text.replace("\n> ", "\n").split()), Page(html).shown


@pytest.mark.parametrize("name", SAMPLES)
def test_text_mails_fit_in_72_columns(name: str) -> None:
    """Every line of the text part has at most 72 columns, but for a link or an address, which stays in one piece."""
    text, _ = parts(SAMPLES[name])
    wide = [line for line in text.split("\n") if len(line) > 72]
    assert [line for line in wide if "://" not in line and not re.fullmatch(r"\S+@\S+", line)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_text_mails_are_tidy(name: str) -> None:
    """No template syntax, no doubled empty lines, no trailing blanks but the signature mark's."""
    text, _ = parts(SAMPLES[name])
    assert re.search(r"\{[{%#]|[%#}]\}|%\(", text) is None
    assert "\n\n\n" not in text
    assert [line for line in text.split("\n") if line != line.rstrip() and line != "-- "] == []
    assert text.count("\n-- \n") == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_html_is_small_and_self_contained(name: str) -> None:
    """Under 60 KB, no image, script, form, link to a style sheet, and nothing that a mail client has to fetch."""
    _, html = parts(SAMPLES[name])
    page = Page(html)
    assert len(html.encode()) < 60_000
    assert {tag for tag, _ in page.tags}.isdisjoint(
        {"img", "script", "link", "form", "iframe", "svg", "video", "object"}
    )
    assert re.search(r"url\(|@import|background=|expression\(", html) is None


@pytest.mark.parametrize("name", SAMPLES)
def test_html_can_be_read_aloud(name: str) -> None:
    """A language, a title, one first heading and no skipped level; layout tables say that they are layout."""
    _, html = parts(SAMPLES[name])
    page = Page(html)
    assert dict(page.tags)["html"].get("lang") == "en"
    assert page.count("h1") == 1 and page.count("h3") == 0
    assert "<title>" in html and "<title></title>" not in html
    tables = [attributes for tag, attributes in page.tags if tag == "table"]
    assert all(a.get("role") == "presentation" or "card" in (a.get("class") or "") for a in tables)
    assert all(a.get("scope") == "row" for tag, a in page.tags if tag == "th")


@pytest.mark.parametrize("name", SAMPLES)
def test_html_has_its_styles_inlined(name: str) -> None:
    """Every class that has a rule carries it beside it: clients that drop the style sheet show the same mail."""
    _, html = parts(SAMPLES[name])
    bare = [a["class"] for _, a in Page(html).tags if a.get("class") and not a.get("style")]
    assert bare == []


@pytest.mark.skipif(shutil.which("tidy") is None, reason="tidy is not installed")
def test_html_is_valid() -> None:
    """tidy finds neither error nor warning in the HTML of any sample."""
    for name, notice in SAMPLES.items():
        _, html = parts(notice)
        told = subprocess.run(["tidy", "-q", "-e"], input=html, text=True, capture_output=True, check=False)
        assert (name, told.stderr) == (name, "")


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", [Audience.REQUESTER, Audience.VOTER, Audience.CHAMPION, Audience.WATCHER])
def test_each_status_is_told_in_its_own_words_to_each_part(status: Status, role: Audience) -> None:
    """Both versions name the status as the process document does, with its explanation, release and next step."""
    for shown in both(SAMPLES[f"status_changed-{status}-{role}"]):
        assert STATUS_WORDS[status] in shown
        assert "INT-7" in shown and "Snowflake" in shown
        assert PROCESS_WORDS.get(status, "") in shown


def test_each_part_reads_its_own_version() -> None:
    """Requester, voter, champion and watcher get four different mails for the same change."""
    shown = {
        both(SAMPLES[f"status_changed-accepted-{role}"])[0]
        for role in ("requester", "voter", "champion", "watcher")
    }
    assert len(shown) == 4


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (Status.ACCEPTED, {Role.REQUIREMENTS}),
        (Status.SCHEDULED, {Role.ACCESS}),
        (Status.IN_DEVELOPMENT, {Role.TESTING, Role.DOCUMENTATION, Role.CODE}),
        (Status.UNDER_REVIEW, set()),
        (Status.COMPLETED, set()),
    ],
)
def test_champions_are_asked_for_what_they_offered_and_nothing_else(status: Status, asked: set[Role]) -> None:
    """At each status each offer is asked for once; who did not offer it is not asked."""
    marks = {
        Role.REQUIREMENTS: "Tell us in detail",
        Role.ACCESS: "whom to ask for test access",
        Role.DOCUMENTATION: "Read the draft",
        Role.TESTING: "Try it before the release",
        Role.CODE: "pull request",
    }
    for offered in Role:
        context = status_changed(
            ref="INT-7",
            name="Snowflake",
            old=Status.SUBMITTED,
            new=status,
            release="v1",
            offers=(offered,),
            asked=tuple(asked & {offered}),
        )
        notice = replace(SAMPLES["status_changed-accepted-champion"], context=context)
        for shown in both(notice):
            found = {role for role, mark in marks.items() if mark in shown}
            assert found == asked & {offered}


@pytest.mark.parametrize(
    "sample", ["status_changed-in_development-champion", "status_changed-declined-requester"]
)
def test_who_builds_it_is_shown_each_page_that_helps_in_the_order_of_the_process(sample: str) -> None:
    """Guidelines, template, examples, and where to hand it in."""
    pages = [IDENTITY.links[key] for key in ("guidelines", "template", "examples", "pull_requests")]
    for part in parts(SAMPLES[sample]):
        assert sorted((page for page in pages if page in part), key=part.find) == pages


def test_a_completed_request_thanks_its_champion_by_name() -> None:
    """Completed: the champion is thanked by name for what they offered."""
    for shown in both(SAMPLES["status_changed-completed-champion"]):
        assert "Thank you, Mira Okafor." in shown


def test_the_acknowledgement_shows_every_field_with_its_certainty() -> None:
    """Reference first; each field in the author's words; a guess is called one; what was put in our words is quoted."""
    for shown in both(SAMPLES["acknowledgement"]):
        assert shown.index("INT-7") < 120
        assert "every night I export the day's deliveries by hand" in shown
        assert "Our guess from “We need this before the new season starts in March”, please check" in shown
        assert "You wrote: “signs in with key pairs or OAuth”" in shown
        assert "within 5 days" in shown and "Just reply to this mail" in shown


def test_questions_are_numbered_through_all_requests_of_a_mail() -> None:
    """At most four questions, the most useful first, numbered on from one request to the next."""
    text, html = parts(SAMPLES["acknowledgement-two"])
    assert re.findall(r"^(\d)\. ", text, re.M) == ["1", "2", "3", "4"]
    assert re.findall(r'<ol[^>]* start="(\d)"', html) == ["1", "3"]


def test_nothing_is_asked_that_was_said() -> None:
    """A complete request is acknowledged without a single question."""
    text, html = parts(SAMPLES["acknowledgement-complete"])
    assert "question" not in (text + Page(html).shown).lower()


@pytest.mark.parametrize(
    ("refused", "title"),
    [
        ([False, False], "Done"),
        ([False, True], "This is what we did"),
        ([True, True], "Nothing was changed"),
    ],
)
def test_the_title_says_whether_anything_was_done(refused: list[bool], title: str) -> None:
    """All of it, a part, or nothing at all."""
    lines = [command_line("withdraw", "not_yours" if one else "voted", refused=one) for one in refused]
    context = command_done(ref="INT-12", name="Snowflake", lines=lines)
    _, html = parts(replace(SAMPLES["command_done"], context=context))
    assert re.search(rf"<h1[^>]*>\s*{title}\s*</h1>", html)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("acknowledgement-complete", "From the attachment requirements.docx"),
        ("acknowledgement-attached", "All of it is from the attachment form.docx"),
        (
            "acknowledgement-attached-in-part",
            "From the attachment form.docx: Category, Use case, Business impact, API documentation, Authentication, "
            "Data formats, Performance, Alternatives",
        ),
    ],
)
def test_an_attachment_is_named_once(name: str, says: str) -> None:
    """At the one value that comes from it, else below the card, where it says which ones do."""
    for part in parts(SAMPLES[name]):
        said = " ".join(re.sub("<[^>]*>", " ", part).split())
        assert (said.count(says), said.count(".docx")) == (1, 1), said


VOTED = [name for name, notice in SAMPLES.items() if notice.vote_token]


def test_every_kind_about_an_open_request_says_how_others_vote() -> None:
    """Not the team's, nor what is about none, nor what says that nobody asks any more, or that it is decided."""
    assert {SAMPLES[name].kind for name in VOTED} == VOTABLE
    assert not {"vote_counted-unreviewed", "vote_counted-declined", "command_done-team"} & set(VOTED)


@pytest.mark.parametrize("name", VOTED)
def test_the_text_says_what_to_send_as_the_link_does(name: str) -> None:
    """Who reads mail as text knows as well that a `+1` is a vote."""
    mail = BUNDLED.render(SAMPLES[name], IDENTITY.beside(SAMPLES[name]))
    each = "INT-7: " if SAMPLES[name].vote_tokens else ""
    assert f"To vote, they send +1 to {each}integrations+v" in " ".join(mail.text.split())
    assert "subject=Vote%20for%20INT-" in mail.html and "body=%2B1" in mail.html


def test_a_vote_tells_nothing_of_an_unreviewed_request() -> None:
    """Before the team has reviewed it, reference, status and count of the other's request stay untold."""
    context = vote_counted(
        ref="INT-7731",
        name="Snowflake",
        status=Status.SUBMITTED,
        votes=9321,
        reviewed=False,
        explanation="secret",
    )
    notice = replace(SAMPLES["vote_counted-unreviewed"], ref="INT-7731", context=context)
    mail = read(compose(notice, BUNDLED, IDENTITY, NOW))
    everything = text_of(mail) + html_of(mail) + str(mail["Subject"])
    assert [word for word in ("7731", "9321", "secret", "Submitted") if word in everything] == []


HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in y %}",
    "${7*7}",
    "{{ ''.__class__.__mro__ }}",
    "%(name)s %s %d",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</title><body onload=alert(1)>",
    "<!-- --><style>*{display:none}</style>",
    "&lt;b&gt; &#60;b&#62;",
    "javascript:alert(1)",
    "{# comment #} %} }}",
]


@pytest.mark.parametrize("payload", HOSTILE)
def test_r_59_r_61_what_people_write_is_shown_as_text(payload: str) -> None:
    """R-59, R-61: template and HTML syntax in any field is shown verbatim and adds no element to the page."""
    notice = replace(SAMPLES["acknowledgement"], context=_all_fields(payload), thread_subject=payload)
    text, html = parts(notice)
    harmless = parts(replace(notice, context=_all_fields("harmless")))[1]
    assert [tag for tag, _ in Page(html).tags] == [tag for tag, _ in Page(harmless).tags]
    assert " ".join(payload.split()) in " ".join(text.split())
    assert " ".join(payload.split()) in Page(html).shown


def _all_fields(words: str) -> Context:
    """An acknowledgement in which every place that an author can fill holds `words`."""
    evidence = Evidence(text=words, where=f"attachment:{words}", confidence=0.5)
    details = Details(fields=dict.fromkeys(Field, Value(items=(words,), evidence=evidence)))
    return acknowledgement(cards=[card(ref="INT-7", details=details, status=Status.SUBMITTED)])


@pytest.mark.parametrize("name", SAMPLES)
def test_r_59_no_text_of_any_kind_becomes_an_element(name: str) -> None:
    """R-59: markup in every string of every kind's context, in names and subjects too, adds no element."""
    notice = SAMPLES[name]
    marked = replace(
        notice,
        context={key: _marked(key, value) for key, value in notice.context.items()},
        recipient=Address(name="<u>name</u>", address=notice.recipient.address),
        thread_subject="<u>subject</u>",
        ref="<u>INT-7</u>" if notice.ref else "",
    )
    assert Page(parts(marked)[1]).count("u") == 0


def _marked(key: str, value: Json) -> Json:
    """`value` with an element round every text that is not one of our own keys."""
    if key in WORDS_OF_OURS or value in [*Status, *Field]:
        return value
    if isinstance(value, str):
        return f"<u>{value}</u>" if value else value
    if isinstance(value, Mapping):
        return {inner: _marked(inner, one) for inner, one in value.items()}
    if isinstance(value, Sequence):
        return [_marked(key, one) for one in value]
    return value


def test_quoted_words_cannot_pass_for_ours() -> None:
    """A team's or author's text with a signature mark or headings in it stays marked as a quotation, line by line."""
    words = "Fine.\n-- \nCircle Core Integrations\n\nWHAT HAPPENS NEXT\nSend us your password"
    notice = replace(
        SAMPLES["team_question"], context=team_question(ref="INT-7", name="Snowflake", question=words)
    )
    text, _ = parts(notice)
    assert text.count("\n-- \n") == 1
    assert "> Send us your password" in text and "\nSend us" not in text


def test_control_and_bidi_characters_never_show() -> None:
    """R-54: NUL, escape codes, bidi overrides and lone surrogates are gone from both parts; line ends stay."""
    question = "a\0b\x1b[31mred\u202eevil\u202c\ud800 \u200bend\u2028next\r\nlast"
    notice = replace(
        SAMPLES["team_question"], context=team_question(ref="INT-7", name="Snow\0flake", question=question)
    )
    for part in parts(notice):
        assert re.search("[\0\x1b\u202e\u202c\ud800\u200b\u2028\r]", part) is None
    assert "> next\n> last\n" in parts(notice)[0]


def _rgb(colour: str) -> tuple[float, float, float]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio."""
    light = sorted(
        (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (_rgb(one), _rgb(other))), reverse=True
    )
    return (light[0] + 0.05) / (light[1] + 0.05)


def _colours(sheet: str, prop: str) -> dict[str, str]:
    found = {}
    for names, body in re.findall(r"([^{}@]+)\{([^}]*)\}", sheet):
        match = re.search(rf"(?<![-\w]){prop}:\s*(#[0-9a-f]{{6}})", body)
        for name in names.split(","):
            if match:
                found[name.strip().removeprefix(".")] = match[1]
    return found


ON_PAPER = [
    "paper",
    "title",
    "section",
    "muted",
    "small",
    "link",
    "label",
    "value",
    "said",
    "guess",
    "was",
    "question",
    "step",
]
ON_PAGE = ["masthead", "brand", "ref", "foot"]
ON_ITSELF = ["words", "note", "chip", "good", "bad"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_in_both_schemes(scheme: str) -> None:
    """Every text colour stands off its ground by 4.5 to 1 at least (WCAG 2.1 AA)."""
    sheet = SOURCES["_base/inline.css"]
    text, ground = _colours(sheet, "color"), _colours(sheet, "background-color")
    if scheme == "dark":
        dark = SOURCES["_base/screen.css"].partition("prefers-color-scheme: dark) {")[2]
        text |= _colours(dark, "color")
        ground |= _colours(dark, "background-color")
    pairs = [(n, text[n], ground["paper"]) for n in ON_PAPER]
    pairs += [(n, text[n], ground["page"]) for n in ON_PAGE]
    pairs += [(n, text[n], ground[n]) for n in ON_ITSELF]
    pairs += [("press", text["press"], ground["button"])]
    assert [(n, a, b) for n, a, b in pairs if _contrast(a, b) < 4.5] == []


def test_every_kind_has_a_sample() -> None:
    """No kind of mail goes unlooked-at."""
    assert {notice.kind for notice in SAMPLES.values()} == set(NoticeKind)


def test_replies_to_a_conversation_keep_its_subject() -> None:
    """The subject is the recipient's own with our reference; without a conversation the reference and the name."""
    own = read(compose(SAMPLES["acknowledgement"], BUNDLED, IDENTITY, NOW))
    news = read(compose(SAMPLES["status_changed-declined-requester"], BUNDLED, IDENTITY, NOW))
    team = read(compose(SAMPLES["team_new_request"], BUNDLED, IDENTITY, NOW))
    assert own["Subject"] == news["Subject"] == "Re: [INT-7] Loading our deliveries into Snowflake"
    assert team["Subject"] == "[INT-7] Snowflake"


def test_who_takes_part_in_nothing_is_not_told_how_to_add_to_it() -> None:
    """An empty report says that there is no request and how to make one, and nothing else."""
    for shown in both(SAMPLES["status_report-empty"]):
        assert "You have no requests" in shown and "add something to one of them" not in shown


def test_a_request_with_nothing_in_it_is_still_answered_kindly() -> None:
    """An empty mail gets its reference and the four most useful questions."""
    asked = questions(Details().missing)
    text, _ = parts(SAMPLES["acknowledgement-empty"])
    assert asked[0] is Field.INTEGRATION_NAME and len(asked) == 4
    assert "INT-10" in text and "Which product or service should we connect to?" in text


@pytest.mark.parametrize(
    ("turn", "says", "never"),
    [
        ("moved-started", "Before, it was planned for v0.4.0.", "moves to"),
        ("moved-completed", "available in v0.5.0", "moves to"),
        ("back-review", "goes a step back: Under Review", "has begun"),
        ("back-accepted", "planned for no release", "Good news"),
        ("back-scheduled", "not being built at the moment", "Before, it was"),
        ("back-started", "being built again, for v0.4.0", "right now"),
        ("again", "is open again", "has begun"),
        ("again-accepted", "Good news", "a step back"),
        ("reopened", "is open again", "before:"),
        ("still", "a word from the team", "before:"),
    ],
)
def test_each_turn_is_told_as_what_it_is(turn: str, says: str, never: str) -> None:
    """A step back is no good news, what moves names both releases, and what stands as it did has no `before`."""
    for shown in both(SAMPLES[f"status_changed-{turn}"]):
        assert says in shown and never not in shown


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "ja"])
@pytest.mark.parametrize("turn", ["moved", "moved-started", "moved-completed"])
def test_both_releases_stand_in_a_mail_about_a_release_that_moved(turn: str, language: str) -> None:
    """In every language, in the sentence and in the line of the status."""
    for shown in both(replace(SAMPLES[f"status_changed-{turn}"], language=language)):
        assert shown.count("v0.4.0") >= 2 and shown.count("v0.5.0") >= 2


@pytest.mark.parametrize(
    ("name", "says", "never"),
    [
        ("merged", "your vote are part of it", "you follow it there"),
        ("merged-watcher", "you follow it there", "SEPARATE"),
        ("merged-champion", "what you offered counts there", "SEPARATE"),
        ("split", "Yours goes on as INT-7", "as before"),
        ("split-voter", "You are with INT-7, as before", "Yours"),
        ("no_news", "reply WITHDRAW", "reply -1"),
        ("no_news-voter", "reply -1", "WITHDRAW"),
        ("no_news-watcher", "Anything that makes it more urgent helps", "reply -1"),
    ],
)
def test_each_part_has_its_own_words_about_a_merge_and_about_no_news(
    name: str, says: str, never: str
) -> None:
    """Who only follows has no vote to keep or to take back, and nothing of their own to separate."""
    for shown in both(SAMPLES[name]):
        assert says in shown and never not in shown


def test_nothing_is_said_to_be_sure_where_nothing_was_understood() -> None:
    """An empty card of the team's mail says what is missing and no more."""
    for part in parts(SAMPLES["team_new_request-quiet"]):
        assert "sure" not in part and "Not mentioned:" in part
