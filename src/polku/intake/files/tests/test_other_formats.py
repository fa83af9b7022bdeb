import gzip
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from polku.intake.files.found import UnreadableFile
from polku.intake.files.tests.writing import find, write

XES = """<?xml version="1.0"?>
<log xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <string key="about" value="the log"><string key="x" value="y"/></string>
  <trace>
    <string key="concept:name" value="17"/>
    <event>
      <string key="concept:name" value="register"/><date key="time:timestamp" value="2011-10-01T00:38:44+02:00"/>
      <float key="cost:total" value="1.5"><string key="cost:currency" value="EUR"/></float>
      <boolean key="ok" value="true"/><list key="tags"><values><string key="t" value="a"/><string key="t" value="b"/></values></list>
    </event>
    <event><string key="concept:name" value="decide"/></event>
  </trace>
  <trace><string key="concept:name" value="18"/><event><int key="n" value="3"/></event></trace>
</log>
"""


def test_json_lines_are_objects_with_their_own_types_and_lines(tmp_path: Path) -> None:
    found, _, _ = find(
        write(tmp_path / "t.jsonl", '\ufeff{"a": 1, "b": {"c": null}}\n\n{"a": \n[1]\n{"a": "x"}')
    )
    assert [(row.number, row.line, row.fault[:22] or row.values) for row in found] == [
        (1, 1, {"a": 1, "b": {"c": None}}), (2, 3, "the line is not JSON: "), (3, 4, "the line is not a JSON"), (4, 5, {"a": "x"}),
    ]  # fmt: skip


def test_deep_nesting_breaks_its_own_line_only(tmp_path: Path) -> None:
    found, _, _ = find(write(tmp_path / "t.jsonl", '{"a":' * 5000 + "1" + "}" * 5000 + '\n{"a": 1}\n'))
    assert [bool(row.fault) for row in found] == [True, False]


@pytest.mark.parametrize("name", ["t.parquet", "t.parquet.gz"])
def test_parquet_rows_become_values_that_json_can_hold(tmp_path: Path, name: str) -> None:
    table = pyarrow.table(
        {
            "at": [datetime(2026, 1, 2, tzinfo=UTC)],
            "d": [Decimal("1.50")],
            "n": [3],
            "x": [float("nan")],
            "b": [b"\xff"],
            "l": [[1, None]],
        }
    )
    parquet.write_table(table, tmp_path / "t.parquet")
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress((tmp_path / "t.parquet").read_bytes()))
    found, _, _ = find(tmp_path / name)
    assert found[0].values == {
        "at": "2026-01-02T00:00:00+00:00",
        "d": "1.50",
        "n": 3,
        "x": None,
        "b": "\\xff",
        "l": [1, None],
    }


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="can't be read as Parquet"):
        find(write(tmp_path / "t.parquet", "hello"))


@pytest.mark.parametrize("name", ["t.xes", "t.xes.gz"])
def test_xes_events_stand_with_their_case_and_number(tmp_path: Path, name: str) -> None:
    found, _, fault = find(write(tmp_path / name, XES))
    assert ([(event.case, event.sequence, event.line) for event in found], fault) == (
        [({"concept:name": "17"}, 1, 7), ({"concept:name": "17"}, 2, 12), ({"concept:name": "18"}, 1, 14)], "",
    )  # fmt: skip
    assert found[0].values == {
        "concept:name": "register", "time:timestamp": "2011-10-01T00:38:44+02:00", "cost:total": 1.5,
        "cost:total/cost:currency": "EUR", "ok": True, "tags/t": "a, b",
    }  # fmt: skip


def test_entities_are_refused_before_they_explode(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE log [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;">]>' + XES.split("\n", 1)[1]
    with pytest.raises(UnreadableFile, match="document type"):
        find(write(tmp_path / "t.xes", bomb))


def test_broken_xml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="line 14"):
        find(write(tmp_path / "t.xes", XES.replace('<int key="n"', "<int key=")))
    with pytest.raises(UnreadableFile, match="outermost"):
        find(write(tmp_path / "t.xes", "<a/>"))


def test_an_ending_that_tells_no_format_is_answered_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"\.csv"):
        find(write(tmp_path / "t.doc", "x"))


def test_gzip_members_one_after_another_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n") + gzip.compress(b"3,4\n") + b"\0" * 10)
    found, _, fault = find(path)
    assert ([row.values["a"] for row in found], fault) == (["1", "3"], "")


@pytest.mark.parametrize(("zipped", "name"), [(True, "t.xes"), (False, "t.xes.gz"), (True, "t.csv")])
def test_what_is_in_a_file_counts_and_not_whether_its_name_says_gz(
    tmp_path: Path, zipped: bool, name: str
) -> None:
    text = (XES if "xes" in name else "case,at\n17,1\n18,2\n18,3\n").encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if zipped else text)
    found, _, fault = find(tmp_path / name)
    assert (len(found), fault) == (3, "")


def test_damaged_gzip_says_so(tmp_path: Path) -> None:
    found, _, fault = find(_damaged(tmp_path / "t.jsonl.gz"))
    assert (found, "damaged" in fault) == ([], True)


def _damaged(path: Path) -> Path:
    path.write_bytes(gzip.compress(b"{}" * 99)[:10] + b"no gzip from here on")
    return path
