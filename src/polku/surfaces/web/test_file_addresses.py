"""Addresses of static files are kept, and are still the ones that Django gives out."""

from typing import Any

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.core.files.storage import storages
from django.templatetags.static import static

from polku.surfaces.web.file_addresses import KeptAddresses


def test_pages_use_it() -> None:
    assert isinstance(storages["staticfiles"], KeptAddresses)
    assert static("polku/page.js") == staticfiles_storage.url("polku/page.js")


@pytest.mark.parametrize("name", ["polku/page.js", "a folder/å.css", "polku/icon.svg#part", ""])
def test_an_address_is_djangos_the_first_time_and_after(name: str) -> None:
    kept, plain = KeptAddresses(), StaticFilesStorage()
    assert [kept.url(name) for _ in range(3)] == [plain.url(name)] * 3


def test_an_address_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def worked_out(self: StaticFilesStorage, name: str | None) -> str:
        asked.append(name)
        return f"/static/{name}"

    monkeypatch.setattr(StaticFilesStorage, "url", worked_out)
    kept = KeptAddresses()
    assert [kept.url(name) for name in ("a", "b", "a", "a")] == [
        "/static/a",
        "/static/b",
        "/static/a",
        "/static/a",
    ]
    assert asked == ["a", "b"]


def test_another_base_gives_other_addresses(settings: Any) -> None:
    assert static("polku/page.js") == "/static/polku/page.js"
    settings.STATIC_URL = "/elsewhere/"
    assert static("polku/page.js") == "/elsewhere/polku/page.js"
