"""Encounters, told as stories with the arithmetic by hand."""

from polku.lib.clock import DAY, HOUR, MINUTE
from polku.timeline.folds.encounters import Encounter, Status, fold_encounters, status
from tests.story import interactions, moment

GAP = 30 * MINUTE
FORTNIGHT = 14 * DAY


def only(story: str) -> Encounter:
    """The one encounter of a story."""
    (encounter,) = fold_encounters(interactions(story), GAP)
    return encounter


def test_an_automatic_acknowledgement_is_no_response() -> None:
    encounter = only("""
        aino  mon 09:12  asked mail-support thread=t1 "which socket?"
        aino  mon 09:12  answered mail-support thread=t1 automatic actor=robot
        aino  mon 11:12  answered mail-support thread=t1 actor=mikko
    """)
    assert encounter.first_response == 2 * HOUR  # 11:12 − 09:12, not 0
    assert encounter.people == ["mikko"]
    assert encounter.handovers == 0
    assert (encounter.waiting_for, encounter.closed_at) == ("", moment("mon", "11:12"))


def test_a_second_question_while_waiting_does_not_reset_the_clock() -> None:
    encounter = only("""
        aino  mon 09:00  asked chat thread=t1
        aino  mon 10:00  asked chat thread=t1
        aino  mon 11:00  answered chat thread=t1 actor=mikko
        aino  mon 12:00  asked chat thread=t1
        aino  mon 12:30  answered chat thread=t1 actor=mikko
    """)
    assert encounter.questions == 3
    assert encounter.first_response == 2 * HOUR  # 11:00 − 09:00
    assert encounter.waited == 2 * HOUR + 30 * MINUTE  # 09–11 and 12–12:30


def test_a_question_without_an_answer_waits_for_us_since_it_was_asked() -> None:
    encounter = only("aino  mon 09:00  asked chat thread=t1")
    assert encounter.waiting_since == moment("mon", "09:00")
    assert encounter.closed_at is None
    assert status(encounter, moment("mon", "10:00"), FORTNIGHT) is Status.WAITING_FOR_US


def test_being_informed_or_promised_something_is_no_answer() -> None:
    encounter = only("""
        aino  mon 09:00  complained phone thread=t1
        aino  mon 09:05  informed phone thread=t1 actor=mikko "we are looking into it"
        aino  mon 09:06  promised phone thread=t1 due=tue@12:00 actor=mikko
    """)
    assert (encounter.waiting_for, encounter.complaints, encounter.questions) == ("us", 1, 0)
    assert encounter.first_response is None


def test_our_question_passes_the_turn_and_their_answer_passes_it_back() -> None:
    story = """
        aino  mon 09:00  asked mail thread=t1
        aino  mon 10:00  us:asked mail thread=t1 actor=mikko "what does the plate say?"
    """
    asked_back = only(story)
    assert asked_back.waiting_for == "customer"
    assert asked_back.waited == HOUR  # 09–10: the turn passed
    assert asked_back.first_response is None  # a question back is no answer
    answered = only(story + "aino  tue 10:00  customer:answered mail thread=t1")
    assert (answered.waiting_for, answered.waiting_since) == ("us", moment("tue", "10:00"))
    settled = only(
        story
        + """
        aino  tue 10:00  customer:answered mail thread=t1
        aino  tue 13:00  answered mail thread=t1 actor=mikko
    """
    )
    assert settled.waited == HOUR + 3 * HOUR  # Monday 09–10 and Tuesday 10–13; their own day off counts not
    assert settled.first_response == 28 * HOUR  # Monday 09 to Tuesday 13


def test_what_waits_too_long_for_the_customer_is_abandoned() -> None:
    encounter = only("aino  mon 09:00  us:asked mail thread=t1 actor=mikko")
    asked = moment("mon", "09:00")
    assert status(encounter, asked + FORTNIGHT, FORTNIGHT) is Status.WAITING_FOR_CUSTOMER
    assert status(encounter, asked + FORTNIGHT + 1, FORTNIGHT) is Status.ABANDONED


def test_an_out_of_office_reply_answers_nothing() -> None:
    encounter = only("""
        aino  mon 09:00  us:asked mail thread=t1 actor=mikko
        aino  mon 09:01  customer:answered mail thread=t1 automatic
    """)
    assert (encounter.waiting_for, encounter.waiting_since) == ("customer", moment("mon", "09:00"))


