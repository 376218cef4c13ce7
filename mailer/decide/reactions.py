"""What a champion's mail means for what they offered: delivered, put off, given up; their own code is handed over."""

import re
from collections.abc import Sequence

from mailer.decide.case import Case
from mailer.decide.championship import parts_of
from mailer.decide.seats import seats_are_free
from mailer.model import contexts
from mailer.model.decision import Effect, Existing, Join, Leave, Offer, Remark, Tell
from mailer.model.message import Attachment
from mailer.model.people import OfferState, Part, Participant
from mailer.model.request import Purpose, Role
from mailer.model.snapshot import RequestView

_CHANGE = re.compile(
    r"https://[^\s<>\"']{1,300}/"
    r"(?:(?:pull|pulls|pull-requests|pullrequest|merge_requests|-/merge_requests|changes|c|patch|patches)/[^\s<>\"']{1,100}"
    r"|[^\s<>\"'/]{1,100}\.(?:patch|diff)\b)"
)
"""A pull or merge request, a change or a patch, as the common code hosts write it."""
_OWN_WORK = re.compile(
    r"\b(?:my|our|mein\w*|unser\w*|mon|notre|mi|nuestr[oa]|meu|nosso)\s+(?:\w+\s+){0,2}"
    r"(?:pr|mr|pull[ -]?request|merge[ -]?request|patch|implementation|code|fork|branch)\b"
    r"|\b(?:i|we)(?:['’]ve| have)? (?:just )?(?:opened|submitted|sent|made|wrote|built|implemented|pushed)\b"
    r"|\b(?:pr|mr|pull[ -]?request|merge[ -]?request|patch)\b[^.!?\n]{0,30}?\s"
    r"(?:is|was|ist|steht|liegt|est|está)\s+(?:now |jetzt |already )?"
    r"(?:up|open|opened|ready|here|there|done|online|offen|da|fertig|bereit|prête?|ouverte?|disponible|list[oa]|abiert[oa]|abert[oa]|pront[oa])\b"
    r"|\b(?:here(?:['’]s| is| comes)|hier ist|hier kommt|voici|aquí está|aqui está|segue)\s+(?:\w+\s+){0,2}?"
    r"(?:pr|mr|pull[ -]?request|merge[ -]?request|patch)\b"
    r"|\b(?:pr|mr|pull[ -]?request|merge[ -]?request|patch)\s?:\s*https"
    r"|(?:pr|プルリクエスト|パッチ|マージリクエスト)を(?:出し|作成し|送り|提出し|作り)",
    re.IGNORECASE,
)
"""The link beside it is the author's own work, not somebody else's that they point to."""
_SIGNED = (
    "application/pkcs7",
    "application/x-pkcs7",
    "application/pgp",
    "text/vcard",
    "text/x-vcard",
    "text/calendar",
    "image/",
)
"""What mail programs attach by themselves, and pictures, which may be a company's sign."""


def given_up(case: Case, request: RequestView) -> tuple[Role, ...]:
    """What of their offers the sender gives up in this mail: what they say they will not do, or all that is not done
    yet where they offer something else `instead`."""
    pledge = case.understanding.pledge
    swaps = pledge.instead and pledge.offers
    return tuple(
        p.role
        for p in parts_of(request, case.sender.address)
        if p.role
        and p.role not in pledge.offers
        and (p.role in pledge.declines or (swaps and p.state is not OfferState.DELIVERED))
    )


def named(case: Case, request: RequestView, words: str) -> tuple[Role, ...]:
    """What of their offers the sender means by `words`: the roles that stand there, or all where none does."""
    roles = [role for role in Role if role.value in words.lower()] or list(Role)
    return tuple(p.role for p in parts_of(request, case.sender.address) if p.role in roles)


