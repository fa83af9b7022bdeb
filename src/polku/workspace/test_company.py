"""The company's name: told, changed, remembered between pages."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import DatabaseError

from polku.workspace import company
from polku.workspace.company import HOLDS_FOR, company_name, forget_name, name_company, remembered_name
from polku.workspace.models import Company

pytestmark = pytest.mark.django_db(databases="__all__")
Counting = Callable[..., AbstractContextManager[Any]]


def test_a_name_is_told_without_its_stray_spaces_and_can_be_changed() -> None:
    name_company("  Tuulahdus   Oy ")
    assert company_name() == "Tuulahdus Oy"
    name_company("Tuulahdus Group")
    assert (company_name(), remembered_name()) == ("Tuulahdus Group", "Tuulahdus Group")
    assert Company.objects.count() == 1


def test_pages_ask_for_the_name_once(django_assert_num_queries: Counting) -> None:
    name_company("Tuulahdus Oy")
    with django_assert_num_queries(1):
        assert {remembered_name() for _ in range(50)} == {"Tuulahdus Oy"}


def test_that_nobody_told_a_name_is_remembered_too(django_assert_num_queries: Counting) -> None:
    with django_assert_num_queries(1):
        assert [remembered_name(), remembered_name()] == ["", ""]


def test_another_process_s_change_is_seen_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [1000.0]
    monkeypatch.setattr("polku.workspace.company.monotonic", lambda: moment[0])
    name_company("Tuulahdus Oy")
    assert remembered_name() == "Tuulahdus Oy"
    Company.objects.update(name="Tuulahdus Group")
    moment[0] += HOLDS_FOR - 1
    assert remembered_name() == "Tuulahdus Oy"
    moment[0] += 1
    assert remembered_name() == "Tuulahdus Group"


def test_a_page_about_a_broken_database_has_a_heading_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    name_company("Tuulahdus Oy")

    def broken() -> str:
        raise DatabaseError("disk image is malformed")

    with monkeypatch.context() as patch:
        patch.setattr(company, "company_name", broken)
        assert remembered_name() == ""
    assert remembered_name() == "Tuulahdus Oy"


@pytest.mark.parametrize("name", ["", " ", "x" * 121])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="1 to 120"):
        name_company(name)
    forget_name()
    assert remembered_name() == ""
