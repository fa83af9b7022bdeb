"""The throttle by itself; test_sign_in.py tries it through the page."""

from typing import Any

import pytest

from polku.lib.clock import MINUTE
from polku.workspace import throttle
from polku.workspace.models import FailedSignIn

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def two_tries(settings: Any) -> None:
    settings.CHOSEN = {**settings.CHOSEN, "sign_in_tries": 2}


def fail(name: str = "sari", address: str = "10.0.0.1") -> int:
    return throttle.seconds_to_wait(throttle.begin(name, address))


def test_tries_at_once_are_counted_before_any_password_is_looked_at() -> None:
    begun = [throttle.begin("sari", f"10.0.0.{n}") for n in range(4)]
    assert [throttle.seconds_to_wait(attempt) > 0 for attempt in begun] == [False, False, True, True]


def test_a_name_is_one_however_it_is_written() -> None:
    fail("sari", "10.0.0.1")
    fail(" SARI ", "10.0.0.2")
    assert fail("Sari", "10.0.0.3") > 0


def test_others_go_on_undisturbed() -> None:
    for _ in range(3):
        fail("sari", "10.0.0.1")
    assert fail("mikko", "10.0.0.2") == 0


def test_the_wait_ends_when_the_oldest_try_leaves_the_window() -> None:
    fail()
    FailedSignIn.objects.update(tried_at=FailedSignIn.objects.get().tried_at - 14 * MINUTE)
    fail()
    assert 0 < fail() <= 60


def test_old_tries_are_not_kept() -> None:
    fail()
    FailedSignIn.objects.update(tried_at=0)
    fail("mikko", "10.0.0.2")
    assert FailedSignIn.objects.count() == 1


def test_a_right_password_clears_the_name_but_not_the_address() -> None:
    fail("a", "10.0.0.1")
    throttle.succeeded(throttle.begin("b", "10.0.0.1"))
    assert FailedSignIn.objects.count() == 1
