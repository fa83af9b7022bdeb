"""Rows in quarantine, sent again: as they are after the mapping was mended, or with a mended text."""

from typing import Any, Final

from polku.intake.files.found import Found
from polku.intake.files.messages import Place, content_of, to_message
from polku.intake.http.parsed import Malformed, Parsed, Teller, Unfit, decoded
from polku.intake.keep import Refusal
from polku.timeline.models import Source
from polku.touchpoints.mappings.load import reader

_MEND: Final = {
    "row": 'mend it: replace "raw" by "row" with an object of columns and values',
    "xes": 'mend it: replace "raw" by "case" and "event", each an object of keys and values',
    "ocel": 'mend it: replace "raw" by "event" (id, type, time, attributes), "customer" (id, type) and "objects"',
}


def parse(body: bytes, form: str, teller: Teller) -> Parsed:
    """A row, XES or OCEL event out of quarantine; Malformed where it can't be one."""
    try:
        told = decoded(body)
    except Unfit as unfit:
        raise Malformed(unfit.reason) from unfit
    values, case = told.get("row" if form == "row" else "event"), _case(told, form)
    if not isinstance(values, dict) or (form == "ocel" and case is None):
        raise Malformed(_MEND[form])
    line = told.get("line") if isinstance(told.get("line"), int) else 0
    source = Source.objects.get(pk=teller.source_id)
    found = Found(int(line or 0), int(line or 0), values, case, int(told.get("index") or line or 0))
    table = str(told.get("log") or told.get("table"))
    place = Place(source.pk, form, table, str(told.get("file")), teller.time_zone, teller.received_at)
    made = to_message(found, content_of(found), place, reader(source.mapping))
    return Parsed([], [made]) if isinstance(made, Refusal) else Parsed([made], [])


def _case(told: dict[str, Any], form: str) -> dict[str, Any] | None:
    """What a parser tells beside an event: its case, or its customer and objects."""
    if form == "ocel":
        customer = told.get("customer")
        return (
            {"customer": customer, "objects": told.get("objects", {})} if isinstance(customer, dict) else None
        )
    case = told.get("case") if form == "xes" else None
    return case if isinstance(case, dict) else None
