"""Seconds to load the demo company, part by part, beside the 30 s that a newcomer gives it.

Run: python -m bench.demo (CUSTOMERS=2000). Generating, telling and writing a file are measured by themselves first;
then the whole is loaded as `polku demo` does. Seconds of the clock, and of the processor, for other work on the machine
stretches the first alone. Last, the memory of writing the file for so many customers and for five times as many.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from polku.demo.delivery.company import Company  # noqa: E402
from polku.demo.delivery.everybody import everybody  # noqa: E402
from polku.demo.delivery.file import write_file  # noqa: E402
from polku.demo.delivery.load import load, past_lines  # noqa: E402
from polku.lib.clock import now  # noqa: E402
from polku.pipeline.drain import drain  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402

CUSTOMERS = int(os.environ.get("CUSTOMERS", "2000"))
AIM = 30.0


def timed(name: str, work: Callable[[], int]) -> tuple[float, float]:
    """Do it and print how long it took; seconds of the clock and of the processor."""
    began, worked = perf_counter(), process_time()
    count = work()
    clock, processor = perf_counter() - began, process_time() - worked
    print(f"{name:44} {clock:7.1f} s {processor:7.1f} s of processor {count:>12,}")
    return clock, processor


def company(customers: int = CUSTOMERS) -> Company:
    return Company(customers=customers, seed=1, without=[], until=now())


def load_whole() -> None:
    """Generating, telling and keeping in one, as they go; then reading."""
    prepare()
    whole = company()
    kept = timed("generating, telling and keeping: events", lambda: load(whole, lambda done: None))
    read = timed("reading: events", drain)
    clock, processor = kept[0] + read[0], kept[1] + read[1]
    print(f"{'polku demo':44} {clock:7.1f} s {processor:7.1f} s of processor   (aim {AIM:.0f} s)")


def peak_of_writing(customers: int) -> float:
    """MB at most of a process that writes a file of so many customers."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.demo", str(customers)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Parts first, then the whole, then memory."""
    print(f"{CUSTOMERS:,} customers")
    lives = []
    timed("generating alone: happenings", lambda: lives.extend(everybody(company())) or sum(map(len, lives)))
    timed("telling alone: lines", lambda: sum(1 for _ in past_lines(lives, now())))
    load_whole()
    timed(
        "writing a file: happenings",
        lambda: write_file(Path(HOME) / "c.parquet", company(), lambda done: None),
    )
    few, many = peak_of_writing(CUSTOMERS), peak_of_writing(5 * CUSTOMERS)
    print(
        f"{'a file holds at most, in MB':44} {few:7.0f} for {CUSTOMERS:,} {many:7.0f} for {5 * CUSTOMERS:,} customers"
    )


if __name__ == "__main__":
    try:
        if len(sys.argv) > 1:
            write_file(Path(HOME) / "c.parquet", company(int(sys.argv[1])), lambda done: None)
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        else:
            main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
