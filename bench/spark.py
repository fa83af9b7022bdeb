"""Spark beside DuckDB: the same questions over the same rows, on this machine's cores.

Run: python -m bench.spark (SIZE=10m, interactions: 1m, 50m …; ASK="edges exits" for some questions alone; TRIES=1 to
ask them again once only, 0 not at all). What takes Spark longer than a quarter of an hour is given up, and said. The rows are those of bench.growth, written as Parquet as the server writes them. The
cluster is one master and two workers of one core each, from PySpark's package, with code generation and adaptive
planning on, as they are unless they are set off. Both must give the same rows.
Memory: of DuckDB the most that this process held while it was asked; of Spark that of its driver and workers, which
take what they are granted (EXECUTOR, by default 3g each).
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from threading import Timer
from time import perf_counter

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ["SPARK_CONF_DIR"] = os.environ["SPARK_LOCAL_DIRS"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

import ibis  # noqa: E402
import pyarrow as pa  # noqa: E402

from bench.grown import TOUCHPOINTS, journey, lay_down  # noqa: E402
from bench.memory import most, of_all  # noqa: E402
from bench.told import told  # noqa: E402
from polku.engine import on_spark  # noqa: E402
from polku.engine.dialects import in_duckdb, in_spark  # noqa: E402
from polku.engine.door import EngineError  # noqa: E402
from polku.engine.file import EngineFile  # noqa: E402
from polku.engine.parquet import Manifest, Parquet  # noqa: E402
from polku.engine.parts import new_versions  # noqa: E402
from polku.lenses.asked import Asked  # noqa: E402
from polku.lenses.exits.exits import exits  # noqa: E402
from polku.lenses.exits.learnt import Learnt, absences, away, buying, purchases, written  # noqa: E402
from polku.lenses.journeys.edges import edges  # noqa: E402
from polku.lenses.journeys.funnel import funnel  # noqa: E402
from polku.lenses.journeys.variants import variants  # noqa: E402
from polku.lenses.reasons.gather import Gathered  # noqa: E402
from polku.lib.clock import DAY, now  # noqa: E402
from polku.lib.spark import session  # noqa: E402
from tests.spark.cluster import Cluster  # noqa: E402

SIZE = float(os.environ.get("SIZE", "10m").lower().removesuffix("m"))  # millions
LONGEST = 900  # seconds for one question
EXECUTOR = os.environ.get("EXECUTOR", "3g")
CONF = f"""\
spark.executor.memory {EXECUTOR}
spark.executor.cores 1
spark.driver.memory 1g
"""
TRIES = int(os.environ.get("TRIES", "2"))
EVERY = 50  # one of so many customers is learnt from, as where there are two million of them
PART = Asked(journey=journey(whole=False))
QUESTIONS: dict[str, Callable[[], ibis.Table]] = {
    "edges": partial(edges, Asked()),
    "edges/period": partial(edges, Asked(since=now() - 100 * DAY)),
    "edges/part": partial(edges, PART),
    "variants": partial(variants, Asked()),
    "variants/part": partial(variants, PART),
    "exits": partial(exits, Asked()),
    "exits/part": partial(exits, PART),
    "funnel/journey": partial(funnel, Asked(journey=journey())),
    # All that reasons are found in; finding them is Polku's own work on either.
    "reasons/place": partial(Gathered((), ()), Asked(touchpoint=TOUCHPOINTS[5])),
}


def seconds(work: Callable[[], pa.Table]) -> tuple[float, float, pa.Table]:
    """The first time, the quickest of some more (the first, where there are none), and the answer."""
    taken = []
    for _ in range(1 + TRIES):
        began = perf_counter()
        found = work()
        taken.append(perf_counter() - began)
    return taken[0], min(taken[1:] or taken), found


def of_cluster() -> float:
    """Megabytes of the driver and the executors of this bench."""
    house = HOME.encode()
    return of_all(
        lambda command: house in command and (b"ExecutorBackend" in command or b"pyspark-shell" in command)
    )


def laid_down() -> EngineFile:
    """SIZE million interactions in the engine's own tables."""
    file = EngineFile(Path(HOME) / "copy.duckdb")
    lay_down(file, round(SIZE * 1_000_000))
    with file.writing() as cursor:
        new_versions(cursor, "customer")
    return file


