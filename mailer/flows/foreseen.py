"""The mails that a decision would send, as their readers would see them; nothing is recorded."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mailer.errors import Permanent
from mailer.flows.notices import named
from mailer.model.decision import Decision, Existing, New, OpenRequest, Tell, ref_of
from mailer.model.message import Address
from mailer.model.notice import VOTABLE, Audience, Notice
from mailer.render.compose import Identity, compose, text_part
from mailer.render.templates import TemplateSet

STAND_IN = "token"
"""Stands in the addresses where a real mail has its secret."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreseen:
    """One mail that would go."""

    to: Address
    language: str
    to_the_team: bool
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What writing a mail needs."""

    templates: TemplateSet
    identity: Identity
    prefix: str

    def foresee(self, decision: Decision, now: datetime) -> Iterator[Foreseen]:
        """The mails of `decision` in their order, its new requests numbered from 1 as in an empty tracker."""
        slots = (effect.slot for effect in decision.effects if isinstance(effect, OpenRequest))
        numbers = {slot: number for number, slot in enumerate(slots, 1)}
        for tell in decision.tells:
            subject, text = self._written(tell, numbers, now)
            yield Foreseen(
                to=tell.to,
                language=tell.language,
                to_the_team=tell.role is Audience.TEAM,
                subject=subject,
                text=text,
            )

    def _written(self, tell: Tell, numbers: dict[int, int], now: datetime) -> tuple[str, str]:
        """Its subject and text; why it would fail where its reader's address is none that can be written to."""
        try:
            content = compose(self._notice(tell, numbers, now), self.templates, self.identity, now).content
        except Permanent as error:
            return "none", f"It cannot be sent: {error}"
        return _subject(content), text_part(content)

    def _notice(self, tell: Tell, numbers: dict[int, int], now: datetime) -> Notice:
        target = tell.target
        number = numbers.get(target.slot) if isinstance(target, New) else target and target.number
        about = ref_of(Existing(number=number), self.prefix) if number else ""
        each = (target, *tell.also) if target and tell.also else ()
        several = [named(ref_of(one, self.prefix), numbers, self.prefix) for one in each]
        origin = tell.answer_to
        return Notice(
            kind=tell.kind,
            recipient=tell.to,
            role=tell.role,
            language=tell.language,
            context=named(tell.context, numbers, self.prefix),
            ref="" if tell.kind.is_content_free or tell.unnamed else about,
            thread_subject=origin.subject if origin else "",
            message_id=f"<{STAND_IN}@{self.identity.message_domain}>",
            reply_token=STAND_IN,
            vote_token=STAND_IN if number and tell.kind in VOTABLE else "",
            vote_tokens=dict.fromkeys(several, STAND_IN) if tell.kind in VOTABLE else {},
            created_at=now,
        )


def _subject(content: bytes) -> str:
    return str(email.message_from_bytes(content, policy=email.policy.default)["Subject"])
