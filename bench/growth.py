"""How questions about many customers grow: 1, 10 and 50 million interactions laid down in the engine's own tables.

Run: python -m bench.growth (SIZES=1,10,50 in millions). Nothing is shipped: every customer walks one of WAYS random
ways of 5 to 35 steps, written as laying would have written it, so that ten times the interactions is ten times the
same. Each question is asked through the one door (counts, SQL and all): first in a fresh process, then again.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from subprocess import run
from time import perf_counter
from typing import Any

import django
import ibis

HOME = os.environ.get("POLKU_GROWTH_HOME") or tempfile.mkdtemp(prefix="polku-growth-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from bench.told import told  # noqa: E402
from polku.engine.engine import compiled  # noqa: E402
from polku.engine.file import EngineFile  # noqa: E402
from polku.engine.owner import folder  # noqa: E402
from polku.engine.paths import path_marks  # noqa: E402
from polku.engine.tables import TABLES  # noqa: E402
from polku.lenses.asked import Asked  # noqa: E402
from polku.lenses.catalog import MEASURES  # noqa: E402
from polku.lenses.measure import answer  # noqa: E402
from polku.lib.clock import DAY, HOUR, now  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.touchpoints.journeys.journey import DeclaredStage, Journey, Touchpoint  # noqa: E402

SIZES = [float(size) for size in os.environ.get("SIZES", "1,10,50").split(",")]
QUESTIONS = ("edges", "variants", "funnel", "handovers", "exits")
WAYS = 20_000
EACH = 20  # steps of a way, on average
AT_A_TIME = 100_000  # customers laid down in one statement
TRIES = 3
TOUCHPOINTS = [f"touchpoint-{number:02}" for number in range(30)]
KINDS = [
    "asked",
    "answered",
    "visited",
    "informed",
    "ordered",
    "paid",
    "delivered",
    "handed_over",
    "complained",
    "left",
]
NAMES = [
    "",
    *TOUCHPOINTS,
    *KINDS,
    "customer",
    "us",
    "web",
    "person",
    *(f"agent-{number}" for number in range(40)),
]
CODE = {name: number for number, name in enumerate(NAMES)}
OURS = ("answered", "informed", "delivered", "handed_over")


def lay_down(file: EngineFile, interactions: int) -> None:
    """So many interactions, path by path."""
    customers = interactions // EACH
    with file.writing() as cursor:
        cursor.execute("INSERT INTO name SELECT unnest(range(1, ?)), unnest(?)", [len(NAMES), NAMES[1:]])
        _ways(cursor)
        for first in range(1, customers + 1, AT_A_TIME):
            last = min(first + AT_A_TIME, customers + 1)
            whose = f"(SELECT c AS customer, CAST(hash(c) % {WAYS} AS BIGINT) AS way FROM range({first}, {last}) AS one(c))"
            cursor.execute(_insertion("interaction", _STEP, f"{whose} JOIN way USING (way)", "1, 2"))
            cursor.execute(_insertion("path", _PATH, f"{whose} JOIN walked USING (way)", "1"))
            cursor.execute(_insertion("customer", _CUSTOMER, f"{whose} JOIN walked USING (way)", "1"))
        cursor.execute("UPDATE state SET fresh_to = ?", [now()])


def _ways(cursor: Any) -> None:
    """The ways: each step with the one before and after, as laying writes them."""
    kinds = ", ".join(str(CODE[kind]) for kind in KINDS)
    ours = ", ".join(str(CODE[kind]) for kind in OURS)
    cursor.execute(f"""
        CREATE TEMP TABLE way AS
        WITH drawn AS (
            SELECT w AS way, CAST(i AS INTEGER) AS number,
                CAST(1 + least(hash(w, i) % 30, hash(i, w) % 30) AS INTEGER) AS touchpoint,
                [{kinds}][1 + CAST(least(hash(w, i, 1) % 10, hash(w, i, 2) % 12) AS INTEGER)] AS kind,
                i * 30 * {HOUR} + CAST(hash(w, i, 3) % {29 * HOUR} AS BIGINT) AS moment,
                CAST({CODE["agent-0"]} + hash(w, i, 4) % 40 AS INTEGER) AS agent
            FROM range({WAYS}) AS ways(w), range(1, 36) AS steps(i) WHERE i <= 5 + hash(w) % 31),
        following AS (
            SELECT *, COALESCE(LAG(touchpoint) OVER path, 0) AS before, COALESCE(LEAD(touchpoint) OVER path, 0) AS after,
                COALESCE(moment - LAG(moment) OVER path, 0) AS gap, COALESCE(LEAD(moment) OVER path - moment, 0) AS gap_after,
                kind IN ({ours}) AS ours
            FROM drawn WINDOW path AS (PARTITION BY way ORDER BY number))
        SELECT *,
            CASE ROW_NUMBER() OVER (PARTITION BY way, touchpoint ORDER BY number) WHEN 1 THEN 1 ELSE 0 END AS new_here,
            CASE ROW_NUMBER() OVER (PARTITION BY way, touchpoint, after ORDER BY number) WHEN 1 THEN 1 ELSE 0 END AS new_step
        FROM following""")
    steps = ibis.table({"customer": "int64", "number": "int32", "touchpoint": "int32"}, name="as_steps")
    marks = compiled(path_marks(steps, "customer"))
    cursor.execute(f"""
        CREATE TEMP TABLE walked AS
        WITH as_steps AS (SELECT way AS customer, * FROM way), marked AS ({marks})
        SELECT customer AS way, steps, mark, second_mark, first_at, last_at
        FROM marked JOIN (SELECT way, MIN(moment) AS first_at, MAX(moment) AS last_at FROM way GROUP BY way) AS spans
        ON spans.way = marked.customer""")


_BEGAN = f"{now() - 400 * DAY} + CAST(hash(customer) % {300 * DAY} AS BIGINT)"
_STEP = {
    "occurred_at": f"{_BEGAN} + moment", "thread": "CAST(hash(customer, number // 5) >> 1 AS BIGINT)",
    "side": f"CASE WHEN ours THEN {CODE['us']} ELSE {CODE['customer']} END", "channel": str(CODE["web"]),
    "actor": "CASE WHEN ours THEN agent ELSE 0 END", "automatic": "FALSE",
    "to": f"CASE kind WHEN {CODE['handed_over']} THEN {CODE['agent-0']} + (agent - {CODE['agent-0']} + 7) % 40 ELSE 0 END",
} | {name: name for name in ("customer", "number", "touchpoint", "before", "after", "gap", "gap_after", "new_here", "new_step", "kind")}  # fmt: skip
_PATH = {"began_at": f"{_BEGAN} + first_at", "ended_at": f"{_BEGAN} + last_at"} | {
    name: name for name in ("customer", "steps", "mark", "second_mark")
}
_CUSTOMER = {
    "customer": "customer", "entity": str(CODE["person"]), "known": "TRUE", "first_at": f"{_BEGAN} + first_at",
    "last_at": f"{_BEGAN} + last_at", "interactions": "steps", "revision": "1",
}  # fmt: skip
_NULLS = ("amount", "felt", "due_at")


def _insertion(name: str, columns: dict[str, str], source: str, order: str) -> str:
    """INSERT … SELECT of every column there is; those nothing is told of are 0, or NULL where that is none."""
    empty = {column: "NULL" if column in _NULLS else "0" for column in TABLES[name]}
    listed = ", ".join(f'{(empty | columns)[column]} AS "{column}"' for column in TABLES[name])
    return f"INSERT INTO {name} SELECT {listed} FROM {source} ORDER BY {order}"


def _journey() -> Journey:
    stages = tuple(
        DeclaredStage(
            f"stage-{n}", {"": f"Stage {n}"},
            tuple(Touchpoint(name, {"": name}, "web", "") for name in TOUCHPOINTS[n * 10 : n * 10 + 10]),
        )
        for n in range(3)
    )  # fmt: skip
    return Journey("all", {"": "All"}, "", "customer", (), (), stages)


def asking(name: str) -> None:
    """In a process of its own: print seconds when first asked, the quickest of the next, and MB at most."""
    asked = Asked(journey=_journey()) if name == "funnel" else Asked()
    took = []
    for _ in range(1 + TRIES):
        began = perf_counter()
        found = answer(MEASURES[name], asked)
        took.append(perf_counter() - began)
    status = Path("/proc/self/status").read_text().splitlines()
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    print(f"{name} {took[0]:.3f} {min(took[1:]):.3f} {memory:.0f} {len(found.rows)}")


def main() -> None:
    """Lay down, then ask; size after size."""
    prepare()
    for size in SIZES:
        shutil.rmtree(folder(), ignore_errors=True)
        began = perf_counter()
        file = EngineFile(folder() / "copy.duckdb")
        lay_down(file, round(size * 1_000_000))
        ((interactions, paths),) = [(one["n"], one["m"]) for one in file.answer("SELECT (SELECT COUNT(*) FROM interaction) n, (SELECT COUNT(*) FROM path) m").to_pylist()]  # fmt: skip
        file.close()
        megabytes = (folder() / "copy.duckdb").stat().st_size / 2**20
        told(f"{interactions:,} interactions of {paths:,} customers", f"{megabytes:,.0f} MB on disk", f"laid down in {perf_counter() - began:.0f} s")  # fmt: skip
        ask_all()
    shutil.rmtree(HOME)


def ask_all() -> None:
    """Every question, each in a fresh process."""
    for name in QUESTIONS:
        done = run([sys.executable, "-m", "bench.growth", name], capture_output=True, text=True, env=os.environ | {"POLKU_GROWTH_HOME": HOME})  # fmt: skip
        if done.returncode:
            told(f"  {name}", "failed", done.stderr.strip().splitlines()[-1][:80])
            continue
        _, cold, warm, memory, rows = done.stdout.split()
        told(f"  {name}, {rows} rows", f"first {float(cold) * 1000:,.0f} ms, again {float(warm) * 1000:,.0f} ms", f"memory {memory} MB at most")  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asking(sys.argv[1])
    else:
        main()
