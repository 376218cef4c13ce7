"""What a mail would do, said to its author; nothing is filed, counted or changed."""

from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import Decision, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import Audience, NoticeKind
from mailer.model.request import Details
from mailer.model.status import Status
from mailer.recognise.commands import read_commands
from mailer.recognise.verbs import Orders, Verb


def wants_preview(case: Case, read: Orders) -> bool:
    """The word stands among the verbs at the top, on the last line, or in the subject of a new mail."""
    begins = case.recognition.thread.request is None
    last = case.words.rpartition("\n")[2]
    elsewhere = [
        read_commands(text, case.policy.grammar) for text in (last, case.message.subject if begins else "")
    ]
    return any(command.verb is Verb.PREVIEW for one in (read, *elsewhere) for command in one.commands)


def preview(case: Case, *, answer: bool) -> Decision:
    """The card of each wish as an acknowledgement would show it, and what would be asked; `answer`: whether they may
    be told now."""
    wanted = case.understanding.requests
    cards = [_card(case, at, details, together=len(wanted)) for at, details in enumerate(wanted)]
    tell = Tell(
        kind=NoticeKind.PREVIEW,
        to=case.sender,
        context=contexts.preview(cards=cards),
        language=case.language,
        role=Audience.STRANGER,
        answer_to=case.origin,
    )
    because = "its sender wants to see what would be understood; nothing is filed"
    return ends(Outcome.COMMAND, because, tells=(tell,) if answer else ())


def _card(case: Case, at: int, details: Details, *, together: int) -> contexts.Context:
    same, person = case.snapshot.same_wish.get(at), case.snapshot.person
    joins = "" if same is None else "own" if person and same.requester == person else "other"
    asked = () if joins else contexts.questions(details.missing, requests=together)
    return contexts.preview_card(details=details, status=Status.SUBMITTED, asked=asked, joins=joins)
