"""The status page counts what there is."""

import time

import pytest
from django.test import Client

from polku.pipeline import recent_amounts
from polku.pipeline.models import Progress
from polku.pipeline.recent_amounts import QUICK, Counting
from polku.pipeline.status import amounts
from tests.people import AINO, colleague
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def counted_in_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test had counted is not shown."""
    monkeypatch.setattr(recent_amounts, "_COUNTING", Counting(amounts))


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


def test_in_a_large_house_it_shows_the_last_count_and_when_it_was(
    sari: Client, part: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly() -> dict[str, object]:
        time.sleep(2 * QUICK)
        return amounts()

    monkeypatch.setattr(recent_amounts, "_COUNTING", Counting(slowly))
    tell(AINO.story)
    assert "were counted at" in sari.get("/status", headers=part).content.decode()
    tell("kerttu  mon 10:00  visited website")
    page = sari.get("/status", headers=part).content.decode()
    assert "<dt>customers</dt><dd>1</dd>" in page  # the count of a moment ago
    assert "<dt>events</dt><dd>9</dd>" in page  # these are never old
