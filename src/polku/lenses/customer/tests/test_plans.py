"""What a page costs must not depend on how many other customers there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polku.lenses.customer.encounters import Filter, Show, encounters
from polku.lenses.customer.interactions import interactions
from polku.lenses.customer.page import customer_page
from polku.lenses.customer.promises import promises
from polku.lenses.customer.tests.told import at, customer, did, tell

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")


def ask_everything(person: int) -> None:
    customer_page(person, NOW)
    first = encounters(person, NOW, limit=1)
    encounters(person, NOW, after=first.after)
    for show in Show:
        encounters(
            person, NOW, only=Filter(show=show, touchpoint="support", channel="mail", kind="asked", since=0)
        )
    interactions(person, interactions(person, limit=1).after)
    promises(person, NOW)


def test_every_question_is_answered_by_the_customers_own_rows() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plans; PostgreSQL plans by its statistics")
    aino = customer("Aino")
    tell(aino, did("2026-01-01 09:00", "asked", "customer"), did("2026-01-05 09:00", "asked", "customer"))
    with CaptureQueriesContext(connection) as asked:
        ask_everything(aino)
    assert len(asked) > 20
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = [step[3] for step in cursor.fetchall()]
            assert not [step for step in plan if step.startswith("SCAN")], (query["sql"], plan)
            assert not [step for step in plan if "encounter_waiting" in step], (query["sql"], plan)
