"""Judges whether a person wrote a mail, in the order of an ordered table of rules: the first hit decides.

Never to answer a robot is the hard rule, so a mark that only robots set outranks everything the text says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailer.model.message import LOOP_FIELD, Automatic, Message
from mailer.recognise.asides import (
    answers_us,
    asks_for_something,
    asks_itself,
    own_words,
    says_nothing_else,
    wishes_first,
)
from mailer.recognise.automatic_words import (
    AUTO_BODY,
    AUTO_SUBJECT,
    AUTOREPLY_FIELDS,
    CHALLENGE_BODY,
    ENDS,
    NO_REPLY,
    SERVICE_FIELDS,
)
from mailer.recognise.away_words import ABSENCE, GONE
from mailer.recognise.notices import writes_notice

_OPENING = 600
"""Characters of the text in which a robot says that it is one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What kind of automatic mail it is (None: a person wrote it), and why."""

    kind: Automatic | None
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ours:
    """What the service knows about itself."""

    addresses: frozenset[str]
    message_domain: str


Rule = Callable[[Message, Ours], str]
"""Returns why it hits, or the empty string."""


def judge(
    message: Message,
    own: frozenset[str],
    own_message_domain: str,
    asking: Sequence[str] = (),
    wishing: Sequence[str] = (),
) -> Verdict:
    """Return what kind of automatic mail `message` is, kind None for a person's.

    `own` holds our own addresses in lower case, `own_message_domain` the domain of our Message-IDs, `asking` the sentences
    of the text that ask for an integration: a holiday told beside one of them is an aside. So is one told behind one of
    `wishing`, the sentences of a request that wish for anything.
    """
    ours = Ours(addresses=own, message_domain=own_message_domain.lower())
    if why := _own(message, ours):
        return Verdict(kind=Automatic.OWN, because=why)
    if message.delivery:
        return Verdict(kind=message.delivery.kind, because=message.delivery.because)
    rules = SURE if asks_itself(asking) else RULES
    for kind, rule in rules:
        why = rule(message, ours)
        if why and not (rule in SOFT and _asks_beside(message, wishing)):
            return Verdict(kind=kind, because=why)
    return Verdict(kind=None, because="nothing marks it as automatic")


def _asks_beside(message: Message, wishing: Sequence[str]) -> bool:
    text = own_words(message)
    return wishes_first(text, wishing) or asks_for_something(text)


def _own(message: Message, ours: Ours) -> str:
    """R-90: two instances of the service must never talk to each other."""
    if message.header(LOOP_FIELD):
        return "it carries our loop header"
    if message.sender and message.sender.address.lower() in ours.addresses:
        return "it comes from one of our own addresses"
    domain = message.message_id.rpartition("@")[2].rstrip(">").lower()
    if ours.message_domain and domain == ours.message_domain:
        return "its Message-ID is one of ours"
    return ""


def _auto_submitted(message: Message) -> str:
    """RFC 3834 section 5: everything but `no`."""
    return _auto_submitted_word(message) and f"Auto-Submitted says {_auto_submitted_word(message)}"


def _auto_submitted_word(message: Message) -> str:
    word = re.match(r"[a-z-]+", message.header("Auto-Submitted").strip().lower())
    return word[0] if word and word[0] != "no" else ""


def _replied(message: Message, ours: Ours) -> str:
    word = _auto_submitted_word(message)
    return _auto_submitted(message) if word == "auto-replied" else ""


def _generated(message: Message, ours: Ours) -> str:
    return _auto_submitted(message)


def _autoreply_field(message: Message, ours: Ours) -> str:
    """Fields that responders set beside or instead of Auto-Submitted."""
    for name in _carried(message, AUTOREPLY_FIELDS):
        if any(AUTOREPLY_FIELDS[name].search(value.lower()) for value in message.all(name)):
            return f"{name} marks an automatic reply"
    return ""


def _carried(message: Message, fields: Iterable[str]) -> Iterator[str]:
    """Those of `fields` that its header has."""
    carried = {name.lower() for name, _ in message.headers}
    return (name for name in fields if name.lower() in carried)


def _autoreply_subject(message: Message, ours: Ours) -> str:
    """As programs write it: the mark, and an end or the subject that it answers."""
    subject = message.subject.lower()
    found = AUTO_SUBJECT.search(subject)
    alone = found and (ENDS.match(subject, found.end()) or message.in_reply_to or message.references)
    return f"its subject says {found[0].strip()!r}" if found and alone else ""


def _autoreply_words(message: Message, ours: Ours) -> str:
    """The same words within a sentence."""
    found = AUTO_SUBJECT.search(message.subject.lower())
    return f"its subject says {found[0].strip()!r}" if found else ""


def _notice(message: Message, ours: Ours) -> str:
    return writes_notice(message)


def _null_return_path(message: Message, ours: Ours) -> str:
    """RFC 3834 section 2: what has no return path must not be answered."""
    values = list(message.all("Return-Path"))
    return "it has no return path" if values and values[0].strip() == "<>" else ""


def _says_so(message: Message, ours: Ours) -> str:
    """The author's own text, not what it quotes."""
    return _said(message, AUTO_BODY)


