"""What is taken, and what is refused with its reason."""

import gzip

import pytest

from polku.intake.models import Upload
from polku.intake.uploads.place import clean_name, path_of, uploads_folder
from polku.intake.uploads.receive import Refused, WrongUpload, first_rows, receive
from polku.intake.uploads.tests.given import HEADER, LIMIT, give, rows

pytestmark = pytest.mark.django_db(databases="__all__")


def refused(content: bytes, name: str = "t.csv", limit: int = LIMIT) -> WrongUpload:
    before = set(uploads_folder().iterdir())
    with pytest.raises(WrongUpload) as caught:
        receive(name, [content], limit)
    assert set(uploads_folder().iterdir()) == before, "something was left behind"
    assert not Upload.objects.exists()
    return caught.value


def test_a_table_is_kept_as_it_was_given_where_nobody_can_guess_it() -> None:
    upload = give(HEADER + rows(3), "Kysymykset 2026.csv")
    assert path_of(upload).read_text() == HEADER + rows(3)
    assert (upload.file_name, upload.state, upload.size) == (
        "Kysymykset 2026.csv",
        "waiting",
        len(HEADER + rows(3)),
    )
    assert len(upload.folder) == 32
    assert path_of(upload).parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "t.csv", Refused.EMPTY),
        (b"\xef\xbb\xbf\r\n \n", "t.csv", Refused.EMPTY),
        (b"a,b,c\n", "t.csv", Refused.NO_ROWS),
        (b"PK\x03\x04rest of a workbook", "t.xlsx", Refused.WORKBOOK),
        (b"PK\x03\x04rest of a workbook", "t.csv", Refused.WORKBOOK),
        (b"\xd0\xcf\x11\xe0old workbook", "t.xls", Refused.WORKBOOK),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "t.csv", Refused.BINARY),
        (b"%PDF-1.7", "t.pdf", Refused.ENDING),
        (b"<log/>", "t.xes", Refused.ENDING),
        (b"not json\nat all\n", "t.jsonl", Refused.NO_TABLE),
        (b"\x1f\x8bnot gzip", "t.csv.gz", Refused.EMPTY),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(content: bytes, name: str, why: Refused) -> None:
    assert refused(content, name).refused is why


def test_a_file_over_the_limit_is_refused_while_it_comes() -> None:
    taken = []

    def chunks() -> object:
        for number in range(10):
            taken.append(number)
            yield b"x" * 1000

    with pytest.raises(WrongUpload) as caught:
        receive("t.csv", chunks(), 2500)  # type: ignore[arg-type]
    assert caught.value.refused is Refused.TOO_LARGE
    assert len(taken) == 3


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (HEADER + rows(2), "questions"),
        (HEADER.replace(",", ";") + rows(2).replace(",", ";"), "q.txt"),
        ('{"id": 1, "at": "2026-01-01"}\n', "q.jsonl"),
        ("\ufeff" + HEADER + rows(1), "bom.csv"),
        (HEADER + rows(1) + "1,2\n" + rows(1, 5) + "a,b,c,d,e,f\n", "ragged.csv"),
        (HEADER + HEADER + rows(1), "two heads.csv"),
        ("id,id,\n1,2,3\n", "doubled.csv"),
        (",".join(f"c{n}" for n in range(200)) + "\n" + ",".join("x" * 200) + "\n", "wide.csv"),
        ('=cmd(),"=HYPERLINK(""http://evil.example"")"\n1,2\n', "formula.csv"),
    ],
)
def test_odd_tables_are_taken_and_nothing_of_them_is_lost(content: str, name: str) -> None:
    upload = give(content, name)
    assert path_of(upload).read_text("utf-8") == content
    assert first_rows(path_of(upload), 10)


def test_old_windows_letters_and_gzip_are_read() -> None:
    old = give("nimi;päivä\nÄiti;1.1.2026\n".encode("cp1252"), "vanha.csv")
    assert first_rows(path_of(old), 1)[0].values == {"nimi": "Äiti", "päivä": "1.1.2026"}
    zipped = give(gzip.compress(b"a,b\n1,2\n"), "t.csv.gz")
    assert first_rows(path_of(zipped), 1)[0].values == {"a": "1", "b": "2"}


def test_ten_megabytes_on_one_line_end_with_a_reason() -> None:
    with pytest.raises(WrongUpload) as caught:
        receive("one-line.csv", [b"a," * 5_000_000], 20_000_000)
    assert caught.value.refused in {Refused.NO_TABLE, Refused.NO_ROWS}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.csv"),
        ("C:\\data\\orders.csv", "orders.csv"),
        ("tilaukset (maaliskuu) äö.csv", "tilaukset (maaliskuu) äö.csv"),
        ("a\0b\n<script>.csv", "a_b_script_.csv"),
        ("", "file.csv"),
        ("...", "file.csv"),
    ],
)
def test_a_files_name_leads_nowhere_else(given: str, kept: str) -> None:
    assert give("a,b\n1,2\n", given).file_name == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("x" * 500 + ".jsonl") == "x" * 94 + ".jsonl"
