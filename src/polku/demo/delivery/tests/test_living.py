"""The company goes on living: one thing after the other, as of now."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from polku.demo.delivery import everybody as everybody_module
from polku.demo.delivery import living as living_module
from polku.demo.delivery.company import Company, standing
from polku.demo.delivery.living import SPAN, Living
from polku.demo.delivery.load import load
from polku.demo.delivery.tests.standing import UNTIL, company, unheard
from polku.demo.happening import Happening, What
from polku.demo.sources.tests.happened import happened
from polku.intake.models import Quarantined
from polku.lib.clock import DAY, HOUR, MINUTE
from polku.pipeline.drain import drain
from polku.timeline.models import Event, InteractionRow, PromiseRow
from polku.touchpoints.mappings.load import forget_readers

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
NOW = UNTIL + 3 * HOUR


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    forget_readers()


def _lead(*later: Happening) -> list[Happening]:
    before = happened(What.CALL, at=UNTIL - DAY, staff="Joni")
    return [msgspec.structs.replace(one, number=number) for number, one in enumerate((before, *later))]


def _living(monkeypatch: pytest.MonkeyPatch, *lives: list[Happening], lived_until: int = 0) -> Living:
    monkeypatch.setattr(living_module, "everybody", lambda company: iter(lives))
    lived = Company(customers=9, seed=1, without=[], until=UNTIL, loaded=True, lived_until=lived_until)
    return Living(lived)


def test_what_comes_next_happens_now_and_what_lies_before_is_not_told_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = happened(What.TICKET_ASKED, at=UNTIL + 2 * DAY, channel="chat")
    visited = happened(What.WEB_PAGE, at=UNTIL + DAY, page="/hinnat")
    living, heard = _living(monkeypatch, _lead(visited, asked)), list[Happening]()
    living.next(NOW, heard.append)
    living.next(NOW + MINUTE, heard.append)
    assert [(one.what, one.at) for one in heard] == [(What.WEB_PAGE, NOW), (What.TICKET_ASKED, NOW + MINUTE)]
    drain()
    assert list(Quarantined.objects.values_list("reason", flat=True)) == []
    told = InteractionRow.objects.order_by("occurred_at").values_list("touchpoint", flat=True)
    assert list(told) == ["website", "chat-support"]


def test_a_later_day_stays_as_far_ahead_and_a_notice_names_the_same_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The company's calendar is 10 days ahead of ours when the date is moved, 11 when it is told: both say the same day.
    due = UNTIL + 20 * DAY
    made = happened(What.INSTALLATION_PROMISED, at=UNTIL + 10 * DAY, due_at=due - 5 * DAY)
    moved = happened(What.INSTALLATION_PROMISED, at=UNTIL + 11 * DAY, due_at=due)
    notice = happened(What.NOTICE, at=UNTIL + 12 * DAY, due_at=due, fields={"about": "redated"})
    living = _living(monkeypatch, _lead(made, moved, notice))
    for minutes in range(3):
        living.next(NOW + minutes * MINUTE, lambda one: None)
    drain()
    promise = PromiseRow.objects.get()
    assert (promise.redated, promise.due_at - promise.original_due_at) == (1, 5 * DAY)
    assert promise.told_at == NOW + 2 * MINUTE
    assert promise.due_at == due - 10 * DAY


def test_it_goes_on_where_it_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [happened(What.WEB_PAGE, at=UNTIL + day * DAY, page=f"/{day}") for day in (1, 2, 3)]
    living = _living(monkeypatch, _lead(*pages))
    living.next(NOW, lambda one: None)
    left = standing()
    assert left is not None
    assert left.lived_until == UNTIL + DAY
    again, heard = _living(monkeypatch, _lead(*pages), lived_until=left.lived_until), list[Happening]()
    again.next(NOW + MINUTE, heard.append)
    again.next(NOW + MINUTE, heard.append)
    assert [one.page for one in heard] == ["/2", "/3"]
    assert Event.objects.count() == 3


def test_told_twice_because_it_was_killed_before_it_was_noted_it_counts_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A row of a file told again at another moment replaces the first telling; a message is known by its id.
    call, page = happened(What.VISIT, at=UNTIL + DAY), happened(What.WEB_PAGE, at=UNTIL + DAY, page="/hinnat")
    for minutes in (0, 1):
        _living(monkeypatch, _lead(call, page)).next(NOW + minutes * MINUTE, lambda one: None)
    drain()
    told = InteractionRow.objects.order_by("touchpoint").values_list("touchpoint", "occurred_at")
    assert list(told) == [("sales-visit", NOW + MINUTE), ("website", NOW)]


def test_living_leaves_the_past_as_it_was() -> None:
    loaded = company(60)
    load(loaded, unheard)
    past = Event.objects.count()
    living, heard = Living(loaded), list[Happening]()
    for _ in range(5):
        living.next(NOW, heard.append)
    assert len(heard) >= 5
    assert Event.objects.count() > past
    assert load(loaded, unheard) == 0  # its past is as it was


def test_when_the_known_weeks_are_over_new_customers_keep_coming(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(everybody_module, "DRAWN_AT_A_TIME", 300)
    living, heard = (
        Living(msgspec.structs.replace(company(9), loaded=True, lived_until=UNTIL + SPAN)),
        list[Happening](),
    )
    for _ in range(20):
        living.next(NOW, heard.append)
    assert {one.who.number >= everybody_module.MOST_CUSTOMERS for one in heard} == {True}
    left = standing()
    assert left is not None
    assert UNTIL + SPAN < left.lived_until <= UNTIL + 2 * SPAN
    again = Living(left)
    again.next(NOW + MINUTE, heard.append)
    assert len({(one.who.number, one.number) for one in heard}) == len(
        heard
    )  # it went on, and told nothing twice
    assert Event.objects.count() >= len(heard)