def give_up(
    case: Case, request: RequestView, roles: Sequence[Role]
) -> tuple[tuple[Effect, ...], tuple[Tell, ...]]:
    """The sender no longer helps with `roles`; what was counted on right now is offered to those who ask for the same."""
    target, mine = Existing(number=request.number), parts_of(request, case.sender.address)
    leaves = tuple(
        Leave(
            target=target,
            address=case.sender.address,
            part=Part.CHAMPION,
            role=role,
            because="they stepped down",
        )
        for role in roles
    )
    counted_on = [p.role for p in mine if p.role and p.role in roles and _is_counted_on(p, request)]
    return leaves, seats_are_free(request, mine[0].person, counted_on) if counted_on else ()


def _is_counted_on(champion: Participant, request: RequestView) -> bool:
    """The request needs it at the status it has, and nobody else has agreed to it."""
    others = any(
        p.role is champion.role
        and p.person.id != champion.person.id
        and p.state in (OfferState.CONFIRMED, OfferState.DELIVERED)
        for p in request.participants
    )
    needed = champion.role in contexts.ASKED_OF_CHAMPIONS.get(request.status, ())
    return needed and champion.state is OfferState.CONFIRMED and not others


def reaction(case: Case, request: RequestView) -> tuple[Effect, ...]:
    """What a mail in the conversation means for a champion who was asked: what it gives is delivered; other words about
    it are kept for the team, and give them time. Thanks are no reaction. A link to their own code is handed over."""
    return (*_answered(case, request), *_handed_over(case, request))


def _answered(case: Case, request: RequestView) -> tuple[Effect, ...]:
    gone = given_up(case, request)
    asked = [
        p.role
        for p in parts_of(request, case.sender.address)
        if p.role and p.asked_at and p.state is OfferState.CONFIRMED and p.role not in gone
    ]
    given, pledge = _given(case, asked), case.understanding.pledge
    about = [role for role in asked if role in pledge.names or role in given]
    only_thanks = case.understanding.purpose is Purpose.THANKS and not about and not pledge.later
    waiting = [] if only_thanks else [role for role in about or asked if role not in given]
    target, address = Existing(number=request.number), case.sender.address
    done = Offer(target=target, address=address, roles=tuple(given), state=OfferState.DELIVERED)
    put_off = Offer(
        target=target, address=address, roles=tuple(waiting), state=OfferState.CONFIRMED, reacted=True
    )
    return (*((done,) if given else ()), *((put_off,) if waiting else ()))


def _given(case: Case, asked: Sequence[Role]) -> list[Role]:
    """The roles whose asking this mail answers: by its words, the access itself, or a document where it is clear for
    which role that is."""
    pledge = case.understanding.pledge
    given = {*pledge.gives, *((Role.ACCESS,) if case.message.secrets else ())}
    if not pledge.later and not pledge.declines and any(map(_is_document, case.message.attachments)):
        given |= {*pledge.names, *(asked if len(asked) == 1 else ())} - {Role.CODE}
    return [role for role in asked if role in given]


def _is_document(attachment: Attachment) -> bool:
    return not attachment.inline and not attachment.content_type.startswith(_SIGNED)


def _handed_over(case: Case, request: RequestView) -> tuple[Effect, ...]:
    """Code is delivered where the mail links to it and says that it is its author's, or they offered to write it."""
    text = case.message.new_text
    link = _CHANGE.search(text)
    if link is None:
        return ()
    writes = any(p.role is Role.CODE for p in parts_of(request, case.sender.address))
    asks = case.understanding.purpose is Purpose.QUESTION
    return hand_over(case, request, link[0]) if _OWN_WORK.search(text) or (writes and not asks) else ()


def hand_over(case: Case, request: RequestView, link: str) -> tuple[Effect, ...]:
    """The sender hands over a pull request: code is delivered, and the team sees the link."""
    target = Existing(number=request.number)
    join = Join(
        target=target,
        address=case.sender,
        part=Part.CHAMPION,
        role=Role.CODE,
        state=OfferState.DELIVERED,
        reason=link,
        language=case.language,
        subject=case.message.subject,
        because=case.understanding.because,
    )
    return join, Remark(target=target, what="pull_request", text=link, actor=case.sender.address)
