from collections.abc import AsyncIterator, Callable, Coroutine
from http import HTTPStatus
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import OperationalError
from django.test import AsyncClient, Client

from polku.identity.models import Customer, Membership
from polku.lenses.customer.tests.told import customer
from polku.surfaces.web.live import revisions, stream, views, watch
from polku.surfaces.web.live.stream import changes
from tests.people import colleague

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
HELLO = b"retry: 1000\n\n"
ALIVE = b": still here\n\n"


@pytest.fixture
def aino(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(watch, "EVERY", 0.01)
    monkeypatch.setattr(stream, "HEARTBEAT", 5.0)
    return customer("Aino")


def listening(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async_to_sync(story)()


@sync_to_async
def changed(customer_id: int, revision: int) -> None:
    Customer.objects.filter(pk=customer_id).update(revision=revision)


def told(revision: int) -> bytes:
    return f"id: {revision}\nevent: customer-changed\ndata: {revision}\n\n".encode()


async def closed(heard: AsyncIterator[bytes]) -> None:
    await heard.aclose()  # type: ignore[attr-defined]


def test_a_page_hears_of_each_change(aino: int) -> None:
    async def story() -> None:
        heard = changes([aino], 1)
        assert await anext(heard) == HELLO
        await changed(aino, 7)
        assert await anext(heard) == told(7)
        await changed(aino, 9)
        assert await anext(heard) == told(9)
        await closed(heard)
        assert watch.streams() == 0

    listening(story)


def test_a_page_drawn_before_the_last_change_hears_of_it_at_once(aino: int) -> None:
    async def story() -> None:
        heard = changes([aino], 0)
        await anext(heard)
        assert await anext(heard) == told(1)
        await closed(heard)

    listening(story)


def test_where_nothing_changes_only_a_heartbeat_comes(aino: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)
    ville = customer("Ville")

    async def story() -> None:
        heard = changes([aino], 1)
        await anext(heard)
        await changed(ville, 99)
        assert await anext(heard) == ALIVE
        await closed(heard)

    listening(story)


def test_a_page_hears_that_its_customer_was_merged_away(aino: int) -> None:
    async def story() -> None:
        heard = changes([aino], 1)
        await anext(heard)
        await sync_to_async(Customer.objects.filter(pk=aino).delete)()
        assert await anext(heard) == told(watch.GONE)
        await closed(heard)

    listening(story)


def test_an_organisations_page_hears_of_its_people(aino: int) -> None:
    firm = customer("Acme", entity="organisation")

    async def story() -> None:
        heard = changes([firm, aino], 1)
        await anext(heard)
        await changed(aino, 5)
        assert await anext(heard) == told(5)
        await closed(heard)

    listening(story)


def test_a_stopping_server_ends_the_streams(aino: int) -> None:
    async def story() -> None:
        heard = changes([aino], 1)
        await anext(heard)
        watch.end_all()
        with pytest.raises(StopAsyncIteration):
            await anext(heard)

    listening(story)


def test_a_stream_ends_after_its_lifetime_so_that_sign_in_is_asked_anew(
    aino: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LIFETIME", 0.0)

    async def story() -> None:
        assert [part async for part in changes([aino], 1)] == [HELLO]

    listening(story)


def test_a_database_away_for_a_moment_is_asked_again(aino: int, monkeypatch: pytest.MonkeyPatch) -> None:
    failures = [OperationalError("away")]
    asked = revisions.revisions_of

    def shaky(customers: set[int]) -> dict[int, int]:
        if failures:
            raise failures.pop()
        return asked(customers)

    monkeypatch.setattr(watch, "revisions_of", shaky)

    async def story() -> None:
        heard = changes([aino], 0)
        await anext(heard)
        assert await anext(heard) == told(1)
        await closed(heard)

    listening(story)
    assert not failures


def test_many_customers_are_asked_for_in_parts(aino: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "_AT_ONCE", 2)
    assert revisions.revisions_of([4711, 4712, 4713, 4714, aino]) == {aino: 1}


def test_the_stream_is_served_to_those_who_see_customers(aino: int) -> None:
    mikko = colleague()

    async def story() -> None:
        client = AsyncClient()
        await client.aforce_login(mikko)
        answer = await client.get(f"/live/customers/{aino}?since=0")
        assert answer.headers["Content-Type"] == "text/event-stream"
        heard = aiter(answer.streaming_content)
        assert [await anext(heard), await anext(heard)] == [HELLO, told(1)]
        await closed(heard)
        again = await client.get(f"/live/customers/{aino}?since=0", headers={"Last-Event-ID": "1"})
        await changed(aino, 8)
        heard = aiter(again.streaming_content)
        assert [await anext(heard), await anext(heard)] == [HELLO, told(8)]
        await closed(heard)

    listening(story)


def test_outsiders_hear_nothing(client: Client, aino: int) -> None:
    assert client.get(f"/live/customers/{aino}")["Location"].startswith("/sign-in")


def test_nobody_is_not_found_and_too_many_listeners_are_turned_away(
    client: Client, aino: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(colleague())
    assert client.get("/live/customers/4711").status_code == HTTPStatus.NOT_FOUND
    monkeypatch.setattr(views, "MOST", 0)
    assert client.get(f"/live/customers/{aino}").status_code == HTTPStatus.SERVICE_UNAVAILABLE


@pytest.mark.parametrize("since", ["x", "", "-", "9" * 30, "٣"])
def test_an_odd_revision_counts_as_none(aino: int, since: str, client: Client) -> None:
    firm = customer("Acme", entity="organisation")
    Membership.objects.create(person_id=aino, organisation_id=firm, first_at=0, last_at=0)
    client.force_login(colleague())
    answer = client.get(f"/live/customers/{firm}", {"since": since})
    assert answer.status_code == HTTPStatus.OK
