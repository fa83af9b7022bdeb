"""Declared things with their history: mappings, journeys and figures that people changed or added."""

from django.conf import settings
from django.db import models


class Version(models.Model):
    """A text as somebody saved it. The newest is in force."""

    text = models.TextField()
    saved_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)

    class Meta:
        abstract = True


class MappingVersion(Version):
    """One version of a mapping's YAML. The newest of a name is in force, and shadows a shipped one."""

    name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="mapping_newest")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class JourneyVersion(Version):
    """One version of a journey's YAML. The newest of a name is in force; "" says that it was retired."""

    name = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["name", "-id"], name="journey_newest")]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class FiguresVersion(Version):
    """One version of a currency's figures, as JSON. The newest is in force; "" says that they were withdrawn."""

    currency = models.CharField(max_length=3)

    class Meta:
        indexes = [models.Index(fields=["currency", "-id"], name="figures_newest")]

    def __str__(self) -> str:
        return f"{self.currency} {self.pk}"
