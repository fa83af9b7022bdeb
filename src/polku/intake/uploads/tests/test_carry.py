"""Accepted uploads are imported beside the worker, to their end, whatever comes between."""

import os
import threading
import time

import pytest

from polku.intake.models import Quarantined, Upload
from polku.intake.sources import WrongSource
from polku.intake.uploads import carry as carrying
from polku.intake.uploads.accept import accept_as_before, accept_as_new, free_name
from polku.intake.uploads.carry import carry, carry_one
from polku.intake.uploads.place import held, path_of, uploads_folder
from polku.intake.uploads.tests.given import HEADER, MAPPING, accepted, give, going_on, now_of, rows
from polku.intake.uploads.tidy import discard, tidy
from polku.timeline.models import Event, Source
from polku.touchpoints.mappings.save import versions
from polku.touchpoints.mappings.wrong import WrongMapping

pytestmark = pytest.mark.django_db(databases="__all__")


def test_an_accepted_upload_comes_in_and_its_file_goes() -> None:
    upload = accepted(HEADER + rows(5))
    assert carry_one(going_on())
    done = now_of(upload)
    assert (done.state, done.rows, done.added, done.quarantined, done.fault) == ("done", 5, 5, 0, "")
    assert done.bytes_read == done.size
    assert done.finished_at is not None
    assert Event.objects.filter(source_id=done.source_id).count() == 5
    assert not path_of(upload).parent.exists()
    assert not carry_one(going_on())


def test_what_waits_for_a_choice_is_left_alone() -> None:
    upload = give(HEADER + rows(1))
    assert not carry_one(going_on())
    assert path_of(upload).exists()


def test_rows_that_can_not_be_read_are_counted_and_kept_in_quarantine() -> None:
    upload = accepted(HEADER + rows(2) + "7,yesterday,x@posti.example,hello\n" + "1,2\n")
    carry_one(going_on())
    assert (now_of(upload).added, now_of(upload).quarantined) == (2, 2)
    reasons = {refused.where: refused.reason for refused in Quarantined.objects.all()}
    assert "is not a time" in reasons["questions.csv, line 4: row.at"]
    assert reasons["questions.csv, line 5"] == "the row has 2 columns where the header has 4"


def test_the_same_table_given_again_adds_nothing() -> None:
    first = accepted(HEADER + rows(5))
    carry_one(going_on())
    again = give(HEADER + rows(6))
    accept_as_before(again, Source.objects.get(pk=now_of(first).source_id))
    carry_one(going_on())
    assert (now_of(again).added, now_of(again).known) == (1, 5)


def test_an_import_that_is_broken_off_goes_on_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polku.intake.files.importing.ROWS_AT_A_TIME", 10)
    stop = threading.Event()
    upload = accepted(HEADER + rows(100))
    keeping = carrying.keep_while_there

    def stopping(*arguments: object) -> object:
        kept = keeping(*arguments)  # type: ignore[arg-type]
        if Event.objects.count() >= 30:
            stop.set()
        return kept

    monkeypatch.setattr(carrying, "keep_while_there", stopping)
    assert not carry_one(stop)
    assert (now_of(upload).state, Event.objects.count()) == ("importing", 30)
    assert path_of(upload).exists()
    assert carry_one(going_on())
    done = now_of(upload)
    assert (done.state, done.rows, done.added + done.known) == ("done", 100, 100)
    assert Event.objects.count() == 100


def test_two_processes_do_not_import_the_same_file() -> None:
    upload = accepted(HEADER + rows(2))
    with held(path_of(upload)) as mine:
        assert mine
        assert not carry_one(going_on())
    assert carry_one(going_on())


def test_a_file_that_lies_there_no_more_stops_its_import() -> None:
    upload = accepted(HEADER + rows(2))
    path_of(upload).unlink()
    carry_one(going_on())
    assert (now_of(upload).state, now_of(upload).fault) == ("stopped", "gone")
    assert not Event.objects.exists()


def test_a_file_that_can_not_be_read_to_its_end_says_so_and_keeps_what_came_before() -> None:
    upload = accepted(HEADER + rows(2))
    os.truncate(path_of(upload), 0)  # as if the disk had lost it
    carry_one(going_on())
    assert now_of(upload).state == "stopped"
    assert "has no header" in now_of(upload).fault


def test_the_thread_ends_when_it_is_told_to() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=carry, args=(stop,))
    stop.set()
    thread.start()
    thread.join(20)
    assert not thread.is_alive()


def test_accepting_makes_the_mapping_and_the_source_and_a_second_press_changes_nothing() -> None:
    upload = give(HEADER + rows(1))
    text = MAPPING.format(name="shop")
    source = accept_as_new(upload, "Web shop", "shop", text, None)
    assert (source.slug, source.mapping) == ("web-shop", "shop")
    assert [version.text for version in versions("shop")] == [text]
    carry_one(going_on())
    accept_as_before(upload, source)
    assert now_of(upload).state == "done"


def test_a_name_that_is_taken_leaves_nothing_half_made() -> None:
    accepted(HEADER + rows(1))
    upload = give(HEADER + rows(1))
    with pytest.raises(WrongSource, match="Choose another name"):
        accept_as_new(upload, "Shop", "other", MAPPING.format(name="other"), None)
    with pytest.raises(WrongMapping):
        accept_as_new(upload, "Another", "another", "name: another", None)
    assert versions("other") == []
    assert Source.objects.count() == 1
    assert now_of(upload).state == "waiting"


def test_a_free_name_is_numbered_where_it_is_taken() -> None:
    assert free_name("shop") == "shop"
    accepted(HEADER + rows(1))
    assert free_name("shop") == "shop-2"
    assert free_name("tickets") == "tickets-2"  # a shipped mapping has that name


def test_a_discarded_upload_goes_at_once() -> None:
    upload = give(HEADER + rows(1))
    discard(upload)
    assert now_of(upload).state == "discarded"
    assert not path_of(upload).parent.exists()


def test_what_nobody_waits_for_is_tidied_away() -> None:
    waiting, ended, left = give(HEADER + rows(1)), give(HEADER + rows(1)), give(HEADER + rows(1))
    Upload.objects.filter(pk=ended.pk).update(state="done")
    Upload.objects.filter(pk=left.pk).update(uploaded_at="2026-01-01T00:00:00Z")
    stray = uploads_folder() / "stray"
    stray.mkdir(exist_ok=True)
    tidy()
    assert stray.exists(), "it may be just arriving"
    long_ago = time.time() - 4000
    for folder in uploads_folder().iterdir():
        os.utime(folder, (long_ago, long_ago))
    tidy()
    assert path_of(waiting).exists()
    assert not path_of(ended).exists()
    assert not path_of(left).exists()
    assert not stray.exists()
    assert (now_of(left).state, now_of(left).fault) == ("discarded", "left")
