"""Polku's answers to what the peers are asked, in a process of its own so that its memory is its own."""

import os
import sys
from pathlib import Path
from subprocess import run
from time import perf_counter, process_time
from typing import Any

import django
import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from bench.memory import most  # noqa: E402
from polku.engine.engine import compiled  # noqa: E402
from polku.engine.file import EngineFile  # noqa: E402
from polku.engine.laying import lay, lay_paths  # noqa: E402
from polku.engine.laying_walks import lay_whole  # noqa: E402
from polku.engine.naming import Names  # noqa: E402
from polku.lenses.asked import Asked  # noqa: E402
from polku.lenses.journeys.edges import edges  # noqa: E402
from polku.lenses.journeys.variants import variants  # noqa: E402
from polku.lib.clock import SECOND  # noqa: E402
from polku.touchpoints.journeys.journey import DeclaredStage, Journey, Touchpoint  # noqa: E402

TRIES = 5


def as_log(steps: pa.Table, path: Path) -> None:
    """The same log for the peers: case, activity, moment."""
    moment = steps.column("occurred_at").cast(pa.timestamp("us", "UTC"))
    case = steps.column("customer").cast(pa.string())
    parquet.write_table(pa.table({"case": case, "activity": steps.column("touchpoint"), "at": moment}), path)


def filtered_to(steps: pa.Table) -> list[str]:
    """Half of the activities: leaving the others out changes who follows whom."""
    return sorted(pc.unique(steps.column("touchpoint")).to_pylist())[::2]


def ask_polku(steps: pa.Table, kept: list[str], folder: Path) -> dict[str, Any]:
    """Lay the steps down, and the walks of a journey of those `kept`; then ask in a fresh process.

    told, took and memory as the peers give them. The filter is a journey, and a journey's walks are laid down; `worked out`
    is the same where they are not yet.
    """
    path = folder / "engine" / "copy.duckdb"
    path.unlink(missing_ok=True)
    file = EngineFile(path)
    with file.writing() as cursor:
        lay(cursor, Names(cursor), "interaction", steps)
        lay_paths(cursor)
        lay_whole(cursor, _journey(kept))
    file.close()
    done = run([sys.executable, "-m", "bench.peers.polku_side", path, *kept], capture_output=True, text=True, check=True)  # fmt: skip
    told: dict[str, Any] = msgspec.json.decode(done.stdout.splitlines()[-1])
    return told


def _journey(names: list[str]) -> Journey:
    touchpoints = tuple(Touchpoint(name, {"": name}, "other", "") for name in names)
    return Journey(
        "half", {"": "half"}, "", "customer", (), (), (DeclaredStage("all", {"": "all"}, touchpoints),)
    )


def main(path: str, kept: list[str]) -> None:
    """Print the answers as JSON."""
    file = EngineFile(Path(path))
    questions = {
        "edges": compiled(edges(Asked())),
        "variants": compiled(variants(Asked(top=1_000_000))),
        "top": compiled(variants(Asked())),
        "filtered": compiled(edges(Asked(journey=_journey(kept), laid=True))),
        "worked out": compiled(edges(Asked(journey=_journey(kept)))),
    }
    took: dict[str, list[float]] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, sql in questions.items():
        took[name] = [float("inf")] * 2
        for _ in range(TRIES):
            began, worked = perf_counter(), process_time()
            found = file.answer(sql)
            took[name] = min(took[name], [perf_counter() - began, process_time() - worked])
        rows[name] = found.to_pylist()
    assert rows["worked out"] == rows["filtered"]
    activities = [row["name"] for row in file.answer("SELECT DISTINCT n.name FROM interaction i JOIN name n ON n.code = i.touchpoint").to_pylist()]  # fmt: skip
    memory = most()
    told = {
        "edges": _pairs(rows["edges"]),
        "filtered": _pairs(rows["filtered"]),
        "variants": sorted((row["walks"] for row in rows["variants"] if row["number"] == 1), reverse=True),
        "activities": sorted(activities),
    }
    print(
        msgspec.json.encode(
            {"told": told, "took": took | {"variants": took["top"]}, "memory": memory}
        ).decode()
    )
    file.close()


def _pairs(rows: list[dict[str, Any]]) -> dict[str, list[float]]:
    return {
        f"{row['source']} → {row['target']}": [
            row["times"],
            row["median_gap"] / SECOND,
            row["p90_gap"] / SECOND,
        ]
        for row in rows
    }


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
