"""The engine: shipping into it beside a bare Arrow insert, and paths asked of it beside a bare group-by.

Run: python -m bench.engine (SIZE=100k, 1m or 10m interactions for shipping). Paths are asked of BPI 2012 ten times
over (2.6 million steps) where ../shared/data is.
"""

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from xml.etree import ElementTree

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

import duckdb  # noqa: E402
import pyarrow as pa  # noqa: E402

from bench.laid_down import lay_down  # noqa: E402
from bench.told import against, told  # noqa: E402
from polku.engine.engine import compiled  # noqa: E402
from polku.engine.file import EngineFile  # noqa: E402
from polku.engine.laying import lay, lay_paths  # noqa: E402
from polku.engine.naming import Names  # noqa: E402
from polku.engine.selects import select  # noqa: E402
from polku.engine.ship import ship  # noqa: E402
from polku.engine.store import snapshot  # noqa: E402
from polku.lenses.asked import Asked  # noqa: E402
from polku.lenses.journeys.edges import edges  # noqa: E402
from polku.lenses.journeys.variants import variants  # noqa: E402
from polku.lib.clock import from_datetime  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402

SIZE = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}[os.environ.get("SIZE", "1m")]
LOG = Path(__file__).parents[2] / "shared" / "data" / "event_logs" / "bpic2012.xes.gz"
TIMES = 10  # BPI 2012 over and over


def seconds(work: Callable[[], object], tries: int = 1) -> tuple[float, float]:
    """The quickest of some tries: on the clock, and of the processors (all threads together)."""
    taken = []
    for _ in range(tries):
        began, worked = perf_counter(), process_time()
        work()
        taken.append((perf_counter() - began, process_time() - worked))
    return min(taken)


def shipping(folder: Path) -> None:
    """Everything at once, and what a batch of the worker changes."""
    prepare()
    lay_down(SIZE, SIZE // 10)
    file = EngineFile(folder / "copy.duckdb")
    whole, worked = seconds(lambda: ship(file))
    with snapshot() as store:
        rows = store.table(select("interaction", None))
    bare = duckdb.connect(str(folder / "bare.duckdb"))
    bare.register("told", rows)
    limit, _ = seconds(lambda: bare.execute("CREATE TABLE bare AS FROM told"))
    told(
        f"shipped whole, {SIZE:,} interactions",
        f"{SIZE / whole:,.0f}/s, {worked / SIZE * 1e6:.1f} us of processors each",
        f"a bare Arrow insert: {rows.num_rows / limit:,.0f}/s",
        f"{limit / whole:.0%}",
    )
    idle, _ = seconds(lambda: ship(file), 5)
    told("looking whether anything changed", f"{idle * 1000:.1f} ms", "aim: a lag of 2 s at most")
    size = file.path.stat().st_size
    told("the file", f"{size / 2**20:.0f} MB", f"{size / SIZE:.0f} bytes an interaction")
    file.close()


def paths(folder: Path) -> None:
    """Edges and variants of a real log."""
    if not LOG.exists():
        print(f"  skipped: {LOG.name} is not there")
        return
    file = EngineFile(folder / "bpi.duckdb")
    with file.writing() as cursor:
        lay(cursor, Names(cursor), "interaction", over_and_over(LOG))
        lay_paths(cursor)
    bare = {
        "edges": "SELECT before, touchpoint, COUNT(*), QUANTILE_CONT(gap, [0.5, 0.9]) FROM interaction"
        " WHERE before <> 0 GROUP BY ALL",
        "variants": "SELECT mark, second_mark, COUNT(*) FROM path GROUP BY ALL",
    }
    for name, measure in (("edges", edges), ("variants", variants)):
        sql = compiled(measure(Asked()))
        took, worked = seconds(partial(file.answer, sql), 5)
        limit, limit_worked = seconds(partial(file.answer, bare[name]), 5)
        told(
            f"{name} of 2.6 million steps",
            f"{took * 1000:.0f} ms, {worked * 1000:.0f} ms of processors",
            f"a bare group-by: {limit * 1000:.0f} ms, {limit_worked * 1000:.0f} ms",
            against(worked / limit_worked, 2),
        )
    file.close()


def over_and_over(log: Path, times: int = TIMES) -> pa.Table:
    """The log's events as the store would tell them, each case so many times as another customer."""
    cases: list[int] = []
    moments: list[int] = []
    names: list[str] = []
    case = 0
    with gzip.open(log) if log.suffix == ".gz" else log.open("rb") as file:
        for _, element in ElementTree.iterparse(file):  # noqa: S314 a public file, named by us
            kind = element.tag.rpartition("}")[2]
            if kind == "event":
                told = {part.get("key"): part.get("value", "") for part in element}
                cases.append(case)
                moments.append(from_datetime(datetime.fromisoformat(told["time:timestamp"])))
                names.append(told["concept:name"])
                element.clear()
            elif kind == "trace":
                case += 1
                element.clear()
    copies = [_copy(cases, moments, names, number * case) for number in range(times)]
    return pa.concat_tables(copies)


def _copy(cases: list[int], moments: list[int], names: list[str], beyond: int) -> pa.Table:
    count = len(cases)
    nothing, none = pa.repeat("", count), pa.nulls(count, pa.int64())
    return pa.table(
        {
            "customer": [one + beyond + 1 for one in cases], "occurred_at": moments, "sequence": list(range(count)),
            "key": nothing, "ordinal": pa.repeat(0, count), "kind": pa.repeat("informed", count),
            "side": pa.repeat("us", count), "touchpoint": names, "channel": pa.repeat("other", count),
            "thread": nothing, "about": nothing, "actor": nothing, "to": nothing, "due_at": none, "amount": none,
            "currency": nothing, "outcome": nothing, "felt": none, "rated": nothing, "partner": nothing, "automatic": pa.repeat(0, count),
        }
    )  # fmt: skip


def main() -> None:
    """Both, on files of their own."""
    folder = Path(HOME) / "engine"
    folder.mkdir()
    try:
        shipping(folder)
        paths(folder)
    finally:
        shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
