"""How somebody's requests stand: the answer to `status`, and to the same question in plain words."""

from collections.abc import Sequence
from datetime import timedelta

from mailer.decide import heard
from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Remark, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import NoticeKind
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.news import asks_for_news, asks_how_it_stands, asks_when_done
from mailer.rules.names import split


def news(case: Case) -> Decision | None:
    """Answer "any news?": about the requests that it names, else about the one whose conversation it is, else about all of
    theirs.

    Where the team should have read the request by now, or the question is when it is done and no release is known, it is
    theirs as well: it stands on the request, a person of the team gets it, and the mail is held.
    """
    text = case.message.new_text or case.message.subject
    if not asks_for_news(text) or not case.may_order:
        return None
    asked = _asked_about(case, text)
    if not asked:
        return _of_none(case, text)
    undated = asks_when_done(text)
    for_the_team = [
        view for view in asked if _reading(case, view) == "late" or (undated and _is_undated(view))
    ]
    notes = [
        Remark(
            target=Existing(number=view.number),
            what="question",
            text=text,
            actor=case.sender.address,
        )
        for view in for_the_team
    ]
    return ends(
        Outcome.HELD if for_the_team else Outcome.COMMAND,
        "it asks how a request stands" + (", which only a person can answer" if for_the_team else ""),
        effects=tuple(notes),
        tells=(
            *report(case, asked),
            *(tell for view in for_the_team[:1] for tell in heard.tell_team(case, view)),
        ),
        request=for_the_team[0] if for_the_team else case.recognition.thread.request,
    )


def _asked_about(case: Case, text: str) -> list[RequestView]:
    mine, here = case.snapshot.mine, case.recognition.thread.request
    said = f" {' '.join(split(text))} "
    named = [view for view in mine if view.name and f" {' '.join(split(view.name))} " in said]
    return named or [view for view in mine if here is None or view.number == here.number]


def _of_none(case: Case, text: str) -> Decision | None:
    """Who takes part in nothing is told so. A person reads what may be about something else than a request."""
    if case.snapshot.mine or case.recognition.thread.request or case.recognition.thread.stray:
        return None
    stands = asks_how_it_stands(text)
    because = "it asks how requests stand, and its sender takes part in none"
    return ends(Outcome.COMMAND if stands else Outcome.HELD, because, tells=report(case, ()))


def _is_undated(view: RequestView) -> bool:
    """Whether its status does not say yet when it is done."""
    return view.open and not view.release


def report(case: Case, views: Sequence[RequestView]) -> tuple[Tell, ...]:
    """The mail that says how `views` stand, where the sender may be answered."""
    if not case.answerable:
        return ()
    rows = [_row(case, view) for view in views]
    here = case.recognition.thread.request
    return (
        Tell(
            kind=NoticeKind.STATUS_REPORT,
            to=case.sender,
            target=Existing(number=here.number) if here else None,
            context=contexts.status_report(rows=rows),
            # a verb is too short to tell a language by
            language=case.language,
            answer_to=case.origin,
        ),
    )


def _row(case: Case, view: RequestView) -> contexts.Context:
    """Of another's request its reference, catalog name, status, release and count, and not a word that its people wrote."""
    if view.number not in {mine.number for mine in case.snapshot.mine}:
        return contexts.status_row(
            view.ref, _catalog_name(case, view), view.status, view.votes, view.release, "", another=True
        )
    ref = view.ref if view.known_to(case.sender.address) else ""
    return contexts.status_row(
        ref, view.name, view.status, view.votes, view.release, view.explanation, reading=_reading(case, view)
    )


def _catalog_name(case: Case, view: RequestView) -> str:
    product = case.catalog.products.get(view.product) if case.catalog else None
    return product.name if product else ""


def _reading(case: Case, view: RequestView) -> str:
    """`due` while the team has time to read it, `late` afterwards; empty once it is read."""
    if view.status is not Status.SUBMITTED or not view.open:
        return ""
    by = view.created_at + timedelta(days=case.policy.review_days)
    return "late" if case.snapshot.now > by else "due"
