"""Whatever the order and batches in which events arrive, the clusters are those of resolve() at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polku.identity import groups, rebuild, resolve
from polku.identity.batch import strongest
from polku.identity.groups import Node
from polku.identity.identify import Seen
from polku.identity.memory import Known
from polku.identity.models import Customer, Identifier, Review, SearchTerm, Trait
from polku.identity.resolve import Edge, Verdict
from polku.identity.tests.telling import (
    POLICIES,
    clusters,
    decide,
    identifier,
    in_batches,
    reference,
    tell,
)
from polku.identity.traits import newest

pytestmark = pytest.mark.django_db(databases="__all__")

POOL = [
    f"{namespace}:{value}"
    for namespace, most in {"crm": 5, "shop": 2, "email": 3, "phone": 2, "cookie": 4, "device": 3}.items()
    for value in range(most)
]
events = st.lists(
    st.tuples(st.lists(st.sampled_from(POOL), min_size=1, max_size=4, unique=True), st.integers(0, 9)),
    min_size=1,
    max_size=14,
)
pairs = st.tuples(st.sampled_from(POOL), st.sampled_from(POOL)).filter(lambda pair: pair[0] != pair[1])
decisions = st.lists(st.tuples(st.sampled_from(["same", "apart", "revoked", "unsaid"]), pairs), max_size=4)
sizes = st.lists(st.integers(1, 6), max_size=14)


@contextmanager
def undone() -> Iterator[None]:
    """Leave the tables as they were; what identity remembers must notice."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="module")
