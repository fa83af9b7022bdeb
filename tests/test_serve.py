"""`polku serve` as a process: its address, its worker beside it, and both their ends."""

import os
import signal
from pathlib import Path

import pytest
import requests

from tests.serving import Serving, move_in, served, until

pytestmark = pytest.mark.server


def worker_of(serving: Serving) -> int:
    """The worker's process id; 0 while there is none."""
    parent = serving.process_id
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            return int(stat.parent.name)
    return 0


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_pages_and_doors_answer_at_one_address(tmp_path: Path) -> None:
    with served(tmp_path / "home") as serving:
        assert requests.get(serving.url + "/healthz", timeout=10).json() == {"status": "ok"}
        assert requests.get(serving.url + "/readyz", timeout=10).status_code == 200
        assert requests.get(serving.url + "/", timeout=10).status_code == 200
        assert requests.post(serving.url + "/v1/track", json={}, timeout=10).status_code == 401
        worker = worker_of(serving)
        serving.stop()
        assert not is_alive(worker)


def test_a_worker_that_dies_is_started_again(tmp_path: Path) -> None:
    with served(move_in(tmp_path / "home")) as serving:
        until(lambda: worker_of(serving) != 0, "a worker")
        first = worker_of(serving)
        os.kill(first, signal.SIGKILL)
        until(lambda: worker_of(serving) not in {0, first}, "another worker")
        assert requests.get(serving.url + "/healthz", timeout=10).status_code == 200


def test_a_worker_whose_server_is_killed_ends(tmp_path: Path) -> None:
    with served(move_in(tmp_path / "home")) as serving:
        until(lambda: worker_of(serving) != 0, "a worker")
        worker = worker_of(serving)
        serving.stop(signal.SIGKILL)
        until(lambda: not is_alive(worker), "the worker's end")
        assert serving.url == ""


def test_a_port_that_is_taken_is_said_to_be(tmp_path: Path) -> None:
    with served(move_in(tmp_path / "home")) as serving:
        port = serving.url.rpartition(":")[2]
        output = serving.fails("serve", "--no-worker", "--port", port)
        assert "--port" in output
