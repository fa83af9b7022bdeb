from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polku.lib.clock import to_datetime, to_text
from polku.touchpoints.mappings.moments import EARLIEST, LATEST, to_moment
from polku.touchpoints.mappings.people import email, normaliser, phone, plain
from polku.touchpoints.mappings.values import COERCERS, KEY_LENGTH, to_amount

HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-11-22T12:00:00Z", "2026-11-22T12:00:00Z"),
        ("2026-11-22T12:00:00.123456789+02:00", "2026-11-22T10:00:00.123456Z"),
        ("2026-11-22 12:00", "2026-11-22T10:00:00Z"),  # a time without a zone is Helsinki's
        ("2026-07-22", "2026-07-21T21:00:00Z"),  # a date is its first moment, in summer time
        (1795348800, "2026-11-22T12:00:00Z"),
        (1795348800123, "2026-11-22T12:00:00.123000Z"),
        ("1795348800123", "2026-11-22T12:00:00.123000Z"),
        (1795348800123456, "2026-11-22T12:00:00.123456Z"),
    ],
)
def test_times_are_read_in_every_usual_writing(told: object, moment: str) -> None:
    assert to_text(to_moment(told, HELSINKI)) == moment


@pytest.mark.parametrize(
    "told",
    [
        "yesterday",
        "2018",
        2018,
        0,
        "0",
        -5,
        True,
        None,
        [],
        "0000-00-00",
        "9999-12-31",
        1e30,
        float("nan"),
        "nan",
        "1e999",
    ],
)
def test_what_is_no_time_is_refused_in_words(told: object) -> None:
    with pytest.raises(ValueError, match=r"time|1970|years"):
        to_moment(told, HELSINKI)


def test_a_declared_format_comes_before_iso() -> None:
    assert to_text(to_moment("1.2.2026 9.30", HELSINKI, ("%d.%m.%Y %H.%M",))) == "2026-02-01T07:30:00Z"


@given(st.integers(EARLIEST, LATEST - 1))
def test_a_moment_written_in_iso_is_read_back_exactly(moment: int) -> None:
    assert to_moment(to_datetime(moment).isoformat(), HELSINKI) == moment


@given(st.text() | st.floats() | st.integers() | st.booleans() | st.none() | st.lists(st.text(), max_size=2))
def test_every_coercion_gives_a_bounded_value_or_says_why_not(told: object) -> None:
    for name, coerce in COERCERS.items():
        reason, value = "", None
        try:
            value = coerce(told)
        except ValueError as error:
            reason = str(error)
        assert reason or value is not None
        assert not isinstance(value, str) or "\0" not in value
        assert not isinstance(value, str) or name in {"text", "subject"} or len(value) <= KEY_LENGTH


def test_amounts_are_minor_units_of_their_currency() -> None:
    assert [to_amount("89.905", "EUR"), to_amount(1500, "JPY"), to_amount("1 234,5", "EUR", True)] == [
        8990,
        1500,
        123450,
    ]


@pytest.mark.parametrize("told", ["abc", True, [], "1e99", "nan", "inf"])
def test_what_is_no_amount_is_refused(told: object) -> None:
    with pytest.raises(ValueError, match="amount"):
        to_amount(told, "EUR")


@pytest.mark.parametrize(
    "told",
    [
        "",
        " ",
        "0000",
        "n/a",
        "None",
        "NULL",
        "unknown",
        "-",
        "--",
        "undefined",
        "anonymous",
        True,
        None,
        0,
        "00000000-0000-0000-0000-000000000000",
        "\0",
        "?",
    ],
)
def test_a_filler_names_nobody(told: object) -> None:
    assert plain(told) == ""


def test_a_programs_numbers_begin_at_nought_and_its_cases_may_be_called_anything() -> None:
    number = normaliser("number")
    for case in ("0", "000", "-", "unknown", "guest"):
        assert (number(case), plain(case)) == (case, "")
    assert number(0) == "0"
    assert [number(gap) for gap in ("", " ", None, True, "None", "nan", "NULL", "NaT")] == [""] * 8


def test_an_identifier_keeps_its_letters_and_loses_its_blanks() -> None:
    assert [plain(" Ab-17\n"), plain(17), plain(17.0), plain("A\u030anna")] == [
        "Ab-17",
        "17",
        "17",
        "\u00c5nna",
    ]
    with pytest.raises(ValueError, match="at most 300"):
        plain("x" * 301)


def test_addresses_are_lower_case_and_nobodys_stay_out() -> None:
    assert email(" Aino.Virta@Example.FI ") == "aino.virta@example.fi"
    assert [email(told) for told in ("test@x.fi", "noreply@x.fi", "aino", "a@b", "a b@c.fi", "a@b@c.fi")] == [
        ""
    ] * 6


def test_phones_are_digits_with_their_country() -> None:
    assert [phone("+358 (0)40 123 4567"), phone("00358401234567"), phone("tel:+358-40-1234567")] == [
        "+358401234567"
    ] * 3
    assert phone("040 123 4567", "358") == "+358401234567"
    assert [phone("040 123 4567"), phone("123"), phone("000000000")] == ["0401234567", "", ""]


@given(st.text(max_size=320))
def test_normalising_an_identifier_twice_changes_nothing(told: str) -> None:
    for normalise in (plain, email, phone):
        try:
            once = normalise(told)
        except ValueError:
            continue
        assert normalise(once) == once


@pytest.mark.parametrize(
    ("told", "currency", "comma", "cents"),
    [
        ("1 189,90 €", "EUR", True, 118_990),
        ("1.189,90", "EUR", True, 118_990),
        ("1,189.90", "EUR", False, 118_990),
        ("$12.50", "USD", False, 1_250),
        ("499 kr", "SEK", False, 49_900),
        ("EUR 12.50", "EUR", False, 1_250),
    ],
)
def test_an_amount_may_carry_its_own_currency_and_thousands(
    told: str, currency: str, comma: bool, cents: int
) -> None:
    assert to_amount(told, currency, comma) == cents


@pytest.mark.parametrize("told", ["12,50", "12.50 USD", "£5", "1,2,3", "€"])
def test_an_amount_that_may_mean_something_else_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        to_amount(told, "EUR")


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("46024.3854166667", "2026-01-02T07:15:00Z"),
        ("46024,5", "2026-01-02T10:00:00Z"),
        (46024, "2026-01-01T22:00:00Z"),
        ("2026-01-02T07:15:00Z", "2026-01-02T07:15:00Z"),
    ],
)
def test_a_spreadsheets_day_is_counted_from_1899_where_the_mapping_says_so(told: object, moment: str) -> None:
    assert to_text(to_moment(told, ZoneInfo("Europe/Helsinki"), ("excel",))) == moment


def test_without_that_word_such_a_number_is_no_time() -> None:
    with pytest.raises(ValueError, match="not seconds"):
        to_moment(46024, ZoneInfo("Europe/Helsinki"))
