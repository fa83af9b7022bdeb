"""Which visits are set side by side, and what is known at the moment: by hand, without a database."""

from pathlib import Path
from typing import Any

import pytest

from polku.lenses.asked import Asked
from polku.lenses.reasons import visits
from polku.lenses.reasons.gather import rows
from polku.lib.clock import DAY, HOUR
from tests.reasons.laid_lives import Laid
from tests.story import interactions, moment

# Ann asks, is answered after four hours, and says that she goes. Ben asks twice, in two threads, and orders. Cia asks
# and is answered after she had ordered elsewhere. Dan has asked just now. Ann comes back weeks later, to look.
STORY = """
    ann  mon 08:00  visited website
    ann  mon 09:00  customer:asked chat thread=a
    ann  mon 13:00  answered chat thread=a actor=sara
    ann  tue 09:00  left mail
    ann  mon+3 09:00  visited website
    ben  mon 08:00  customer:asked mail thread=m
    ben  mon 09:00  customer:asked chat thread=b1
    ben  mon 10:00  answered mail thread=m actor=sami
    ben  mon 10:30  answered chat thread=b1 actor=sara
    ben  wed 09:00  customer:asked chat thread=b2
    ben  wed 09:10  answered chat thread=b2 actor=olli
    ben  fri 09:00  ordered shop amount=120
    cia  mon 09:00  customer:asked chat thread=c
    cia  mon 12:00  ordered shop amount=80
    cia  tue 15:00  answered chat thread=c actor=sara
    cia  thu 15:00  paid shop
    dan  mon+3 08:00  customer:asked chat thread=d
"""


def told(folder: Path, story: str = STORY, place: str = "chat", **question: Any) -> list[dict[str, Any]]:
    names = sorted({line.split()[0] for line in story.splitlines() if line.strip()})
    lines = {name: [line for line in story.splitlines() if line.split()[:1] == [name]] for name in names}
    laid = Laid(folder, [interactions("\n".join(lines[name])) for name in names])
    with laid.asked():
        found: list[dict[str, Any]] = rows(Asked(touchpoint=place, **question)).rows.to_pylist()
    laid.file.close()
    return [{"who": names[row["customer"] - 1], **row} for row in found]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return told(tmp_path_factory.mktemp("story"))


def test_each_visit_is_a_chance_to_leave_and_open_ones_are_left_out(found: list[dict[str, Any]]) -> None:
    assert [(row["who"], row["visits_here"], row["left"]) for row in found] == [
        ("ann", 1, True), ("ben", 1, False), ("ben", 2, False), ("cia", 1, False),
    ]  # fmt: skip


def test_the_moment_is_when_they_came_and_nothing_later_is_known(found: list[dict[str, Any]]) -> None:
    ann, ben, again, cia = found
    assert ann["moment"] == moment("mon", "09:00")
    # Ann's answer and goodbye came later. Ben had asked by mail an hour ago, and nobody had answered yet.
    assert (ann["people_met"], ann["steps"], ann["with_us"], ann["questions"]) == (0, 2, HOUR, 1)
    assert (ben["unanswered"], ben["longest_wait"], ben["people_met"]) == (1, None, 0)
    # On Wednesday he had waited two hours by mail, and ninety minutes here.
    assert (again["longest_wait"], again["first_wait"], again["people_met"]) == (2 * HOUR, 2 * HOUR, 2)
    assert (again["unanswered"], again["asked_again"], again["questions"]) == (0, 1, 3)
    assert cia["amount"] is None  # she ordered after she had come


def test_the_wait_for_the_first_answer_here_is_the_visits_own(found: list[dict[str, Any]]) -> None:
    ann, ben, again, cia = found
    waits = [row["answered_here"] for row in (ann, ben, again, cia)]
    assert waits == [4 * HOUR, 90 * 60_000_000, 10 * 60_000_000, 30 * HOUR]
    assert [row["unanswered_here"] for row in (ann, ben, again, cia)] == [0, 0, 0, 0]


def test_who_left_without_an_answer_has_waited_for_nobody_knows_how_long(tmp_path: Path) -> None:
    silent = STORY.replace("    ann  mon 13:00  answered chat thread=a actor=sara\n", "")
    ann = told(tmp_path, silent)[0]
    assert (ann["left"], ann["answered_here"], ann["unanswered_here"]) == (True, None, 1)


