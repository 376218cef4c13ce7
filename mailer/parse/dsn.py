"""Reads delivery reports: bounces, delay notices, receipts and complaints, by the book or by their wording.

RFC 3464 (delivery status), RFC 8098 (disposition), RFC 5965 (feedback); for the many that follow none of them
flufl.bounce and the general wording in `dsn_wording`. A report says what a server claims; whether it is believed
is judged elsewhere (R-46).
"""

import email
import email.policy
import json
import re
from collections.abc import Iterable
from email.message import Message as Part

from flufl.bounce import all_failures

from mailer.model.message import Automatic, DeliveryStatus, FailedRecipient
from mailer.parse import dsn_wording as wording
from mailer.parse.body import Body, children_of, content_of
from mailer.parse.headers import Fields, addresses, decode_words, message_ids, unfold
from mailer.parse.receipts import is_receipt

_STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
"""Of a failure; in a transcript of the session successes stand beside it."""
_REPLY_CODE = re.compile(r"(?<![\d.\[])([45])[0-7]\d(?=[ -])")
_REFUSED = re.compile(r"(?i)^\s{0,4}(?:smtp\s{0,4};)?\s{0,4}5[0-7]\d[ -]")
"""What the other server answered; some servers derive a milder status of their own from it."""
_ANSWER = re.compile(r"(?:^|[;:#(>'\"])\s{0,4}([45])[0-7]\d[ -]|(?<![\d.])([45])\.\d{1,3}\.\d{1,3}(?![\d.])")
"""An answer told within a sentence (`host mx.example said: 550 …`), by its reply code or its status."""
_ADDRESS = re.compile(r"(?<![\w.+=~-])[\w.+=~'&/#$%*!^{}|-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_FINAL_RECIPIENT = re.compile(
    r"(?im)^(?:final|original)-recipient:\s{0,20}(?:[\w-]{1,20};)?\s{0,20}<?([^\s<>;]{3,300})>?\s*$"
)
_NEVER_FAILED = re.compile(r"^(?:mailer-daemon|postmaster|abuse|support|helpdesk|mail-daemon)@")
_ANSWER_PREFIXES = ("re:", "aw:", "fwd:", "fw:", "wg:", "tr:", "rv:", "sv:", "antw:", "odp:", "ynt:")
_SHORT = 3_000
"""A report without a server's name on it says little more than its address."""
_MOST_FOR_LIBRARY = 100_000
"""The library reads every line of the returned mail too, with some twenty patterns each."""
_MOST_TEXT = 20_000
"""Characters in which the wording is looked for; reports say it at once."""
_SMTP_COMMAND = re.compile(
    r"(?im)^\W{0,6}(?:mail from|rcpt from|return-path|from|by|cc|reply-to|message-id|subject|date)\s*:"
)


def read_delivery(
    root: "Part[str, str]", fields: Fields, body: Body, text: str, subject: str
) -> DeliveryStatus | None:
    """Return what a mail reports about another mail's delivery, None where it is no report."""
    kinds = {kind.replace("global-", "") for kind, _ in body.reports}
    if "message/feedback-report" in kinds:
        return _complaint(body, text)
    if "message/disposition-notification" in kinds:
        return _receipt(body)
    if "message/delivery-status" in kinds:
        found = _by_the_book(body, text)
        if found:
            return found
    if is_receipt(subject, text):
        return DeliveryStatus(kind=Automatic.DELIVERY_NOTICE, because="its words are those of a receipt")
    return _by_notification(text) or _by_wording(root, fields, body, text, subject)


# --- by the book ---------------------------------------------------------------------------------------------------


def _blocks(body: Body, kind: str) -> list[dict[str, str]]:
    """The field groups of the report parts of a kind, names in lower case."""
    parts = (part for found, part in body.reports if found.replace("global-", "") == kind)
    return [block for part in parts for block in _groups(part)][:1_000]


def _groups(part: "Part[str, str]") -> list[dict[str, str]]:
    children = children_of(part) or [_read_fields(content_of(part))]
    if len(children) == 1 and not children[0].keys():
        children = _decoded_groups(part, children[0])
    elif len(children) == 1 and not children[0].is_multipart():
        children += _groups_below(children[0])
    return [_group(child) for child in children if child.keys()]


def _read_fields(content: bytes) -> "Part[str, str]":
    return email.message_from_bytes(content, policy=email.policy.compat32)


