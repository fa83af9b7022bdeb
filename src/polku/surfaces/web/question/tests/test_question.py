"""What a request asks: parameters become a question, or a sentence that says what is wrong with them."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from polku.lenses.asked import Asked, asked
from polku.lib import clock
from polku.lib.clock import DAY
from polku.surfaces.web.question import question as room
from polku.surfaces.web.question.question import Question, question_of
from polku.touchpoints.journeys.load import template
from polku.touchpoints.journeys.save import save_journey

pytestmark = pytest.mark.django_db(databases="__all__")
TODAY = date(2026, 3, 31)


@pytest.fixture(autouse=True)
def last_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of 31 March 2026."""
    noon = clock.from_datetime(clock.datetime(2026, 3, 31, 12, tzinfo=clock.UTC))
    monkeypatch.setattr(room, "now", lambda: noon)


def got(address: str, *more: str, **wanted: Any) -> Question:
    return question_of(RequestFactory().get(address), *more, **wanted)


def meant(**words: str) -> Asked:
    """The same in days of the company's time zone."""
    return asked(zone=settings.CHOSEN["time_zone"], **words)


def drawn(address: str, *more: str, **context: Any) -> str:
    request = RequestFactory().get(address)
    found = {"question": question_of(request, *more), "request": request, **context}
    return render_to_string("question/controls.html", found)


def test_nothing_asked_is_everything_asked() -> None:
    found = got("/paths")
    assert (found.asked, found.before, found.error, found.query) == (meant(), None, "", "")
    assert (found.period, found.subject, found.narrowed) == ("all of the time", "all of the time", False)


def test_a_period_in_words_and_a_segment_become_a_question() -> None:
    found = got("/paths?period=last-90-days&segment=channel=web&segment=entity=person&compare=before")
    whole = meant(since="2026-01-01", until="2026-03-31", segment="channel=web,entity=person")
    assert found.asked == whole
    assert found.before == meant(since="2025-10-01", until="2025-12-31", segment="channel=web,entity=person")
    assert found.query == "from=2026-01-01&to=2026-03-31&segment=channel%3Dweb%2Centity%3Dperson"
    assert found.period == "1 Jan 2026 – 31 Mar 2026"
    assert found.subject.startswith("1 Jan 2026 – 31 Mar 2026 · ")
    assert found.narrowed


def test_days_alone_will_do_and_words_win_over_days_that_are_left_from_before() -> None:
    alone = got("/paths?from=2026-03-02&to=2026-03-08")
    assert alone.asked == meant(since="2026-03-02", until="2026-03-08")
    assert [one.value for one in alone.controls.periods if one.chosen] == ["days"]
    words = got("/paths?period=last-month&from=2026-03-02&to=2026-03-08")
    assert words.asked == meant(since="2026-02-01", until="2026-02-28")
    everything = got("/paths?period=&from=2026-03-02&to=2026-03-08")
    assert everything.asked == meant()


def test_a_page_that_needs_a_journey_gets_the_first() -> None:
    assert got("/map", needs_journey=True).error == "This is asked of a journey, and none is declared yet."
    save_journey(template("e-commerce"))
    save_journey(template("subscription"))
    found = got("/map", needs_journey=True)
    assert found.asked is not None
    assert found.asked.journey is not None
    assert found.asked.journey.name == "e-commerce"
    assert [one.value for one in found.controls.journeys] == ["e-commerce", "subscription"]
    assert [one.value for one in got("/map").controls.journeys] == ["", "e-commerce", "subscription"]


def test_days_within_are_asked_where_the_page_asks_for_them() -> None:
    found = got("/measures/funnel?within=30", "within")
    assert found.asked is not None
    assert found.asked.window == 30 * DAY
    assert found.query == "within=30"
    passed_over = got("/paths?within=30")
    assert passed_over.asked is not None
    assert passed_over.asked.window == 0


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/paths?from=31.3.2026", "must be a day"),
        ("/paths?from=2026-03-31&to=2026-03-01", "ends (2026-03-01) before it begins"),
        ("/paths?period=some-time", "There is no period “some-time”"),
        ("/paths?period=last-9999-months", "must be between 1970"),
        ("/paths?segment=shoe=42", "'shoe=42' is not understood"),
        ("/paths?segment=channel=smoke", "no channel 'smoke'"),
        ("/paths?journey=nowhere", "no journey 'nowhere' in force"),
        ("/paths?within=soon", "“soon” is no number of days"),
        ("/paths?within=4000", "up to 3650"),
        ("/paths?within=²", "no number of days"),
        ("/paths?segment=" + ",".join(f"touchpoint=t{n}" for n in range(5)), "at most 4 conditions"),
    ],
)
def test_what_can_not_be_asked_is_told_in_words_and_stays_in_the_controls(address: str, told: str) -> None:
    found = got(address, "within")
    assert found.asked is None
    assert told in found.error
    page = drawn(address, "within")
    assert 'role="alert"' in page
    assert "<select" in page


def test_the_error_is_in_the_readers_language() -> None:
    with override("fi"):
        assert "Jaksoa ”some-time” ei ole" in got("/paths?period=some-time").error
        assert "päivä" in got("/paths?from=eilen").error
    with override("sv"):
        assert "period ”some-time”" in got("/paths?period=some-time").error


def test_the_controls_keep_other_parameters_but_not_the_page() -> None:
    page = drawn("/paths?detail=3&sort=gap&page=4&segment=channel=web")
    assert '<input type="hidden" name="detail" value="3">' in page
    assert 'name="sort"' in page
    assert 'name="page"' not in page
    assert page.count('name="segment"') == 2  # the one chosen, and room for another
    assert '<option value="channel=web" selected>met us: web</option>' in page


def test_what_is_chosen_is_shown_whether_it_is_offered_or_not() -> None:
    save_journey(template("e-commerce"))
    page = drawn(
        "/paths?period=last-45-days&segment=touchpoint=fair&touchpoint=fair&compare=before", "touchpoint"
    )
    assert '<option value="last-45-days" selected>The last 45 days</option>' in page
    assert '<option value="touchpoint=fair" selected>came to: fair</option>' in page
    assert '<option value="fair" selected>fair</option>' in page
    assert '<option value="before" selected>' in page


def test_comparing_without_a_beginning_says_what_is_missing() -> None:
    assert "choose a period" in drawn("/paths?compare=before")
    assert "choose a period" not in drawn("/paths?compare=before&period=last-month")
    assert 'name="compare"' not in drawn("/paths", no_compare=True)


def test_what_is_typed_into_the_address_is_not_markup() -> None:
    page = drawn("/paths?period=<b>&journey=<b>&from=<b>&segment=<b>&x=<b>", "within")
    assert "<b>" not in page
