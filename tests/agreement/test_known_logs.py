"""Public event logs give the facts that are known of them (the data folder's README, van der Aalst 2016).

Measured through the whole house: file, intake, log, worker, engine, measure.
"""

from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner

from polku.engine.tests.fresh import fresh_engine
from polku.identity.models import Customer
from polku.lenses.asked import asked
from polku.lenses.catalog import MEASURES
from polku.lenses.journeys.handovers import handovers
from polku.lenses.journeys.loops import loops
from polku.lenses.measure import Answer, answer, ask_about
from polku.lib.clock import SECOND
from polku.surfaces.cli.import_ import command as bring_in
from polku.timeline.models import Event

__all__ = ["fresh_engine"]
LOGS: Final = Path(__file__).parents[3] / "shared" / "data" / "event_logs"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
    pytest.mark.skipif(not LOGS.is_dir(), reason=f"real data is not at {LOGS}"),
]


def told(log: str, name: str, **question: Any) -> Answer:
    result = CliRunner().invoke(bring_in, [str(LOGS / log), "--mapping", "xes", "--quiet"])
    assert (result.exit_code, result.output) == (0, "")  # nothing is in quarantine, or it would say so
    return answer(MEASURES[name], asked(**question))


def test_the_running_example_has_its_sixteen_edges() -> None:
    found = told("running-example.xes", "edges")
    short = {
        "register-request": "register", "examine-casually": "casual", "examine-thoroughly": "thorough",
        "check-ticket": "check", "decide": "decide", "reinitiate-request": "reinitiate",
        "pay-compensation": "pay", "reject-request": "reject",
    }  # fmt: skip
    times = {f"{short[row['source']]} {short[row['target']]}": row["times"] for row in found.rows}
    assert times == {
        "check decide": 6, "casual check": 4, "decide pay": 3, "decide reinitiate": 3, "decide reject": 3,
        "register casual": 3, "check casual": 2, "casual decide": 2, "thorough check": 2, "register check": 2,
        "check thorough": 1, "thorough decide": 1, "register thorough": 1, "reinitiate check": 1,
        "reinitiate casual": 1, "reinitiate thorough": 1,
    }  # fmt: skip
    assert (sum(times.values()), found.n) == (36, 6)  # 42 events less one per case
    (one,) = [row for row in found.rows if (row["source"], row["target"]) == ("examine-thoroughly", "decide")]
    assert one["median_gap"] == 76_740 * SECOND


def test_the_running_example_has_six_ways() -> None:
    found = told("running-example.xes", "variants")
    assert [row["walks"] for row in found.rows] == [1] * 6
    assert {row["path"][0] for row in found.rows} == {"register-request"}
    assert sorted(row["path"][-1] for row in found.rows) == ["pay-compensation"] * 3 + ["reject-request"] * 3
    assert sum(row["steps"] for row in found.rows) == 42


def test_the_running_example_changes_hands_at_thirty_two_of_its_steps() -> None:
    found = told("running-example.xes", "handovers")
    # Of 36 steps, Sara follows herself three times and another colleague herself once.
    rows = ask_about(handovers, asked()).rows.to_pylist()
    assert sum(row["times"] for row in rows) == 36 - 4
    assert all(row["customers"] >= 5 for row in found.rows)
    assert "left out" in found.note


def test_the_running_example_is_reworked_at_four_places() -> None:
    told("running-example.xes", "loops")
    rows = ask_about(loops, asked()).rows.to_pylist()
    places = {row["source"]: row["repeated"] for row in rows if row["what"] == "touchpoint"}
    assert places == {"check-ticket": 2, "decide": 2, "examine-casually": 1, "reinitiate-request": 1}
    # Case 5 checks three times, case 3 twice: one and two beyond the first.
    assert {row["repeats"] for row in rows if row["source"] == "check-ticket" and not row["target"]} == {3}


@pytest.mark.slow
def test_bpi_2012_has_its_cases_and_ways() -> None:
    found = told("bpic2012.xes.gz", "variants", top=10_000)
    assert (found.n, len(found.rows)) == (13_087, 4_366)
    assert sum(row["walks"] * row["steps"] for row in found.rows) == 262_200
    assert (Customer.objects.count(), Event.objects.count()) == (13_087, 262_200)
    assert found.rows[-1]["coverage"] == pytest.approx(1)
    steps = answer(MEASURES["edges"], asked())
    assert sum(row["times"] for row in steps.rows) == 262_200 - 13_087
    assert len({row["source"] for row in steps.rows} | {row["target"] for row in steps.rows}) == 24
