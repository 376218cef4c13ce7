"""What a text says beside the absence of its owner: nothing, an answer to us, or a wish.

A responder greets, tells of the absence, names somebody else and promises an answer. Whoever says more is a person.
"""

import re
from collections.abc import Sequence

from mailer.model.message import Message
from mailer.recognise.away_words import (
    ABSENCE,
    ASKS,
    BESIDE,
    DEFLECTS,
    GONE,
    INFORMS,
    ON_THE_MATTER,
    RESPONDER,
    WILL_ANSWER,
)

_CLAUSES = re.compile(r"[.!?;\n。！？]+\s*|,\s+|、|，|\s(?:and|und|et|y|e|en)\s")
_ABSENT = re.compile(rf"(?:{ABSENCE.pattern})(?:(?!\s(?:and|und|et|y|e|en)\s)[^.,;!?\n、。])*")
"""The absence with the rest of its clause."""
_SENTENCES = re.compile(r"([.!?;]+(?=\s|$)|\n\s*\n|[。！？]+)")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_DATE = re.compile(r"\b\d{1,2}\.(?:\s?\d{1,2}\.)?(?:\d{2,4})?(?=\s)|\d[\d/:-]*")
"""Its stops end no sentence."""
_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FEW = 4
"""Words of a greeting, a closing, a name."""
_FEW_WIDE = 10
"""… characters, in scripts that set no space between words."""
_LONGEST = 1_500
"""Characters; responders write less."""


def own_words(message: Message) -> str:
    """The author's own text in lower case."""
    return message.new_text.strip().lower().replace("’", "'")


def answers_us(message: Message, domain: str) -> bool:
    """Whether a person who is away answers a mail of ours that they quote: beside the absence they speak of what it asks
    for, and not of whom else to turn to. No program that marks nothing reads what it answers. `domain` is that of our
    Message-IDs."""
    text = own_words(message)
    ids = (*message.in_reply_to, *message.references)
    threads = any(one.rpartition("@")[2].rstrip(">").lower() == domain for one in ids) and bool(domain)
    if not threads or not (message.quoted or message.answers) or RESPONDER.search(text):
        return False
    said = [clause for clause in _CLAUSES.split(_ABSENT.sub("", text)) if not WILL_ANSWER.search(clause)]
    return any(ON_THE_MATTER.search(clause) for clause in said)


def asks_itself(asking: Sequence[str]) -> bool:
    """Whether one of the sentences that ask for an integration sends its reader to nobody else."""
    return any(not DEFLECTS.search(sentence.lower()) for sentence in asking)


def wishes_first(text: str, wishing: Sequence[str]) -> bool:
    """Whether one of the sentences that wish for something stands before what `text` (lower-case) tells of an absence:
    responders begin with that."""
    absence = next(filter(None, (ABSENCE.search(text), GONE.search(text))), None) if wishing else None
    before = " ".join(text[: absence.start()].split()) if absence else ""
    wishes = (" ".join(one.lower().replace("’", "'").split()) for one in wishing)
    return any(one in before and not DEFLECTS.search(one) for one in wishes)


def asks_for_something(text: str) -> bool:
    """Whether a sentence of `text` (lower-case) asks for something itself, in a language whose wishes nobody has marked."""
    return ASKS.search(text) is not None and any(
        ASKS.search(one) and not (INFORMS.search(one) or DEFLECTS.search(one))
        for one in _SENTENCES.split(_DATE.sub(" ", text))
    )


def says_nothing_else(text: str) -> bool:
    """Whether each sentence of `text` (lower-case) is one of those that responders are made of."""
    if len(text) > _LONGEST:  # asked first: what follows takes long for a line without spaces
        return False
    told = _ADDRESS.sub(" ", text)
    if ON_THE_MATTER.search(told):
        return False
    pieces = _SENTENCES.split(_DATE.sub(" ", told))
    return all(_is_responders(one, end) for one, end in zip(pieces[::2], [*pieces[1::2], ""], strict=True))


def _is_responders(plain: str, end: str) -> bool:
    """`end` is what stands behind it; responders ask nothing."""
    if _is_short(plain):
        return True
    if "?" in end or "？" in end:
        return False
    return any(pattern.search(plain) for pattern in (ABSENCE, GONE, RESPONDER, BESIDE, WILL_ANSWER))


def _is_short(plain: str) -> bool:
    wide = len(_WIDE.findall(plain))
    return wide <= _FEW_WIDE if wide else len(_WORD.findall(plain)) <= _FEW
