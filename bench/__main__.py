"""Run every measurement in turn, each a process of its own: `make bench`, or `SIZE=10m make bench` for the large one."""

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Final

# name: what it answers. Each prints its figures beside the limit it was measured against.
MEASUREMENTS: Final = {
    "intake": "Durable intake over HTTP",
    "importing": "Importing files",
    "demo": "Loading the demo company",
    "identify": "Who is who",
    "pipeline": "Interpret, identify, fold",
    "end_to_end": "From a client to the customer's page",
    "reading": "One customer's page and path",
}


def machine() -> str:
    """This machine in one line."""
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    return f"{os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def main() -> int:
    """Run those named on the command line, or all there are; returns how many failed."""
    chosen = sys.argv[1:] or list(MEASUREMENTS)
    print(f"Measured on {machine()}\n")
    failed = 0
    for name in chosen:
        print(f"## {MEASUREMENTS[name]} (python -m bench.{name})\n", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"bench.{name}"]).returncode != 0
        print(flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
