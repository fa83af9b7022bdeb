"""Names become integers while rows arrive: which number each gets, and what of a source's own words is kept at all."""

from typing import Any

import pyarrow as pa
import pytest

from polku.engine.file import EngineFile
from polku.engine.naming import Names


def laid(file: EngineFile, table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows as they come out, with their numbers; what was learnt is kept in the file."""
    with file.writing() as cursor:
        names = Names(cursor)
        with names.coded(cursor, table, pa.Table.from_pylist(rows)) as coded:
            found = cursor.sql(f"FROM {coded}").to_arrow_table().to_pylist()
    return list(found)


def known(file: EngineFile) -> dict[str, int]:
    return {row["name"]: row["code"] for row in file.answer("FROM name").to_pylist()}


def promised(touchpoint: str | None, made_by: str = "") -> dict[str, Any]:
    return {"customer": 1, "touchpoint": touchpoint, "pledge": "", "made_by": made_by}


def test_a_name_keeps_the_number_it_got_first(file: EngineFile) -> None:
    laid(file, "promise", [promised("chat", "sari"), promised("phone", "sari")])
    first = known(file)
    assert first.keys() == {"", "chat", "phone", "sari"}
    assert first[""] == 0
    (row,) = laid(file, "promise", [promised("phone", "mikko")])
    assert row["touchpoint"] == first["phone"]
    assert known(file) == first | {"mikko": max(first.values()) + 1}


def test_no_name_is_nothing(file: EngineFile) -> None:
    (row,) = laid(file, "promise", [promised(None)])
    assert (row["touchpoint"], row["pledge"], row["made_by"]) == (0, 0, 0)
    assert known(file) == {"": 0}


def test_of_no_rows_nothing_is_learnt_whatever_a_driver_takes_the_columns_for(file: EngineFile) -> None:
    empty = pa.table(
        {name: pa.array([], pa.int64()) for name in ("customer", "touchpoint", "pledge", "made_by")}
    )
    with file.writing() as cursor, Names(cursor).coded(cursor, "promise", empty) as coded:
        assert cursor.sql(f"FROM {coded}").fetchall() == []
    assert known(file) == {"": 0}


def test_what_failed_is_not_known(file: EngineFile) -> None:
    def broken_off() -> None:
        with file.writing() as cursor:
            with Names(cursor).coded(cursor, "promise", pa.Table.from_pylist([promised("chat")])) as coded:
                cursor.sql(f"FROM {coded}").fetchall()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        broken_off()
    assert known(file) == {"": 0}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ('"gold"', "gold"),
        ("true", "yes"),
        ("false", "no"),
        ("3", "3"),
        ('"päivä \\"x\\""', 'päivä "x"'),
        ("3.5", ""),  # an amount is no segment
        ("null", ""),
        ('["gold"]', ""),
        ("gold", ""),  # no JSON
        ('"aino@example.com"', ""),
        ('"0401234567"', ""),
        ("1234567", ""),
        (f'"{"x" * 60}"', "x" * 60),
        (f'"{"x" * 61}"', ""),
    ],
)
def test_of_a_trait_only_what_names_a_group_is_kept(file: EngineFile, told: str, kept: str) -> None:
    laid(file, "trait", [{"customer": 1, "trait": "plan", "value": told}])
    assert known(file).keys() == {"", "plan", kept}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ('{"partner": "Asennus Oy", "phone": "0401234567"}', "Asennus Oy"),
        ('{"partner": "aino@example.com"}', ""),
        ('{"partner": {"name": "Asennus Oy"}}', ""),
        ('{"other": 1}', ""),
        ('["partner"]', ""),
        ("", ""),
    ],
)
def test_of_what_a_source_tells_beside_only_the_partner_is_kept(
    file: EngineFile, told: str, kept: str
) -> None:
    names = ("kind", "side", "touchpoint", "channel", "actor", "to", "currency", "outcome")
    laid(file, "interaction", [dict.fromkeys(names, "") | {"partner": told}])
    assert known(file).keys() == {"", kept}
