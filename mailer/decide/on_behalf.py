"""A request that its sender passes on for somebody else: filed in the real requester's name, who has to say so first.

The words came through a proven sender, but nobody has proven whose they are: until the real requester answers one
content-free mail of ours, the request is unconfirmed, shown to nobody and counted nowhere (RELIABILITY R-82, R-93).
"""

import re
from collections.abc import Iterator, Sequence

from mailer.decide.case import Case, told
from mailer.decide.filing import asks, same_wishes
from mailer.decide.policy import Unproven
from mailer.decide.unproven import add, ask_to_confirm, open_unconfirmed
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Join, New, Target, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Part
from mailer.model.request import Details
from mailer.model.snapshot import Author, RequestView
from mailer.model.status import Status

NOBODY = re.compile(
    r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)\b", re.IGNORECASE
)
"""How local parts begin whose mailbox nobody reads: what was passed on from there is its sender's wish."""
PASSED_ON = "its sender passes on what somebody else asks for, who has to confirm it"


def passed_on(case: Case) -> Decision | None:
    """File what a forwarded mail asks for in its author's name; its sender follows it, and is told so. Of several mails each
    is filed for whoever wrote it."""
    wanted = case.understanding.requests
    authors = [case.snapshot.authors.get(at) for at in range(len(wanted))]
    wrote = [author for author in authors if author and not NOBODY.match(author.address.address)]
    if not wrote or len(wrote) < len(wanted):
        return None
    if case.policy.unproven is Unproven.HOLD or not case.may_answer:
        return None
    if (
        case.recognition.thread.request
        or not asks(case)
        or not all(_in_their_words(case, details) for details in wanted)
    ):
        return None
    known = _known(wanted, wrote)
    targets: list[Target] = [
        Existing(number=known[at].number) if at in known else New(slot=at) for at in range(len(wanted))
    ]
    filed = [
        effect
        for at, details in enumerate(wanted)
        for effect in (
            add(case, known[at], details, PASSED_ON)
            if at in known
            else open_unconfirmed(case, at, details, PASSED_ON, requester=wrote[at].address)
        )
    ]
    return Decision(
        outcome=Outcome.REQUEST,
        because=PASSED_ON,
        effects=(*filed, *(_follow(case, target) for target in targets)),
        tells=(*_ask_each(case, wrote, targets), _thank(case, wrote, targets)),
        told=tuple(told(Outcome.REQUEST, PASSED_ON, case.ref(target)) for target in targets),
    )


def _known(wanted: Sequence[Details], wrote: Sequence[Author]) -> dict[int, RequestView]:
    """Position of a wish -> the unconfirmed request of its author that asks for the same."""
    found: dict[int, RequestView] = {}
    for author in {one.address.address: one for one in wrote}.values():
        theirs = [at for at, one in enumerate(wrote) if one.address.address == author.address.address]
        same = same_wishes([wanted[at] for at in theirs], author.pending)
        found |= {theirs[at]: view for at, view in same.items()}
    return found


def _in_their_words(case: Case, details: Details) -> bool:
    """Whether nothing of the wish is the sender's own: one field in their words, and it is their wish as well. Of a wish that
    only the subject names (`We need it.`) it is whoever asks in the mail passed on."""
    places = {value.evidence.where for value in details.fields.values()}
    own = " ".join(case.message.new_text.split())
    asked = bool(case.understanding.asking) and not any(said in own for said in case.understanding.asking)
    return "body" not in places and ("quoted" in places or asked)


def _follow(case: Case, target: Target) -> Join:
    return Join(
        target=target,
        address=case.sender,
        part=Part.WATCHER,
        language=case.language,
        subject=case.message.subject,
        because="they passed it on",
    )


def _ask_each(case: Case, wrote: Sequence[Author], targets: Sequence[Target]) -> Iterator[Tell]:
    """Each author once, about the first of their wishes."""
    asked: set[str] = set()
    for author, target in zip(wrote, targets, strict=True):
        if author.address.address not in asked:
            asked.add(author.address.address)
            yield from _ask(case, author, target)


def _ask(case: Case, author: Author, target: Target) -> tuple[Tell, ...]:
    """One mail a day to one address, whoever passes on how much in its name."""
    if author.confirmations_today >= case.policy.confirmations_a_day:
        return ()
    language = case.understanding.language
    return (ask_to_confirm(author.address, target, language, NoticeKind.CONFIRM_WISH),)


def _thank(case: Case, wrote: Sequence[Author], targets: Sequence[Target]) -> Tell:
    cards = [
        contexts.card(ref=case.ref(target), details=details, status=Status.SUBMITTED)
        for target, details in zip(targets, case.understanding.requests, strict=True)
    ]
    requesters = [author.address.address for author in wrote]
    return Tell(
        kind=NoticeKind.PASSED_ON,
        to=case.sender,
        target=targets[0],
        context=contexts.passed_on(cards=cards, requester=", ".join(dict.fromkeys(requesters))),
        language=case.language,
        role=Audience.WATCHER,
        answer_to=case.origin,
    )
