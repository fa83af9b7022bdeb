"""Who looked at whom, and what was erased (as counts only)."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Look(models.Model):
    """One reading of one customer's data by one person, through one surface."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    customer_id = models.BigIntegerField(db_index=True)
    looked_at = models.DateTimeField(default=timezone.now, db_index=True)
    through = models.CharField(max_length=60)  # web:customer, api:timeline, cli:customer ...

    def __str__(self) -> str:
        return f"{self.person_id} looked at {self.customer_id}"


class Erasure(models.Model):
    """That somebody was forgotten: when, by whom and how much, never who they were."""

    erased_at = models.DateTimeField(auto_now_add=True)
    erased_by = models.CharField(max_length=150, blank=True, default="")
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class LogExport(models.Model):
    """That walks were written to a file: by whom, asked how, how many, and whether customers were named in it."""

    exported_at = models.DateTimeField(default=timezone.now, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    form = models.CharField(max_length=20)
    question = models.CharField(max_length=700, blank=True, default="")
    identified = models.BooleanField(default=False)
    customers = models.BigIntegerField()
    steps = models.BigIntegerField()

    def __str__(self) -> str:
        return f"log export {self.pk}"
