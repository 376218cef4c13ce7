"""Simulates people who answer our questions in many shapes of reply, and counts the fields that end as they meant.

Each conversation: a person asks for an integration by mail, reads the numbered questions of the acknowledgement, answers
some of them, now and then corrects a field of the card, in a shape drawn at random (or of the kind kept for the
measurement alone). Everything goes through real mail bytes and the whole road. What a field should be is known before.

Usage: python bench/conversations.py [--count 100] [--seed 1] [--shapes known|unseen|all] [--misses]
"""

import argparse
import email.policy
import html
import logging
import random
import re
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import structlog

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "story"))

from world import World, html_of, open_world, reply_subject, text_of

from mailer.config import Settings
from mailer.wiring import build_sandbox

PRODUCTS = (
    "Snowflake", "Databricks", "Zendesk", "HubSpot", "MongoDB", "Redshift", "Jira", "Shopify", "Stripe", "Twilio",
    "Datadog", "PagerDuty", "Okta", "Notion", "Airtable", "Kafka", "Elasticsearch", "BigQuery", "Salesforce", "Dropbox",
)  # fmt: skip

OPENINGS = (
    "Hello,\n\nwe would love to have an integration with {name}.",
    "Hi team,\n\ncould you please add a connector for {name}?",
    "Good morning,\n\nplease support {name} as an integration.",
    "Hi,\n\nis there any chance of a {name} integration? We would use it a lot.",
)

ANSWERS: Mapping[str, Sequence[tuple[str, Any]]] = {
    "use_case": (
        ("We want to copy the orders of the day into our reports each morning", None),
        ("Our support team would look up a customer's history without leaving the page", None),
        ("to keep the product list of both systems the same", None),
        ("We would load sensor readings of forty machines and plot them", None),
        ("Finance needs the invoices next to the bookings", None),
        ("New staff should appear there on their first day", None),
    ),
    "business_impact": (
        ("It would save our team about two days a month", None),
        ("Three customers wait for this before they sign", None),
        ("We lose roughly 4,000 euros each quarter to double entry", None),
        ("Nobody would have to copy figures by hand any more", None),
        ("about 60 people use it every day", None),
    ),
    "technical.api_docs": (
        ("https://docs.vendor.example/api/v2", ["https://docs.vendor.example/api/v2"]),
        ("see https://developer.vendor.example/reference", ["https://developer.vendor.example/reference"]),
        ("It is here: https://api.vendor.example/openapi.json", ["https://api.vendor.example/openapi.json"]),
    ),
    "priority": (
        ("High, please", "high"),
        ("low", "low"),
        ("It is a nice to have", "low"),
        ("critical for us, we are stuck without it", "critical"),
        ("Medium", "medium"),
        ("quite urgent", "high"),
    ),
    "technical.authentication": (
        ("OAuth2", ["oauth2"]),
        ("an API key", ["api_key"]),
        ("They use SAML", ["saml"]),
        ("basic auth", ["basic"]),
        ("OAuth 2.0 or an API key", ["oauth2", "api_key"]),
    ),
    "technical.data_formats": (
        ("JSON", ["json"]),
        ("CSV and Parquet", ["csv", "parquet"]),
        ("mostly XML", ["xml"]),
        ("JSON, sometimes CSV", ["json", "csv"]),
    ),
    "technical.performance": (
        ("About 50,000 rows a day", None),
        ("daily is enough", None),
        ("under 5 seconds for a page of 100 records", None),
        ("every 15 minutes", None),
    ),
    "alternatives": (
        ("We copy the figures by hand at the moment", None),
        ("We tried Zapier, it was too slow", None),
        ("a nightly script that breaks every other week", None),
        ("none so far, we just do without", None),
    ),
}
"""What people answer, with the value that the tracker should hold; None: their own words."""

SAID_AT_ONCE: Mapping[str, Sequence[str]] = {
    "use_case": ("Use case: nightly copies of our order table", "Use case: one view of all open tickets"),
    "business_impact": ("Business impact: saves one full day a week",),
    "priority": ("Priority: high", "Priority: low"),
    "technical.authentication": ("Authentication: API key",),
    "alternatives": ("Alternatives: we export files by hand today",),
}
"""What some say in the first mail already."""

QUESTION_WORDS: Mapping[str, str] = {
    "day to day": "use_case",
    "what would it change": "business_impact",
    "api described": "technical.api_docs",
    "how urgent": "priority",
    "sign in": "technical.authentication",
    "in which formats": "technical.data_formats",
    "how much data": "technical.performance",
    "manage without": "alternatives",
    "which product": "integration_name",
}
"""How a reader knows what a question of our English mails is about."""