def test_what_we_did_of_ourselves_since_they_last_did_anything_is_not_their_history(tmp_path: Path) -> None:
    # Both are written to twice. Ann has been silent since Tuesday; Ben asked in between, so he had read the first letter.
    story = """
        ann  mon 08:00  ordered shop amount=100
        ann  tue 08:00  delivered home actor=olli
        ann  thu 08:00  informed mail actor=sara
        ann  mon+1 08:00  informed service thread=s actor=sami
        ann  tue+1 08:00  reached_out phone actor=sami
        ann  mon+2 08:00  left mail
        ben  mon 08:00  ordered shop amount=100
        ben  tue 08:00  delivered home actor=olli
        ben  thu 08:00  informed mail actor=sara
        ben  fri 08:00  customer:asked chat thread=b
        ben  mon+1 08:00  informed service thread=s actor=sami
        ben  mon+2 08:00  ordered shop amount=50
    """
    ann, ben = told(tmp_path, story, "service")
    assert (ann["left"], ben["left"]) == (True, False)
    assert (ann["told_unasked"], ann["attempts"], ann["steps"], ann["people_met"]) == (0, 0, 2, 1)
    assert (ben["told_unasked"], ben["attempts"], ben["steps"], ben["people_met"]) == (1, 0, 4, 2)
    assert (ann["with_us"], ben["with_us"]) == (DAY, 4 * DAY)
    # Neither came: we did. How long somebody is silent is no wait.
    assert (ann["time_to_here"], ben["time_to_here"]) == (None, None)
    # What we owed runs on meanwhile.
    assert (ann["unanswered"], ben["unanswered"]) == (0, 1)


def test_who_never_does_anything_is_told_of_by_the_moment(tmp_path: Path) -> None:
    story = """
        ann  mon 08:00  informed mail
        ann  tue 08:00  informed service
        ann  wed 08:00  left mail
    """
    (ann,) = told(tmp_path, story, "service")
    assert (ann["told_unasked"], ann["steps"], ann["with_us"]) == (2, 2, DAY)


def test_promises_are_known_as_they_stood(tmp_path: Path) -> None:
    story = """
        ann  mon 08:00  promised visit about=1 due=wed@12:00 pledge=met
        ann  tue 08:00  promised visit about=1 due=fri@12:00 pledge=met
        ann  thu 08:00  customer:asked chat thread=a
        ann  fri 08:00  met visit about=1
        ann  sat 08:00  customer:asked chat thread=b
        ann  sun 08:00  answered chat thread=b actor=sara
        ann  mon+1 08:00  ordered shop
    """
    on_thursday, on_saturday = told(tmp_path, story)
    # On Thursday Wednesday had passed, its day moved without a word; on Friday it was done: late, by what was promised.
    assert [on_thursday[name] for name in ("broken", "late", "moved_silently", "moved_told")] == [1, 0, 1, 0]
    assert [on_saturday[name] for name in ("broken", "late", "moved_silently", "moved_told")] == [0, 1, 1, 0]


def test_without_threads_a_days_silence_parts_two_visits(tmp_path: Path) -> None:
    story = """
        ann  mon 08:00  met store
        ann  mon 20:00  met store
        ann  wed 08:00  met store
        ann  fri 08:00  ordered shop
    """
    assert [row["moment"] for row in told(tmp_path, story, "store")] == [
        moment("mon", "08:00"), moment("wed", "08:00"),
    ]  # fmt: skip


def test_a_period_chooses_visits_by_when_they_began(tmp_path: Path) -> None:
    found = told(tmp_path, since=moment("tue", "00:00"), until=moment("tue", "00:00") + 2 * DAY)
    assert [(row["who"], row["visits_here"]) for row in found] == [("ben", 2)]


def test_of_many_visits_some_are_drawn_always_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = "\n".join(
        f"p{n:03} mon 0{n % 10}:00 customer:asked chat thread=t{n}\n"
        f"p{n:03} tue 08:00 answered chat thread=t{n} actor=sara\np{n:03} wed 08:00 ordered shop"
        for n in range(300)
    )
    monkeypatch.setattr(visits, "WENT_ON_AT_MOST", 100)
    question = {"segment": (("known", "yes"),)}  # not asked before, so not compiled with another bound
    found = told(tmp_path / "one", story, **question)
    assert 70 <= len(found) <= 130
    assert {row["of"] for row in found} == {300}
    assert found == told(tmp_path / "other", story, **question)
