"""Which event told each record of a source last."""

from collections.abc import Iterable, Mapping

from polku.timeline.store import BIGINT, TEXT, execute, fetch, given


def last_tellings(records: Iterable[str]) -> dict[str, int]:
    """The event that told each of these records last, for those that were told before."""
    rows = [(record,) for record in records]
    if not rows:
        return {}
    source, parameters = given({"record": TEXT}, rows)
    found = fetch(
        f"WITH {source} SELECT t.record, t.event_id FROM given CROSS JOIN timeline_lasttelling t"
        " WHERE t.record = given.record",
        parameters,
    )
    return dict(found)


def tell(tellings: Mapping[str, int]) -> None:
    """From now on these events tell these records."""
    if not tellings:
        return
    source, parameters = given({"record": TEXT, "event_id": BIGINT}, list(tellings.items()))
    execute(
        f"WITH {source} INSERT INTO timeline_lasttelling (record, event_id)"
        " SELECT record, event_id FROM given WHERE true"
        " ON CONFLICT (record) DO UPDATE SET event_id = excluded.event_id",
        parameters,
    )
