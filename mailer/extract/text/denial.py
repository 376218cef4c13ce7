"""Whether words deny what stands beside them: `no OAuth`, `must not use API keys`, `no JSON or CSV`, `XML isn't supported`."""

import re

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit

OR = re.compile(
    r"[\s,/]*(?:or|nor|oder|noch|ou|ni|ne|o|of|eller|tai|lub|ani|nebo|или|ни|veya|や|または)[\s,]*", re.I
)
"""What joins a term to one that is denied."""
BUT = re.compile(
    r"\b(?:but|however|though|aber|jedoch|mais|pero|mas|però|ma|maar|men|mutta|ale|но|ama)\b|が、|但是?|지만",
    re.IGNORECASE,
)
"""What is wrong with something follows such a word: `SaltEdge, but it is too expensive`."""
_STOP = re.compile(r"[,;:.!?()\n、。，]")
_NEAR = 40
"""Characters before a word in which its denial is looked for."""
_BEFORE = frozenset({"negation", "denying.before", "denying.cannot"})
_BETWEEN = 1
"""Words between a term and what denies it behind: `XML exports are not supported`."""


def is_denied(marked: Marked, place: int, most: int) -> bool:
    """Whether a word such as `no` or `not` stands before `place`, with at most `most` words and no stop in between."""
    near = marked.within(Span(max(0, place - _NEAR), place))
    return any(
        hit.tag == "negation"
        and hit.end <= place
        and marked.length(Span(hit.end, place)) <= most
        and not _STOP.search(marked.text, hit.end, place)
        for hit in near
    )


def is_ruled_out(marked: Marked, term: Hit) -> bool:
    """Whether a term is denied by what leads to it, with nothing in between but words such as `use`, `with`, `the`; a
    question (`why not use OAuth?`) denies nothing."""
    if marked.slice(marked.sentence_at(term.start)).endswith(("?", "？")) or _goes_without(marked, term):
        return False
    near = marked.within(Span(max(0, term.start - _NEAR), term.start))
    passed = {hit.start for hit in near if hit.tag == "denying.verb"}
    return any(
        hit.tag in _BEFORE
        and hit.end <= term.start
        and not _STOP.search(marked.text, hit.end, term.start)
        and marked.length(Span(hit.end, term.start)) <= sum(start >= hit.end for start in passed)
        for hit in near
    )


def _goes_without(marked: Marked, term: Hit) -> bool:
    """`Without OAuth it does not work`, `it can't be used without a key`: what is denied twice is needed."""
    sentence = marked.sentence_at(term.start)
    without = _WITHOUT.search(marked.text, max(sentence.start, term.start - _NEAR), term.start)
    if without is None:
        without = _WITHOUT.match(marked.text, term.end)  # `SAML olmadan`
    return without is not None and (
        _DENIED_TOO.search(marked.text, max(without.end(), term.end), sentence.end) is not None
        or _DENIED_TOO.search(marked.text, sentence.start, without.start()) is not None
    )


_WITHOUT = re.compile(
    r"\b(?:without|ohne|sans|sin|sem|senza|zonder|bez|utan|uden|uten|ilman|без)\s(?:\w+\s){0,2}$| olmadan\b|没有$|没$",
    re.IGNORECASE,
)
_DENIED_TOO = re.compile(
    r"\b(?:not|nothing|cannot|can['’]t|won['’]t|doesn['’]t|isn['’]t|nicht|nichts|kein\w{0,2}|unmöglich|pas|rien|impossible|no|nada|não|non|niente|niet|niets|nie|nic|inte|inget|ikke|intet|ingenting"
    r"|ei|ne(?:jde|lze|funguje|ní|bude|dá)?|не|нельзя|невозможно|çalışm[ıa](?!l)\w{0,5}|olm[au]z|mümkün değil)\b|用不了|不能|不行|无法|没法",
    re.IGNORECASE,
)


def is_replaced(marked: Marked, term: Hit) -> bool:
    """Whether something else shall stand in a term's place, or the words behind it say that it is not this: `OAuth instead of our
    API keys`, `XMLではなくJSON`, `SAML können wir nicht nutzen`."""
    if _goes_without(marked, term):
        return False
    before = marked.text[max(0, term.start - _NEAR) : term.start]
    behind = marked.text[term.end : term.end + _NEAR]
    return _INSTEAD_OF.search(before) is not None or _AND_NOT_THIS.match(behind) is not None


