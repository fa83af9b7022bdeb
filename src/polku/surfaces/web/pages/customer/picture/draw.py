"""A path as a picture: lanes by channel, waits, promises, ratings, silence, and today."""

from collections.abc import Sequence
from typing import Final

import msgspec

from polku.lenses.customer.encounters import EncounterNow
from polku.lenses.customer.promises import PromiseNow
from polku.surfaces.web.pages.customer.picture.axis import Tick, ticks
from polku.surfaces.web.pages.customer.picture.felt import Felt, felt
from polku.surfaces.web.pages.customer.picture.marks import Lane, lanes
from polku.surfaces.web.pages.customer.picture.pledges import Pledge, moments, pledges
from polku.surfaces.web.pages.customer.picture.scale import Scale, Silence, silences

WIDTH: Final = 1080  # pixels: readable as it is, scrolled sideways where there is less room
LANE: Final = 24
_EDGE: Final = 12


class Picture(msgspec.Struct, frozen=True):
    """What is drawn, and how many promises found no room. Rows are LANE high, from the top."""

    width: int
    height: int
    lanes: list[Lane]
    pledges: list[Pledge]
    pledge_rows: int
    left_out: int
    felt: list[Felt]
    silences: list[Silence]
    ticks: list[Tick]
    today: float

    @property
    def pledge_y(self) -> int:
        return len(self.lanes) * LANE

    @property
    def felt_y(self) -> int:
        return self.pledge_y + self.pledge_rows * LANE

    @property
    def axis_y(self) -> int:
        return self.height - LANE


def picture(encounters: Sequence[EncounterNow], promises: Sequence[PromiseNow], now: int) -> Picture | None:
    """The picture of these encounters and promises; None where there is nothing to draw."""
    if not encounters:
        return None
    spans = [(one.facts.opened_at, one.facts.last_at) for one in encounters]
    began = min(first for first, _ in spans)
    promised = [one for one in promises if one.facts.made_at >= began]
    all_moments = [now, *(moment for span in spans for moment in span), *moments(promised)]
    scale = Scale(all_moments, WIDTH - 2 * _EDGE)
    in_lanes, laid, rated = lanes(encounters, now, scale), pledges(promised, scale), felt(encounters, scale)
    rows = max((one.row + 1 for one in laid), default=0)
    return Picture(
        width=WIDTH,
        height=(len(in_lanes) + rows + bool(rated) + 1) * LANE,
        lanes=in_lanes,
        pledges=laid,
        pledge_rows=rows,
        left_out=len(promised) - len(laid),
        felt=rated,
        silences=silences(spans, now, scale),
        ticks=ticks(min(all_moments), max(all_moments), now, scale, WIDTH - 2 * _EDGE),
        today=scale.x(now),
    )
