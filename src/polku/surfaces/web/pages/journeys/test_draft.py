"""A journey drafted from what happened holds as it is, and says what usually comes after what."""

import pytest
from django.test import Client
from hypothesis import given as examples
from hypothesis import strategies as some

from polku.engine.tests.fresh import fresh_engine
from polku.surfaces.web.pages.journeys.draft import drafted
from polku.touchpoints.journeys.compile import compile_journey
from tests.story import tell

__all__ = ["fresh_engine"]
# Eight go a → b → c, two go straight to c and back to b; one begins with what almost nobody meets.
WAYS = [(["a", "b", "c"], 8), (["a", "c", "b"], 2), (["fair", "a"], 1)]


def test_touchpoints_stand_in_their_usual_order_with_what_usually_comes_next() -> None:
    journey = compile_journey(drafted(WAYS, {"a": "web"}))
    places = {one.name: one for one in journey.touchpoints}
    # First met, on the mean: the fair at 0, a at 1/11, b at (8·1 + 2·2) / 10 = 1.2, c at (8·2 + 2·1) / 10 = 1.8.
    assert list(places) == ["fair", "a", "b", "c"]
    assert [one.channel for one in places.values()] == ["other", "web", "other", "other"]
    # Of 11 at a eight go to b, and two (18%) to c; from c they only go back.
    assert [list(one.expects) for one in places.values()] == [["a"], ["b"], ["c"], []]
    assert len(journey.stages) == 4


@examples(
    some.lists(
        some.tuples(
            some.lists(
                some.sampled_from(["a", "b-b", "true", "12", "no", "Till 3", "é", ""]), min_size=1, max_size=6
            ),
            some.integers(1, 50),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_happened_the_draft_holds(ways: list[tuple[list[str], int]]) -> None:
    """What no journey can name, because no mapping writes it so, is left out."""
    known = {name for path, _ in ways for name in path} - {"Till 3", "é", ""}
    text = drafted(ways, {})
    assert bool(text) == bool(known)
    assert not known or {one.name for one in compile_journey(text).touchpoints} == known


def test_of_nothing_there_is_no_draft() -> None:
    assert drafted([], {}) == ""


@pytest.mark.django_db(databases="__all__", transaction=True)
@pytest.mark.usefixtures("fresh_engine")
def test_a_log_without_a_journey_leads_to_its_own_map(sari: Client) -> None:
    assert "what-happens" not in sari.get("/map").content.decode()
    tell(
        "".join(f"p{n} mon 09:00 visited shop\np{n} tue 09:00 ordered till channel=store\n" for n in range(6))
    )
    assert 'href="/journeys/new?template=what-happens"' in sari.get("/map").content.decode()
    page = sari.get("/journeys/new?template=what-happens")
    text = page.context["text"] if page.context and "text" in page.context else page.content.decode()
    assert "channel: store" in text
    assert text.index("shop") < text.index("till")