def _decoded_groups(part: "Part[str, str]", inner: "Part[str, str]") -> list["Part[str, str]"]:
    """A report that was encoded although RFC 3464 section 2.1.1 forbids it."""
    leaf: Part[str, str] = Part()
    leaf["Content-Transfer-Encoding"] = str(part.get("Content-Transfer-Encoding", ""))
    leaf.set_payload(content_of(inner).decode("ascii", "surrogateescape"))
    pieces = re.split(rb"\r?\n[ \t]*\r?\n", content_of(leaf).strip())
    return [_read_fields(piece) for piece in pieces[:1_000]]


def _groups_below(first: "Part[str, str]") -> list["Part[str, str]"]:
    """The groups behind the first one of a report that the standard library took for a mail with a body (RFC 6533)."""
    below = re.split(rb"\r?\n[ \t]*\r?\n", content_of(first).strip())
    return [_read_fields(piece) for piece in below[:1_000]]


def _group(part: "Part[str, str]") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in part.raw_items():
        found.setdefault(str(name).lower(), decode_words(unfold(str(value))))
    return found


def _by_the_book(body: Body, text: str) -> DeliveryStatus | None:
    blocks = [block for block in _blocks(body, "message/delivery-status") if _recipient_of(block)]
    if not blocks:
        return None
    blocks = [{**block, "action": EXPIRED} if _ran_out(block, text) else block for block in blocks]
    actions = {_action_of(block) for block in blocks}
    troubled = [block for block in blocks if _action_of(block) in ("failed", "delayed")]
    recipients = [_failed(block) for block in troubled]
    kind = Automatic.BOUNCE if "failed" in actions else Automatic.DELIVERY_NOTICE
    return DeliveryStatus(
        kind=kind,
        recipients=_each_once(recipients),
        returned_message_id=_returned_id(body, text),
        because=f"a delivery status report says {', '.join(sorted(actions))}",
    )


def _action_of(block: dict[str, str]) -> str:
    """RFC 3464 section 2.3.3; a missing one is read from the status."""
    action = block.get("action", "").partition("(")[0].partition(";")[0].strip().lower()
    if action == EXPIRED:
        return "failed"
    if action in ("failed", "delayed", "delivered", "relayed", "expanded"):
        return action
    status = block.get("status", "")
    if status.startswith("2"):
        return "delivered"
    return "delayed" if status.startswith("4") and "delay" in action else "failed"


def _recipient_of(block: dict[str, str]) -> str:
    """The address that we wrote to where the report knows it, else where it ended up (RFC 3464 section 2.3.1)."""
    names = ("original-recipient", "final-recipient", "x-actual-recipient")
    found = [
        one.address for name in names for one in addresses(block.get(name, "").rpartition(";")[2].strip())
    ]
    return next((one for one in found if "." in one.rpartition("@")[2]), found[0] if found else "")


def _failed(block: dict[str, str]) -> FailedRecipient:
    status = _STATUS.search(block.get("status", "") + " " + block.get("diagnostic-code", ""))
    code = status[1] if status else ""
    final = not code.startswith("4") or _is_refusal(block.get("diagnostic-code", ""))
    permanent = _action_of(block) == "failed" and (final or block.get("action") == EXPIRED)
    return FailedRecipient(address=_recipient_of(block), permanent=permanent, status=code)


EXPIRED = "expired"
"""No action of RFC 3464: ours for a delay that is one in name only."""
_EXPIRED = re.compile(
    r"(?i)\b(?:envelope|message|delivery time|retry time(?:out)?) (?:has )?(?:expired|exceeded)"
)


def _ran_out(block: dict[str, str], text: str) -> bool:
    """OpenSMTPD reports "delayed" and "temporary" also when its time for the mail is over: "Envelope expired", and no
    time until which it goes on (RFC 3464 section 2.3.9)."""
    late = _action_of(block) == "delayed" and block.get("status", "").strip() == "4.4.7"
    return late and "will-retry-until" not in block and bool(_EXPIRED.search(_split_copy(text)[0]))


def _is_refusal(diagnostic: str) -> bool:
    """The answer begins with 5xx, or every answer told in it says that trying again is no use."""
    told = {code or status for code, status in _ANSWER.findall(diagnostic)}
    return bool(_REFUSED.search(diagnostic)) or told == {"5"}


