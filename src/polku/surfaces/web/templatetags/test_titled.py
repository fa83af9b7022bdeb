"""Touchpoints by the titles of the map, and promises by when they are due."""

from polku.lib.clock import HOUR, MINUTE, now
from polku.surfaces.web.templatetags.words import at_clock, due_badge, titled
from polku.touchpoints.journeys.places import Place

DESK = Place("mail-support", "Sähköpostituki", "pump", "use", "Käyttää", 5, "mail", "Support")


def test_a_touchpoint_on_the_map_has_its_title_there() -> None:
    assert titled("mail-support", {"mail-support": DESK}) == "Sähköpostituki"


def test_one_the_map_does_not_know_is_said_as_people_say_it() -> None:
    assert titled("phone-support", {"mail-support": DESK}) == "phone support"
    assert titled("", {}) == ""


def test_what_is_overdue_is_below_what_was_expected_and_what_is_due_waits() -> None:
    overdue, due = due_badge(now() - 2 * HOUR - MINUTE), due_badge(now() + 2 * HOUR + MINUTE)
    assert overdue == '<span class="badge badge-below">2 h 1 min overdue</span>'
    assert due.startswith('<span class="badge badge-wait">due in 2 h')


def test_an_absent_moment_has_no_time_of_day() -> None:
    assert at_clock(None) == "–"
    assert ">12:00:00<" in at_clock(1_772_445_600 * 1_000_000)  # 10:00 UTC is noon in Helsinki in March
