"""A snapshot of the store holds nobody up for ever, and is not held up."""

import pytest
from django.db import OperationalError, connection

from polku.engine import store
from polku.engine.store import snapshot
from polku.timeline.models import Event

pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tables are not locked"),
]


def test_who_waits_for_the_snapshot_to_end_and_locks_what_it_needs_does_not_wait_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 200)
    other = connection.copy()
    try:
        with snapshot() as there, other.cursor() as locking:
            there.table("SELECT COUNT(*) AS customers FROM identity_customer")
            locking.execute("BEGIN")
            locking.execute("LOCK TABLE timeline_event IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(OperationalError, match="lock timeout"):
                Event.objects.count()
            locking.execute("ROLLBACK")
            assert Event.objects.count() == 0
    finally:
        other.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
