"""What is known of public data about leaving (the data folder's README) is what the measures tell."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from polku.lenses.asked import Asked
from polku.lenses.exits.alarms import false_alarms
from polku.lenses.exits.exits import exits
from polku.lenses.exits.tests.laid import Laid, Step
from polku.lib.clock import DAY, from_datetime
from polku.lib.digest import digest
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.interactions import Told
from polku.touchpoints.mappings.load import shipped_text

DATA: Final = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"real data is not at {DATA}"),
]


def olist_leads() -> Iterator[Step]:
    """The inbound leads and the won deals, as the shipped mapping reads them."""
    reader = compile_mapping(shipped_text("olist-leads"))
    numbers: dict[str, int] = {}
    for table in ("olist_marketing_qualified_leads_dataset", "olist_closed_deals_dataset"):
        with (DATA / "olist" / f"{table}.csv").open() as file:
            for row in csv.DictReader(file):
                day = row.get("first_contact_date") or row["won_date"]
                moment = from_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC))
                told = {name: value or None for name, value in row.items()}
                event = Told("row", {"table": table, "row": told}, digest(day), moment, 1, "UTC")
                for made in reader.read(event).interactions:
                    customer = numbers.setdefault(row["mql_id"], len(numbers) + 1)
                    yield Step(customer, moment, str(made.kind), str(made.side), made.touchpoint)


def test_of_eight_thousand_olist_leads_all_but_the_842_won_were_dropped() -> None:
    laid = Laid(olist_leads())
    (row,) = [row for row in laid.told(exits, Asked()) if row["manner"] == "dropped"]
    # The last deal was won half a year after the last lead came: no lead is too young to be judged.
    assert (row["touchpoint"], row["left"], row["there"]) == ("landing-page", 8000 - 842, 8000)
    assert row["share"] == pytest.approx(1 - 842 / 8000)
    assert row["low"] < row["share"] < row["high"]


def cdnow(until: str) -> Iterator[Step]:
    """The sample's purchases up to that day."""
    for line in (DATA / "cdnow" / "CDNOW_sample.txt").read_text("utf-8").splitlines():
        customer, _, day, _, _ = line.split()
        if day <= until:
            moment = from_datetime(datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC))
            yield Step(int(customer), moment, "ordered")


def test_cdnows_purchases_give_the_published_model() -> None:
    model = Laid(cdnow("19970930")).known.buying
    assert model is not None
    assert (model.r, model.alpha, model.a, model.b) == pytest.approx((0.525, 6.183, 0.891, 1.614), abs=5e-3)


def test_of_those_called_lost_after_39_weeks_few_bought_in_the_next_39() -> None:
    steps = [*cdnow("19980630")]
    (row,) = [
        row for row in Laid(steps).told(false_alarms, Asked(window=39 * 7 * DAY)) if row["rule"] == "buying"
    ]
    then = max(step.occurred_at for step in steps) - 39 * 7 * DAY
    early = {step.customer for step in steps if step.occurred_at <= then}
    late = {step.customer for step in steps if step.occurred_at > then}
    # Of all 2,357, three in ten bought again; of those called lost, 18 of 100; of the others, more than half.
    assert len(early) == 2357
    assert len(late) / len(early) > 0.28
    assert row["share"] == pytest.approx(0.178, abs=0.01)
    others = len(early) - row["customers"]
    assert (len(late) - row["returned"]) / others > 0.5
    assert 0.5 < row["customers"] / len(early) < 0.8
