"""Finds a business card without a mark: who somebody is and how to reach them, below a closing or at the end."""

import re
from collections.abc import Sequence

from mailer.parse import footer_cues as cues
from mailer.parse.reply_cues import RULE_LINE, label_kind

MOST_CARD_LINES = 12
_CARD_LINE = 90

_NAME = re.compile(
    r"(?:i\.\s?[AV]\.\s|p\.?p\.?a?\.\s)?(?:(?:dr|prof|mag|ing|dipl|mr|ms|mrs|herr|frau|m|mme|sr|sra|dott(?:\.ssa)?|dhr|mevr)\.?-?\s){0,3}"
    r"[^\W\d_a-z][\w'’.-]{0,24}(?:\s(?:[^\W\d_a-z][\w'’.-]{0,24}|d[aeiou]s?|van|von|der?n?|ter|te|el|al|bin|zu|y|e)){0,4}"
    r"(?:\s?[,(][^()]{2,24}\)?)?"
    r"|[^\W\d_a-z]{1,6}[ \u3000·]?[^\W\d_a-z]{0,12}(?:\s?(?:拝|드림|올림|敬上|上))?"
)
"""Capitals, as names have them, and at most a degree or pronouns; scripts without capitals: short."""
_BEHIND_NAME = re.compile(r"\s?[|·•]\s?|\s[–—-]\s|,\s")
"""What parts a name from a title on its line."""
_FIRST_NAME = re.compile(r"[^\W\d_]{2,14}")
_ROLE = re.compile(
    r"(?i)\b(?:head|chief|director|manager|lead(?:er)?|engineer|developer|architect|analyst|consultant|officer|founder|owner|president"
    r"|vp|c[eotifdpm]o|ciso|admin(?:istrator)?|specialist|coordinator|assistant|partner|researcher|scientist|professor|lecturer|librarian|student"
    r"|department|division|dept|team|operations|nurse|teacher|secretary|treasurer|bursar|accountant|technician"
    r"|leit(?:er|ung)|leiterin|abteilung|entwickl(?:er|ung)|geschäftsführ|referent|sachbearbeit|inhaber|vorstand|administrat|projekt"
    r"|responsable|direct(?:eur|rice|ora?)|chef|cheffe|ingénieur|développeu|gérant|chargée? d|respons[aá]vel|gerente|jefe|jefa|director[ae]?|ingenier"
    r"|desarrollador|coordinador|coordenador|engenheir|analista|técnic|diretor|responsabile|direttore|direttrice|capo|ufficio|titolare|sviluppat"
    r"|hoofd|afdeling|medewerker|beheerder|eigenaar|ontwikkelaar|kierownik|dyrektor|prezes|specjalista|inżynier|dział|koordynator"
    r"|chef|ansvarig|ansvarlig|utvecklare|udvikler|avdelning|afdeling|direktør|direktör|verksamhet|päällikkö|johtaja|kehittäjä|asiantuntija|insinööri"
    r"|vedoucí|ředitel|jednatel|vývojář|oddělení|správce|руководител|директор|начальник|менеджер|инженер|разработчик|отдел|специалист|администратор"
    r"|müdür|yönetici|mühendis|uzman|direktör|sorumlu|departman)\w{0,16}"
    r"|(?<!\w)\w{0,24}(?:leiter(?:in)?|leitung|ansvarlig|ansvarig|chef|päällikkö|johtaja|manager|ingenieur|beauftragter?)\b"
    r"|経理|総務|営業|開発|部長|課長|室長|主任|担当|取締役|代表|情報システム|(?:部|課|室|係|グループ|チーム)$|经理|總監|总监|主管|主任|工程师|工程師|总裁|部门|部$|팀장|부장|과장|대리|대표|이사|매니저|팀$|개발자|담당"
)
_LOWER_TITLE = 3
"""Words of a title that begins with a small letter, as Czechs and Poles write theirs."""
_LONGEST_TITLE = 9
_TOLD = re.compile(
    r"\d|\w\s?[:：]\s?\S|^(?i:the|an?|die|das|les?|la|el|los|il|os?|het|this)\s|[はをがもに]\w"
    r"|\b(?i:an|eine?[nrm]?|une?|una|um|uma|een|all|every|each|some|no|alle|jede\w?|chaque|cada|ogni|elke|tous|toutes?|todos?|everything|alles|todo|tout|tutto|tudo)\b"
    r"|\sa\s|\b(?:it|es|lo|him|her|them)$"
)
"""What a title has no room for: figures, a value, an article, a particle, `every`, an object at its end."""
_TALK = re.compile(
    r"(?i)\b(?:my|our|we|i|you|they|s?he|(?-i:it)|is|are|was|were|has|have|uses?|needs?|wants?|asks?|says?|can|could|should|would|will|if|when|because|what|who|whom|that|also|too"
    r"|please|only|mein\w?|unser\w?|wir|ich|ist|sind|hat|auch|wenn|dass|braucht|mi|nuestr[oa]|también|es|son|tiene|usa|necesita|mon|notre|nous|est|sont|aussi|meu|nosso"
    r"|também|precisa|tem|mio|nostro|anche|serve|mijn|onze|ook|heeft|wil|nasz|mój|jest|też|vår|min|är|också|vores|er|også|náš|můj|je|také|наш|мой|тоже|bizim)\b(?=\s)"
)
"""Small words of sentences, which titles do without."""
_COMPANY = re.compile(
    r"(?i)(?<!\w)(?:mbh|e\.\s?v\.|s\.?r\.?l\.?s?|sarl|ltda|lda|gmbh(?: & co\.? kg)?|sp\. z o\.? ?o|s\.\s?r\.\s?o|a\.\s?s|k\.\s?s|v\.o\.s|a\.ş|ltd\. ?şti"
    r"|(?=(?-i:[A-ZÄÖÅ]))(?:ag|kg|ohg|se|ltd|limited|llc|llp|inc|incorporated|corp(?:oration)?|plc|pty|co|company|group|holding"
    r"|s\.?a\.?s?\.?|s\.?l\.?u?\.?|s\.?n\.?c|s\.?a\.?p\.?a|s\.?p\.?a|b\.?v|n\.?v|ab|aps|a/s|oyj?|asa?"
    r"|university|universit\w{1,4}|universidad\w?|hochschule|institut\w?|bank|hospital|klinik\w{0,2}|school|college|council|foundation|stiftung))[.,]?\)?(?:\s?[|,·•].*)?$"
    r"|(?<!\w)(?:ООО|ЗАО|ОАО|АО|ИП|ТОО)(?!\w)|株式会社|有限会社|合同会社|有限公司|股份|集团|大学|病院|(?:\(주\)|㈜|주식회사|유한회사)"
)
"""What firms and houses are called by, at the end of their name or before it; the shortest and the commonest with a capital."""
_PLACE = re.compile(
    r"^\W{0,3}(?:〒|\d{1,4}\w?,? (?:[^\W\d_a-z]|(?:rue|avenue|bd|boulevard|quai|place|via|calle|rua|ul\.)\s)"
    r"|[^\W\d][^\d\n]{2,40} \d{1,4} ?[a-zA-Z]?(?:\s?(?:[,|·•/–-].*|\d{4}.*)?$))"
    r"|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|\b\d{4,6} [^\W\d]{3}"
)
"""A house's number and its street, either way round, or a postcode."""
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_FEWEST_DIGITS = 6
_PICTURE = re.compile(r"\W{0,3}(?:image|cid|inline image|logo|bild)\b[^\n]{0,60}", re.IGNORECASE)
_SENTENCE_ENDS = ("?", "!", ".", "。", "？", "！", "…", ":", "：", ";")
_SHORT_FORM = re.compile(
    r"(?i)\b\w\.\s?\w{1,2}\.$|\b(?:ltd|şti|inc|co|corp|ltda|lda|l|v|a|o|s|ş|e|dr|tel|ext)\.$"
)


