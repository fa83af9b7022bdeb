"""What is said of a cluster that can't be used, without one."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from polku.lib.spark import session
from polku.lib.spark.session import ClusterAway, first_line, watched


class Driver:
    """A session whose cluster has some executors, and whose only job waits until it is cancelled."""

    def __init__(self, executors: int) -> None:
        self.master = "spark://host:7077"
        self.cancelled = threading.Event()
        self.sparkContext = self
        known = SimpleNamespace(size=lambda: executors + 1)  # Spark counts the driver too
        self._jsc: Any = SimpleNamespace(sc=lambda: SimpleNamespace(getExecutorMemoryStatus=lambda: known))

    def cancelAllJobs(self) -> None:  # noqa: N802 Spark's name
        """As Spark's: what waits fails."""
        self.cancelled.set()

    def wait(self, seconds: float) -> str:
        """The job."""
        if self.cancelled.wait(seconds):
            raise RuntimeError("Job 0 cancelled as part of cancellation of all jobs")
        return "done"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long."""
    monkeypatch.setattr(session, "_PATIENCE", 0.05)
    monkeypatch.setattr(session, "_LOOK", 0.01)


@pytest.mark.usefixtures("hurried")
def test_a_question_that_no_worker_takes_is_given_up_and_says_what_to_do() -> None:
    driver = Driver(executors=0)
    with pytest.raises(ClusterAway, match="no worker of it takes the work"), watched(driver):
        driver.wait(60)
    assert driver.cancelled.is_set()


@pytest.mark.usefixtures("hurried")
def test_a_question_that_a_worker_works_on_may_take_its_time() -> None:
    driver = Driver(executors=1)
    with watched(driver):
        assert driver.wait(0.3) == "done"
    assert not driver.cancelled.is_set()


@pytest.mark.usefixtures("hurried")
def test_what_goes_wrong_by_itself_is_not_blamed_on_the_workers() -> None:
    with pytest.raises(ValueError, match="a column"), watched(Driver(executors=1)):
        raise ValueError("no such thing as a column")


def test_of_an_error_with_pages_of_java_the_first_line_is_told() -> None:
    error = RuntimeError(
        "\n  [DIVIDE_BY_ZERO] Division by zero.\n\tat org.apache.spark.Some(thing.scala:1)\n"
    )
    assert first_line(error) == "[DIVIDE_BY_ZERO] Division by zero."
    assert first_line(RuntimeError()) == "RuntimeError"


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("spark://127.0.0.1:7077", True),
        ("spark://localhost:7077", True),
        ("spark://spark.example.org:7077", False),
    ],
)
def test_only_a_cluster_on_this_machine_is_given_this_machines_python(address: str, here: bool) -> None:
    assert ("spark.driver.host" in session._conditions(address)) is here


class Gone:
    """A session whose JVM has died: whatever is asked of it fails."""

    @property
    def sparkContext(self) -> Any:  # noqa: N802 Spark's name
        """Nobody listens any more."""
        raise ConnectionRefusedError(111, "Connection refused")

    def stop(self) -> None:
        """Ends nothing."""
        raise ConnectionRefusedError(111, "Connection refused")


class Dying(Gone):
    """One that dies between being looked at and being ended."""

    sparkContext: Any = SimpleNamespace(  # noqa: N815
        _jsc=SimpleNamespace(sc=lambda: SimpleNamespace(isStopped=lambda: False))
    )


@pytest.mark.parametrize("session_there", [Gone(), Dying()])
def test_a_session_whose_jvm_has_died_can_be_closed_and_the_next_begins_anew(
    session_there: Gone, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyspark = pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession  # noqa: PLC0415 an extra

    for name in ("_instantiatedSession", "_activeSession"):
        monkeypatch.setattr(SparkSession, name, session_there)
    for name in ("_active_spark_context", "_gateway", "_jvm"):
        monkeypatch.setattr(pyspark.SparkContext, name, object())
    session.close()
    assert session._living() is None
    assert SparkSession._activeSession is None
    assert pyspark.SparkContext._gateway is None
