"""The company's past comes in through the doors, once, however often and however brokenly it is told."""

from pathlib import Path
from typing import Any

import pytest

from polku.demo.delivery import load as loading
from polku.demo.delivery.company import standing
from polku.demo.delivery.load import load
from polku.demo.delivery.set_up import SOURCES, install_mapping, set_up
from polku.demo.delivery.tests.standing import UNTIL, company, unheard
from polku.identity.models import Customer, Identifier, Review
from polku.intake.models import Quarantined, Tally
from polku.pipeline.drain import drain
from polku.timeline.models import EncounterRow, Event, InteractionRow, PromiseRow, Source
from polku.touchpoints.journeys.load import names as journey_names
from polku.touchpoints.mappings.load import forget_readers, text
from polku.touchpoints.mappings.save import save_mapping
from polku.workspace.company import company_name, name_company
from polku.workspace.models import Team

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    forget_readers()


def _customer(namespace: str, value: str) -> Customer:
    return Customer.objects.get(pk=Identifier.objects.get(namespace=namespace, value=value).customer_id)


def _promise(name: str, reference: str) -> PromiseRow:
    return PromiseRow.objects.get(customer_id=Customer.objects.get(name=name).pk, reference=reference)


def test_all_sources_tell_and_nothing_of_it_goes_to_quarantine() -> None:
    added = load(company(40), unheard)
    drain()
    assert added == Event.objects.count() > 500
    assert list(Quarantined.objects.values_list("reason", "where")) == []
    tellers = Source.objects.filter(pk__in=[tally.source_id for tally in Tally.objects.all()]).values_list(
        "slug", flat=True
    )
    assert set(tellers) == {f"tuulahdus-{source}" for source in SOURCES}
    assert InteractionRow.objects.values("kind").distinct().count() >= 20
    assert not Customer.objects.filter(entity="person", known=True, name="").exists()


def test_told_a_second_time_it_adds_nothing() -> None:
    first = load(company(), unheard)
    drain()
    before = [Customer.objects.count(), InteractionRow.objects.count()]
    assert first > 100
    assert load(company(), unheard) == 0
    drain()
    assert [Customer.objects.count(), InteractionRow.objects.count()] == before


def test_killed_in_the_middle_and_told_again_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(loading, "CUSTOMERS_AT_A_TIME", 2)
    with pytest.raises(KeyboardInterrupt):
        load(company(), killed)
    half, stands = Event.objects.count(), standing()
    assert stands is not None
    assert not stands.loaded
    rest = load(stands, unheard)
    whole = set(Event.objects.values_list("key", flat=True))
    assert (half + rest, half > 0, rest > 0) == (len(whole), True, True)
    assert load(company(), unheard) == 0  # whole: told from its beginning, nothing is new


def test_a_larger_company_keeps_the_customers_it_had() -> None:
    load(company(7), unheard)
    small = set(Event.objects.values_list("key", flat=True))
    load(company(12), unheard)
    assert small < set(Event.objects.values_list("key", flat=True))


def test_nothing_is_told_that_has_not_happened_yet() -> None:
    load(company(60), unheard)
    assert max(Event.objects.values_list("occurred_at", flat=True)) <= UNTIL


def test_the_cast_has_its_known_stories() -> None:
    load(company(), unheard)
    drain()
    names = set(Customer.objects.filter(entity="person").values_list("name", flat=True))
    assert {
        "Aino Virtanen",
        "Kerttu Niemi",
        "Jari Lehtonen",
        "Mikael Sundström",
        "Emily Carter",
        "Heikki Salo",
    } < names
    # Kerttu's date moved and nobody told her: she asked.
    kerttu = _promise("Kerttu Niemi", "O-1002")
    assert (kerttu.redated, kerttu.told_before_asked, kerttu.done_at) == (1, False, None)
    # Mikael's moved too: he was told, and it was done by the new date, late against the first.
    mikael = _promise("Mikael Sundström", "O-1004")
    assert (mikael.redated, mikael.told_before_asked) == (1, True)
    assert mikael.original_due_at < (mikael.done_at or 0) <= mikael.due_at
    waits = EncounterRow.objects.get(
        customer_id=Customer.objects.get(name="Aino Virtanen").pk, waiting_for="us"
    )
    assert waits.subject == "Suodattimen vaihto"


def test_a_mother_and_a_daughter_with_one_mailbox_stay_two_people() -> None:
    load(company(), unheard)
    drain()
    eila, noora = _customer("customer_number", "T10007"), _customer("customer_number", "T10007-1")
    assert (eila.name, noora.name) == ("Eila Mäkinen", "Noora Mäkinen")
    assert _customer("user_id", "1007-1") == noora


def test_the_website_and_the_crm_know_one_person_by_different_numbers() -> None:
    load(company(), unheard)
    drain()
    aino = _customer("user_id", "1001")
    assert aino == _customer("customer_number", "T10001") == _customer("anonymous_id", "aino-laptop")
    assert Review.objects.count() <= 2  # only shared mailboxes make anybody wonder


def test_teams_partners_and_the_journey_stand_after_loading() -> None:
    set_up()
    assert set(Team.objects.filter(partner=True).values_list("name", flat=True)) == {
        "Asennus Pihka", "Putki ja Ilma Utu", "Lämpöliike Kaarna"
    }  # fmt: skip
    assert "Sales" in set(Team.objects.filter(partner=False).values_list("name", flat=True))
    assert journey_names() == ["tuulahdus"]
    assert company_name() == "Tuulahdus"


def test_a_company_that_has_a_name_keeps_it_beside_the_demo() -> None:
    name_company("Pohjolan Lämpö")
    set_up()
    assert company_name() == "Pohjolan Lämpö"


def test_every_touchpoint_that_is_told_of_stands_on_the_journey() -> None:
    load(company(150), unheard)
    drain()
    told = set(InteractionRow.objects.values_list("touchpoint", flat=True))
    assert {touchpoint for touchpoint in told if f"name: {touchpoint}\n" not in _journey()} == set()


def _journey() -> str:
    return (Path(loading.__file__).parents[1] / "journey.yaml").read_text("utf-8")


def test_a_mapping_that_somebody_changed_stays_as_they_left_it() -> None:
    install_mapping("tuulahdus-survey")
    mended = text("tuulahdus-survey").replace("Tuulahdus' survey", "Our survey")
    save_mapping("tuulahdus-survey", mended)
    set_up()
    assert text("tuulahdus-survey") == mended