def card_begins(lines: Sequence[str], first: int, end: int) -> int:
    """Where the card begins that ends at `end`: below a closing or a drawn line, or a last block of short lines that say
    how to reach somebody; `end` where there is none. A line up to `first` is never part of one."""
    top = max(0, end - MOST_CARD_LINES * 2)
    for n in range(top, end):
        closed = closes(lines[n])
        if (
            first < n
            and (closed or RULE_LINE.match(lines[n]))
            and _is_card(lines[n + 1 : end], closes=closed)
        ):
            return n
    return _unmarked_card(lines, max(top, first_words(lines) + 1), end)


def closes(line: str) -> bool:
    """A closing, also with a name behind it: `LG Kathi`, `Best, Tom`."""
    if cues.CLOSING.match(line[:80]):
        return True
    words = line.split()
    if not 1 < len(words) <= 6:
        return False
    return any(
        cues.CLOSING.match(" ".join(words[:n])) and _NAME.fullmatch(" ".join(words[n:]))
        for n in range(1, len(words))
    )


def _unmarked_card(lines: Sequence[str], top: int, end: int) -> int:
    """`top` lies below the first words, so a paragraph that begins there is not all there is."""
    start = end
    for begins, ends in reversed(paragraphs(lines[top:end], top)):
        whole = not lines[begins - 1].strip()
        if not whole or not _reaches_somebody(lines[begins:end]) or not card_like(lines[begins:ends]):
            break
        start = begins
    return start


def _is_card(lines: Sequence[str], *, closes: bool) -> bool:
    return _reaches_somebody(lines) or _introduces_somebody(lines, closes=closes)


def _reaches_somebody(lines: Sequence[str]) -> bool:
    """Short lines, two of which say how."""
    filled = [line for line in lines if line.strip()]
    if not 1 < len(filled) <= MOST_CARD_LINES or not card_like(filled):
        return False
    return _phoned(filled) and sum(map(_reaches, filled)) >= 2


