"""Search customers by the beginnings of their names' words and identifiers."""

from collections.abc import Iterable

from django.db import connection

from polku.identity.find import customer_of
from polku.identity.folding import folded, words
from polku.identity.models import Customer
from polku.identity.rows import select

_CANDIDATES = 2000  # customers that one word may match before the search looks no further


def search(text: str, limit: int = 20) -> list[Customer]:
    """Customers of whom every word of the text begins a word of the name or an identifier; latest first.

    Who is named exactly, by any identifier or id, comes first.
    """
    exact = customer_of(text)
    found = [customer for customer in _by_beginnings(text, limit) if exact is None or customer.pk != exact.pk]
    return [*([exact] if exact else []), *found][:limit]


def _by_beginnings(text: str, limit: int) -> Iterable[Customer]:
    wanted = {folded(part) for part in text.split()} - {""}
    if not wanted:
        return []
    matches: set[int] | None = None
    for word in sorted(wanted, key=len, reverse=True):
        if matches is not None and len(matches) <= _CANDIDATES:
            ids = _beginning(word, matches) | _spelt(word, matches)
        else:
            ids = _beginning(word) | _spelt(word)
        matches = ids if matches is None else matches & ids
        if not matches:
            return []
    return Customer.objects.filter(id__in=matches or ()).order_by("-known", "-last_at", "id")[:limit]


def _spelt(word: str, among: set[int] | None = None) -> set[int]:
    """Where punctuation keeps the text from being a term as it is: "O'Brien," finds the word in it."""
    parts = words(word)
    if parts == [word] or not parts:
        return set()
    found = [_beginning(part, among) for part in parts]
    return set.intersection(*found)


def _beginning(word: str, among: set[int] | None = None) -> set[int]:
    """Customers with a term that begins so."""
    inside = f" AND customer_id IN ({','.join(map(str, among))})" if among else ""
    if connection.vendor == "postgresql":
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        where, values = "term LIKE %s", [escaped + "%"]
    else:
        where, values = "term >= %s AND term < %s", [word, word + "\U0010ffff"]
    rows = select(
        f"SELECT customer_id FROM identity_searchterm WHERE {where}{inside} ORDER BY term LIMIT {_CANDIDATES}",
        values,
    )
    return {row[0] for row in rows}
