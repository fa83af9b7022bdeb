"""The first page asks over all customers, so each of its questions must be answered by an index."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.lenses.today.due import kept_since, promises_due
from polku.lenses.today.waits import how_many_wait, longest_waits

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")


def test_no_table_is_read_through_and_nothing_is_sorted_that_an_index_has_in_order() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plans; PostgreSQL plans by its statistics")
    tell(customer("Aino"), did("2026-01-01 09:00", "asked", "customer"))
    with CaptureQueriesContext(connection) as asked:
        longest_waits(0, 9)
        how_many_wait(0)
        promises_due(NOW, NOW, 9)
        kept_since(NOW)
    assert len(asked) == 4
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = [step[3] for step in cursor.fetchall()]
            scans = [step for step in plan if step.startswith("SCAN") and "counted" not in step]
            assert not scans, (query["sql"], plan)
            assert "promise" in query["sql"] or not [step for step in plan if "B-TREE" in step], plan
