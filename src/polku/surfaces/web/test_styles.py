"""The shared style sheets as one file."""

import pytest
from django.test import Client

from polku.surfaces.web.styles import FOLDER, SHEETS

pytestmark = pytest.mark.django_db(databases="__all__")


def test_every_shared_sheet_is_in_it_and_the_layers_come_first(client: Client) -> None:
    assert {path.stem for path in FOLDER.glob("*.css")} == {*SHEETS}
    told = client.get("/styles.css")
    assert told.headers["Content-Type"] == "text/css; charset=utf-8"
    css = told.content.decode()
    assert "@layer tokens, ground" in css.splitlines()[1]
    assert [name for name in SHEETS if (FOLDER / f"{name}.css").read_text("utf-8") not in css] == []


def test_what_the_browser_has_is_not_sent_again(client: Client) -> None:
    tag = client.get("/styles.css", headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    again = client.get("/styles.css", headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})
    assert (tag.startswith("W/"), again.status_code, again.content) == (True, 304, b"")


def test_pages_name_it_and_an_outsider_may_have_it(client: Client) -> None:
    assert '<link rel="stylesheet" href="/styles.css">' in client.get("/sign-in").content.decode()
    assert client.get("/styles.css").status_code == 200
