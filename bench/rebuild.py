"""Reading the whole log again: events/s and memory of `polku rebuild`, by itself and with its folds on a Spark cluster.

Run: python -m bench.rebuild (SIZE=1m; 100k, 3m, 10m … events of a tenth as many customers, told by bench.shop; ON=duckdb or
ON=spark for one of the two alone). The events are put into the log directly and read a first time by the first rebuild,
which so finds nothing to take away; the one on the cluster (a master and two workers of one core each) takes away
what the first made. Each is a process of its own. Both must make the same encounters and promises.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

import django
import msgspec

HOME = os.environ.get("BENCH_HOME") or tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.db import connections  # noqa: E402

from bench.memory import most, of_all  # noqa: E402
from bench.shop import Shop, fill  # noqa: E402
from bench.told import reached, told  # noqa: E402
from polku.intake.sources import add_source  # noqa: E402
from polku.lib.spark import session  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.pipeline.rebuild import rebuild  # noqa: E402
from tests.spark.cluster import Cluster  # noqa: E402

_TIMES: Final = {"k": 1_000, "m": 1_000_000}
AIM: Final = 10_000  # events/s of one core
CONF: Final = """\
spark.executor.memory 1g
spark.executor.cores 1
spark.driver.memory 1g
"""
# What was made, wherever it was made: how much, and sums that another order of rows does not change.
_MADE: Final = """
    SELECT (SELECT COUNT(*) FROM timeline_encounter), (SELECT SUM(interactions) FROM timeline_encounter),
        (SELECT SUM(last_at % 1000000007) FROM timeline_encounter), (SELECT COUNT(*) FROM timeline_promise),
        (SELECT SUM(made_at % 1000000007) FROM timeline_promise), (SELECT COUNT(done_at) FROM timeline_promise),
        (SELECT COUNT(*) FROM timeline_interaction), (SELECT COUNT(*) FROM identity_customer)"""


def size() -> int:
    """SIZE in events."""
    text = os.environ.get("SIZE", "1m").lower()
    return int(float(text.rstrip("km")) * _TIMES.get(text[-1], 1))


def fill_the_log(events: int) -> None:
    """So many events of a shop that is the busier the more there are."""
    prepare()
    began = perf_counter()
    fill(Shop(events // 10, busier=max(1, events // 200_000)), add_source("Shop", "segment"), events)
    log = sum(one.stat().st_size for one in Path(HOME).glob("*.sqlite3*")) / 2**20
    told(f"{events:,} events put into the log", f"{perf_counter() - began:,.0f} s", f"{log:,.0f} MB")


def reading_again() -> None:
    """In a process of its own: print seconds, on the clock and of the processor; those of the processor
    until each quarter of the log; MB; what was made.
    """
    quarters: list[float] = []
    began, worked = perf_counter(), process_time()

    def show(position: int, end: int) -> None:
        if position >= end * (1 + len(quarters)) / 4 and len(quarters) < 4:
            quarters.append(process_time() - worked)

    rebuild(show)
    took = [perf_counter() - began, process_time() - worked]
    session.close()
    with connections["default"].cursor() as cursor:
        cursor.execute(_MADE)
        made = [int(value or 0) for value in cursor.fetchone()]
    print(msgspec.json.encode({"took": took, "quarters": quarters, "memory": most(), "made": made}).decode())


def of_cluster() -> float:
    """Megabytes of the cluster's executors and of the Python in them, as they are now."""
    house = HOME.encode()
    return of_all(
        lambda command: (b"ExecutorBackend" in command and house in command) or b"pyspark.daemon" in command
    )


def read_again(name: str, events: int, engine: str) -> dict[str, Any]:
    """Let a process read the log again, and print what it took."""
    environment = os.environ | {
        "POLKU_ENGINE": engine,
        "BENCH_HOME": HOME,
        "SPARK_CONF_DIR": HOME,
        "SPARK_LOCAL_DIRS": HOME,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.rebuild", "again"], stdout=subprocess.PIPE, env=environment
    )
    cluster = 0.0
    while process.poll() is None:
        cluster = max(cluster, of_cluster()) if engine != "duckdb" else 0.0
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            continue
    assert process.returncode == 0
    assert process.stdout is not None
    found: dict[str, Any] = msgspec.json.decode(process.stdout.read().splitlines()[-1])
    clock, worked = found["took"]
    told(
        f"rebuild of {events:,} events, {name}",
        f"{events / clock:,.0f}/s: {clock:,.0f} s, {worked:,.0f} of one core",
        f"aim {AIM:,}/s of one core",
        reached(events / worked, AIM),
    )
    parts = [
        after - before for before, after in zip([0.0, *found["quarters"]], found["quarters"], strict=False)
    ]
    told(
        "  of the processor, each quarter of the log",
        ", ".join(f"{part:,.0f}" for part in parts) + " s",
        f"then {worked - sum(parts):,.0f} s",
    )
    told(
        "  memory at most",
        f"{found['memory']:,.0f} MB",
        f"of the cluster: {cluster:,.0f} MB" if cluster else "",
    )
    return found


def main() -> None:
    """Fill, read again, read again with the cluster."""
    events, chosen = size(), os.environ.get("ON", "duckdb spark").split()
    fill_the_log(events)
    connections.close_all()
    made = []
    if "duckdb" in chosen:
        made.append(read_again("by itself", events, "duckdb")["made"])
    if "spark" in chosen and shutil.which("java"):
        (Path(HOME) / "spark-defaults.conf").write_text(CONF, "utf-8")
        os.environ["SPARK_CONF_DIR"] = os.environ["SPARK_LOCAL_DIRS"] = HOME
        cluster = Cluster(Path(HOME), memory="1500m")
        try:
            made.append(read_again("folds on Spark", events, cluster.address)["made"])
        finally:
            cluster.stop()
    assert all(one == made[0] for one in made), made
    print(
        f"  made: {made[0][0]:,} encounters, {made[0][3]:,} promises, {made[0][7]:,} customers; the same wherever it was made"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["again"]:
        reading_again()
    else:
        try:
            main()
        finally:
            shutil.rmtree(HOME, ignore_errors=True)
