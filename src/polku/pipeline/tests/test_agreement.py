"""However events come, merge and part customers: the stored rows are what folding everything at once says."""

import json
import random
from collections import defaultdict

import msgspec
import pytest

from polku.identity.models import Customer, Identifier
from polku.intake.acts import record_decision
from polku.intake.keep import keep
from polku.lib.clock import HOUR, MINUTE
from polku.pipeline import rebuild, worker
from polku.pipeline.tests.derived import derived, undone
from polku.timeline import store_interactions
from polku.timeline.folds.encounters import fold_encounters
from polku.timeline.folds.promises import fold_promises
from polku.timeline.interaction import Interaction
from polku.timeline.log.append import Message
from polku.timeline.models import EncounterRow, InteractionRow, PromiseRow
from polku.timeline.vocabulary import VOCABULARY, Kind
from tests.story import story_source

pytestmark = pytest.mark.django_db(databases="__all__")
GAP = 30 * MINUTE


def drawn(source_id: int, number: int, draw: random.Random) -> Message:
    """An event of one of a few people, known by name, by address, by a shared cookie, or by two of these."""
    kind = draw.choice(list(Kind))
    moment = draw.randrange(60) * 11 * MINUTE
    told = {
        "kind": str(kind),
        "side": str(draw.choice(VOCABULARY[kind].sides)),
        "touchpoint": draw.choice(["shop", "phone"]),
        "thread": draw.choice(["", "", "1", "2"]),
        "about": draw.choice(["", "1", "2"]),
        "actor": draw.choice(["mikko", "sari"]),
        "to": "otto",
        "due_at": _text(draw.randrange(60) * 11 * MINUTE) if kind in {Kind.PROMISED, Kind.INFORMED} else "",
        "rating": "7" if kind is Kind.RATED else "",
        "rating_low": "0",
        "rating_high": "10",
        "outcome": draw.choice(["", "", "", "solved"]),
    }
    person = draw.randrange(4)
    names = {"who": f"p{person}", "email": f"p{person}@posti.example", "cookie": f"c{draw.randrange(6)}"}
    for name in draw.sample(list(names), draw.choice([1, 1, 2])):
        told[name] = names[name]
    body = {"table": "story", "file": "story.csv", "line": number, "row": told}
    return Message(source_id, number.to_bytes(16, "big"), "row", moment, moment, number, json.dumps(body))


def _text(moment: int) -> str:
    return f"1970-01-01T{moment // HOUR:02}:{moment % HOUR // MINUTE:02}:00Z"


def folded_at_once() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Every customer's encounters and promises, out of the stored interactions alone."""
    paths: dict[int, list[Interaction]] = defaultdict(list)
    columns = [name for name in Interaction.__struct_fields__ if name not in {"attributes", "kind", "side"}]
    for row in InteractionRow.objects.values("customer_id", "kind", "side", *columns):
        customer_id = row.pop("customer_id")
        kind, side = store_interactions.KINDS[row.pop("kind")], store_interactions.SIDES[row.pop("side")]
        paths[customer_id].append(Interaction(kind=kind, side=side, **row | {"key": bytes(row["key"])}))
    encounters = [
        (who, *msgspec.structs.astuple(one))
        for who, path in paths.items()
        for one in fold_encounters(path, GAP)
    ]
    promises = [
        (who, *msgspec.structs.astuple(one)) for who, path in paths.items() for one in fold_promises(path)
    ]
    return sorted(encounters, key=repr), sorted(promises, key=repr)


def stored() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What the tables say."""
    names = [field.attname for field in EncounterRow._meta.concrete_fields][1:]
    encounters = [
        tuple(json.loads(row[name]) if name == "people" else row[name] for name in names)
        for row in EncounterRow.objects.values(*names)
    ]
    names = [field.attname for field in PromiseRow._meta.concrete_fields][1:]
    return sorted(encounters, key=repr), sorted(PromiseRow.objects.values_list(*names), key=repr)


@pytest.mark.parametrize("seed", range(6))
def test_stored_rows_are_what_folding_everything_says_whatever_merges(seed: int) -> None:
    draw = random.Random(seed)
    source = story_source()
    events = [drawn(source.pk, number, draw) for number in range(1, 90)]
    with undone():
        keep(events)
        while worker.work_once():
            pass
        at_once = derived()
    arriving = draw.sample(events, len(events))
    while arriving:
        some = draw.randrange(1, 12)
        keep(arriving[:some])
        arriving = arriving[some:]
        while worker.work_once(draw.randrange(1, 9)):
            pass
        assert stored() == folded_at_once()
    assert derived() == at_once
    assert sum(Customer.objects.values_list("interactions", flat=True)) == InteractionRow.objects.count()


@pytest.mark.parametrize("kind", ["same", "apart"])
def test_a_persons_decision_takes_interactions_along_and_a_rebuild_repeats_it(kind: str) -> None:
    draw = random.Random(11)
    source = story_source()
    keep([drawn(source.pk, number, draw) for number in range(1, 60)])
    while worker.work_once():
        pass
    low, high = Identifier.objects.filter(namespace="name").order_by("pk")[:2]
    if kind == "apart":
        high = Identifier.objects.exclude(pk=low.pk).filter(customer_id=low.customer_id).order_by("pk")[0]
    record_decision(kind, low, high, "sari", "they said so")
    while worker.work_once():
        pass
    low.refresh_from_db()
    high.refresh_from_db()
    assert (low.customer_id == high.customer_id) == (kind == "same")
    assert stored() == folded_at_once()
    counts = dict(Customer.objects.values_list("pk", "interactions"))
    assert sum(counts.values()) == InteractionRow.objects.count()
    for customer_id, count in counts.items():
        assert InteractionRow.objects.filter(customer_id=customer_id).count() == count
    before = derived()
    rebuild.rebuild()
    assert derived() == before


def test_two_people_joined_and_parted_again_in_one_batch_keep_their_counts_and_last_moments() -> None:
    source = story_source()

    def visit(number: int, name: str, moment: int) -> Message:
        told = {"kind": "visited", "side": "customer", "touchpoint": "shop", "who": name}
        body = {"table": "story", "file": "story.csv", "line": number, "row": told}
        return Message(source.pk, number.to_bytes(16, "big"), "row", moment, moment, number, json.dumps(body))

    keep([visit(1, "aino", 1 * HOUR), visit(2, "aino", 2 * HOUR), visit(3, "sari", 3 * HOUR)])
    assert worker.work_once() == 3
    aino, sari = Identifier.objects.filter(namespace="name").order_by("pk")
    keep([visit(4, "sari", 9 * HOUR)])
    record_decision("same", aino, sari, "mikko")
    keep([visit(5, "sari", 7 * HOUR)])
    record_decision("apart", aino, sari, "mikko")
    keep([visit(6, "aino", 5 * HOUR)])
    assert worker.work_once() == 5
    found = {one.pk: (one.interactions, one.last_at) for one in Customer.objects.all()}
    # Aino came at 1, 2 and 5 o'clock, Sari at 3, 7 and 9.
    assert found == {aino.pk: (3, 5 * HOUR), sari.pk: (3, 9 * HOUR)}
    assert stored() == folded_at_once()
