"""Records that files tell again: of each, only the event that the log heard last counts (decision 0010)."""

from collections.abc import Sequence

import msgspec

from polku.pipeline.interpret import Read
from polku.timeline import store_records


class Retold(msgspec.Struct, frozen=True):
    """Events whose interactions go, and events of this run whose interactions do not come."""

    outdated: list[int]
    passed_over: set[int]


def retell(run: Sequence[Read]) -> Retold:
    """Note which event tells each record last, and say what that takes back. Readings in any order."""
    newest: dict[str, int] = {}
    for read in run:
        if read.record:
            newest[read.record] = max(read.told.id, newest.get(read.record, 0))
    before = store_records.last_tellings(newest)
    news = {record: event for record, event in newest.items() if event > before.get(record, 0)}
    store_records.tell(news)
    return Retold(
        outdated=[before[record] for record in news if record in before],
        passed_over={read.told.id for read in run if read.record and read.told.id != news.get(read.record)},
    )
