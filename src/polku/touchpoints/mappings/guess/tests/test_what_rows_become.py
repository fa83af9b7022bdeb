"""From an export's row to what happened, by the guess alone."""

from polku.lib.clock import to_text
from polku.touchpoints.mappings.guess.roles import Role, Shape
from polku.touchpoints.mappings.guess.tests import tables
from polku.touchpoints.mappings.guess.tests.reading import did, only, readings, text_of
from polku.touchpoints.mappings.guess.tests.tables import Told
from polku.touchpoints.mappings.guess.whole import Choices


def test_a_finnish_order_has_its_time_its_money_and_its_promise() -> None:
    first, second, cancelled, _ = readings(tables.FINNISH_SHOP)
    assert did(first) == ["customer ordered", "us promised", "us delivered"]
    ordered, promised, delivered = first.interactions
    # "2.3.2026 klo 14.30" in Helsinki's winter time is 12:30 UTC; "1 189,90 €" are 118,990 cents.
    assert (to_text(ordered.occurred_at), ordered.amount, ordered.currency) == (
        "2026-03-02T12:30:00Z",
        118_990,
        "EUR",
    )
    assert (ordered.about, ordered.thread, ordered.subject) == ("A-2201", "A-2201", "Suodatinsarja")
    assert to_text(promised.due_at or 0) == "2026-03-08T22:00:00Z"
    assert to_text(delivered.occurred_at) == "2026-03-07T22:00:00Z"
    assert promised.about == delivered.about == "A-2201"
    assert did(cancelled) == ["customer ordered", "us promised", "customer declined"]
    assert did(second)[-1] == "us delivered"


def test_a_phone_with_a_leading_zero_gets_the_companys_country() -> None:
    found = {
        reference.namespace: reference.value for reference in readings(tables.FINNISH_SHOP)[0].references
    }
    assert found == {
        "guessed_customer": "50017",
        "email": "aino.virtanen@posti.example",
        "phone": "+358400000001",
    }


def test_a_customers_number_is_not_taken_for_anothers_of_another_system() -> None:
    assert "guessed_customer: {policy: unique}" in text_of(tables.FINNISH_SHOP)
    assert "user_id" not in text_of(tables.FINNISH_SHOP)


def test_lines_of_an_order_after_the_first_are_not_orders_of_their_own() -> None:
    assert [did(reading) for reading in readings(tables.SHOPIFY)] == [
        ["customer ordered"],
        [],
        ["customer ordered"],
        ["customer ordered", "customer returned"],
    ]


def test_a_swedish_shops_crowns_are_read_with_their_comma() -> None:
    ordered = readings(tables.SWEDISH_SHOP)[0].interactions[0]
    assert (ordered.amount, ordered.currency) == (129_900, "SEK")
    assert readings(tables.SWEDISH_SHOP)[0].traits["name"] == "Elsa Lindqvist"


def test_a_promise_whose_delivery_has_no_date_is_not_called_broken() -> None:
    delivered, on_its_way, cancelled, _ = readings(tables.SWEDISH_SHOP)
    assert did(delivered) == ["customer ordered"]
    assert did(on_its_way) == ["customer ordered", "us promised"]
    assert did(cancelled)[-1] == "customer declined"


def test_a_ticket_is_asked_fixed_and_rated_at_its_end() -> None:
    first, still_open, *_ = readings(tables.ZENDESK)
    assert did(first) == ["customer asked", "us fixed", "customer rated"]
    asked, fixed, rated = first.interactions
    assert (asked.subject, asked.actor, asked.channel, asked.thread) == (
        "Where is my order?",
        "Mikko Lahti",
        "mail",
        "9001",
    )
    assert to_text(fixed.occurred_at) == to_text(rated.occurred_at) == "2026-04-02T08:30:00Z"
    assert (rated.rating, rated.rating_low, rated.rating_high) == (5, 1, 5)
    assert did(still_open) == ["customer asked"]


def test_a_ticket_with_its_due_time_is_a_promise_to_fix() -> None:
    asked, answered, promised, fixed = readings(tables.FRESHDESK)[0].interactions
    assert to_text(answered.occurred_at) == "2026-04-01T05:40:00Z"
    assert (promised.pledge, to_text(promised.due_at or 0)) == ("fixed", "2026-04-02T05:12:00Z")
    assert asked.occurred_at < fixed.occurred_at


