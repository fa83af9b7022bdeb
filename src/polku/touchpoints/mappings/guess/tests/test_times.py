"""How columns write their moments."""

import pytest

from polku.touchpoints.mappings.guess.times import Writing, number_writing_of, writing_of
from polku.touchpoints.mappings.guess.whole import Choices, Question, guess_table

ISO = ["2026-01-02", "2026-01-02 10:00", "2026-01-02T10:00:00Z", "2026-01-02 10:00:00 +0200"]


def test_iso_needs_no_format() -> None:
    assert writing_of(ISO) == Writing(4)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("2.3.2026", "%d.%m.%Y"),
        ("2.3.2026 klo 14.30", "%d.%m.%Y klo %H.%M"),
        ("02.03.2026 14:30", "%d.%m.%Y %H:%M"),
        ("13/02/2026 14:30", "%d/%m/%Y %H:%M"),
        ("02/13/2026 02:30 PM", "%m/%d/%Y %I:%M %p"),
        ("2026/03/02 08:00:01", "%Y/%m/%d %H:%M:%S"),
        ("2 Mar 2026", "%d %b %Y"),
        ("March 2, 2026", "%B %d, %Y"),
        ("01/Mar/26 9:15 AM", "%d/%b/%y %I:%M %p"),
        ("21st June 2023", "%dst %B %Y"),
        ("2.3.2026 kl. 14.30", "%d.%m.%Y kl. %H.%M"),
    ],
)
def test_a_format_is_told_by_its_look(value: str, form: str) -> None:
    assert writing_of([value, value]) == Writing(2, (form,))


def test_letters_for_the_zone_are_kept_and_make_the_column_utc() -> None:
    assert writing_of(["2026-01-02 10:00:00 UTC"]) == Writing(1, ("%Y-%m-%d %H:%M:%S UTC",), utc=True)


@pytest.mark.parametrize("value", ["17", "A-17", "hello", "12.50", "1.2.3.4", "99.99.2026", "", "+358 40 1"])
def test_what_is_no_time_is_none(value: str) -> None:
    assert writing_of([value]).fits == 0


def test_day_and_month_that_can_not_be_told_apart_are_a_question() -> None:
    assert writing_of(["01/02/2026", "03/04/2026"]) == Writing(2, ("%d/%m/%Y",), ("%m/%d/%Y",))
    rows = [{"Date": "01/02/2026", "Email": "aino@posti.example"}]
    asked = guess_table("t", rows, "Europe/Helsinki")
    assert Question.DAY_OR_MONTH in asked.questions
    assert asked.manner.time_formats == ("%d/%m/%Y",)
    chosen = guess_table("t", rows, "Europe/Helsinki", Choices(month_first=True))
    assert Question.DAY_OR_MONTH not in chosen.questions
    assert chosen.manner.time_formats == ("%m/%d/%Y",)


def test_one_value_beyond_twelve_settles_it_for_the_column() -> None:
    assert writing_of(["01/02/2026", "01/31/2026"]).formats == ("%m/%d/%Y",)
    assert writing_of(["01/02/2026", "31/01/2026"]).formats == ("%d/%m/%Y",)


def test_numbers_are_times_only_where_they_can_be() -> None:
    assert number_writing_of(["1767254400", "1767254520"]).fits == 2
    assert number_writing_of(["1767254400000"]).fits == 1
    assert number_writing_of(["46024.385", "46025"]) == Writing(2, ("excel",))
    assert number_writing_of(["17", "12", "5"]).fits == 0


def test_of_mixed_formats_each_gets_its_own() -> None:
    assert writing_of(["1st June 2023", "2nd June 2023", "4th June 2023"]).formats == (
        "%dst %B %Y",
        "%dnd %B %Y",
        "%dth %B %Y",
    )