def _small_guards() -> Iterator[None]:
    """Guards that small examples run into."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "LARGEST", 5)
        patch.setattr(resolve, "MOST_WEAK", 2)
        yield


def at_once(told: Sequence[tuple[list[str], int]], decided: Sequence[tuple[str, tuple[str, str]]]) -> Any:
    """What resolve() makes of everything told, with ids that follow the names and not the arrival."""
    names = sorted({name for named, _ in told for name in named})
    ids = {name: number for number, name in enumerate(names, 1)}
    nodes = {ids[name]: Node(ids[name], *name.split(":"), POLICIES[name.split(":")[0]]) for name in names}
    verdicts = {frozenset(pair): (kind, at) for at, (kind, pair) in enumerate(decided)}
    first: dict[frozenset[str], int] = {}
    for named, at in told:
        known = [Known(ids[name], 0, 0, reference(name).policy, "person", False) for name in named]
        centre = names[strongest(known).id - 1]
        for name in set(named) - {centre}:
            pair = frozenset((centre, name))
            if verdicts.get(pair, ("", 0))[0] != "revoked":
                first[pair] = min(at, first.get(pair, at))
    edges = [Edge(*sorted(ids[name] for name in pair), at) for pair, at in first.items()]
    said = [
        Verdict(*sorted(ids[name] for name in pair), kind == "same", at)
        for pair, (kind, at) in verdicts.items()
        if kind in ("same", "apart") and pair <= ids.keys()
    ]
    found = resolve.resolve(nodes, edges, said)
    doubts = {(frozenset((names[one.a - 1], names[one.b - 1])), one.reason) for one in found.doubts}
    return {frozenset(names[one - 1] for one in cluster) for cluster in found.clusters}, doubts


def questions() -> set[tuple[frozenset[str], str]]:
    open_ones = Review.objects.filter(answer="").select_related("low", "high")
    return {(frozenset((str(one.low), str(one.high))), one.reason) for one in open_ones}


def event(number: int, named: list[str], at: int) -> Seen:
    traits = {"name": f"Name {number}"} if number % 3 == 0 else {}
    return Seen(number + 1, at, [reference(name) for name in named], traits, {})


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=events, decided=decisions, sizes=sizes, data=st.data())
def test_any_order_of_arrival_gives_the_clusters_of_resolving_at_once(
    told: list[tuple[list[str], int]], decided: list[Any], sizes: list[int], data: st.DataObject
) -> None:
    arriving = data.draw(st.permutations(list(enumerate(told))))
    batches = in_batches([event(number, *one) for number, one in arriving], sizes)
    places = [data.draw(st.integers(0, len(batches))) for _ in decided]
    with undone():
        for turn in range(len(batches) + 1):
            for at, (kind, pair) in enumerate(decided):
                if places[at] == turn:
                    decide(kind, *pair, at=at)
            if turn < len(batches):
                tell(*batches[turn])
        expected, doubts = at_once(told, decided)
        assert clusters() == expected
        assert questions() == doubts
        assert set(Customer.objects.values_list("pk", flat=True)) == {
            min(identifier(name).pk for name in cluster) for cluster in expected
        }


def state() -> dict[frozenset[str], Any]:
    """Everything one sees of each customer, by the names of its identifiers."""
    names, terms, traits = defaultdict(set), defaultdict(set), defaultdict(list)
    for one in Identifier.objects.all():
        names[one.customer_id].add(str(one))
    for customer_id, term in SearchTerm.objects.values_list("customer_id", "term"):
        terms[customer_id].add(term)
    for customer_id, *told in Trait.objects.values_list(
        "identifier__customer_id", "name", "value", "occurred_at", "event_id"
    ):
        traits[customer_id].append(told)
    return {
        frozenset(names[who.pk]): (
            who.name, who.known, who.first_at, who.last_at,
            tuple(sorted(newest(traits[who.pk]).items())), frozenset(terms[who.pk]),
        )
        for who in Customer.objects.all()
    }  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=events, sizes=sizes, data=st.data())
def test_a_claim_taken_back_leaves_the_state_as_if_it_had_never_been_made(
    told: list[tuple[list[str], int]], sizes: list[int], data: st.DataObject
) -> None:
    claims = []
    for named, _ in told:
        known = [Known(place, 0, 0, reference(name).policy, "", False) for place, name in enumerate(named)]
        centre = named[strongest(known).id]
        claims += [(centre, name) for name in named if name != centre]
    if not claims:
        return
    taken_back = data.draw(st.sampled_from(claims))
    never_made: list[Seen] = []
    for number, (named, at) in enumerate(told):
        if set(taken_back) <= set(named) and claims_of(named, taken_back):
            other = next(name for name in taken_back if name != centre_of(named))
            never_made.append(event(number, [name for name in named if name != other], at))
            never_made.append(Seen(1000 + number, at, [reference(other)], {}, {}))
        else:
            never_made.append(event(number, named, at))
    with undone():
        for batch in in_batches([event(number, *one) for number, one in enumerate(told)], sizes):
            tell(*batch)
        decide("revoked", *taken_back)
        after = state()
    with undone():
        tell(*never_made)
        expected = state()
    assert drop_last(after) == drop_last(expected)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    told=events,
    sizes=sizes,
    pair=pairs,
    answer=st.sampled_from(["same", "apart", "revoked"]),
    others=decisions,
    data=st.data(),
)
def test_an_answer_taken_back_leaves_the_state_as_if_it_had_never_been_given(
    told: list[tuple[list[str], int]],
    sizes: list[int],
    pair: tuple[str, str],
    answer: str,
    others: list[Any],
    data: st.DataObject,
) -> None:
    kept = [(kind, *other, at) for at, (kind, other) in enumerate(others) if set(other) != set(pair)]
    words = [(answer, *pair, 100), ("unsaid", *pair, 101)]
    batches = in_batches([event(number, *one) for number, one in enumerate(told)], sizes)
    acts: list[Any] = data.draw(st.permutations([*batches, *kept, *words]))
    with undone():
        arrive(acts)
        after = (state(), questions())
        rebuild.begin()
        arrive(acts)
        rebuild.finish()
        after_rebuild = (state(), questions())
    with undone():
        arrive([act for act in acts if act not in words])
        never_given = (state(), questions())
    assert after == after_rebuild == never_given


def arrive(acts: Sequence[Any]) -> None:
    """Batches of events (lists) and people's words (tuples: kind, one, other, when), as they come."""
    for act in acts:
        if isinstance(act, list):
            tell(*act)
        else:
            decide(*act[:3], at=act[3])


def centre_of(named: list[str]) -> str:
    known = [Known(place, 0, 0, reference(name).policy, "", False) for place, name in enumerate(named)]
    return named[strongest(known).id]


def claims_of(named: list[str], pair: tuple[str, str]) -> bool:
    return centre_of(named) in pair


def drop_last(found: dict[frozenset[str], Any]) -> dict[frozenset[str], Any]:
    """Without the last moment: an event of the other world files the second name by itself."""
    return {names: (*facts[:3], *facts[4:]) for names, facts in found.items()}
