from pathlib import Path

import msgspec
import pytest

from polku.intake.files.dry_run import first_readings
from polku.intake.files.found import UnreadableFile
from polku.intake.files.importing import Tally, import_files
from polku.intake.files.plan import plan_import
from polku.intake.files.replaying import parse
from polku.intake.files.sources import source_for_files
from polku.intake.files.tests.writing import HEADER, MAPPING, rows, write
from polku.intake.http.parsed import Malformed, Teller
from polku.intake.models import FileImport, Quarantined
from polku.intake.sources import WrongSource
from polku.timeline.models import Event
from polku.touchpoints.mappings.compile import compile_mapping
from polku.touchpoints.mappings.save import save_mapping

pytestmark = pytest.mark.django_db(databases="__all__")

SHOP = compile_mapping(MAPPING)
LOOKING = compile_mapping(
    MAPPING.replace("{row.customer}", "{row.person}").replace('id: "{row.id}"', "")
    + """
files:
  orders:
    id: "{row.id}"
    lookup:
      - {table: people, by: customer, key: number, take: [person]}
      - {table: lines, by: id, key: order, sum: {total: price}, count: lines}
"""
)


def bring_in(path: Path, reader: object = SHOP) -> Tally:
    assert hasattr(reader, "read")
    source = source_for_files("shop", SHOP)
    return import_files(plan_import(path, reader), reader, source.pk, "UTC", lambda read: None)  # type: ignore[arg-type]


def bodies() -> list[dict[str, object]]:
    return [msgspec.json.decode(event.body or "{}") for event in Event.objects.order_by("pk")]


def test_a_second_run_adds_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "orders.csv", HEADER + rows(5000))
    first, second = bring_in(path), bring_in(path)
    assert [(tally.rows, tally.added, tally.known) for tally in (first, second)] == [
        (5000, 5000, 0),
        (5000, 0, 5000),
    ]
    assert bodies()[1] == {
        "table": "orders", "file": "orders.csv", "line": 3,
        "row": {"id": "2", "customer": "c2", "at": "2026-01-01T00:00:00Z", "what": "pump 2"},
    }  # fmt: skip


def test_words_that_become_one_touchpoint_are_told(tmp_path: Path) -> None:
    words = ["A B", "A+B", "a-b", "C", "!!!"]  # the last is none, and stands in quarantine
    told = "".join(f"{n},c,2026-01-01,{word}\n" for n, word in enumerate(words))
    named = MAPPING.replace("{kind: ordered, touchpoint: shop", "{kind: ordered")
    reader = compile_mapping(named + 'defaults: {touchpoint: "{row.what}"}')
    assert bring_in(write(tmp_path / "t.csv", HEADER + told), reader).notes == [
        "t.csv: counted as one touchpoint, a-b: 'A B', 'A+B', 'a-b'"
    ]
    many = "".join(f"{n},c,2026-01-01,{word}\n" for n in range(7) for word in (f"x {n}", f"X {n}"))
    *shown, rest = bring_in(write(tmp_path / "u.csv", HEADER + many), reader).notes
    assert (len(shown), shown[0], rest) == (
        5, "u.csv: counted as one touchpoint, x-0: 'X 0', 'x 0'", "u.csv: and 2 more touchpoints of several words",
    )  # fmt: skip
    assert bring_in(tmp_path / "u.csv").notes == []  # the mapping names the touchpoint itself


def test_rows_without_an_id_are_known_by_content_and_number_whatever_the_files_name(tmp_path: Path) -> None:
    reader = compile_mapping(MAPPING.replace('id: "{row.id}"', ""))
    content = HEADER + "1,a,2026-01-01,x\n1,a,2026-01-01,x\n"
    assert bring_in(write(tmp_path / "a.csv", content), reader).added == 2
    assert bring_in(write(tmp_path / "b.csv.gz", content), reader).known == 2


def test_broken_rows_go_to_quarantine_with_their_line_and_the_others_come_in(tmp_path: Path) -> None:
    tally = bring_in(
        write(tmp_path / "t.csv", HEADER + '1,a,2026-01-01,"x\ny"\n2,b\n3,c,soon,z\n4,d,2026-01-01,z\n')
    )
    assert (tally.rows, tally.added, tally.quarantined) == (4, 2, 2)
    assert tally.reasons == [
        ("t.csv, line 4", "the row has 2 columns where the header has 4"),
        ("t.csv, line 5: row.at", "'soon' is not a time; a time is written as in 2026-11-24T09:30:00+02:00"),
    ]
    refused = [msgspec.json.decode(row.body) for row in Quarantined.objects.order_by("pk")]
    assert (refused[0]["raw"], refused[1]["row"]["id"]) == ("2,b", "3")


