"""The log's table, and what is derived from it: interactions, encounters, promises.

Derived rows can always be rebuilt; only `pipeline` writes them. The log refuses UPDATE and DELETE by
trigger (migration 0002) but for the one door of `log.erase`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A system that tells us what happened: website, shop, helpdesk, a file."""

    slug = models.SlugField(_("short name"), unique=True, max_length=60)
    name = models.CharField(_("name"), max_length=120)
    mapping = models.CharField(_("mapping"), max_length=60)
    time_zone = models.CharField(_("time zone of times without one"), max_length=60, blank=True, default="")
    rate_limit = models.PositiveIntegerField(_("events per second at most"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """What a source told us, as it was told. `body` is NULL once erased; the row stays as a count."""

    source_id = models.IntegerField()
    key = models.BinaryField(max_length=16, unique=True)
    form = models.CharField(max_length=16)  # segment, cloudevents, row, xes, polku
    occurred_at = models.BigIntegerField()
    received_at = models.BigIntegerField()
    sequence = models.BigIntegerField(default=0)
    body = models.TextField(null=True)

    def __str__(self) -> str:
        return f"event {self.pk}"


class LastTelling(models.Model):
    """Which event told a source's record last: only its interactions count (decision 0010)."""

    record = models.CharField(max_length=32, primary_key=True)  # hex digest of source and record id
    event_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.record} by event {self.event_id}"


class InteractionRow(models.Model):
    """One interaction as stored; columns are those of timeline.interaction.Interaction."""

    event_id = models.BigIntegerField()
    ordinal = models.SmallIntegerField()
    identifier_id = models.BigIntegerField()
    customer_id = models.BigIntegerField()
    occurred_at = models.BigIntegerField()
    sequence = models.BigIntegerField()
    key = models.BinaryField(max_length=16)
    kind = models.CharField(max_length=12)
    side = models.CharField(max_length=8)
    touchpoint = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    thread = models.CharField(max_length=200)
    about = models.CharField(max_length=200)
    subject = models.TextField()
    text = models.TextField()
    actor = models.CharField(max_length=200)
    to = models.CharField(max_length=200)
    due_at = models.BigIntegerField(null=True)
    pledge = models.CharField(max_length=12)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    rating = models.FloatField(null=True)
    rating_low = models.FloatField(null=True)
    rating_high = models.FloatField(null=True)
    automatic = models.BooleanField()
    outcome = models.CharField(max_length=200)
    attributes = models.TextField()  # JSON object, "" when there are none

    class Meta:
        db_table = "timeline_interaction"
        constraints = [
            models.UniqueConstraint(fields=["event_id", "ordinal"], name="one_row_per_interaction")
        ]
        indexes = [models.Index(fields=["customer_id", "occurred_at"], name="interaction_path")]

    def __str__(self) -> str:
        return f"{self.side} {self.kind}"


class EncounterRow(models.Model):
    """One encounter as folded; columns are those of timeline.folds.encounters.Encounter."""

    customer_id = models.BigIntegerField()
    touchpoint = models.CharField(max_length=200)
    thread = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    opened_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    closed_at = models.BigIntegerField(null=True)
    waiting_for = models.CharField(max_length=8)  # "us", "customer" or ""
    waiting_since = models.BigIntegerField(null=True)
    first_asked_at = models.BigIntegerField(null=True)
    first_response = models.BigIntegerField(null=True)  # microseconds
    waited = models.BigIntegerField()  # microseconds the customer waited for us, over closed waits
    questions = models.IntegerField()
    people = models.TextField()  # JSON list of actors met, in order
    handovers = models.IntegerField()
    complaints = models.IntegerField()
    rating = models.FloatField(null=True)
    rating_low = models.FloatField(null=True)
    rating_high = models.FloatField(null=True)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    subject = models.TextField()
    outcome = models.CharField(max_length=200)
    interactions = models.IntegerField()

    class Meta:
        db_table = "timeline_encounter"
        constraints = [
            # In the order of the path, so that this one index serves the path too.
            models.UniqueConstraint(
                fields=["customer_id", "opened_at", "touchpoint", "thread"], name="one_row_per_encounter"
            )
        ]
        indexes = [
            models.Index(
                fields=["waiting_for", "waiting_since"],
                condition=models.Q(waiting_since__isnull=False),
                name="encounter_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint} {self.opened_at}"


class PromiseRow(models.Model):
    """One promise as folded; columns are those of timeline.folds.promises.Promise."""

    customer_id = models.BigIntegerField()
    reference = models.CharField(max_length=200)
    pledge = models.CharField(max_length=12)
    made_at = models.BigIntegerField()
    made_by = models.CharField(max_length=200)
    touchpoint = models.CharField(max_length=200)
    subject = models.TextField()
    original_due_at = models.BigIntegerField()
    due_at = models.BigIntegerField()
    redated = models.IntegerField()
    redated_at = models.BigIntegerField(null=True)  # the first re-dating
    told_at = models.BigIntegerField(null=True)
    asked_at = models.BigIntegerField(null=True)  # the customer's first question after it was changed or due
    told_before_due = models.BooleanField(null=True)
    told_before_asked = models.BooleanField(null=True)
    done_at = models.BigIntegerField(null=True)
    withdrawn_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "timeline_promise"
        constraints = [
            # In the order of the path, so that this one index serves the path too.
            models.UniqueConstraint(
                fields=["customer_id", "made_at", "reference", "pledge"], name="one_row_per_promise"
            )
        ]
        indexes = [models.Index(fields=["done_at", "withdrawn_at", "original_due_at"], name="promise_state")]

    def __str__(self) -> str:
        return f"{self.pledge} by {self.due_at}"
