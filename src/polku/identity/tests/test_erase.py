"""After a customer is erased nothing of theirs is left, and the others are as if they had never been there."""

import pytest
from django.apps import apps

from polku.identity.erase import around, erase_identifiers, reconsider
from polku.identity.models import Customer, Identifier, Sighting
from polku.identity.tests.telling import clusters, decide, identifier, seen, tell, together

pytestmark = pytest.mark.django_db(databases="__all__")


def everything() -> str:
    """All rows of the room's tables as text."""
    models = apps.get_app_config("identity").get_models()
    return repr([row for model in models for row in model._default_manager.values()])


def test_nothing_of_an_erased_customer_is_left() -> None:
    tell(seen("crm:secret email:secret@x.example", name="Secret Person"), seen("crm:other", name="Olli"))
    decide("same", "crm:secret", "crm:other", evidence="Secret told")
    decide("apart", "crm:secret", "crm:other", at=2000, evidence="Secret was mistaken")
    erased = erase_identifiers(identifier("crm:secret").customer_id)
    assert erased > 5
    left = everything()
    assert "ecret" not in left
    assert clusters() == together("crm:other")


def test_a_shared_name_stays_and_goes_to_who_shares_it() -> None:
    tell(seen("crm:1 email:family", at=1, name="Saara"), seen("crm:2 email:family", at=2, name="Timo"))
    family = identifier("email:family")
    events = list(Sighting.objects.filter(identifier=identifier("crm:1")).values_list("event_id", flat=True))
    erase_identifiers(identifier("crm:1").customer_id, keep=[family.pk], event_ids=events)
    assert clusters() == together("crm:2", "email:family")
    moved = reconsider([family.pk])
    assert clusters() == together("crm:2 email:family")
    assert {one.identifier_id for one in moved} <= {family.pk, identifier("crm:2").pk}
    assert Customer.objects.get().name == "Timo"


def test_erasing_one_of_a_crowd_frees_the_mailbox() -> None:
    tell(*(seen(f"crm:{n} email:info", at=n) for n in range(4)))
    gone = identifier("crm:0")
    near = around([gone.pk])
    erase_identifiers(gone.customer_id)
    reconsider(near)
    assert clusters() == together("crm:1 email:info", "crm:2", "crm:3")


def test_ids_of_the_erased_are_never_given_again() -> None:
    tell(seen("crm:1"), seen("crm:2"))
    gone = identifier("crm:2")
    erase_identifiers(gone.customer_id)
    tell(seen("crm:3"))
    assert identifier("crm:3").pk > gone.pk
    assert Identifier.objects.count() == 2