def as_parquet(file: EngineFile) -> tuple[Path, Manifest]:
    """What the cluster reads."""
    parquet = Parquet(Path(HOME) / "parquet")
    began = perf_counter()
    manifest = parquet.bring(file)
    took = perf_counter() - began
    (rows,) = file.answer("SELECT COUNT(*) AS rows FROM interaction").to_pylist()
    size = sum(one.stat().st_size for one in parquet.folder.rglob("*.parquet"))
    told(
        f"{rows['rows']:,} interactions written as Parquet",
        f"{took:.1f} s, {rows['rows'] / took:,.0f}/s",
        f"{size / 2**20:,.0f} MB in {len(manifest.files)} files; the copy on DuckDB: {file.path.stat().st_size / 2**20:,.0f} MB",
    )
    return parquet.folder, manifest


def learnt_from(file: EngineFile) -> Learnt:
    """What silence is judged by."""
    rows = [file.answer(in_duckdb(question(EVERY))).to_pylist() for question in (purchases, absences)]
    return Learnt(buying(rows[0]), away(rows[1]))


def alike(rows: pa.Table) -> list[str]:
    """What is compared: fractions to nine digits, wide whole numbers as they come from either."""
    found = [
        {
            name: f"{float(value):.9g}" if isinstance(value, float | int | Decimal) else value
            for name, value in row.items()
        }
        for row in rows.to_pylist()
    ]
    return sorted(map(repr, found))


def ask(file: EngineFile, cluster: on_spark.Cluster, address: str, manifest: Manifest) -> None:
    """Each question of both."""
    known = learnt_from(file)
    for name in os.environ.get("ASK", " ".join(QUESTIONS)).split():
        question = QUESTIONS[name]()
        here, there = (written(compiled(question), known) for compiled in (in_duckdb, in_spark))
        Path("/proc/self/clear_refs").write_text("5")  # the most is counted anew
        own = seconds(partial(file.answer, here))
        memory = most()
        beside = f"DuckDB {own[0]:.2f} s, again {own[1]:.2f} s; {memory:,.0f} MB"
        try:
            with given_up(address):
                theirs = seconds(partial(cluster.answer, there, manifest))
        except EngineError as error:
            told(name, f"Spark gave no answer: {error}"[:120], beside)
            continue
        assert alike(own[2]) == alike(theirs[2]) != [], name
        told(
            name, f"Spark {theirs[0]:.2f} s, again {theirs[1]:.2f} s; {of_cluster():,.0f} MB", beside, f"{theirs[1] / own[1]:.1f} x"
        )  # fmt: skip


@contextmanager
def given_up(address: str) -> Iterator[None]:
    """Spark's work is ended after LONGEST, and fails."""
    late = Timer(LONGEST, lambda: session.session(address).sparkContext.cancelAllJobs())
    late.start()
    try:
        yield
    finally:
        late.cancel()


def main() -> None:
    """Write the Parquet, then ask both."""
    (Path(HOME) / "spark-defaults.conf").write_text(CONF, "utf-8")
    file, cluster = laid_down(), None
    try:
        folder, manifest = as_parquet(file)
        cluster = Cluster(Path(HOME), memory=f"{int(EXECUTOR.removesuffix('g')) + 1}g")
        asked = on_spark.Cluster(cluster.address, folder)
        first, *_ = seconds(lambda: asked.answer("SELECT COUNT(*) FROM name", manifest))
        told(
            "the session, and its first answer",
            f"{first:.1f} s",
            f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
        )
        ask(file, asked, cluster.address, manifest)
    finally:
        session.close()
        if cluster:
            cluster.stop()
        file.close()
        shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
