"""What the benches lay down is what intake and worker would have made of it, so that measuring goes on from there."""

import json

import msgspec
import pytest

from bench.laid_down import laid_down, lay_down
from polku.identity.find import customer_of
from polku.identity.models import Customer, Identifier
from polku.identity.search import search
from polku.intake.keep import keep
from polku.lib.clock import HOUR, now
from polku.pipeline import progress, worker
from polku.timeline import store_interactions
from polku.timeline.folds.encounters import fold_encounters
from polku.timeline.folds.promises import fold_promises
from polku.timeline.interaction import Interaction
from polku.timeline.log.append import Message
from polku.timeline.log.read import event, last_position
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow, Source

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
COLUMNS = [name for name in Interaction.__struct_fields__ if name not in {"attributes", "kind", "side"}]


@pytest.fixture
def source() -> Source:
    """The shop that the laid-down events are said to come from."""
    return Source.objects.create(slug="shop", name="Shop", mapping="segment")


def path(customer_id: int) -> list[Interaction]:
    rows = InteractionRow.objects.filter(customer_id=customer_id).values("kind", "side", *COLUMNS)
    return [
        Interaction(
            kind=store_interactions.KINDS[row.pop("kind")],
            side=store_interactions.SIDES[row.pop("side")],
            **row | {"key": bytes(row["key"])},
        )
        for row in rows
    ]


def stored_encounters(customer_id: int) -> list[dict[str, object]]:
    rows = EncounterRow.objects.filter(customer_id=customer_id).order_by("opened_at", "touchpoint", "thread")
    return [row | {"people": json.loads(row["people"])} for row in rows.values() if row.pop("id")]


def folds_agree(customer_id: int) -> bool:
    """Whether what is stored of this customer's encounters and promises is what folding the path says."""
    told = path(customer_id)
    encounters = [
        {"customer_id": customer_id, **msgspec.structs.asdict(one)}
        for one in fold_encounters(told, HOUR // 2)
    ]
    promises = [{"customer_id": customer_id, **msgspec.structs.asdict(one)} for one in fold_promises(told)]
    kept = PromiseRow.objects.filter(customer_id=customer_id).order_by("made_at", "reference", "pledge")
    stored = [row for row in kept.values() if row.pop("id")]
    return stored_encounters(customer_id) == encounters and stored == promises


def test_each_persons_encounters_and_promises_are_what_folding_their_path_says(source: Source) -> None:
    customers = laid_down(600, 20, source.pk)
    assert sorted(customers) == [3 * person + 1 for person in range(20)]
    assert InteractionRow.objects.count() == 600
    # Thirty interactions are three rounds of ten, of which two share a thread: nine encounters each, one promise.
    assert EncounterRow.objects.count() == 20 * 27
    assert PromiseRow.objects.count() == 20 * 3
    assert all(folds_agree(customer) for customer in customers)


def test_the_log_holds_every_event_under_the_id_that_its_interaction_names(source: Source) -> None:
    lay_down(40, 20, source.pk)
    assert last_position() == progress.position() == 40
    for row in InteractionRow.objects.all():
        told = event(row.event_id)
        assert told is not None
        assert told.body is not None
        person = (row.customer_id - 1) // 3
        assert json.loads(told.body)["userId"] == f"account-{person}"
        assert told.occurred_at == row.occurred_at


def test_a_laid_down_person_is_found_by_every_name(source: Source) -> None:
    lay_down(40, 20, source.pk)
    for name in ("account-7", "browser-7", "person.7@posti.example", "22"):
        found = customer_of(name)
        assert found, name
        assert found.pk == 22, name
    assert [one.pk for one in search("person 7")][:1] == [22]


def test_the_worker_goes_on_where_the_laid_down_log_ends(source: Source) -> None:
    customers = laid_down(200, 20, source.pk)
    before = dict(Customer.objects.values_list("pk", "interactions"))
    moment = now()
    told = {"type": "track", "event": "Product Viewed", "userId": "account-7", "anonymousId": "browser-7"}
    new = told | {"userId": "account-newcomer", "anonymousId": "browser-newcomer"}
    keep(
        [
            Message(
                source.pk,
                bytes([number]) * 16,
                "segment",
                moment,
                moment,
                0,
                json.dumps(one | {"messageId": "x"}),
            )
            for number, one in enumerate([told, new], 1)
        ]
    )
    assert worker.work_once() == 2
    after = dict(Customer.objects.values_list("pk", "interactions"))
    # Person 7 is customer 22, and has eleven now; the newcomer comes after the last of 60 identifiers: as 61, or,
    # where a sequence has counted other tests' identifiers too, later.
    (newcomer,) = after.keys() - before.keys()
    assert newcomer > 60
    assert after == before | {22: 11, newcomer: 1}
    assert Identifier.objects.count() == 62
    assert Customer.objects.get(pk=22).last_at == moment
    assert all(folds_agree(customer) for customer in [*customers, newcomer])
