"""Find the customer that an identifier, typed or told, leads to."""

from polku.identity.arrivals import LONGEST_VALUE, storable
from polku.identity.folding import folded
from polku.identity.models import Customer, Identifier, SearchTerm

_LARGEST_ID = 2**63 - 1


def customer_of(text: str) -> Customer | None:
    """The customer of "email:aino@example.org", of a bare value in any namespace, or of an id; else None.

    An id is tried last, and may be that of any identifier: one that was absorbed leads to the present
    customer. Where a bare value stands in several namespaces, the strongest identifier told first counts.
    """
    text = text.strip()
    if not text:
        return None
    return _named(text) or _by_value(text) or redirect(text)


def redirect(customer_id: int | str) -> Customer | None:
    """The customer that an id, present or absorbed, leads to now."""
    if not str(customer_id).isascii() or not str(customer_id).isdecimal() or int(customer_id) > _LARGEST_ID:
        return None
    identifier = Identifier.objects.filter(id=int(customer_id)).first()
    return Customer.objects.filter(id=identifier.customer_id).first() if identifier else None


def _named(text: str) -> Customer | None:
    """By namespace and value; either may hold colons of its own."""
    for place, sign in enumerate(text):
        if sign == ":":
            namespace, value = text[:place], text[place + 1 :]
            spellings = {_stored(value), _stored(value.lower())}
            found = _best(list(Identifier.objects.filter(namespace=namespace, value__in=spellings)))
            if found:
                return found
    return None


def _by_value(text: str) -> Customer | None:
    spellings = {_stored(text), _stored(text.lower())}
    found = _best(list(Identifier.objects.filter(value__in=spellings)[:50]))
    if found:
        return found
    ids = SearchTerm.objects.filter(term=_stored(folded(text))).values_list("customer_id", flat=True)[:50]
    named = Identifier.objects.filter(customer_id__in=list(ids))
    return _best([one for one in named if folded(one.value) == folded(text)])


def _best(identifiers: list[Identifier]) -> Customer | None:
    strength = {"unique": 0, "shareable": 1, "weak": 2}
    seen = [one for one in identifiers if one.customer_id]
    seen.sort(key=lambda one: (strength.get(one.policy, 3), one.first_at, one.pk))
    return Customer.objects.filter(id=seen[0].customer_id).first() if seen else None


def _stored(text: str) -> str:
    return storable(text, LONGEST_VALUE)
