"""Run every measurement in turn, each a process of its own: `make bench`, or `SIZE=10m make bench` for the large one.

`python -m bench reading end_to_end` runs those named; `python -m bench --postgres end_to_end reading` runs them on a
PostgreSQL of their own, made in a temporary folder. What takes longer than LONGEST is stopped and said. By themselves
and without a limit: `SIZE=10m python -m bench.rebuild`, `SIZE=50m python -m bench.spark`.
"""

import os
import platform
import signal
import subprocess
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Final

from tests.postgres import private_cluster

LONGEST: Final = 900  # seconds for one measurement; ten times that for ten million events and more

# name: what it answers. Each prints its figures beside the limit it was measured against.
MEASUREMENTS: Final = {
    "intake": "Durable intake over HTTP",
    "importing": "Importing files",
    "demo": "Loading the demo company",
    "identify": "Who is who",
    "pipeline": "Interpret, identify, fold",
    "end_to_end": "From a client to the customer's page",
    "reading": "One customer's page and path",
    "drawing": "What drawing one customer's page costs",
    "engine": "Questions about many customers",
    "lag": "From the store into the copy",
    "peers": "Paths, beside PM4Py and retentioneering",
    "spark": "The same questions on a Spark cluster",
    "rebuild": "Reading the whole log again",
}


def machine() -> str:
    """This machine in one line."""
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def run(name: str, environment: dict[str, str]) -> bool:
    """One measurement with all that it starts; whether it ended well and in time."""
    longest = LONGEST * (10 if environment.get("SIZE") in {"10m", "50m"} else 1)
    process = subprocess.Popen(
        [sys.executable, "-m", f"bench.{name}"], env=os.environ | environment, start_new_session=True
    )
    try:
        return process.wait(longest) == 0
    except subprocess.TimeoutExpired:
        print(f"stopped after {longest} s")
        process.send_signal(signal.SIGINT)  # so that it takes its data folder away
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        return False
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its server and clients, where they outlived it


def main() -> int:
    """Run those named on the command line, or all there are; returns how many failed."""
    on_postgres = "--postgres" in sys.argv[1:]
    chosen = [name for name in sys.argv[1:] if name in MEASUREMENTS] or list(MEASUREMENTS)
    size = os.environ.get("SIZE", "1m")
    print(f"Measured on {machine()}, {'PostgreSQL' if on_postgres else 'SQLite'}, SIZE={size}\n")
    failed = 0
    with private_cluster(durable=True) if on_postgres else nullcontext() as cluster:
        for name in chosen:
            print(f"## {MEASUREMENTS[name]} (python -m bench.{name})\n", flush=True)
            environment = {"SIZE": size}
            if cluster is not None:
                environment["POLKU_DATABASE_URL"] = cluster.new_database(name)
            failed += not run(name, environment)
            print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
