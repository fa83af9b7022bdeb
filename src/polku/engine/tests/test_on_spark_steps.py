"""A question for Spark is parted into steps, and means what it meant."""

from typing import Any

import duckdb
import ibis

from polku.engine.dialects import in_duckdb, in_spark
from polku.engine.on_spark_steps import steps
from polku.engine.tables import table


def visits() -> ibis.Table:
    """Per customer and place: how often they were there; and beside it, the most of anybody."""
    found = table("interaction")
    found = found.filter(found.touchpoint != 0)  # two refer to it, but it is no work
    each = found.group_by("customer", "touchpoint").aggregate(times=found.count())
    most = each.group_by("touchpoint").aggregate(most=each.times.max())
    both = each.join(most, "touchpoint")
    there = found.select("customer").distinct()
    return both.filter(both.customer.isin(there.customer)).select("customer", "touchpoint", "times", "most")


def rows(statements: list[str]) -> list[tuple[Any, ...]]:
    """What DuckDB says to them over three steps of two customers."""
    copy = duckdb.connect()
    columns = ", ".join(f'"{name}" INTEGER' for name in ("customer", "touchpoint"))
    copy.execute(f"CREATE TABLE interaction ({columns})")
    copy.execute("INSERT INTO interaction VALUES (1, 7), (1, 7), (2, 7), (2, 0)")
    for statement in statements[:-1]:
        copy.execute(statement)
    return sorted(copy.sql(statements[-1]).fetchall())


def test_what_is_work_for_two_is_a_step_and_what_is_chosen_from_a_table_is_not() -> None:
    grouped, question = steps(in_spark(visits()))
    assert "GROUP BY" in grouped.sql
    assert question.name == ""
    assert question.sql.count(f"`{grouped.name}` AS ") == 2
    assert grouped.sql.count("`interaction`") == 1
    # The question reads the table itself too, for those who were there at all.
    assert "`interaction`" in question.sql


def test_the_steps_together_say_what_the_question_said() -> None:
    expected = [(1, 7, 2, 2), (2, 7, 1, 2)]
    assert rows([in_duckdb(visits())]) == expected
    grouped, question = steps(in_spark(visits()))
    quoted = grouped.sql.replace("`", '"')
    made = f'CREATE TABLE "{grouped.name}" AS {quoted}'
    assert rows([made, question.sql.replace("`", '"')]) == expected


def test_a_step_may_need_another_and_they_come_in_that_order() -> None:
    counted = visits().group_by("most").aggregate(customers=ibis._.customer.nunique())
    question = counted.join(counted.rename(others="customers"), "most")
    first, second, last = steps(in_spark(question))
    assert f"`{first.name}`" in second.sql
    assert f"`{second.name}`" in last.sql
    assert f"`{first.name}`" not in last.sql


def test_a_question_without_such_parts_stays_as_it_is() -> None:
    sql = in_spark(table("name").filter(table("name").code == 7))
    assert [step.sql for step in steps(sql)] == [sql]


def test_numbers_with_a_point_stay_no_decimals() -> None:
    found = visits()
    halves = found.mutate(half=found.times * 0.5).filter(found.customer.isin(visits().customer))
    assert any("0.5E0" in step.sql.upper() for step in steps(in_spark(halves)))
