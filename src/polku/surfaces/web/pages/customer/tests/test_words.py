import pytest

from polku.lenses.customer.complaints import Complaint
from polku.lenses.customer.page import Open
from polku.lenses.customer.promises import PromiseNow
from polku.lenses.customer.tests.told import at, did
from polku.lenses.customer.waiting import Waiting
from polku.surfaces.web.pages.customer.matters import apart
from polku.surfaces.web.pages.customer.promise_words import promise_words
from polku.surfaces.web.templatetags.path import fact
from polku.timeline.folds.promises import fold_promises, state
from polku.timeline.interaction import Interaction

MADE = did("2026-11-01 09:00", "promised", about="o", due_at=at("2026-11-24 10:00"))
MOVED = did("2026-11-10 09:00", "informed", about="o", due_at=at("2026-12-02 10:00"))


def said(now: str, *happened: Interaction) -> str:
    (facts,) = fold_promises(happened)
    return promise_words(PromiseNow(1, state(facts, at(now)), facts), at(now))


@pytest.mark.parametrize(
    ("now", "happened", "words"),
    [
        ("2026-11-12 09:00", [MADE], "Promised by 24 Nov"),
        ("2026-11-12 09:00", [MADE, MOVED], "Promised by 24 Nov, moved to 2 Dec, told before asking"),
        (
            "2026-11-12 09:00",
            [
                MADE,
                did("2026-11-11 09:00", "promised", about="o", due_at=at("2026-12-02 10:00")),
                did("2026-11-11 12:00", "asked", "customer", about="o"),
            ],
            "Promised by 24 Nov, moved to 2 Dec, not told",
        ),
        ("2026-11-26 10:00", [MADE], "Promised by 24 Nov, overdue by 2 days"),
        (
            "2026-11-30 10:00",
            [
                MADE,
                did("2026-11-25 09:00", "asked", "customer", about="o"),
                did("2026-11-25 12:00", "informed", about="o"),
            ],
            "Promised by 24 Nov, overdue by 6 days, told only after asking",
        ),
        (
            "2026-11-30 10:00",
            [MADE, did("2026-11-23 10:00", "delivered", about="o")],
            "Promised by 24 Nov, kept on 23 Nov",
        ),
        (
            "2026-12-30 10:00",
            [MADE, did("2026-11-27 10:00", "delivered", about="o")],
            "Promised by 24 Nov, done on 27 Nov, 3 days late, not told",
        ),
        (
            "2026-11-30 10:00",
            [MADE, did("2026-11-20 10:00", "left", about="o")],
            "Promised by 24 Nov, withdrawn on 20 Nov",
        ),
    ],
)
def test_a_promise_is_said_in_one_line(now: str, happened: list[Interaction], words: str) -> None:
    assert said(now, *happened) == words


def test_an_unanswered_complaint_is_one_line_and_an_answered_one_another() -> None:
    waiting = Waiting(1, "chat", "c9", "chat", 5, 5, 0, "", "It howls")
    unanswered = Complaint(1, 5, 1, "chat", "c9", "chat", "", "It howls", "")
    answered = Complaint(1, 5, 2, "chat", "c8", "chat", "", "Too loud", "")
    assert apart(Open([waiting], [], [unanswered, answered])) == ([(waiting, True)], [answered])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (None, "–"),
        (["a", 1], "a, 1"),
        ({"street": "Mäki 1", "floor": 2}, "street: Mäki 1, floor: 2"),
    ],
)
def test_a_fact_is_said_as_people_read_it(value: object, words: str) -> None:
    assert fact(value) == words