@dataclass(frozen=True)
class Answer:
    """One answered question."""

    number: int
    question: str
    name: str
    words: str
    value: Any


@dataclass(frozen=True)
class Turn:
    """What a shape of reply is made from."""

    sender: str
    mail: EmailMessage
    answers: Sequence[Answer]
    rng: random.Random
    language: str = "en"


@dataclass
class Score:
    """Counts over all conversations."""

    answered: int = 0
    right: int = 0
    others: int = 0
    changed: int = 0
    misses: list[str] = field(default_factory=list)
    by_shape: Counter[str] = field(default_factory=Counter)
    wrong_by_shape: Counter[str] = field(default_factory=Counter)


# -- shapes ---------------------------------------------------------------------------------------------------------


def _quoted(turn: Turn, mark: str = "> ") -> str:
    return "\n".join((mark + line).rstrip() for line in text_of(turn.mail).splitlines())


def _attribution(turn: Turn) -> str:
    return f"On Mon, Nov 23, 2026 at 11:02 AM {turn.mail['From']}\nwrote:"


def _numbers(turn: Turn, form: str = "{n}. {words}", join: str = "\n") -> str:
    return join.join(form.format(n=a.number, words=a.words) for a in turn.answers)


def gmail_numbers_on_top(turn: Turn) -> EmailMessage:
    greeting = turn.rng.choice(("Hi,\n\n", "", "Thanks for the quick answer!\n\n"))
    text = f"{greeting}{_numbers(turn)}\n\nBest\nJo\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n"
    return _plain(turn, text)


def gmail_html(turn: Turn) -> EmailMessage:
    said = "<br>".join(html.escape(f"{a.number}: {a.words}") for a in turn.answers)
    markup = (
        f'<div dir="ltr">{said}<br></div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{html.escape(_attribution(turn))}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{_inner(turn)}</blockquote></div>'
    )
    text = f"{_numbers(turn, '{n}: {words}')}\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n"
    return _both(turn, text, markup)


def one_run_of_numbers(turn: Turn) -> EmailMessage:
    said = _numbers(turn, "{n}: {words}", ", ")
    return _plain(turn, f"{said}\n\n{_attribution(turn)}\n{_quoted(turn)}\n")


def thunderbird_below_each_question(turn: Turn) -> EmailMessage:
    lines = []
    for line in text_of(turn.mail).splitlines():
        lines.append(f"> {line}".rstrip())
        answer = next((a for a in turn.answers if line.strip() == f"{a.number}. {a.question}"), None)
        if answer:
            lines += ["", answer.words, ""]
    return _plain(turn, f"{_attribution(turn)}\n" + "\n".join(lines) + "\n")


def apple_below_each_question(turn: Turn) -> EmailMessage:
    """Apple Mail: the quoted list is cut, the answer stands between two blockquotes."""
    text, markup = [_attribution(turn), ""], [f"<div>{html.escape(_attribution(turn))}</div>"]
    for a in turn.answers:
        text += [f"> {a.number}. {a.question}", "", a.words, ""]
        markup.append(
            f'<blockquote type="cite"><ol start="{a.number}"><li>{html.escape(a.question)}</li></ol></blockquote>'
            f"<div>{html.escape(a.words)}</div><br>"
        )
    return _both(turn, "\n".join(text), "<html><body>" + "".join(markup) + "</body></html>")


def outlook_on_top(turn: Turn) -> EmailMessage:
    head = (
        f"From: {turn.mail['From']}\nSent: Monday, November 23, 2026 11:02 AM\nTo: {turn.sender}\n"
        f"Subject: {turn.mail['Subject']}\n"
    )
    said = "".join(f'<p class="MsoNormal">{a.number}. {html.escape(a.words)}</p>' for a in turn.answers)
    lines = "<br>".join(f"<b>{a}:</b>{b}" for a, _, b in (r.partition(":") for r in head.splitlines()))
    markup = (
        f'<html><body><div class="WordSection1">{said}<p class="MsoNormal">&nbsp;</p>'
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal">{lines}</p></div></div>{_inner(turn)}</div></body></html>'
    )
    text = f"{_numbers(turn, join=chr(10) * 2)}\n\n{head}\n{text_of(turn.mail)}\n"
    return _both(turn, text, markup)


