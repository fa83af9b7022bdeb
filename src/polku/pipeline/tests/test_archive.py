import io
import json
import tarfile
from pathlib import Path

import pytest

from polku.pipeline.archive import FORMAT, MANIFEST, Manifest, WrongArchive, pack, part_of, unpack


def _packed(folder: Path, text: bytes = b"some rows") -> Path:
    told = folder / "polku.sqlite3"
    told.write_bytes(text)
    manifest = Manifest(FORMAT, "0.1", "2026-03-02", "sqlite", {"events": 1}, [], {told.name: part_of(told)})
    pack(manifest, [told], folder / "backup.tar.gz")
    return folder / "backup.tar.gz"


def _tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, text in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    return path


def _manifest(**changes: object) -> bytes:
    whole = {
        "format": FORMAT,
        "version": "0.1",
        "made_at": "",
        "database": "sqlite",
        "counts": {},
        "migrations": [],
        "files": {},
    }
    return json.dumps(whole | changes).encode()


def test_what_was_packed_comes_out_the_same(tmp_path: Path) -> None:
    archive = _packed(tmp_path)
    (tmp_path / "out").mkdir()
    manifest = unpack(archive, tmp_path / "out")
    assert manifest.counts == {"events": 1}
    assert (tmp_path / "out" / "polku.sqlite3").read_bytes() == b"some rows"
    assert archive.stat().st_mode & 0o077 == 0


def test_a_backup_cut_short_is_refused(tmp_path: Path) -> None:
    archive = _packed(tmp_path, bytes(range(256)) * 5000)
    archive.write_bytes(archive.read_bytes()[:-3000])
    (tmp_path / "out").mkdir()
    with pytest.raises(WrongArchive, match=r"not a whole backup|damaged"):
        unpack(archive, tmp_path / "out")


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    part = {"polku.sqlite3": {"bytes": 4, "sha256": "0" * 64}}
    archive = _tar(tmp_path / "b", {MANIFEST: _manifest(files=part), "polku.sqlite3": b"rows"})
    with pytest.raises(WrongArchive, match=r"polku\.sqlite3 in this backup is damaged"):
        unpack(archive, tmp_path)


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", ".hidden", "a/b"])
def test_a_backup_writes_nowhere_but_into_its_folder(tmp_path: Path, name: str) -> None:
    part = {name: {"bytes": 4, "sha256": ""}}
    archive = _tar(tmp_path / "b", {MANIFEST: _manifest(files=part), name: b"evil"})
    with pytest.raises(WrongArchive, match="outside its folder"):
        unpack(archive, tmp_path)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"something": b"else"}, "does not begin with manifest.json"),
        ({MANIFEST: b"{}"}, "not a whole backup"),
        ({MANIFEST: _manifest(format=9)}, "has format 9"),
        ({MANIFEST: _manifest(files={"polku.sqlite3": {"bytes": 1, "sha256": ""}})}, "lacks polku.sqlite3"),
    ],
)
def test_what_is_no_backup_is_refused_with_the_reason(
    tmp_path: Path, members: dict[str, bytes], said: str
) -> None:
    with pytest.raises(WrongArchive, match=said):
        unpack(_tar(tmp_path / "b", members), tmp_path)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"hello")
    with pytest.raises(WrongArchive, match="not a whole backup"):
        unpack(tmp_path / "b", tmp_path)


def test_an_archive_that_can_not_be_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    manifest = Manifest(FORMAT, "0.1", "", "sqlite", {}, [], {})
    with pytest.raises(FileNotFoundError):
        pack(manifest, [tmp_path / "missing"], tmp_path / "backup.tar.gz")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_of_another_format_says_which_this_one_reads(tmp_path: Path) -> None:
    archive = _tar(tmp_path / "backup.tar.gz", {MANIFEST: _manifest(format=FORMAT + 1)})
    with pytest.raises(WrongArchive, match=f"has format {FORMAT + 1}; this Polku reads format {FORMAT}"):
        unpack(archive, tmp_path)


def test_a_backup_that_lacks_what_it_lists_is_refused(tmp_path: Path) -> None:
    listed = {"polku.sqlite3": {"bytes": 9, "sha256": "0"}}
    archive = _tar(tmp_path / "backup.tar.gz", {MANIFEST: _manifest(files=listed)})
    with pytest.raises(WrongArchive, match=r"this backup lacks polku\.sqlite3"):
        unpack(archive, tmp_path)
    assert [*tmp_path.iterdir()] == [archive]
