"""Which request a mail belongs to: by token, then by References, by the vote address that somebody who takes part wrote to,
then (for its proven requester) by the subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mailer.model.message import Message
from mailer.model.people import Part, canonical
from mailer.model.snapshot import RequestView, Snapshot
from mailer.recognise.parts import numbers_opening, reference
from mailer.rules.token import Claims, Use, belongs_to, expired, read_token, token_of_id, tokens_in

TEAM_ROLE = "team"
NOT_THEIRS = "its subject names a request that is not its sender's"
_SPEAKING = frozenset({Use.REPLY, Use.WRITE, Use.FORM})
"""Uses of the tokens that lead a mail to what it speaks about."""
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
    shared: tuple[Claims, ...] = ()
    """Those of `foreign` that were made for the address at which the whole team hears of requests, where the sender is one
    of the team: once proven, they are as good as the sender's own."""
    of_team: bool = False
    """The sender's address is one of the team's; nothing says yet that it is proven."""
    message_ids: tuple[str, ...] = ()
    subject_numbers: tuple[int, ...] = ()
    part_numbers: tuple[int, ...] = ()
    """What lines of the new text open with; they lead no mail anywhere."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """Request numbers named by tokens, the subject or the beginning of a line."""
        by_token = [c.number for c in (*self.own, *self.foreign) if c.use is not Use.BOUNCE]
        return tuple(dict.fromkeys([*by_token, *self.subject_numbers, *self.part_numbers]))

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
class Team:
    """Who may decide by mail, and the address at which all of them hear of requests."""

    members: frozenset[str] = frozenset()
    """Canonical addresses."""
    address: str = ""


NO_TEAM = Team()


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """The conversation a mail belongs to."""

    request: RequestView | None = None
    """None with `via` TOKEN: it answers a mail to the team about several requests, or about none."""
    via: Via | None = None
    stray: str = ""
    """Why a mail that points at a request was not let in; empty when nothing points anywhere."""
    stray_request: RequestView | None = None
    """The request it points at, for the team only."""
    to_requester: bool = False
    """It came to the address at which the team writes to the requester."""


def keys_of(
    message: Message,
    recipients: Sequence[str],
    signing_keys: Sequence[bytes],
    prefix: str,
    team: Team = NO_TEAM,
) -> Keys:
    """Return what to look up for `message`.

    `recipients` are the envelope's addresses (they outrank the header, R-74); `prefix` is the reference prefix.
    """
    ids = tuple(dict.fromkeys((*message.in_reply_to, *reversed(message.references))))[:MAX_IDS]
    delivered = [*message.all("Delivered-To"), *message.all("X-Original-To")]
    header = [a.address for a in (*message.to, *message.cc)]
    returned = [message.delivery.returned_sender] if message.delivery else []
    texts = [*tokens_in([*recipients, *delivered, *header, *returned]), *map(token_of_id, ids)]
    claims = [claim for text in dict.fromkeys(texts) if (claim := read_token(signing_keys, text))]
    sender = message.sender.address if message.sender else ""
    own = tuple(claim for claim in claims if sender and belongs_to(claim, signing_keys, sender))
    of_team = bool(sender) and canonical(sender) in team.members
    found = re.findall(reference(prefix), message.subject, re.IGNORECASE)
    return Keys(
        own=own,
        foreign=tuple(claim for claim in claims if claim not in own),
        shared=tuple(c for c in claims if of_team and c not in own and _for_all(c, signing_keys, team)),
        of_team=of_team,
        message_ids=ids,
        subject_numbers=tuple(dict.fromkeys(int(n) for n in found[:5])),
        part_numbers=numbers_opening(message.new_text, prefix),
    )


def _for_all(claims: Claims, signing_keys: Sequence[bytes], team: Team) -> bool:
    """A token of a mail to the team that went to the address of all of them."""
    return claims.role == TEAM_ROLE and bool(team.address) and belongs_to(claims, signing_keys, team.address)


def find_thread(keys: Keys, snapshot: Snapshot, *, proven: bool) -> Thread:
    """Return the conversation that a mail may join. Only a token made for the sender, or the proven identity
    of somebody who already takes part, opens the door; everything else is a hint for the team.

    Every door is tried before a hint is taken: somebody else's token in a forwarded mail hides nobody's own conversation.
    """
    return (
        _by_token([c for c in keys.own if not c.number or c.number not in snapshot.forgotten], snapshot)
        or (_by_token(keys.shared, snapshot) if proven else None)
        or (_by_references(keys, snapshot) if proven else None)
        or (_by_ballot(keys, snapshot) if proven else None)
        or (_by_subject(keys, snapshot) if proven else None)
        or _astray(keys, snapshot)
    )


def _by_token(claims: Sequence[Claims], snapshot: Snapshot) -> Thread | None:
    for claim in _speaking(claims, snapshot):
        if claim.number in snapshot.requests:
            to_requester = claim.use is Use.WRITE
            return Thread(request=snapshot.requests[claim.number], via=Via.TOKEN, to_requester=to_requester)
        if not claim.number and claim.role == TEAM_ROLE:
            return Thread(via=Via.TOKEN)
    return None


def _speaking(claims: Sequence[Claims], snapshot: Snapshot) -> Iterator[Claims]:
    """The tokens that lead a mail to what it speaks about."""
    return (c for c in claims if c.use in _SPEAKING and not expired(c, snapshot.now))


def _by_references(keys: Keys, snapshot: Snapshot) -> Thread | None:
    own = (request for request in _referred(keys, snapshot) if _takes_part(request, snapshot))
    request = next(own, None)
    return Thread(request=request, via=Via.REFERENCES) if request else None


def _referred(keys: Keys, snapshot: Snapshot) -> Iterator[RequestView]:
    """The requests whose mails it answers or refers to, the nearest first."""
    written_to = [c.number for c in keys.foreign if c.use is Use.WRITE]
    answered = [snapshot.threads[mid] for mid in keys.message_ids if mid in snapshot.threads]
    numbers = (*written_to, *answered)
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
    numbers = (c.number for c in _speaking(keys.foreign, snapshot))
    foreign = next((snapshot.requests[n] for n in numbers if n in snapshot.requests), None)
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
