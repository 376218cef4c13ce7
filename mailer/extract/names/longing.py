"""A wish that is told rather than asked for: what would be if a product were connected, and what does not go on without it."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.names.unlisted import is_unlisted
from mailer.extract.text.marked import Marked, Span

_MOVES = ("transfer", "before", "after", "itself", "by_hand", "impact")
"""Cues of a sentence that tells what goes from one program to another, or what that brings."""
_OTHERWISE = ("bug", "unneeded", "takes_back", "unwanted", "errand")
"""Cues of a sentence that wishes for nothing."""
_NOT_SUPPOSED = ("question", "question_word", "thanks")
"""… that only supposes something else: how to do it, how grateful somebody would be."""


def longs_for(body: Marked, names: Sequence[str]) -> bool:
    """Whether a sentence that says one of `names`, or points back to it, says what would be if it were there, that it is
    missing, that nothing goes on without it, or what its author wants to bring there."""
    return any(_longs(body, span, at) for name in names for span, at in _places(body, name.casefold()))


def _longs(body: Marked, span: Span, at: int) -> bool:
    if body.has(span, *_OTHERWISE):
        return False
    return (
        body.has(span, "longing")
        or _supposes(body, span)
        or _ordered_there(body, span, at)
        or _wanted_there(body, span, at)
        or stuck_without(body, span, at)
        or asks_if_planned(body, span, at)
        or is_unlisted(body, span, at)
    )


def asks_if_planned(body: Marked, span: Span, at: int) -> bool:
    """`Is WooCommerce on the list anywhere?`, its name standing at `at`, or `is there a plan for …`: who asks whether it will
    come wants it."""
    if not (_asked(body, span) or body.has(span, "question")):
        return False
    return bool(_PLANNED.match(body.text, at, span.end) or _PLANS.search(body.text, span.start, span.end))


_PLANS = re.compile(
    r"\b(?:(?<!the )(?:plans?|planning|intend(?:ing)?) (?:for|to|on)\b(?! \w*(?:fix|repair|remov|drop|chang|rais))|when (?:will|can) (?:we (?:see|have|get|expect)|you (?:support|offer|add)|there be)"
    r"|(?:plant|geplant|vor(?:habt|gesehen))\b|habt ihr vor|prévoyez|envisagez|comptez-?\w*|(?:ten[ée]is|tienen) (?:previsto|pensado|planead\w)|pensáis|planean"
    r"|(?:pretendem|planejam|têm planos)|prevedete|in programma|van plan|plannen)\b|予定(?:は|が)|계획",
    re.IGNORECASE,
)


_PLANNED = re.compile(
    r"\S+(?:\s(?-i:[A-Z])\w+|\scommerce)?(?:\s(?:integration|support|connector|konnektor|anbindung|is|be|being|also|too|anywhere|ist|auch|schon|irgendwo|est|aussi|bientôt|está|también"
    r"|é|também|è|anche|ook))*\s(?:on (?:the|your) (?:list|roadmap|road map|radar)|in the (?:works|pipeline|plans|queue)|planned|among them|one of them"
    r"|geplant|vorgesehen|in planung|auf (?:der|eurer|ihrer) (?:liste|roadmap)|prévue?|au programme|(?:sur|dans) (?:la|votre) (?:liste|feuille de route)"
    r"|previst[oa]|en (?:la|vuestra|su) (?:lista|hoja de ruta)|na (?:lista|fila)|nos planos|planejad[oa]|in (?:lista|programma)|op de (?:lijst|planning|roadmap)|gepland)\b"
    r"|\S+?(?:は|も|への対応は|対応の)(?:予定|リスト)",
    re.IGNORECASE,
)


def _places(body: Marked, name: str) -> Iterator[tuple[Span, int]]:
    """The sentences that say a name, and those behind them that say `there`, with the place where they do."""
    named = False
    for span in body.sentences:
        sentence = body.text[span.start : span.end]
        found = sentence.casefold().find(name)
        if found >= 0:
            named = True
            yield span, span.start + found
        elif named and (back := _THERE.search(sentence)):
            yield span, span.start + back.start()


_THERE = re.compile(
    r"(?<!out )(?<!over )(?<!hi )\bthere\b(?!\s(?:is|are|was|were|a|any|no)\b|['’])|\b(?:from|into) it\b|\bdort(?:hin|her)?\b|\b(?:là-bas|allí|ahí|lá)\b"
    r"|\b(?:in(?:to|side)?|on|at) your (?:\w+ )?(?:app|system|product|program|tool|dashboards?|calendar|board|software|platform)\b"
    r"|\bbei (?:euch|ihnen)\b|\bchez vous\b|\b(?:en|dans|no|na) (?:su|vuestr\w|votre) (?:aplicación|sistema|programa|plataforma|agenda|outil|logiciel|plateforme)\b"
    r"|\bcom vocês\b|\b(?:the two|the pair|both of them|die beiden|les deux|los dos|os dois)\b",
    re.IGNORECASE,
)
"""What points back to a program that was named before, or says that what is in it shall be in ours."""


def _ordered_there(body: Marked, span: Span, at: int) -> bool:
    """`Copy survey answers to Snowflake, please`: a plea, and what shall be moved where."""
    if not body.has(span, "plead"):
        return False
    begins = _MOVED.match(body.text, _begin(body, span), at)
    return bool(begins or _MOVING.match(body.text, at, span.end))


def _begin(body: Marked, span: Span) -> int:
    """Where a sentence begins behind its plea: `Please copy …`."""
    plea = next(
        (hit.end for hit in body.within(span) if hit.tag == "plead" and hit.start == span.start), span.start
    )
    return plea + (body.text[plea : plea + 1] in " ,")


_TO = r"(?:to|into|over to|nach|zu|in|ins|dans|vers|sur|en|a|al|para|pro|no|na|em)"
_MOVED = re.compile(
    r"(?:copy|mirror|sync\w*|push|replicate|kopier\w*|spiegel\w*|übertrag\w*|copie\w*|copi[ea]\w*|recopie\w*|synchronis\w*|sincroni\w*|transf[eé]r\w*|pass\w{1,3})\s"
    rf"(?:[^.;:\n]{{2,80}}?\s){_TO}\s(?:the\s|our\s|unser\w*\s|notre\s|nuestr\w\s|nosso\s|o\s|el\s)?$",
    re.IGNORECASE,
)

_MOVING = re.compile(r"\w+ (?:kopier|spiegel|übertrag|übernehm)\w*", re.IGNORECASE)
"""German has the verb behind the name: `nach Snowflake kopieren`."""


def _wanted_there(body: Marked, span: Span, at: int) -> bool:
    """`We'd love to see the bookings in Epic`: who wishes, and what of theirs shall be where; a question asks for leave."""
    if _asked(body, span) or body.has(span, *_NOT_WANTED):
        return False
    wishes = [
        hit.start
        for hit in body.within(span)
        if hit.tag in ("desire", "wish", "conditional") and hit.start < at
    ]
    return any(_OURS_IN.search(body.text, wish, at) for wish in wishes[:_LOOKS])


_LOOKS = 6
"""Wishes of a sentence that are looked at."""
_NOT_WANTED = ("question", "question_word", "thanks")
_OURS_IN = re.compile(
    r"\s(?:everything|alles|tout|todo|tudo|tutto|(?:the|our|all|every|each|my|these|die|unsere?n?|alle|les|nos|toutes|tous|los|las|nuestr\w+|os|as|noss\w+)\s[^.,;:!?\n]{2,80}?)"
    r"\s(?:in|into|inside|im|dans|sur|en|no|na|em)\s(?:an?\s|our\s|einem\s|einer\s|unserem\s|une?\s|notre\s|nuestro\s|nosso\s)?$",
    re.IGNORECASE,
)


def _supposes(body: Marked, span: Span) -> bool:
    wished = body.has(span, "conditional", "vote") or (
        body.has(span, "desire", "wish") and not _asked(body, span)
    )
    return (
        wished and body.has(span, *_MOVES) and not body.has(span, *_NOT_SUPPOSED) and not _offers(body, span)
    )


def _offers(body: Marked, span: Span) -> bool:
    """`We would test it`: an offer, and what is offered; `we would like it there` offers nothing."""
    return body.has(span, "champion.offer") and body.has(span, *_ROLES)


_ROLES = tuple(f"champion.{role}" for role in ("requirements", "access", "documentation", "testing", "code"))


def _asked(body: Marked, span: Span) -> bool:
    """`Can we move the Jira call` asks for leave, `we want our orders in Jira` for Jira."""
    return body.text[span.end - 1] in "?？"


def stuck_without(marked: Marked, span: Span, at: int) -> bool:
    """Whether the author does not get on without what stands at `at`, or until it is there: `we're stuck without SAP`, not
    `without a password I can't open SAP`."""
    hits = marked.within(span)
    stuck = [hit.start for hit in hits if hit.tag == "stuck"]
    return any(
        hit.tag == "lest"
        and hit.end <= at
        and bool(stuck)
        and not any(hit.end <= place < at for place in stuck)
        for hit in hits
    )
