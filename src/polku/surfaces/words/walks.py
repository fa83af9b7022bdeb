"""What one walk along a journey is, as people say it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WALKS: Final[dict[str, str | Promise]] = {
    "customer": _("One walk is one customer."),
    "lead": _("One walk is one lead."),
    "order": _("One walk is one order."),
    "contract": _("One walk is one contract."),
    "case": _("One walk is one case."),
}


def walk_words(per: str) -> str:
    """Whose walk it is, as a sentence."""
    return str(_WALKS[per])
