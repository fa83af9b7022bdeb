"""How something ended: the codes that systems write most, in the reader's words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_OUTCOMES: Final[dict[str, str | Promise]] = {
    "solved": pgettext_lazy("outcome", "solved"),
    "resolved": pgettext_lazy("outcome", "solved"),
    "done": pgettext_lazy("outcome", "done"),
    "completed": pgettext_lazy("outcome", "done"),
    "closed": pgettext_lazy("outcome", "closed"),
    "put right": pgettext_lazy("outcome", "put right"),
    "refunded": pgettext_lazy("outcome", "refunded"),
    "replaced": pgettext_lazy("outcome", "replaced"),
    "won": pgettext_lazy("outcome", "won"),
    "lost": pgettext_lazy("outcome", "lost"),
    "declined": pgettext_lazy("outcome", "declined"),
    "rejected": pgettext_lazy("outcome", "rejected"),
    "cancelled": pgettext_lazy("outcome", "cancelled"),
    "canceled": pgettext_lazy("outcome", "cancelled"),
    "unavailable": pgettext_lazy("outcome", "not available"),
    "left": pgettext_lazy("outcome", "left"),
    "no answer": pgettext_lazy("outcome", "no answer"),
    "unsolved": pgettext_lazy("outcome", "not solved"),
    "contact person changed": pgettext_lazy("outcome", "contact person changed"),
}


def outcome_words(outcome: str) -> str:
    """`solved`, `put right`; one unknown here as it was told, for it may be a sentence of somebody's own."""
    code = " ".join(outcome.replace("_", " ").replace("-", " ").lower().split())
    return str(_OUTCOMES.get(code, outcome))
