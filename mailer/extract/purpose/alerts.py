"""Faults that a mail only wants to be told of: `error alerts in Slack` is a wish, and no fault of ours."""

import re

from mailer.extract.text.marked import Marked


def tells_of_alerts(body: Marked) -> bool:
    """Whether every fault that it speaks of is what a wish wants to be told of: `障害の通知を受け取りたい`, `error alerts in Slack`."""
    faults = [hit for hit in body.hits if hit.tag in ("bug", "fails")]
    return bool(faults) and all(
        body.has(body.sentence_at(hit.start), "request", "desire", "wish")
        and (
            _ALERT.match(body.text, hit.end)
            or _ALERT_OF.search(body.text, max(0, hit.start - _NEAR), hit.start)
        )
        for hit in faults
    )


_NEAR = 40
"""Characters before a fault in which the word for an alert stands."""
_ALERT = re.compile(
    r"(?:の|时的?|時の?|发生时?|発生時?の?|情報の?| 발생)?(?:告警|通知|警报|警報|报警|報警|提醒|アラート|メール| ?알림| ?경보)|[ -]?(?:alert|notif|meldung|melding)",
    re.IGNORECASE,
)
_ALERT_OF = re.compile(
    r"(?:alert|notif|avvis|avis|meld|aviso|alarm)\w{0,8} (?:dei|degli|delle|di|about|for|on|when|von|über|bei|des?|da|van|over|bij|sobre|por|en cas de|in case of)"
    r"(?: \w{1,12}){0,2} $",
    re.IGNORECASE,
)
