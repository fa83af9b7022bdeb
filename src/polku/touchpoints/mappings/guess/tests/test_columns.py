"""One column: its role, how sure, and the evidence."""

import pytest

from polku.touchpoints.mappings.guess.columns import ColumnGuess, guess_column
from polku.touchpoints.mappings.guess.kinds import End, end_of, ends_in, kind_of
from polku.touchpoints.mappings.guess.looks import Look
from polku.touchpoints.mappings.guess.manner import Scale, manner_of
from polku.touchpoints.mappings.guess.names import roles_by_name, words_of
from polku.touchpoints.mappings.guess.roles import Role
from polku.touchpoints.mappings.guess.table import Column, columns_of
from polku.touchpoints.mappings.guess.whole import Choices, Question, guess_table


def column(name: str, *values: str) -> Column:
    return Column((name,), values, len(values))


def told(name: str, *values: str) -> tuple[Role, bool]:
    guess = guess_column(column(name, *values))
    return guess.role, guess.sure


def test_nine_addresses_of_ten_are_evidence_enough() -> None:
    values = [f"a{n}@posti.example" for n in range(9)] + ["none"]
    guess = guess_column(column("Sähköposti", *values))
    assert (guess.role, guess.sure, guess.named) == (Role.EMAIL, True, True)
    assert (guess.seen.look, guess.seen.fits, guess.seen.of) == (Look.EMAIL, 9, 10)


def test_six_addresses_of_ten_are_not() -> None:
    values = [f"a{n}@posti.example" for n in range(6)] + ["none"] * 4
    assert told("Sähköposti", *values) == (Role.EMAIL, False)


def test_addresses_under_a_strange_name_may_be_anybodys() -> None:
    assert told("recipient", "aino@posti.example", "onni@posti.example") == (Role.EMAIL, False)


def test_a_name_that_promises_what_the_values_do_not_hold_is_unsure() -> None:
    assert told("email", "XgyqsB0TWiMC", "sqxIlpfGVehd") == (Role.DETAIL, False)


def test_an_empty_column_goes_by_its_name_and_is_unsure() -> None:
    assert told("Phone") == (Role.PHONE, False)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Asiakkaan sähköposti", Role.EMAIL),
        ("customerEmail", Role.EMAIL),
        ("E-postadress", Role.EMAIL),
        ("Puh.", Role.PHONE),
        ("tfn", Role.PHONE),
        ("ETUNIMI", Role.FIRST_NAME),
        ("Tilausnro", Role.RECORD_ID),
        ("order_id", Role.RECORD_ID),
        ("Kundnr", Role.CUSTOMER_ID),
        ("requesterId", Role.CUSTOMER_ID),
        ("Luotu", Role.TIME),
        ("Updated At", Role.DETAIL),
        ("Assignee email", Role.DETAIL),
        ("Myyjä", Role.ACTOR),
        ("Eräpäivä", Role.DUE_AT),
        ("Stängd", Role.ENDED_AT),
        ("Grand Total", Role.AMOUNT),
        ("Subtotal", Role.DETAIL),
        ("Betyg", Role.RATING),
        ("Varför?", Role.TEXT),
        ("Postinumero", Role.TRAIT),
        ("Billing State", Role.TRAIT),
        ("State", Role.STATUS),
    ],
)
def test_names_in_three_languages_say_what_they_mean(name: str, role: Role) -> None:
    assert roles_by_name(name)[0] is role


def test_a_name_is_taken_apart_at_capitals_and_signs() -> None:
    assert words_of("createdAt") == words_of("created_at") == words_of("Created-At ") == "created at"
    assert words_of("customerID") == "customer id"


@pytest.mark.parametrize("name", ["Foo", "x17", "Widget colour"])
def test_a_strange_name_says_nothing(name: str) -> None:
    assert roles_by_name(name) == []


