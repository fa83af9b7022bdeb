"""What people decide goes through the log."""

import msgspec
import pytest

from polku.identity.decide import apply_decision
from polku.identity.models import Review
from polku.identity.tests.telling import clusters, identifier, seen, tell, together
from polku.intake.acts import answer, record_decision
from polku.timeline.models import Event

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
