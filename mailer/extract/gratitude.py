"""Thanks and praise for what is there: `thank you, the Box integration works great`, where nothing else is wished for."""

import re

from mailer.extract.aside import ASKING
from mailer.extract.kinds import is_called_there
from mailer.extract.marked import Marked, Span


def is_glad(body: Marked) -> bool:
    """Whether a text praises, or thanks for an integration that is there, and no sentence wishes, objects or misses anything."""
    if not body.has(body.whole, "praise", "thanks"):
        return False
    return any(_is_glad_of_it(body, span) for span in body.sentences) and not any(
        (body.has(span, *ASKING, "unlisted") and not _TO_SAY.search(body.text, span.start, span.end))
        or _BUT.search(body.text, span.start, span.end)
        or (body.has(span, "negation") and not body.has(span, "praise", "thanks"))
        for span in body.sentences
    )


def _is_glad_of_it(body: Marked, span: Span) -> bool:
    return body.has(span, "praise") or (
        body.has(span, "thanks")
        and _GRATEFUL.search(body.text, span.start, span.end) is not None
        and not _AHEAD.search(body.text, span.start, span.end)
        and is_called_there(body, span)
    )


_TO_SAY = re.compile(
    r"\b(?:to say (?:great|thank|well|kudos|how)|to thank|bedanken|danke sagen|remercier|agradecer\w*|ringraziar\w*)\b",
    re.IGNORECASE,
)
"""The only wish of who is glad."""
_GRATEFUL = re.compile(
    r"thank|thx|cheers|kudos|\bdank|bedankt|\blob\b|merci|bravo|félicit|graci|agrade|enhorabuena|obrigad|parab|grazie|complimenti|ありがと|感謝|謝謝|谢谢|感谢|감사",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"consider|looking|forward|in advance|im voraus|d'avance|d’avance|de antemano|desde já|in anticipo|bij voorbaat|your (?:time|help|support)",
    re.IGNORECASE,
)
"""Who thanks for what is not done yet."""
_BUT = re.compile(
    r"\b(?:but|however|though|although|except|only|aber|nur|allerdings|leider|jedoch|mais|seulement|cependant|dommage|pero|sino|sólo|solo|mas|porém|só|apenas|ma|però|soltanto|maar|alleen|helaas)\b"
    r"|ただ|けど|ですが|但|不过|只是|하지만|그런데",
    re.IGNORECASE,
)
