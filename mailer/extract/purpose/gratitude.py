"""Thanks and praise for what is there: `thank you, the Box integration works great`, where nothing else is wished for."""

import re

from mailer.extract.names.aside import ASKING
from mailer.extract.names.kinds import KIND, is_called_there
from mailer.extract.text.marked import Marked, Span


def is_glad(body: Marked) -> bool:
    """Whether a text praises, or thanks for an integration that is there, and no sentence wishes, objects or misses anything."""
    if not body.has(body.whole, "praise", "thanks"):
        return False
    return any(_is_glad_of_it(body, span) for span in body.sentences) and not any(
        (body.has(span, *ASKING, "unlisted") and not _TO_SAY.search(body.text, span.start, span.end))
        or _HOWEVER.search(body.text, span.start, span.end)
        or _ONLY.search(body.text, span.start, span.end)
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


def is_only_grateful(body: Marked) -> bool:
    """Whether a text thanks for an integration that is there, and nothing in it is wished for now: what was wished for once,
    and what nobody has to do any more, it may tell at any length."""
    if not any(_is_thanked_for(body, span) for span in body.sentences):
        return False
    return not any(wishes_now(body, span) for span in body.sentences)


def _is_thanked_for(body: Marked, span: Span) -> bool:
    if body.has(span, "only_thanks") and not _AHEAD.search(body.text, span.start, span.end):
        return any(is_called_there(body, one) for one in body.sentences)
    if not _GRATEFUL.search(body.text, *span) or _AHEAD.search(body.text, *span):
        return False
    return is_called_there(body, span) or (body.language in _UNARTICLED and body.has(span, *KIND))


_UNARTICLED = ("ja", "zh", "ko")


def wishes_now(body: Marked, span: Span) -> bool:
    """Whether a sentence asks for anything, objects, or tells of work that there still is."""
    if _TO_SAY.search(body.text, span.start, span.end):
        but = _HOWEVER.search(body.text, span.start, span.end) is not None
        return but or body.has(span, "vote", "longing") or body.text[span.end - 1] in "?？"
    if _ONCE.search(body.text, span.start, span.end):
        return False
    return _HOWEVER.search(body.text, span.start, span.end) is not None or any(
        hit.tag in _WISHING and not _NO_MORE.search(body.text, clause.start, hit.start)
        for clause in body.clauses(span)
        if not body.has(clause, "unneeded")
        for hit in body.within(clause)
        if hit.tag != "lack" or not body.has(span, "thanks")
    )


_WISHING = frozenset(
    {
        "request",
        "desire",
        "wish",
        "vote",
        "conditional",
        "longing",
        "unlisted",
        "by_hand",
        "lack",
        "extension",
    }
)


_TO_SAY = re.compile(
    r"\b(?:to say (?:great|thank|well|kudos|how)|to thank|bedanken|danke sagen|(?:dire|un grand) merci|remercier|agradecer\w*|dar\w* las gracias|ringraziar\w*)\b"
    r"|お礼を",
    re.IGNORECASE,
)
"""The only wish of who is glad."""
_GRATEFUL = re.compile(
    r"thank|thx|cheers|kudos|\bdank|bedank|ringrazi|お礼|\blob\b|merci|bravo|félicit|\bgraci|agrade|enhorabuena|obrigad|parab|grazie|complimenti|ありがと|感謝|謝謝|谢谢|感谢|감사",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"consider|looking|forward|in advance|im voraus|d'avance|d’avance|de antemano|desde já|in anticipo|bij voorbaat|your (?:time|help|support)",
    re.IGNORECASE,
)
"""Who thanks for what is not done yet."""
_ONLY = re.compile(r"\b(?:only|nur|seulement|sólo|solo|só|apenas|soltanto|alleen)\b", re.IGNORECASE)
_HOWEVER = re.compile(
    r"\b(?:but|however|though|although|except|aber|allerdings|leider|jedoch|mais|cependant|dommage|pero|sino|mas|porém|però|maar|helaas|one thing|what about|how about)\b"
    r"|ただ|けど|ですが|但|不过|只是|하지만|그런데",
    re.IGNORECASE,
)
"""What objects, or asks for more. `only` does so beside praise, and says as well that there is nothing but thanks."""
_ONCE = re.compile(
    r"\b(?:would(?:n['’]t)? have|(?:had|['’]d) (?:been )?(?:ask|hop|wait|wish|want|request)\w*|(?:hatten|hatte|hadden|had) [^.!?]{0,40}?(?:gewünscht|gebeten|gewartet|gehofft|gevraagd|gewacht|gehoopt)"
    r"|(?:avions|avais) (?:\w+ )?(?:demandé|attendu|espéré)|(?:attend|espér)(?:ions|ait|ais)|(?:había\w*) (?:pedido|solicitado|esperado)|(?:tínhamos|tinha|havíamos) (?:pedido|esperado|solicitado)"
    r"|(?:avevamo|avevo) (?:chiesto|atteso|sperato)|aspettav\w+)\b|(?:お願い|希望|要望)していた|ようになりました",
    re.IGNORECASE,
)
"""What was wished for before it came."""
_NO_MORE = re.compile(
    r"\b(?:nobody|no one|no longer|any ?more|without (?:any\w+|having)|nichts mehr|nicht mehr|kein\w* mehr|niemand|von allein|plus (?:à|besoin|rien)|sans que|sans avoir|plus personne"
    r"|sin (?:que|tener)|ya no|nadie|sem (?:que|precisar)|ninguém|non (?:devo|dobbiamo) più|niente|senza (?:che|dover)|niets meer|niet meer|niemand|vanzelf)\b|なくな|不再|不用再",
    re.IGNORECASE,
)
"""What nobody has to do since."""
