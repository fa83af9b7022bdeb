"""Who follows whom, and which ways are walked: by hand, and against the slow oracle."""

import random
from typing import Any

import pytest

from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import Asked, WrongQuestion, asked
from polku.lenses.catalog import MEASURES, measure_named
from polku.lenses.journeys.tests import oracle
from polku.lenses.measure import Answer, answer
from polku.lib.clock import HOUR
from polku.touchpoints.journeys.save import save_journey
from tests.story import tell

__all__ = ["fresh_engine"]
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]

# Five people. Three go website → form → visit, one of them twice over the website; one leaves after the form; one
# only looks. `shop` is not on the journey.
FIVE = """
    ann   mon 09:00  visited website
    ann   mon 10:00  asked lead-form about=1
    ann   tue 10:00  met sales-visit about=1
    ben   mon 09:00  visited website
    ben   mon 11:00  asked lead-form about=2
    ben   wed 11:00  met sales-visit about=2
    cia   mon 09:00  visited website
    cia   mon 09:30  visited website
    cia   mon 12:30  asked lead-form about=3
    cia   mon 13:00  ordered shop about=9 amount=5
    cia   thu 12:30  met sales-visit about=3
    dan   mon 09:00  visited website
    dan   fri 09:00  asked lead-form about=4
    eve   tue 09:00  visited website
"""
JOURNEY = """\
name: sales
title: Sales
instance:
  per: PER
  starts: [{touchpoint: lead-form}]
  ends: [{kind: met}]
stages:
  - name: sell
    title: Sell
    touchpoints:
      - {name: website, channel: web, owner: Marketing}
      - {name: lead-form, channel: web, owner: Marketing}
      - {name: sales-visit, channel: visit, owner: Sales}
"""


def told(name: str, **question: Any) -> Answer:
    return answer(MEASURES[name], asked(**question))


def edge(found: Answer, source: str, target: str) -> dict[str, Any]:
    (one,) = [row for row in found.rows if (row["source"], row["target"]) == (source, target)]
    return one


def test_an_edge_counts_times_walks_customers_and_gaps() -> None:
    tell(FIVE)
    found = told("edges")
    assert (found.n, found.customers) == (5, 5)
    one = edge(found, "website", "lead-form")
    # Ann 1 h, Ben 2 h, Cia 3 h, Dan 96 h: median 2.5 h; the 90th percentile lies 0.7 of the way from 3 h to 96 h.
    assert (one["times"], one["walks"], one["customers"]) == (4, 4, 4)
    assert one["median_gap"] == 2.5 * HOUR
    assert one["p90_gap"] == pytest.approx((3 + 0.7 * 93) * HOUR)
    assert one["share"] == 4 / 5  # five were on the website
    # Wilson of 4 in 5: centre (4 + 1.9207) / (5 + 3.8415) = 0.6697, half 0.2942.
    assert (one["low"], one["high"]) == (pytest.approx(0.3755, abs=1e-4), pytest.approx(0.9638, abs=1e-4))


def test_the_most_walked_edge_stands_first() -> None:
    tell(FIVE)
    assert [(row["source"], row["times"]) for row in told("edges").rows] == [
        ("website", 4), ("lead-form", 2), ("lead-form", 1), ("shop", 1), ("website", 1),
    ]  # fmt: skip


def test_an_edge_counts_in_the_period_in_which_it_began() -> None:
    tell(FIVE)
    monday = told("edges", since="2026-03-02", until="2026-03-02")
    # Whoever was at the form on Monday: Ann, Ben and Cia, who went on to the shop first.
    assert edge(monday, "lead-form", "sales-visit")["times"] == 2
    assert monday.n == 4  # Eve came on Tuesday
    friday = told("edges", since="2026-03-06")
    assert (friday.rows, friday.n) == ([], 1)


def test_a_way_is_a_whole_path_and_they_cover_all() -> None:
    tell(FIVE)
    found = told("variants")
    assert {name: value for name, value in found.rows[0].items() if name != "way"} == {
        "path": ["website", "lead-form", "sales-visit"],
        "steps": 3, "walks": 2, "customers": 2, "share": 0.4, "coverage": 0.4,
    }  # fmt: skip
    assert [row["walks"] for row in found.rows] == [2, 1, 1, 1]
    assert len({row["way"] for row in found.rows}) == 4
    assert found.rows[-1]["coverage"] == 1


def test_only_the_top_ways_are_told_but_coverage_is_of_all() -> None:
    tell(FIVE)
    (row,) = told("variants", top=1).rows
    assert row["coverage"] == 0.4


def test_a_journey_leaves_other_touchpoints_out_and_goes_from_start_to_end() -> None:
    tell(FIVE)
    save_journey(JOURNEY.replace("PER", "customer"))
    found = told("edges", journey="sales")
    # Four began at the form; for Cia the shop is no step.
    assert (found.n, len(found.rows)) == (4, 1)
    one = found.rows[0]
    assert (one["source"], one["target"], one["times"], one["share"]) == ("lead-form", "sales-visit", 3, 0.75)
    assert one["median_gap"] == 48 * HOUR  # 24, 48 and 72
    assert [(row["path"], row["walks"]) for row in told("variants", journey="sales").rows] == [
        (["lead-form", "sales-visit"], 3),
        (["lead-form"], 1),
    ]


def test_each_order_is_a_walk_of_its_own() -> None:
    tell(FIVE + "    ann  fri 09:00  asked lead-form about=5\n    ann  fri 10:00  met sales-visit about=5")
    save_journey(JOURNEY.replace("PER", "order"))
    found = told("edges", journey="sales")
    (one,) = found.rows
    assert (found.n, found.customers, one["walks"], one["customers"]) == (5, 4, 4, 3)


