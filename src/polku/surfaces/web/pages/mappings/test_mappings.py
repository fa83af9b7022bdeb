"""Mappings: edited with errors that name the line, tried, kept in versions."""

import pytest
from django.test import Client

from polku.pipeline.models import Progress
from polku.surfaces.web.pages.mappings.starting import STARTING_TEXT
from polku.touchpoints.mappings import load
from polku.touchpoints.models import MappingVersion

pytestmark = pytest.mark.django_db(databases="__all__")
ASKED = '{"type": "track", "event": "Support Requested", "userId": "7", "timestamp": "2026-03-02T09:00:00Z", "properties": {"subject": "which socket?"}}'


@pytest.mark.parametrize("address", ["/mappings", "/mappings/new", "/mappings/segment"])
def test_the_pages_are_whole_and_fragments(sari: Client, part: dict[str, str], address: str) -> None:
    assert b"<html" in sari.get(address).content
    assert b"<html" not in sari.get(address, headers=part).content


@pytest.mark.parametrize("name", ["nothing", "%00", "a%20b"])
def test_an_unknown_mapping_is_not_found(sari: Client, name: str) -> None:
    assert sari.get(f"/mappings/{name}").status_code == 404


def test_a_mapping_with_a_nul_is_no_mapping(sari: Client) -> None:
    text = STARTING_TEXT.replace("What it reads", "What\0 it reads")
    assert sari.post("/mappings/new", {"text": text}).status_code == 422


def test_a_fault_is_told_with_its_line_and_nothing_is_saved(sari: Client) -> None:
    text = STARTING_TEXT.replace("kind: asked", "kind: asks")
    line = next(n for n, told in enumerate(text.splitlines(), 1) if "asks" in told)
    response = sari.post("/mappings/new", {"text": text})
    assert response.status_code == 422
    assert f"line {line}" in response.content.decode()
    assert not MappingVersion.objects.exists()


def test_a_new_mapping_is_saved_under_its_name(sari: Client) -> None:
    response = sari.post("/mappings/new", {"text": STARTING_TEXT.replace("my-mapping", "helpdesk")})
    assert response.headers["Location"] == "/mappings/helpdesk"
    assert "helpdesk" in load.names()


def test_a_name_that_is_taken_or_left_as_it_was_is_refused(sari: Client) -> None:
    for name in ("segment", "my-mapping"):
        text = STARTING_TEXT.replace("my-mapping", name)
        assert sari.post("/mappings/new", {"text": text}).status_code == 422


def test_a_shipped_mapping_is_shadowed_and_its_history_says_by_whom(
    sari: Client, part: dict[str, str]
) -> None:
    text = load.text("segment").replace("touchpoint: website", "touchpoint: our-website")
    sari.post("/mappings/segment", {"text": text.replace("\n", "\r\n")})
    version = MappingVersion.objects.get()
    assert load.text("segment") == text
    assert "Sari Lehto" in sari.get("/mappings/segment").content.decode()
    page = sari.get(f"/mappings/segment/versions/{version.pk}", headers=part).content.decode()
    assert "+  touchpoint: our-website" in page
    load.forget_readers()


def test_what_did_not_change_makes_no_version(sari: Client) -> None:
    sari.post("/mappings/segment", {"text": load.text("segment")})
    assert not MappingVersion.objects.exists()


def test_a_mapping_keeps_its_name(sari: Client) -> None:
    text = load.text("segment").replace("name: segment", "name: other", 1)
    assert sari.post("/mappings/segment", {"text": text}).status_code == 422


def test_an_event_is_tried_without_keeping_anything(sari: Client) -> None:
    page = sari.post("/mappings/try", {"text": STARTING_TEXT, "event": ASKED}).content.decode()
    assert "asked us" in page
    assert "which socket?" in page
    assert "2 Mar 2026, 11:00:00 EET" in page
    assert not MappingVersion.objects.exists()


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("{", "not JSON"),
        ("[1]", "one JSON object"),
        ('{"type": "track"}', "names nobody"),
        ("[" * 5000, "not JSON"),
    ],
)
def test_what_can_not_be_read_says_why(sari: Client, event: str, told: str) -> None:
    assert told in sari.post("/mappings/try", {"text": STARTING_TEXT, "event": event}).content.decode()


def test_a_broken_mapping_is_told_when_tried(sari: Client) -> None:
    assert "not YAML" in sari.post("/mappings/try", {"text": "name: [", "event": ASKED}).content.decode()


def test_a_rebuild_is_asked_for_and_followed(sari: Client) -> None:
    sari.post("/mappings/rebuild")
    assert Progress.objects.get().rebuild_asked_at is not None
    assert "begin in a moment" in sari.get("/mappings/rebuild").content.decode()
    Progress.objects.update(rebuild_asked_at=None, rebuild_until=2000, position=1500)
    page = sari.get("/mappings/rebuild").content.decode()
    assert "1,500 of 2,000" in page
    assert '<progress max="2000" value="1500"' in page
    Progress.objects.update(rebuild_until=None)
    assert "progress" not in sari.get("/mappings/rebuild").content.decode()


def test_the_list_says_what_a_mapping_reads_and_leads_to_one_that_no_longer_holds(sari: Client) -> None:
    MappingVersion.objects.create(name="old", text="name: old\nreads: [telegrams]\n")
    shown = sari.get("/mappings").text
    assert "Tickets and chats as CSV, generic" in shown
    assert '<a href="/mappings/old">old</a></th>' in shown


def test_a_version_that_a_command_saved_is_told_so(sari: Client) -> None:
    MappingVersion.objects.create(name="segment", text=load.shipped_text("segment"))
    assert "by command" in sari.get("/mappings/segment").text
