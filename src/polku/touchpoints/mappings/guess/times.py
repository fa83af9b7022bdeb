"""How a column writes its moments: ISO 8601, day and month by their places, epochs, Excel's serial days."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from polku.touchpoints.mappings.moments import EXCEL

_MOST_FORMATS: Final = 8
_MONTH: Final = "[A-Za-z]{3,9}"
# A date by its look, and the formats it can be; two are day first and month first.
_DATES: Final = [
    (r"\d{1,2}\.\d{1,2}\.\d{4}", ["%d.%m.%Y"]),
    (r"\d{1,2}\.\d{1,2}\.\d{2}", ["%d.%m.%y"]),
    (r"\d{1,2}/\d{1,2}/\d{4}", ["%d/%m/%Y", "%m/%d/%Y"]),
    (r"\d{1,2}/\d{1,2}/\d{2}", ["%d/%m/%y", "%m/%d/%y"]),
    (r"\d{1,2}-\d{1,2}-\d{4}", ["%d-%m-%Y", "%m-%d-%Y"]),
    (r"\d{4}-\d{1,2}-\d{1,2}", ["%Y-%m-%d"]),
    (r"\d{4}/\d{1,2}/\d{1,2}", ["%Y/%m/%d"]),
    (r"\d{4}\.\d{1,2}\.\d{1,2}", ["%Y.%m.%d"]),
    (rf"\d{{1,2}} {_MONTH} \d{{4}}", ["%d %b %Y", "%d %B %Y"]),
    (rf"\d{{1,2}}-{_MONTH}-\d{{4}}", ["%d-%b-%Y"]),
    (rf"\d{{1,2}}/{_MONTH}/\d{{2}}", ["%d/%b/%y"]),
    (rf"{_MONTH} \d{{1,2}}, \d{{4}}", ["%b %d, %Y", "%B %d, %Y"]),
    *((rf"\d{{1,2}}{end} {_MONTH} \d{{4}}", [f"%d{end} %B %Y"]) for end in ("st", "nd", "rd", "th")),
]
_TIMES: Final = [
    (r"\d{1,2}:\d{2}", "%H:%M"),
    (r"\d{1,2}:\d{2}:\d{2}", "%H:%M:%S"),
    (r"\d{1,2}:\d{2}:\d{2}\.\d{1,6}", "%H:%M:%S.%f"),
    (r"\d{1,2}\.\d{2}", "%H.%M"),
    (r"\d{1,2}\.\d{2}\.\d{2}", "%H.%M.%S"),
    (r"\d{1,2}:\d{2} [AaPp][Mm]", "%I:%M %p"),
    (r"\d{1,2}:\d{2}:\d{2} [AaPp][Mm]", "%I:%M:%S %p"),
]
_PARTS: Final = re.compile(
    r"(?P<date>.+?)(?:(?P<joint>,? klo |,? kl\.? | at |, |T| )(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?(?: [AaPp][Mm])?))?"
    r"(?P<zone> UTC| GMT| ?Z| ?[+-]\d{2}:?\d{2})?"
)
_EPOCH: Final = re.compile(r"1\d{9}(\d{3})?(\.\d+)?")
_SERIAL: Final = re.compile(r"[34]\d{4}([.,]\d+)?")  # days of the years 1982 to 2036


class Writing(msgspec.Struct, frozen=True):
    """How a column writes its times. `fits` values of it can be read so; `formats` are what ISO 8601 lacks."""

    fits: int = 0
    formats: tuple[str, ...] = ()
    either: tuple[str, ...] = ()  # the other formats, where day and month can't be told apart
    utc: bool = False  # the zone stands behind in letters

    @property
    def is_epoch_or_serial(self) -> bool:
        return self.formats == (EXCEL,) or self.formats == ("epoch",)


def writing_of(values: Sequence[str]) -> Writing:
    """How most values are written as times."""
    choices = [_formats(value) for value in values]
    fits = sum(bool(some) for some in choices)
    wanted = Counter(_day_first(some[0]) for some in choices if some and some[0])
    formats = [name for name, _ in wanted.most_common(_MOST_FORMATS)]
    month_first = _month_first(choices)
    if month_first:
        formats = [_swapped(name) for name in formats]
    either = () if month_first is not None else tuple(map(_swapped, formats))
    return Writing(fits, tuple(formats), either, any(value.endswith((" UTC", " GMT")) for value in values))


def number_writing_of(values: Sequence[str]) -> Writing:
    """How bare numbers are times: seconds or milliseconds since 1970, or Excel's days; no fit where they are none."""
    if epochs := sum(bool(_EPOCH.fullmatch(value)) for value in values):
        return Writing(epochs)
    serials = sum(bool(_SERIAL.fullmatch(value)) for value in values)
    return Writing(serials, (EXCEL,)) if serials else Writing()


def _formats(value: str) -> list[str]:
    """The formats that read the value, day first before month first; [""] where ISO 8601 does; [] for no time."""
    if not value[:1].isalnum() or len(value) > 40:
        return []
    if _is_iso(value):
        return [""]
    parts = _PARTS.fullmatch(value)
    if parts is None:
        return []
    dates = next((formats for look, formats in _DATES if re.fullmatch(look, parts["date"])), [])
    rest = _rest(parts)
    return [] if rest is None else [form for date in dates if _reads(form := date + rest, value)]


def _rest(parts: re.Match[str]) -> str | None:
    time = parts["time"]
    found = next((form for look, form in _TIMES if time and re.fullmatch(look, time)), None)
    if time and found is None:
        return None
    zone = parts["zone"] or ""
    if zone.strip()[:1] in {"+", "-", "Z"}:
        zone = " " * zone.startswith(" ") + "%z" if zone.strip() else ""
    return (parts["joint"] or "") + (found or "") + zone


def _is_iso(value: str) -> bool:
    if len(value) < 8 or not value[:4].isdigit() or "-" not in value:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _reads(form: str, value: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True


def _month_first(choices: list[list[str]]) -> bool | None:
    """Whether values say that the month comes first; None where they leave it open."""
    told = [some for some in choices if some and _swapped(some[0]) != some[0]]
    if not told:
        return False
    decided = {some[0] for some in told if len(some) == 1}
    if not decided:
        return None
    return all(form.startswith("%m") for form in decided)


def _day_first(form: str) -> str:
    return _swapped(form) if form.startswith("%m") else form


def _swapped(form: str) -> str:
    """The same with day and month in the other order, where digits alone tell them."""
    for separator in "/-":
        for one, other in (("d", "m"), ("m", "d")):
            start = f"%{one}{separator}%{other}"
            if form.startswith(start):
                return f"%{other}{separator}%{one}{form[len(start) :]}"
    return form
