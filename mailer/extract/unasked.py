"""Mails that ask for no integration, told by what they are instead: spam, a pitch, a newsletter, a bill, thanks."""

from mailer.extract.signs import BESIDE, SHORT, Signs, ends_asking

SEVERAL = 2
"""Words of a kind from which on a mail is of that kind; a single one stands in any mail."""


def junk(signs: Signs) -> bool:
    return signs.labelled < 2 and signs.cues("spam") >= 2 and _unasked(signs, "spam", "pitch")


def _unasked(signs: Signs, *tags: str) -> bool:
    """Whether its selling words outweigh its asking ones, or it asks for nothing that anybody knows."""
    return signs.cues(*tags) > signs.asks or not signs.known


def newsletter(signs: Signs) -> bool:
    return signs.labelled < 2 and (
        signs.cues("newsletter") >= max(2, signs.asks + 1)
        or (signs.cues("unsubscribe") >= 1 and signs.asks == 0)
    )


def pitch(signs: Signs) -> bool:
    return signs.labelled < 2 and signs.cues("pitch", "spam") >= 2 and _unasked(signs, "pitch", "spam")


def application(signs: Signs) -> bool:
    """Its author looks for work: what they have connected elsewhere is no wish."""
    return signs.cues("job") >= SEVERAL and signs.labelled == 0


def complaint(signs: Signs) -> bool:
    """It is about money, a contract or how its author was treated, more than it asks for anything."""
    complaints, asked = signs.cues("complaint"), signs.cues("request", "desire")
    return complaints >= SEVERAL and complaints > asked and signs.cues("by_hand", "itself") == 0


def bill(signs: Signs) -> bool:
    """It asks for money: what was bought is no wish."""
    return signs.cues("bill") >= SEVERAL and signs.cues("desire", "by_hand", "itself") == 0


def praise(signs: Signs) -> bool:
    """Its subject is nothing but thanks, and what it tells is how well something works."""
    subject, whole = signs.subject, signs.subject.whole
    only_thanks = (
        subject.has(whole, "thanks") and subject.length(whole) <= BESIDE and not signs.named_in_subject
    )
    return (
        only_thanks and signs.cues("desire", "by_hand") == 0 and signs.words <= SHORT and signs.labelled == 0
    )


def thanks(signs: Signs) -> bool:
    silent = signs.fields == 0 and _asks_nothing(signs)
    return signs.cues("thanks") >= 1 and silent and signs.words <= SHORT


def _asks_nothing(signs: Signs) -> bool:
    return signs.asks == 0 and not any(ends_asking(signs.body, span) for span in signs.body.sentences)


def only_thanks(signs: Signs) -> bool:
    """It says itself that it is nothing else, however long it tells why."""
    return signs.cues("only_thanks") > 0 and signs.labelled == 0 and _asks_nothing(signs)
