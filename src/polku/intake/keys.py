"""Write keys: made once, shown once, kept as a hash, revoked at will."""

import secrets
from hashlib import sha256

import msgspec
from django.utils import timezone

from polku.intake.models import WriteKey
from polku.timeline.models import Source


class Keyholder(msgspec.Struct, frozen=True):
    """The source behind a write key. `open` is False once the key is revoked or the source retired."""

    source_id: int
    slug: str
    time_zone: str
    rate_limit: int | None
    open: bool


def make_key(source: Source, label: str = "") -> str:
    """A new key for the source, as text; nobody can read it again afterwards."""
    key = secrets.token_urlsafe(32)
    WriteKey.objects.create(source_id=source.pk, label=label, hashed=_hashed(key), starts=key[:8])
    return key


def keys_of(source: Source) -> list[WriteKey]:
    """The source's keys, newest first, the revoked ones too."""
    return list(WriteKey.objects.filter(source_id=source.pk).order_by("-pk"))


def revoke(key: WriteKey) -> None:
    """Close the key for good; doors refuse it within two seconds."""
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])


def holder(key: str) -> Keyholder | None:
    """Who holds this key; None where nobody ever did."""
    found = WriteKey.objects.filter(hashed=_hashed(key)).first()
    source = Source.objects.filter(pk=found.source_id).first() if found else None
    if found is None or source is None:
        return None
    is_open = found.revoked_at is None and source.retired_at is None
    return Keyholder(source.pk, source.slug, source.time_zone, source.rate_limit, is_open)


def _hashed(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
