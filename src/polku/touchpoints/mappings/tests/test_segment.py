"""Segment's vocabulary, by payloads in the shape that Segment's own libraries send."""

from typing import Any

import pytest

from polku.lib.clock import to_text
from polku.touchpoints.mappings.tests.telling import kinds, named, shipped, tell
from polku.touchpoints.reading import Entity, Reading

SEGMENT = shipped("segment")


def told(kind: str, **more: Any) -> Reading:
    body = {
        "type": kind,
        "messageId": "m",
        "timestamp": "2026-11-22T12:00:00Z",
        "context": {"library": {"name": "x"}},
    }
    return tell(SEGMENT, {**body, **more})


def track(event: str, **properties: Any) -> Reading:
    return told("track", userId="aino", event=event, properties=properties)


def test_identify_tells_who_somebody_is_and_nothing_happened() -> None:
    reading = told(
        "identify",
        userId="aino",
        anonymousId="c-1",
        traits={
            "firstName": "Aino",
            "lastName": "Virta",
            "email": "Aino@Example.fi",
            "phone": "+358 40 1234567",
            "plan": "pro",
        },
    )
    assert named(reading) == {
        "user_id": "aino",
        "anonymous_id": "c-1",
        "email": "aino@example.fi",
        "phone": "+358401234567",
    }
    assert (reading.traits["name"], reading.traits["plan"], reading.interactions) == ("Aino Virta", "pro", [])


def test_group_names_the_person_and_the_organisation() -> None:
    reading = told("group", userId="aino", groupId="acme", traits={"name": "Acme Oy", "employees": 12})
    assert named(reading) == {"user_id": "aino", "group_id": "acme"}
    assert [reference.entity for reference in reading.references] == [Entity.PERSON, Entity.ORGANISATION]
    assert (reading.organisation_traits, reading.traits) == ({"name": "Acme Oy", "employees": 12}, {})


def test_alias_names_both_ids() -> None:
    assert named(told("alias", userId="aino", previousId="c-1")) == {"user_id": "aino", "anonymous_id": "c-1"}


def test_pages_and_screens_are_visits() -> None:
    page = told("page", anonymousId="c-1", name="Heat pumps", properties={"url": "https://x.fi/pumps"})
    screen = told("screen", userId="aino", name="Home")
    assert (kinds(page), page.interactions[0].subject, page.interactions[0].attributes) == (
        ["customer visited"], "Heat pumps", {"url": "https://x.fi/pumps"},
    )  # fmt: skip
    assert (screen.interactions[0].touchpoint, screen.interactions[0].channel) == ("app", "app")


def test_an_order_is_ordered_paid_and_a_promise() -> None:
    reading = track(
        "Order Completed",
        order_id="1042",
        revenue=25.0,
        total="27.50",
        currency="eur",
        estimated_delivery_date="2026-12-01",
    )
    ordered, paid, promised = reading.interactions
    assert (ordered.about, ordered.amount, ordered.currency) == ("1042", 2500, "EUR")
    assert (paid.amount, promised.about, to_text(promised.due_at or 0)) == (
        2750,
        "1042",
        "2026-11-30T22:00:00Z",
    )


def test_an_order_on_invoice_is_not_paid_yet() -> None:
    assert kinds(track("order completed", order_id="1", total=5, payment_method="Invoice")) == [
        "customer ordered"
    ]


@pytest.mark.parametrize(
    ("event", "properties", "kind"),
    [
        ("Product Viewed", {"name": "Pump"}, "customer visited"),
        ("Checkout Started", {"order_id": "1"}, "customer visited"),
        ("Order Shipped", {"order_id": "1"}, "us started"),
        ("Order Delivered", {"order_id": "1"}, "us delivered"),
        ("Order Refunded", {"order_id": "1", "total": 5}, "customer returned"),
        ("Order Cancelled", {"order_id": "1"}, "customer declined"),
        ("Product Reviewed", {"rating": 4}, "customer rated"),
        ("Signed Up", {}, "customer joined"),
        ("Trial Started", {"trial_plan_name": "gold"}, "customer joined"),
        ("Account Deleted", {}, "customer left"),
        ("Invite Sent", {"invitee_email": "x@y.fi"}, "customer referred"),
        ("Live Chat Message Sent", {"message_body": "Hello?", "conversation_id": "7"}, "customer asked"),
        ("Live Chat Message Received", {"message_body": "Hi", "conversation_id": "7"}, "us answered"),
        ("Unsubscribed", {"list_id": "news"}, "customer left"),
        ("Something Else", {"colour": "red"}, "customer visited"),
    ],
)
def test_each_named_event_is_its_kind(event: str, properties: dict[str, Any], kind: str) -> None:
    reading = track(event, **properties)
    assert kinds(reading) == [kind]
    assert named(reading) == {"user_id": "aino"}


def test_an_invited_friends_address_is_not_taken_for_the_persons_own() -> None:
    assert named(track("Invite Sent", invitee_email="friend@x.fi")) == {"user_id": "aino"}


def test_an_event_of_an_account_names_its_organisation() -> None:
    assert named(told("track", userId="aino", event="X", context={"groupId": "acme"})) == {
        "user_id": "aino",
        "group_id": "acme",
    }