@pytest.mark.parametrize(
    ("status", "end"),
    [
        ("Closed Won", End.WON),
        ("peruttu", End.CANCELLED),
        ("Återbetald", End.RETURNED),
        ("SOLVED", End.DONE),
        ("open", None),
        ("", None),
    ],
)
def test_a_status_says_whether_and_how_it_ended(status: str, end: End | None) -> None:
    assert end_of(status) is end


def test_statuses_are_gathered_as_they_are_written() -> None:
    assert ends_in(["Cancelled", "paid", "cancelled", "Refunded"]) == {
        End.CANCELLED: ["Cancelled", "cancelled"],
        End.RETURNED: ["Refunded"],
    }


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("Order Placed", "ordered"),
        ("Tilaus tehty", "ordered"),
        ("subscription_cancelled", "left"),
        ("Invoice paid", "paid"),
        ("Uutiskirje", "reached_out"),
        ("Fråga", "asked"),
        ("viewedPage", "visited"),
    ],
)
def test_an_events_name_says_its_kind(event: str, kind: str) -> None:
    found = kind_of(event)
    assert found is not None
    assert found[0] == kind


def test_an_events_name_may_say_nothing() -> None:
    assert kind_of("xyzzy") is None


def rated(name: str, *values: str) -> tuple[Scale, bool]:
    guess = ColumnGuess(column(name, *values), Role.RATING, True, guess_column(column(name, *values)).seen)
    manner = manner_of([guess], "Europe/Helsinki", None, "", None)
    return manner.scale, manner.scale_sure


def test_a_scale_is_told_by_its_name_or_by_many_ratings() -> None:
    assert rated("NPS", "9", "3") == (Scale(0, 10), True)
    assert rated("CSAT", "4", "5") == (Scale(1, 5), True)
    assert rated("Score", "4", "5") == (Scale(1, 5), False)
    assert rated("Score", *["1", "5"] * 10) == (Scale(1, 5), True)
    assert rated("Score", "0", "7") == (Scale(0, 10), False)
    assert rated("Score", "62", "88") == (Scale(0, 100), False)


def test_a_scale_that_a_person_chose_is_not_asked_again() -> None:
    rows = [{"Date": "2026-01-01", "Email": "aino@posti.example", "Score": "3"}]
    assert Question.SCALE in guess_table("t", rows, "").questions
    chosen = guess_table("t", rows, "", Choices(scale=Scale(1, 7)))
    assert Question.SCALE not in chosen.questions
    assert chosen.manner.scale == Scale(1, 7)


@pytest.mark.parametrize(
    ("values", "comma", "currency", "sure"),
    [
        (("1 189,90 €", "24,00 €"), True, "EUR", True),
        (("1.189,90", "24,00"), True, "EUR", False),
        (("1,189.90", "24.00"), False, "EUR", False),
        (("SEK 499", "SEK 12"), False, "SEK", True),
        (("£12.50", "£3.00"), False, "GBP", True),
    ],
)
def test_money_is_told_by_its_signs(values: tuple[str, ...], comma: bool, currency: str, sure: bool) -> None:
    rows = [{"Total": value, "Date": "2026-01-01", "Email": "aino@posti.example"} for value in values]
    manner = guess_table("orders", rows, "Europe/Helsinki").manner
    assert (manner.decimal_comma, manner.currency, manner.currency_sure) == (comma, currency, sure)


def test_where_the_company_is_tells_its_money_where_the_table_does_not() -> None:
    rows = [{"Total": "12.50", "Date": "2026-01-01"}]
    assert guess_table("orders", rows, "Europe/Stockholm").manner.currency == "SEK"


def test_objects_within_a_row_are_columns_of_their_own() -> None:
    rows = [{"customer": {"email": "aino@posti.example"}, "at": "2026-01-01", "n": 3, "none": None}]
    assert [found.key for found in columns_of(rows)] == [("customer", "email"), ("at",), ("n",), ("none",)]
    assert columns_of(rows)[3].values == ()


def test_of_a_very_wide_table_the_first_columns_are_looked_at() -> None:
    assert len(columns_of([{f"c{n}": "x" for n in range(1000)}])) == 300
