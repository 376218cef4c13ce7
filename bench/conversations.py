"""Simulates people who reply to our questions in many shapes, and counts the fields that end as they meant.

Each conversation: a person asks for an integration by mail, reads the numbered questions of the acknowledgement, answers
some of them, or corrects a field of the card, or says something that must change nothing, in a shape drawn at random
(or of the kind kept for the measurement alone: `unseen`). Everything goes through real mail bytes and the whole road. What a field should be is known before.

Usage: python bench/conversations.py [--count 100] [--seed 1] [--shapes known|unseen|all] [--misses]
"""

import argparse
import email.policy
import logging
import random
import re
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import structlog

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "story"))

from answer_shapes import KNOWN, UNSEEN
from other_shapes import (
    KNOWN_CORRECTIONS,
    KNOWN_TALK,
    REFUSALS,
    UNSEEN_CORRECTIONS,
    UNSEEN_TALK,
    Shape,
    talk,
)
from turns import LABELS, Answer, Turn
from world import World, open_world, text_of

from mailer.config import Settings
from mailer.wiring.reading import build_sandbox

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

CORRECTED: Mapping[str, Sequence[tuple[str, Any]]] = {
    "integration_name": tuple((name, name) for name in PRODUCTS),
    "use_case": (
        ("archive the invoices of the last year", None),
        ("compare the stock of two warehouses every evening", None),
    ),
    "business_impact": (("it frees one person for two days a week", None),),
    "priority": (("low", "low"), ("medium", "medium"), ("critical", "critical")),
    "technical.authentication": (("SAML", ["saml"]), ("OAuth 2.0", ["oauth2"])),
    "alternatives": (("a script that somebody starts by hand", None),),
}
"""What people put in the place of a value that we have."""

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


@dataclass
class Score:
    """Counts over all conversations."""

    answered: int = 0
    right: int = 0
    others: int = 0
    changed: int = 0
    talks: int = 0
    asked_again: int = 0
    misses: list[str] = field(default_factory=list)
    by_shape: Counter[str] = field(default_factory=Counter)
    wrong_by_shape: Counter[str] = field(default_factory=Counter)


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
    before = _fields(world, request)
    name = rng.choice(shapes)
    answers = _meant(name, mail, before, rng)
    if not answers and name not in TALK:
        return
    reply = SHAPES[name](Turn(sender=sender, mail=mail, answers=answers, rng=rng))
    world.receive(
        reply.as_bytes(policy=email.policy.SMTP.clone(max_line_length=None)),
        to=parseaddr(str(reply["To"]))[1],
    )
    _hear(score, reply, world.answers())
    _judge(score, f"{number} {name}", name, before, _fields(world, request), answers)
    if name in TALK:
        score.talks += 1
        score.by_shape[name] += 1
        score.wrong_by_shape[name] += before != _fields(world, request)


def _meant(name: str, mail: EmailMessage, before: Mapping[str, Any], rng: random.Random) -> list[Answer]:
    """What the person wants to say in this shape: answers, another value for what we have, or nothing."""
    if name in TALK:
        return []
    return _corrected(before, rng) if name in CORRECTIONS else _answers(mail, rng)


def _hear(score: Score, reply: EmailMessage, mails: Sequence[EmailMessage]) -> None:
    """Who refuses to answer is asked no more."""
    body = reply.get_body(("plain", "html"))
    refused = body is not None and any(sentence in str(body.get_content()) for sentence in REFUSALS)
    score.asked_again += refused and any(re.search(r"^1\. ", text_of(mail), re.M) for mail in mails)


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


def _corrected(before: Mapping[str, Any], rng: random.Random) -> list[Answer]:
    """Another value for one of the fields that the card shows."""
    name = rng.choice(sorted(before.keys() & CORRECTED.keys()))
    others = [one for one in CORRECTED[name] if before[name] not in one]
    words, value = rng.choice(others)
    return [Answer(number=0, question="", name=name, words=words, value=value)]


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
    if "integration_name" in told:
        told.add("category")  # our guess from the name goes with the name
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


TALK: Mapping[str, Shape] = {"known_talk": talk(KNOWN_TALK), "unseen_talk": talk(UNSEEN_TALK)}
CORRECTIONS: Mapping[str, Shape] = {**KNOWN_CORRECTIONS, **UNSEEN_CORRECTIONS}
SHAPES: Mapping[str, Shape] = {**KNOWN, **UNSEEN, **CORRECTIONS, **TALK}


def _chosen(shapes: str) -> list[str]:
    """The names of the shapes to draw from; talk as often as all corrections."""
    known = [*KNOWN, *KNOWN_CORRECTIONS, *["known_talk"] * len(KNOWN_CORRECTIONS)]
    unseen = [*UNSEEN, *UNSEEN_CORRECTIONS, *["unseen_talk"] * len(UNSEEN_CORRECTIONS)]
    return {"known": known, "unseen": unseen, "all": [*known, *unseen]}[shapes]


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
    shapes = _chosen(args.shapes)
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
    for shape in dict.fromkeys(shapes):
        print(
            f"{shape:45} {score.by_shape[shape] - score.wrong_by_shape[shape]:4} of {score.by_shape[shape]:4}"
        )
    print(
        f"answered fields that ended right: {score.right} of {score.answered} = {score.right / max(score.answered, 1):.3f}"
    )
    print(
        f"mails that were to change nothing: {score.talks}, asked again after a refusal: {score.asked_again}"
    )
    print(
        f"other fields that changed: {score.changed} of {score.others} = {score.changed / max(score.others, 1):.4f}"
    )


if __name__ == "__main__":
    main()
