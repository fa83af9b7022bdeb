"""Which questions the page shows."""

from collections.abc import Mapping
from typing import Final

import msgspec
from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polku.identity.models import Review

PAGE_SIZE: Final = 10
STATES: Final[dict[str, str | Promise]] = {
    "open": _("Waiting"),
    "later": _("Put off"),
    "answered": _("Answered"),
}
REASONS: Final[dict[str, str | Promise]] = {
    "similar": _("They look alike"),
    "conflict": _("Two accounts, one address"),
    "crowded": _("Many share one address"),
    "large": _("Too many names"),
}
ANSWERS: Final[dict[str, str | Promise]] = {
    "same": _("Noted: one and the same. They become one in a moment."),
    "apart": _("Noted: two different ones. Polku will not ask again."),
    "later": _("Put off. The question stands under “Put off”."),
}
_ANSWERED_BY: Final = {"open": [""], "later": ["later"], "answered": ["same", "apart"]}


class Chosen(msgspec.Struct, frozen=True):
    """What the reader chose; an empty `reason` means any."""

    state: str
    reason: str


def chosen(told: Mapping[str, str]) -> Chosen:
    """The choice as an address tells it; what is no choice counts as not made."""
    state, reason = told.get("state", ""), told.get("reason", "")
    return Chosen(state if state in STATES else "open", reason if reason in REASONS else "")


def rows(choice: Chosen) -> "QuerySet[Review]":
    """Guards' questions first, for they hold somebody's path apart now; then the likeliest."""
    found = Review.objects.filter(answer__in=_ANSWERED_BY[choice.state]).select_related("low", "high")
    if choice.reason:
        found = found.filter(reason=choice.reason)
    return found.order_by(F("probability").desc(nulls_first=True), "-created_at", "pk")
