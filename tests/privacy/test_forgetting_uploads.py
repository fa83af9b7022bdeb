"""Forgetting reaches files that somebody uploaded and that still lie there."""

from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from polku.identity.models import Identifier
from polku.intake.models import Upload
from polku.intake.uploads import carry as carrying
from polku.intake.uploads.carry import carry_one
from polku.intake.uploads.holding import holds
from polku.intake.uploads.place import path_of
from polku.intake.uploads.tests.given import HEADER, accepted, give, going_on, now_of, rows
from polku.pipeline.drain import drain
from polku.pipeline.forget import forget
from polku.pipeline.subject import known_subject
from polku.privacy.export import everything_held
from polku.privacy.values import Values
from polku.timeline.models import Event

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def veikko() -> int:
    """Veikko, whom a first table told of."""
    accepted(HEADER + rows(2), called="Before")
    carry_one(going_on())
    drain()
    return Identifier.objects.get(value="veikko@posti.example").customer_id


def test_a_waiting_file_that_tells_of_them_goes_whole_and_others_stay() -> None:
    customer = veikko()
    of_them, of_others = give(HEADER + rows(5)), give(HEADER + rows(5, first=10))
    by_name = give(HEADER + rows(1, first=50), "veikko@posti.example.csv")
    forget(customer, by="sari")
    assert not path_of(of_them).parent.exists()
    assert not path_of(by_name).parent.exists()
    assert path_of(of_others).exists()
    assert (now_of(of_them).state, now_of(of_them).fault) == ("stopped", "forgotten")
    assert now_of(of_others).state == "waiting"
    assert "veikko" not in str(list(Upload.objects.values_list("file_name", "fault", "choices")))


def test_json_lines_and_old_letters_are_looked_through_too() -> None:
    customer = veikko()
    deep = give('{"at": "2026-01-01", "who": {"mail": ["VEIKKO@posti.example"]}}\n', "deep.jsonl")
    broken = give((HEADER + rows(1, first=9)).encode() + b'9,"veikko@posti.example', "broken.csv")
    forget(customer, by="sari")
    assert not path_of(deep).exists()
    assert not path_of(broken).exists()


@pytest.mark.parametrize("form", ["+358 (0)40-123 45 67", "040 1234567", "00358401234567"])
def test_a_phone_is_found_however_it_is_written(form: str) -> None:
    values = Values(["+358401234567"])
    waiting = give(f"id,phone\n1,{form}\n")
    assert holds(path_of(waiting), values)
    assert not holds(path_of(give("id,phone\n1,+358 50 7654321\n")), values)


def test_nothing_hides_where_a_large_file_is_cut_into_pieces() -> None:
    values = Values(["veikko@posti.example"])
    line = "veikko@posti.example,x\n"
    for before in range(2**20 - len(line), 2**20 + 1, 5):
        text = "id,what\n" + "y" * (before - 9) + "\n" + line
        path = path_of(give("a,b\n1,2\n"))
        path.write_text(text)
        assert holds(path, values)


def test_parquet_and_utf_16_are_looked_through(tmp_path: Path) -> None:
    values = Values(["veikko@posti.example"])
    pyarrow.parquet.write_table(pyarrow.table({"who": ["veikko@posti.example"]}), tmp_path / "t.parquet")
    assert holds(tmp_path / "t.parquet", values)
    (tmp_path / "t.csv").write_text("a,b\n1,Veikko@Posti.example\n", "utf-16")
    assert holds(tmp_path / "t.csv", values)
    (tmp_path / "t.jsonl").write_text('{"who": "veikko\\u0040posti.example"}\n')
    assert holds(tmp_path / "t.jsonl", values)


def test_an_import_under_way_stops_and_brings_nothing_of_them_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows 1 to 10 are in, then Veikko is forgotten; his other row, the 41st, must not follow."""
    customer = veikko()
    monkeypatch.setattr("polku.intake.files.importing.ROWS_AT_A_TIME", 10)
    text = HEADER + rows(40, first=100) + "7,2026-01-01T00:00:00Z,veikko@posti.example,again\n"
    upload = accepted(text, called="Underway")
    keeping, told = carrying.keep_while_there, []

    def forgetting(*arguments: object) -> object:
        if len(told) == 1:
            forget(customer, by="sari")
        told.append(1)
        return keeping(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(carrying, "keep_while_there", forgetting)
    carry_one(going_on())
    drain()
    assert (now_of(upload).state, now_of(upload).added) == ("stopped", 10)
    assert not path_of(upload).exists()
    assert not Identifier.objects.filter(value="veikko@posti.example").exists()
    assert not any("veikko" in (event.body or "") for event in Event.objects.all())


def test_the_export_names_the_files_that_lie_there() -> None:
    customer = veikko()
    give(HEADER + rows(1), "questions.csv")
    held = everything_held(known_subject(customer))
    assert "questions.csv" in str(held)
