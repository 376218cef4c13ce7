"""A person wants to be forgotten: first they read what would be erased, then one word of theirs has it erased (R-98).

The word counts only as an answer to that first mail: its token proves that its author reads what we send there.
"""

from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import BurnToken, Decision, Forget, SetPace, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Pace
from mailer.recognise.verbs import Verb
from mailer.rules.token import VALID_DAYS, Use, expired


def consent(case: Case) -> Decision | None:
    """The answer that has everything erased. Whatever else is written under the first mail goes to the other rules."""
    claims = case.recognition.keys.bearing(Use.ERASE)
    if claims is None or expired(claims, case.snapshot.now):
        return None
    if [command.verb for command in case.orders().commands][:1] != [Verb.ERASE]:
        return None
    if claims.token_id in case.snapshot.used_tokens:
        return ends(Outcome.IGNORED, "its sender has had everything erased with this answer before")
    if case.recognition.sender.refuted:
        return ends(Outcome.HELD, f"it wants everything erased, but {case.recognition.sender.because}")
    return ends(
        Outcome.COMMAND,
        "its sender wants to be forgotten; everything is erased once our last answer has gone out",
        effects=(
            BurnToken(token_id=claims.token_id),
            SetPace(address=case.sender.address, pace=Pace.NOTHING),
            Forget(address=case.sender.address),
        ),
        tells=(_tell(case, NoticeKind.FORGOTTEN, contexts.forgotten()),),
    )


def ask(case: Case) -> Tell:
    """What would be erased, and the one word that does it."""
    rows = [
        contexts.named(view.ref if view.known_to(case.sender.address) else "", view.name)
        for view in case.snapshot.mine
    ]
    return _tell(case, NoticeKind.FORGET_ME, contexts.forget_me(rows=rows, days=VALID_DAYS))


def _tell(case: Case, kind: NoticeKind, context: contexts.Context) -> Tell:
    return Tell(
        kind=kind,
        to=case.sender,
        context=context,
        language=case.language,
        role=Audience.STRANGER,
        answer_to=case.origin,
    )
