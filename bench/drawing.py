"""What drawing one customer's page costs: the processor's time, so that other work on the machine does not count.

Run: python -m bench.drawing (EACH=60 interactions a customer; 5 and 2000 are the picture's other ends).
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from statistics import quantiles
from time import process_time

import django

HOME = tempfile.mkdtemp(prefix="polku-bench-")
os.environ["POLKU_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from bench.laid_down import laid_down  # noqa: E402
from polku.lenses.customer.course import course_of  # noqa: E402
from polku.lenses.customer.page import customer_page  # noqa: E402
from polku.lib import clock  # noqa: E402
from polku.pipeline.prepare import prepare  # noqa: E402
from polku.surfaces.web.pages.customer.picture.draw import picture  # noqa: E402
from polku.touchpoints.journeys.places import places  # noqa: E402
from polku.workspace.models import Person, Role  # noqa: E402

EACH = int(os.environ.get("EACH", "60"))
PEOPLE = max(2, 6_000 // EACH)
READS = 100
AIM = 25.0  # milliseconds of processor for a page at the median, with 30 to 60 interactions


def figure(name: str, read: Callable[[int], object], customers: list[int]) -> float:
    """One line: the least, the median and the 95th percentile in milliseconds of processor; returns the median."""
    for customer in customers[:5]:
        read(customer)
    times = []
    for number in range(READS):
        begun = process_time()
        read(customers[number % len(customers)])
        times.append((process_time() - begun) * 1000)
    cuts = quantiles(times, n=20)
    print(
        f"  {name:<22} least {min(times):7.2f} ms  p50 {cuts[9]:7.2f} ms  p95 {cuts[18]:7.2f} ms", flush=True
    )
    return cuts[9]


def main() -> None:
    prepare()
    settings.ALLOWED_HOSTS = ["testserver"]
    customers = laid_down(EACH * PEOPLE, PEOPLE)
    client = Client()
    client.force_login(Person.objects.create_user("bench", role=Role.SEES_CUSTOMERS))
    pages = {one: customer_page(one, clock.now()) for one in customers}
    courses = {one: course_of([one], clock.now()) for one in customers}
    print(f"{EACH} interactions a customer, {READS} reads:")
    figure("customer_page (lens)", lambda one: customer_page(one, clock.now()), customers)
    figure("course_of (lens)", lambda one: course_of([one], clock.now()), customers)
    figure(
        "picture", lambda one: picture(courses[one], pages[one].promised, places(), pages[one].now), customers
    )
    median = figure("GET /customers/N", lambda one: client.get(f"/customers/{one}"), customers)
    print(f"  ({'within' if median <= AIM else 'beyond'} the aim of {AIM:.0f} ms at the median)")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
