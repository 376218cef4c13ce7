"""One mail to one person, as it stands in the outbox before it is rendered."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from mailer.model.message import Address

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Context: TypeAlias = Mapping[str, Json]
"""What a template may show: plain JSON values, frozen when the notice is recorded."""

LEFT_OUT = "[…]"
"""Stands in a mail where a text of people was too long for it."""


class NoticeKind(StrEnum):
    """One kind of mail; its value is the name of its folder of templates."""

    ACKNOWLEDGEMENT = "acknowledgement"
    DETAILS_RECEIVED = "details_received"
    STATUS_CHANGED = "status_changed"
    CONFIRM_SENDER = "confirm_sender"
    CONFIRM_WISH = "confirm_wish"
    WATCH_OFFER = "watch_offer"
    PERSON_WILL_READ = "person_will_read"
    TOO_BIG = "too_big"
    TEAM_NEW_REQUEST = "team_new_request"
    TEAM_BRAKE = "team_brake"
    TEAM_ALERT = "team_alert"
    VOTE_COUNTED = "vote_counted"
    CHAMPION_OFFER = "champion_offer"
    TEAM_QUESTION = "team_question"
    MERGED = "merged"
    SPLIT = "split"
    WITHDRAWN = "withdrawn"
    TEAM_ASSIGNED = "team_assigned"
    TEAM_HEARD = "team_heard"
    COMMAND_DONE = "command_done"
    STATUS_REPORT = "status_report"
    HELP = "help"
    FORM = "form"
    PASSED_ON = "passed_on"
    PREVIEW = "preview"
    FORGET_ME = "forget_me"
    FORGOTTEN = "forgotten"
    REMINDER = "reminder"
    NO_NEWS = "no_news"
    WEEKLY_DIGEST = "weekly_digest"
    TRIAGE_DIGEST = "triage_digest"
    CHAMPION_REMINDER = "champion_reminder"
    CHAMPION_WANTED = "champion_wanted"

    @property
    def is_content_free(self) -> bool:
        """Goes to an address nobody has proven yet: not one byte that a stranger wrote may be in it."""
        return self in CONTENT_FREE

    @property
    def is_notification(self) -> bool:
        """Sent because something changed, not as the answer to a mail: can be unsubscribed from."""
        return self in NOTIFICATIONS


VOTABLE = frozenset(
    {
        NoticeKind.ACKNOWLEDGEMENT,
        NoticeKind.DETAILS_RECEIVED,
        NoticeKind.VOTE_COUNTED,
        NoticeKind.STATUS_CHANGED,
        NoticeKind.NO_NEWS,
        NoticeKind.PERSON_WILL_READ,
        NoticeKind.TEAM_QUESTION,
        NoticeKind.REMINDER,
        NoticeKind.MERGED,
        NoticeKind.SPLIT,
        NoticeKind.COMMAND_DONE,
        NoticeKind.CHAMPION_OFFER,
        NoticeKind.CHAMPION_REMINDER,
        NoticeKind.CHAMPION_WANTED,
    }
)
"""Kinds that say how others can vote for the one request they are about: not what is about none or several, nor what waits
for its requester's yes, nor what says that nobody asks for it any more."""
WRITABLE = frozenset({NoticeKind.TEAM_NEW_REQUEST, NoticeKind.TEAM_ASSIGNED, NoticeKind.TEAM_HEARD})
"""Kinds that say at which address the team writes to the requester."""
CONTENT_FREE = frozenset({NoticeKind.CONFIRM_SENDER, NoticeKind.CONFIRM_WISH, NoticeKind.WATCH_OFFER})
"""Kinds that others bring about; together they are bounded by the hour (RELIABILITY R-92)."""
CONFIRMATIONS = frozenset({NoticeKind.CONFIRM_SENDER, NoticeKind.CONFIRM_WISH})
"""Kinds that ask for a yes to what somebody wants in the recipient's name."""
MAY_TELL: Mapping[NoticeKind, frozenset[str]] = {NoticeKind.WATCH_OFFER: frozenset({"by", "count", "shown"})}
"""What a content-free mail may show all the same: the address of a proven sender, and what everybody may know."""
NOTIFICATIONS = frozenset(
    {
        NoticeKind.STATUS_CHANGED,
        NoticeKind.MERGED,
        NoticeKind.SPLIT,
        NoticeKind.WITHDRAWN,
        NoticeKind.REMINDER,
        NoticeKind.NO_NEWS,
        NoticeKind.WEEKLY_DIGEST,
        NoticeKind.CHAMPION_REMINDER,
        NoticeKind.CHAMPION_WANTED,
    }
)
ANSWERS = frozenset(
    {
        NoticeKind.ACKNOWLEDGEMENT,
        NoticeKind.DETAILS_RECEIVED,
        NoticeKind.CONFIRM_SENDER,
        NoticeKind.PERSON_WILL_READ,
        NoticeKind.VOTE_COUNTED,
        NoticeKind.CHAMPION_OFFER,
        NoticeKind.COMMAND_DONE,
        NoticeKind.STATUS_REPORT,
        NoticeKind.HELP,
        NoticeKind.FORM,
        NoticeKind.PASSED_ON,
        NoticeKind.PREVIEW,
        NoticeKind.FORGET_ME,
        NoticeKind.FORGOTTEN,
    }
)
"""Kinds that only a mail of their recipient brings about: they count against that person's day."""


