from typing import Any

import pytest

from polku.touchpoints.mappings.tests.telling import kinds, named, shipped, tell

CLOUDEVENTS = shipped("cloudevents")


def told(type_: str, data: Any, **more: Any) -> Any:
    return tell(
        CLOUDEVENTS,
        {"specversion": "1.0", "id": "1", "source": "/shop", "type": type_, "data": data, **more},
        "cloudevents",
    )


def test_the_subject_is_the_customer_only_where_data_names_nobody() -> None:
    assert named(told("x", {}, subject="aino")) == {"user_id": "aino"}
    assert named(told("x", {"email": "aino@x.fi"}, subject="orders/17")) == {"email": "aino@x.fi"}


def test_the_kind_is_told_by_data_or_by_the_types_last_part() -> None:
    reading = told("fi.example.shop.ordered", {"user_id": "a", "about": "17", "amount": 5, "currency": "SEK"})
    assert (kinds(reading), reading.interactions[0].amount, reading.interactions[0].touchpoint) == (
        ["customer ordered"],
        500,
        "shop",
    )
    assert kinds(told("x", {"user_id": "a", "kind": "asked", "side": "us", "text": "?"})) == ["us asked"]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("com.example.order.created", ["customer ordered"]),
        ("OrderShipped", ["us started"]),
        ("shipment.delivered", ["us delivered"]),
        ("helpdesk.ticket.created", ["customer asked"]),
        ("helpdesk.ticket.solved", ["us fixed"]),
        ("user.registered", ["customer joined"]),
        ("invoice.sent", ["us charged"]),
        ("com.github.push", ["customer visited"]),
    ],
)
def test_usual_types_are_their_kinds(type_: str, expected: list[str]) -> None:
    assert kinds(told(type_, {"customer": {"id": 5, "name": "Aino"}})) == expected


def test_data_that_is_no_object_is_read_all_the_same() -> None:
    assert kinds(told("x", "just text", subject="aino")) == ["customer visited"]
