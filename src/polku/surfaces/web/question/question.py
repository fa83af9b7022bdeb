"""A request's question: what is asked of the measures, and the controls that ask it again."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polku.engine.door import EngineError
from polku.lenses.asked import Asked, WrongQuestion, asked
from polku.lib.clock import DAY, now, to_datetime
from polku.surfaces.web.question.periods import (
    OFFERED,
    OWN_DAYS,
    Days,
    before,
    days_of,
    period_words,
    tidy,
)
from polku.surfaces.web.question.segments import MOST, Choice, Choices, offered
from polku.surfaces.words.moments import day_words
from polku.surfaces.words.places import place_name
from polku.surfaces.words.reasons.spoken import spoken
from polku.touchpoints.journeys.journey import said
from polku.touchpoints.journeys.load import journeys
from polku.touchpoints.journeys.places import places

MORE: Final = ("touchpoint", "within")  # what a page may ask for beside journey, period and segment
_OWN: Final = ("journey", "period", "from", "to", "segment", "compare", "page", *MORE)
_MOST_DAYS: Final = 3650


class Controls(msgspec.Struct, frozen=True):
    """What the controls show; `touchpoints` and `within` are None where the page does not ask for them."""

    journeys: list[Choice]
    periods: list[Choice]
    since: str
    until: str
    segments: list[list[Choices]]
    compare: bool
    touchpoints: list[Choice] | None
    within: str | None
    kept: list[tuple[str, str]]  # other parameters of the address


class Question(msgspec.Struct, frozen=True):
    """What is asked, and `before`, the same of the period before, where that is asked for too.

    Where it can't be asked so, `asked` is None and `error` says why in the reader's language. `query` asks the
    same of `/api/measures/…`.
    """

    controls: Controls
    asked: Asked | None
    before: Asked | None
    error: str
    query: str
    period: str  # in words

    @property
    def narrowed(self) -> bool:
        """Whether it asks of a part only: of some days, or of some customers."""
        controls = self.controls
        return bool(controls.since or controls.until) or any(choice.chosen for choice in _segments(controls))

    @property
    def subject(self) -> str:
        """Whose journey, when and which customers in words: what paper has to say, where no control can be seen."""
        journeys = [one.label for one in self.controls.journeys if one.chosen and one.value]
        segments = [one.label for one in _segments(self.controls) if one.chosen]
        return " · ".join([*journeys, self.period, *segments])


def _segments(controls: Controls) -> list[Choice]:
    return [one for room in controls.segments for group in room for one in group.choices]


class _Read(msgspec.Struct, frozen=True):
    """The parameters as they came."""

    journey: str
    period: str
    since: str
    until: str
    segment: tuple[str, ...]
    compare: bool
    touchpoint: str
    within: str


def question_of(request: HttpRequest, *more: str, needs_journey: bool = False) -> Question:
    """The request's question. `more` names what of MORE the page asks for.

    Where a journey is needed and none is named, it is the one declared first.
    """
    read = _read(request.GET, needs_journey)
    today = to_datetime(now()).astimezone(ZoneInfo(settings.CHOSEN["time_zone"])).date()
    found, error = None, ""
    try:
        read = _dated(read, today)
        if needs_journey and not read.journey:
            raise WrongQuestion(_("This is asked of a journey, and none is declared yet."))
        found = _asked(read, more)
    except (WrongQuestion, EngineError) as wrong:
        error = spoken(str(wrong))
    earlier = before(found, settings.CHOSEN["time_zone"], today) if found and read.compare else None
    return Question(
        controls=_controls(read, request.GET, more, needs_journey),
        asked=found,
        before=earlier,
        error=error,
        query=_query(read, more),
        period=_period(read),
    )


def _read(given: QueryDict, needs_journey: bool) -> _Read:
    since, until = given.get("from", "").strip(), given.get("to", "").strip()
    period = tidy(given.get("period", OWN_DAYS if since or until else ""))
    told = [part.strip() for text in given.getlist("segment") for part in text.split(",")]
    declared = journeys() if needs_journey else ()
    return _Read(
        journey=given.get("journey", "").strip() or (declared[0].name if declared else ""),
        period=period,
        since=since if period == OWN_DAYS else "",
        until=until if period == OWN_DAYS else "",
        segment=tuple(dict.fromkeys(part for part in told if part)),
        compare=given.get("compare") == "before",
        touchpoint=given.get("touchpoint", "").strip(),
        within=given.get("within", "").strip(),
    )


def _dated(read: _Read, today: date) -> _Read:
    """With the days that the period's words mean."""
    if read.period in ("", OWN_DAYS):
        return read
    days: Days = days_of(read.period, today)
    return msgspec.structs.replace(read, since=days[0].isoformat(), until=days[1].isoformat())


