"""What a worker remembers of identifiers and claims between batches, and how it knows that it still holds.

Whoever changes identity writes a new random stamp in the same transaction. A process whose remembered stamp
is not the stored one (another process wrote, or its own transaction was rolled back) forgets all it knew.
"""

import secrets
from typing import Final, Generic, TypeVar

import msgspec
from django.db import connection

from polku.identity.rows import select

K = TypeVar("K")
V = TypeVar("V")
MOST_REMEMBERED: Final = 400_000  # identifiers, and as many claims; some 200 bytes each


class Known(msgspec.Struct, gc=False):
    """An identifier as the tables have it."""

    id: int
    customer_id: int  # 0: named by no event yet
    first_at: int
    policy: str
    entity: str
    crowded: bool


class Recent(Generic[K, V]):
    """A dictionary that forgets what was not asked for lately: two generations, the older one let go."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._half = most // 2
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        value = self._young.get(key)
        if value is None and self._old:
            value = self._old.get(key)
            if value is not None:
                self.put(key, value)
        return value

    def put(self, key: K, value: V) -> None:
        self._young[key] = value

    def trim(self) -> None:
        """Let the older generation go where the younger is full; between batches only, whose rows it holds."""
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}

    def clear(self) -> None:
        self._young.clear()
        self._old.clear()


class Memory:
    """Identifiers by (namespace, value), claims' first moments by (low, high), and the stamp they hold for."""

    def __init__(self) -> None:
        self.identifiers: Recent[tuple[str, str], Known] = Recent()
        self.claims: Recent[tuple[int, int], int] = Recent()
        self._stamp = 0

    def open(self) -> None:
        """Forget everything unless nobody wrote since; until `keep`, what is remembered counts as doubtful."""
        stored = stored_stamp()
        if not stored or stored != self._stamp:
            self.identifiers.clear()
            self.claims.clear()
        self.identifiers.trim()
        self.claims.trim()
        self._stamp = 0

    def keep(self) -> None:
        """What is remembered now is what this transaction leaves behind."""
        self._stamp = restamp()


def stored_stamp() -> int:
    found = select("SELECT token FROM identity_stamp WHERE id = 1")
    return int(found[0][0]) if found else 0


def restamp() -> int:
    """Tell every process that identity changed; returns the new stamp."""
    token = secrets.randbits(62) + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO identity_stamp (id, token) VALUES (1, %s)"
            " ON CONFLICT (id) DO UPDATE SET token = excluded.token",
            [token],
        )
    return token


MEMORY: Final = Memory()
