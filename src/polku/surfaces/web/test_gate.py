"""Every address says who may open it, and holds to it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from polku.workspace.models import Role
from tests.people import colleague, lead

pytestmark = pytest.mark.django_db(databases="__all__")
SAMPLES = {"int": "1", "slug": "web-shop", "str": "segment", "path": "x"}


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Every page's address with its parameters filled in, and its view; the API guards itself."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + _filled(pattern)
        if route.startswith("/api/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _filled(pattern: URLPattern | URLResolver) -> str:
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        for written in (f"<{kind}:{name}>", f"<{name}>"):
            route = route.replace(written, SAMPLES[kind])
    return route


def is_open(view: Any) -> bool:
    return not getattr(view, "login_required", True)


PAGES = list(addresses())
GUARDED = [(address, view) for address, view in PAGES if not is_open(view)]
ABOVE_THE_LOWEST = [(a, view) for a, view in GUARDED if getattr(view, "role", None) != Role.SEES_CUSTOMERS]


def test_the_walk_finds_the_pages() -> None:
    assert {"/sign-in", "/me", "/people", "/sources/web-shop"} <= {address for address, _ in PAGES}


@pytest.mark.parametrize(("address", "view"), GUARDED, ids=[address for address, _ in GUARDED])
def test_every_guarded_view_names_its_role(address: str, view: Any) -> None:
    assert getattr(view, "role", None) in list(Role), f"{address}: say @may(Role.…) or @open_to_all"


@pytest.mark.parametrize("address", [address for address, _ in GUARDED])
def test_an_outsider_is_sent_to_the_sign_in_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, f"/sign-in?next={address}")


@pytest.mark.parametrize("address", [address for address, _ in ABOVE_THE_LOWEST])
def test_too_low_a_role_is_refused(client: Client, address: str) -> None:
    client.force_login(colleague())
    answers = {client.get(address).status_code, client.post(address).status_code}
    assert answers <= {403, 405}
    assert 403 in answers


def test_who_may_not_sees_how_to_mend_it(client: Client) -> None:
    client.force_login(colleague())
    assert "ask somebody who administers Polku" in client.get("/people").content.decode()


def test_an_outsider_with_htmx_is_led_to_the_sign_in_page_as_a_whole(client: Client) -> None:
    response = client.get("/me", headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == "/sign-in"


def test_a_closed_account_is_an_outsider(client: Client) -> None:
    person = lead()
    client.force_login(person)
    person.is_active = False
    person.save()
    assert client.get("/me").headers["Location"] == "/sign-in?next=/me"
