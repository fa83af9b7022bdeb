"""What the rules get to see, what it costs, and what makes no difference."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polku.identity.models import Membership
from polku.lenses.customer.briefing.briefing import briefing
from polku.lenses.customer.briefing.gather import NEWEST, facts_for
from polku.lenses.customer.briefing.points import Point
from polku.lenses.customer.page import CustomerPage, customer_page
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.timeline.models import InteractionRow
from tests.people import colleague, lead, outsider

pytestmark = pytest.mark.django_db(databases="__all__")
NOW = at("2026-11-20 12:00")


def page(customer_id: int) -> CustomerPage:
    found = customer_page(customer_id, NOW)
    assert found is not None
    return found


def said_of(customer_id: int) -> list[Point]:
    return briefing(page(customer_id), None).said


def let_down() -> list[Any]:
    return [
        did("2026-11-01 09:00", "ordered", about="o1", amount=100, currency="EUR"),
        did("2026-11-01 09:05", "promised", about="o1", due_at=at("2026-11-10 12:00")),
        did("2026-11-11 09:00", "asked", "customer", thread="t", about="o1", text="Where are they?"),
        did("2026-11-12 09:00", "complained", thread="c", about="o1", text="Two days off work"),
    ]


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(visits=st.lists(st.integers(1, 18), min_size=1, max_size=6), automatic=st.booleans())
def test_visits_and_what_machines_sent_change_nothing(visits: list[int], automatic: bool) -> None:
    kerttu = customer(f"Kerttu {InteractionRow.objects.count()}")
    tell(kerttu, *let_down())
    before = [(one.rule, one.said) for one in said_of(kerttu)]
    tell(kerttu, *(did(f"2026-11-{day:02} 07:00", "visited", subject=str(day)) for day in visits))
    if automatic:
        tell(kerttu, did("2026-11-11 09:01", "informed", automatic=True, text="We got your message"))
    assert [(one.rule, one.said) for one in said_of(kerttu)] == before


def test_another_customers_life_changes_nothing() -> None:
    kerttu, aino = customer("Kerttu"), customer("Aino")
    tell(kerttu, *let_down())
    before = said_of(kerttu)
    tell(aino, *let_down(), did("2026-11-13 09:00", "fixed", about="o1"))
    assert said_of(kerttu) == before


def test_rules_see_the_newest_so_many_and_texts_no_longer_than_they_need() -> None:
    aino = customer("Aino")
    tell(
        aino,
        *(
            did(f"2026-{1 + n // 28:02}-{1 + n % 28:02} 09:00", "informed", text="x" * 5000)
            for n in range(NEWEST + 5)
        ),
    )
    happened = facts_for(page(aino)).happened
    assert len(happened) == NEWEST
    assert happened[0].occurred_at > happened[-1].occurred_at
    assert {len(one.text) for one in happened} == {400}


def test_what_is_to_come_has_not_happened() -> None:
    aino = customer("Aino")
    tell(aino, did("2026-11-21 09:00", "met", "us", actor="Mikko"))
    assert facts_for(page(aino)).happened == []


def test_who_may_see_customers_is_told_and_who_works_here_no_more_is_not() -> None:
    kerttu = customer("Kerttu")
    tell(kerttu, *let_down())
    told = said_of(kerttu)
    assert len(told) > 3
    assert briefing(page(kerttu), colleague()).said == told
    assert briefing(page(kerttu), lead()).said == told
    nothing = briefing(page(kerttu), outsider())
    assert (nothing.said, nothing.left) == ([], [])


def test_every_question_is_answered_by_the_customers_own_rows() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads SQLite's plans; PostgreSQL plans by its statistics")
    firm, kerttu = customer("Acme", entity="organisation"), customer("Kerttu")
    Membership.objects.create(person_id=kerttu, organisation_id=firm, first_at=0, last_at=0)
    tell(kerttu, *let_down())
    seen = [page(kerttu), page(firm)]
    with CaptureQueriesContext(connection) as asked:
        for one in seen:
            briefing(one, None)
    # A person of a firm: five and the map. A firm: three and the map.
    assert len(asked) == 10
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if "journeyversion" in query["sql"]:
                continue  # as many rows as there are versions of journeys
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = [step[3] for step in cursor.fetchall()]
            assert not [step for step in plan if step.startswith("SCAN") and "SUBQUERY" not in step], plan
