"""How long an interaction takes from the operational store into the engine's copy, while many come in.

Run: python -m bench.lag (SIZE=100k, 1m or 10m interactions that are there beforehand; RATES=1000,5000). They are written
into the store as the worker's batches leave them, five a second, by a process of their own, for one worker folds fewer
than are asked of the copy here. Each is somebody's newest, opens an encounter, and lengthens a walk in one journey.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from statistics import quantiles
from subprocess import PIPE, Popen
from threading import Thread
from typing import Final

import django

HOME = os.environ.get("LAG_HOME") or tempfile.mkdtemp(prefix="polku-lag-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402

from bench.laid_down import lay_down  # noqa: E402
from bench.told import against, told  # noqa: E402
from polku.engine import engine  # noqa: E402
from polku.lib.clock import now  # noqa: E402
from polku.pipeline import progress  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.timeline.models import EncounterRow, InteractionRow  # noqa: E402
from polku.touchpoints.journeys.save import save_journey  # noqa: E402

SIZE: Final = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}[os.environ.get("SIZE", "1m")]
RATES: Final = [int(rate) for rate in os.environ.get("RATES", "1000,2000,5000").split(",")]
SECONDS: Final = 20
BATCHES: Final = 5  # a second
AIM: Final = 2.0  # seconds
JOURNEY: Final = """\
name: shop
title: Shop
instance: {per: customer}
stages:
  - name: shop
    title: Shop
    touchpoints:
      - {name: web-shop, channel: web, owner: Shop}
      - {name: mail-support, channel: mail, owner: Support}
      - {name: delivery, channel: post, owner: Delivery}
"""


def columns(model: type[Model]) -> list[str]:
    """The columns of a derived table but for the number that it gives itself."""
    return [f'"{field.column}"' for field in model._meta.concrete_fields if field.column != "id"]


def write(rate: int) -> None:
    """In a process of its own: so many interactions a second; prints each batch's position and moment."""
    position, people, began = progress.position(), SIZE // 10, time.monotonic()
    changed = {'"event_id"': f"event_id % {people} + %s", '"key"': "randomblob(16)", '"occurred_at"': "%s"}
    chosen = ", ".join(changed.get(column, column) for column in columns(InteractionRow))
    opened = {'"opened_at"': "%s", '"last_at"': "%s", '"thread"': "''", '"interactions"': "1"}
    shown = ", ".join(opened.get(column, column) for column in columns(EncounterRow))
    for batch in range(SECONDS * BATCHES):
        some = random.sample(range(1, people + 1), min(rate // BATCHES, people))
        events = ", ".join(str(number) for number in some)
        moment = now()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO timeline_interaction ({', '.join(columns(InteractionRow))})"
                f" SELECT {chosen} FROM timeline_interaction WHERE event_id IN ({events})",
                [position, moment],
            )
            cursor.execute(
                f"INSERT INTO timeline_encounter ({', '.join(columns(EncounterRow))})"
                f" SELECT {shown} FROM timeline_encounter WHERE id IN (SELECT MIN(id) FROM timeline_encounter"
                f" WHERE customer_id IN (SELECT customer_id FROM timeline_interaction WHERE event_id IN ({events}))"
                " GROUP BY customer_id)",
                [moment, moment],
            )
            cursor.execute(
                "UPDATE identity_customer SET revision = %s, interactions = interactions + 1 WHERE id IN"
                f" (SELECT customer_id FROM timeline_interaction WHERE event_id IN ({events}))",
                [position + people],
            )
            position += people
            progress.advance(position)
        print(position, time.time(), flush=True)
        time.sleep(max(0.0, began + (batch + 1) / BATCHES - time.monotonic()))


def behind(rate: int) -> list[float]:
    """Seconds from each batch's commit until the copy held it."""
    written: list[tuple[int, float]] = []
    writer = Popen([sys.executable, "-m", "bench.lag", str(rate)], stdout=PIPE, text=True, env=os.environ | {"LAG_HOME": HOME})  # fmt: skip
    assert writer.stdout
    stdout = writer.stdout

    def read() -> None:
        for line in stdout:
            position, moment = line.split()
            written.append((int(position), float(moment)))

    reading = Thread(target=read)
    reading.start()
    held: list[tuple[int, float]] = []
    while reading.is_alive() or (written and (not held or held[-1][0] < written[-1][0])):
        owner = engine._running[0].owner
        at = owner.file.state().position if owner else -1
        if not held or at > held[-1][0]:
            held.append((at, time.time()))
        time.sleep(0.02)
    return [min(there for at, there in held if at >= position) - moment for position, moment in written]


def main() -> None:
    """Lay down, ship, then measure at each rate."""
    prepare()
    if not progress.position():
        lay_down(SIZE, SIZE // 10)
    save_journey(JOURNEY)
    began = time.monotonic()
    engine.start()
    while engine._running[0].owner is None:
        time.sleep(0.05)
    took = time.monotonic() - began
    told(
        f"shipped whole, with a journey's walks, {SIZE:,} interactions", f"{SIZE / took:,.0f}/s, {took:.0f} s"
    )
    for rate in RATES:
        waits = behind(rate)
        cuts = quantiles(waits, n=20)
        told(
            f"into the copy, at {rate:,} interactions/s over {SIZE:,}",
            f"p50 {cuts[9]:.2f} s, p95 {cuts[18]:.2f} s, at most {max(waits):.2f} s",
            f"aim {AIM:.0f} s; {len(waits)} batches of {rate // BATCHES}",
            against(cuts[18], AIM),
        )
    engine.stop()
    if "LAG_HOME" not in os.environ:
        shutil.rmtree(HOME)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write(int(sys.argv[1]))
    else:
        main()
