"""Rows in quarantine, sent again: as they are after the mapping was mended, or with a mended text."""

from typing import Final

from polku.intake.files.found import Found
from polku.intake.files.messages import Place, content_of, to_message
from polku.intake.http.parsed import Malformed, Parsed, Teller, Unfit, decoded
from polku.intake.keep import Refusal
from polku.timeline.models import Source
from polku.touchpoints.mappings.load import reader

_MEND: Final = 'mend it: replace "raw" by "row" with an object of columns and values'


def parse(body: bytes, form: str, teller: Teller) -> Parsed:
    """A row or XES event out of quarantine; Malformed where it can't be one."""
    try:
        told = decoded(body)
    except Unfit as unfit:
        raise Malformed(unfit.reason) from unfit
    values, case = (told.get("event"), told.get("case")) if form == "xes" else (told.get("row"), None)
    if not isinstance(values, dict):
        raise Malformed(_MEND)
    line = told.get("line") if isinstance(told.get("line"), int) else 0
    source = Source.objects.get(pk=teller.source_id)
    found = Found(int(line or 0), int(line or 0), values, case, int(told.get("index") or line or 0))
    table = str(told.get("log") or told.get("table"))
    place = Place(source.pk, form, table, str(told.get("file")), teller.time_zone, teller.received_at)
    made = to_message(found, content_of(found), place, reader(source.mapping))
    return Parsed([], [made]) if isinstance(made, Refusal) else Parsed([made], [])