def _each_once(recipients: Iterable[FailedRecipient]) -> tuple[FailedRecipient, ...]:
    """One entry an address; a permanent failure outranks a temporary one."""
    best: dict[str, FailedRecipient] = {}
    for one in recipients:
        key = one.address.lower()
        if key not in best or (one.permanent and not best[key].permanent):
            best[key] = one
    return tuple(best.values())


def _receipt(body: Body) -> DeliveryStatus:
    blocks = _blocks(body, "message/disposition-notification")
    told = blocks[0].get("disposition", "").rpartition(";")[2].strip() if blocks else ""
    original = message_ids([blocks[0].get("original-message-id", "")]) if blocks else ()
    return DeliveryStatus(
        kind=Automatic.DELIVERY_NOTICE,
        returned_message_id=original[0] if original else _returned_id(body, ""),
        because=f"a receipt says {told[:60] or 'something'}",
    )


NO_COMPLAINT = frozenset({"not-spam", "auth-failure", "dmarc"})
"""Feedback types that nobody complains by: RFC 6430 takes a complaint back, RFC 6591 reports a failed authentication."""


def _complaint(body: Body, text: str) -> DeliveryStatus:
    blocks = _blocks(body, "message/feedback-report")
    named = ("original-rcpt-to", "removal-recipient", "x-hmxmroriginalrecipient")
    values = [block[name] for block in blocks for name in named if name in block]
    found = [
        FailedRecipient(address=one.address, permanent=True) for value in values for one in addresses(value)
    ]
    types = [block["feedback-type"].strip().lower() for block in blocks if "feedback-type" in block]
    said = types[0] if types else "abuse"
    senders = [one.address for block in blocks for one in addresses(block.get("original-mail-from", ""))]
    return DeliveryStatus(
        kind=Automatic.DELIVERY_NOTICE if said in NO_COMPLAINT else Automatic.COMPLAINT,
        recipients=_each_once(found),
        returned_message_id=_returned_id(body, text),
        returned_sender=next(iter(senders), ""),
        because=f"a feedback report says {said[:40]}",
    )


def _returned_id(body: Body, text: str) -> str:
    """The Message-ID of the mail that came back: enclosed, as headers alone, or copied into the text."""
    enclosed = [str(mail.get("Message-ID", "")) for mail in body.enclosed]
    copies = [
        _field_in(part, "message-id") for kind, part in body.reports if kind.startswith("text/rfc822-header")
    ]
    below = _split_copy(text)[1]
    copied = re.search(r"(?im)^[>\s]{0,8}message-id:\s{0,4}(<[^<>\s]{1,500}>)", below[:_MOST_TEXT])
    return next(iter(message_ids([*enclosed, *copies, copied[1] if copied else ""], 1)), "")


def _field_in(part: "Part[str, str]", name: str) -> str:
    return str(_read_fields(content_of(part)).get(name, ""))


# --- by a provider's JSON ------------------------------------------------------------------------------------------


