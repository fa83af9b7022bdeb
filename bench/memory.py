"""What processes hold of the machine's memory."""

from collections.abc import Callable
from pathlib import Path


def most(process: str = "self") -> float:
    """Megabytes that a process held at most; what getrusage says may be what its parent held."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def of_all(wanted: Callable[[bytes], bool]) -> float:
    """The same of all processes together whose command line is wanted; those that end meanwhile are left out."""
    found = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if wanted((process / "cmdline").read_bytes()):
                found += most(process.name)
        except (OSError, StopIteration):
            continue
    return found
