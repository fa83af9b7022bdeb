"""A cluster that can't be used is said in a sentence that tells how to mend it: commands, API and pages; and Polku goes on."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from polku.engine import owner
from polku.engine.door import EngineError, ask_at
from polku.engine.tests.fresh import fresh_engine
from polku.lib import configuration
from polku.surfaces.cli.main import main
from tests.people import lead
from tests.serving import until
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """POLKU_ENGINE names a port that is taken, and at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        monkeypatch.setitem(settings.CHOSEN, "engine", address)
        yield address


def said() -> str:
    """What `polku measure edges` says on its way out."""
    result = CliRunner().invoke(main, ["measure", "edges"])
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == 1
    return result.output


def test_a_master_that_does_not_answer_is_told_everywhere_and_the_house_goes_on(
    nowhere: str, client: Client
) -> None:
    tell("aino  mon 09:00  visited website")
    assert f"Nothing answers at {nowhere}. Start the cluster's master there" in said()
    client.force_login(lead())
    answer = client.get("/api/measures/edges")
    assert (answer.status_code, answer.json()["status"]) == (503, 503)
    assert "Nothing is lost" in answer.json()["detail"]
    for page in ("/measures/edges", "/map"):
        shown = client.get(page)
        assert shown.status_code == 503, page
        assert f"Nothing answers at {nowhere}." in shown.content.decode()
    assert "Questions about many customers can&#x27;t be answered now" in shown.content.decode()
    # What is about one customer needs no engine, and what comes in is read.
    tell("aino  mon 10:00  asked mail-support")
    assert client.get("/").status_code == 200


def test_without_the_extra_it_says_what_to_install(nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    assert "Install the extra: pip install 'polku[spark]'" in said()


def test_without_java_it_says_what_to_install(nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert "there is no Java here. Install it: apt-get install openjdk-17-jre-headless" in said()
    monkeypatch.setenv("JAVA_HOME", "/not/there")
    assert "there is no Java in JAVA_HOME (/not/there)" in said()


def test_a_folder_that_can_not_be_written_is_named(
    nowhere: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tell("aino  mon 09:00  visited website")
    (tmp_path / "taken").write_text("a file, not a folder")
    monkeypatch.setitem(settings.CHOSEN, "engine_parquet", tmp_path / "taken")
    assert f"can't be written to {tmp_path / 'taken'}" in said()
    assert "name another folder in POLKU_ENGINE_PARQUET" in said()


def test_the_server_of_another_engine_says_so(nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    running = owner.Shipping()
    monkeypatch.setitem(settings.CHOSEN, "engine", "duckdb")
    try:
        until(lambda: (owner.folder() / "door.json").exists(), "the server's owner opens its door")
        until(
            lambda: running.owner is not None and running.owner.parquet.current is None, "it writes no files"
        )
        asked = f"{nowhere}\nSELECT 1".encode()
        with pytest.raises(EngineError, match="Its POLKU_ENGINE is duckdb"):
            ask_at(owner.folder() / "door.json", asked)
    finally:
        running.stop()


@pytest.mark.parametrize(
    "text", ["spark", "spark://", "spark://host", "spark://host:", "spark://host:70777x", "local[2]", ""]
)
def test_an_engine_that_is_none_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(configuration.WrongSetting, match="duckdb, or spark://host:port"):
        configuration.read({"POLKU_HOME": "/nowhere", "POLKU_ENGINE": text})


@pytest.mark.parametrize(
    "text", ["duckdb", "spark://spark.example.org:7077", "spark://[::1]:7077", "spark://a:7077,b:7077"]
)
def test_engines_that_can_be_chosen(text: str) -> None:
    assert configuration.read({"POLKU_HOME": "/nowhere", "POLKU_ENGINE": text})["engine"] == text
