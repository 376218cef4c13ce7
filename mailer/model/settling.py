"""Several changes of status that one mail tells: from where its reader knows the request to be, to where it is now."""

from collections.abc import Mapping, Sequence

from mailer.model.contexts import ASKED_OF_CHAMPIONS, Context, ends_of, way
from mailer.model.notice import Json
from mailer.model.status import FORWARD, TRANSITIONS, Standing, Status, Turn, same_standing


def together(untold: Context, news: Context) -> Context | None:
    """The change `news` with the one before it that nobody was told, both made by `contexts.status_changed` or by this.

    What was explained on the way is told too, but for steps that were taken back. None when the request is back where
    its reader knows it to be, and nobody has more to say than why.
    """
    (began, _), (_, now) = ends_of(untold), ends_of(news)
    withdrawn = bool(untold.get("withdrawn")) or bool(news["withdrawn"])
    known = {"explained": untold.get("explained", ""), "asked": _asked(untold, news, now.status)}
    one = {**news, **way(began, now, withdrawn=withdrawn), **known}
    more = _says_more(news) and news["explanation"] != known["explained"]
    if one["turn"] == Turn.STILL:
        return {**one, "between": []} if more else None
    passed = [*_steps(untold), _step(untold)]
    again = next((at for at, step in enumerate(passed) if same_standing(_standing(step), now)), None)
    if again is None:
        return {**one, "between": passed}
    explanation = news["explanation"] if more else passed[again]["explanation"]
    return {**one, "between": passed[:again], "explanation": explanation}


def _says_more(change: Context) -> bool:
    """Whether a change was explained though it needed no reason, or is a decline, which is nothing without its own."""
    old, new = ends_of(change)
    transition = TRANSITIONS.get((old.status, new.status))
    forced = transition is not None and transition.needs_note and new.status is not Status.DECLINED
    return bool(change["explanation"]) and not forced


def _asked(untold: Context, news: Context, now: Status) -> list[Json]:
    """Of a champion: what both ask for, as far as the request has come and still goes on."""
    over = now in (Status.COMPLETED, Status.DECLINED)
    reached = () if over else FORWARD[: FORWARD.index(now) + 1]
    needed = {role.value for status in reached for role in ASKED_OF_CHAMPIONS.get(status, ())}
    asked = {*_list(untold["asked"]), *_list(news["asked"])} & needed
    return [role for role in _list(news["offers"]) if role in asked]


def _steps(change: Context) -> list[Mapping[str, Json]]:
    return [step for step in _list(change.get("between")) if isinstance(step, Mapping)]


def _step(change: Context) -> Mapping[str, Json]:
    return {name: change[name] for name in ("status", "release", "explanation")}


def _standing(step: Mapping[str, Json]) -> Standing:
    return Standing(Status(str(step["status"])), str(step.get("release", "")))


def _list(value: Json) -> Sequence[Json]:
    return list(value) if isinstance(value, list | tuple) else []
