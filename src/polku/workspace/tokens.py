"""Personal API tokens: a program signs in with one as the person who made it. Shown once, kept as a hash."""

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from polku.workspace.models import Person

BEGINNING: Final = "polku_"  # so that a token is known for one where it should not stand


class ApiToken(models.Model):
    """A person's token: a SHA-256 hash of its 256 random bits, revocable."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    label = models.CharField(_("label"), max_length=120, blank=True, default="")
    hashed = models.CharField(max_length=64, unique=True)
    starts = models.CharField(max_length=16)  # its first characters, to tell tokens apart
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "workspace"

    def __str__(self) -> str:
        return f"{self.starts}…"


def make_token(person: "Person", label: str = "") -> str:
    """A new token of the person's, as text; nobody can read it again afterwards."""
    token = BEGINNING + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        person=person, label=label, hashed=_hashed(token), starts=token[: len(BEGINNING) + 6]
    )
    return token


def revoke(token: ApiToken) -> None:
    """The token opens nothing from now on."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])


def bearer(token: str) -> "Person | None":
    """Whose token this is; None where it is nobody's, revoked, or its person may no longer sign in."""
    found = (
        ApiToken.objects.filter(hashed=_hashed(token), revoked_at=None, person__is_active=True)
        .select_related("person")
        .first()
    )
    return found.person if found else None


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
