"""The Parquet files hold what the copy holds; only what changed is written again; nothing forgotten stays."""

from pathlib import Path

import duckdb
import pytest

from polku.engine import tables
from polku.engine.file import EngineFile
from polku.engine.parquet import MANIFEST, Parquet
from polku.engine.ship import ship, ship_whole
from polku.engine.tables import TABLES
from polku.engine.tests.copied import ordered
from polku.identity.models import Identifier
from polku.pipeline.forget import forget
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture
def parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parquet:
    """A folder in which every customer is a part."""
    monkeypatch.setattr(tables, "PART", 1)
    return Parquet(tmp_path / "parquet")


def read(parquet: Parquet) -> dict[str, list[tuple[object, ...]]]:
    """Every table, by whatever reads Parquet: here a DuckDB that knows nothing of Polku."""
    assert parquet.current is not None
    found = {}
    for table, paths in parquet.current.tables.items():
        files = ", ".join(f"'{parquet.folder / path}'" for path in paths)
        found[table] = ordered(duckdb.sql(f"FROM read_parquet([{files}])").fetchall()) if files else []
    return found


def copy(file: EngineFile) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: ordered(tuple(row.values()) for row in file.answer(f"FROM {table}").to_pylist())
        for table in TABLES
    }


def there(parquet: Parquet) -> set[str]:
    return {str(file.relative_to(parquet.folder)) for file in parquet.folder.rglob("*.parquet*")}


def test_the_files_hold_what_the_copy_holds(file: EngineFile, parquet: Parquet) -> None:
    parquet.bring(file)
    assert read(parquet) == copy(file)  # nothing yet, but for the name of nothing
    tell("""
        aino    mon 09:00  asked mail-support thread=t1
        aino    mon 10:00  answered mail-support thread=t1 actor=mikko
        kerttu  tue 10:00  promised installation about=7 due=fri@16:00
    """)
    ship(file)
    parquet.bring(file)
    assert read(parquet) == copy(file)
    assert len(read(parquet)["interaction"]) == 3
    assert Parquet(parquet.folder).current == parquet.current


def test_only_the_parts_that_changed_are_written_again(file: EngineFile, parquet: Parquet) -> None:
    tell("aino  mon 09:00  visited website")
    tell("kerttu  mon 09:00  visited website")
    ship(file)
    before = parquet.bring(file)
    assert parquet.bring(file).tables == before.tables
    tell("kerttu  tue 09:00  visited website")
    ship(file)
    after = parquet.bring(file)
    # Two customers: Aino's files stay, Kerttu's have other names; no membership or name is new.
    assert len(set(before.tables["interaction"]) & set(after.tables["interaction"])) == 1
    assert len(after.tables["interaction"]) == 2
    assert before.tables["name"] == after.tables["name"]
    assert read(parquet) == copy(file)
    # Who reads what was there before gets to the end; one step later it is gone.
    assert before.files <= there(parquet)
    tell("kerttu  wed 09:00  visited website")
    ship(file)
    parquet.bring(file)
    assert not before.files <= there(parquet)
    ship_whole(file)
    whole = parquet.bring(file)
    assert not {*after.tables["interaction"]} & {*whole.tables["interaction"]}
    assert read(parquet) == copy(file)


def test_between_two_writings_it_rests_but_not_for_what_was_forgotten(
    file: EngineFile, parquet: Parquet
) -> None:
    tell("aino  mon 09:00  visited website\nveikko  mon 09:00  visited website actor=only-veikkos-seller")
    ship(file)
    before = parquet.bring(file)
    parquet._rest_until = float("inf")
    tell("aino  tue 09:00  visited website")
    ship(file)
    assert parquet.bring(file, at_once=False) == before
    forget(Identifier.objects.get(value="veikko").customer_id, "sari")
    ship(file)
    after = parquet.bring(file, at_once=False)
    assert after.erasures == before.erasures + 1
    assert read(parquet) == copy(file)
    assert there(parquet) == after.files  # what was there before has not been kept this time
    assert not [path for path in parquet.folder.rglob("*.*") if b"veikkos-seller" in path.read_bytes()]


def test_a_folder_is_left_as_it_was_found(file: EngineFile, parquet: Parquet) -> None:
    parquet.folder.mkdir()
    (parquet.folder / "notes.txt").write_text("ours")
    parquet.remove()
    tell("aino  mon 09:00  visited website")
    ship(file)
    parquet.bring(file)
    assert (parquet.folder / MANIFEST).exists()
    parquet.remove()
    assert [path.name for path in parquet.folder.rglob("*.*")] == ["notes.txt"]


@pytest.mark.parametrize("written", [b"{", b'{"format": 2}', b"[]"])
def test_a_manifest_of_another_kind_is_written_anew(file: EngineFile, tmp_path: Path, written: bytes) -> None:
    (tmp_path / "parquet").mkdir()
    (tmp_path / "parquet" / MANIFEST).write_bytes(written)
    parquet = Parquet(tmp_path / "parquet")
    assert parquet.current is None
    parquet.bring(file)
    assert read(parquet) == copy(file)
