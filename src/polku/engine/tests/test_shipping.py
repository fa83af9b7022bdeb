"""What was shipped bit by bit equals what is shipped at once."""

import random
from pathlib import Path

import pytest

from polku.engine.file import EngineFile, State
from polku.engine.selects import SUMS
from polku.engine.ship import ship, ship_whole
from polku.engine.store import Snapshot
from polku.engine.tests.copied import at_once, copied
from polku.identity.models import Identifier
from polku.intake.acts import record_decision
from polku.pipeline import progress
from polku.pipeline.drain import drain
from polku.pipeline.forget import forget
from polku.pipeline.rebuild import is_running, rebuild
from polku.pipeline.worker import step
from polku.timeline.log.read import last_position
from polku.touchpoints.models import MappingVersion
from tests.people import AINO, KERTTU
from tests.story import MAPPING, tell

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)

STEPS = ("visited website", "asked lead-form", "asked lead-form thread=t2", "answered lead-form thread=t2 actor=sari", "met sales-visit actor=mikko", "ordered contract about=7 amount=100",
         "promised installation about=7 due=fri@16:00", "delivered installation about=7", "rated survey rating=9 rating_low=0 rating_high=10",
         "complained mail-support thread=t1")  # fmt: skip


def identifier(value: str) -> Identifier:
    return Identifier.objects.get(value=value)


def test_an_empty_house_ships_nothing_and_is_as_fresh_as_now(file: EngineFile) -> None:
    assert ship(file) is False
    assert file.state() == State()
    assert file.fresh_to > 0


def test_a_path_is_written_down_in_order_with_the_step_before_and_the_gap(file: EngineFile) -> None:
    tell("""
        aino  tue 10:00  ordered contract
        aino  mon 09:00  visited website
        aino  mon 09:30  asked lead-form
    """)
    ship(file)
    told = file.answer("""
        SELECT number, here.name AS touchpoint, before.name AS before, after.name AS after, gap / 60000000 AS minutes
        FROM interaction JOIN name AS here ON here.code = touchpoint
        JOIN name AS before ON before.code = interaction.before JOIN name AS after ON after.code = interaction.after
        ORDER BY number
    """)
    # Monday 9:30 to Tuesday 10:00 are 24.5 hours: 1,470 minutes.
    assert [tuple(row.values()) for row in told.to_pylist()] == [
        (1, "website", "", "lead-form", 0),
        (2, "lead-form", "website", "contract", 30),
        (3, "contract", "lead-form", "", 1470),
    ]


def test_a_late_event_puts_the_whole_path_right(file: EngineFile, tmp_path: Path) -> None:
    tell("aino  tue 10:00  ordered contract")
    ship(file)
    tell("aino  mon 09:00  visited website")
    assert ship(file) is True
    assert file.answer("SELECT number, gap FROM interaction ORDER BY number").to_pylist() == [
        {"number": 1, "gap": 0},
        {"number": 2, "gap": 25 * 3600 * 10**6},
    ]
    assert copied(file) == at_once(tmp_path)


