"""What each kind of mail is told: one function a kind, from values to the plain JSON that its templates show.

Words of the field (`use_case`, `in_development`) go in as keys; the templates say them in the recipient's language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mailer.model.evaluation import Score
from mailer.model.message import Address
from mailer.model.notice import Audience, Json
from mailer.model.notice import Context as Context
from mailer.model.request import Details, Field, Kind, Role, Value
from mailer.model.status import Standing, Status, moved_from, turn_of

MOST_QUESTIONS = 4

MOST_USEFUL_FIRST = (
    Field.INTEGRATION_NAME,
    Field.USE_CASE,
    Field.BUSINESS_IMPACT,
    Field.API_DOCS,
    Field.PRIORITY,
    Field.AUTHENTICATION,
    Field.ALTERNATIVES,
    Field.PERFORMANCE,
    Field.DATA_FORMATS,
)
"""What helps the evaluation most is asked first. The category is never asked: the team sees it from the name."""

PUT_IN_OUR_WORDS = frozenset({Field.AUTHENTICATION, Field.DATA_FORMATS, Field.PRIORITY})

ASKED_OF_CHAMPIONS: Mapping[Status, tuple[Role, ...]] = MappingProxyType(
    {
        Status.ACCEPTED: (Role.REQUIREMENTS,),
        Status.SCHEDULED: (Role.ACCESS,),
        Status.IN_DEVELOPMENT: (Role.TESTING, Role.DOCUMENTATION, Role.CODE),
    }
)
"""At which status a champion's offer is taken up (the process document's five ways to help)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field that a mail changed."""

    field: Field
    old: str
    """Empty where nothing was known."""
    new: str
    """Empty where the value was taken back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Similar:
    """Another request that looks like this one, for the team to judge."""

    ref: str
    name: str
    status: Status
    votes: int
    organisations: int = 0


def questions(
    missing: Iterable[Field], already: Iterable[Field] = (), requests: int = 1
) -> tuple[Field, ...]:
    """The fields to ask for: of those missing and never asked before, the most useful first, and no more than four in a
    mail about so many `requests`."""
    left = set(missing) - set(already)
    return tuple(name for name in MOST_USEFUL_FIRST if name in left)[: MOST_QUESTIONS // requests]


def questions_in(context: Context) -> tuple[tuple[str, str, tuple[Field, ...]], ...]:
    """The requests that a mail with this context shows (`INT-7`, `Snowflake`), and what it asks about each, in the order of
    its numbers."""
    cards = context.get("cards")
    shown = [*cards] if isinstance(cards, Sequence) else [context]
    return tuple(
        (
            str(one.get("ref", "")),
            str(one.get("name", "")),
            tuple(map(Field, _strings(one.get("questions")))),
        )
        for one in shown
        if isinstance(one, Mapping)
    )


def _strings(value: Json) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list | tuple) else []