class Audience(StrEnum):
    """As what the recipient hears of it."""

    REQUESTER = "requester"
    VOTER = "voter"
    CHAMPION = "champion"
    WATCHER = "watcher"
    TEAM = "team"
    STRANGER = "stranger"
    """Somebody who has no part in a request yet: an unproven sender, a person with a question."""


class AutoSubmitted(StrEnum):
    """The two values of Auto-Submitted that we send (RFC 3834 section 5)."""

    REPLIED = "auto-replied"
    GENERATED = "auto-generated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One mail to one person: everything that its bytes are made of, but the templates and the service's identity."""

    kind: NoticeKind
    recipient: Address
    role: Audience = Audience.REQUESTER
    language: str = "en"
    """ISO 639-1 code in which the recipient wrote; English stands in where we do not speak it."""
    context: Context = field(default_factory=dict)
    """Made by the kind's function in `mailer.model.contexts`; empty for a kind that has none there."""
    ref: str = ""
    """The request it is about, such as `INT-7`; empty where it is about none."""
    thread_subject: str = ""
    """The subject of the recipient's own conversation, as they wrote it; empty where they began none."""
    message_id: str
    """With angle brackets; fixed here, so that every attempt carries the same (RFC 5322 section 3.6.4)."""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_token: str = ""
    """Goes into the Reply-To plus-address; empty where no answer is expected."""
    vote_token: str = ""
    """Goes into the request's vote address; empty where there is nothing to vote for."""
    vote_tokens: Mapping[str, str] = field(default_factory=dict)
    """Of a mail about several requests: the one of each that can be voted for, by its reference."""
    write_token: str = ""
    """Goes into the address at which the team writes to the requester; empty where there is none to write to."""
    stop_token: str = ""
    """Goes into List-Unsubscribe; the reply token stands in where it is empty."""
    bounce_token: str = ""
    """Goes into the envelope sender (VERP); the reply token stands in where it is empty."""
    automatic: AutoSubmitted = AutoSubmitted.REPLIED
    created_at: datetime
    """Aware, UTC."""


def notice_to_json(notice: Notice) -> str:
    """`notice` as one JSON object, for the outbox row; `notice_from_json` reads it back."""
    return json.dumps(
        {
            "kind": notice.kind,
            "recipient": {"name": notice.recipient.name, "address": notice.recipient.address},
            "role": notice.role,
            "language": notice.language,
            "context": notice.context,
            "ref": notice.ref,
            "thread_subject": notice.thread_subject,
            "message_id": notice.message_id,
            "in_reply_to": notice.in_reply_to,
            "references": notice.references,
            "reply_token": notice.reply_token,
            "vote_token": notice.vote_token,
            "vote_tokens": notice.vote_tokens,
            "write_token": notice.write_token,
            "stop_token": notice.stop_token,
            "bounce_token": notice.bounce_token,
            "automatic": notice.automatic,
            "created_at": notice.created_at.isoformat(),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def notice_from_json(text: str) -> Notice:
    """The notice that `notice_to_json` wrote; ValueError or KeyError when the text is not one."""
    stored: dict[str, Any] = json.loads(text)
    typed = {
        "kind": NoticeKind(stored["kind"]),
        "recipient": Address(**stored["recipient"]),
        "role": Audience(stored["role"]),
        "automatic": AutoSubmitted(stored["automatic"]),
        "references": tuple(stored["references"]),
        "created_at": datetime.fromisoformat(stored["created_at"]),
    }
    return Notice(**{**stored, **typed})
