"""Whoever met a customer writes it down: through the log, onto the path, and back again."""

import re

import pytest
from django.test import Client

from polku.identity.models import Identifier
from polku.lenses.customer.page import customer_page
from polku.lib.clock import HOUR, now, to_text
from polku.pipeline import rebuild
from polku.pipeline.drain import drain
from polku.pipeline.tests.derived import derived
from polku.privacy import looks
from polku.privacy.models import Look
from polku.timeline.models import Event, InteractionRow
from tests.people import colleague
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__")
ASKED = 'aino  mon 09:00  asked mail-support thread=t1 "which socket?"'


@pytest.fixture
def aino() -> int:
    tell(ASKED)
    drain()
    return Identifier.objects.get(value="aino").customer_id


@pytest.fixture
def mikko(client: Client) -> Client:
    client.force_login(colleague())
    return client


def waiting(customer: int) -> int:
    page = customer_page(customer, now())
    assert page is not None
    return len(page.open.waiting)


def written(client: Client, customer: int, **told: str) -> str:
    """The address that takes it back."""
    sent = client.post(f"/customers/{customer}/log", {"channel": "phone", **told}, follow=True)
    assert sent.redirect_chain == [(f"/customers/{customer}", 302)]
    drain()
    (address,) = re.findall(rf'action="(/customers/{customer}/logged/\w+/take-back)"', sent.content.decode())
    assert isinstance(address, str)
    return address


def test_a_call_stands_on_the_path_under_the_name_of_who_wrote_it(mikko: Client, aino: int) -> None:
    written(mikko, aino, what="met", text="Wants it before Christmas")
    row = InteractionRow.objects.order_by("event_id").last()
    assert row is not None
    assert (row.customer_id, row.kind, row.side, row.channel) == (aino, "met", "us", "phone")
    assert (row.touchpoint, row.text, row.actor) == ("phone", "Wants it before Christmas", "Mikko Lampi")
    assert row.subject == "Wants it before Christmas"  # stands in lists
    assert "Wants it before Christmas" in mikko.get(f"/customers/{aino}").content.decode()


def test_an_answer_by_phone_ends_the_wait_that_began_by_mail(mikko: Client, aino: int) -> None:
    assert waiting(aino) == 1
    back = written(mikko, aino, what="answered", question="0")
    assert waiting(aino) == 0
    mikko.post(back)
    drain()
    assert waiting(aino) == 1


def test_what_was_taken_back_leaves_nothing_and_a_rebuild_gives_the_same(mikko: Client, aino: int) -> None:
    before = {title: rows for title, rows in derived().items() if title in ("interactions", "encounters")}
    back = written(mikko, aino, what="left", text="Too dear")
    assert InteractionRow.objects.filter(kind="left").count() == 1
    mikko.post(back)
    drain()
    assert {title: derived()[title] for title in before} == before
    rebuild.rebuild()
    drain()
    assert {title: derived()[title] for title in before} == before


def test_it_may_be_written_down_later_but_not_before_it_happens(mikko: Client, aino: int) -> None:
    yesterday, tomorrow = (to_text(now() + hours * HOUR)[:16] for hours in (-24, 24))
    written(mikko, aino, what="met", at=yesterday)
    row = InteractionRow.objects.order_by("event_id").last()
    assert row is not None
    assert now() - row.occurred_at > 20 * HOUR
    refused = mikko.post(f"/customers/{aino}/log", {"what": "met", "channel": "phone", "at": tomorrow})
    assert refused.status_code == 422
    assert "still to come" in refused.content.decode()


def test_the_form_is_whole_and_a_part_and_each_look_is_recorded(
    mikko: Client, aino: int, part: dict[str, str]
) -> None:
    page = mikko.get(f"/customers/{aino}/log").content.decode()
    assert "which socket?" in page
    assert "<html" in page
    assert b"<html" not in mikko.get(f"/customers/{aino}/log", headers=part).content
    looks.flush()
    assert Look.objects.filter(through="web:log-encounter").count() == 1


def test_outsiders_and_those_who_see_no_customers_write_nothing(client: Client, aino: int) -> None:
    told = {"what": "met", "channel": "phone"}
    assert client.post(f"/customers/{aino}/log", told).status_code == 302
    assert client.post(f"/customers/{aino}/logged/abc/take-back").status_code == 302
    client.force_login(colleague())
    assert client.post("/customers/999999/log", told).status_code == 404
    assert Event.objects.count() == 1
