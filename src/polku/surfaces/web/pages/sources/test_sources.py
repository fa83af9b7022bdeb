"""Sources, their keys and what came from them."""

import re

import pytest
from django.test import Client

from polku.intake.keep import keep
from polku.intake.keys import holder, make_key
from polku.intake.models import WriteKey
from polku.intake.sources import add_source
from polku.lib.clock import HOUR, now
from polku.surfaces.web.pages.sources.pace import hourly
from polku.timeline.log.append import Message
from polku.timeline.models import Source
from polku.timeline.sources import own_source

pytestmark = pytest.mark.django_db(databases="__all__")


def test_without_sources_the_page_says_what_to_do(sari: Client, part: dict[str, str]) -> None:
    assert "Add the first one below" in sari.get("/sources").content.decode()
    assert b"<html" not in sari.get("/sources", headers=part).content


def test_a_new_source_shows_its_key_once_with_a_ready_command(sari: Client) -> None:
    page = sari.post("/sources", {"name": "Web shop", "mapping": "segment"}).content.decode()
    found = re.search(r'<code id="key">([^<]+)</code>', page)
    assert found
    held = holder(found[1])
    assert held is not None
    assert held.slug == "web-shop"
    assert f"curl http://testserver/v1/track -u {found[1]}:" in page
    assert found[1] not in sari.get("/sources/web-shop").content.decode()


def test_a_name_that_is_taken_is_refused(sari: Client) -> None:
    add_source("Web shop", "segment")
    response = sari.post("/sources", {"name": "Web shop", "mapping": "segment"})
    assert response.status_code == 422
    assert "Choose another name" in response.content.decode()


def test_the_list_tells_what_came(sari: Client) -> None:
    source = add_source("Web shop", "segment")
    moment = now()
    keep(
        [Message(source.pk, bytes([n]) * 16, "segment", moment, moment - n * HOUR, 0, "{}") for n in range(3)]
    )
    assert hourly() == {source.pk: 1}
    assert "just now" in sari.get("/sources").content.decode()


def test_settings_are_changed(sari: Client) -> None:
    add_source("Web shop", "segment")
    told = {"name": "Shop", "mapping": "segment", "time_zone": "America/Sao_Paulo", "rate_limit": "50"}
    sari.post("/sources/web-shop", told)
    source = Source.objects.get()
    assert (source.name, source.time_zone, source.rate_limit) == ("Shop", "America/Sao_Paulo", 50)


def test_a_time_zone_that_does_not_exist_is_refused(sari: Client) -> None:
    add_source("Web shop", "segment")
    told = {"name": "Shop", "mapping": "segment", "time_zone": "Mars/Olympus"}
    response = sari.post("/sources/web-shop", told)
    assert response.status_code == 422
    assert "Write it as Europe/Helsinki" in response.content.decode()


def test_a_key_is_added_and_revoked(sari: Client) -> None:
    source = add_source("Web shop", "segment")
    key = make_key(source, "test")
    sari.post(f"/sources/web-shop/keys/{WriteKey.objects.get().pk}/revoke")
    held = holder(key)
    assert held is not None
    assert not held.open
    assert 'id="key"' in sari.post("/sources/web-shop/keys", {"label": "more"}).content.decode()
    assert "revoked" in sari.get("/sources/web-shop").content.decode()


def test_a_key_of_another_source_is_not_revoked_from_here(sari: Client) -> None:
    add_source("Web shop", "segment")
    make_key(add_source("Helpdesk", "segment"))
    response = sari.post(f"/sources/web-shop/keys/{WriteKey.objects.get().pk}/revoke")
    assert response.status_code == 404
    assert WriteKey.objects.get().revoked_at is None


def test_a_retired_source_stays_in_the_list(sari: Client) -> None:
    add_source("Web shop", "segment")
    sari.post("/sources/web-shop/retire")
    assert "retired" in sari.get("/sources").content.decode()


def test_polkus_own_source_is_not_managed_here(sari: Client) -> None:
    own_source()
    assert sari.get("/sources/polku").status_code == 404