def test_a_segment_is_of_customers_and_takes_their_whole_path() -> None:
    tell(
        FIVE
        + "\n".join(
            f"    p{n}  mon 09:00  visited shop\n    p{n}  mon 10:00  visited website" for n in range(5)
        )
    )
    found = told("edges", segment="touchpoint=shop")
    assert found.n == 6  # Cia and five others
    assert edge(found, "website", "website")["customers"] == 1


def test_of_fewer_than_five_people_only_a_sentence_is_told() -> None:
    tell(FIVE)
    for name in ("edges", "variants"):
        found = told(name, segment="touchpoint=sales-visit")
        assert (found.rows, found.customers, found.n) == ([], 0, 0)
        assert "Fewer than 5 customers" in found.note


def test_where_nothing_happened_it_is_said_so() -> None:
    tell(FIVE)
    for name in ("edges", "variants"):
        found = told(name, since="2030-01-01")
        assert (found.rows, found.n) == ([], 0)
        assert "no customer is in this question" in found.note


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"journey": "salse"}, "There is no journey 'salse' in force"),
        ({"since": "1.3.2026"}, "from is '1.3.2026', but must be a day, as in 2026-03-02"),
        ({"since": "2026-03-02", "until": "2026-03-01"}, "The period ends (2026-03-01) before it begins"),
        (
            {"segment": "city=Espoo"},
            "is not understood. Write one of entity, known, touchpoint, channel, kind",
        ),
        ({"segment": "channel=phonr"}, "There is no channel 'phonr'; did you mean 'phone'?"),
        ({"segment": "entity"}, "is not understood"),
        ({"segment": "touchpoint=\0"}, "is not understood"),
        ({"since": "0001-01-01"}, "must be between 1970 and 2199"),
        ({"until": "9999-12-31"}, "must be between 1970 and 2199"),
    ],
)
def test_a_wrong_question_is_told_what_to_ask(question: dict[str, str], words: str) -> None:
    with pytest.raises(WrongQuestion) as caught:
        asked(**question)
    assert words in str(caught.value)


def test_a_name_with_a_quote_in_it_is_only_a_name() -> None:
    tell(FIVE)
    assert told("edges", segment="touchpoint=o'brien; DROP TABLE name").note.startswith(
        "Nothing happened there"
    )


def test_an_unknown_measure_is_answered_with_those_there_are() -> None:
    with pytest.raises(WrongQuestion, match="did you mean 'edges'"):
        measure_named("edgs")


def test_every_answer_says_how_fresh_it_is_and_how_it_was_computed() -> None:
    handed = [
        f"    p{n} mon 09:0{n} handed_over contract actor={giver} to={taker}\n    p{n} tue 09:00 met kick-off actor={taker}\n    p{n} wed 09:00 informed contract"
        for n, (giver, taker) in enumerate([("sara", "irma"), ("sami", "ilkka")] * 3)
    ]
    tell("\n".join([FIVE, *handed, "    zoe mon+12 09:00 visited website"]))
    save_journey(JOURNEY.replace("PER", "customer"))
    with_rows = set()
    for name, measure in MEASURES.items():
        found = told(name, journey="sales" if measure.needs_journey else "")
        assert found.fresh_to > 0
        assert all("SELECT" in sql for sql in found.sql)
        assert found.rows or found.note, name
        assert all([*row] == found.columns for row in found.rows), name
        # Numbers that JSON knows: a sum may come as a decimal.
        types = {type(value) for row in found.rows for value in row.values()}
        assert types <= {int, float, str, list, bool, type(None)}, name
        with_rows |= {name} if found.rows else set()
    assert {"edges", "variants", "handovers", "funnel", "loops", "declared", "touchpoints"} <= with_rows


QUESTIONS = (
    {},
    {"since": "2026-03-03", "until": "2026-03-04"},
    {"journey": "sales"},
    {"journey": "sales", "since": "2026-03-03"},
    {"segment": "touchpoint=lead-form"},
    {"segment": "kind=met,known=yes", "journey": "sales"},
    {"segment": "entity=person,channel=other"},
)


@pytest.mark.parametrize("per", ["customer", "order", "case"])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_engine_and_plain_python_agree(per: str, seed: int) -> None:
    chance = random.Random(seed)
    acts = [
        "visited website",
        "asked lead-form",
        "met sales-visit",
        "ordered shop amount=5",
        "informed invoice",
    ]
    lines = [
        f"p{chance.randint(1, 14)} {chance.choice(['mon', 'tue', 'wed', 'thu'])} {chance.randint(8, 17):02}:{chance.randint(0, 5)}0"
        f" {chance.choice(acts)} about={chance.randint(1, 3)} thread=t{chance.randint(1, 3)}"
        for _ in range(120)
    ]  # fmt: skip
    tell("\n".join(lines))
    save_journey(JOURNEY.replace("PER", per))
    for question in QUESTIONS:
        engines, plain = _both(asked(**question, top=1000))
        assert engines == plain


def _both(question: Asked) -> tuple[list[Any], list[Any]]:
    """What the engine and plain Python tell; nothing where a segment is too small to tell of."""
    found, ways = answer(MEASURES["edges"], question), answer(MEASURES["variants"], question)
    told = sorted((row["path"], row["walks"], row["customers"]) for row in ways.rows)
    engines = [*map(rounded, found.rows), *told]
    if found.note or ways.note:
        return engines, []
    return engines, [*map(rounded, oracle.edges(question)), *oracle.variants(question)]


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Lengths of time to milliseconds (stories count in minutes: none lies between two), all else to nine places."""
    return {
        name: round(value, -3 if name.endswith(("gap", "time")) else 9) if isinstance(value, float) else value
        for name, value in row.items()
    }