def _is_away(message: Message, ours: Ours) -> str:
    """What a person may say as well, beside something else."""
    return "" if answers_us(message, ours.message_domain) else _said(message, ABSENCE)


def _is_gone(message: Message, ours: Ours) -> str:
    """What a person may well say: a responder's where the text says nothing else."""
    said = _said(message, GONE)
    return said if said and says_nothing_else(own_words(message)) else ""


def _said(message: Message, pattern: re.Pattern[str]) -> str:
    text = own_words(message)
    ends = (text[:_OPENING], text[-_OPENING:]) if len(text) > 2 * _OPENING else (text,)
    found = next((found for end in ends if (found := pattern.search(end))), None)
    return f"its text says {found[0].strip()!r}" if found else ""


def _challenge(message: Message, ours: Ours) -> str:
    found = CHALLENGE_BODY.search(message.new_text[:2_000].lower())
    return "it asks the writer of a mail to prove being a person" if found else ""


def _precedence(words: tuple[str, ...]) -> Rule:
    def rule(message: Message, ours: Ours) -> str:
        word = message.header("Precedence").strip().lower()
        return f"Precedence says {word}" if word in words and not _own_list(message, ours) else ""

    return rule


def _own_list(message: Message, ours: Ours) -> bool:
    """A group address that leads to our own mailbox passes on what people write to us."""
    posts = " ".join(
        [*message.all("List-Post"), *message.all("X-BeenThere"), *message.all("Mailing-list")]
    ).lower()
    ids = " ".join(message.all("List-Id")).lower()
    return any(own in posts or own.replace("@", ".") in ids for own in ours.addresses)


_LIST_FIELDS = ("List-Id", "List-Post", "X-Mailing-List", "X-BeenThere", "X-Mailman-Version", "Mailing-List")
_BULK_FIELDS = ("List-Unsubscribe", "X-Campaign-Id", "X-Campaign", "X-CampaignId", "X-Mailgun-Campaign-Id")


def _list(message: Message, ours: Ours) -> str:
    """RFC 2919 and RFC 2369, and what list software set before them."""
    for name in _carried(message, _LIST_FIELDS):
        if message.header(name) and not _own_list(message, ours):
            return f"{name} marks a mailing list"
    return ""


def _bulk(message: Message, ours: Ours) -> str:
    for name in _carried(message, _BULK_FIELDS):
        if message.header(name) and not _own_list(message, ours):
            return f"{name} marks bulk mail"
    return ""


def _service(message: Message, ours: Ours) -> str:
    """Notices of trackers and forges (R-79): a stranger can make them say anything."""
    found = next((name for name, _ in message.headers if SERVICE_FIELDS.match(name.lower())), "")
    return f"{found} marks a service's notice" if found else ""


def _no_reply(message: Message, ours: Ours) -> str:
    local = message.sender.address.rpartition("@")[0].lower() if message.sender else ""
    return "its sender's address takes no answers" if NO_REPLY.search(local) else ""


RULES: tuple[tuple[Automatic, Rule], ...] = (
    (Automatic.AUTO_REPLY, _replied),
    (Automatic.AUTO_REPLY, _autoreply_field),
    (Automatic.AUTO_REPLY, _autoreply_subject),
    (Automatic.AUTO_REPLY, _autoreply_words),
    (Automatic.AUTO_REPLY, _precedence(("auto_reply", "auto-reply"))),
    (Automatic.AUTO_REPLY, _challenge),
    (Automatic.LIST, _list),
    (Automatic.LIST, _precedence(("list",))),
    (Automatic.BULK, _bulk),
    (Automatic.BULK, _precedence(("bulk", "junk"))),
    (Automatic.BULK, _generated),
    (Automatic.BULK, _service),
    (Automatic.BULK, _notice),
    (Automatic.AUTO_REPLY, _null_return_path),
    (Automatic.BULK, _no_reply),
    (Automatic.AUTO_REPLY, _says_so),
    (Automatic.AUTO_REPLY, _is_away),
    (Automatic.AUTO_REPLY, _is_gone),
)
"""After our own mail and delivery reports (RELIABILITY 5b), the surest mark first; the text speaks last."""
SOFT: frozenset[Rule] = frozenset({_autoreply_words, _is_away, _is_gone})
"""Rules that read what a person may write as well: who asks for an integration beside it is one."""
SURE = tuple((kind, rule) for kind, rule in RULES if rule not in SOFT)
