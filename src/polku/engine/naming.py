"""Names become integers while rows arrive: what the copy knows already keeps its number, the rest is learnt."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import pyarrow as pa

from polku.engine.tables import NAMED

_TOLD: Final = "told"  # what is being read
_LONGEST: Final = 60  # characters of what sources tell beside
_LIKE_A_NUMBER_OF_ONE: Final = re.compile("[0-9]{7}")


class Names(dict[str, int]):
    """The numbers of the names in a copy. What arrives anew gets the next one, and is written down with what it came in."""

    def __init__(self, cursor: Any) -> None:
        super().__init__(cursor.execute("SELECT name, code FROM name").fetchall())
        self._next = max(self.values()) + 1
        self._new: list[str] = []

    def __missing__(self, name: str) -> int:
        self._new.append(name)
        self[name] = code = self._next
        self._next += 1
        return code

    @contextmanager
    def coded(self, cursor: Any, table: str, told: pa.Table | pa.RecordBatchReader) -> Iterator[str]:
        """The rows told of a table, with numbers for its names, as the table named: to be read once, to their end."""
        cursor.register(_TOLD, self._coded(NAMED[table], told))
        yield _TOLD
        cursor.unregister(_TOLD)
        self._keep(cursor)

    def _coded(self, names: tuple[str, ...], told: pa.Table | pa.RecordBatchReader) -> pa.RecordBatchReader:
        schema = told.schema
        columns = [schema.get_field_index(name) for name in names]
        for at in columns:
            schema = schema.set(at, pa.field(schema.field(at).name, pa.int32()))

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in told.to_batches() if isinstance(told, pa.Table) else told:
                arrays = batch.columns
                for at in columns:
                    arrays[at] = self._codes(arrays[at], _READ.get(schema.field(at).name))
                yield pa.RecordBatch.from_arrays(arrays, schema=schema)

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _keep(self, cursor: Any) -> None:
        """Write down what was learnt."""
        if self._new:
            codes = pa.array([self[name] for name in self._new], pa.int32())
            cursor.register("learnt", pa.table({"code": codes, "name": pa.array(self._new, pa.string())}))
            cursor.execute("INSERT INTO name FROM learnt")
            cursor.unregister("learnt")
            self._new = []

    def _codes(self, column: pa.Array, read: Callable[[str], str] | None) -> pa.Array:
        """Each text looked up once. As texts, whatever the driver took an empty column for."""
        texts = column.cast(pa.string()).dictionary_encode("encode")
        words = [word or "" for word in texts.dictionary.to_pylist()]
        codes = [self[read(word) if read else word] for word in words]
        return pa.array(codes, pa.int32()).take(texts.indices)


def _partner(attributes: str) -> str:
    """The outside partner among what a source told beside, as JSON; "" where there is none to keep."""
    told = _decoded(attributes)
    return _short(told.get("partner")) if isinstance(told, dict) else ""


def _trait(value: str) -> str:
    """A trait's value, told as JSON: short texts, yes or no and whole numbers; "" for what is not to be kept."""
    return _short(_decoded(value))


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None


def _short(told: Any) -> str:
    """What looks like an address or the number of one person is not kept, whatever it is called."""
    if isinstance(told, bool):
        return "yes" if told else "no"
    text = str(told) if isinstance(told, (str, int)) else ""
    return "" if len(text) > _LONGEST or "@" in text or _LIKE_A_NUMBER_OF_ONE.search(text) else text


_READ: Final = {"partner": _partner, "value": _trait}
