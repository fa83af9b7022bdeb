"""Reading the log again gives the same customers under the same ids."""

from typing import Any

import pytest

from polku.identity import rebuild
from polku.identity.models import Claim, Customer, Decision, Identifier, Merge, Review, SearchTerm
from polku.identity.tests.telling import clusters, decide, identifier, seen, tell, together

pytestmark = pytest.mark.django_db(databases="__all__")


def tables() -> dict[str, Any]:
    return {
        "customers": list(Customer.objects.order_by("pk").values()),
        "identifiers": list(Identifier.objects.order_by("pk").values()),
        "terms": sorted(SearchTerm.objects.values_list("customer_id", "term")),
        "claims": sorted(Claim.objects.values_list("low_id", "high_id", "first_at", "event_id", "revoked")),
        "merges": list(Merge.objects.order_by("pk").values_list("customer_id", "absorbed_id", "undone")),
        "reviews": sorted(Review.objects.values_list("low_id", "high_id", "reason", "answer")),
    }


def test_a_rebuild_gives_the_same_under_the_same_ids() -> None:
    first = [seen("cookie:c", at=1), seen("crm:1 cookie:c", at=2, name="Aino"), seen("crm:2 email:e", at=3)]
    second = [seen("crm:1 email:e", at=1), seen("crm:3", at=5), seen("phone:p crm:3", at=6)]

    def read_the_log() -> None:
        tell(*first)
        decide("same", "crm:2", "crm:3", at=100)
        tell(*second)
        decide("revoked", "crm:3", "phone:p", at=101)

    read_the_log()
    before = tables()
    rebuild.begin()
    assert Customer.objects.count() == 0
    read_the_log()
    rebuild.finish()
    assert tables() == before


def test_who_is_named_no_more_is_gone_after_a_rebuild() -> None:
    tell(seen("crm:1 email:old"), seen("crm:2"))
    decide("apart", "crm:2", "crm:9")
    rebuild.begin()
    tell(seen("crm:1"), seen("crm:2"))
    decide("apart", "crm:2", "crm:9")
    rebuild.finish()
    assert clusters() == together("crm:1", "crm:2")
    assert not Identifier.objects.filter(value="old").exists()
    assert Decision.objects.get().high == identifier("crm:9")


def test_questions_of_likeness_outlive_a_rebuild() -> None:
    tell(seen("crm:1"), seen("crm:2"), seen("crm:3"))
    one, two, three = (identifier(f"crm:{number}") for number in (1, 2, 3))
    for other in (two, three):
        Review.objects.create(low=one, high=other, reason="similar", probability=0.95, created_at=1)
    rebuild.begin()
    tell(seen("crm:1"), seen("crm:2"))
    rebuild.finish()
    assert [review.high for review in Review.objects.all()] == [two]
