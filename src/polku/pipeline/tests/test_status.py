"""The counts that `polku status` gives."""

import pytest

from polku.intake.keep import keep
from polku.lib import clock
from polku.pipeline import rebuild, worker
from polku.pipeline.status import status
from polku.timeline.folds.promises import state
from polku.timeline.log.append import Message
from polku.timeline.models import PromiseRow
from tests.story import messages, story_source, tell

pytestmark = pytest.mark.django_db(databases="__all__")

STORY = """
    aino  mon 09:00  asked mail thread=t1
    aino  mon 10:00  promised shop about=1 due=fri@16:00
    aino  fri 16:00  delivered shop about=1
    aino  mon 10:00  promised shop about=2 due=fri@16:00
    aino  fri 16:01  delivered shop about=2
    onni  mon 10:00  promised shop about=3 due=fri@16:00
    onni  tue 10:00  declined shop about=3
    onni  mon 10:00  promised shop about=4 due=fri@16:00
    onni  sun 10:00  left shop about=4
    onni  mon 10:00  promised shop about=5 due=fri@16:00
    onni  mon 10:00  promised shop about=6 due=2190-01-01@16:00
"""


def test_everything_is_counted_and_nothing_lags() -> None:
    tell(STORY)
    assert status() == {
        "events": 11,
        "quarantined": 0,
        "interactions": 11,
        "customers": 2,
        "organisations": 0,
        "encounters": 6,  # Aino: mail, shop on Monday and on Friday; Onni: shop on Monday, Tuesday, Sunday
        "promises": {"open": 1, "kept": 1, "late": 1, "broken": 2, "withdrawn": 1},
        "lag_seconds": 0.0,
        "rebuilding": None,
    }


def test_the_database_tells_a_promises_state_as_the_fold_does() -> None:
    tell(STORY)
    now = clock.now()
    told = status()["promises"]
    by_hand = [str(state(promise, now)) for promise in PromiseRow.objects.all()]  # type: ignore[arg-type]
    assert told == {name: by_hand.count(name) for name in told}


def test_what_waits_in_the_log_counts_as_an_event_and_lags() -> None:
    source = story_source()
    received = clock.now() - 5 * clock.SECOND
    for line in messages("aino  mon 09:00  asked mail", source.pk):
        keep(
            [
                Message(
                    line.source_id, line.key, line.form, line.occurred_at, received, line.sequence, line.body
                )
            ]
        )
    counts = status()
    assert (counts["events"], counts["interactions"]) == (1, 0)
    assert counts["lag_seconds"] >= 5


def test_a_refused_event_is_an_event_in_quarantine() -> None:
    source = story_source()
    keep([Message(source.pk, b"k" * 16, "row", 1, 1, 0, "{}")])
    while worker.work_once():
        pass
    counts = status()
    assert (counts["events"], counts["quarantined"], counts["lag_seconds"]) == (1, 1, 0.0)


def test_a_rebuild_under_way_shows_how_much_is_read() -> None:
    tell(STORY)
    rebuild.ask()
    worker.step(4)
    counts = status()
    assert counts["events"] == 11
    assert counts["rebuilding"]["until"] - counts["rebuilding"]["position"] == 7
