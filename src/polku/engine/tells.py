"""What a step tells of staying and leaving, by its kind and outcome (docs/measures/exits.md says it in words)."""

from typing import Final

import ibis

from polku.engine.tables import table
from polku.timeline.vocabulary import Kind, Side

# Outcomes that sources write when it is over, whoever wrote them.
LOST: Final = ("lost", "cancelled", "canceled", "declined", "left", "churned", "withdrawn")
# After a goodbye, these of the customer's own show that they are back; a last invoice paid does not.
RETURNING: Final = (Kind.ASKED, Kind.ANSWERED, Kind.ORDERED, Kind.JOINED)
# What we only do together with the customer.
TOGETHER: Final = (Kind.MET, Kind.STARTED, Kind.DELIVERED)
# Who was ever served is a customer: saying no to an offer is then no goodbye.
SERVED: Final = (Kind.DELIVERED, Kind.PAID)
# The columns that it adds and others ask for.
TELLS: Final = dict.fromkeys(
    ("goodbye", "refusal", "own", "back", "serving", "buying", "asking", "ours", "looks", "orders", "counts"),
    "boolean",
)


def telling(found: ibis.Table) -> ibis.Table:
    """The steps, with what each tells as booleans.

    goodbye: they said that they go, or it was written down that it is over. refusal: they said no to an offer or
    order. back: whoever said goodbye before is back. serving, buying: they are a customer. own: a sign
    of life. asking: they ask us. ours: somebody of us turned to them. looks: they looked around. counts: a place
    where the path can break; looking around, goodbyes, machines and vain attempts are none. Steps that bear it
    already stay as they are.
    """
    if TELLS.keys() <= {*found.columns}:
        return found
    told = found.join(_flags("kind", _KINDS), "kind").join(_flags("side", _SIDES), "side")
    told = told.join(_flags("outcome", _OUTCOMES), "outcome")
    refusal = told.refuses
    goodbye = told.leaves | (told.over & ~refusal)
    return told.mutate(
        goodbye=goodbye,
        refusal=refusal,
        own=(told.theirs | told.together) & ~goodbye & ~refusal,
        back=((told.theirs & told.returns) | told.together) & ~goodbye,
        serving=told.serves,
        buying=told.serves | told.orders,
        asking=told.theirs & told.asks,
        ours=~told.theirs & ~told.automatic & ~told.passes,
        counts=~(goodbye | refusal | told.automatic | told.tries | told.looks),
    )


_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "leaves": (Kind.LEFT,),
    "refuses": (Kind.DECLINED,),
    "returns": RETURNING,
    "together": TOGETHER,
    "serves": SERVED,
    "orders": (Kind.ORDERED,),
    "asks": (Kind.ASKED,),
    "passes": (Kind.HANDED_OVER,),
    "looks": (Kind.VISITED,),
    "tries": (Kind.REACHED_OUT,),
}
_SIDES: Final[dict[str, tuple[str, ...]]] = {"theirs": (Side.CUSTOMER,)}
_OUTCOMES: Final[dict[str, tuple[str, ...]]] = {"over": LOST}


def _flags(column: str, flags: dict[str, tuple[str, ...]]) -> ibis.Table:
    """The codes of a column's names, with what they stand for: joined once, where each test would be a join."""
    names = table("name")
    marks = {flag: names.name.lower().isin([str(word) for word in words]) for flag, words in flags.items()}
    return names.select(**{column: names.code}, **marks)
