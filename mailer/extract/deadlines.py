"""Dates as people write them in an answer; what day it is, nobody here knows."""

import re

_MONTHS = (
    r"(?:jan(?:uar|uary|vier|uari|eiro)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruar|ruary|ruari|rero|braio)?|fév(?:rier)?|fev(?:ereiro)?"
    r"|mar(?:ch|s|zo|ço)?|mär(?:z)?|mrt|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|maj|mei|mayo|maio|maggio|juni?|june|juin"
    r"|junio|junho|giugno|juli?|july|juil(?:let)?|julio|julho|luglio|aug(?:ust|ustus)?|août|ago(?:sto)?|sept?(?:ember|embre|iembre)?"
    r"|set(?:embro|tembre)?|o[ck]t(?:ober|obre|ubre)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|de[cz](?:ember|embre|embro)?|déc(?:embre)?|dic(?:iembre|embre)?|marts|augusti|desember"
    r"|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w{0,4}"
    r"|stycz(?:eń|nia|niu)|lut(?:y|ego|ym)|mar(?:zec|ca|cu)|kwie(?:cień|tnia|tniu)|maja|maju|czerw(?:iec|ca|cu)|lip(?:iec|ca|cu)|sierp(?:ień|nia|niu)"
    r"|wrze(?:sień|śnia|śniu)|październik[au]?|listopad(?:a|u|zie)?|grud(?:zień|nia|niu)"
    r"|ledn[au]|únor[au]?|březen|březn[au]|duben|dubn[au]|květen|květn[au]|červen|červn[au]|červenec|červenc[ei]|srpen|srpn[au]|září|říjen|říjn[au]|prosinec|prosinc[ei]"
    r"|январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|(?:сентя|октя|ноя|дека)бр[ьяе]"
    r"|ocak|şubat|mart(?:['’]\w{1,3}| ayı\w{0,4})|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)(?!\w)"
)
_PERIODS = r"(?:quartals?|quarter|halbjahr|woche|monat|trimestre|semestre|mes|mois|kwartaal)(?!\w)"
_DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th|er|º|\.)? (?:de |of )?{_MONTHS}|{_MONTHS} \d{{1,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{2,4}})?|q[1-4]|[1-4]\. {_PERIODS}|{_MONTHS} 20\d\d|20\d\d(?!\w))"
    r"|\d{1,2}\s?月|\d{1,2}\s?월|来月|今月|下个月|本月",
    re.IGNORECASE,
)
_SEASONS = (
    r"(?:summer|winter|autumn|spring|christmas|easter|(?:school |summer |winter )?holidays|(?:high |peak )?season|school year|year(?:'s)? end|sommer|herbst"
    r"|frühjahr|frühling|weihnachten|ostern|(?:sommer|herbst|oster|winter)?ferien|saison|schuljahr\w*|été|printemps|automne|hiver|noël|rentrée|vendanges"
    r"|verano|invierno|otoño|primavera|navidad(?:es)?|temporada(?: alta)?|verão|inverno|outono|natal|estate|autunno|natale|stagione|zomer|herfst|voorjaar|kerst)(?!\w)"
)
_EVENTS = (
    r"(?:audit|harvest|vintage|semester|exams?|elections?|festival|enrolment|concert|tournament|ernte|weinlese|prüfungen|wahl(?:en)?|konzert|turnier|tagung|anmeldeschluss"
    r"|(?:saison|schul|semester)(?:beginn|start)|récolte|moisson|soldes|examens|élections|inscriptions|campaña|vendimia|cosecha|zafra|elecciones|exámenes|matrícula|concierto"
    r"|rebajas|safra|colheita|vindima|eleições|provas|matrículas|vendemmia|raccolto|elezioni|esami|saldi|iscrizioni|concerto|seizoen|oogst|verkiezingen|examens|toernooi"
    r"|launch|go-?live|roll-?out|renewal|trade (?:fair|show)|conference|inspection|messe|prüfung|audits|betriebsprüfung|inventur|jahresabschluss"
    r"|clôture|lancement|salon|auditoría|lanzamiento|feria|cierre|auditoria|lançamento|fechamento|feira|fiera|chiusura|beurs|jaarafsluiting)(?!\w)"
)
"""What is held on a day that everybody there knows."""
_NAMED_ON = r"(?:[^\W\d_]{2,20} (?:on|in|am|im|le|du|del|el|em|il|op) (?:the )?)?"
"""`before the audit on | 1 March`."""
_DUE = re.compile(
    r"(?<!\w)(?:before|by|until|no later than|bis|vor|spätestens|avant|d['’]ici|antes d(?:el?|[ao]s?)|até|entro|prima d(?:i|e[il]|ell[ae])|prima dell['’]|v(?:oo|óó)r|uiterlijk"
    r"|inden|innen|innan|före|før|senast|senest|przed|najpóźniej|před|nejpozději|не позднее|до|(?:do|к)(?= \d))"
    r"(?: (?:the|zum|zur|zu den|am|dem|den|der|die|le|la|les|l['’]|el|los|las|o|a|os|as|il|gli|het|de|early|mid|late|start of|beginning of|end of|ende|anfang|mitte|fin de|finales de"
    r"|fim de|fin|fine|eind|einde|begin|our|unsere[mnr]?|nuestr[ao]|noss[ao]|notre|la nostra|onze)){0,3} ?"
    rf"(?:{_NAMED_ON}(?:{_DATE.pattern}|{_MONTHS}|{_SEASONS})|{_EVENTS})",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<!\w){_MONTHS}", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:de )?(?:{_MONTHS}|{_PERIODS})", re.IGNORECASE)


def names_a_month(text: str) -> bool:
    """Whether a month's name stands in `text`, alone or not: `before March`. In running text `may` is none."""
    return _NAMED.search(text) is not None


def due(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a piece of `text` says by when: `before 1 March`, `bis zu den Sommerferien`, `antes de la temporada alta`."""
    found = _DUE.search(text, start, end)
    return found.span() if found else None


def by_a_day(text: str) -> str:
    """The words in which a short answer says by when: `avant la clôture du 30 juin`, `Q3 2026`; empty where it says none, or
    from when on."""
    found = _DUE.search(text) or _DATE.search(text)
    if found is None or len(text) > _LONGEST_ANSWER or _NOT_YET.search(text, 0, found.end()):
        return ""
    return found[0]


_LONGEST_ANSWER = 120
"""Characters; in more a day may be that of anything."""
_NOT_YET = re.compile(
    r"(?<!\w)(?:not before|no earlier|not until|after|from|since|nicht vor|frühestens|erst|nach|ab|seit|pas avant|après|à partir|dès"
    r"|depuis|no antes|después|a partir|desde|não antes|depois|non prima|dopo|dal|niet voor|na|vanaf)(?!\w)",
    re.IGNORECASE,
)


def begins_a_date(text: str) -> bool:
    """Whether `text` goes on from an ordinal as a date does: `März`, `Quartal`."""
    return _BEGINS.match(text) is not None
