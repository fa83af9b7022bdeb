"""segment-analytics-python, as it comes from the registry."""

import pytest
from segment.analytics.client import Client

from tests.clients.found import calls_of, events_of, page_of, touchpoints_of
from tests.serving import Serving, until

pytestmark = pytest.mark.server


def client(serving: Serving, key: str, failures: list[object], gzip: bool) -> Client:
    return Client(
        key,
        host=serving.url,
        gzip=gzip,
        upload_interval=0.05,
        max_retries=2,
        on_error=lambda error, _: failures.append(error),
    )


@pytest.mark.parametrize("gzip", [False, True])
def test_every_call_of_segments_python_client_is_on_the_right_customers_path(
    serving: Serving, gzip: bool
) -> None:
    person, company, failures = f"aino-{gzip}", f"acme-{gzip}", list[object]()
    speaking = client(serving, serving.new_key(), failures, gzip)
    speaking.identify(person, {"name": "Aino Virtanen", "email": f"{person}@example.org"})
    speaking.track(person, "Order Completed", {"order_id": "1042", "total": 89, "currency": "EUR"})
    speaking.page(person, "Docs", "Heat pumps", {"url": "https://shop.example.org/heat-pumps"})
    speaking.screen(person, "Main", "Orders")
    speaking.group(person, company, {"name": "Acme"})
    speaking.alias(f"visitor-{person}", person)
    speaking.track("somebody-else", "Product Viewed", {"name": "Socket"})
    speaking.flush()
    speaking.join()
    expected = ["alias", "group", "identify", "page", "screen", "track"]
    until(lambda: calls_of(serving.home, "user_id", person) == expected, "all six calls on the path")
    page = page_of(serving, person)
    assert page["name"] == "Aino Virtanen"
    assert page["purchases"][0]["ordered"] == {"amount": "89.00", "currency": "EUR"}
    assert touchpoints_of(page) == ["app", "web-shop", "website"]
    assert [organisation["name"] for organisation in page["organisations"]] == ["Acme"]
    assert page_of(serving, f"visitor-{person}")["id"] == page["id"]
    assert failures == []


def test_many_calls_arrive_once_each_and_in_order(serving: Serving) -> None:
    failures = list[object]()
    speaking = client(serving, serving.new_key(), failures, gzip=True)
    for number in range(500):
        speaking.track("busy", "Product Viewed", {"number": number})
    speaking.flush()
    speaking.join()
    until(lambda: len(events_of(serving.home, "user_id", "busy")) == 500, "500 events")
    numbers = [event["properties"]["number"] for event in events_of(serving.home, "user_id", "busy")]
    assert (numbers, failures) == (list(range(500)), [])


def test_a_wrong_key_is_told_to_the_client_and_not_tried_for_ever(serving: Serving) -> None:
    failures = list[object]()
    speaking = client(serving, "nobody's key", failures, gzip=False)
    speaking.track("aino", "Order Completed")
    speaking.flush()
    speaking.join()
    assert [getattr(error, "status", None) for error in failures] == [401]