def test_an_outcome_closes_and_a_later_question_opens_again() -> None:
    story = """
        aino  mon 09:00  asked mail thread=t1
        aino  mon 10:00  answered mail thread=t1 actor=mikko outcome=solved
        aino  mon 20:00  rated mail thread=t1 rating=9 rating_low=0 rating_high=10
    """
    closed = only(story)
    assert (closed.outcome, closed.closed_at) == ("solved", moment("mon", "10:00"))
    assert (closed.rating, closed.rating_low, closed.rating_high) == (9, 0, 10)
    assert status(closed, moment("tue", "09:00"), FORTNIGHT) is Status.CLOSED
    opened = only(story + "aino  tue 08:00  asked mail thread=t1")
    assert (opened.outcome, opened.closed_at, opened.waiting_for) == ("", None, "us")


def test_a_devices_automatic_complaint_waits_for_us_and_opens_what_was_closed() -> None:
    encounter = only("""
        aino  mon 09:00  met visit thread=t1 actor=mikko outcome=solved
        aino  tue 03:00  complained visit thread=t1 automatic
    """)
    assert (encounter.waiting_for, encounter.outcome, encounter.closed_at) == ("us", "", None)


def test_an_outcome_ends_the_wait_it_left_unanswered() -> None:
    encounter = only("""
        aino  mon 09:00  asked mail thread=t1
        aino  mon 15:00  informed mail thread=t1 actor=mikko outcome=duplicate
    """)
    assert (encounter.waiting_for, encounter.waited) == ("", 6 * HOUR)


def test_a_handover_to_oneself_is_none_and_an_explicit_one_counts_once() -> None:
    encounter = only("""
        aino  mon 09:00  answered phone thread=t1 actor=mikko
        aino  mon 09:05  handed_over phone thread=t1 actor=mikko to=mikko
        aino  mon 09:10  handed_over phone thread=t1 actor=mikko to=sari
        aino  mon 09:15  answered phone thread=t1 actor=sari
        aino  mon 09:20  answered phone thread=t1 actor=mikko
    """)
    assert encounter.handovers == 2  # mikko → sari said, sari → mikko done
    assert encounter.people == ["mikko", "sari"]


def test_a_handover_to_a_team_is_taken_up_by_the_first_who_acts() -> None:
    encounter = only("""
        aino  mon 09:00  answered phone thread=t1 actor=mikko
        aino  mon 09:10  handed_over phone thread=t1 actor=mikko to=installation
        aino  mon 09:15  answered phone thread=t1 actor=sari
        aino  mon 09:20  answered phone thread=t1 actor=otto
    """)
    assert encounter.handovers == 2  # mikko → installation (sari), sari → otto
    assert encounter.people == ["mikko", "sari", "otto"]


def test_an_order_that_is_paid_is_worth_its_price_once() -> None:
    encounter = only("""
        aino  mon 09:00  ordered web about=1 thread=o1 amount=100 currency=EUR
        aino  mon 09:01  ordered web about=1 thread=o1 amount=50.5 currency=EUR
        aino  mon 09:01  ordered web about=1 thread=o1 amount=7 currency=SEK
        aino  mon 09:02  paid web about=1 thread=o1 amount=150.5 currency=EUR
    """)
    assert (encounter.amount, encounter.currency) == (15050, "EUR")


def test_without_a_thread_a_gap_wider_than_the_setting_begins_a_new_encounter() -> None:
    encounters = fold_encounters(
        interactions("""
        aino  mon 09:00  visited web subject=pumps
        aino  mon 09:30  visited web subject=prices
        aino  mon 10:01  visited web
        aino  mon 09:10  visited shop
    """),
        GAP,
    )
    assert [(one.touchpoint, one.interactions, one.subject) for one in encounters] == [
        ("web", 2, "pumps"),  # exactly 30 minutes apart still belongs together
        ("shop", 1, ""),
        ("web", 1, ""),
    ]


def test_a_thread_is_one_encounter_however_long_it_takes() -> None:
    encounter = only("""
        aino  mon 09:00  asked mail thread=t1
        aino  mon+3 09:00  answered mail thread=t1 actor=mikko
    """)
    assert encounter.first_response == 21 * DAY


def test_a_wait_over_the_night_when_clocks_change_is_as_long_as_it_was() -> None:
    encounter = only("""
        elias  2026-03-27 15:00+02:00  asked chat thread=t6
        elias  2026-03-30 09:00+03:00  answered chat thread=t6 actor=mikko
    """)
    assert encounter.first_response == 65 * HOUR  # wall clocks differ by 66 h, one of which there never was
