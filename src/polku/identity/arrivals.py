"""Find the identifiers that a batch names, and write down those seen for the first time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from django.db import connection

from polku.identity.memory import MEMORY, Known
from polku.identity.rows import insert, pieces, select, update
from polku.lib.digest import digest
from polku.touchpoints.reading import Policy, Reference

Key = tuple[str, str]
LONGEST_NAMESPACE: Final = 60
LONGEST_VALUE: Final = 300
_STRENGTH: Final = {"": 9, Policy.UNIQUE: 2, Policy.SHAREABLE: 1, Policy.WEAK: 0}
_COLUMNS: Final = {
    "id": "bigint",
    "namespace": "text",
    "value": "text",
    "policy": "text",
    "entity": "text",
    "customer_id": "bigint",
    "first_at": "bigint",
    "crowded": "boolean",
}


class Named(msgspec.Struct, gc=False):
    """A reference that memory does not hold, with the first moment at which the batch names it."""

    reference: Reference
    first_at: int


def storable(text: str, longest: int) -> str:
    """The text as a database can hold it: no NUL, no lone surrogate, cut with a digest where it is too long."""
    clean = text.replace("\0", "␀").encode("utf-8", "replace").decode("utf-8")
    if len(clean) <= longest:
        return clean
    return f"{clean[: longest - 33]}~{digest(text).hex()}"


def key_of(namespace: str, value: str) -> Key:
    """Namespace and value as stored."""
    return storable(namespace, LONGEST_NAMESPACE), storable(value, LONGEST_VALUE)


class Met(msgspec.Struct, gc=False):
    """What a batch names: identifiers as named, those no event named before, and those of a rebuild."""

    known: dict[Key, Known]
    fresh: dict[Key, Known]  # by namespace and value as stored; not inserted yet
    revived: list[Known]

    @property
    def new(self) -> list[int]:
        return [one.id for one in [*self.fresh.values(), *self.revived]]


def meet(named: Mapping[Key, Named]) -> Met:
    """Bring what the batch names into memory; what is new has an id and a customer of its own."""
    stored = {key: key_of(*key) for key in named}
    known = known_identifiers(set(stored.values()))
    met: dict[Key, Known] = {}
    fresh: dict[Key, Known] = {}
    revived: dict[int, Known] = {}
    for key, one in named.items():
        name = stored[key]
        # A name cut to size, or in two spellings, must lead to one remembered row.
        found = MEMORY.identifiers.get(name) or known.get(name)
        if found is None:
            found = fresh[name] = Known(0, 0, one.first_at, "", "", False)
        elif found.customer_id == 0 and name in known:
            revived[found.id] = found
        if not found.policy:
            found.policy, found.entity = one.reference.policy.value, one.reference.entity.value
            found.first_at = one.first_at
        MEMORY.identifiers.put(name, found)
        met[key] = found
    for new_id, found in zip(_new_ids(len(fresh)), fresh.values(), strict=True):
        found.id = new_id
    for found in (*fresh.values(), *revived.values()):
        found.customer_id = found.id
    return Met(met, fresh, list(revived.values()))


def write_arrivals(met: Met) -> None:
    """Insert the identifiers that are new, and fill in those that a rebuild kept for their ids."""
    insert(
        "identity_identifier",
        _COLUMNS,
        [
            (one.id, *key, one.policy, one.entity, one.customer_id, one.first_at, False)
            for key, one in met.fresh.items()
        ],
    )
    update(
        "identity_identifier",
        {"policy": "text", "entity": "text", "first_at": "bigint", "customer_id": "bigint"},
        [(one.policy, one.entity, one.first_at, one.customer_id, one.id) for one in met.revived],
    )


def known_identifiers(keys: Iterable[Key]) -> dict[Key, Known]:
    """Identifiers that the tables have, by namespace and value as stored."""
    by_namespace: dict[str, list[str]] = defaultdict(list)
    for namespace, value in keys:
        by_namespace[namespace].append(value)
    found = {}
    for namespace, values in by_namespace.items():
        for piece in pieces(values):
            marks = ", ".join(["%s"] * len(piece))
            for row in select(
                "SELECT value, id, customer_id, first_at, policy, entity, crowded FROM identity_identifier"
                f" WHERE namespace = %s AND value IN ({marks})",
                [namespace, *piece],
            ):
                found[namespace, row[0]] = Known(row[1], row[2], row[3], row[4], row[5], bool(row[6]))
    return found


def add_unseen(keys: Iterable[Key]) -> None:
    """Identifiers that a person's word names before any event does; they belong to no customer yet."""
    keys = list(keys)
    insert(
        "identity_identifier",
        _COLUMNS,
        [(new_id, *key, "", "", 0, 0, False) for new_id, key in zip(_new_ids(len(keys)), keys, strict=True)],
    )


def weaken(known: Known, policy: Policy) -> bool:
    """Take, in memory, the weaker of two policies told of one identifier; whether that changed anything."""
    if _STRENGTH[policy] >= _STRENGTH[known.policy]:
        return False
    known.policy = policy.value
    return True


def _new_ids(count: int) -> list[int]:
    """Ids no identifier ever had, in order; on SQLite the writer's lock makes them ours."""
    if not count:
        return []
    if connection.vendor == "postgresql":
        sequence = "pg_get_serial_sequence('identity_identifier', 'id')"
        return [row[0] for row in select(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])]
    found = select("SELECT seq FROM sqlite_sequence WHERE name = 'identity_identifier'")
    last = found[0][0] if found else 0
    return list(range(last + 1, last + 1 + count))
