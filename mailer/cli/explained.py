"""One mail as `mailer explain` shows it to people: who wrote what, what becomes of it and why, and what is answered."""

from collections.abc import Iterable, Iterator, Sequence

from babel import Locale
from babel.core import UnknownLocaleError

from mailer.cli.sources import Quoted, quote
from mailer.flows.explain import Explanation
from mailer.flows.foreseen import Foreseen
from mailer.model.inbox import Outcome
from mailer.model.message import Address, Attachment, Forwarded, Message
from mailer.model.request import Attached, Details, Field, Kind, Value
from mailer.render.text import in_lines

WIDTH = 80
_NAMES = 20
"""Columns of the names on the left."""
_MOST_TEXT = 900
"""Letters that are shown of a mail in which nothing was read."""
_MOST_PEOPLE = 5
_BOLD = ("\x1b[1m", "\x1b[0m")
_MARKS = str.maketrans(dict.fromkeys("\ue000\ue001"))
_FIELDS = {
    Field.INTEGRATION_NAME: "Integration name",
    Field.CATEGORY: "Category",
    Field.USE_CASE: "Use case",
    Field.BUSINESS_IMPACT: "Business impact",
    Field.API_DOCS: "API documentation",
    Field.AUTHENTICATION: "Authentication",
    Field.DATA_FORMATS: "Data formats",
    Field.PERFORMANCE: "Performance",
    Field.PRIORITY: "Priority",
    Field.ALTERNATIVES: "Alternatives",
}
_KINDS = {Kind.NEW_INTEGRATION: "a new integration", Kind.ENHANCEMENT: "more from an existing integration"}
_AUTHORS = {
    "auto_reply": "an automatic reply",
    "bounce": "a mail server's report: it could not be delivered",
    "delivery_notice": "a mail server's notice about a delivery",
    "complaint": "a complaint about a mail of ours",
    "list": "a mailing list",
    "bulk": "bulk mail",
    "own": "our own mail",
}
_OUTCOMES = {
    Outcome.QUARANTINED: "set aside, unread",
    Outcome.BOUNCE: "noted with the mail that it is about",
    Outcome.AUTO_REPLY: "filed away",
    Outcome.IGNORED: "filed away",
    Outcome.HELD: "held for a person of the team",
    Outcome.COMMAND: "an order, carried out",
    Outcome.REQUEST: "filed as a request",
    Outcome.DETAILS: "added to a request",
    Outcome.CHAMPION: "an offer to help, noted",
    Outcome.VOTE: "counted as a vote",
}
_OURS = ("a ", "an ")
"""So begins what we say of a description or a sample; it is no quotation."""
_LEFT = {"unread": "not read", "noise": "left alone", "other": "nothing taken from it"}
"""How an attachment that says nothing was treated; all others were read."""


def page(explanation: Explanation, mails: Sequence[Foreseen]) -> Iterator[str]:
    """The lines of one mail's page; `mails` are those that would be sent."""
    reading = explanation.reading
    message = reading.message if reading else explanation.head
    yield explanation.file
    if message:
        yield from _people(message)
    if reading:
        yield from _attachments(reading.message.attachments, reading.understanding.attached)
        yield from _named("Language", _language(reading.understanding.language))
    yield from _verdict(explanation)
    wanted = reading.understanding.requests if reading and _asks(explanation) else ()
    for number, details in enumerate(wanted, 1):
        yield from _request(number if len(wanted) > 1 else 0, details, message)
    if reading and not wanted:
        yield from _text(reading.message)
    yield from _answers(explanation, message.sender if message else None, mails)
    yield ""


# --- who wrote, when, and what came along


def _people(message: Message) -> Iterator[str]:
    yield from _named("From", str(message.sender or message.header("From") or "nobody"))
    for defect in message.sender_defects[:1]:
        why = f"{defect}; in the service its author would be asked to confirm it first"
        yield from _named("", f"({why})")
    for mail in message.passed_on:
        yield from _named("Passes on", _passed_on(mail))
    yield from _named("To", _addresses(message.to))
    yield from _named("Cc", _addresses(message.cc))
    yield from _named("Date", f"{message.date:%A, %-d %B %Y, %H:%M} UTC" if message.date else "none")
    yield from _named("Subject", message.subject or "none")
    if message.secrets:
        yield from _named("Taken out", ", ".join(message.secrets))


def _passed_on(mail: Forwarded) -> str:
    """Whose mail it passes on, as that mail's header says."""
    if mail.by_hand:
        return ""
    author = str(mail.sender) if mail.sender else mail.author
    return f"a mail of {author or 'somebody whom it does not name'}" + (f", {mail.date}" if mail.date else "")


def _addresses(people: Sequence[Address]) -> str:
    more = f" and {len(people) - _MOST_PEOPLE} more" if len(people) > _MOST_PEOPLE else ""
    return ", ".join(map(str, people[:_MOST_PEOPLE])) + more


