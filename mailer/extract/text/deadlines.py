"""Dates as people write them in an answer; what day it is, nobody here knows."""

import re

_MONTHS = (
    r"(?:jan(?:uar|uary|vier|uari|eiro)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruar|ruary|ruari|rero|braio)?|fév(?:rier)?|fev(?:ereiro)?"
    r"|mar(?:ch|s|zo|ço)?|mär(?:z)?|mrt|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|maj|mei|mayo|maio|maggio|juni?|june|juin"
    r"|junio|junho|giugno|juli?|july|juil(?:let)?|julio|julho|luglio|aug(?:ust|ustus)?|août|ago(?:sto)?|sept?(?:ember|embre|iembre)?"
    r"|set(?:embro|tembre)?|o[ck]t(?:ober|obre|ubre)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|de[cz](?:ember|embre|embro)?|déc(?:embre)?|dic(?:iembre|embre)?|marts|augusti|desember"
    r"|(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w{0,4}"
    r"|stycz(?:eń|nia|niu|niem)|lut(?:y|ego|ym)|mar(?:zec|ca|cu|cem)|kwie(?:cień|tnia|tniu|tniem)|maja|maju|majem|czerw(?:iec|ca|cu|cem)|lip(?:iec|ca|cu|cem)"
    r"|sierp(?:ień|nia|niu|niem)|wrze(?:sień|śnia|śniu|śniem)|październik(?:a|u|iem)?|listopad(?:a|u|zie|em)?|grud(?:zień|nia|niu|niem)"
    r"|led(?:en|n[au]|nem)|únor(?:a|u|em)?|březen|březn(?:a|u|em)|duben|dubn(?:a|u|em)|květen|květn(?:a|u|em)|červen|červn(?:a|u|em)|červenec|červenc(?:e|i|em)"
    r"|srpen|srpn(?:a|u|em)|září|zářím|říjen|říjn(?:a|u|em)|prosinec|prosinc(?:e|i|em)"
    r"|январ(?:[ьяею]|[её]м)|феврал(?:[ьяею]|[её]м)|март(?:[аеу]|ом)?|апрел(?:[ьяею]|ем)|ма[йяею]|маем|июн(?:[ьяею]|ем)|июл(?:[ьяею]|ем)|август(?:[аеу]|ом)?"
    r"|(?:сентя|октя|ноя|дека)бр(?:[ьяею]|[её]м)"
    r"|(?:ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)(?:['’]\w{1,3}| ayı\w{0,4})"
    r"|ocak|şubat|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)(?!\w)"
)
_PERIODS = r"(?:quartals?|quarter|halbjahr|woche|monat|trimestre|semestre|mes|mois|kwartaal|kvartal\w{0,2}|kvartál\w{0,2}|kwartału?|квартал\w{0,2})(?!\w)"
_NTH = (
    r"(?:[1-4](?:\.|st|nd|rd|th|º|°|er|[eè]me|e|-?[йго]{1,2})?|(?:first|second|third|fourth|erste|zweite|dritte|vierte)[nrs]?|premier|deuxième|troisième|quatrième"
    r"|primer|segundo|tercer|cuarto|primeiro|terceiro|quarto|primo|secondo|terzo|eerste|tweede|derde|vierde|första|andra|tredje|fjärde|første|andet|fjerde)"
)
_QUARTER = rf"(?:[qt][1-4](?!\w)|{_NTH} {_PERIODS})"
_CJK_DAY = r"(?:\d{1,2}|十?[一二三四五六七八九]|十)\s?(?:月(?:\s?\d{1,2}\s?[日号號])?|월(?:\s?\d{1,2}\s?일)?)|第?[1-4一二三四]\s?(?:四半期|季度|분기)|Q[1-4]|年|月|연|월"
_DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)? (?:de |of )?{_MONTHS}|{_MONTHS} \d{{1,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{2,4}})?|{_QUARTER}|{_MONTHS} 20\d\d|20\d\d(?!\w))"
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
    r"|au plus tard|a más tardar|al più tardi|o mais tardar|inden|innen|innan|före|før|senast|senest|ennen|viimeistään|przed|najpóźniej|před|nejpozději|не позднее|до|перед|к|do)"
    r"(?: (?:the|dia|o dia|zum|zur|zu den|am|dem|den|der|die|le|la|les|l['’]|el|los|las|o|a|os|as|il|gli|het|de|early|mid|late|start of|beginning of|end of|ende|anfang|mitte|fin de|finales de"
    r"|fim de|fin|fine|eind|einde|begin|our|unsere[mnr]?|nuestr[ao]|noss[ao]|notre|la nostra|onze)){0,3} ?"
    rf"(?:{_NAMED_ON}(?:{_DATE.pattern}|{_MONTHS}|{_SEASONS})|{_EVENTS})"
    rf"|(?<!\w)(?:for|für|pour|para|per|til|till|na|на)(?: (?:the|das|le|el|o|il))? (?:end of |ende |fin |finales de )?{_QUARTER}",
    re.IGNORECASE,
)
_DUE_BEHIND = re.compile(
    rf"(?:{_CJK_DAY})\s?(?:の?終わり|末|底|말|中)?\s?(?:までに?|以前|之前|前(?!後)|전(?!체)|까지)"
    rf"|(?<!\w)(?:\d{{1,2}}\.? )?{_MONTHS}(?:['’]\w{{1,3}})? (?:mennessä|önce|kadar)|(?<!\w)q[1-4](?:['’]\w{{1,3}})? (?:önce|kadar)",
    re.IGNORECASE,
)
"""`3月までに`, `5월 1일까지`, `Mart ayından önce`: languages that say it behind the day."""
_DEADLINE = re.compile(
    r"(?:(?<!\w)(?:deadline|due date|cut-?off|frist|stichtag|(?:abgabe)?termin|date limite|échéance|fecha límite|plazo|prazo|data limite|scadenza|termine|sista dag(?:en)?"
    r"|fristen|fristdato|määräaika|termín|uzávěrka|крайний срок|срок|дедлайн|son tarih|teslim tarihi)|期限|締め?切り?|截止日?期?|마감일?|기한)"
    rf"[^.!?\n,;]{{0,12}}(?<![a-z\d])(?:{_DATE.pattern})",
    re.IGNORECASE,
)
"""`The deadline is 30 June`."""
_SOON = re.compile(
    r"(?<!\w)(?:this (?:week|month|quarter)|diese (?:woche|tage)|diesen monat|dieses quartal|cette semaine|ce mois-ci|ce trimestre|esta semana|este m[eê]s|este trimestre"
    r"|questa settimana|questo mese|deze (?:week|maand)|dit kwartaal|denne (?:uge|uken|uka|måned|måneden)|den här (?:veckan|månaden)|tällä viikolla|tässä kuussa"
    r"|w tym (?:tygodniu|miesiącu)|tento (?:týden|měsíc)|на этой неделе|в этом месяце|bu (?:hafta|ay))(?= (?:nodig|gerekiyor|gerekli|lazım)|\s*[.!,;:)]|\s*$)"
    r"|今週(?:中|末)?(?:に|までに)|今月(?:中|末まで)に|(?:这|本)(?:周|个?月)(?:内|就|之内)|이번 (?:주|달)(?:에|까지|안에| 안에| 중)",
    re.IGNORECASE,
)
"""`We need it this week`: it ends there, for `this week's orders` are what it is about."""
NEEDED = re.compile(
    r"\b(?:need(?:s|ed)?|requires?|required|must|has to be|brauch\w{0,3}|benötig\w{0,3}|muss|faut|besoin|necesit\w{1,5}|precis\w{1,5}|tiene que|tem que|serve|servono|bisogno|deve"
    r"|nodig|moet|behöver|behövs|skal bruge|trenger|tarvits\w{1,5}|potřebuj\w{1,3}|potrzebuj\w{1,3}|нуж(?:н[аоы]?|ен)|требуется|gerek\w{0,6}|lazım|ready|in place|fertig|livr(?:er|é)|listo|pront[oa]|klaar|gotowe|klar|hotov\w|valmi\w{0,2}|готов\w{0,2}|hazır)\b"
    r"|必要|欲しい|ほしい|お願い|需要|要用|上线|필요|부탁",
    re.IGNORECASE,
)
"""What is needed, where the words of a wish in general do not say so."""
_NAMED = re.compile(rf"(?<!\w){_MONTHS}", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:de )?(?:{_MONTHS}|{_PERIODS})", re.IGNORECASE)


def names_a_month(text: str) -> bool:
    """Whether a month's name stands in `text`, alone or not: `before March`. In running text `may` is none."""
    return _NAMED.search(text) is not None


def due(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a piece of `text` says by when: `before 1 March`, `bis zu den Sommerferien`, `antes de la temporada alta`."""
    found = _DUE.search(text, start, end) or _DUE_BEHIND.search(text, start, end)
    return found.span() if found else None


def deadline(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a piece of `text` names a deadline and its day."""
    found = _DEADLINE.search(text, start, end)
    return found.span() if found else None


def soon(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a piece of `text` says that it is for these days: `we need it this week`, `今週中に必要です`."""
    found = _SOON.search(text, start, end)
    return found.span() if found and NEEDED.search(text, start, end) else None


def by_a_day(text: str) -> str:
    """The words in which a short answer says by when: `avant la clôture du 30 juin`, `Q3 2026`; empty where it says none, or
    from when on."""
    found = _DUE.search(text) or _DUE_BEHIND.search(text) or _DATE.search(text)
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
