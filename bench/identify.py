"""µs per event of identify(): first arrival, steady state, logins, and a mailbox that thousands share.

Run: python -m bench.identify [--customers 50000] [--batch 2000]. Makes and removes a data folder of its own,
unless POLKU_DATABASE_URL names a PostgreSQL database to use.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from time import perf_counter, process_time

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from polku.identity.identify import Seen, identify  # noqa: E402
from polku.identity.memory import MEMORY  # noqa: E402
from polku.touchpoints.reading import Policy, Reference  # noqa: E402

_ids = count(1)


def account(number: int) -> Reference:
    return Reference("crm", f"account-{number}", Policy.UNIQUE)


def email(number: int) -> Reference:
    return Reference("email", f"person.{number}@example.org", Policy.SHAREABLE)


def cookie(number: int) -> Reference:
    return Reference("cookie", f"{number:032x}", Policy.WEAK)


def seen(references: list[Reference], **traits: str) -> Seen:
    number = next(_ids)
    return Seen(number, number * 1000, references, traits, {})


def run(label: str, events: Sequence[Seen], batch: int) -> float:
    """Identify in batches, each a transaction; prints and returns µs per event."""
    started, worked = perf_counter(), process_time()
    for start in range(0, len(events), batch):
        with transaction.atomic():
            identify(events[start : start + batch])
    cost = (perf_counter() - started) / len(events) * 1e6
    busy = (process_time() - worked) / len(events) * 1e6
    print(f"{label:58} {cost:8.1f} µs/event (processor {busy:7.1f})   {1e6 / cost:10,.0f} events/s")
    return cost


def main() -> None:
    """Print one line for each situation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=2000)
    chosen = parser.parse_args()
    for alias in ("default", "log") if "POLKU_DATABASE_URL" not in os.environ else ("default",):
        call_command("migrate", database=alias, verbosity=0)
    chance = random.Random(1)
    people = chosen.customers

    def anyone(make: Callable[[int], list[Reference]]) -> list[Seen]:
        return [seen(make(chance.randrange(people))) for _ in range(chosen.events)]

    run(
        "first seen: account, email, cookie and a name",
        [seen([account(n), email(n), cookie(n)], name=f"Person Number{n}") for n in range(people)],
        chosen.batch,
    )
    run("steady: one reference", anyone(lambda n: [account(n)]), chosen.batch)
    run("steady: account and cookie", anyone(lambda n: [account(n), cookie(n)]), chosen.batch)
    run("steady: batches of 100", anyone(lambda n: [account(n), cookie(n)])[:20_000], 100)
    MEMORY.identifiers.clear()
    MEMORY.claims.clear()
    run(
        "steady, nothing remembered at first",
        anyone(lambda n: [account(n), cookie(n)])[:20_000],
        chosen.batch,
    )
    traits = {"email": "x@example.org", "plan": "gold", "city": "Turku"}
    told = [seen([account(chance.randrange(people))], **traits) for _ in range(chosen.events // 5)]
    run("steady: three traits with every event", told, chosen.batch)
    run("anonymous: a new cookie each", [seen([cookie(10**9 + n)]) for n in range(people)], chosen.batch)
    logins = [seen([account(chance.randrange(people)), cookie(10**9 + n)]) for n in range(people)]
    run("logins: each joins a cookie to somebody known", logins, chosen.batch)
    brought = [seen([account(chance.randrange(people)), cookie(2 * 10**9 + n)]) for n in range(people)]
    run("a new cookie of somebody known", brought, chosen.batch)
    shared = Reference("email", "info@example.org", Policy.SHAREABLE)
    for batch in (chosen.batch, 50):
        crowd = [seen([account(10**7 * batch + n), shared]) for n in range(5000)]
        run(f"a mailbox shared by 5,000 persons, batches of {batch}", crowd, batch)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
        sys.stdout.flush()