def test_where_nothing_happened_nothing_is_written_but_it_is_fresher(file: EngineFile) -> None:
    tell(AINO.story)
    ship(file)
    before, fresh_to = file.state(), file.fresh_to
    assert ship(file) is False
    assert file.state() == before
    assert file.fresh_to > fresh_to


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_days_shipped_bit_by_bit_equal_the_whole(file: EngineFile, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    people = [f"p{number}" for number in range(6)]
    for day in range(5):
        lines = []
        for minute in range(chance.randint(1, 9)):
            who = chance.choice(people)
            shared = f" email=home{chance.randint(1, 3)}@posti.example" if chance.random() < 0.2 else ""
            told_on = day if chance.random() < 0.7 else chance.randint(0, day)  # most come in time, some late
            lines.append(f"{who}  mon+{told_on} 1{minute}:00  {chance.choice(STEPS)}{shared}")
        tell("\n".join(lines))
        if chance.random() < 0.8:
            ship(file)
        known = [*Identifier.objects.filter(value__in=people).order_by("value")]
        if len(known) > 1 and day:
            low, high = chance.sample(known, 2)
            record_decision(chance.choice(["same", "apart"]), low, high, "sari")
            drain()
    ship(file)
    assert copied(file) == at_once(tmp_path)
    assert len(copied(file)["interaction"]) > 4


def test_merging_and_parting_reach_the_copy(file: EngineFile, tmp_path: Path) -> None:
    tell("aino  mon 09:00  visited website\nkerttu  mon 10:00  asked lead-form")
    ship(file)
    aino, kerttu = identifier("aino"), identifier("kerttu")
    record_decision("same", aino, kerttu, "sari")
    drain()
    ship(file)
    assert file.answer("SELECT customer, steps FROM path").to_pylist() == [{"customer": aino.pk, "steps": 2}]
    assert copied(file) == at_once(tmp_path)
    record_decision("apart", aino, kerttu, "sari")
    drain()
    ship(file)
    assert file.answer("SELECT steps FROM path").to_pylist() == [{"steps": 1}, {"steps": 1}]
    assert copied(file) == at_once(tmp_path)


def test_who_is_forgotten_is_gone_with_the_names_that_only_they_used(
    file: EngineFile, tmp_path: Path
) -> None:
    tell(AINO.story)
    tell("veikko  mon 09:00  visited secret-fair actor=only-veikkos-seller")
    ship(file)
    forget(identifier("veikko").customer_id, "sari")
    ship(file)
    assert copied(file) == at_once(tmp_path)
    assert b"only-veikkos-seller" not in (tmp_path / "copy.duckdb").read_bytes()
    assert file.state().erasures == 1


def test_a_rebuild_is_waited_for_and_then_shipped_whole(file: EngineFile, tmp_path: Path) -> None:
    tell(AINO.story)
    tell(KERTTU.story)
    ship(file)
    before = copied(file)
    progress.ask_rebuild()
    assert ship(file) is False
    assert copied(file) == before
    rebuild()
    ship(file)
    assert copied(file) == at_once(tmp_path)


def test_a_rebuild_between_two_shipments_is_noticed(file: EngineFile, tmp_path: Path) -> None:
    for line in AINO.story.strip().splitlines():
        tell(line)  # one batch each; the rebuild reads them all in one
        ship(file)
    rebuild()
    ship(file)
    assert copied(file) == at_once(tmp_path)
    assert file.state().position == last_position()


def test_a_rebuild_that_leaves_every_sum_as_it_was_is_noticed(file: EngineFile, tmp_path: Path) -> None:
    tell("aino  mon 09:00  visited website")
    tell("kerttu  mon 10:00  visited website")
    ship(file)
    elsewhere = MAPPING.replace('touchpoint: "{row.touchpoint}"', 'touchpoint: "new-{row.touchpoint}"')
    MappingVersion.objects.create(name="story", text=elsewhere)
    progress.ask_rebuild()
    while is_running():
        step(1)  # as before, an event a batch: the same customers, revisions and numbers of interactions
    ship(file)
    assert copied(file) == at_once(tmp_path)
    assert {row["name"] for row in file.answer("FROM name").to_pylist()} >= {"new-website"}


def test_a_copy_that_went_wrong_is_made_anew(file: EngineFile, tmp_path: Path) -> None:
    tell(AINO.story)
    ship(file)
    with file.writing() as cursor:
        cursor.execute("UPDATE customer SET interactions = 0")
    tell("kerttu  mon 10:00  asked lead-form")
    ship(file)
    assert copied(file) == at_once(tmp_path)


def test_deleting_it_and_making_it_anew_gives_the_same_tables(file: EngineFile) -> None:
    tell(AINO.story)
    tell(KERTTU.story)
    ship(file)
    before = copied(file)
    ship_whole(file)
    assert copied(file) == before
    assert {table for table, rows in before.items() if not rows} == {
        *("membership", "trait"),  # of neither was told
        *("walk_step", "walk"),  # no journey is in force
    }


def test_people_and_their_organisation_are_joined(file: EngineFile, tmp_path: Path) -> None:
    tell(AINO.story)
    ship(file)
    assert copied(file)["customer"][0][1:3] == ("person", True)
    assert copied(file)["membership"] == at_once(tmp_path)["membership"] == []


def test_a_rating_is_kept_in_millionths_of_its_scale(file: EngineFile) -> None:
    tell("aino  mon 09:00  rated survey rating=4 rating_low=1 rating_high=5")
    tell("aino  mon 10:00  rated survey rating=9 rating_low=0 rating_high=10")
    ship(file)
    # (4 − 1) / (5 − 1) and 9 / 10
    felt = file.answer("SELECT felt FROM interaction ORDER BY number").to_pylist()
    assert [row["felt"] for row in felt] == [750_000, 900_000]


def test_the_sums_of_all_customers_are_compared_only_where_somebody_may_be_gone(
    file: EngineFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def row(store: Snapshot, query: str) -> dict[str, int]:
        asked.append(query)
        return real(store, query)

    def compared() -> int:
        asked.clear()
        assert ship(file)
        return sum(query.startswith(SUMS) for query in asked)

    real = Snapshot.row
    monkeypatch.setattr(Snapshot, "row", row)
    tell("aino  mon 09:00  visited website")
    assert compared() == 0  # all there is was brought
    tell("aino  mon 10:00  visited website")
    assert compared() == 0
    tell("kerttu  mon 10:00  visited website")
    assert compared() == 0
    record_decision("same", identifier("aino"), identifier("kerttu"), "sari")
    drain()
    assert compared() == 2  # one is no more: taken away, and looked at again
    assert copied(file) == at_once(file.path.parent)
