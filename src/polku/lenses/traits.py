"""The traits that customers can be cut into segments by, and their values."""

from typing import Final

from django.conf import settings

from polku.engine.engine import ask_copy
from polku.engine.tables import table

MOST_VALUES: Final = 50  # a trait of more is no segment: each value would be of a few people


def declared_traits() -> tuple[str, ...]:
    """Their names, as the setting segment_traits declares them."""
    names: tuple[str, ...] = settings.CHOSEN["segment_traits"]
    return names


def told_values(name: str) -> dict[str, int]:
    """Every value told of a declared trait, with how many customers have it; the commonest first.

    EngineError where the copy does not answer.
    """
    traits, names = table("trait"), table("name")
    told = traits.filter(traits.trait.isin(names.filter(names.name == name).code))
    counted = told.group_by("value").aggregate(customers=told.customer.nunique())
    named = counted.join(names.select(value="code", text="name"), "value")
    found = ask_copy(named.select("text", "customers")).rows.to_pylist()
    return {
        row["text"]: row["customers"]
        for row in sorted(found, key=lambda row: (-row["customers"], row["text"]))
    }