_INSTEAD_OF = re.compile(
    r"(?:\b(?:instead of|in place of|rather than|anstelle (?:von|der|des)|(?:an)?statt|au lieu d[eu]|au lieu d['’]|plutôt que|en lugar de|en vez de"
    r"|em vez de|no lugar d[aeo]|invece (?:di|che)|al posto di|in plaats van)\s(?:[\w:'’-]+\s){0,3}"
    r"|\b(?:não|no|non) (?:a[cz]?cept|aceit|accett|us|utili[zs]{1,2}|permit|support?|soport|admit)\w{1,5}\s(?:(?:una?|uma?|las?|los|as?|os?|le|il)\s)?|(?:而不是|代替)\s?)$",
    re.IGNORECASE,
)
_AND_NOT_THIS = re.compile(
    r"\s?(?:(?:認証|形式|ファイル|方式)?(?:の代わりに|(?:では|じゃ)(?:なく|ない|ありません)|[はを](?:使(?:いません|わない|わず|ってい(?:ません|ない)|われて|用し(?:ません|ない))|送(?:りません|らない)"
    r"|利用していません|不要|必要ありません))|用不[上到着]|不[用需]|没(?:有)?用|(?:을|를|은|는|이|가)? ?(?:대신|아니라|아니에요|아닙니다|아님|(?:사용|필요|전송)하지 않|쓰지 않|안 (?:씁니다|써요|쓰)|없이))"
    r"| (?:(?:können|wollen|möchten|nutzen|verwenden|brauchen|dürfen) wir (?:leider )?nicht|(?:wird|werden) (?:dort |da |hier )?nicht (?:benutzt|genutzt|verwendet|gebraucht|eingesetzt|benötigt)"
    r"|wollen wir verzichten|kommt (?:für uns )?nicht in frage|gibt es (?:dort |da |hier |dafür )?nicht|scheidet aus|we (?:cannot|can['’]t|don['’]t) use"
    r"|(?:is|are|was)(?:n['’]t| not) (?:used|wanted|needed|required|what|in use)|n['’](?:est|sont) pas (?:utilis|nécessaire)\w{0,4}|ne (?:sert|servent) pas"
    r"|no se (?:usan?|utilizan?|emplean?|necesitan?)|no (?:es|son) necesari\w{1,3}|não (?:se usa|são? (?:usad|utilizad|necessári)\w{1,3}|é (?:usad|utilizad|necessári)\w{1,3})"
    r"|non (?:si usan?|(?:viene|vengono|è|sono) (?:usat|utilizzat|necessari)\w{1,2}|serv(?:e|ono))|(?:wordt|worden) niet gebruikt|(?:is|zijn) niet nodig|nie (?:jest|są) (?:używan|potrzebn)\w{1,3}"
    r"|(?:används|behövs|bruges|behøves|brukes|trengs) (?:inte|ikke)|ei (?:ole (?:käytössä|tarpeen)|käytetä|tarvita)|(?:se )?ne(?:ní (?:potřeba|třeba)|používáme|používají|používá)"
    r"|не (?:использу|нуж|применя|требу)\w{1,6}|(?:değil|olmadan|olmasın|istemiyoruz|gerekmiyor|(?:kullan|gönder|ver|destekle)m[iıeu]yor\w{0,3}|kullanılmıyor))\b",
    re.IGNORECASE,
)


def is_todays(marked: Marked, term: Hit) -> bool:
    """Whether a term's sentence tells what there is and no more, without a wish (`the connector only knows basic auth`, `today
    it writes CSV`, `CSV costs us hours`), or the term stands for what the wish comes beside (`SAML next to OIDC`)."""
    sentence = marked.sentence_at(term.start)
    if BESIDE.search(marked.text, max(sentence.start, term.start - _NEAR), term.start):
        return True
    told = _ONLY.search(marked.text, sentence.start, sentence.end) or marked.has(
        sentence, "now", "connector", "costs"
    )
    return bool(told) and not marked.has(sentence, "request", "plead", "wish", "desire", "conditional")


