"""Which request a mail belongs to: by token, then by References, by the vote address that somebody who takes part wrote to,
then (for its proven requester) by the subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mailer.model.message import Message
from mailer.model.people import Part, canonical
from mailer.model.snapshot import RequestView, Snapshot
from mailer.rules.token import Claims, Use, belongs_to, expired, read_token, tokens_in

NOT_THEIRS = "its subject names a request that is not its sender's"
MAX_IDS = 20
"""How many Message-IDs of one mail are looked up."""


class Via(StrEnum):
    """By what a mail was led to its request."""

    TOKEN = "token"  # noqa: S105 - the word, not a secret
    REFERENCES = "references"
    BALLOT = "ballot"
    SUBJECT = "subject"


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """What has to be looked up before a mail can be judged."""

    own: tuple[Claims, ...] = ()
    """Valid tokens made for the sender: those in the recipient addresses first, then those in References."""
    foreign: tuple[Claims, ...] = ()
    """Valid tokens made for somebody else."""
    message_ids: tuple[str, ...] = ()
    subject_numbers: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Request numbers named by tokens or the subject."""
        by_token = [c.number for c in (*self.own, *self.foreign) if c.use is not Use.BOUNCE]
        return tuple(dict.fromkeys([*by_token, *self.subject_numbers]))

    def bearing(self, use: Use) -> Claims | None:
        """The sender's first token of that use."""
        return next((c for c in self.own if c.use is use), None)

    @property
    def ballot(self) -> Claims | None:
        """The vote address that it was sent to, whoever was given it."""
        return next((c for c in (*self.own, *self.foreign) if c.use is Use.VOTE), None)

    @property
    def bounce_token(self) -> Claims | None:
        """The token of our envelope sender (VERP), by which a bounce names the notice that came back."""
        return next((c for c in (*self.own, *self.foreign) if c.use is Use.BOUNCE), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """The conversation a mail belongs to."""

    request: RequestView | None = None
    via: Via | None = None
    stray: str = ""
    """Why a mail that points at a request was not let in; empty when nothing points anywhere."""
    stray_request: RequestView | None = None
    """The request it points at, for the team only."""


def _local_parts(message_ids: Sequence[str]) -> list[str]:
    """Our own Message-IDs begin with the reply token: `<token.serial@domain>`."""
    return [mid.strip("<>").partition("@")[0].partition(".")[0] for mid in message_ids]


def keys_of(message: Message, recipients: Sequence[str], signing_keys: Sequence[bytes], prefix: str) -> Keys:
    """Return what to look up for `message`.

    `recipients` are the envelope's addresses (they outrank the header, R-74); `prefix` is the reference prefix.
    """
    ids = tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))[:MAX_IDS]
    delivered = [*message.all("Delivered-To"), *message.all("X-Original-To")]
    header = [a.address for a in (*message.to, *message.cc)]
    returned = [message.delivery.returned_sender] if message.delivery else []
    texts = [*tokens_in([*recipients, *delivered, *header, *returned]), *_local_parts(ids)]
    claims = [claim for text in dict.fromkeys(texts) if (claim := read_token(signing_keys, text))]
    sender = message.sender.address if message.sender else ""
    mine = [bool(sender) and belongs_to(claim, signing_keys, sender) for claim in claims]
    found = re.findall(rf"\b{re.escape(prefix)}-(\d{{1,9}})\b", message.subject, re.IGNORECASE)
    return Keys(
        own=tuple(c for c, m in zip(claims, mine, strict=True) if m),
        foreign=tuple(c for c, m in zip(claims, mine, strict=True) if not m),
        message_ids=ids,
        subject_numbers=tuple(dict.fromkeys(int(n) for n in found[:5])),
    )


def find_thread(keys: Keys, snapshot: Snapshot, *, proven: bool) -> Thread:
    """Return the conversation that a mail may join. Only a token made for the sender, or the proven identity
    of somebody who already takes part, opens the door; everything else is a hint for the team.

    Every door is tried before a hint is taken: somebody else's token in a forwarded mail hides nobody's own conversation.
    """
    return (
        _by_token(keys, snapshot)
        or (_by_references(keys, snapshot) if proven else None)
        or (_by_ballot(keys, snapshot) if proven else None)
        or (_by_subject(keys, snapshot) if proven else None)
        or _astray(keys, snapshot)
    )


def _by_token(keys: Keys, snapshot: Snapshot) -> Thread | None:
    request = _request_of([c for c in keys.own if c.number not in snapshot.forgotten], snapshot)
    return Thread(request=request, via=Via.TOKEN) if request else None


def _request_of(claims: Sequence[Claims], snapshot: Snapshot) -> RequestView | None:
    numbers = (c.number for c in claims if c.use is Use.REPLY and not expired(c, snapshot.now))
    return next((snapshot.requests[n] for n in numbers if n in snapshot.requests), None)


def _by_references(keys: Keys, snapshot: Snapshot) -> Thread | None:
    own = (request for request in _referred(keys, snapshot) if _takes_part(request, snapshot))
    request = next(own, None)
    return Thread(request=request, via=Via.REFERENCES) if request else None


def _referred(keys: Keys, snapshot: Snapshot) -> Iterator[RequestView]:
    """The requests whose mails it answers or refers to, the nearest first."""
    numbers = (snapshot.threads[mid] for mid in keys.message_ids if mid in snapshot.threads)
    return (snapshot.requests[number] for number in numbers if number in snapshot.requests)


def _by_ballot(keys: Keys, snapshot: Snapshot) -> Thread | None:
    """Its vote address opens nothing to others (RELIABILITY R-76); who takes part may as well write there."""
    request = snapshot.requests.get(keys.ballot.number) if keys.ballot else None
    takes_part = request is not None and _takes_part(request, snapshot)
    return Thread(request=request, via=Via.BALLOT) if takes_part else None


def _by_subject(keys: Keys, snapshot: Snapshot) -> Thread | None:
    # the first one decides: the second number of a subject is not what the mail is about
    number = next((n for n in keys.subject_numbers if n in snapshot.requests), None)
    if number is None or not _asked_for(number, snapshot.requests[number], snapshot):
        return None
    return Thread(request=snapshot.requests[number], via=Via.SUBJECT)


def _astray(keys: Keys, snapshot: Snapshot) -> Thread:
    """What a mail points at that opened no door to it."""
    foreign = _request_of(keys.foreign, snapshot)
    if foreign:
        return Thread(stray="its reply address was made for somebody else", stray_request=foreign)
    referred = next(_referred(keys, snapshot), None)
    if referred:
        why = "it points at a conversation that its sender has no part in"
        return Thread(stray=why, stray_request=referred)
    if not keys.subject_numbers:
        return Thread()
    # the same for a number that does not exist: nobody learns which do (RELIABILITY R-80)
    named = (snapshot.requests[n] for n in keys.subject_numbers if n in snapshot.requests)
    return Thread(stray=NOT_THEIRS, stray_request=next(named, None))


def _takes_part(request: RequestView, snapshot: Snapshot) -> bool:
    return snapshot.person is not None and request.participant(snapshot.person.id) is not None


def _asked_for(number: int, request: RequestView, snapshot: Snapshot) -> bool:
    """Whether the sender made the request with that number, which may go on as another one by now."""
    if snapshot.person is None:
        return False
    mine = canonical(snapshot.person.address)
    return any(
        (p.part is Part.REQUESTER if request.number == number else p.came_with == number)
        and canonical(p.person.address) == mine
        for p in request.participants
    )
