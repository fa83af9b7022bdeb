"""The one door to every measure: what there is to ask, and the answers."""

from typing import Annotated, Any

import msgspec
from django.http import HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError

from polku.lenses.asked import WrongQuestion
from polku.lenses.catalog import MEASURES, measure_named
from polku.lenses.measure import Answer, Measure, answer
from polku.lib.clock import DAY
from polku.surfaces.api.problems import ANY, ONE
from polku.surfaces.api.shapes import measures as shapes
from polku.surfaces.api.shapes.values import Problem
from polku.surfaces.api.sign_in import may
from polku.surfaces.api.which_walks import WhichWalks
from polku.workspace.models import Role

router = Router(tags=["Measures"])
Touchpoint = Annotated[str, Query(max_length=200, description="At this touchpoint, of measures that ask about one place.")]  # fmt: skip
Top = Annotated[int, Query(ge=1, le=10_000, description="How many rows, of measures that give the largest.")]
Within = Annotated[int, Query(ge=0, le=3650, description="How many days there are for it, of measures that count within a time; 0: as the measure does.")]  # fmt: skip
Sql = Annotated[bool, Query(description="Also the SQL that computes it.")]


@router.get("/measures", response={200: shapes.Measures, **ANY}, summary="Measures")
@may(Role.SEES_CUSTOMERS)
def measures(request: HttpRequest) -> Any:
    """What can be asked, and what each row of an answer holds."""
    return {"measures": [msgspec.structs.asdict(measure) for measure in MEASURES.values()]}


@router.get("/measures/{name}", response={200: shapes.Answer, **ONE, 503: Problem}, summary="One measure")
@may(Role.SEES_CUSTOMERS)
def measure(
    request: HttpRequest,
    name: str,
    which: Query[WhichWalks],
    touchpoint: Touchpoint = "",
    top: Top = 20,
    within: Within = 0,
    sql: Sql = False,
) -> Any:
    """Its rows with n, bounds and how fresh they are. Of fewer than five people there are none, but a note."""
    known = _known(name)
    return _told(answer(known, which.words.asked(touchpoint, top=top, window=within * DAY)), sql)


def _told(found: Answer, sql: bool) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.structs.asdict(found)
    return told if sql else told | {"sql": []}


def _known(name: str) -> Measure:
    try:
        return measure_named(name)
    except WrongQuestion as wrong:
        raise HttpError(404, str(wrong)) from wrong
