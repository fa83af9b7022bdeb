"""How many sign-ins may fail: `sign_in_tries` per name and per address in fifteen minutes.

Kept in the database, so several processes count together. A try is written down before the password is
looked at and struck out when it was right: so guesses sent at once don't slip past the count.
"""

from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from polku.lib.clock import MINUTE, SECOND, now
from polku.lib.digest import digest
from polku.workspace.models import FailedSignIn

WINDOW: Final = 15 * MINUTE


def begin(name: str, address: str) -> FailedSignIn:
    """Write the try down; the caller strikes it out with `succeeded` if the password was right."""
    moment = now()
    FailedSignIn.objects.filter(tried_at__lt=moment - WINDOW).delete()
    return FailedSignIn.objects.create(
        name=digest("name", name.strip().casefold()), address=digest("address", address), tried_at=moment
    )


def seconds_to_wait(attempt: FailedSignIn) -> int:
    """0 where this try may go on; else it is struck out, and these are the seconds until one may."""
    recent = FailedSignIn.objects.filter(pk__lte=attempt.pk, tried_at__gte=attempt.tried_at - WINDOW)
    free_at = max(
        _free_at(recent.filter(name=attempt.name)), _free_at(recent.filter(address=attempt.address))
    )
    if not free_at:
        return 0
    attempt.delete()
    return max(1, -(-(free_at - now()) // SECOND))


def succeeded(attempt: FailedSignIn) -> None:
    """The password was right: this name's failures are forgotten, and this try was none."""
    FailedSignIn.objects.filter(Q(pk=attempt.pk) | Q(name=attempt.name)).delete()


def _free_at(tries: "QuerySet[FailedSignIn]") -> int:
    """When the oldest try that is one too many leaves the window; 0 where none is too many."""
    allowed = int(settings.CHOSEN["sign_in_tries"])
    too_many = tries.order_by("-tried_at", "-pk").values_list("tried_at", flat=True)[allowed : allowed + 1]
    return next((tried_at + WINDOW for tried_at in too_many), 0)