def phone(turn: Turn) -> EmailMessage:
    foot = turn.rng.choice(("Sent from my iPhone", "Get Outlook for Android", "Sent from my Galaxy"))
    return _plain(turn, f"{_numbers(turn, '{n}) {words}')}\n\n{foot}\n")


def labelled(turn: Turn) -> EmailMessage:
    said = "\n".join(f"{LABELS[a.name]}: {a.words}" for a in turn.answers)
    return _plain(turn, f"Hello,\n\n{said}\n\nRegards\nJo\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n")


LABELS = {
    "use_case": "Use case", "business_impact": "Business impact", "technical.api_docs": "API documentation",
    "priority": "Priority", "technical.authentication": "Authentication", "technical.data_formats": "Data formats",
    "technical.performance": "Performance", "alternatives": "Alternatives",
}  # fmt: skip


def question_copied_then_arrow(turn: Turn) -> EmailMessage:
    said = "\n\n".join(f"{a.question}\n--> {a.words}" for a in turn.answers)
    return _plain(turn, f"{said}\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n")


def worded_numbers(turn: Turn) -> EmailMessage:
    said = "\n".join(f"Question {a.number} - {a.words}" for a in turn.answers)
    return _plain(turn, f"Hi there\n\n{said}\n\nJo\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n")


def in_brackets(turn: Turn) -> EmailMessage:
    return _plain(turn, f"{_numbers(turn, '({n}) {words}')}\n\nViele Grüße\nJo\n\n{_quoted(turn)}\n")


def outlook_inline_with_initials(turn: Turn) -> EmailMessage:
    """Outlook's habit: answers in the unmarked copy of our mail, below "see my answers below", each with initials."""
    lines = []
    for line in text_of(turn.mail).splitlines():
        lines.append(line)
        answer = next((a for a in turn.answers if line.strip() == f"{a.number}. {a.question}"), None)
        if answer:
            lines.append(f"[JB] {answer.words}")
    head = (
        f"From: {turn.mail['From']}\nSent: Monday, November 23, 2026 11:02 AM\nTo: {turn.sender}\n"
        f"Subject: {turn.mail['Subject']}\n"
    )
    return _plain(turn, "See my answers below.\n\n" + head + "\n" + "\n".join(lines) + "\n")


def wrapped_quote_with_answers_on_the_same_line(turn: Turn) -> EmailMessage:
    said = "\n".join(f"> {a.number}. {a.question} {a.words}" for a in turn.answers)
    return _plain(turn, f"{_attribution(turn)}\n{said}\n")


def bullets_with_topics(turn: Turn) -> EmailMessage:
    said = "\n".join(f"* {LABELS[a.name].lower()} - {a.words}" for a in turn.answers)
    return _plain(turn, f"{said}\n\n-- \nJo Berg\nAcme Ltd\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n")


def edited_card(turn: Turn) -> EmailMessage:
    """The answers stand in the quoted card as new lines, where a person would put them."""
    lines = _quoted(turn).splitlines()
    at = max(
        n for n, line in enumerate(lines) if line.startswith(">   ") and ":" in line and n < len(lines) / 2
    )
    lines[at + 1 : at + 1] = [f">   {LABELS[a.name]}: {a.words}" for a in turn.answers]
    return _plain(
        turn, f"I have filled in what I know, see below.\n\n{_attribution(turn)}\n" + "\n".join(lines)
    )


def mutt_trimmed_quotes(turn: Turn) -> EmailMessage:
    """A careful writer keeps of each question its first words only."""
    said = "\n\n".join(
        f"> {a.number}. {' '.join(a.question.split()[:5])} [...]\n\n{a.words}" for a in turn.answers
    )
    return _plain(turn, f"* {turn.mail['From']} [2026-11-23 11:02]:\n\n{said}\n\nCheers,\nJo\n")


def table_of_answers(turn: Turn) -> EmailMessage:
    rows = "".join(f"<tr><td>{a.number}</td><td>{html.escape(a.words)}</td></tr>" for a in turn.answers)
    page = f"<html><body><p>Hi, here you are:</p><table border=1>{rows}</table><p>Jo</p></body></html>"
    return _html_alone(turn, page)


KNOWN: Mapping[str, Callable[[Turn], EmailMessage]] = {
    s.__name__: s
    for s in (
        gmail_numbers_on_top,
        gmail_html,
        one_run_of_numbers,
        thunderbird_below_each_question,
        apple_below_each_question,
        outlook_on_top,
        phone,
        labelled,
        question_copied_then_arrow,
        worded_numbers,
        in_brackets,
        outlook_inline_with_initials,
        wrapped_quote_with_answers_on_the_same_line,
        bullets_with_topics,
        edited_card,
        mutt_trimmed_quotes,
        table_of_answers,
    )
}
"""Shapes that the code was made with."""


