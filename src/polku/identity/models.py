"""Identifiers, the claims that join them, and the customers they make.

A customer's id is the lowest id among its identifiers, so any identifier's id leads to its customer for
ever, and clusters are a pure function of the claims in force (identity/resolve.py).

Tables that grow with every event (claims, traits, sightings) are written in bulk without foreign-key
checks: identify() has just made or found what they point at, and erase.py takes all of it away.
"""

from django.db import models


class Identifier(models.Model):
    """One name a source uses for somebody: an account id, an email, a cookie."""

    namespace = models.CharField(max_length=60)
    value = models.CharField(max_length=300)
    policy = models.CharField(max_length=10)
    entity = models.CharField(max_length=12)
    customer_id = models.BigIntegerField(db_index=True)  # 0: no event has named it (yet)
    first_at = models.BigIntegerField()
    crowded = models.BooleanField(default=False)  # shared by too many: joins no more

    class Meta:
        # By value first, so that this one index also finds a value in any namespace.
        constraints = [models.UniqueConstraint(fields=["value", "namespace"], name="one_row_per_identifier")]

    def __str__(self) -> str:
        return f"{self.namespace}:{self.value}"


class Claim(models.Model):
    """Two identifiers seen together in an event. `low` < `high`. Revoked claims stay, and count no more."""

    low = models.ForeignKey(
        Identifier, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    high = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    first_at = models.BigIntegerField()
    event_id = models.BigIntegerField()
    revoked = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="one_row_per_claim")]

    def __str__(self) -> str:
        return f"{self.low_id} = {self.high_id}"


class Decision(models.Model):
    """What a person decided about two identifiers: the same, not the same, or this claim does not count.

    Taken back (`unsaid`), the row stays and speaks for nothing: an older word told late must not count again
    (docs/decisions/0017).
    """

    KINDS = (("same", "same"), ("apart", "apart"), ("revoked", "revoked"), ("unsaid", "unsaid"))
    low = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS)
    decided_at = models.BigIntegerField()
    decided_by = models.CharField(max_length=150)
    evidence = models.TextField(blank=True, default="")
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="one_decision_per_pair")]

    def __str__(self) -> str:
        return f"{self.low_id} {self.kind} {self.high_id}"


class Merge(models.Model):
    """A line of the merge history: whose identifiers moved, from which customer to which, on what evidence."""

    happened_at = models.BigIntegerField()
    customer_id = models.BigIntegerField(db_index=True)
    absorbed_id = models.BigIntegerField(db_index=True)
    undone = models.BooleanField(default=False)  # True: the line tells of a parting
    decided_by = models.CharField(max_length=150, blank=True, default="")  # "" means Polku, by the claim
    claim = models.ForeignKey(Claim, null=True, on_delete=models.SET_NULL)
    event_id = models.BigIntegerField()
    evidence = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.absorbed_id} → {self.customer_id}"


class Review(models.Model):
    """A question for a person: are these two the same? From a guard that refused, or from Splink."""

    REASONS = (("conflict", "conflict"), ("crowded", "crowded"), ("large", "large"), ("similar", "similar"))
    low = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=REASONS)
    probability = models.FloatField(null=True)
    evidence = models.TextField(default="")  # JSON
    created_at = models.BigIntegerField()
    answer = models.CharField(max_length=8, default="")  # "", same, apart, later

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="one_review_per_pair")]

    def __str__(self) -> str:
        return f"{self.low_id} ? {self.high_id}"


class Customer(models.Model):
    """A person or organisation as clustered now, with what lists need; rebuilt from the rest."""

    id = models.BigIntegerField(primary_key=True)
    entity = models.CharField(max_length=12)
    name = models.CharField(max_length=300, default="")
    known = models.BooleanField(default=False)  # has an identifier stronger than weak
    first_at = models.BigIntegerField()
    last_at = models.BigIntegerField()
    interactions = models.IntegerField(default=0)
    revision = models.BigIntegerField(default=0)  # the log position that last touched it
    # The log position that last took an interaction from it, or gave it one of another customer's.
    reshaped = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["-last_at"], name="customer_latest"),
            models.Index(fields=["revision"], name="customer_revised"),  # the engine asks who changed
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class Trait(models.Model):
    """A fact told of an identifier's owner; the newest told wins."""

    identifier = models.ForeignKey(Identifier, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    name = models.CharField(max_length=60)
    value = models.TextField()  # JSON
    occurred_at = models.BigIntegerField()
    event_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["identifier", "name"], name="one_row_per_trait")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person belongs to an organisation; told by an event that named both."""

    person = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey(Identifier, on_delete=models.CASCADE, related_name="+", db_index=True)
    first_at = models.BigIntegerField()
    last_at = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_row_per_membership")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ∈ {self.organisation_id}"


class Sighting(models.Model):
    """Which identifier an event is filed under (its strongest), so every event leads to its customer."""

    event_id = models.BigIntegerField(primary_key=True)
    identifier = models.ForeignKey(Identifier, on_delete=models.CASCADE, db_constraint=False, db_index=False)
    occurred_at = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["identifier", "occurred_at"], name="sighting_latest")]

    def __str__(self) -> str:
        return f"{self.event_id} → {self.identifier_id}"


class SearchTerm(models.Model):
    """A folded word of a customer's name or identifier, for search by its beginning."""

    customer_id = models.BigIntegerField(db_index=True)
    term = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "customer_id"], name="one_row_per_term")]

    def __str__(self) -> str:
        return self.term


class Stamp(models.Model):
    """One row, rewritten by whoever changes identity: tells a process whether what it remembers still holds."""

    token = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.token)


class Comparison(models.Model):
    """One row: the look for customers who are alike, asked for on its page; where it is, and what came of it."""

    STATES = (("idle", "idle"), ("asked", "asked"), ("under way", "under way"), ("failed", "failed"))
    state = models.CharField(max_length=10, choices=STATES, default="idle")
    step = models.CharField(max_length=20, blank=True, default="")  # the one that goes on now
    told_at = models.BigIntegerField(default=0)  # the runner's last sign of life, or of the asking
    ended_at = models.BigIntegerField(null=True)
    people = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)  # questions that were not there before

    def __str__(self) -> str:
        return self.state
