"""Fold again what a batch touched, and nothing else (decision 0006)."""

from django.conf import settings

from polku.lib.clock import MINUTE
from polku.pipeline.touched import Touched
from polku.timeline import store_encounters, store_interactions, store_promises
from polku.timeline.folds.encounters import fold_encounters
from polku.timeline.folds.promises import fold_promises, reference
from polku.timeline.interaction import Interaction
from polku.timeline.store_interactions import Group


def refold(touched: Touched) -> None:
    """Bring the encounters and promises of all that was touched up to date with the stored interactions."""
    _refold_encounters(touched)
    _refold_promises(touched)


def _refold_encounters(touched: Touched) -> None:
    gap = settings.CHOSEN["encounter_gap_minutes"] * MINUTE
    moments = touched.moments()
    stored = store_encounters.touched(moments)
    groups = [
        Group(*key, since=min(moment, stored[key][0].opened_at) if key in stored else moment)
        for key, moment in moments.items()
        if key in stored or key in touched.moved
    ]
    # A group that has no encounters yet is all in this batch: it needs no loading.
    interactions: dict[store_encounters.Key, list[Interaction]] = dict(touched.new)
    for group in groups:
        interactions[group.customer_id, group.touchpoint, group.thread] = []
    for customer_id, one in store_interactions.of_groups(groups):
        interactions[customer_id, one.touchpoint, one.thread].append(one)
    store_encounters.replace(
        [(key[0], stored.get(key, ()), fold_encounters(interactions[key], gap)) for key in moments]
    )


def _refold_promises(touched: Touched) -> None:
    if not touched.promises:
        return
    stored = store_promises.touched(touched.promises)
    keys = [key for key, reach in touched.promises.items() if reach.pledges or key in stored]
    since = [
        (*key, min([touched.promises[key].since, *(one.made_at for one in stored.get(key, ()))]))
        for key in keys
    ]
    pledges = {one.pledge for rows in stored.values() for one in rows}
    pledges.update(*(touched.promises[key].pledges for key in keys))
    interactions: dict[store_promises.Key, list[Interaction]] = {key: [] for key in keys}
    for customer_id, one in store_interactions.of_references(since, pledges):
        interactions[customer_id, reference(one)].append(one)
    store_promises.replace([(key[0], stored.get(key, ()), fold_promises(interactions[key])) for key in keys])