def _introduces_somebody(lines: Sequence[str], *, closes: bool) -> bool:
    """A name, and behind or below it what they are, for whom, where, or one line that reaches them; each paragraph says
    some of it. Below a drawn line, which parts texts too, only a telephone number or an address proves it."""
    filled = [line.strip() for line in lines if line.strip()]
    while len(filled) > 2 and _is_sign_off(filled[0]) and is_name(filled[1]):
        filled = filled[1:]
    name, _, behind = _BEHIND_NAME.sub("\n", next(iter(filled), ""), count=1).partition("\n")
    said = [one for one in (behind, *filled[1:]) if one]
    if not 0 < len(said) <= MOST_CARD_LINES or not is_name(name) or cues.speaks(filled):
        return False
    near = said if " " in name or behind else _same_paragraph(lines, name)
    proven = _phoned(said) or (closes and any(map(_is_somebody, near)))
    plain = [one for one in said if not _is_somebody(one)]
    return proven and _belongs(lines, filled[0]) and card_like(plain) and not any(map(says, plain))


def says(line: str) -> bool:
    """`Go live 12 January`, `She types it again`: a figure that is no number to call, no house's and no postcode, or a clause."""
    counts = any(map(str.isdigit, line)) and not (_reaches(line) or _PLACE.search(line))
    return counts or (bool(_TALK.search(line)) and "@" not in line)


def _same_paragraph(lines: Sequence[str], name: str) -> list[str]:
    """What stands right below a name of one word, which may be a whole mail's, with more to say in the next paragraph."""
    parts = ([line.strip() for line in lines[start:stop]] for start, stop in paragraphs(lines))
    return next((part[part.index(name) + 1 :] for part in parts if name in part), [])


def _belongs(lines: Sequence[str], name: str) -> bool:
    """Is there no paragraph that says something else?"""
    parts = [[line.strip() for line in lines[start:stop]] for start, stop in paragraphs(lines)]
    return all(
        any(map(_tells, part)) or name in part or (len(part) == 1 and _is_sign_off(part[0])) for part in parts
    )


def _is_sign_off(line: str) -> bool:
    """A closing, or a first name, as people write it above their whole name."""
    return bool(cues.CLOSING.match(line[:80]) or _FIRST_NAME.fullmatch(line))


def is_name(line: str) -> bool:
    """Does a line look like somebody's name, with a degree at most?"""
    return len(line) <= 60 and bool(_NAME.fullmatch(line.rstrip(",").replace("*", "")))


def _tells(line: str) -> bool:
    return _is_somebody(line) or _reaches(line) or bool(_PLACE.search(line) or _PICTURE.match(line))


def _is_somebody(line: str) -> bool:
    """What a person is called by, or where they work."""
    words = len(line.split())
    sentence = line[:1].islower() and words > _LOWER_TITLE
    short = len(line) <= _CARD_LINE and line[:1] not in "-*•"
    firm = _COMPANY.search(line.rstrip(" ,*")) is not None
    return short and not sentence and not _TALK.search(line) and (firm or _is_title(line, words))


def _is_title(line: str, words: int) -> bool:
    """Whether a few words say what somebody is: no label with its value, no number, no clause (`The sales team waits`)."""
    return words <= _LONGEST_TITLE and bool(_ROLE.search(line)) and not _TOLD.search(line)


def _phoned(filled: Sequence[str]) -> bool:
    return any("@" in line or _telephone(line) for line in filled)


def _telephone(line: str) -> bool:
    found = cues.PHONE.search(line[:_CARD_LINE])
    return (
        found is not None and sum(map(str.isdigit, found[0])) >= _FEWEST_DIGITS and not _DATE.match(found[0])
    )


def card_like(lines: Sequence[str]) -> bool:
    """Short lines, none a sentence, a label or an item of a list."""
    return all(
        len(line) <= _CARD_LINE
        and not cues.ASKED_LABEL.search(line)
        and (not line.rstrip().endswith(_SENTENCE_ENDS) or bool(_SHORT_FORM.search(line.rstrip())))
        and not cues.is_list_item(line)
        and label_kind(line)[0] not in ("from", "to", "date")
        for line in lines
    )


def _reaches(line: str) -> bool:
    short = line[:_CARD_LINE]
    return bool(
        cues.PHONE.search(short)
        or cues.CONTACT_WORD.match(short)
        or cues.ONLY_LINK.match(short)
        or "@" in short
    )


def paragraphs(lines: Sequence[str], offset: int = 0) -> list[tuple[int, int]]:
    """Where runs of lines with text begin and end, counted from `offset`."""
    found: list[tuple[int, int]] = []
    start = None
    for n, line in enumerate([*lines, ""]):
        if line.strip() and start is None:
            start = n
        elif not line.strip() and start is not None:
            found.append((start + offset, n + offset))
            start = None
    return found


def first_words(lines: Sequence[str]) -> int:
    """The first line that says something; what stands there or above is never taken off."""
    said = (n for n, line in enumerate(lines) if line.strip() and not RULE_LINE.match(line))
    return next(said, len(lines))
