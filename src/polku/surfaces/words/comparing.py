"""The steps of a look for duplicates, in the reader's words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: Final[dict[str, str | Promise]] = {
    "read": _("Reading who is known"),
    "learn strangers": _("Learning how often strangers agree"),
    "learn one person": _("Learning how often one person's records agree"),
    "compare": _("Comparing the pairs that agree on something telling"),
    "ask": _("Writing the questions"),
}
