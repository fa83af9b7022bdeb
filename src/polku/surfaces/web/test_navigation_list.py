"""The navigation as written: kept for a language, a role and a section, and never shown to another."""

import re

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from polku.surfaces.web import navigation_list as written
from polku.surfaces.web.navigation import Shown, ShownGroup
from polku.surfaces.web.navigation_list import navigation_list
from polku.workspace.models import Person, Role
from tests.people import colleague, lead

pytestmark = pytest.mark.django_db(databases="__all__")


def drawn(person: Person | None, path: str = "/") -> str:
    request = RequestFactory().get(path)
    if person is not None:
        request.user = person
    return navigation_list(request)


def words(markup: str) -> list[str]:
    return re.sub(r"<[^>]+>", " ", markup).split()


def test_an_outsider_sees_none_of_it() -> None:
    assert drawn(None) == ""


def test_each_role_sees_its_own_whoever_looked_before() -> None:
    mikko, sari = colleague(), lead()
    for _ in range(2):
        assert "People" in words(drawn(sari, "/status"))
        assert "People" not in words(drawn(mikko, "/status"))
    mikko.role = Role.MANAGES
    assert "Sources" in words(drawn(mikko, "/status"))
    mikko.is_active = False
    assert drawn(mikko, "/status") == ""


def test_each_reader_has_it_in_their_language_whoever_looked_before() -> None:
    sari = lead()
    english = drawn(sari)
    with translation.override("fi"):
        finnish = drawn(sari)
    assert words(english)[0] == "Customers"
    assert words(finnish)[0] == "Asiakkaat"
    assert drawn(sari) == english


def test_each_section_marks_its_own_page_whoever_looked_before() -> None:
    sari = lead()
    for path, address in (("/status", "/status"), ("/customers/7", "/"), ("/status", "/status")):
        current = re.findall(r'<a href="([^"]+)" aria-current="page"', drawn(sari, path))
        assert current == [address]


def test_a_group_is_said_to_be_open_and_its_page_to_be_the_one() -> None:
    markup = drawn(lead(), "/quarantine")
    assert (
        '<li class="nav-here"><a href="/sources" aria-current="true" class="nav-group">Upkeep</a>' in markup
    )
    assert '<li><a href="/quarantine" aria-current="page">Quarantine</a></li>' in markup


def test_labels_and_addresses_are_text() -> None:
    hostile = '"><script>'
    markup = written._group(ShownGroup(hostile, hostile, True, [Shown(hostile, hostile, True)]))
    assert "<script>" not in markup
    assert markup.count("&quot;&gt;&lt;script&gt;") == 4


def test_addresses_that_lead_nowhere_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "_written", {})
    monkeypatch.setattr(written, "_MOST", 3)
    sari = lead()
    for number in range(10):
        assert drawn(sari, f"/no-such-{number}") == drawn(sari, "/nowhere")
        assert len(written._written) <= 3


def test_the_frame_lays_it_down_unescaped() -> None:
    client = Client()
    client.force_login(lead())
    page = client.get("/status").content.decode()
    assert '<ul class="nav">' in page
    assert '<a href="/status" aria-current="page">' in page
    assert "&lt;li" not in page
