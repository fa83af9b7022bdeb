"""What holds in every life: its time, our hours, its people, its words."""

import re
import tracemalloc
from collections import Counter

import pytest

from polku.demo.happening import Happening, What
from polku.demo.lives import calendar, staff
from polku.demo.lives.calendar import DAY
from polku.demo.lives.company import life, lives
from polku.demo.lives.tests.reading import LAST, UNTIL, some
from polku.demo.truths import Truth


def everything() -> list[Happening]:
    return [happening for one in some() for happening in one]


def test_the_same_seed_gives_the_same_lives_and_another_seed_others() -> None:
    assert list(lives(40, 7, UNTIL)) == list(lives(40, 7, UNTIL))
    assert all(one != other for one, other in zip(lives(40, 7, UNTIL), lives(40, 8, UNTIL), strict=True))


def test_life_seventeen_is_the_same_among_twenty_and_among_twelve_hundred() -> None:
    assert list(lives(20, 1, UNTIL))[17] == some()[17] == life(17, 1, UNTIL)


def test_a_life_far_out_can_be_drawn_alone() -> None:
    far = life(999_999, 1, UNTIL)
    assert far == life(999_999, 1, UNTIL)
    assert {happening.who.number for happening in far} == {999_999}


def test_every_life_is_told_in_time_order_and_counted_from_nought() -> None:
    for one in some():
        assert [h.at for h in one] == sorted(h.at for h in one)
        assert [h.number for h in one] == list(range(len(one)))


def test_nothing_is_told_before_the_company_began_or_beyond_six_weeks() -> None:
    assert min(h.at for h in everything()) > UNTIL - (1095 + 60) * DAY
    assert max(h.at for h in everything()) <= LAST


def test_the_company_goes_on_after_the_asked_moment() -> None:
    after = [h for h in everything() if h.at > UNTIL]
    assert len(after) > 0.02 * len(everything())
    assert max(h.at for h in after) > UNTIL + 35 * DAY


def test_every_life_begins_with_a_visit_or_a_talk() -> None:
    assert {one[0].what for one in some()} <= {What.WEB_PAGE, What.FAIR_TALK}


# What must have happened before, where both happened.
BEFORE = [
    (What.LEAD_FORM, What.CALL),
    (What.CALL, What.LEAD_HANDED_OVER),
    (What.LEAD_HANDED_OVER, What.VISIT_BOOKED),
    (What.VISIT_BOOKED, What.VISIT),
    (What.VISIT, What.OFFER),
    (What.OFFER, What.CONTRACT),
    (What.CONTRACT, What.WORK_HANDED_OVER),
    (What.WORK_HANDED_OVER, What.KICK_OFF),
    (What.KICK_OFF, What.INSTALLATION_PROMISED),
    (What.INSTALLATION_PROMISED, What.INSTALLATION_STARTED),
    (What.INSTALLATION_STARTED, What.INSTALLATION_DONE),
    (What.INSTALLATION_DONE, What.INVOICE),
    (What.INVOICE, What.PAID),
    (What.SERVICE_PROMISED, What.SERVICE_DONE),
    (What.RENEWAL_OFFERED, What.RENEWED),
    (What.TICKET_ASKED, What.TICKET_ANSWERED),
    (What.TICKET_ANSWERED, What.TICKET_SOLVED),
    (What.COMPLAINT, What.REMEDY),
    (What.RATING_ASKED, What.RATED),
]


@pytest.mark.parametrize(("earlier", "later"), BEFORE)
def test_one_thing_follows_another(earlier: What, later: What) -> None:
    seen = 0
    for one in some():
        begins = {(h.thread, h.what): h.at for h in reversed(one)}
        anywhere = {h.what: h.at for h in reversed(one)}
        for (thread, what), at in begins.items():
            if what is later:
                seen += 1
                # Who came by a fair sent no form; all else has what goes before.
                missing = 0 if earlier is What.LEAD_FORM else LAST
                before = begins.get((thread, earlier), anywhere.get(earlier, missing))
                assert before <= at, (one[0].who.number, later)
    assert seen


def test_nobody_of_ours_works_at_night_or_on_a_holiday() -> None:
    for h in everything():
        # A contract names its seller, but the customer signs it when it suits them.
        if h.staff and h.what is not What.CONTRACT:
            day, minute = calendar.local(h.at)
            saturday_chat = h.channel == "chat" and calendar.weekday(day) == calendar.SATURDAY
            assert day not in calendar.HOLIDAYS, h
            assert calendar.weekday(day) < 5 or (saturday_chat and 600 <= minute <= 901), h
            assert 7 * 60 + 30 <= minute <= 20 * 60, h


@pytest.mark.parametrize(
    ("date", "minute"), [((2027, 1, 1), 30), ((2026, 4, 5), 1439), ((2025, 7, 2), 700), ((2026, 3, 29), 240)]
)
def test_whatever_moment_is_asked_for_lives_are_in_order_and_nobody_works_on_holidays(
    date: tuple[int, int, int], minute: int
) -> None:
    """New Year's night, Easter Sunday's last minute, July, the morning after the clocks changed."""
    until = calendar.moment(calendar.day(*date), minute)
    for one in lives(120, 4, until):
        assert [h.at for h in one] == sorted(h.at for h in one)
        assert one[-1].at <= until + 42 * DAY
        ours = [h for h in one if h.staff and h.what is not What.CONTRACT]
        assert not [h for h in ours if calendar.local(h.at)[0] in calendar.HOLIDAYS]


