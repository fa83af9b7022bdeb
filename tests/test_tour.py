"""The tour's own event takes the way that docs/tour.md tells."""

import re
from pathlib import Path

import pytest

from polku.identity.search import search
from polku.intake.http import cloudevents
from polku.intake.http.parsed import Teller
from polku.intake.keep import keep
from polku.intake.sources import add_source
from polku.lenses.customer.page import customer_page
from polku.lib.clock import now
from polku.pipeline.drain import drain

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
TOUR = Path(__file__).parents[1] / "docs" / "tour.md"


def test_the_call_of_the_tour_stands_on_the_callers_page() -> None:
    told = re.search(r"```json\n(.*?)```", TOUR.read_text("utf-8"), re.DOTALL)
    assert told is not None
    source = add_source("Phone system", "cloudevents")
    parsed = cloudevents.parse(told[1].encode(), Teller(source.pk, "Europe/Helsinki", now(), 32_768))
    assert keep(parsed.messages, parsed.refusals).added == 1
    drain()
    (aino,) = search("aino vir")
    page = customer_page(aino.pk, now())
    assert page is not None
    (waiting,) = page.open.waiting
    assert (waiting.text, waiting.channel, waiting.touchpoint) == (
        "Which socket do I need?",
        "phone",
        "phone-support",
    )
