"""The frame: whole pages and fragments, headers, errors, colours, language, navigation."""

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory

from polku.surfaces.web import errors
from polku.surfaces.web.middleware import CONTENT_SECURITY_POLICY, Compressed
from polku.workspace.company import name_company
from tests.people import colleague, lead

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_browser_gets_the_whole_page(sari: Client) -> None:
    page = sari.get("/me").content.decode()
    assert page.startswith("<!doctype html>")
    assert 'href="#main"' in page


def test_a_page_is_packed_where_the_browser_takes_it_and_what_is_streamed_never(sari: Client) -> None:
    plain = sari.get("/portfolio")
    packed = sari.get("/portfolio", headers={"Accept-Encoding": "gzip"})
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
    assert gzip.decompress(packed.content).decode().startswith("<!doctype html>")
    assert len(packed.content) < len(plain.content) / 3
    streamed = StreamingHttpResponse(["data: 1"], content_type="text/event-stream")
    asked = RequestFactory().get("/live/arriving", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in Compressed(lambda _: streamed).process_response(asked, streamed).headers
    file = sari.get("/static/polku/page.js", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in file.headers  # its ETag stays strong, so that it is not fetched again


def test_htmx_gets_the_main_block_the_title_and_the_messages(sari: Client, part: dict[str, str]) -> None:
    page = sari.get("/me", headers=part).content.decode()
    assert "<html" not in page
    assert page.startswith("<title>Sari Lehto · Polku</title>")
    assert 'id="messages" hx-swap-oob' in page


def test_the_company_stands_in_the_heading_and_the_title_of_every_page(
    sari: Client, part: dict[str, str]
) -> None:
    name_company("Tuulahdus & Pojat Oy")
    page = sari.get("/me").content.decode()
    assert "<title>Sari Lehto · Tuulahdus &amp; Pojat Oy · Polku</title>" in page
    assert ">Tuulahdus &amp; Pojat Oy</span></a>" in page
    fragment = sari.get("/me", headers=part).content.decode()
    assert fragment.startswith("<title>Sari Lehto · Tuulahdus &amp; Pojat Oy · Polku</title>")
    assert "Tuulahdus &amp; Pojat Oy</span>" in Client().get("/sign-in").content.decode()
    assert "Tuulahdus &amp; Pojat Oy" in sari.get("/no-such-page").content.decode()


def test_a_page_asks_for_the_company_s_name_once_not_each_time(
    sari: Client, django_assert_max_num_queries: Callable[..., AbstractContextManager[Any]]
) -> None:
    name_company("Tuulahdus Oy")
    sari.get("/me")
    with django_assert_max_num_queries(20) as asked:
        sari.get("/me")
    assert not [query["sql"] for query in asked.captured_queries if "workspace_company" in query["sql"]]


def test_htmx_that_replaces_the_body_gets_the_whole_page(sari: Client) -> None:
    full = {"HX-Request": "true", "HX-Request-Type": "full"}
    assert sari.get("/me", headers=full).content.startswith(b"<!doctype html>")


def test_caches_keep_pages_and_fragments_apart(sari: Client) -> None:
    assert "HX-Request" in sari.get("/me").headers["Vary"]


@pytest.mark.parametrize("address", ["/sign-in", "/me", "/no-such-page", "/static/polku/tokens.css"])
def test_nothing_foreign_and_nothing_inline_may_run(sari: Client, address: str) -> None:
    response = sari.get(address)
    if not address.startswith("/static"):
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert "style=" not in response.content.decode()
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_no_shared_cache_keeps_a_page_about_people(sari: Client) -> None:
    assert sari.get("/me").headers["Cache-Control"] == "private, no-cache"
    assert "no-store" in sari.get("/sign-in").headers["Cache-Control"]
    assert "max-age=60" in sari.get("/static/polku/tokens.css").headers["Cache-Control"]


def test_static_files_come_with_their_type(client: Client) -> None:
    assert client.get("/static/polku/page.js").headers["Content-Type"].startswith("text/javascript")
    assert client.get("/static/django_htmx/htmx-4.min.js").status_code == 200


def test_an_unknown_address_says_how_to_go_on(sari: Client) -> None:
    response = sari.get("/no-such-page")
    assert response.status_code == 404
    assert "Search for it" in response.content.decode()


def test_machines_get_a_problem_document(client: Client) -> None:
    response = client.get("/v1/no-such-thing")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_the_page_for_a_fault_needs_no_person() -> None:
    request = RequestFactory().get("/me")
    response = errors.server_error(request)
    assert response.status_code == 500
    assert "Nothing that was acknowledged is lost" in response.content.decode()


@pytest.mark.parametrize("handler", [errors.bad_request, errors.forbidden, errors.stale_form])
def test_every_error_page_says_how_to_mend_it(rf: RequestFactory, handler: object) -> None:
    response = handler(rf.get("/x"))  # type: ignore[operator]
    assert response.status_code in {400, 403}
    assert "<h1>" in response.content.decode()


def test_a_form_without_its_secret_is_refused_with_a_page() -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sign-in", {"username": "sari", "password": "x"})
    assert response.status_code == 403
    assert "too old to be trusted" in response.content.decode()


def test_the_navigation_shows_what_the_role_may_open(client: Client) -> None:
    client.force_login(colleague())
    page = client.get("/me").content.decode()
    assert 'href="/people"' not in page
    assert 'href="/sources"' not in page


def test_the_navigation_says_where_one_is(sari: Client) -> None:
    assert '<a href="/people" aria-current="page">' in sari.get("/teams").content.decode()


def test_colours_are_chosen_and_kept(client: Client) -> None:
    assert client.post("/theme", {"theme": "dark", "next": "/sign-in"}).headers["Location"] == "/sign-in"
    assert 'data-theme="dark"' in client.get("/sign-in").content.decode()
    client.post("/theme", {"theme": "mauve"})
    assert "data-theme" not in client.get("/sign-in").content.decode()


def test_an_outsider_chooses_a_language(client: Client) -> None:
    client.post("/language", {"language": "sv", "next": "/sign-in"})
    assert '<html lang="sv"' in client.get("/sign-in").content.decode()


def test_a_persons_language_wins_over_the_browsers(client: Client) -> None:
    person = lead()
    person.language = "fi"
    person.save()
    client.force_login(person)
    page = client.get("/me", headers={"Accept-Language": "sv"}).content.decode()
    assert '<html lang="fi"' in page


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_led_elsewhere(client: Client, onward: str) -> None:
    assert client.post("/theme", {"theme": "dark", "next": onward}).headers["Location"] == "/"
