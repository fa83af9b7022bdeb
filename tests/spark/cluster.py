"""A Spark cluster on this machine: one master and workers, from PySpark's own package.

def test_something(on_spark: Cluster) -> None:  # POLKU_ENGINE names it; tests/conftest.py brings the fixtures
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings

from polku.lib.spark import session
from tests.serving import until

# Java compiles little of what runs for a minute only, and clears up without threads for it.
_JAVA: Final = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# As little as Spark lives on: `SPARK_CONF_DIR` is where its users set this too. What was lost with a worker is asked
# for again after a second instead of fifteen. Small files are small tasks.
_CONF: Final = """\
spark.executor.memory 512m
spark.executor.cores 1
spark.executor.extraJavaOptions {java}
spark.driver.extraJavaOptions {java}
spark.driver.memory 512m
spark.sql.files.maxPartitionBytes 64k
spark.shuffle.io.maxRetries 1
spark.shuffle.io.retryWait 1s
"""
# For so few rows, planning anew after each stage and writing Java for each would be most of the work. Clusters do
# both, and so do `make soak` and whoever sets POLKU_CODEGEN.
_PLAIN: Final = """\
spark.sql.adaptive.enabled false
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
"""
_START: Final = 180.0
_MASTER, _WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"


class Cluster:
    """The processes, each with its children in a group of its own, and where the master answers."""

    def __init__(self, folder: Path, memory: str = "600m") -> None:
        self._folder = folder
        self._memory = memory
        self.address = f"spark://127.0.0.1:{_free_port()}"
        self._master = self._start(_MASTER, "master", "--port", self.address.rpartition(":")[2])
        self.workers: list[subprocess.Popen[bytes]] = []
        self.bring_to(2)

    def bring_to(self, workers: int) -> None:
        """Start workers until so many live, and wait until the master knows them."""
        self.workers = [one for one in self.workers if one.poll() is None]
        for _ in range(workers - len(self.workers)):
            known = self._registered()
            self.workers.append(
                self._start(_WORKER, "worker", "--cores", "1", "--memory", self._memory, self.address)
            )
            until(lambda known=known: self._registered() > known, "a worker registers", _START)

    def kill_worker(self) -> None:
        """A machine is gone: the worker, and its executor with all that it held."""
        self._kill(self.workers.pop(0))

    def stop(self) -> None:
        """End all of it."""
        for process in (*self.workers, self._master):
            self._kill(process)

    def _start(self, name: str, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        spark = Path(str(find_spec("pyspark").origin)).parent  # type: ignore[union-attr]
        environment = os.environ | {
            "SPARK_HOME": str(spark), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "128m",
            "SPARK_DAEMON_JAVA_OPTS": _JAVA,
            "SPARK_WORKER_DIR": str(self._folder / "work"),
        }  # fmt: skip
        with (self._folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [spark / "bin" / "spark-class", name, "--host", "127.0.0.1", "--webui-port", "0", *arguments],
                env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def _registered(self) -> int:
        return (self._folder / "master.log").read_text("utf-8").count("Registering worker")

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One master and two workers; the session of this process ends with them."""
    if not shutil.which("java"):
        pytest.skip("Spark's tests need Java 17: apt-get install openjdk-17-jre-headless")
    folder = Path(tempfile.mkdtemp(prefix="polku-spark-"))
    plain = "" if {"POLKU_SOAK", "POLKU_CODEGEN"} & os.environ.keys() else _PLAIN
    (folder / "spark-defaults.conf").write_text(_CONF.format(java=_JAVA) + plain, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(folder))
        patch.setenv("SPARK_LOCAL_DIRS", str(folder / "local"))
        running = Cluster(folder)
        yield running
        session.close()
        running.stop()
    shutil.rmtree(folder)


@pytest.fixture
def on_spark(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Any:
    """POLKU_ENGINE names the cluster, whose two workers live."""
    cluster.bring_to(2)
    monkeypatch.setitem(settings.CHOSEN, "engine", cluster.address)
    return cluster


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
