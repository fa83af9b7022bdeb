"""Steps of a question: each is worked out once, named for those after it, and let go of."""

from types import SimpleNamespace
from typing import Any

import pytest

from polku.lib.spark.steps import Step, lost_a_step, planned


class Told:
    """A session that writes down what it is told."""

    def __init__(self, fails_at: str = "") -> None:
        self.told: list[str] = []
        self.catalog = SimpleNamespace(dropTempView=lambda name: self.told.append(f"drop {name}"))
        self._fails_at = fails_at

    def sql(self, text: str) -> Any:
        """A frame that writes down what is done with it."""
        if self._fails_at and self._fails_at in text:
            raise RuntimeError("no such column")
        self.told.append(text)
        rdd = SimpleNamespace(unpersist=lambda _: self.told.append(f"let go of {text}"))
        plan = SimpleNamespace(analyzed=lambda: SimpleNamespace(rdd=lambda: rdd))
        frame = SimpleNamespace(createTempView=lambda name: self.told.append(f"call it {name}"))
        frame._jdf = SimpleNamespace(queryExecution=lambda: plan)
        frame.localCheckpoint = lambda eager: frame
        frame.text = text
        return frame


def in_two() -> tuple[Step, ...]:
    """What people bought, and a question that refers to it twice and says its name once."""
    return (
        Step("SELECT `customer` FROM `interaction`", "bought"),
        Step("SELECT 'bought' FROM `bought` AS `a` CROSS JOIN `bought` AS `b`"),
    )


def test_a_step_has_a_name_of_its_own_wherever_it_is_referred_to_and_nowhere_else() -> None:
    spark = Told()
    with planned(spark, in_two()) as question:
        name = spark.told[1].removeprefix("call it ")
        assert question.text == f"SELECT 'bought' FROM `{name}` AS `a` CROSS JOIN `{name}` AS `b`"
    with planned(spark, in_two()) as again:
        assert name not in again.text  # another question, at the same time perhaps


def test_what_was_held_is_let_go_of_after_the_answer_and_after_a_failure() -> None:
    spark = Told()
    with planned(spark, in_two()):
        before = [*spark.told]
    assert not [one for one in before if one.startswith(("drop", "let go"))]
    assert spark.told[len(before) + 1] == "let go of SELECT `customer` FROM `interaction`"
    wrong = Told(fails_at="'bought'")
    with pytest.raises(RuntimeError, match="no such column"), planned(wrong, in_two()):
        pass
    assert wrong.told[-1] == "let go of SELECT `customer` FROM `interaction`"


def test_a_question_of_one_step_is_asked_as_it_is() -> None:
    spark = Told()
    with planned(spark, (Step("SELECT 1"),)):
        pass
    assert spark.told == ["SELECT 1"]


def test_only_a_lost_step_is_worth_asking_again() -> None:
    assert lost_a_step(
        RuntimeError("Job aborted: [CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND] Checkpoint block rdd_7_0 not found!")
    )
    assert not lost_a_step(RuntimeError("[DIVIDE_BY_ZERO] Division by zero."))