def _asked(read: _Read, more: tuple[str, ...]) -> Asked:
    if len(read.segment) > MOST:
        raise WrongQuestion(_("A segment has at most %(most)d conditions.") % {"most": MOST})
    further: dict[str, Any] = {}
    if "touchpoint" in more:
        further["touchpoint"] = read.touchpoint
    if "within" in more:
        further["window"] = _days(read.within) * DAY
    zone = settings.CHOSEN["time_zone"]
    return asked(read.journey, read.since, read.until, ",".join(read.segment), zone, **further)


def _days(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_DAYS:
        raise WrongQuestion(
            _("“%(text)s” is no number of days: write a whole number up to %(most)d.")
            % {"text": text, "most": _MOST_DAYS}
        )
    return int(text)


def _controls(read: _Read, given: QueryDict, more: tuple[str, ...], needs_journey: bool) -> Controls:
    rooms = min(len(read.segment) + 1, MOST)
    return Controls(
        journeys=_journeys(read.journey, needs_journey),
        periods=_periods(read.period),
        since=read.since,
        until=read.until,
        segments=[offered(chosen) for chosen in [*read.segment, ""][:rooms]],
        compare=read.compare,
        touchpoints=_touchpoints(read) if "touchpoint" in more else None,
        within=read.within if "within" in more else None,
        kept=[(name, value) for name, values in given.lists() if name not in _OWN for value in values],
    )


def _journeys(chosen: str, needs_journey: bool) -> list[Choice]:
    language = (get_language() or "")[:2]
    found = [(one.name, said(one.title, language)) for one in journeys()]
    if not needs_journey:
        found.insert(0, ("", _("All that customers do")))
    return _with(found, chosen) if found or chosen else []


def _periods(chosen: str) -> list[Choice]:
    known = [(name, period_words(name)) for name in (*OFFERED, OWN_DAYS)]
    try:
        return _with(known, chosen, period_words(chosen))
    except KeyError:
        return _with(known, chosen)


def _touchpoints(read: _Read) -> list[Choice]:
    """Those of the journey, or of the whole map; the chosen one in any case."""
    found = [(name, place.title) for name, place in places().items() if read.journey in ("", place.journey)]
    return _with([("", _("any")), *found], read.touchpoint, place_name(read.touchpoint, places()))


def _with(known: list[tuple[str, str]], chosen: str, words: str = "") -> list[Choice]:
    """The choices; what was chosen is among them, whether there is such a thing or not."""
    if chosen not in dict(known):
        known = [(chosen, words or chosen), *known]
    return [Choice(name, label, name == chosen) for name, label in known]


def _period(read: _Read) -> str:
    """The days in words; what is no day as it was written."""
    if not (read.since or read.until):
        return _("all of the time")
    try:
        first, last = (
            day_words(date.fromisoformat(day), with_year=True) if day else ""
            for day in (read.since, read.until)
        )
    except ValueError:
        return f"{read.since} – {read.until}"
    return f"{first} – {last}".strip()


def _query(read: _Read, more: tuple[str, ...]) -> str:
    told = {
        "journey": read.journey,
        "from": read.since,
        "to": read.until,
        "segment": ",".join(read.segment),
    } | {name: getattr(read, name) for name in more}
    return urlencode({name: value for name, value in told.items() if value})
