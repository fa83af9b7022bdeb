"""Which customers some words mean."""

from polku.identity.folding import words
from polku.identity.models import Identifier, SearchTerm


def found(text: str, limit: int) -> list[int]:
    """Ids of customers whose identifier is `text`, then of those with a word that begins with each of its words."""
    exact = list(Identifier.objects.filter(value__iexact=text).values_list("customer_id", flat=True)[:limit])
    named = SearchTerm.objects.all()
    for word in words(text)[:1]:
        named = named.filter(term__startswith=word)
    ids = [*exact, *named.values_list("customer_id", flat=True)[:limit]] if words(text) else exact
    return list(dict.fromkeys(ids))[:limit]
