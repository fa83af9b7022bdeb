"""The lines that the template gets, and the addresses it gives out."""

import pytest
from django.test import RequestFactory

from polku.identity.models import Trait
from polku.lenses.customer.briefing.points import WHOLE, Evidence
from polku.lenses.customer.page import customer_page
from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.surfaces.web.pages.briefing.asked import MOST, asked_evidence
from polku.surfaces.web.pages.briefing.lines import Line, briefing_lines
from tests.people import colleague, outsider

pytestmark = pytest.mark.django_db(databases="__all__")


def lines(customer_id: int) -> list[Line]:
    page = customer_page(customer_id, at("2026-11-20 12:00"))
    assert page is not None
    return briefing_lines(page, colleague())


def asked(query: str) -> list[Evidence]:
    return asked_evidence(RequestFactory().get(f"/customers/1/evidence?{query}"))


def waits(*threads: str) -> list[object]:
    return [did("2026-11-19 09:00", "asked", "customer", thread=thread, text=thread) for thread in threads]


def test_a_line_leads_to_what_the_address_reads() -> None:
    aino = customer("Aino")
    tell(aino, *waits("t"))  # type: ignore[arg-type]
    (_, line) = lines(aino)
    path, _, query = line.address.partition("?")
    assert path == f"/customers/{aino}/evidence"
    assert asked(query) == [Evidence(1, 0)]


def test_what_rests_on_nothing_has_no_address() -> None:
    assert [line.address for line in lines(customer("Aino"))] == [""]


def test_a_line_keeps_its_anchor_while_others_come() -> None:
    aino = customer("Aino")
    tell(aino, *waits("t", "u"))  # type: ignore[arg-type]
    Trait.objects.create(identifier_id=aino, name="heating", value='"oil"', occurred_at=1, event_id=9)
    assert [line.anchor for line in lines(aino)] == [
        "know-standing-1",
        "know-told_us-1",
        "know-asks-1",
        "know-asks-2",
    ]


def test_who_may_see_nobody_gets_no_line() -> None:
    aino = customer("Aino")
    page = customer_page(aino, at("2026-11-20 12:00"))
    assert page is not None
    assert briefing_lines(page, outsider()) == []


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("told=84.3&told=2.0&told=84.3", [Evidence(2, 0), Evidence(84, 3)]),
        ("told=5.-1", [Evidence(5, WHOLE)]),
        ("told=5.-2&told=5&told=.1&told=5.1x&told=٣.1", []),
        (f"told={'9' * 19}.0", []),
        ("", []),
    ],
)
def test_an_address_is_read_as_far_as_it_can_be(query: str, read: list[Evidence]) -> None:
    assert asked(query) == read


def test_an_address_asks_for_so_many_at_most() -> None:
    assert len(asked("&".join(f"told={number}.0" for number in range(1, 100)))) == MOST