def outlook_inline_in_colour(turn: Turn) -> EmailMessage:
    """Outlook, HTML alone: blue answers inside the list of the copied mail."""
    markup = _inner(turn)
    for a in turn.answers:
        question = html.escape(a.question, quote=False)
        assert question in markup, "our HTML asks what the text asks"
        markup = markup.replace(
            question,
            f'{question}</p><p class="MsoNormal"><span style="color:blue">{html.escape(a.words)}</span>',
            1,
        )
    head = f"<b>From:</b> {html.escape(str(turn.mail['From']))}<br><b>Sent:</b> Monday, November 23, 2026 11:02 AM<br>"
    page = (
        '<html><body><p class="MsoNormal">Hello, my answers are in blue.</p><p class="MsoNormal">Jo</p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">'
        f"{head}<b>To:</b> {html.escape(turn.sender)}<br><b>Subject:</b> {html.escape(str(turn.mail['Subject']))}</p>"
        f"</div>{markup}</body></html>"
    )
    return _html_alone(turn, page)


def regarding(turn: Turn) -> EmailMessage:
    forms = ("Regarding {n}: {words}.", "As to your question {n}: {words}.", "For no. {n}: {words}.")
    said = "\n".join(
        turn.rng.choice(forms).format(n=a.number, words=a.words.rstrip(".")) for a in turn.answers
    )
    return _plain(
        turn, f"Dear team,\n\nthank you for coming back so fast.\n\n{said}\n\nKind regards,\nJo Berg\n"
    )


def numbers_with_the_topic(turn: Turn) -> EmailMessage:
    said = "\n".join(f"{a.number}. {LABELS[a.name]}: {a.words}" for a in turn.answers)
    return _plain(turn, f"{said}\n\n{_attribution(turn)}\n\n{_quoted(turn)}\n")


def yahoo_numbers_with_gaps(turn: Turn) -> EmailMessage:
    said = "".join(
        f"<div>{a.number} )&nbsp; {html.escape(a.words)}</div><div><br></div>" for a in turn.answers
    )
    page = (
        f'<html><body><div class="yahoo-style-wrap">{said}<div>Jo</div></div><div id="ydp1" class="yahoo_quoted">'
        f"<div>On Monday, November 23, 2026 at 11:02:05 AM GMT+1, {html.escape(str(turn.mail['From']))} wrote:</div>"
        f"<div>{_inner(turn)}</div></div></body></html>"
    )
    return _html_alone(turn, page)


UNSEEN: Mapping[str, Callable[[Turn], EmailMessage]] = {
    s.__name__: s
    for s in (
        outlook_inline_in_colour,
        regarding,
        numbers_with_the_topic,
        yahoo_numbers_with_gaps,
    )
}
"""Shapes kept for the measurement alone: nothing was made for them."""


def _inner(turn: Turn) -> str:
    body = re.search(r"<body[^>]*>(.*)</body>", html_of(turn.mail), re.S)
    return body[1] if body else ""


def _plain(turn: Turn, text: str) -> EmailMessage:
    return _both(turn, text, "")


def _html_alone(turn: Turn, markup: str) -> EmailMessage:
    mail = _plain(turn, "")
    mail.set_content(markup, subtype="html")
    return mail


