"""What every test under src/ and tests/ stands on."""

from django.db import connections
from django.test import TransactionTestCase

from polku.timeline.log.router import log_alias

_flush = TransactionTestCase._fixture_teardown


def _flush_with_permit(self: TransactionTestCase) -> None:
    """The log refuses DELETE; Django's flush after a transactional test needs the eraser's permit."""
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("INSERT INTO timeline_erasing (permit) VALUES (1)")
    _flush(self)
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("DELETE FROM timeline_erasing")


TransactionTestCase._fixture_teardown = _flush_with_permit  # type: ignore[method-assign]
