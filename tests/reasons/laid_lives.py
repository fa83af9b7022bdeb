"""Lives laid into a copy of the engine at once: no log, no store, a thousand lives in a second or two."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pyarrow as pa

from polku.engine import engine, owner
from polku.engine.file import EngineFile
from polku.engine.laying import lay, lay_paths
from polku.engine.naming import Names
from polku.engine.tables import NAMED, TABLES
from polku.timeline.folds.promises import Promise, fold_promises
from polku.timeline.interaction import Interaction
from tests.exits.tuulahdus import UNTIL

_TEXTS = {name: {*columns, "thread", "about", "rated"} for name, columns in NAMED.items()}
_TYPES = {"int64": pa.int64(), "int32": pa.int64(), "boolean": pa.bool_()}
# What the store orders by, and the engine does not keep.
_BESIDE = {
    "interaction": {"sequence": pa.int64(), "key": pa.binary(), "ordinal": pa.int64()},
    "trait": {"occurred_at": pa.int64(), "event_id": pa.int64()},
}


class Laid:
    """Paths of customers in the engine's tables."""

    def __init__(
        self,
        folder: Path,
        paths: Sequence[Sequence[Interaction]],
        traits: Sequence[tuple[int, str, str]] = (),
        members: Sequence[tuple[int, int]] = (),
    ) -> None:
        """`traits`: customer (from 1), name, value. `members`: customer and their organisation."""
        self.file = EngineFile(folder / "copy.duckdb")
        told = {
            "interaction": [
                _interaction(customer, one) for customer, path in enumerate(paths, 1) for one in path
            ],
            "promise": [
                _promise(customer, one)
                for customer, path in enumerate(paths, 1)
                for one in fold_promises(path)
            ],
            "customer": [_customer(customer, path) for customer, path in enumerate(paths, 1) if path],
            "trait": [
                {"customer": customer, "trait": name, "value": f'"{value}"', "occurred_at": 1, "event_id": 1}
                for customer, name, value in traits
            ],
            "membership": [
                {"customer": customer, "organisation": organisation} for customer, organisation in members
            ],
        }
        with self.file.writing() as cursor:
            names = Names(cursor)
            for name, rows in told.items():
                lay(cursor, names, name, _table(name, rows))
            lay_paths(cursor)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Whoever asks the engine meanwhile is answered by this copy."""

        def told(question: bytes) -> pa.Table:
            return self.file.answer(question.decode()).replace_schema_metadata({owner.FRESH: str(UNTIL)})

        with patch.object(engine, "_told", told):
            yield


def _interaction(customer: int, one: Interaction) -> dict[str, Any]:
    told = {name: getattr(one, name, None) for name in (*TABLES["interaction"], *_BESIDE["interaction"])}
    felt = None
    if one.rating is not None and one.rating_high is not None and one.rating_low is not None:
        felt = round(1_000_000 * (one.rating - one.rating_low) / (one.rating_high - one.rating_low))
    partner = msgspec.json.encode(one.attributes).decode() if (one.attributes or {}).get("partner") else ""
    return told | {
        "customer": customer, "felt": felt, "kind": str(one.kind), "side": str(one.side), "partner": partner,
    }  # fmt: skip


def _promise(customer: int, one: Promise) -> dict[str, Any]:
    return {name: getattr(one, name, None) for name in TABLES["promise"]} | {"customer": customer}


def _customer(customer: int, path: Sequence[Interaction]) -> dict[str, Any]:
    moments = [one.occurred_at for one in path]
    return {
        "customer": customer, "entity": "person", "known": True, "first_at": min(moments), "last_at": max(moments),
        "interactions": len(path), "revision": 1,
    }  # fmt: skip


def _table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    kinds = {column: _TYPES.get(kind, pa.string()) for column, kind in TABLES[name].items()}
    kinds |= _BESIDE.get(name, {})
    for column in _TEXTS[name] & kinds.keys():
        kinds[column] = pa.string()
    return pa.table(
        {
            column: pa.array(
                [_text(row.get(column)) if kind == pa.string() else row.get(column) for row in rows], kind
            )
            for column, kind in kinds.items()
        }
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
