"""Single steps of a life, each drawn many times."""

from collections import Counter
from random import Random
from typing import Final

import pytest

from polku.demo.happening import What
from polku.demo.lives import billing, calendar, kick_off, lead, leaving, newsletters, ratings, tickets, yearly
from polku.demo.lives.calendar import DAY, HOUR, MINUTE
from polku.demo.lives.diary import Diary
from polku.demo.lives.hours import OFFICE
from polku.demo.lives.installation import Installed
from polku.demo.lives.leaving import Fate
from polku.demo.lives.staff import EVENING_CHAT, MORNING_CHAT, PIHKA
from polku.demo.lives.tests.reading import UNTIL
from polku.demo.truths import Truth

MORNING: Final = calendar.moment(calendar.day(2025, 11, 18), 10 * 60)  # a Tuesday
EVENING: Final = calendar.moment(calendar.day(2025, 11, 18), 21 * 60)
STAYS: Final = Fate(UNTIL + 900 * DAY, said=True, content=True)


def diary(number: int = 1, *without: Truth) -> Diary:
    return Diary(number, 1, UNTIL, frozenset(without))


def installed(at: int = MORNING, silently: bool = False) -> Installed:
    return Installed(at, silently_redated=silently, kindness=False)


def test_most_who_ask_in_the_morning_are_called_within_the_hour() -> None:
    waits = [lead.answer_to(MORNING, Random(seed)) - MORNING for seed in range(1000)]
    assert 0.57 < sum(wait <= HOUR for wait in waits) / 1000 < 0.67
    assert 0.1 < sum(wait > DAY for wait in waits) / 1000 < 0.25
    assert min(waits) >= 3 * MINUTE


def test_nobody_who_asks_in_the_evening_is_called_before_the_office_opens() -> None:
    opens = calendar.moment(calendar.day(2025, 11, 19), 9 * 60)
    for seed in range(300):
        called = lead.answer_to(EVENING, Random(seed))
        assert called >= opens
        assert OFFICE.is_open(called)


def test_the_wait_for_the_kick_off_is_anything_between_three_days_and_two_months() -> None:
    waits = Counter(kick_off.wait_for_kick_off(Random(seed)) for seed in range(3000))
    assert (min(waits), max(waits)) == (3, 56)
    assert waits.most_common(1)[0][1] < 0.1 * 3000


@pytest.mark.parametrize(("silently", "hazard"), [(False, 0.013), (True, 0.026)])
def test_a_silent_redating_doubles_the_hazard_of_every_month(silently: bool, hazard: float) -> None:
    lives = [leaving.draw_fate(diary(number), installed(silently=silently)) for number in range(1500)]
    after_a_year = sum(fate.at < MORNING + 361 * DAY for fate in lives) / 1500
    # Twelve months of thirty days, each survived with 1 - hazard.
    assert after_a_year == pytest.approx(1 - (1 - hazard) ** 12, abs=0.035)


def test_switched_off_a_silent_redating_changes_nobodys_fate() -> None:
    for number in range(200):
        plain = leaving.draw_fate(diary(number), installed())
        off = leaving.draw_fate(diary(number, Truth.SILENT_REDATING), installed(silently=True))
        assert plain == off


def test_four_in_ten_say_that_they_leave() -> None:
    fates = [leaving.draw_fate(diary(number), installed()) for number in range(1500)]
    assert 0.35 < sum(fate.said for fate in fates) / 1500 < 0.45
    assert 0.21 < sum(fate.content for fate in fates) / 1500 < 0.29


def test_who_leaves_silently_says_nothing() -> None:
    one = diary()
    leaving.say_goodbye(one, installed(), Fate(MORNING + DAY, said=False, content=False))
    assert one.told == 0
    leaving.say_goodbye(one, installed(), Fate(MORNING + DAY, said=True, content=False))
    assert [h.what for h in one.happenings()] == [What.LEFT]


def test_an_invoice_is_due_in_a_fortnight_and_reminded_of_when_late() -> None:
    reminded = 0
    for number in range(250):
        one = diary(number)
        billing.charge(one, MORNING, "O1", 250_000, Random(number))
        told = one.happenings()
        invoice, paid = told[0], told[-1]
        assert (invoice.what, paid.what) == (What.INVOICE, What.PAID)
        assert invoice.amount == paid.amount == 250_000
        assert 14 <= ((invoice.due_at or 0) - invoice.at) / DAY < 15.6
        assert len(told) == 2 or (told[1].what is What.NOTICE and paid.at > (invoice.due_at or 0))
        reminded += len(told) == 3
    assert 12 < reminded < 80


def test_a_served_customer_is_served_each_year_and_renews() -> None:
    one = diary()
    yearly.keep_in_service(one, installed(UNTIL - 800 * DAY), PIHKA, STAYS)
    counted = Counter(h.what for h in one.happenings())
    assert (counted[What.SERVICE_DONE], counted[What.RENEWED]) == (2, 2)
    assert counted[What.SERVICE_PROMISED] == counted[What.SERVICE_DONE]


def test_a_silent_leavers_rhythm_stops_and_we_call_in_vain() -> None:
    one = diary()
    gone = Fate(UNTIL - 300 * DAY, said=False, content=True)
    yearly.keep_in_service(one, installed(UNTIL - 800 * DAY), PIHKA, gone)
    told = one.happenings()
    # Served once, 435 days before; the second year's letter and calls stay unanswered.
    assert Counter(h.what for h in told)[What.SERVICE_DONE] == 1
    assert {h.what for h in told if h.at > gone.at} == {What.NOTICE, What.CALL_TRIED}


