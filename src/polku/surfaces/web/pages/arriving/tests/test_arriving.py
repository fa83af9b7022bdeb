"""The live page: lines one can read, for whom it is, paused, and as a part."""

import re

import pytest
from django.test import Client

from polku.intake.keep import Refusal, keep
from polku.intake.models import Quarantined
from polku.intake.sources import add_source
from polku.lib.clock import now
from polku.pipeline.models import Progress
from polku.surfaces.web.pages.arriving import arrivals
from polku.timeline.models import Event
from tests.people import AINO
from tests.story import drain, messages, story_source, tell, told

pytestmark = pytest.mark.django_db(databases="__all__")


def lines(page: str) -> list[str]:
    """The arrivals as they read, newest first, without their times."""
    items = re.findall(r'<li id="event-.*?</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<time.*?</time>|<[^>]+>", " ", item).split()) for item in items]


def test_an_empty_house_says_what_to_do_next_to_those_who_may(sari: Client, mikko: Client) -> None:
    assert 'href="/sources"' in re.sub(
        r"<header.*?</header>", "", sari.get("/live").content.decode(), flags=re.DOTALL
    )
    page = mikko.get("/live").content.decode()
    assert "No source is connected" in page
    assert 'href="/sources"' not in page


def test_the_newest_stands_first_with_who_what_and_where(mikko: Client) -> None:
    tell(AINO.story)
    found = lines(mikko.get("/live").content.decode())
    assert len(found) == 8
    assert found[0] == "Story aino · rated (survey)"
    assert any("we answered (mail support)" in line for line in found)
    assert "asked us (mail support)" in found[-1]


def test_none_of_their_words_are_shown(mikko: Client) -> None:
    tell(AINO.story)
    page = mikko.get("/live").content.decode()
    assert "which socket" not in page
    assert "never so easy" not in page


def test_what_the_worker_has_not_read_says_so(mikko: Client) -> None:
    source = story_source()
    keep(list(messages(AINO.story, source.pk)))
    found = lines(mikko.get("/live").content.decode())
    assert len(found) == 8
    assert all("not read yet" in line for line in found)
    drain()
    assert not any("not read yet" in line for line in lines(mikko.get("/live").content.decode()))


def test_what_a_mapping_refused_says_so(mikko: Client) -> None:
    source = story_source()
    told(list(messages("aino mon 09:12 asked mail-support", source.pk)))
    event = Event.objects.get()
    Quarantined.objects.create(
        source_id=source.pk, key=b"k" * 16, event_id=event.pk, form="row", body=b"", reason="?", received_at=1
    )
    assert "could not be read" in lines(mikko.get("/live").content.decode())[0]


def test_thirty_lines_are_enough(mikko: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "MOST", 3)
    tell(AINO.story)
    found = arrivals.arrivals(position=Event.objects.latest("pk").pk)
    newest = Event.objects.latest("pk").pk
    assert [one.event_id for one in found] == [newest, newest - 1, newest - 2]


def test_a_place_is_said_once_where_several_things_happened_at_it() -> None:
    ordered, paid = (
        arrivals.Did("ordered", "customer", "web-shop"),
        arrivals.Did("paid", "customer", "web-shop"),
    )
    met = arrivals.Did("met", "us", "store")
    said = arrivals._place_said_once([ordered, paid, met])
    assert [one.place for one in said] == ["", "web-shop", "store"]


def test_lines_newer_than_those_shown_before_are_marked_fresh(mikko: Client) -> None:
    tell(AINO.story)
    newest = Event.objects.latest("pk").pk
    page = mikko.get(f"/live?since={newest - 2}").content.decode()
    assert page.count('class="fresh"') == 2
    assert 'class="fresh"' not in mikko.get("/live").content.decode()


@pytest.mark.parametrize("since", ["x", "-1", "9" * 40, "٣", ""])
def test_a_nonsense_since_is_no_fault(mikko: Client, since: str) -> None:
    assert mikko.get("/live", {"since": since}).status_code == 200


def test_it_listens_and_asks_again_unless_paused(mikko: Client) -> None:
    page = mikko.get("/live").content.decode()
    assert 'hx-sse:connect="/live/arriving"' in page
    assert 'hx-trigger="arrived from:#listening, every 10s"' in page
    paused = mikko.get("/live?paused").content.decode()
    assert "hx-sse:connect" not in paused
    assert "hx-trigger" not in paused
    assert "Paused at" in paused
    assert 'href="/live"' in paused


def test_a_part_comes_without_the_frame(mikko: Client, part: dict[str, str]) -> None:
    page = mikko.get("/live", headers=part).content.decode()
    assert "<html" not in page
    assert 'id="arriving"' in page


@pytest.mark.parametrize("address", ["/live", "/live/arriving"])
def test_an_outsider_hears_nothing(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"/sign-in?next={address}"


def test_quarantine_is_counted_and_leads_on_for_those_who_may(sari: Client, mikko: Client) -> None:
    source = add_source("Web shop", "segment")
    keep([], [Refusal(source.pk, "segment/track", b"{", "not JSON", "body", now())])
    assert f'href="/quarantine?source={source.pk}"' in sari.get("/live").content.decode()
    assert "/quarantine?source" not in mikko.get("/live").content.decode()


def test_a_rebuild_under_way_says_how_far_it_is(mikko: Client) -> None:
    tell(AINO.story)
    Progress.objects.update(position=2, rebuild_until=8)
    page = mikko.get("/live").content.decode()
    assert '<progress max="8" value="2"' in page
    assert "pages show only a part" in page
