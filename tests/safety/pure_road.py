"""The whole pure road in one call and one process: parse, extract, recognise, decide, render; for fuzzing it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mailer.config import Settings
from mailer.decide.case import Case
from mailer.decide.intake import decide
from mailer.errors import Permanent, Unreadable
from mailer.extract.attached.attachments import MOST_BYTES
from mailer.extract.replies.answers import read_answers
from mailer.extract.text.words import Words
from mailer.model.decision import Decision, Tell
from mailer.model.inbox import InboxRow, InboxState
from mailer.model.notice import AutoSubmitted, Notice
from mailer.model.people import Part, Participant, Person
from mailer.model.request import Field, Kind
from mailer.model.snapshot import RequestView, Sent, Snapshot
from mailer.model.status import Status
from mailer.parse.limits import Limits
from mailer.reader import make_reader
from mailer.recognise.recognition import Border, recognise
from mailer.recognise.threads import keys_of
from mailer.render.compose import compose
from mailer.render.samples import IDENTITY
from mailer.resources import config_folder
from mailer.rules.catalog import Catalog
from mailer.wiring.explaining import build_explainer
from mailer.wiring.writing import template_set

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FIXTURES = Path(__file__).parent.parent / "mail"
OURS = (
    "INT-1 - We have your request\n\n1. How urgent is it, and is there a date behind it?\n   Nice to have.\n"
)


@dataclass(frozen=True, kw_only=True)
class End:
    """Where a mail came out."""

    outcome: str
    because: str
    mails: tuple[bytes, ...]


class PureRoad:
    """Ready to take mails; `take` raises nothing, whatever the bytes."""

    def __init__(self) -> None:
        words = [path.read_text("utf-8") for path in sorted((config_folder() / "words").glob("*.toml"))]
        catalog = (config_folder() / "catalog.toml").read_text("utf-8")
        settings = Settings()
        self._read = make_reader(tuple(words), (catalog,), Limits(), MOST_BYTES)
        self._words, self._catalog = Words.from_toml(words), Catalog.from_toml(catalog)
        self._templates = template_set(settings)
        self._policy = build_explainer(settings, many=False).policy
        self._border = Border(
            own=frozenset({"integrations@service.example"}),
            message_domain="service.example",
            trusted_authserv_ids=frozenset({"mx.service.example"}),
            trusted_sources=frozenset({"fuzz"}),
            signing_keys=(b"k" * 32,),
            prefix="INT",
        )

    def take(self, raw: bytes) -> End:
        """What becomes of one mail, and the mails that answer it. Only Unreadable is expected of the reader."""
        try:
            reading = self._read(raw)
        except Unreadable as error:
            return End(outcome="quarantined", because=error.reason, mails=())
        message = reading.message
        keys = keys_of(message, ("integrations@service.example",), self._border.signing_keys, "INT")
        snapshot = self._snapshot(message.sender.address if message.sender else "")
        recognition = recognise(
            message, "fuzz", keys, snapshot, self._border, asking=reading.understanding.asking
        )
        sent = Sent(asked=(Field.PRIORITY,), text=OURS)
        case = Case(
            row=_row(raw),
            message=message,
            understanding=reading.understanding,
            recognition=recognition,
            snapshot=snapshot,
            policy=self._policy,
            answers=read_answers(message, (Field.PRIORITY,), self._words, self._catalog, sent),
        )
        decision = decide(case)
        return End(
            outcome=decision.outcome.value, because=decision.because, mails=tuple(self._mails(case, decision))
        )

    def _snapshot(self, sender: str) -> Snapshot:
        person = Person(id=1, address=sender or "nobody@x.example", name="")
        view = RequestView(
            number=1,
            ref="INT-1",
            kind=Kind.NEW_INTEGRATION,
            status=Status.SUBMITTED,
            participants=(Participant(person=person, part=Part.REQUESTER, since=NOW),),
            created_at=NOW,
        )
        return Snapshot(now=NOW, person=person, requests={1: view})

    def _mails(self, case: Case, decision: Decision) -> Iterator[bytes]:
        for tell in decision.tells:
            # an address that cannot be written in a header ends that notice as failed, by name
            with suppress(Permanent):
                yield compose(_notice(case, tell), self._templates, IDENTITY, NOW).content


def _notice(case: Case, tell: Tell) -> Notice:
    origin = tell.answer_to
    return Notice(
        kind=tell.kind,
        recipient=tell.to,
        role=tell.role,
        language=tell.language,
        context=tell.context,
        ref="INT-1",
        thread_subject=case.message.subject,
        message_id="<fuzz.1@service.example>",
        in_reply_to=origin.message_id if origin else "",
        references=tuple(origin.references) if origin else (),
        reply_token="r" + "a2b3c4d5" * 5 + "a2b3c4",
        automatic=AutoSubmitted.REPLIED,
        created_at=NOW,
    )


def _row(raw: bytes) -> InboxRow:
    return InboxRow(
        id=1,
        source="fuzz",
        account="fuzz",
        received_at=NOW,
        sha256="",
        size=len(raw),
        envelope_sender="",
        envelope_recipients=("integrations@service.example",),
        answer=True,
        oversize=0,
        state=InboxState.WORKING,
    )