def test_messages_are_told_apart_by_who_wrote_them() -> None:
    first, second, *_ = readings(tables.CHAT)
    assert did(first) == ["customer asked"]
    assert did(second) == ["us answered"]
    assert to_text(only(first).occurred_at) == "2026-01-01T08:00:00Z"  # 1767254400 seconds
    assert only(first).thread == only(second).thread == "c-1"


def test_an_answer_has_its_scale_and_its_words() -> None:
    rated = only(readings(tables.NPS_FINNISH)[0])
    assert (rated.rating, rated.rating_low, rated.rating_high) == (10, 0, 10)
    assert rated.text == "Asentajat olivat ajoissa ja siistejä, kiitos"


def test_month_first_is_seen_where_a_day_beyond_twelve_tells_it() -> None:
    # 02/13/2026 can only be 13 February; so 02/14/2026 01:10 PM is the 14th at 13:10, 11:10 UTC.
    assert to_text(only(readings(tables.NPS_ENGLISH)[1]).occurred_at) == "2026-02-14T11:10:00Z"


def test_deals_are_offered_and_then_won_or_lost_at_their_close() -> None:
    won, lost, still_open = readings(tables.HUBSPOT_DEALS)
    assert did(won) == ["us offered", "customer ordered"]
    assert to_text(won.interactions[1].occurred_at) == "2026-01-31T22:00:00Z"
    assert did(lost) == ["us offered", "customer declined"]
    assert did(still_open) == ["us offered"]


def test_a_lead_asks_and_says_by_which_way_it_came() -> None:
    asked = only(readings(tables.LEADS)[1])
    assert (asked.kind, asked.side, asked.channel, asked.actor) == (
        "asked",
        "customer",
        "phone",
        "Mikko Lahti",
    )


def test_a_spreadsheets_serial_days_are_moments() -> None:
    # Day 46024 after 30 December 1899 is 2 January 2026; .3854166667 of a day is 9:15, in Helsinki 7:15 UTC.
    ordered = only(readings(tables.SPREADSHEET)[0])
    assert (to_text(ordered.occurred_at), ordered.amount) == ("2026-01-02T07:15:00Z", 118_990)


def test_an_activity_log_is_read_by_its_events_names() -> None:
    assert [did(reading) for reading in readings(tables.EVENTS)] == [
        ["customer joined"],
        ["customer ordered"],
        ["customer asked"],
        ["customer left"],
    ]


def test_a_register_of_members_only_tells_who_they_are() -> None:
    aino = readings(tables.MEMBERS)[0]
    assert aino.interactions == []
    assert aino.traits["name"] == "Aino Virtanen"
    assert aino.traits["Postitoimipaikka"] == "Espoo"
    assert "the day of the guess stands in" in text_of(tables.MEMBERS)


def test_a_row_of_nobody_stands_for_somebody_unknown_by_its_own_number() -> None:
    table = Told("answers", Shape.ANSWER, "Response ID,Date,Score\nr1,2026-01-02,5\nr2,2026-01-03,4", "")
    (reference,) = readings(table)[0].references
    assert (reference.namespace, reference.value) == ("guessed_record", "r1")


def test_names_of_columns_may_hold_anything_that_can_be_written() -> None:
    odd = "it's | a.b ?? #1: [x]"
    table = Told("t", Shape.OTHER, f"{odd},Date,Email\nhello,2026-01-02,aino@posti.example", "")
    assert only(readings(table)[0]).attributes == {odd: "hello"}


def test_a_column_whose_name_can_not_be_written_is_left_and_said() -> None:
    table = Told("t", Shape.OTHER, "Date,Email,{x}\n2026-01-02,aino@posti.example,lost", "")
    assert "#  {x}: unread" in text_of(table)
    assert "lost" not in str(readings(table)[0])


def test_a_person_may_choose_otherwise_and_the_column_that_had_the_role_gives_it_up() -> None:
    choices = Choices(roles={9: Role.EMAIL}, shape=Shape.LEAD)  # Billing Email is guessed; say it again
    assert did(readings(tables.WOOCOMMERCE, choices)[0]) == ["customer asked"]
    other = Choices(roles={14: Role.SUBJECT, 12: Role.TEXT})
    ordered = readings(tables.WOOCOMMERCE, other)[0].interactions[0]
    assert (ordered.text, ordered.subject) == ("paytrail", "Please call before delivery if you can")
