"""The session of this process on a Spark cluster, and the sentences for why there is none.

PySpark is an extra (`polku[spark]`) of 400 MB that most do without, so it is imported where it is used.
Whatever is not set here is set as Spark's users know it: in spark-defaults.conf under SPARK_CONF_DIR.
"""

import os
import shutil
import socket
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

_KNOCK: Final = 3.0  # seconds for a master to take a connection
_PATIENCE: Final = 60.0  # seconds without any executor until a question is given up
_LOOK: Final = 0.5
_LOOPBACK: Final = ("127.", "localhost", "[::1]")
_LOGGING: Final = Path(__file__).with_name("log4j2.properties")
_lock = threading.Lock()


class ClusterAway(Exception):
    """Spark can't be used; the text says why, and how to mend it."""


def session(address: str) -> Any:
    """The SparkSession on spark://host:port, made at the first call: some seconds. ClusterAway says why not."""
    with _lock:
        found = _living()
        if found is not None and found.sparkContext.master == address:
            return found
        if found is not None:
            _end(found)
        return _made(address)


def close() -> None:
    """End the session, where there is one; the cluster's cores are free again. Also after its JVM has died."""
    with _lock:
        found = _living() if "pyspark.sql" in sys.modules else None
        if found is not None:
            _end(found)


@contextmanager
def watched(spark: Any) -> Iterator[None]:
    """Give up what runs inside once no executor is there for a minute: Spark by itself would wait for ever."""
    done, gave_up = threading.Event(), threading.Event()
    watcher = threading.Thread(target=_watch, args=[spark, done, gave_up], daemon=True)
    watcher.start()
    try:
        yield
    except Exception as error:
        if gave_up.is_set():
            raise ClusterAway(_without_workers(spark.sparkContext.master)) from error
        raise
    finally:
        done.set()
        watcher.join()


@contextmanager
def without_warnings() -> Iterator[None]:
    """PySpark 4.3 warns of pandas 3 wherever it touches it; what we give it are whole numbers and texts."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield


def executors(spark: Any) -> int:
    """How many processes of the cluster work for the session now."""
    return int(spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1  # the driver is counted too


def _living() -> Any:
    """The session there is, unless the cluster's end or its own JVM's has ended it."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 an extra, see above
    except ImportError as error:
        raise ClusterAway(
            "POLKU_ENGINE names a Spark cluster, but PySpark is not installed here. Install the extra:"
            " pip install 'polku[spark]'"
        ) from error
    found = SparkSession._instantiatedSession
    if found is None:
        return None
    try:
        stopped = found.sparkContext._jsc.sc().isStopped()
    except Exception:  # noqa: BLE001 whatever a JVM that is gone says
        _forget_the_dead()
        return None
    if stopped:
        _end(found)
    return None if stopped else found


def _end(found: Any) -> None:
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Unable to cleanly shutdown Spark JVM", RuntimeWarning)
            found.stop()
    except Exception:  # noqa: BLE001 the JVM died meanwhile: nothing of it is left to end
        _forget_the_dead()


def _forget_the_dead() -> None:
    """A JVM that died leaves its names behind; without them the next session starts another."""
    from pyspark import SparkContext  # noqa: PLC0415 an extra, see above
    from pyspark.sql import SparkSession  # noqa: PLC0415 an extra, see above

    SparkSession._instantiatedSession = None
    SparkSession._activeSession = None
    SparkContext._active_spark_context = None
    SparkContext._gateway = None
    SparkContext._jvm = None


def _made(address: str) -> Any:
    from pyspark.logger import PySparkLogger  # noqa: PLC0415 an extra, see above
    from pyspark.sql import SparkSession  # noqa: PLC0415 an extra, see above

    _need_java()
    _knock(address)
    if _is_here(address):  # the cluster's Python is this one; elsewhere, whoever keeps the cluster says which
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(address).appName("polku")
    for name, value in _conditions(address).items():
        builder = builder.config(name, value)
    # It writes every wrong question with pages of Java to the standard error; whoever asked is told in a line.
    PySparkLogger.getLogger("SQLQueryContextLogger").disabled = True
    try:
        with without_warnings():
            return builder.getOrCreate()
    except Exception as error:
        raise ClusterAway(f"No session at {address}: {first_line(error)}") from error


def _conditions(address: str) -> dict[str, str]:
    """What answers depend on, what is better for every question, and that no page of Spark's is opened on the server."""
    wanted = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",  # a sum too large is an error, as in DuckDB, and not another number
        "spark.sql.variable.substitute": "false",  # ${env:HOME} in somebody's name is a name, not our folder
        # What columns bear by way of others is followed through every projection: half the time of a plan, for nothing.
        "spark.sql.constraintPropagation.enabled": "false",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.ui.enabled": "false",
        # Without its pages nobody looks at the plans that Spark writes out and keeps of its last thousand questions.
        "spark.sql.ui.retainedExecutions": "1",
        "spark.sql.maxPlanStringLength": "1k",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile={_LOGGING.as_uri()}",
    }
    if _is_here(address):
        wanted |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return wanted


def _is_here(address: str) -> bool:
    return address.removeprefix("spark://").startswith(_LOOPBACK)


def _need_java() -> None:
    home = os.environ.get("JAVA_HOME", "")
    if not shutil.which(str(Path(home) / "bin" / "java") if home else "java"):
        where = f"in JAVA_HOME ({home})" if home else "here"
        raise ClusterAway(
            f"POLKU_ENGINE names a Spark cluster, but there is no Java {where}. Install it: apt-get install"
            " openjdk-17-jre-headless"
        )


def _knock(address: str) -> None:
    """Spark itself tries an address that does not answer for a minute and then says something else."""
    masters = [one.rpartition(":") for one in address.removeprefix("spark://").split(",")]
    for host, _, port in masters:
        try:
            socket.create_connection((host.strip("[]"), int(port)), _KNOCK).close()
        except OSError:
            continue
        return
    raise ClusterAway(
        f"Nothing answers at {address}. Start the cluster's master there, mend the address in POLKU_ENGINE, or take"
        " POLKU_ENGINE=duckdb. Nothing is lost: events are kept and customers' pages go on."
    )


def _watch(spark: Any, done: threading.Event, gave_up: threading.Event) -> None:
    since = time.monotonic()
    while not done.wait(_LOOK):
        try:
            there = executors(spark) > 0
        except Exception:  # noqa: BLE001 the JVM has gone: what runs hears of that by itself
            return
        if there:
            since = time.monotonic()
        elif time.monotonic() - since > _PATIENCE:
            gave_up.set()
            spark.sparkContext.cancelAllJobs()
            return


def _without_workers(address: str) -> str:
    return (
        f"The master at {address} answers, but no worker of it takes the work. Start workers, give them memory and"
        " cores, or end the applications that hold them."
    )


def first_line(error: Exception) -> str:
    """What an error of Spark says, without the Java behind it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
