"""`polku measures` and `polku measure`, as a person types them."""

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.catalog import MEASURES
from polku.lenses.measure import Answer
from polku.surfaces.answer_csv import answer_csv
from polku.surfaces.cli import measure, measures, rebuild
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
STORY = "\n".join(
    f"p{number} mon 09:00 visited website\np{number} mon 11:00 asked lead-form" for number in range(6)
)


def typed(*words: str) -> Result:
    return CliRunner().invoke(measure.command, words)


def test_the_catalogue_names_every_measure_with_its_question() -> None:
    listed = CliRunner().invoke(measures.command).output
    for one in MEASURES.values():
        assert f"{one.name:12} {one.question}" in listed


def test_a_measure_is_told_as_table_csv_json_and_sql() -> None:
    tell(STORY)
    table = typed("edges").output
    assert table.splitlines()[1].split() == [
        "website", "lead-form", "6", "6", "6", "1.000", "0.610", "1.000", "2", "h", "2", "h",
    ]  # fmt: skip
    assert "6 walks of 6 customers; everything told until 20" in table
    (row,) = csv.DictReader(io.StringIO(typed("edges", "--csv").output))
    assert (row["source"], row["times"], float(row["median_gap"])) == ("website", "6", 7_200_000_000.0)
    told = json.loads(typed("edges", "--json").output)
    assert (told["n"], told["unit"], told["rows"][0]["times"]) == (6, "steps", 6)
    assert told["fresh_to"].endswith("Z")
    assert "QUANTILE_CONT" in typed("edges", "--sql").output
    (way,) = csv.DictReader(io.StringIO(typed("variants", "--csv").output))
    assert way["path"] == "website → lead-form"


HANDED = "\n".join(
    f"p{n} mon 09:0{n} handed_over contract actor={giver} to={taker}\np{n} tue 09:0{n} met kick-off actor={taker}"
    for n, (giver, taker) in enumerate([("sara", "irma"), ("sami", "ilkka")] * 3)
)


def test_what_counts_within_days_says_beside_its_rows_what_is_left_out() -> None:
    tell(HANDED + "\np6 mon 10:00 handed_over chat actor=sara to=irma\nzoe mon+2 09:00 visited website")
    assert "No handover is in this question that happened at least 60 days ago." in typed("handovers").output
    table = typed("handovers", "--within", "7").output.splitlines()
    assert table[0].split()[:5] == ["source", "target", "source_owner", "target_owner", "told"]
    assert table[1].split()[:7] == [
        "contract",
        "kick-off",
        "–",
        "–",
        "yes",
        "6",
        "6",
    ]  # whole names, side by side
    assert [table[-2].startswith("8 walks"), table[-1].startswith("1 row is left out")] == [True, True]
    refused = typed("handovers", "--within", "4000")
    assert (refused.exit_code, "4000 is not in the range" in refused.output) == (2, True)


def test_what_has_no_value_is_an_empty_field_of_the_csv() -> None:
    found = Answer("funnel", "walks", 5, 5, 0, [{"stage": "buy", "low": None}], ["stage", "low"], [])
    assert answer_csv(found) == "stage,low\nbuy,\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("edgse",), "did you mean 'edges'"),
        (("edges", "--journey", "x"), "There is no journey 'x' in force. None is declared yet"),
        (("edges", "--from", "yesterday"), "must be a day"),
        (("funnel",), "funnel asks about a journey: say which, with --journey"),
        (("edges", "--segment", "shoe=42"), "is not understood"),
    ],
)
def test_a_wrong_question_is_answered_in_words(words: tuple[str, ...], told: str) -> None:
    result = typed(*words)
    assert (result.exit_code, told in result.output) == (1, True), result.output


def test_an_empty_house_and_few_people_get_a_sentence() -> None:
    assert "no customer is in this question" in typed("edges").output
    tell(STORY + "\np1 mon 12:00 complained shop")
    assert "Fewer than 5 customers" in typed("variants", "--segment", "kind=complained").output


def test_the_engine_is_made_anew_and_tells_the_same() -> None:
    tell(STORY)
    before = typed("edges", "--csv").output
    done = CliRunner().invoke(rebuild.command, ["--engine"])
    assert (done.exit_code, done.output) == (0, "Done.\n")
    assert typed("edges", "--csv").output == before