def test_the_chat_is_answered_by_the_shift_that_is_there() -> None:
    passed_on = 0
    for h in everything():
        if h.what is What.TICKET_ANSWERED and h.channel == "chat":
            assert h.staff in staff.chat_shift(h.at)
        if h.what is What.TICKET_FORWARDED and h.channel == "chat":
            assert (h.staff in staff.MORNING_CHAT, h.to in staff.EVENING_CHAT) == (True, True)
            passed_on += 1
    assert passed_on


def test_between_contract_and_kick_off_nothing_is_promised_asked_or_rated() -> None:
    silent = {What.INSTALLATION_PROMISED, What.TICKET_ASKED, What.RATED, What.RATING_ASKED, What.NOTICE}
    waits = 0
    for one in some():
        moments = {h.what: h.at for h in reversed(one)}
        if What.KICK_OFF in moments:
            waits += 1
            between = [h for h in one if moments[What.CONTRACT] < h.at < moments[What.KICK_OFF]]
            assert not [h for h in between if h.what in silent]
    assert waits > 200


def test_who_said_goodbye_does_nothing_more() -> None:
    ours = {What.NEWSLETTER, What.NOTICE, What.CALL_TRIED, What.REMEDY}
    gone = 0
    for one in some():
        left = next((h.at for h in one if h.what is What.LEFT), None)
        if left is not None:
            gone += 1
            assert {h.what for h in one if h.at > left} <= ours | {What.PAID, What.INVOICE, What.MENTION}
    assert gone > 20


def test_demand_is_quiet_in_july_and_high_in_autumn() -> None:
    months = Counter(
        calendar.date_of(calendar.local(h.at)[0]).month for h in everything() if h.what is What.LEAD_FORM
    )
    assert months[7] < 0.6 * months[5]
    assert months[10] > 2 * months[7]


def test_a_life_costs_no_more_memory_when_there_are_more_of_them() -> None:
    def peak(customers: int) -> int:
        tracemalloc.start()
        for _ in lives(customers, 3, UNTIL):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(5)  # what is cached once is not counted
    assert peak(120) < peak(30) + 400_000


def test_lives_are_long_and_short_and_about_thirty_happenings_each() -> None:
    sizes = [len(one) for one in some()]
    assert 22 <= sum(sizes) / len(sizes) <= 45
    assert min(sizes) <= 5
    assert 200 < max(sizes) <= 250


def test_all_that_can_happen_happens() -> None:
    assert {h.what for h in everything()} == set(What)


def test_amounts_are_cents_and_ratings_between_nought_and_ten() -> None:
    for h in everything():
        assert (h.rating is None) == (h.what is not What.RATED)
        assert h.rating is None or 0 <= h.rating <= 10
        assert h.amount is None or (h.amount >= 3900 and isinstance(h.amount, int))


def test_promises_are_made_for_later() -> None:
    for h in everything():
        if h.due_at is not None:
            assert h.due_at > h.at, h


def test_the_invoice_asks_what_the_contract_said() -> None:
    for one in some():
        agreed = [h.amount for h in one if h.what is What.CONTRACT]
        asked = [h.amount for h in one if h.what is What.INVOICE and h.thread.startswith("O")]
        assert not asked or asked == agreed


def test_ratings_are_often_not_given_and_the_unhappy_and_delighted_answer_most() -> None:
    asked = sum(h.what is What.RATING_ASKED for h in everything())
    given = [h.rating or 0 for h in everything() if h.what is What.RATED]
    assert 0.25 < len(given) / asked < 0.6
    # Moods are drawn 28 % tens and 11 % sevens, and tens answer more often; what went wrong takes some of them down.
    counted = Counter(given)
    assert counted[10] > counted[7]
    assert counted[0] + counted[1] + counted[2] + counted[3]


def test_a_company_without_truths_is_a_company_as_well() -> None:
    assert len(list(lives(25, 1, UNTIL, frozenset(Truth)))) == 25


def test_a_promise_is_kept_toward_the_person_it_was_made_to() -> None:
    """In an organisation and a family several people live one life."""
    kept = {What.INSTALLATION_DONE: What.INSTALLATION_PROMISED, What.SERVICE_DONE: What.SERVICE_PROMISED}
    kept[What.VISIT] = What.VISIT_BOOKED
    seen = 0
    for one in some():
        made = {(h.thread, h.what): h.who.contact for h in one}
        for h in one:
            if h.what in kept:
                seen += 1
                assert made[h.thread, kept[h.what]] == h.who.contact
    assert seen > 500


def test_threads_belong_to_one_life() -> None:
    for one in some():
        numbers = {re.findall(r"\d+", h.thread)[0] for h in one if h.thread}
        assert numbers <= {str(one[0].who.number)}