def card(*, ref: str, details: Details, status: Status, asked: Sequence[Field] = ()) -> Context:
    """One request as its author is shown it: every field with their words, and what is asked in order."""
    return {**_card(ref, details, status), "questions": _names(asked)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What the recipient offers to do, beside what else their mail said."""

    roles: tuple[Role, ...] = ()
    asked: tuple[Role, ...] = ()
    """What of it is needed right now."""
    confirmed: bool = False
    """The team has said yes."""
    given_up: tuple[Role, ...] = ()
    """What they offered before and will not do."""

    def shown(self) -> Context:
        """What the block about it is rendered from; empty where nothing was offered or given up."""
        if not self.roles and not self.given_up:
            return {}
        return {
            "roles": [role.value for role in self.roles],
            "asked": [role.value for role in self.asked],
            "confirmed": self.confirmed,
            "given_up": [role.value for role in self.given_up],
        }


NOTHING_OFFERED = Offered()


def passed_on(*, cards: Sequence[Context], requester: str) -> Context:
    """What a forwarded mail asks for (each made by `card`), in the name of the addresses `requester`."""
    return {"cards": list(cards), "requester": requester}


def preview_card(*, details: Details, status: Status, asked: Sequence[Field], joins: str) -> Context:
    """One wish that is not filed; `joins` is `own` or `other` when such a request of the author or of somebody else
    asks for the same."""
    return {**card(ref="", details=details, status=status, asked=asked), "joins": joins}


def preview(*, cards: Sequence[Context]) -> Context:
    """What a mail would ask for (each made by `preview_card`); empty when it is no request."""
    return {"cards": list(cards)}


def acknowledgement(
    *,
    cards: Sequence[Context],
    offered: Offered = NOTHING_OFFERED,
    quiet: bool = False,
    beside: bool = False,
) -> Context:
    """One mail, one or more requests (each made by `card`); questions are numbered through all of them. `quiet` for
    somebody who wants no news of any request, `beside` where a person reads what else they ask or report."""
    return {"cards": list(cards), "offered": offered.shown(), "quiet": quiet, "beside": beside}


def details_received(
    *,
    ref: str,
    name: str,
    status: Status,
    changes: Sequence[Change],
    asked: Sequence[Field] = (),
    still_open: Sequence[Field] = (),
    offered: Offered = NOTHING_OFFERED,
) -> Context:
    """What a reply changed, old and new; what is asked now; what stays open without being asked again.

    No changes means thanks for a remark.
    """
    return {
        "ref": ref,
        "name": name,
        "status": status.value,
        "changes": [{"field": one.field.value, "old": one.old, "new": one.new} for one in changes],
        "questions": _names(asked),
        "still_open": _names(still_open),
        "offered": offered.shown(),
    }


def status_changed(
    *,
    ref: str,
    name: str,
    kind: Kind = Kind.NEW_INTEGRATION,
    old: Status,
    new: Status,
    release: str = "",
    old_release: str = "",
    withdrawn: bool = False,
    explanation: str = "",
    explained: str = "",
    votes: int = 1,
    offers: Sequence[Role] = (),
    asked: Sequence[Role] = (),
    later: Sequence[Role] = (),
) -> Context:
    """A change of status, or (`old` and `new` the same) of the release, or of a request that was `withdrawn` until now.
    `explanation` is why, and `explained` what the change before it was explained with.

    `offers` is what this recipient offered as a champion, `asked` what of it is needed now, `later` what is still to come.
    """
    return {
        "ref": ref,
        "name": name,
        "kind": kind.value,
        **way(Standing(old, old_release), Standing(new, release), withdrawn=withdrawn),
        "explanation": explanation,
        "explained": explained,
        "votes": votes,
        "offers": [role.value for role in offers],
        "asked": [role.value for role in asked],
        "later": [role.value for role in later],
        "between": [],
    }


def ends_of(context: Context) -> tuple[Standing, Standing]:
    """From where to where the change leads that `status_changed` made the context for."""
    old, new = Status(str(context["old"])), Status(str(context["status"]))
    return Standing(old, str(context.get("old_release", ""))), Standing(new, str(context["release"]))


def way(old: Standing, new: Standing, *, withdrawn: bool) -> dict[str, Json]:
    """The part of such a context that says from where to where it goes, and what that means."""
    return {
        "old": old.status.value,
        "status": new.status.value,
        "release": new.release,
        "old_release": old.release,
        "withdrawn": withdrawn,
        "turn": turn_of(old, new, withdrawn=withdrawn).value,
        "moved_from": moved_from(old, new),
    }


def confirmation() -> Context:
    """Nothing: the mail to an unproven address says nothing that a stranger wrote or passed on."""
    return {}


def watch_offer(*, by: str, count: int, shown: Sequence[Context]) -> Context:
    """The address `by`, whose mail asks for `count` integrations, had the recipient in copy; `shown` (each made by
    `named`) are those of the requests of which others may be told."""
    return {"by": by, "count": count, "shown": list(shown)}


def in_copy(*, asked: int, too_many: bool) -> Context:
    """What became of the people whom the recipient had in copy: so many are asked whether they want to follow, or none,
    since there were `too_many`."""
    return {"asked": asked, "too_many": too_many}


def person_will_read(*, in_conversation: bool = False) -> Context:
    """The mail says only that a person will read; who writes about a request is not asked what they want."""
    return {"in_conversation": in_conversation}


def too_big(*, most_megabytes: int) -> Context:
    """What one mail may be at most."""
    return {"most": most_megabytes}


def team_new_request(
    *,
    ref: str,
    details: Details,
    status: Status,
    requester: Address,
    proven: bool,
    votes: int,
    organisations: int,
    score: Score,
    text: str,
    similar: Sequence[Similar] = (),
    attachments: Sequence[str] = (),
    actions: Sequence[str] = (),
    beside: Sequence[str] = (),
) -> Context:
    """A new request as the team sees it: the whole picture, how many people ask and how it is scored so far, `text` as the
    author wrote it, and what they ask or report `beside` it.

    `actions` are the commands that a reply may hold, such as `accept`; each is offered as a prepared reply.
    """
    return {
        **_card(ref, details, status),
        "missing": _names(details.missing),
        "requester": str(requester),
        "proven": proven,
        "votes": votes,
        "organisations": organisations,
        "score": _score(score),
        "text": text,
        "beside": list(beside),
        "similar": [
            {
                "ref": one.ref,
                "name": one.name,
                "status": one.status.value,
                "votes": one.votes,
                "organisations": one.organisations,
            }
            for one in similar
        ],
        "attachments": list(attachments),
        "actions": list(actions),
    }


def team_heard(
    *,
    ref: str,
    name: str,
    status: Status,
    sender: Address,
    part: Audience,
    text: str,
    actions: Sequence[str] = (),
) -> Context:
    """The words of `sender`, who takes part as `part`; `actions` are the commands that a reply may begin with."""
    return {
        "ref": ref,
        "name": name,
        "status": status.value,
        "sender": str(sender),
        "address": sender.address,
        "part": part.value,
        "text": text,
        "actions": list(actions),
    }


def team_brake(*, count: int, event: str, batch: str) -> Context:
    """So many mails of one event wait for consent; `event` says which in a sentence."""
    return {"count": count, "event": event, "batch": batch}


def team_alert(*, over: bool, troubles: Sequence[str]) -> Context:
    """What is stuck, in the doctor's sentences; or, when `over`, what was."""
    return {"over": over, "troubles": list(troubles)}


def vote_counted(
    *,
    ref: str,
    name: str,
    status: Status,
    votes: int,
    reviewed: bool,
    release: str = "",
    explanation: str = "",
    offered: Offered = NOTHING_OFFERED,
    beside: bool = False,
) -> Context:
    """A wish that joined another's request; before the team has `reviewed` that, nothing about it is told. `beside` where
    a person reads what else they ask or report."""
    told: dict[str, Json] = {
        "status": status.value,
        "votes": votes,
        "release": release,
        "explanation": explanation,
    }
    always: dict[str, Json] = {"reviewed": reviewed, "ref": ref, "name": name, "offered": offered.shown()}
    always["beside"] = beside
    return {**always, **(told if reviewed else {})}


def champion_offer(
    *,
    ref: str,
    name: str,
    status: Status,
    offers: Sequence[Role],
    confirmed: bool,
    asked: Sequence[Role] = (),
    given_up: Sequence[Role] = (),
) -> Context:
    """Thanks for an offer; `confirmed` once the team has said yes, `asked` for what of it is needed right now, `given_up`
    for what the recipient offers no more."""
    return {
        "ref": ref,
        "name": name,
        "status": status.value,
        "offers": [role.value for role in offers],
        "confirmed": confirmed,
        "asked": [role.value for role in asked],
        "given_up": [role.value for role in given_up],
    }


def team_question(*, ref: str, name: str, question: str, asks: bool = True) -> Context:
    """A question of the team to the requester, in the team's words; without `asks` a message that wants no answer."""
    return {"ref": ref, "name": name, "question": question, "asks": asks}


def merged(
    *,
    ref: str,
    name: str,
    into: str,
    into_name: str,
    status: Status,
    release: str = "",
    explanation: str = "",
    votes: int,
    asked: Sequence[Role] = (),
) -> Context:
    """`ref` was joined with `into`, which goes on with the status, its release and explanation, and the votes given;
    `asked` is what it needs now of what this recipient offers."""
    return {
        "took_in": False,
        "ref": ref,
        "name": name,
        "into": into,
        "into_name": into_name,
        "asked": [role.value for role in asked],
        "status": status.value,
        "release": release,
        "explanation": explanation,
        "votes": votes,
    }


def took_in(*, ref: str, name: str, status: Status, release: str = "", votes: int) -> Context:
    """Another's request for the same was joined with `ref`, which goes on with the status, release and votes given; 0
    votes where the number is not told yet."""
    return {
        "took_in": True,
        "ref": ref,
        "name": name,
        "status": status.value,
        "release": release,
        "votes": votes,
    }


def gave_back(*, ref: str, name: str, status: Status, release: str = "", votes: int) -> Context:
    """A request that had been joined with `ref` stands on its own again; the rest as in `took_in`."""
    return took_in(ref=ref, name=name, status=status, release=release, votes=votes)


def split(*, ref: str, name: str, out_of: str, status: Status, release: str = "", votes: int) -> Context:
    """`ref`, which was joined with `out_of`, stands on its own again, with the status, release and votes given."""
    return {
        "took_in": False,
        "ref": ref,
        "name": name,
        "out_of": out_of,
        "status": status.value,
        "release": release,
        "votes": votes,
    }


def withdrawn(*, ref: str, name: str) -> Context:
    """Nobody asks for `ref` any more, so it is closed."""
    return {"ref": ref, "name": name}


def team_assigned(
    *,
    ref: str,
    details: Details,
    status: Status,
    votes: int,
    organisations: int,
    score: Score,
    actions: Sequence[str] = (),
) -> Context:
    """The recipient takes care of `ref` from now on; `actions` as in `team_new_request`."""
    return {
        **_card(ref, details, status),
        "votes": votes,
        "organisations": organisations,
        "score": _score(score),
        "actions": list(actions),
    }


def _score(score: Score) -> Context:
    parts: list[Json] = [{"criterion": part.criterion.value, "value": part.value} for part in score.parts]
    return {"total": score.total, "parts": parts}


def open_questions(*, ref: str, name: str, asked: Sequence[Field]) -> Context:
    """The questions about one request that are still open, in the order in which they were asked."""
    return {"ref": ref, "name": name, "questions": _names(asked)}


def reminder(cards: Sequence[Context]) -> Context:
    """What is still open of one or more requests (each made by `open_questions`), numbered through all of them."""
    return {"cards": list(cards), "ref": cards[0]["ref"], "name": cards[0]["name"]}


def no_news(*, ref: str, name: str, status: Status, release: str, votes: int, months: int) -> Context:
    """Nothing has happened for `months`."""
    return {
        "ref": ref,
        "name": name,
        "status": status.value,
        "release": release,
        "votes": votes,
        "months": months,
    }


def weekly_digest(*, entries: Sequence[Context]) -> Context:
    """What happened in a week, by request."""
    return {"entries": list(entries)}


def triage_digest(
    *,
    new: Sequence[Context],
    waiting: Sequence[Context],
    authors: Sequence[Context],
    offers: Sequence[Context],
    links: Sequence[Context],
    unanswered: Sequence[Context],
    stuck: Sequence[Context],
    held: Sequence[Context],
    quarantined: int,
    doubles: Sequence[Context],
    heard: Sequence[Context],
    most: int,
) -> Context:
    """What waits for the team; of each kind `most` lines are shown, and all are counted."""
    lists = {
        "new": new,
        "waiting": waiting,
        "authors": authors,
        "offers": offers,
        "links": links,
        "unanswered": unanswered,
        "stuck": stuck,
        "held": held,
        "doubles": doubles,
        "heard": heard,
    }
    shown = {name: list(rows[:most]) for name, rows in lists.items()}
    return {**shown, "counts": {name: len(rows) for name, rows in lists.items()}, "quarantined": quarantined}


def champion_reminder(*, ref: str, name: str, status: Status, asked: Sequence[Role]) -> Context:
    """What a champion offered and was asked for, once more."""
    return {"ref": ref, "name": name, "status": status.value, "asked": [role.value for role in asked]}


def champion_wanted(*, ref: str, name: str, status: Status, release: str, roles: Sequence[Role]) -> Context:
    """Roles that somebody filled until now."""
    wanted = [role.value for role in roles]
    return {"ref": ref, "name": name, "status": status.value, "release": release, "wanted": wanted}


def _card(ref: str, details: Details, status: Status) -> dict[str, Json]:
    return {
        "ref": ref,
        "kind": details.kind.value,
        "name": details.text(Field.INTEGRATION_NAME),
        "status": status.value,
        "fields": _rows(details),
    }


def command_line(
    verb: str, says: str, *, refused: bool = False, shows: Mapping[str, Json] = MappingProxyType({})
) -> Context:
    """One verb and what it did; `says` is a key of the template's sentences, or a refusal in its own words. `shows` is what
    the sentence names: from what to what, for whom."""
    return {"verb": verb, "says": says, "refused": refused, **shows}


def command_done(*, ref: str, name: str, lines: Sequence[Context], status: Status | None = None) -> Context:
    """The transcript of a mail that gave orders (each line made by `command_line`); `status` where it is about one
    request."""
    return {"ref": ref, "name": name, "status": status.value if status else "", "lines": list(lines)}


def status_row(
    ref: str,
    name: str,
    status: Status,
    votes: int,
    release: str,
    explanation: str,
    *,
    reading: str = "",
    another: bool = False,
) -> Context:
    """One request in a status report; `reading` is `due` or `late` while the team has not read it, `another` where its reader
    takes no part in it. Without a `ref` it is one that the team has not looked at yet, and nothing but its name is told."""
    if not ref:
        return {"ref": "", "name": name}
    return {
        "ref": ref,
        "name": name,
        "status": status.value,
        "votes": votes,
        "release": release,
        "explanation": explanation,
        "reading": reading,
        **({"another": True} if another else {}),
    }


def status_report(*, rows: Sequence[Context]) -> Context:
    """All that a person takes part in (each row made by `status_row`)."""
    return {"rows": list(rows)}


def help_text(*, team: bool = False, example: str = "") -> Context:
    """The words that everybody can use; for one of the `team` its own as well, with the reference `example` in them."""
    return {"team": team, "example": example}


def named(ref: str, name: str) -> Context:
    """One request by reference and name."""
    return {"ref": ref, "name": name}


def forget_me(*, rows: Sequence[Context], days: int) -> Context:
    """The requests that a person takes part in (each made by `named`), before they are erased from them; the answer
    that does it counts for `days`."""
    return {"rows": list(rows), "days": days}


def forgotten() -> Context:
    """Nothing: what is about to be erased is not written down once more."""
    return {}


def form() -> Context:
    """The fields to fill in, in the process document's order."""
    return {"fields": _names(Field)}


def _rows(details: Details) -> list[Context]:
    return [_row(name, details.fields[name]) for name in Field if name in details.fields]


def _row(name: Field, value: Value) -> Context:
    return {
        "field": name.value,
        "items": list(value.items),
        "words": _words(name, value),
        "sure": value.evidence.sure,
        "attachment": value.evidence.where.partition("attachment:")[2],
    }


def _words(name: Field, value: Value) -> str:
    """The author's words where the value is put in ours (a priority, a way to sign in); else it is their words."""
    said = " ".join(value.evidence.text.split())
    if name not in PUT_IN_OUR_WORDS or said.casefold() == value.text.casefold():
        return ""
    return said


def _names(fields: Iterable[Field]) -> list[str]:
    return [name.value for name in fields]
