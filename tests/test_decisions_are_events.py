"""What people decide goes through the log."""

import msgspec
import pytest

from polku.identity.decide import KINDS, apply_decision
from polku.identity.models import Decision, Review
from polku.identity.tests.telling import clusters, identifier, seen, tell, together
from polku.intake.acts import DECISIONS, answer, record_decision, take_back_answer
from polku.pipeline import rebuild
from polku.pipeline.drain import drain
from polku.pipeline.tests.derived import Derived, derived
from polku.timeline.models import Event
from tests.people import AINO, KERTTU
from tests.story import tell as tell_story

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_decision_is_an_event_that_can_be_applied() -> None:
    tell(seen("crm:1"), seen("crm:2"))
    record_decision("same", identifier("crm:1"), identifier("crm:2"), "Mari", "called her")
    body = msgspec.json.decode(Event.objects.get().body or "")
    assert (body["type"], body["by"], body["evidence"]) == ("decision.same", "Mari", "called her")
    assert body["a"] == {"namespace": "crm", "value": "1"}
    apply_decision(1, 5, body)
    assert clusters() == together("crm:1 crm:2")


def test_an_unknown_decision_is_refused() -> None:
    tell(seen("crm:1"), seen("crm:2"))
    with pytest.raises(ValueError, match="same, apart, revoked, later"):
        record_decision("perhaps", identifier("crm:1"), identifier("crm:2"), "Mari")
    assert not Event.objects.exists()


def test_an_answer_takes_the_question_from_the_list_at_once() -> None:
    tell(seen("crm:1 email:e", at=1), seen("crm:2 email:e", at=2))
    answer(Review.objects.get(), "apart", "Mari")
    assert Review.objects.get().answer == "apart"
    assert Event.objects.count() == 1


def without_words(found: Derived) -> Derived:
    """All derived rows but the decisions themselves: what was unsaid stays there, and speaks for nothing."""
    return {title: rows for title, rows in found.items() if title != "decisions"}


@pytest.mark.parametrize("kind", ["same", "apart"])
def test_an_answer_taken_back_leaves_nothing_behind_nor_does_a_rebuild_bring_it_again(kind: str) -> None:
    tell_story(AINO.story)
    tell_story(KERTTU.story)
    tell_story(
        'aino  wed 10:00  asked mail-support thread=t9 email=aino.virtanen@posti.example "and the plate?"'
    )
    drain()
    aino = identifier("name:aino")
    other = identifier("name:kerttu" if kind == "same" else "email:aino.virtanen@posti.example")
    assert (aino.customer_id == other.customer_id) == (kind == "apart")
    before = without_words(derived())
    record_decision(kind, aino, other, "Mari")
    drain()
    assert without_words(derived()) != before
    record_decision("unsaid", aino, other, "Mari")
    drain()
    assert without_words(derived()) == before
    rebuild.rebuild()
    assert without_words(derived()) == before
    assert Decision.objects.get().kind == "unsaid"


def test_an_undo_before_the_worker_came_by_is_as_good_as_one_after() -> None:
    tell(seen("crm:1 email:e", at=1), seen("crm:2 email:e", at=2))
    question = Review.objects.get()
    answer(question, "same", "Mari")
    take_back_answer(question, "Mari")
    assert Review.objects.get().answer == ""
    for event in Event.objects.order_by("pk"):
        apply_decision(event.pk, event.occurred_at, msgspec.json.decode(event.body or ""))
    assert clusters() == together("crm:1 email:e", "crm:2")
    assert Review.objects.get().answer == ""


def test_what_stands_as_a_decision_is_a_kind_that_the_table_knows() -> None:
    assert set(DECISIONS) == set(KINDS)
    assert set(KINDS) - {"later"} == {kind for kind, _ in Decision.KINDS}
