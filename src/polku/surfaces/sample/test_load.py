import pytest
from django.utils import timezone

from polku.identity.models import Customer, Identifier
from polku.intake.models import Quarantined
from polku.surfaces.sample.load import load_sample
from polku.timeline.models import EncounterRow, Event, InteractionRow, PromiseRow

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def test_the_sample_is_whole_and_nothing_of_it_goes_to_quarantine() -> None:
    # 20 orders, 64 messages of the helpdesk, 83 events of the website.
    assert load_sample() == Event.objects.count() == 167
    assert list(Quarantined.objects.values_list("reason", "where")) == []
    people = Customer.objects.filter(entity="person")
    assert (people.filter(known=True).count(), people.filter(known=False).count()) == (29, 1)
    assert not people.filter(known=True, name="").exists()
    assert set(Customer.objects.filter(entity="organisation").values_list("name", flat=True)) == {
        "Bakery Hiekka",
        "Daycare Naava",
        "Housing company Koivukuja 3",
    }


def test_it_shows_every_thing_there_is_to_see() -> None:
    load_sample()
    assert InteractionRow.objects.values("kind").distinct().count() >= 14
    assert EncounterRow.objects.filter(waiting_for="us").exists()
    assert EncounterRow.objects.filter(waiting_for="customer").exists()
    assert PromiseRow.objects.filter(redated__gt=0).exists()
    assert PromiseRow.objects.filter(done_at=None, withdrawn_at=None).exists()


def test_a_second_time_it_leaves_what_is_there_alone() -> None:
    load_sample()
    events = Event.objects.count()
    assert load_sample() == 0
    assert Event.objects.count() == events


def test_aino_bought_and_asked_under_one_name() -> None:
    load_sample()
    aino = Customer.objects.get(pk=Identifier.objects.get(namespace="user_id", value="1001").customer_id)
    assert aino.name == "Aino Virtanen"
    touchpoints = set(InteractionRow.objects.filter(customer_id=aino.pk).values_list("touchpoint", flat=True))
    assert {"installation", "helpdesk-email", "website", "survey"} <= touchpoints
    assert aino.last_at <= timezone.now().timestamp() * 1_000_000
