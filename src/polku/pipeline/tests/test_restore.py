import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections, transaction

from polku.identity.models import Identifier
from polku.pipeline import progress
from polku.pipeline.archive import Manifest, pack, part_of
from polku.pipeline.backup import PACKED, CannotBackUp, back_up, copy_database, sqlite_files
from polku.pipeline.rebuild import rebuild
from polku.pipeline.restore import RESTORING, CannotRestore, _replace_tables, refuse_foreign, restore
from polku.privacy.models import Erasure
from polku.timeline.models import EncounterRow, Event, Source
from tests.people import AINO, KERTTU
from tests.story import tell

pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.skipif(connections["default"].vendor != "sqlite", reason="about the two files of SQLite"),
]


@pytest.fixture(autouse=True)
def _no_folders_left() -> Iterator[None]:
    yield
    assert list(Path(settings.HOME).glob(".restore-*")) == []


def _manifest(**changes: object) -> Manifest:
    whole = {"format": 1, "version": "9", "made_at": "", "database": "sqlite"}
    return Manifest(**whole | {"counts": {}, "migrations": [], "files": {}} | changes)  # type: ignore[arg-type]


def test_a_backup_holds_what_there_is_and_says_so(tmp_path: Path) -> None:
    tell(AINO.story)
    manifest = back_up(tmp_path / "backup.tar.gz")
    assert manifest.counts["events"] == 8
    assert manifest.counts["customers"] == 1
    assert set(manifest.files) == set(PACKED.values())
    assert list(tmp_path.iterdir()) == [tmp_path / "backup.tar.gz"]


def test_a_backup_whose_files_never_agree_is_not_made(tmp_path: Path) -> None:
    tell(AINO.story)
    Source.objects.all().delete()
    with pytest.raises(CannotBackUp, match="quieter time"):
        back_up(tmp_path / "backup.tar.gz")
    assert list(tmp_path.iterdir()) == []


def test_a_restore_replaces_everything_that_came_since(tmp_path: Path) -> None:
    tell(AINO.story)
    back_up(tmp_path / "backup.tar.gz")
    tell(KERTTU.story)
    manifest, doubtful = restore(tmp_path / "backup.tar.gz", force=True)
    assert (manifest.counts["events"], doubtful) == (8, 0)
    assert Event.objects.count() == 8
    assert {one.value for one in Identifier.objects.all()} == {"aino"}
    assert progress.position() == Event.objects.latest("pk").pk


def test_after_a_restore_new_events_are_worked_on(tmp_path: Path) -> None:
    tell(AINO.story)
    back_up(tmp_path / "backup.tar.gz")
    tell(KERTTU.story)
    before = EncounterRow.objects.count()
    restore(tmp_path / "backup.tar.gz", force=True)
    tell(KERTTU.story)
    assert EncounterRow.objects.count() == before


def test_a_rebuild_mends_a_restore_that_was_interrupted() -> None:
    tell(AINO.story)
    encounters = EncounterRow.objects.count()
    with transaction.atomic():
        progress.hold()
        progress.advance(RESTORING)
    rebuild()
    assert EncounterRow.objects.count() == encounters
    assert progress.position() < RESTORING


def test_a_backup_of_another_database_or_a_newer_polku_is_refused() -> None:
    with pytest.raises(CannotRestore, match="made on postgresql"):
        refuse_foreign(_manifest(database="postgresql"))
    with pytest.raises(CannotRestore, match=r"newer Polku \(9\)"):
        refuse_foreign(_manifest(migrations=["timeline.9999_from_the_future"]))
    assert refuse_foreign(_manifest(migrations=["timeline.0001_first_tables"])) is None


def test_nothing_is_restored_over_events_without_force(tmp_path: Path) -> None:
    tell(AINO.story)
    back_up(tmp_path / "backup.tar.gz")
    with pytest.raises(CannotRestore, match="--force"):
        restore(tmp_path / "backup.tar.gz", force=False)
    assert not Erasure.objects.exists()


def test_a_backup_whose_tables_can_not_be_brought_up_to_date_changes_nothing(tmp_path: Path) -> None:
    tell(AINO.story)
    folder = tmp_path / "copy"
    folder.mkdir()
    files = []
    for alias, source in sqlite_files().items():
        files.append(folder / PACKED[alias])
        copy_database(source, files[-1])
    with closing(sqlite3.connect(files[0])) as copy, copy:
        copy.execute("DELETE FROM django_migrations WHERE app = 'privacy'")  # its tables stand in the way
    pack(_manifest(files={path.name: part_of(path) for path in files}), files, tmp_path / "backup.tar.gz")
    tell(KERTTU.story)
    events = Event.objects.count()
    with pytest.raises(CannotRestore, match="could not be brought up to date"):
        restore(tmp_path / "backup.tar.gz", force=True)
    assert Event.objects.count() == events


def test_where_somebody_reads_in_another_order_postgresql_is_asked_again_and_other_failures_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    says = ["ERROR:  deadlock detected", "ERROR:  deadlock detected", ""]

    def tool(command: list[str]) -> None:
        asked.append(command[-1])
        if word := says[len(asked) - 1]:
            raise CannotBackUp(word)

    monkeypatch.setattr("polku.pipeline.restore.run_postgres_tool", tool)
    _replace_tables(Path("dump"))
    assert asked == ["dump"] * 3

    asked.clear()
    says = ["ERROR:  no such file"]
    with pytest.raises(CannotBackUp, match="no such file"):
        _replace_tables(Path("dump"))
    assert len(asked) == 1

    asked.clear()
    says = ["ERROR:  deadlock detected"] * 9
    with pytest.raises(CannotBackUp, match="deadlock"):
        _replace_tables(Path("dump"))
    assert len(asked) == 5
