"""What was answered is told again until the copy changes, and no longer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from polku.engine import kept
from polku.engine.kept import Kept


class Asking:
    """Counts how often it is asked; answers with that count."""

    def __init__(self, bytes_each: int = 8) -> None:
        self.times = 0
        self.rows = bytes_each // 8

    def __call__(self, question: str) -> pa.Table:
        self.times += 1
        if question == "wrong":
            raise ValueError("no such column")
        return pa.table({"times": [self.times] * self.rows})


def test_the_same_question_of_the_same_version_is_asked_once() -> None:
    answers, ask = Kept(), Asking()
    told = [answers.answer("edges", 1, ask).column("times")[0].as_py() for _ in range(3)]
    assert (told, ask.times) == ([1, 1, 1], 1)
    answers.answer("variants", 1, ask)
    assert ask.times == 2


def test_another_version_is_asked_anew_and_the_older_is_let_go() -> None:
    answers, ask = Kept(), Asking()
    for version in (1, 2, 2, 3):
        answers.answer("edges", version, ask)
    assert ask.times == 3


def test_what_failed_is_asked_again() -> None:
    answers, ask = Kept(), Asking()
    for _ in range(2):
        with pytest.raises(ValueError, match="no such column"):
            answers.answer("wrong", 1, ask)
    assert ask.times == 2


class Slowly(Asking):
    """Says when it is asked, and answers once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, question: str) -> pa.Table:
        self.begun.set()
        assert self.go_on.wait(30)
        return super().__call__(question)


def test_whoever_asks_what_is_being_counted_waits_for_that_answer() -> None:
    answers, ask = Kept(), Slowly()
    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(answers.answer, "edges", 1, ask) for _ in range(3)]
        assert ask.begun.wait(30)
        ask.go_on.set()
        told = [one.result(30).to_pylist() for one in asked]
    assert told == [[{"times": 1}]] * 3


def test_whoever_asks_after_a_change_is_not_told_what_was_being_counted_before_it() -> None:
    answers, slow, ask = Kept(), Slowly(), Asking()
    with ThreadPoolExecutor(1) as pool:
        before = pool.submit(answers.answer, "edges", 1, slow)
        assert slow.begun.wait(30)
        after = answers.answer("edges", 2, ask)
        slow.go_on.set()
        assert before.result(30) is not after
    assert answers.answer("edges", 2, ask) is after
    assert ask.times == 1


def test_large_answers_are_not_kept() -> None:
    answers, ask = Kept(), Asking(bytes_each=kept.LARGEST + 8)
    for _ in range(2):
        answers.answer("log", 1, ask)
    assert ask.times == 2


def test_those_asked_longest_ago_make_room() -> None:
    answers, ask = Kept(), Asking(bytes_each=kept.LARGEST)
    many = kept.MOST // kept.LARGEST
    for number in range(many):
        answers.answer(str(number), 1, ask)
    answers.answer("0", 1, ask)  # asked lately again
    assert ask.times == many
    answers.answer("one more", 1, ask)
    for question in ("0", "one more"):
        answers.answer(question, 1, ask)
    assert ask.times == many + 1
    answers.answer("1", 1, ask)
    assert ask.times == many + 2
