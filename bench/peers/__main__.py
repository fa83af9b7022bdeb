"""Edges with counts and gap quantiles, and variants: Polku, PM4Py and retentioneering on the same log, side by side.

Run: python -m bench.peers (BPI 2012 ten times over; TIMES=1 once; PEERS=retentioneering beside that one alone). The same
numbers are demanded of all first. POLKU_PEERS names a folder to keep the peers' environment in from one run to the next. A
peer that gives no answer within PEER_SECONDS (120) or PEER_GIGABYTES (12) is said not to.
"""

import os
import shutil
from pathlib import Path

from bench.engine import HOME, LOG, over_and_over  # sets Django up, in a data folder of its own
from bench.peers.polku_side import as_log, ask_polku, filtered_to
from bench.peers.room import PEERS, ask, furnish, versions
from bench.told import reached, told

TIMES = int(os.environ.get("TIMES", "10"))
ASKED = os.environ.get("PEERS", " ".join(PEERS)).split()
STORED, FILTERED = 50, 10  # as many times quicker than PM4Py, at least


def same(ours: dict, theirs: dict, what: str) -> None:
    """Demand the same edges: times exactly, quantiles to a millionth."""
    for question in ("edges", "filtered"):
        if question not in theirs["told"]:
            continue
        mine, other = ours["told"][question], theirs["told"][question]
        times = {pair: values[0] if isinstance(values, list) else values for pair, values in other.items()}
        assert {pair: values[0] for pair, values in mine.items()} == times, (what, question)
        for pair, values in other.items():
            for one, two in zip(mine[pair], values if isinstance(values, list) else [], strict=False):
                assert abs(one - two) <= 1e-6 * max(1, abs(two)), (what, question, pair, one, two)
    for question in ("variants", "activities"):
        if question in theirs["told"]:
            assert ours["told"][question] == theirs["told"][question], (what, question)


def side_by_side(log: Path, times: int, python: Path, folder: Path, shown: bool) -> None:
    """One log through all three."""
    steps = over_and_over(log, times)
    as_log(steps, folder / "log.parquet")
    kept = filtered_to(steps)
    ours = ask_polku(steps, kept, folder)
    theirs = {peer: ask(python, peer, str(folder / "log.parquet"), *kept) for peer in ASKED}
    print(f"  {log.name} x {times}: {steps.num_rows:,} steps, {len(ours['told']['edges'])} edges, "
          f"{len(ours['told']['variants'])} variants")  # fmt: skip
    for peer, answer in theirs.items():
        same(ours, answer, f"{peer} on {log.name}")
        print(f"  the same numbers from {peer}: {', '.join(answer['told']) or 'none were told'}"
              f"{'; ' if answer['short'] else ''}{answer['short']}")  # fmt: skip
    for question in ("edges", "variants", "filtered") if shown else ():
        for peer, answer in theirs.items():
            if question in answer["took"]:
                _tell(question, peer, ours["took"][question], answer["took"][question])
    if shown:
        memory = ", ".join(f"{peer} {answer['memory']:,.0f} MB" for peer, answer in theirs.items())
        told("memory at most, log and all", f"{ours['memory']:,.0f} MB", memory)


def _tell(question: str, peer: str, mine: list[float], other: list[float]) -> None:
    """Seconds on the clock, and of the processors: the ratio of those hardly depends on what else runs here."""
    ratio, worked = other[0] / mine[0], other[1] / mine[1]
    aim = {"pm4py": FILTERED if question == "filtered" else STORED}.get(peer, 1)
    told(
        question,
        f"{mine[0] * 1000:.0f} ms, {mine[1] * 1000:.0f} of processors",
        f"{peer}: {other[0] * 1000:,.0f} ms, {other[1] * 1000:,.0f}",
        f"{ratio:.0f} x, processors {worked:.0f} x; {reached(ratio, aim)}",
    )


def main() -> None:
    """The teaching log for the numbers, BPI 2012 for numbers and time."""
    if not LOG.exists():
        print(f"  skipped: {LOG.name} is not there")
        return
    folder = Path(HOME)
    python = furnish(Path(os.environ.get("POLKU_PEERS", folder / "peers")))
    print(f"  peers: {versions(python)}")
    try:
        side_by_side(LOG.with_name("running-example.xes"), 1, python, folder, shown=False)
        side_by_side(LOG, 1, python, folder, shown=False)
        side_by_side(LOG, TIMES, python, folder, shown=True)
    finally:
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()
