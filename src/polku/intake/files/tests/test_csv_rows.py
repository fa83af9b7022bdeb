import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.intake.files.csv_rows import sniff_delimiter
from polku.intake.files.found import UnreadableFile
from polku.intake.files.tests.writing import find, write


def table(tmp_path: Path, content: str | bytes, name: str = "t.csv") -> list[tuple[int, object]]:
    """(line, values or fault) of every row."""
    found, _, _ = find(write(tmp_path / name, content))
    return [(row.line, row.fault or row.values) for row in found]


def test_values_are_text_and_empty_ones_nothing(tmp_path: Path) -> None:
    assert table(tmp_path, 'a,b\n1,\n" x ","y ""z"""\n') == [
        (2, {"a": "1", "b": None}),
        (3, {"a": " x ", "b": 'y "z"'}),
    ]


def test_lines_are_those_of_the_file_also_behind_quoted_newlines(tmp_path: Path) -> None:
    found = table(tmp_path, 'a,b\n1,"x\ny\nz"\n\n2,w\n')
    assert found == [(2, {"a": "1", "b": "x\ny\nz"}), (6, {"a": "2", "b": "w"})]


def test_a_row_with_another_number_of_columns_is_broken_and_the_next_is_not(tmp_path: Path) -> None:
    found = table(tmp_path, "a,b\n1\n1,2,3\n4,5\n")
    assert [line for line, _ in found] == [2, 3, 4]
    assert [told for _, told in found] == [
        "the row has 1 columns where the header has 2", "the row has 3 columns where the header has 2", {"a": "4", "b": "5"},
    ]  # fmt: skip


def test_a_quote_that_is_never_closed_breaks_its_own_row_only(tmp_path: Path) -> None:
    content = (
        'a,b\n1,x\n2,"oops\n'
        + "".join(f"{number},y\n" for number in range(3, 60_000))
        + '60000,"z"\n60001,w\n'
    )
    found = table(tmp_path, content)
    assert [line for line, told in found if isinstance(told, str)] == [3]
    assert (len(found), found[-1]) == (60_001, (60_002, {"a": "60001", "b": "w"}))


def test_a_quote_in_the_wrong_place_is_read_as_most_programs_do(tmp_path: Path) -> None:
    assert table(tmp_path, 'a,b\n"x"y,2\n5" pipe,3\n') == [
        (2, {"a": "xy", "b": "2"}),
        (3, {"a": '5" pipe', "b": "3"}),
    ]


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [("a;b\n1,5;2\n", ";"), ("a\tb\n1\t2", "\t"), ("a,b;c\n1,2\n", ","), ("a\n1\n", ","), ("", ",")],
)
def test_the_delimiter_is_seen_from_the_rows(sample: str, delimiter: str) -> None:
    assert sniff_delimiter(sample) == delimiter


def test_utf8_is_read_with_or_without_its_mark(tmp_path: Path) -> None:
    content = "nimi,b\nÄiti,é\n"
    for data in (content.encode(), content.encode("utf-8-sig")):
        assert table(tmp_path, data) == [(2, {"nimi": "Äiti", "b": "é"})]


def test_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    found, notes, _ = find(write(tmp_path / "t.csv", "a,b\nÄiti,1 €\n".encode("cp1252")))
    assert (found[0].values, notes) == ({"a": "Äiti", "b": "1 €"}, ["t.csv: not UTF-8: read as Windows-1252"])


def test_windows_1252_far_into_the_file_is_seen_when_it_comes(tmp_path: Path) -> None:
    content = ("a,b\n" + "x,y\n" * 300_000 + "Äiti,z\n").encode("cp1252")
    found, notes, _ = find(write(tmp_path / "t.csv", content))
    assert (found[-1].values, len(notes)) == ({"a": "Äiti", "b": "z"}, 1)


def test_bytes_that_are_no_text_break_their_own_row_only(tmp_path: Path) -> None:
    content = "a,b\nÄä,öö\n".encode() + b"\xff,2\n" + "ÄÖ,éé\nåå,ää\n".encode()
    found, notes, _ = find(write(tmp_path / "t.csv", content))
    assert [row.fault for row in found] == ["", "the row has bytes that are not UTF-8", "", ""]
    assert (found[1].raw, notes) == (b"\xff,2", [])


def test_utf16_is_read_with_a_note(tmp_path: Path) -> None:
    found, notes, _ = find(write(tmp_path / "t.csv", "a;b\nÄ;1\n".encode("utf-16")))
    assert (found[0].values, notes) == ({"a": "Ä", "b": "1"}, ["t.csv: read as UTF-16"])


def test_columns_without_a_name_or_with_the_same_get_their_own(tmp_path: Path) -> None:
    assert table(tmp_path, ",a,a\n1,2,3\n") == [(2, {"column 1": "1", "a": "2", "a (3)": "3"})]


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no header"):
        table(tmp_path, "\n\n")


def test_a_truncated_gzip_keeps_what_came_before_and_says_so(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv.gz", "a,b\n" + "".join(f"{number},{number * 7919}\n" for number in range(50_000))
    )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found, _, fault = find(path)
    assert fault == "the gzip file is cut off before its end"
    assert len(found) > 1000
    assert {row.fault for row in found[:-1]} == {""}


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_every_row_is_read_or_said_to_be_broken(content: bytes) -> None:
    path = Path(_folder()) / "fuzz.csv"
    path.write_bytes(b"a,b\n" + content)
    found, _, _ = find(path)
    assert all(row.fault or len(row.values) == 2 for row in found)
    assert [row.number for row in found] == list(range(1, len(found) + 1))


def _folder() -> str:
    return os.environ["POLKU_HOME"]
