"""A subject without what is no word of its author's: reply marks, tags, `Feature request:`."""

import re

from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.words import Words
from mailer.parse.reply_cues import REPLY_SUBJECT
from mailer.rules.catalog import Catalog

_TAG = re.compile(r"\s*(?:\[[^\[\]]{0,60}\]|【[^【】]{0,60}】|#\w+)\s*")
_PREFIX = re.compile(r"[^:：]{1,60}[:：]\s*")
_OURS = re.compile(r"\[[A-Z][A-Z0-9]{0,9}-\d{1,9}\]")


def of_a_conversation(subject: str) -> bool:
    """Whether a subject bears a request's reference, as all of ours do: who answers below it has not written it."""
    return bool(REPLY_SUBJECT.match(subject) and _OURS.search(subject))


def is_reply(subject: str) -> bool:
    """Whether a subject begins with a reply mark: it goes on, and whoever wrote below it has not written it."""
    return REPLY_SUBJECT.match(subject) is not None


def plain_subject(subject: str, words: Words, catalog: Catalog) -> str:
    """A subject without reply marks, a leading `Feature request:` and tags in brackets, unless they name a product."""
    while reply := REPLY_SUBJECT.match(subject):
        subject = subject[reply.end() :]
    subject = _TAG.sub(lambda tag: _without_tag(tag.group(), words, catalog), subject).strip()
    while (prefix := _PREFIX.match(subject)) and all_noise(prefix.group(), words):
        subject = subject[prefix.end() :]
    return subject.lstrip(" :：-–—").rstrip()


def _without_tag(tag: str, words: Words, catalog: Catalog) -> str:
    """`[source-shopify] …` and `[receiver/kafka] …` say what the rest is about, `[Feature]` says nothing."""
    inner = tag.strip().strip("[]【】#")
    if _PROPOSAL.fullmatch(inner):
        return " "
    parts = [part for part in re.split(r"[-/_\s]+", inner) if not all_noise(part, words)]
    known = catalog.find(" ".join(parts)) if parts else None
    return f" {' '.join(parts)}: " if known and not is_generic(inner, words) else " "


_PROPOSAL = re.compile(r"(?:[A-Z]{1,3}IP|[KP]EP|RFC)(?:[ -]?#?\d{1,5})?")
"""`[SIP]`, `[KIP-500]`: what a project calls a proposal for its improvement."""
