"""Dates as people write them in an answer; what day it is, nobody here knows."""

import re

_MONTHS = (
    r"(?:jan(?:uar|uary|vier|uari|eiro)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruar|ruary|ruari|rero|braio)?|fév(?:rier)?|fev(?:ereiro)?"
    r"|mar(?:ch|s|zo|ço)?|mär(?:z)?|mrt|maart|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|may|mai|maj|mei|mayo|maio|maggio|juni?|june|juin"
    r"|junio|junho|giugno|juli?|july|juil(?:let)?|julio|julho|luglio|aug(?:ust|ustus)?|août|ago(?:sto)?|sept?(?:ember|embre|iembre)?"
    r"|set(?:embro|tembre)?|o[ck]t(?:ober|obre|ubre)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|de[cz](?:ember|embre|embro)?|déc(?:embre)?|dic(?:iembre|embre)?)(?!\w)"
)
_PERIODS = r"(?:quartals?|quarter|halbjahr|woche|monat|trimestre|semestre|mes|mois|kwartaal)(?!\w)"
_DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}(?:st|nd|rd|th|er|º|\.)? (?:de |of )?{_MONTHS}|{_MONTHS} \d{{1,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{2,4}})?|q[1-4]|[1-4]\. {_PERIODS}|{_MONTHS} 20\d\d|20\d\d(?!\w))"
    r"|\d{1,2}\s?月|\d{1,2}\s?월|来月|今月|下个月|本月",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<!\w){_MONTHS}", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:de )?(?:{_MONTHS}|{_PERIODS})", re.IGNORECASE)


def names_a_date(text: str) -> bool:
    """Whether `text` names a day, a month with its year, a quarter or a year: `by 1 March`, `Q2`, `3月末`."""
    return _DATE.search(text) is not None


def names_a_month(text: str) -> bool:
    """Whether a month's name stands in `text`, alone or not: `before March`. In running text `may` is none."""
    return _NAMED.search(text) is not None


def begins_a_date(text: str) -> bool:
    """Whether `text` goes on from an ordinal as a date does: `März`, `Quartal`."""
    return _BEGINS.match(text) is not None
