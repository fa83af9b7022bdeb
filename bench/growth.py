"""How questions about many customers grow: 1, 10 and 50 million interactions laid down in the engine's own tables.

Run: python -m bench.growth (SIZES=1,10,50 in millions; ASK="edges exits/journey" for some questions alone; KEEP=1
leaves what was laid down in POLKU_GROWTH_HOME, and asks it again the next time). bench/grown.py lays them down.
Each question is asked through the one door (counts, SQL and all) of the process that owns the copy, as a server does:
first in a fresh process, then anew, as if the copy had changed, and then again while it stays as it is. A page is all
that it asks, side by side, as its view asks it; drawing it is not in here.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from subprocess import run
from time import perf_counter, process_time, sleep

import django
import msgspec

HOME = os.environ.get("POLKU_GROWTH_HOME") or tempfile.mkdtemp(prefix="polku-growth-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from bench.grown import TOUCHPOINTS, journey, lay_down  # noqa: E402
from bench.memory import most  # noqa: E402
from bench.told import against, told  # noqa: E402
from polku.engine import engine  # noqa: E402
from polku.engine.file import EngineFile  # noqa: E402
from polku.engine.owner import folder  # noqa: E402
from polku.lenses.asked import Asked  # noqa: E402
from polku.lenses.catalog import MEASURES  # noqa: E402
from polku.lenses.exits.before import LEFT_AT, STEPS_BEFORE  # noqa: E402
from polku.lenses.measure import Measure, answer  # noqa: E402
from polku.lib.clock import DAY, now  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402

SIZES = [float(size) for size in os.environ.get("SIZES", "1,10,50").split(",")]
TRIES = 3
PLACE = TOUCHPOINTS[5]
# A question is a measure or a page, and how it is asked: of a journey of all touchpoints, or of one that is a part of
# what customers do; of the last hundred days; at one touchpoint.
QUESTIONS = (
    "edges", "edges/journey", "edges/part", "edges/period", "variants", "variants/part", "visits", "visits/part",
    "funnel/journey", "handovers", "exits", "exits/part", "satisfied_left", "satisfied_left/part", "false_alarms",
    "touchpoints/journey", "touchpoints/part", "lost-value", "lost-value/part", "reasons/place",
    "map/journey", "map/part", "map/part/period", "leaving", "leaving/part", "exit/place", "exit/part/place",
    "ways", "ways/part",
)  # fmt: skip
PAGES: dict[str, tuple[Measure, ...]] = {
    "map": (MEASURES["edges"], MEASURES["touchpoints"]),
    "leaving": (MEASURES["exits"], MEASURES["lost-value"], MEASURES["satisfied_left"]),
    "exit": (MEASURES["exits"], LEFT_AT, STEPS_BEFORE, MEASURES["lost-value"], MEASURES["reasons"]),
    "ways": (MEASURES["visits"], MEASURES["edges"], MEASURES["variants"]),
}
SIDE_BY_SIDE = 4  # questions of a page at a time, as question/soon.py asks them
ASPECTS: dict[str, Callable[[Asked], Asked]] = {
    "journey": lambda asked: msgspec.structs.replace(asked, journey=journey()),
    "part": lambda asked: msgspec.structs.replace(asked, journey=journey(whole=False)),
    "period": lambda asked: msgspec.structs.replace(asked, since=now() - 100 * DAY),
    "place": lambda asked: msgspec.structs.replace(asked, touchpoint=PLACE),
}


def asking(question: str) -> None:
    """In a process of its own: print seconds when first asked, anew and again, on the clock and of processors; and MB at most."""
    name, *aspects = question.split("/")
    asked = Asked()
    for aspect in aspects:
        asked = ASPECTS[aspect](asked)
    measures = PAGES.get(name) or (MEASURES[name],)
    engine.start()
    while (owner := engine._running[0].owner) is None:
        sleep(0.01)
    took = []
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for turn in range(1 + 2 * TRIES):
            owner.file.version += turn <= TRIES  # at first as if the copy had changed each time
            began, worked = perf_counter(), process_time()
            found = list(pool.map(lambda measure: answer(measure, asked), measures))
            took.append((perf_counter() - began, process_time() - worked))
    engine.stop()
    figures = [
        *took[0],
        *min(took[1 : 1 + TRIES]),
        *min(took[1 + TRIES :]),
        most(),
        sum(len(one.rows) for one in found),
    ]
    print(*figures)


def laid(size: float) -> None:
    """Lay so many millions down, unless they were left there."""
    if os.environ.get("KEEP") and (folder() / "copy.duckdb").exists():
        return
    shutil.rmtree(folder(), ignore_errors=True)
    began = perf_counter()
    file = EngineFile(folder() / "copy.duckdb")
    lay_down(file, round(size * 1_000_000))
    ((interactions, paths),) = [(one["n"], one["m"]) for one in file.answer("SELECT (SELECT COUNT(*) FROM interaction) n, (SELECT COUNT(*) FROM path) m").to_pylist()]  # fmt: skip
    file.close()
    megabytes = (folder() / "copy.duckdb").stat().st_size / 2**20
    told(f"{interactions:,} interactions of {paths:,} customers", f"{megabytes:,.0f} MB on disk", f"laid down in {perf_counter() - began:.0f} s")  # fmt: skip


def ask_all() -> None:
    """Every question, each in a fresh process."""
    for question in os.environ.get("ASK", " ".join(QUESTIONS)).split():
        done = run([sys.executable, "-m", "bench.growth", question], capture_output=True, text=True, env=os.environ | {"POLKU_GROWTH_HOME": HOME})  # fmt: skip
        if done.returncode:
            told(f"  {question}", "failed", done.stderr.strip().splitlines()[-1][:80])
            continue
        first, first_worked, anew, worked, again, _, memory, rows = (
            float(word) for word in done.stdout.split()
        )
        told(
            f"  {question}, {rows:.0f} rows",
            f"first {first * 1000:,.0f}, anew {anew * 1000:,.0f}, again {again * 1000:,.0f} ms",
            f"of processors {first_worked * 1000:,.0f} and {worked * 1000:,.0f} ms; {memory:.0f} MB at most",
            against(again, 1) if question.split("/")[0] in PAGES else "",
        )


def main() -> None:
    """Lay down, then ask; size after size."""
    prepare()
    for size in SIZES:
        laid(size)
        ask_all()
    if not os.environ.get("KEEP"):
        shutil.rmtree(HOME)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asking(sys.argv[1])
    else:
        main()
