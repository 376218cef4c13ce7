"""Brings the judgements about one mail together: automatic or a person, proven or not, part of which conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailer.model.message import Automatic, Message
from mailer.model.signature import Signature
from mailer.model.snapshot import Snapshot
from mailer.recognise.authentication import authenticate
from mailer.recognise.automatic import judge
from mailer.recognise.threads import NO_TEAM, Keys, Team, Thread, find_thread


@dataclass(frozen=True, kw_only=True, slots=True)
class Border:
    """What the service knows about itself and about whom it believes."""

    own: frozenset[str]
    """Our own addresses, lower-case."""
    message_domain: str
    """Domain of our own Message-IDs."""
    trusted_authserv_ids: frozenset[str] = frozenset()
    trusted_sources: frozenset[str] = frozenset()
    """Sources whose senders are believed (CONTRACT: `authentication.trust`)."""
    signing_keys: tuple[bytes, ...] = ()
    """The newest first; all of them verify."""
    prefix: str = "INT"
    team: Team = NO_TEAM


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """How far the author of a mail is known to be who the From says."""

    proven: bool
    refuted: bool = False
    """Our own border host checked and the check failed: worse than knowing nothing."""
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    automatic: Automatic | None
    because: str
    sender: Sender
    thread: Thread
    keys: Keys


def recognise(
    message: Message,
    source: str,
    keys: Keys,
    snapshot: Snapshot,
    border: Border,
    *,
    asking: Sequence[str] = (),
    wishing: Sequence[str] = (),
    confirmed: bool = False,
) -> Recognition:
    """Return what `message` is and where it belongs, as far as `snapshot` knows.

    `asking` holds the sentences of its text that ask for an integration (`Understanding.asking`), `wishing` those of a
    request that wish for anything.
    `confirmed` where its sender has answered the confirmation mail that it brought about. That mail shows nothing of what
    it confirms, so it opens no conversation: somebody else may have written this one in their name (RELIABILITY R-70).
    """
    verdict = judge(message, border.own, border.message_domain, asking, wishing)
    sender = CONFIRMED if confirmed else prove(message, source, border, snapshot.signatures)
    thread = find_thread(keys, snapshot, proven=sender.proven and not confirmed)
    return Recognition(
        automatic=verdict.kind, because=verdict.because, sender=sender, thread=thread, keys=keys
    )


CONFIRMED = Sender(proven=True, because="its sender answered the confirmation mail")


def prove(message: Message, source: str, border: Border, signatures: Sequence[Signature] = ()) -> Sender:
    """Judge the sender: a trusted source is believed when the From is clean, else our border host's word counts."""
    if source in border.trusted_sources:
        if message.sender and not message.sender_defects:
            return Sender(proven=True, because=f"mail from {source} is trusted by the configuration")
        return Sender(proven=False, because=_defects(message.sender_defects))
    found = authenticate(message, border.trusted_authserv_ids, signatures)
    return Sender(proven=found.proven, refuted=found.refuted, because=found.because)


def _defects(defects: Sequence[str]) -> str:
    return "its From is not clean: " + ", ".join(defects) if defects else "it has no From"
