"""When the team hears of trouble."""

from datetime import UTC, datetime, timedelta

from mailer.decide.alerts import CALM, Known, follow

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_a_trouble_is_told_once_while_it_lasts() -> None:
    """R-102: one mail, however long it takes and whatever its sentence says meanwhile."""
    first = follow({}, {"smtp": "away"}, NOW)
    assert first.begun == ("away",)
    second = follow(first.known, {"smtp": "away for 2 minutes"}, NOW + timedelta(minutes=2))
    assert (second.begun, second.over) == ((), ())


def test_a_flicker_is_one_trouble() -> None:
    """Gone and back a hundred times within minutes is told once; over is told after a calm."""
    change, told, now = follow({}, {"smtp": "away"}, NOW), 1, NOW
    for number in range(200):
        now += timedelta(minutes=1)
        change = follow(change.known, {"smtp": "away"} if number % 2 else {}, now)
        told += len(change.begun) + len(change.over)
    assert told == 1
    gone = follow(change.known, {}, now)
    assert follow(gone.known, {}, now + CALM / 2).over == ()
    over = follow(gone.known, {}, now + CALM)
    assert over.over == ("away",) and not over.known


def test_troubles_do_not_hide_each_other() -> None:
    """A second one beside the first has a mail of its own."""
    change = follow({"smtp": Known(says="away")}, {"smtp": "away", "outbox": "late"}, NOW)
    assert change.begun == ("late",)
