"""What an address asks of a path: which encounters, from where on, and how many."""

from datetime import datetime, time, timedelta
from typing import Final

import msgspec
from django.http import HttpRequest
from django.http.request import QueryDict
from django.utils import timezone

from polku.lenses.customer.encounters import Filter, Show
from polku.lib.clock import from_datetime
from polku.timeline.vocabulary import Kind

STEP: Final = 20
MOST: Final = 300


class Asked(msgspec.Struct, frozen=True):
    """The filter, the cursor to go on after or begin at, and how many encounters to show."""

    only: Filter
    after: str | None
    at: str | None
    shown: int
    more: bool  # the form with the rarer filters


def asked(request: HttpRequest) -> Asked:
    """Read the address; what can't be read is as if it were not there."""
    query = request.GET
    shown = query.get("shown", "")
    only = Filter(
        show=_show(query.get("show", "")),
        touchpoint=_text(query, "touchpoint"),
        channel=_text(query, "channel"),
        kind=query["kind"] if query.get("kind") in set(Kind) else "",
        since=_midnight(query.get("from", ""), 0),
        until=_midnight(query.get("to", ""), 1),
    )
    return Asked(
        only=only,
        more="more" in query or only != Filter(show=only.show),
        after=query.get("after") or None,
        at=query.get("at") or None,
        shown=min(max(int(shown), STEP), MOST)
        if shown.isascii() and shown.isdigit() and len(shown) < 9
        else STEP,
    )


def _show(text: str) -> Show:
    return Show(text) if text in set(Show) else Show.ALL


def _text(query: QueryDict, name: str) -> str:
    return (query.get(name) or "").replace("\0", "")[:200]


def _midnight(text: str, days: int) -> int | None:
    """The beginning of that date in the company's time zone, or `days` later; None where it is no date."""
    try:
        day = datetime.combine(datetime.fromisoformat(text).date() + timedelta(days=days), time())
        return from_datetime(timezone.make_aware(day))
    except (ValueError, OverflowError):
        return None