def test_who_said_goodbye_is_not_called_again() -> None:
    one = diary()
    yearly.keep_in_service(
        one, installed(UNTIL - 800 * DAY), PIHKA, Fate(UNTIL - 300 * DAY, said=True, content=True)
    )
    assert not [h for h in one.happenings() if h.at > UNTIL - 300 * DAY]


def test_four_newsletters_a_year_go_out_on_working_days() -> None:
    one = diary()
    one.joined_at = UNTIL - 380 * DAY
    newsletters.send_newsletters(one, UNTIL)
    told = one.happenings()
    # Joined on 7 November 2025: that November's, then February, May, August and November 2026.
    assert len(told) == 5
    assert all(calendar.is_workday(calendar.local(h.at)[0]) for h in told)
    assert len({h.subject for h in told}) >= 4


def test_who_never_joined_gets_no_newsletter() -> None:
    one = diary()
    newsletters.send_newsletters(one, UNTIL)
    assert one.told == 0


CUSTOMERS: Final = 500


def _rated(points: int, fate: Fate | None, *without: Truth) -> list[int]:
    given = []
    for number in range(CUSTOMERS):
        one = diary(number, *without)
        one.ask_for_rating(MORNING, "installation", one.people.lives, "O1", points)
        ratings.answer_all(one, fate)
        given += [h.rating for h in one.happenings() if h.rating is not None]
    return given


def test_what_they_went_through_costs_whole_points() -> None:
    well, badly = _rated(0, STAYS), _rated(-2, STAYS)
    assert [rating - 2 for rating in well] == badly


def test_the_delighted_and_the_unhappy_answer_more_often() -> None:
    given = Counter(_rated(0, STAYS))
    # 28 % tens answer with 0.52, 22 % eights with 0.32 and 1 % fours with 0.58: 73, 35 and 3 of 500.
    assert 50 < given[10] < 96
    assert 20 < given[8] < 52
    assert given[4] < 10


def test_the_content_who_leave_silently_rate_nine_or_ten_and_all_answer() -> None:
    leaver = Fate(MORNING + 60 * DAY, said=False, content=True)
    given = _rated(-2, leaver)
    assert len(given) == CUSTOMERS
    assert set(given) == {9, 10}


def test_without_that_truth_nobody_who_leaves_silently_had_rated_nine() -> None:
    leaver = Fate(MORNING + 60 * DAY, said=False, content=True)
    assert max(_rated(0, leaver, Truth.SATISFIED_BUT_LEFT)) == 8


def test_nobody_is_asked_for_a_rating_after_they_left() -> None:
    assert _rated(0, Fate(MORNING - DAY, said=True, content=True)) == []


def test_the_evening_chat_answers_about_four_times_as_fast() -> None:
    def median(minute: int) -> float:
        asked = calendar.moment(calendar.day(2025, 11, 18), minute)
        waits = sorted(tickets.answer_at(diary(), "chat", asked, Random(seed)) - asked for seed in range(500))
        return waits[250] / MINUTE

    assert 3 < median(10 * 60) < 5
    assert 0.8 < median(16 * 60) < 1.5


def test_a_chat_open_at_two_passes_to_the_evening_shift() -> None:
    asked = calendar.moment(calendar.day(2025, 11, 18), 13 * 60 + 59)
    passed = 0
    for number in range(40):
        one = diary(number)
        matter = tickets.Matter("cold", 0, False, "H1-1", "chat", "Ei lämmitä", one.people.lives)
        tickets.handle(one, matter, asked, Random(number))
        forwarded = [h for h in one.happenings() if h.what is What.TICKET_FORWARDED]
        for h in forwarded:
            passed += 1
            assert calendar.local(h.at) == (calendar.day(2025, 11, 18), 14 * 60)
            assert h.staff in MORNING_CHAT
            assert h.to in EVENING_CHAT
    assert passed > 30


def test_a_diary_gives_back_what_it_was_told_in_times_order() -> None:
    one = diary()
    one.tell(MORNING + 2, What.CALL, one.people.asks)
    one.tell(MORNING, What.LEAD_FORM, one.people.asks, text="b")
    one.tell(MORNING, What.LEAD_RECEIPT, one.people.asks)
    assert [(h.number, h.what) for h in one.happenings()] == [
        (0, What.LEAD_FORM),
        (1, What.LEAD_RECEIPT),
        (2, What.CALL),
    ]


def test_a_diary_tells_nothing_beyond_its_last_moment() -> None:
    one = diary()
    one.tell(one.last, What.CALL, one.people.asks)
    one.tell(one.last + 1, What.CALL, one.people.asks)
    assert one.told == 1


def test_after_a_change_of_contact_our_waits_are_half_as_long_again() -> None:
    one = diary()
    assert one.waits == 1.0
    one.contact_changed = True
    assert one.waits == 1.5
    off = diary(1, Truth.CONTACT_CHANGE)
    off.contact_changed = True
    assert off.waits == 1.0


def test_after_a_change_of_contact_each_rating_costs_a_point() -> None:
    one = diary()
    one.contact_changed = True
    one.ask_for_rating(MORNING, "support", one.people.lives, "H1-1", -2, "twice")
    assert (one.occasions[0].points, one.occasions[0].facts) == (-3, ("twice", "contact"))
