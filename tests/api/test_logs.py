"""`/api/logs/NAME`: what `polku export-log` writes, for programs."""

import asyncio
import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import AsyncRequestFactory, Client

from polku.engine.tests.fresh import fresh_engine
from polku.privacy.models import LogExport, Look
from polku.surfaces.api import logs
from polku.workspace.models import Person, Role
from tests.people import colleague, lead
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
STORY = "\n".join(
    f"aino-{number} mon 09:00 visited website\naino-{number} mon 11:00 asked lead-form" for number in range(6)
)


@pytest.fixture
def manager(client: Client) -> Client:
    """Somebody who manages."""
    client.force_login(someone(Role.MANAGES))
    return client


def someone(role: Role) -> Person:
    person = lead()
    Person.objects.filter(pk=person.pk).update(role=role)
    person.refresh_from_db()
    return person


def body(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.content
    content: Iterator[bytes] = answer.streaming_content
    return b"".join(content)


def test_a_log_is_had_in_each_form_by_its_ending_and_noted(manager: Client) -> None:
    tell(STORY)
    rows = [*csv.DictReader(io.StringIO(body(manager.get("/api/logs/walks.csv?for=celonis")).decode()))]
    assert [row["ACTIVITY_EN"] for row in rows] == ["website", "lead-form"] * 6
    assert len({row["_CASE_KEY"] for row in rows}) == 6
    xes = gzip.decompress(body(manager.get("/api/logs/walks.xes.gz?segment=touchpoint=website")))
    assert (xes.count(b"<event>"), b"aino" in xes) == (12, False)
    begins = {"walks.parquet": b"PAR1", "walks.jsonocel": b"{", "walks.sqlite": b"SQLite format 3"}
    for name, head in begins.items():
        answer = manager.get(f"/api/logs/{name}")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert body(answer).startswith(head), name
    noted = [(one.person_id, one.form, one.question, one.steps) for one in LogExport.objects.order_by("pk")]
    me = Person.objects.get().pk
    assert noted[:2] == [(me, "csv", "", 12), (me, "xes", "segment=touchpoint=website", 12)]
    assert (len(noted), Look.objects.filter(through="api:logs").count()) == (5, 0)
    assert [one for one in (Path(settings.HOME) / "scratch").iterdir() if one.is_dir()] == []


def test_the_server_reads_it_block_by_block_and_never_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(logs, "_BLOCK", 4)
    (tmp_path / "log").write_bytes(b"ten bytes.")

    async def blocks() -> list[bytes]:
        answer = logs._sent(AsyncRequestFactory().get("/"), (tmp_path / "log").open("rb"), "log.csv")
        return [block async for block in answer]

    assert asyncio.run(blocks()) == [b"ten ", b"byte", b"s."]


def test_customers_are_named_only_for_those_who_administer_and_each_is_noted(client: Client) -> None:
    tell(STORY)
    client.force_login(someone(Role.MANAGES))
    assert client.get("/api/logs/walks.csv?identifiers=true").status_code == 403
    client.force_login(Person.objects.get())
    Person.objects.update(role=Role.ADMINISTERS)
    assert b"name:aino-0" in body(client.get("/api/logs/walks.csv?identifiers=true"))
    assert Look.objects.filter(through="api:logs", person=Person.objects.get()).count() == 6


def test_who_may_not_is_told_so(client: Client) -> None:
    assert client.get("/api/logs/walks.csv").status_code == 401
    client.force_login(colleague())
    assert client.get("/api/logs/walks.csv").status_code == 403


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        ("walks.docx", 404, "ending that tells no form"),
        ("walks.csv?from=monday", 422, "must be a day"),
        ("walks.csv?from=2030-01-01", 422, "Nothing happened there"),
        ("walks.csv?segment=touchpoint=phone", 422, "Fewer than 5 customers"),
        ("walks.xes?journey=nowhere", 422, "no journey 'nowhere'"),
        ("walks.csv?for=excel", 422, "pm4py"),
        ("..%2Fwalks.csv", 404, ""),
        ("walks", 422, "pattern"),
    ],
)
def test_what_can_not_be_written_is_a_problem_in_words(
    manager: Client, asked: str, status: int, words: str
) -> None:
    tell(STORY + "\naino-1 mon 12:00 asked phone")
    answer = manager.get(f"/api/logs/{asked}")
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.content
    assert LogExport.objects.count() == 0


def test_more_than_a_few_at_once_are_asked_to_wait(manager: Client) -> None:
    tell(STORY)
    for _ in range(logs._MOST):
        logs._writing.acquire()
    busy = manager.get("/api/logs/walks.csv")
    for _ in range(logs._MOST):
        logs._writing.release()
    assert (busy.status_code, "being written just now" in busy.json()["detail"]) == (503, True)
    assert body(manager.get("/api/logs/walks.csv")).startswith(b'"case:concept:name"')