def _both(turn: Turn, text: str, markup: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = turn.sender
    mail["To"] = turn.mail["Reply-To"]
    mail["Subject"] = reply_subject(turn.mail)
    mail["Date"] = "Mon, 23 Nov 2026 11:30:00 +0100"
    mail["Message-ID"] = f"<{turn.rng.getrandbits(64):x}@client.example>"
    mail["In-Reply-To"] = turn.mail["Message-ID"]
    mail["References"] = f"{turn.mail['References'] or ''} {turn.mail['Message-ID']}".strip()
    mail.set_content(text)
    if markup:
        mail.add_alternative(markup, subtype="html")
    return mail


# -- one conversation -----------------------------------------------------------------------------------------------


def converse(world: World, number: int, rng: random.Random, shapes: Sequence[str], score: Score) -> None:
    """One person asks, is asked, and answers once."""
    sender = f"Jo Berg <jo{number}@customer{number}.example>"
    first = _first_mail(world, sender, rng)
    row = world.receive(first)
    if row.outcome is None or row.outcome.value not in ("request", "vote"):
        score.misses.append(f"{number}: first mail became {row.outcome}")
        return
    mail = world.answer()
    reference = re.search(r"INT-(\d+)", str(mail["Subject"]))
    assert reference, "an acknowledgement names its request"
    request = int(reference[1])
    answers = _answers(mail, rng)
    if not answers:
        return
    before = _fields(world, request)
    name = rng.choice(shapes)
    reply = {**KNOWN, **UNSEEN}[name](Turn(sender=sender, mail=mail, answers=answers, rng=rng))
    world.receive(
        reply.as_bytes(policy=email.policy.SMTP.clone(max_line_length=None)),
        to=parseaddr(str(reply["To"]))[1],
    )
    world.answers()
    _judge(score, f"{number} {name}", name, before, _fields(world, request), answers)


def _first_mail(world: World, sender: str, rng: random.Random) -> EmailMessage:
    product = rng.choice(PRODUCTS)
    said = rng.sample(sorted(SAID_AT_ONCE), rng.randrange(0, 3))
    lines = [rng.choice(SAID_AT_ONCE[name]) for name in said]
    text = "\n".join([OPENINGS[rng.randrange(len(OPENINGS))].format(name=product), "", *lines])
    return world.write(sender, f"{product} integration", text + "\n\nThanks\nJo\n")


def _answers(mail: EmailMessage, rng: random.Random) -> list[Answer]:
    asked = re.findall(r"^(\d)\. (.+\?)\s*$", text_of(mail), re.M)
    known = [(int(n), q, _topic(q)) for n, q in asked]
    chosen = sorted(rng.sample(known, rng.randrange(1, len(known) + 1))) if known else []
    found = []
    for n, question, name in chosen:
        words, value = rng.choice(ANSWERS[name])
        found.append(Answer(number=n, question=question, name=name, words=words, value=value))
    return found


def _topic(question: str) -> str:
    for words, name in QUESTION_WORDS.items():
        if words in question.lower():
            return name
    raise LookupError(f"no simulated person understands the question {question!r}")


def _fields(world: World, request: int) -> dict[str, Any]:
    return {name: one["value"] for name, one in world.request(request)["fields"].items()}


def _judge(
    score: Score,
    where: str,
    shape: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    answers: Sequence[Answer],
) -> None:
    for answer in answers:
        score.answered += 1
        score.by_shape[shape] += 1
        got = after.get(answer.name)
        if _same(answer, got):
            score.right += 1
        else:
            score.wrong_by_shape[shape] += 1
            score.misses.append(f"{where}: {answer.name}: said {answer.words!r}, holds {got!r}")
    told = {a.name for a in answers}
    for name in sorted((set(before) | set(after) | set(LABELS)) - told):
        score.others += 1
        if before.get(name) != after.get(name):
            score.changed += 1
            score.misses.append(f"{where}: {name} changed from {before.get(name)!r} to {after.get(name)!r}")


def _same(answer: Answer, got: Any) -> bool:
    if answer.value is not None:
        return sorted(got) == sorted(answer.value) if isinstance(got, list) else got == answer.value
    said, held = _tokens(answer.words), _tokens(str(got or ""))
    common = sum((said & held).values())
    return bool(common) and 2 * common / (sum(said.values()) + sum(held.values())) >= 0.8


def _tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shapes", choices=("known", "unseen", "all"), default="all")
    parser.add_argument("--misses", action="store_true", help="print each field that ended otherwise")
    args = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    shapes = {"known": [*KNOWN], "unseen": [*UNSEEN], "all": [*KNOWN, *UNSEEN]}[args.shapes]
    score, rng = Score(), random.Random(args.seed)
    sandbox = build_sandbox(Settings())
    for number in range(args.count):
        # each in a tracker of its own: two who ask for the same would become one request
        with tempfile.TemporaryDirectory() as folder:
            world = open_world(Path(folder), sandbox)
            converse(world, number, rng, shapes, score)
            world.close()
    sandbox.close()
    if args.misses:
        print("\n".join(textwrap.shorten(m, 240) for m in score.misses))
    for shape in shapes:
        print(
            f"{shape:45} {score.by_shape[shape] - score.wrong_by_shape[shape]:4} of {score.by_shape[shape]:4}"
        )
    print(
        f"answered fields that ended right: {score.right} of {score.answered} = {score.right / max(score.answered, 1):.3f}"
    )
    print(
        f"other fields that changed: {score.changed} of {score.others} = {score.changed / max(score.others, 1):.4f}"
    )


if __name__ == "__main__":
    main()
