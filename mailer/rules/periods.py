"""When what comes once a day or once a week is due."""

from datetime import datetime, timedelta, tzinfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def latest(now: datetime, zone: tzinfo, hour: int, day: str = "") -> datetime:
    """The last moment up to `now` (aware) at which it was `hour` o'clock in `zone`, on a `day` of the week or on any.

    An hour that the clocks leave out counts from the one before; where it comes twice, the first one counts.
    """
    here = now.astimezone(zone)
    moment = here.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    if moment > here:
        moment = _day_before(moment)
    while day and moment.weekday() != DAYS.index(day):
        moment = _day_before(moment)
    return moment


def _day_before(moment: datetime) -> datetime:
    """The same o'clock on the day before; a difference of wall clock times, not of hours."""
    return moment - timedelta(days=1)