def _attachments(parts: Sequence[Attachment], attached: Sequence[Attached]) -> Iterator[str]:
    """A line for each attachment, those inside a winmail.dat too, with what was read in it or why nothing was."""
    sizes = {part.filename: part.size for part in parts}
    name = "Attached"
    for one in attached:
        did = _LEFT.get(one.kind, "read")
        size = f" ({_size(sizes[one.filename])})" if one.filename in sizes else ""
        yield from _named(name, f"{one.filename}{size} - {did}: {one.because}")
        name = ""
    seen = {one.filename for one in attached}
    for part in parts:
        if part.filename not in seen:
            why = "it stands inside the text" if part.inline else "no mail of this kind is read for a request"
            yield from _named(name, f"{part.filename} ({_size(part.size)}) - left alone: {why}")
            name = ""


def _size(count: int) -> str:
    return f"{count} bytes" if count < 1_000 else f"{count / 1_000:,.0f} kB"


def _language(code: str) -> str:
    try:
        return f"{Locale.parse(code).get_display_name('en')}"
    except (UnknownLocaleError, ValueError):
        return code


# --- what becomes of it


def _verdict(explanation: Explanation) -> Iterator[str]:
    decision = explanation.decision
    if explanation.reading:
        yield from _named("Written by", _AUTHORS.get(explanation.automatic or "", "a person"))
    yield ""
    yield from _named("WHAT BECOMES OF IT", f"{_OUTCOMES[decision.outcome]}: {decision.because}")
    if len(decision.told) > 1:
        for line in decision.told:
            yield from _named("", f"- {_OUTCOMES[Outcome(str(line['effect']))]}: {line['because']}")
    understanding = explanation.reading and explanation.reading.understanding
    if understanding and not explanation.automatic and understanding.because not in decision.because:
        yield from _named(
            "Read as", f"{understanding.purpose.value.replace('_', ' ')}: {understanding.because}"
        )
    delivery = explanation.reading and explanation.reading.message.delivery
    for recipient in delivery.recipients if delivery else ():
        lasting = "permanent" if recipient.permanent else "temporary"
        status = f" ({recipient.status})" if recipient.status else ""
        yield from _named("Not delivered to", f"{recipient.address} - {lasting}{status}")


def _asks(explanation: Explanation) -> bool:
    return any(line["effect"] == Outcome.REQUEST.value for line in explanation.decision.told)


# --- what was understood


def _request(number: int, details: Details, message: Message | None) -> Iterator[str]:
    yield ""
    yield from _named(f"REQUEST {number}" if number else "REQUEST", _KINDS[details.kind])
    for field, name in _FIELDS.items():
        value = details.fields.get(field)
        if value and message:
            yield ""
            yield from _named(name, value.text)
            yield from _proof(value, quote(value, message))
    missing = [_FIELDS[field].lower().replace("api", "API") for field in details.missing]
    if missing:
        yield ""
        yield from _named("Not said", ", ".join(missing))


def _proof(value: Value, quoted: Quoted) -> Iterator[str]:
    """Whether it is sure, and the whole sentence with the words that tell; not twice what stands above."""
    sure = "sure" if value.evidence.sure else "a guess"
    place = value.evidence.where.replace("attachment:", "attachment ").replace("quoted", "forwarded text")
    if quoted.is_all:
        yield from _named("", f"{sure}; the {place} says just that")
        return
    if value.evidence.where.startswith("attachment:") and value.evidence.text.startswith(_OURS):
        yield from _named("", f"{sure}; {place}: {value.evidence.text}")
        return
    before, told, after = (part.translate(_MARKS) for part in quoted.parts)
    marked = f"\ue000{told}\ue001" if before or after else told
    yield from _named("", f"{sure}; {place}: “{before}{marked}{after}”")


def _text(message: Message) -> Iterator[str]:
    """The beginning of what its author wrote, where nothing was read from it."""
    said = " ".join(message.new_text.split())
    if said:
        shown = said if len(said) <= _MOST_TEXT else said[:_MOST_TEXT].rpartition(" ")[0] + " …"
        yield ""
        yield from _named("IT SAYS", f"“{shown}”")


# --- what is answered


def _answers(explanation: Explanation, author: Address | None, mails: Iterable[Foreseen]) -> Iterator[str]:
    if explanation.silence:
        yield ""
        yield from _named("ANSWER", f"none: {explanation.silence}")
    for mail in mails:
        yield ""
        if author is None or mail.to.address != author.address:
            reader = "the team" if mail.to_the_team else str(mail.to)
            yield from _named(
                "TO " + ("THE TEAM" if mail.to_the_team else "OTHERS"), f"{reader}: {mail.subject}"
            )
            continue
        yield from _named("ANSWER", f"to {mail.to.address}, in {_language(mail.language)}")
        yield from _named("Subject", mail.subject)
        yield ""
        yield from (f"    | {line}".rstrip() for line in mail.text.rstrip().split("\n"))


# --- lines


def _named(name: str, text: str) -> Iterator[str]:
    """`text` behind `name`, in lines of the page's width; what is marked is bold in every line that it runs over."""
    if not text:
        return
    bold = False
    for at, line in enumerate(in_lines(" ".join(text.split()), WIDTH - _NAMES - 2)):
        shown = (_BOLD[0] if bold else "") + line.replace("\ue000", _BOLD[0]).replace("\ue001", _BOLD[1])
        bold = (bold or "\ue000" in line) and "\ue001" not in line
        yield f"  {'' if at else name:{_NAMES}}{shown}{_BOLD[1] if bold else ''}"
