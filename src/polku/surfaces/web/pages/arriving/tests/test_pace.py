"""The pace of the last minute, out of the events that were kept."""

import json

import pytest

from polku.intake.keep import keep
from polku.intake.sources import add_source, retire
from polku.lib.clock import MINUTE, SECOND
from polku.lib.digest import digest
from polku.surfaces.web.pages.arriving import pace
from polku.surfaces.web.pages.arriving.pace import STEPS, Pace, paces
from polku.timeline.log.append import Message
from polku.timeline.models import Event, Source

pytestmark = pytest.mark.django_db(databases="__all__")
NOON = 1_772_452_800 * SECOND  # 2 March 2026, 12:00 UTC: a whole multiple of five seconds


@pytest.fixture
def shop() -> Source:
    return add_source("Web shop", "segment")


def came(source: Source, *moments: int) -> None:
    """An event of the source at each moment."""
    keep(
        [
            Message(
                source.pk,
                digest(str(source.pk), str(moment), str(number)),
                "segment",
                moment,
                moment,
                0,
                json.dumps({"type": "track", "event": "Asked", "userId": "1"}),
            )
            for number, moment in enumerate(moments)
        ]
    )


def only(moment: int, position: int = 0) -> Pace:
    (found,) = paces(moment, position).sources
    return found


def test_the_last_minute_is_counted_in_steps_of_five_seconds(shop: Source) -> None:
    # At 12:00:00 the youngest step begins then, the oldest 11 * 5 = 55 s before: at 11:59:05.
    came(shop, NOON, NOON - 55 * SECOND, NOON - 55 * SECOND + 1, NOON - 56 * SECOND)
    found = only(NOON)
    assert found.steps == [2] + [0] * (STEPS - 2) + [1]
    assert found.in_the_last_minute == 3


def test_what_is_older_than_a_minute_is_gone_from_the_picture(shop: Source) -> None:
    came(shop, NOON)
    assert only(NOON + MINUTE).in_the_last_minute == 0
    assert only(NOON + 59 * SECOND).steps[0] == 1


def test_a_source_that_said_nothing_is_there_with_nothing(shop: Source) -> None:
    assert only(NOON).steps == [0] * STEPS
    assert only(NOON).bars == []
    assert only(NOON).line.last_received_at is None


def test_a_retired_source_is_not_there(shop: Source) -> None:
    came(shop, NOON)
    retire(shop)
    assert paces(NOON, 0).sources == []


def test_each_source_has_its_own_pace(shop: Source) -> None:
    desk = add_source("Helpdesk", "segment")
    came(shop, NOON, NOON)
    came(desk, NOON - 10 * SECOND)
    counts = {str(one.line.source): one.in_the_last_minute for one in paces(NOON, 0).sources}
    assert counts == {"Helpdesk": 1, "Web shop": 2}


def test_a_bar_is_as_high_as_its_share_of_the_highest(shop: Source) -> None:
    # four in the youngest step, one in the step before: 20 and 20 / 4 = 5 pixels, standing on 21
    came(shop, NOON, NOON, NOON, NOON, NOON - 5 * SECOND)
    assert [(bar.x, bar.y, bar.height) for bar in only(NOON).bars] == [(10 * 11, 16, 5), (11 * 11, 1, 20)]


def test_one_among_many_is_still_seen(shop: Source) -> None:
    came(shop, *[NOON] * 50, NOON - 5 * SECOND)
    assert [bar.height for bar in only(NOON).bars] == [1, 20]


def test_a_clock_that_went_back_does_not_lose_an_event(shop: Source) -> None:
    came(shop, NOON + 30 * SECOND)
    assert only(NOON).steps[-1] == 1


def test_the_lag_is_the_age_of_the_oldest_event_that_the_worker_has_not_read(shop: Source) -> None:
    came(shop, NOON - 9 * SECOND, NOON - 4 * SECOND)
    assert only(NOON).lag == 9 * SECOND
    first, second = Event.objects.order_by("pk").values_list("pk", flat=True)
    assert only(NOON, position=first).lag == 4 * SECOND
    assert only(NOON, position=second).lag == 0


def test_a_flood_is_told_as_more_than_was_looked_at(shop: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "NEWEST", 3)
    came(shop, NOON, NOON)
    assert paces(NOON, 0).whole
    came(shop, NOON + 1, NOON + 2)
    assert not paces(NOON, 0).whole
    assert only(NOON).in_the_last_minute == 3
