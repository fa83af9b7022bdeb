"""The status page counts what there is."""

import pytest
from django.test import Client

from polku.pipeline.models import Progress
from tests.people import AINO, colleague
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__")


def test_it_counts_what_there_is(client: Client) -> None:
    client.force_login(colleague())
    tell(AINO.story)
    page = client.get("/status").content.decode()
    assert "<html" in page
    assert "Everything that came has been read." in page
    assert "<dt>customers</dt><dd>1</dd>" in page
    assert "<dt>events</dt><dd>8</dd>" in page


def test_htmx_gets_the_figures_alone(sari: Client, part: dict[str, str]) -> None:
    page = sari.get("/status", headers=part).content.decode()
    assert "<h1>" not in page
    assert "<dt>events</dt><dd>0</dd>" in page


def test_it_says_when_pages_show_only_a_part(sari: Client) -> None:
    Progress.objects.update_or_create(pk=1, defaults={"position": 3, "rebuild_until": 9})
    page = sari.get("/status").content.decode()
    assert "3 of 9" in page
    assert "pages show only a part" in page