def _by_notification(text: str) -> DeliveryStatus | None:
    """Amazon SES tells topics about bounces and complaints as one JSON object in a mail."""
    if '"notificationType"' not in text[:500]:
        return None
    try:
        told, _ = json.JSONDecoder().raw_decode(text.lstrip())
        kind = {"Bounce": Automatic.BOUNCE, "Complaint": Automatic.COMPLAINT}.get(
            told["notificationType"], Automatic.DELIVERY_NOTICE
        )
        return DeliveryStatus(
            kind=kind,
            recipients=_each_once(_notified(told)),
            because=f"a provider's notification says {str(told['notificationType'])[:40]}",
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _notified(told: dict[str, dict[str, list[dict[str, str]]]]) -> list[FailedRecipient]:
    bounced = told.get("bounce", {})
    permanent = bounced.get("bounceType", "Permanent") == "Permanent"
    rows = [*bounced.get("bouncedRecipients", []), *told.get("complaint", {}).get("complainedRecipients", [])]
    return [
        FailedRecipient(
            address=str(row["emailAddress"]), permanent=permanent, status=str(row.get("status", ""))
        )
        for row in rows
    ]


# --- by wording ----------------------------------------------------------------------------------------------------


def _by_wording(
    root: "Part[str, str]", fields: Fields, body: Body, text: str, subject: str
) -> DeliveryStatus | None:
    low_subject = subject.lower()
    if _complains(fields, body, low_subject, text):
        because = "its words are a complaint's"
        returned = _returned_id(body, text)
        return DeliveryStatus(kind=Automatic.COMPLAINT, returned_message_id=returned, because=because)
    if not _may_be_report(fields, body, low_subject):
        return None
    said, below = _split_copy(text[: 2 * _MOST_TEXT])
    said = said[:_MOST_TEXT]
    low = said.lower()
    why = _looks_like_report(fields, body, low_subject, low)
    if not why:
        return None
    if wording.ARRIVED.search(low_subject) and not wording.FAILURE_BODY.search(low):
        return DeliveryStatus(kind=Automatic.DELIVERY_NOTICE, because=why)
    delay = wording.DELAY.search(low_subject) or (wording.DELAY.search(low) and not wording.FINAL.search(low))
    waits = bool(delay) and "permanent" not in low
    return DeliveryStatus(
        kind=Automatic.DELIVERY_NOTICE if waits else Automatic.BOUNCE,
        recipients=_wording_recipients(root, fields, body, said, below, waits=waits, size=len(text)),
        returned_message_id=_returned_id(body, text),
        because=why,
    )


def _split_copy(text: str) -> tuple[str, str]:
    """What the server says, and the mail it returns below."""
    mark = wording.COPY_FOLLOWS.search(text)
    return (text[: mark.start()], text[mark.start() :]) if mark and mark.start() > 20 else (text, "")


def _value(fields: Fields, name: str) -> str:
    return next((unfold(value).strip() for value in fields.get(name, ())), "")


def _complains(fields: Fields, body: Body, subject: str, text: str) -> bool:
    encloses = bool(body.enclosed) or any(kind.startswith("text/rfc822") for kind, _ in body.reports)
    return encloses and bool(
        wording.COMPLAINT.search(subject) or wording.COMPLAINT.search(text[:2_000].lower())
    )


def _may_be_report(fields: Fields, body: Body, subject: str) -> bool:
    """The cheap question, asked of every mail."""
    return bool(
        _value(fields, "x-failed-recipients")
        or _is_daemon(fields)
        or _no_return(fields)
        or (body.enclosed and _machine_sender(fields))
        or _calls_itself_report(fields)
        or wording.FAILURE_SUBJECT.search(subject)
        or wording.DELAY.search(subject)
    )


def _calls_itself_report(fields: Fields) -> bool:
    kind = _value(fields, "content-type").lower()
    return "report-type=delivery-status" in kind.replace('"', "").replace(" ", "")


def _no_return(fields: Fields) -> bool:
    paths = (unfold(value).strip() for value in fields.get("return-path", ()))
    return any(path in ("<>", "<MAILER-DAEMON>", "") for path in paths)


def _looks_like_report(fields: Fields, body: Body, subject: str, said: str) -> str:
    """Why a mail counts as a report: a machine wrote it, and it speaks of a mail that failed or waits."""
    if _value(fields, "x-failed-recipients"):
        return "it names failed recipients in its header"
    if _calls_itself_report(fields):
        return "it calls itself a delivery report"
    no_return = _no_return(fields)
    told = bool(wording.FAILURE_SUBJECT.search(subject) or wording.DELAY.search(subject))
    words = bool(wording.FAILURE_BODY.search(said) or wording.DELAY.search(said))
    answer = subject.startswith(_ANSWER_PREFIXES)
    if _is_daemon(fields) and (told or words) and (no_return or not answer):
        return "a mail server wrote it about a mail that failed"
    if not words:
        return ""
    if body.enclosed and (no_return or _machine_sender(fields)) and _names_an_address(said):
        return "it returns a mail and says that it failed"
    if no_return and told:
        return "it has no return path and speaks of a mail that failed"
    alone = not answer or not _in_conversation(fields)
    alone = alone and not wording.OF_ONES_OWN.search(said)
    if told and alone and _names_an_address(said) and len(said) < _SHORT:
        return "its words are those of a failed delivery"
    return ""


def _is_daemon(fields: Fields) -> bool:
    sender = _value(fields, "from")
    found = addresses(sender)
    if not found:
        return bool(re.search(r"(?i)mailer-?daemon|postmaster|mail delivery", sender))
    name = found[0].name.lower()
    return bool(wording.DAEMON_LOCAL.search(found[0].address.lower()) or wording.DAEMON_NAME.search(name))


def _machine_sender(fields: Fields) -> bool:
    found = addresses(_value(fields, "from"))
    return bool(found) and bool(wording.NO_ANSWERS.search(found[0].address.lower()))


def _in_conversation(fields: Fields) -> bool:
    return bool(_value(fields, "in-reply-to") or _value(fields, "references"))


def _names_an_address(said: str) -> bool:
    return bool(_ADDRESS.search(said))


def _wording_recipients(
    root: "Part[str, str]", fields: Fields, body: Body, said: str, below: str, *, waits: bool, size: int
) -> tuple[FailedRecipient, ...]:
    """The failed addresses, from the surest source that names any."""
    named = [one.address for one in addresses(_value(fields, "x-failed-recipients"))]
    sources = (
        lambda: named,
        lambda: _FINAL_RECIPIENT.findall(said),
        lambda: _by_library(root, body, size),
        lambda: _near_failure(said, _bystanders(fields)),
        lambda: _near_failure(said, _writers(fields)),
        lambda: _addressee(body, below),
    )
    found = next((some for source in sources if (some := [one for one in source() if "@" in one])), [])
    return _each_once(_judged(address, said, waits=waits) for address in found[:200])


def _by_library(root: "Part[str, str]", body: Body, size: int) -> list[str]:
    large = size + sum(one.size for one in body.attachments) > _MOST_FOR_LIBRARY
    if large or not _plain_enough(root):
        return []
    try:
        temporary, permanent = all_failures(root)
    except Exception:  # the library's detectors raise anything on broken reports; its word is optional
        return []
    return sorted(one.decode("ascii", "replace") for one in (*temporary, *permanent))


def _plain_enough(root: "Part[str, str]") -> bool:
    """The library's detectors raise, and log, on raw 8-bit fields and on a From without an address."""
    named = addresses(unfold(str(root.get("From", ""))))
    return bool(named) and all(isinstance(value, str) for part in root.walk() for value in part.values())


def _bystanders(fields: Fields) -> set[str]:
    """Addresses that stand in a report without having failed: whom it was sent to and who wrote it."""
    return _named_in(
        fields, "to", "from", "sender", "reply-to", "delivered-to", "x-original-to", "return-path"
    )


def _writers(fields: Fields) -> set[str]:
    return _named_in(fields, "from", "sender", "return-path")


def _named_in(fields: Fields, *names: str) -> set[str]:
    values = (unfold(value) for name in names for value in fields.get(name, ()))
    return {one.address.lower() for value in values for one in addresses(value)}


def _addressee(body: Body, below: str) -> list[str]:
    """Whom the returned mail was for, where the server names nobody."""
    copied = re.search(r"(?im)^[>\s]{0,8}to:([^\n]{3,500})", below)
    values = [str(mail.get("To", "")) for mail in body.enclosed[:1]]
    values += [_field_in(part, "to") for kind, part in body.reports if kind.startswith("text/rfc822-header")]
    return [
        one.address for value in [*values, copied[1] if copied else ""] for one in addresses(unfold(value))
    ][:1]


def _near_failure(said: str, bystanders: set[str]) -> list[str]:
    """The addresses in what the server says; where there are several, those that begin a line or stand in brackets."""
    seen: dict[str, bool] = {}
    for line in said.split("\n")[:600]:
        if _SMTP_COMMAND.match(line):
            continue
        for match in _ADDRESS.finditer(line[:1_000]):
            address = match[0].rstrip(".")
            if address.lower() in bystanders or _NEVER_FAILED.match(address.lower()):
                continue
            first = (
                not line[: match.start()].strip(" \t<>*:-'\"([")
                or line[match.start() - 1 : match.start()] in "<'\"("
            )
            seen[address] = seen.get(address, False) or first
    sure = [address for address, first in seen.items() if first]
    return sure or list(seen)


def _judged(address: str, said: str, *, waits: bool) -> FailedRecipient:
    at = said.find(address)
    around = said[max(0, at) :][:1_500] if at >= 0 else said
    status = _STATUS.search(around) or _STATUS.search(said)
    code = status[1] if status else ""
    reply = _REPLY_CODE.search(around)
    temporary = waits or code.startswith("4") or (not code and reply is not None and reply[1] == "4")
    return FailedRecipient(address=address, permanent=not temporary, status=code)
