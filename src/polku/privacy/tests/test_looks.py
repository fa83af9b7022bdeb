from datetime import timedelta

import pytest

from polku.privacy import looks
from polku.privacy.models import Look
from polku.workspace.models import Person

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def test_a_look_names_the_person_the_customer_and_the_surface() -> None:
    seller = Person.objects.create_user("seller")
    looks.record(seller, 7, "web:customer")
    looks.flush()
    look = Look.objects.get()
    assert (look.person, look.customer_id, look.through) == (seller, 7, "web:customer")


def test_the_same_look_within_a_minute_is_one_line() -> None:
    for _ in range(3):
        looks.record(None, 7, "cli:customer")
    looks.flush()
    looks.record(None, 7, "cli:customer")
    looks.flush()
    assert Look.objects.count() == 1


def test_a_look_through_another_surface_or_a_minute_later_is_another_line() -> None:
    looks.record(None, 7, "cli:customer")
    looks.flush()
    Look.objects.update(looked_at=Look.objects.get().looked_at - timedelta(minutes=1))
    looks.record(None, 7, "cli:customer")
    looks.record(None, 7, "api:customer")
    looks.record(None, 8, "api:customer")
    looks.flush()
    assert Look.objects.count() == 4


def test_a_look_of_somebody_who_has_left_since_is_kept_without_a_name() -> None:
    seller = Person.objects.create_user("seller")
    looks.record(seller, 7, "web:customer")
    looks.flush()
    seller.delete()
    assert Look.objects.get().person is None
