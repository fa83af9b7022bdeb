"""Codes in place of names: the same customer has the same code in every log that this house writes."""

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from typing import Final

from django.conf import settings

from polku.identity.models import Identifier

_LETTERS: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # none that is easily taken for another
_LENGTH: Final = 13  # of 5 bits each
_BEST_FIRST: Final = {"unique": 0, "shareable": 1, "weak": 2}


def code(what: str, *numbers: int | str, key: bytes = b"") -> str:
    """What cannot be worked out without the key, the house's own secret unless another is given: c-3x8f…"""
    secret = key or blake2b(str(settings.SECRET_KEY).encode(), person=b"polku logs", digest_size=32).digest()
    told = "/".join(map(str, (what, *numbers))).encode()
    value = int.from_bytes(blake2b(told, key=secret, digest_size=9).digest(), "big")
    return f"{what[0]}-" + "".join(_LETTERS[value >> 5 * place & 31] for place in range(_LENGTH))


def codes(what: str, numbers: Sequence[int], key: bytes = b"") -> list[str]:
    """A code for each number; "" for 0, which is none."""
    made = partial(code, what, key=key)
    return [made(number) if number else "" for number in numbers]


def identifiers(customers: Sequence[int]) -> list[str]:
    """The best identifier of each customer, `namespace:value`: one that is theirs alone, and the oldest of these.

    A code where none is known.
    """
    best: dict[int, tuple[int, int, str]] = {}
    for place in range(0, len(customers), 500):
        found = Identifier.objects.filter(customer_id__in=customers[place : place + 500])
        for row in found.values_list("customer_id", "policy", "id", "namespace", "value"):
            rank = (_BEST_FIRST.get(row[1], 3), row[2], f"{row[3]}:{row[4]}")
            best[row[0]] = min(best.get(row[0], rank), rank)
    return [best[one][2] if one in best else code("customer", one) for one in customers]
