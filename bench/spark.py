"""Spark beside DuckDB: the same questions over the same rows, on this machine's cores.

Run: python -m bench.spark (SIZE=1m, 10m or 50m steps). The cluster is one master and two workers of one core and 2 GB
each, from PySpark's package. The rows are made up: 30 places, 1 to 19 steps a customer.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ["SPARK_CONF_DIR"] = os.environ["SPARK_LOCAL_DIRS"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

import duckdb  # noqa: E402

from bench.told import told  # noqa: E402
from polku.engine import on_spark  # noqa: E402
from polku.engine.dialects import in_duckdb, in_spark  # noqa: E402
from polku.engine.file import EngineFile, State  # noqa: E402
from polku.engine.laying import lay, lay_paths  # noqa: E402
from polku.engine.parquet import Parquet  # noqa: E402
from polku.engine.parts import new_versions  # noqa: E402
from polku.engine.ship import _write  # noqa: E402
from polku.lenses.asked import Asked  # noqa: E402
from polku.lenses.journeys.edges import edges  # noqa: E402
from polku.lenses.journeys.handovers import handovers  # noqa: E402
from polku.lenses.journeys.variants import variants  # noqa: E402
from polku.lib.clock import DAY  # noqa: E402
from polku.lib.spark import session  # noqa: E402
from tests.spark.cluster import Cluster  # noqa: E402

SIZE = {"1m": 1_000_000, "10m": 10_000_000, "50m": 50_000_000}[os.environ.get("SIZE", "1m")]
CONF = """\
spark.executor.memory 1500m
spark.executor.cores 1
spark.driver.memory 1g
spark.sql.shuffle.partitions 8
"""
STEPS = """
    SELECT customer, 1700000000000000 + (customer % 365) * 86400000000 + HASH(customer, step) % 15552000000000
        AS occurred_at, step AS sequence, '' AS key, 0 AS ordinal,
        CASE WHEN HASH(customer, step, 3) % 10 = 0 THEN 'handed_over' ELSE 'informed' END AS kind, 'us' AS side,
        'place-' || LEAST(HASH(customer, step, 1) % 30, HASH(customer, step, 2) % 30) AS touchpoint,
        'other' AS channel, '' AS thread, '' AS about, 'us-' || HASH(customer, step, 4) % 20 AS actor,
        CASE WHEN HASH(customer, step, 3) % 10 = 0 THEN 'us-' || HASH(customer, step, 5) % 20 ELSE '' END AS "to",
        CAST(NULL AS BIGINT) AS due_at, CAST(NULL AS BIGINT) AS amount, '' AS currency, '' AS outcome,
        CAST(NULL AS BIGINT) AS felt, '' AS rated, 0 AS automatic
    FROM (SELECT customer, UNNEST(RANGE(1 + CAST(HASH(customer) % 19 AS BIGINT))) AS step
        FROM RANGE(1, {customers}) AS someone(customer))
"""
QUESTIONS = {
    "edges, as written down": partial(edges, Asked()),
    "edges in a period, each walk counted anew": partial(edges, Asked(since=1_702_000_000_000_000)),
    "variants": partial(variants, Asked()),
    "handovers": partial(handovers, Asked(window=30 * DAY)),
}


def seconds(work: Callable[[], object], tries: int = 1) -> float:
    """The quickest of some tries."""
    taken = []
    for _ in range(tries):
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    return min(taken)


def lay_down(file: EngineFile) -> None:
    """SIZE steps, more or less, in the engine's own tables."""
    made = duckdb.connect()
    with file.writing() as cursor:
        lay(
            cursor,
            "interaction",
            made.sql(STEPS.format(customers=SIZE // 10 + 1)).to_arrow_reader(100_000),
            True,
        )
        lay_paths(cursor, True)
        cursor.execute(
            "INSERT INTO customer SELECT customer, 0, TRUE, began_at, ended_at, steps, 1 FROM path"
        )
        new_versions(cursor, "customer")
        _write(cursor, State(position=1, turn=1, rebuilds=1, erasures=0, fresh_to=1))


def main() -> None:
    """Write the Parquet, then ask both."""
    home = Path(HOME)
    (home / "spark-defaults.conf").write_text(CONF, "utf-8")
    file = EngineFile(home / "copy.duckdb")
    cluster = None
    try:
        lay_down(file)
        parquet = Parquet(home / "parquet")
        took = seconds(lambda: parquet.bring(file))
        (rows,) = file.answer("SELECT COUNT(*) AS rows FROM interaction").to_pylist()
        size = sum(one.stat().st_size for one in parquet.folder.rglob("*.parquet"))
        told(
            f"{rows['rows']:,} steps written as Parquet",
            f"{took:.1f} s, {rows['rows'] / took:,.0f}/s",
            f"the copy on DuckDB: {file.path.stat().st_size / 2**20:.0f} MB",
            f"{size / 2**20:.0f} MB",
        )
        cluster = Cluster(home, memory="2g")
        asked = on_spark.Cluster(cluster.address, parquet.folder)
        assert parquet.current is not None
        manifest = parquet.current
        first = seconds(lambda: asked.answer("SELECT COUNT(*) FROM name", manifest))
        told("the session, and its first answer", f"{first:.1f} s")
        for name, question in QUESTIONS.items():
            here, there = in_duckdb(question()), in_spark(question())
            assert file.answer(here).num_rows == asked.answer(there, manifest).num_rows > 0
            own = seconds(partial(file.answer, here), 3)
            theirs = seconds(partial(asked.answer, there, manifest), 3)
            told(name, f"Spark {theirs:.2f} s", f"DuckDB {own:.2f} s", f"{theirs / own:.1f} x")
    finally:
        session.close()
        if cluster:
            cluster.stop()
        file.close()
        shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