BESIDE = re.compile(
    r"\b(?:next to|in addition to|besides|alongside|neben|zusätzlich zu|en plus d[eu]|à côté d[eu]|además del?|además de la|além d[aeo]|oltre (?:a|al|alla)|naast)"
    r"\s(?:(?:the|our|today['’]s|existing|dem|der|den|bestehenden|plain)\s){0,2}$",
    re.IGNORECASE,
)
"""What stands behind such words is there, and something else is to come beside it."""
_ONLY = re.compile(
    r"\b(?:only|nothing but|no more than|nur|lediglich|ausschließlich|seulement|uniquement|solo|sólo|solamente|únicamente|apenas|somente|soltanto|alleen"
    r"|slechts|enkel)\b|だけ|のみ|しか|只|仅|만",
    re.IGNORECASE,
)


def is_our_own(marked: Marked, term: Hit) -> bool:
    """`Our staff sign in to our intranet with SAML`: how people get into a place of their own, and no interface of another's."""
    sentence = marked.sentence_at(term.start)
    own = _OWN_PLACE.search(marked.text, *sentence)
    return own is not None and _INTERFACE.search(marked.text, *sentence) is None


_OWN_PLACE = re.compile(
    r"\bintran[eé]t\w{0,3}\b|\b(?:our|unser|notre|nuestr[ao]|noss[ao]|nostr[ao]|ons|onze|vårt?|vores|vår) (?:own |eigenes )?(?:wi-?fi|wlan|vpn|laptops?)\b|イントラ|社内(?:ポータル|システム|サイト)|(?:公司|企业)?内网|사내 ?(?:포털|시스템|망)",
    re.IGNORECASE,
)
_INTERFACE = re.compile(
    r"\bapi|\b(?:server|instan|endpoint|schnittstelle)|サーバ|服务器|接口|서버", re.IGNORECASE
)


def is_threatened(marked: Marked, term: Hit) -> bool:
    """`Otherwise we go on with CSV files`: what comes of a refusal is nobody's requirement."""
    sentence = marked.sentence_at(term.start)
    return _OTHERWISE.search(marked.text, sentence.start, term.start) is not None


_OTHERWISE = re.compile(
    r"\b(?:otherwise|sonst|ansonsten|andernfalls|sinon|de lo contrario|caso contrário|senão|altrimenti|anders)\b"
    r"|さもないと|でないと|否则",
    re.IGNORECASE,
)


def is_refused(marked: Marked, term: Hit) -> bool:
    """Whether what is said right behind a term refuses it for good: `XML isn't supported`, and not `isn't supported yet`."""
    behind = marked.within(Span(term.end, term.end + _NEAR))
    refused = any(
        hit.tag == "denying.after"
        and marked.length(Span(term.end, hit.start)) <= _BETWEEN
        and not _STOP.search(marked.text, term.end, hit.start)
        for hit in behind
    )
    return refused and not marked.has(marked.sentence_at(term.start), "denying.yet")


def only_lacks(marked: Marked) -> bool:
    """`X isn't supported at present`: one clause that denies, and nobody in it who manages in any way."""
    told = marked.has(marked.whole, "doer", "uses", "by_hand") or _A_WAY.search(marked.text)
    denied = any(hit.tag == "lack" and _DENIES.search(marked.text, hit.start, hit.end) for hit in marked.hits)
    return denied and not told and len(marked.clauses(marked.whole)) == 1 and not BUT.search(marked.text)


_DENIES = re.compile(
    r"n[o'’]t?\b|nothing|none|lack|missing|unsupp|kein|nicht|fehl|\bpas\b|aucun|manque|não|nenhum|falta|\bnon\b|niet|geen|ない|ません|未|没|不|없",
    re.IGNORECASE,
)
"""`Only by CSV` is among the words of a lack too, and a way to manage."""
_A_WAY = re.compile(
    r"alternativ|work.?around|\bway|\boption|\bother|solution|\bweg\b|lösung|moyen|soluci|soluç|manera|maneira|forma\b|soluzion|modo\b|代替|方法|办法",
    re.IGNORECASE,
)
"""`There is no other way` says how people manage: not at all."""
