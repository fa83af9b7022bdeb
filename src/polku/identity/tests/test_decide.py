"""People's words on who is who, and taking them back."""

import pytest

from polku.identity.decide import apply_decision, check_decision
from polku.identity.models import Claim, Customer, Decision, Identifier, Merge, Review
from polku.identity.tests.telling import clusters, decide, identifier, seen, tell, together
from polku.touchpoints.reading import Unreadable

pytestmark = pytest.mark.django_db(databases="__all__")


def test_the_same_joins_two_and_says_who_when_and_why() -> None:
    tell(seen("crm:1", at=1), seen("crm:2", at=2))
    (moved,) = decide("same", "crm:2", "crm:1", at=50, by="Mari", evidence="called her")
    assert moved.to_customer == identifier("crm:1").pk
    merge = Merge.objects.get()
    assert (merge.decided_by, merge.happened_at, merge.evidence, merge.undone) == (
        "Mari",
        50,
        "called her",
        False,
    )


def test_apart_after_same_parts_them_again() -> None:
    tell(seen("crm:1", at=1), seen("crm:2", at=2))
    decide("same", "crm:1", "crm:2", at=50)
    moved = decide("apart", "crm:1", "crm:2", at=60)
    assert clusters() == together("crm:1", "crm:2")
    assert [(one.from_customer, one.to_customer) for one in moved] == [
        (identifier("crm:1").pk, identifier("crm:2").pk)
    ]
    assert list(Merge.objects.order_by("pk").values_list("undone", flat=True)) == [False, True]


def test_a_claim_taken_back_counts_no_more_even_when_told_again() -> None:
    tell(seen("crm:1 email:e", at=1, name="Aino"), seen("email:e", at=2, name="Veikko"))
    assert Customer.objects.get().name == "Veikko"
    decide("revoked", "crm:1", "email:e")
    tell(seen("crm:1 email:e", at=3))
    assert clusters() == together("crm:1", "email:e")
    assert set(Customer.objects.values_list("name", flat=True)) == {"Aino", "Veikko"}
    assert Claim.objects.get().revoked


def test_a_decision_may_come_before_what_it_speaks_of() -> None:
    decide("revoked", "crm:1", "email:e")
    decide("same", "crm:1", "crm:2")
    assert Customer.objects.count() == 0
    tell(seen("crm:1 email:e"), seen("crm:2"))
    assert clusters() == together("crm:1 crm:2", "email:e")


def test_the_later_of_two_decisions_counts_whichever_comes_first() -> None:
    tell(seen("crm:1"), seen("crm:2"))
    decide("same", "crm:1", "crm:2", at=60)
    decide("apart", "crm:1", "crm:2", at=50)
    assert clusters() == together("crm:1 crm:2")
    assert Decision.objects.get().kind == "same"


def test_an_answer_closes_the_question() -> None:
    tell(seen("crm:1 email:e", at=1), seen("crm:2 email:e", at=2))
    decide("later", "crm:1", "crm:2", at=5)
    assert Review.objects.get().answer == "later"
    assert not Decision.objects.exists()
    decide("same", "crm:1", "crm:2", at=6)
    assert Review.objects.get().answer == "same"
    assert clusters() == together("crm:1 crm:2 email:e")


def test_an_answer_unsaid_is_asked_again_and_joins_nobody() -> None:
    tell(seen("crm:1 email:e", at=1), seen("crm:2 email:e", at=2))
    before = clusters()
    decide("same", "crm:1", "crm:2", at=6)
    assert clusters() != before
    decide("unsaid", "crm:1", "crm:2", at=7)
    assert clusters() == before
    assert Review.objects.get().answer == ""


@pytest.mark.parametrize("kind", ["apart", "later"])
def test_not_the_same_and_put_off_can_be_unsaid_too(kind: str) -> None:
    tell(seen("crm:1 email:e", at=1), seen("crm:2 email:e", at=2))
    before = clusters()
    decide(kind, "crm:1", "crm:2", at=6)
    decide("unsaid", "crm:1", "crm:2", at=7)
    assert (clusters(), Review.objects.get().answer) == (before, "")


def test_unsaid_is_not_apart_so_a_claim_told_later_joins_them() -> None:
    tell(seen("crm:1", at=1), seen("email:e", at=2))
    decide("apart", "crm:1", "email:e", at=5)
    decide("unsaid", "crm:1", "email:e", at=6)
    tell(seen("crm:1 email:e", at=7))
    assert clusters() == together("crm:1 email:e")


def test_a_claim_taken_back_counts_again_when_that_is_unsaid() -> None:
    tell(seen("crm:1 email:e", at=1))
    decide("revoked", "crm:1", "email:e", at=5)
    decide("unsaid", "crm:1", "email:e", at=6)
    assert clusters() == together("crm:1 email:e")
    assert not Claim.objects.get().revoked


def test_an_older_word_told_late_does_not_count_after_it_was_unsaid() -> None:
    tell(seen("crm:1"), seen("crm:2"))
    decide("unsaid", "crm:1", "crm:2", at=60)
    decide("same", "crm:1", "crm:2", at=50)
    assert clusters() == together("crm:1", "crm:2")


def test_taking_back_a_claim_can_free_a_crowded_mailbox() -> None:
    tell(*(seen(f"crm:{n} email:e", at=n) for n in range(4)), seen("email:e cookie:c", at=9))
    assert frozenset({"email:e"}) in clusters()
    decide("revoked", "crm:3", "email:e")
    assert frozenset({"crm:0", "email:e", "cookie:c"}) in clusters()
    assert not Review.objects.filter(reason="crowded").exists()


def test_a_person_and_an_organisation_never_become_one() -> None:
    tell(seen("crm:1 company:acme"))
    decide("same", "crm:1", "company:acme")
    assert clusters() == together("crm:1", "company:acme")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {
            "type": "decision.perhaps",
            "a": {"namespace": "x", "value": "1"},
            "b": {"namespace": "x", "value": "2"},
        },
        {
            "type": "decision.same",
            "a": {"namespace": "x", "value": "1"},
            "b": {"namespace": "x", "value": "1"},
        },
        {"type": "decision.same", "a": "x:1", "b": "x:2"},
    ],
)
def test_a_body_that_makes_no_sense_is_unreadable(body: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        check_decision(body)
    with pytest.raises(Unreadable):
        apply_decision(1, 1, body)
    assert not Identifier.objects.exists()