def test_a_second_run_puts_no_broken_row_twice_into_quarantine(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", HEADER + "2,b\n2,b\n")
    assert [bring_in(path).quarantined, bring_in(path).quarantined] == [2, 2]
    assert Quarantined.objects.count() == 2


def test_an_import_that_was_broken_off_goes_on_where_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", HEADER + rows(3000))
    bring_in(path)
    FileImport.objects.update(rows_done=2000, finished_at=None)
    tally = bring_in(path)
    assert (tally.rows, tally.resumed, tally.known, tally.added) == (3000, 2000, 1000, 0)
    assert FileImport.objects.get().finished_at is not None


def test_a_file_that_grew_brings_only_its_new_rows(tmp_path: Path) -> None:
    bring_in(write(tmp_path / "t.csv", HEADER + rows(10)))
    tally = bring_in(write(tmp_path / "t.csv", HEADER + rows(15)))
    assert (tally.added, tally.known) == (5, 10)


def test_what_came_before_a_cut_is_kept_and_a_whole_file_completes_it(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv.gz", HEADER + rows(30_000))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    cut = bring_in(path)
    path.write_bytes(whole)
    rest = bring_in(path)
    assert cut.faults == ["t.csv.gz: the gzip file is cut off before its end"]
    assert 0 < cut.added < 30_000
    assert cut.added + rest.added == 30_000


def test_columns_are_looked_up_in_other_tables_and_summed(tmp_path: Path) -> None:
    write(tmp_path / "orders.csv", HEADER + "1,7,2026-01-01,x\n2,8,2026-01-01,y\n3,9,2026-01-01,z\n")
    write(
        tmp_path / "people.jsonl",
        '{"number": 7, "person": "Aino"}\n{"number": 8, "person": "Eero"}\n{"number": 8, "person": "second"}\n',
    )
    write(tmp_path / "lines.csv.gz", "order,price\n1,10.5\n1,2\n2,x\nbroken\n")
    tally = bring_in(tmp_path, LOOKING)
    looked_up = [[body["row"][name] for name in ("person", "total", "lines")] for body in bodies()]  # type: ignore[index]
    assert looked_up == [["Aino", "12.5000", "2"], ["Eero", None, "1"], [None, None, None]]
    assert (tally.rows, tally.quarantined) == (3, 1)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "none of the tables"),
        (["orders"], "needs the table people beside it"),
        (["orders", "people", "lines"], "has no column 'person'"),
    ],
)
def test_a_folder_that_lacks_something_is_told_what(tmp_path: Path, files: list[str], words: str) -> None:
    for name in files:
        write(tmp_path / f"{name}.csv", "id,customer,number,order\n1,1,1,1\n")
    if len(files) == 3:
        assert words in bring_in(tmp_path, LOOKING).faults[0]
        return
    with pytest.raises(UnreadableFile, match=words):
        bring_in(tmp_path, LOOKING)


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds events of the form xes"):
        bring_in(write(tmp_path / "t.xes", "<log/>"))
    with pytest.raises(UnreadableFile, match="there is no file"):
        bring_in(tmp_path / "gone.csv")


def test_a_doubt_is_kept_in_the_log_and_shown_in_quarantine(tmp_path: Path) -> None:
    reader = compile_mapping(
        MAPPING + "doubts:\n  - {when: {row.what: {present: false}}, reason: nothing was ordered}\n"
    )
    tally = bring_in(write(tmp_path / "t.csv", HEADER + "1,a,2026-01-01,\n2,a,2026-01-01,x\n"), reader)
    assert (tally.added, tally.quarantined, tally.doubtful) == (2, 0, 1)
    assert Quarantined.objects.get().reason == "kept, but: nothing was ordered"


def test_a_dry_run_shows_readings_and_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", HEADER + rows(30) + "broken\n")
    shown, _ = first_readings(plan_import(path, SHOP), SHOP, "UTC", 40)
    assert [len(shown), shown[0].where, shown[-1].reason] == [
        31,
        "t.csv:2",
        "the row has 1 columns where the header has 4",
    ]
    assert shown[0].reading is not None
    assert shown[0].reading.interactions[0].subject == "pump 1"
    assert (Event.objects.count(), Quarantined.objects.count(), FileImport.objects.count()) == (0, 0, 0)


def test_a_mended_row_comes_out_of_quarantine_as_if_it_had_been_sound(tmp_path: Path) -> None:
    save_mapping("shop", MAPPING)
    bring_in(write(tmp_path / "t.csv", HEADER + "1,a\n"))
    refused = Quarantined.objects.get()
    teller = Teller(refused.source_id, "UTC", 1, 1000)
    with pytest.raises(Malformed, match="mend it"):
        parse(bytes(refused.body), "row", teller)
    told = msgspec.json.decode(bytes(refused.body))
    told["row"] = {"id": "1", "customer": "a", "at": "2026-01-01", "what": "x"}
    (message,) = parse(msgspec.json.encode(told), "row", teller).messages
    bring_in(write(tmp_path / "t.csv", HEADER + "1,a,2026-01-01,x\n"))
    assert bytes(Event.objects.get().key) == message.key


def test_a_source_is_made_once_and_never_read_in_two_ways(tmp_path: Path) -> None:
    assert source_for_files("shop", SHOP).pk == source_for_files("shop", SHOP).pk
    with pytest.raises(WrongSource, match="is read with the mapping shop"):
        source_for_files("shop", compile_mapping(MAPPING.replace("name: shop", "name: other")))
