"""Olist's inbound leads, asked through the measures: how many of each origin were won, and what differs where they were lost."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from polku.lenses.asked import Asked, asked
from polku.lenses.exits.exits import EXITS_MEASURE
from polku.lenses.measure import answer
from polku.lenses.reasons.comparable import comparable
from polku.lenses.reasons.gather import rows
from polku.lenses.reasons.judge import judge
from polku.lenses.reasons.sampled import sampled
from polku.lib.clock import from_datetime
from polku.lib.digest import digest
from polku.timeline.interaction import Interaction
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.interactions import Told
from polku.touchpoints.mappings.load import shipped_text
from tests.reasons.laid_lives import Laid

DATA: Final = Path(__file__).parents[3] / "shared" / "data" / "olist"
LEADS: Final = DATA / "olist_marketing_qualified_leads_dataset.csv"
DEALS: Final = DATA / "olist_closed_deals_dataset.csv"
# Leads and deals won, counted in the published tables; 8,000 and 842 with the few origins left out here.
ORIGINS: Final = {
    "organic_search": (2296, 271), "paid_search": (1586, 195), "social": (1350, 75), "unknown": (1099, 179),
    "direct_traffic": (499, 56), "email": (493, 15), "referral": (284, 24), "other": (150, 4), "display": (118, 6),
    "other_publicities": (65, 3),
}  # fmt: skip
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db(databases="__all__"),  # where the touchpoints stand on the map
    pytest.mark.skipif(not LEADS.exists(), reason=f"{LEADS} is not here"),
]


def told(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def leads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """Every lead's path as the shipped mapping reads it, with its origin as the trait that the mapping tells."""
    reader = compile_mapping(shipped_text("olist-leads"))
    paths: dict[str, list[Interaction]] = defaultdict(list)
    traits: dict[str, Any] = {}
    for table, day in ((LEADS, "first_contact_date"), (DEALS, "won_date")):
        for number, row in enumerate(told(table)):
            moment = from_datetime(datetime.fromisoformat(row[day]).replace(tzinfo=UTC))
            body = {"table": table.stem, "row": {name: value or None for name, value in row.items()}}
            read = reader.read(Told("row", body, digest(f"{table.stem} {number}"), moment, number, "UTC"))
            paths[row["mql_id"]] += read.interactions
            traits |= {row["mql_id"]: row["origin"]} if table is LEADS else {}
    numbers = {lead: number for number, lead in enumerate(paths, 1)}
    known = [(numbers[lead], "origin", origin) for lead, origin in traits.items() if origin]
    laid = Laid(tmp_path_factory.mktemp("olist"), [*paths.values()], known)
    yield laid
    laid.file.close()


@pytest.fixture(autouse=True)
def origin_is_a_segment(settings: Any, leads: Laid) -> Iterator[None]:
    settings.CHOSEN = settings.CHOSEN | {"segment_traits": ("origin",)}
    with leads.asked():
        yield


def lost(segment: str) -> tuple[int, int]:
    """Of how many leads how many were lost: they asked, bought nothing and heard nothing."""
    found = answer(EXITS_MEASURE, asked(segment=segment, touchpoint="landing-page"))
    (row,) = [row for row in found.rows if row["manner"] == "dropped"]
    return row["there"], row["left"]


def test_of_each_origin_as_many_are_won_as_were() -> None:
    assert lost("") == (8000, 8000 - 842)
    for origin, (leads, won) in ORIGINS.items():
        assert lost(f"origin={origin}") == (leads, leads - won)


def test_where_leads_are_lost_their_origin_differs() -> None:
    sample, _ = comparable(sampled(rows(Asked(touchpoint="landing-page"))))
    # One was won two days before it came: after it came nothing is told of it, so nobody knows how that went on.
    assert (sample.all_left, sample.all_on) == (8000 - 842, 842 - 1)
    (one,) = [
        one for one in judge(sample).differences if one.level.feature.name == "segment_origin"
    ]  # the strongest of them
    # Of all leads social media brought 18 % of those lost and 9 % of those won; of the lost, 4,000 or so are looked at.
    assert one.level.key == "social"
    assert one.counts[3] == 75
    assert one.counts[2] == 841
    assert one.counts[1] / one.counts[0] == pytest.approx((1350 - 75) / (8000 - 842), abs=0.02)
    assert one.low < one.effect < one.high
    assert one.low > 0
