"""A file of the company: written group by group, whole or not at all."""

from pathlib import Path

import pytest
from pyarrow import parquet

from polku.demo.cast import cast
from polku.demo.delivery import file as file_module
from polku.demo.delivery.file import write_file
from polku.demo.delivery.tests.standing import UNTIL, company
from polku.demo.sources.happenings import COLUMNS


def test_every_happening_of_the_past_is_a_row(tmp_path: Path) -> None:
    path, counted = tmp_path / "c.parquet", list[int]()
    written = write_file(path, company(), counted.append)
    past = [one for life in cast(UNTIL) for one in life if one.at <= UNTIL]
    rows = parquet.read_table(path).to_pylist()
    assert written == len(rows) == len(past)
    assert counted == [1, 2, 3, 4, 5, 6, 7]
    assert list(rows[0]) == list(COLUMNS)
    assert len({row["id"] for row in rows}) == len(rows)


def test_rows_are_written_in_groups_so_that_memory_does_not_grow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_module, "ROWS_IN_GROUP", 25)
    written = write_file(tmp_path / "c.parquet", company(), lambda done: None)
    found = parquet.ParquetFile(tmp_path / "c.parquet").metadata
    sizes = [found.row_group(number).num_rows for number in range(found.num_row_groups)]
    assert sizes[:-1] == [25] * (written // 25)
    assert sum(sizes) == written


def test_a_file_that_was_broken_off_is_not_there(tmp_path: Path) -> None:
    def killed(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "c.parquet", company(), killed)
    assert list(tmp_path.iterdir()) == []


def test_the_same_seed_and_moment_write_the_same_file(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_file(tmp_path / name, company(20), lambda done: None)
    assert parquet.read_table(tmp_path / "one").equals(parquet.read_table(tmp_path / "two"))


def test_nothing_in_a_row_names_somebody_whom_its_source_would_not_know(tmp_path: Path) -> None:
    write_file(tmp_path / "c.parquet", company(60), lambda done: None)
    rows = parquet.read_table(tmp_path / "c.parquet").to_pylist()
    pages = [row for row in rows if row["what"] == "web_page" and not row["user_id"]]
    assert pages
    assert {(row["email"], row["phone"], row["name"], row["customer_number"]) for row in pages} == {
        (None,) * 4
    }
