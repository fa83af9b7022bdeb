"""While the first copy is made, whoever asks is told how far it is."""

import pyarrow as pa
import pytest

from polku.engine import engine, owner
from polku.engine.copying import copying, counted, so_far
from polku.engine.door import EngineError
from polku.engine.tables import table
from polku.engine.tests.fresh import fresh_engine
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]


def test_rows_are_counted_as_they_come_and_nothing_is_told_at_the_end() -> None:
    folder = owner.folder()
    folder.mkdir(parents=True, exist_ok=True)
    batch = pa.record_batch({"customer": [1, 2, 3]})
    seen = []
    with copying(folder, of=12) as told:
        for _ in counted(pa.RecordBatchReader.from_batches(batch.schema, [batch, batch]), told):
            seen.append(so_far(folder))
        told(100)  # more came meanwhile
        seen.append(so_far(folder))
    assert [*seen, so_far(folder)] == [25, 50, 100, None]


def test_who_asks_meanwhile_hears_it_and_else_that_the_file_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_PATIENCE", 0.1)
    taken = owner.take()
    assert taken is not None
    question = table("interaction").count().as_table()
    with pytest.raises(EngineError, match=r"holds .* and does not answer"):
        engine.ask(question)
    with copying(owner.folder(), of=50) as told:
        told(21)
        with pytest.raises(EngineError, match="still being copied: 42 % of the interactions are there"):
            engine.ask(question)
    taken.close()


def test_a_copy_made_from_nothing_tells_of_every_interaction(monkeypatch: pytest.MonkeyPatch) -> None:
    tell("aino  mon 09:00  visited website\naino  mon 10:00  asked lead-form")
    told: list[int] = []

    def heard(arriving: pa.RecordBatchReader, _say: object) -> pa.RecordBatchReader:
        return counted(arriving, told.append)

    monkeypatch.setattr("polku.engine.ship.counted", heard)
    engine.ask(table("interaction").count().as_table())
    assert (sum(told), so_far(owner.folder())) == (2, None)
