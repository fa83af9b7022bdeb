"""Keys to the doors, what could not be read, uploaded files, and how far each file's import came."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WriteKey(models.Model):
    """A source's key: shown once, kept as a SHA-256 hash of its 256 random bits, revocable."""

    source_id = models.IntegerField(db_index=True)
    label = models.CharField(_("label"), max_length=120, blank=True, default="")
    hashed = models.CharField(max_length=64, unique=True)
    starts = models.CharField(max_length=8)  # its first characters, to tell keys apart
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.starts}…"


class Quarantined(models.Model):
    """Something a door or a mapping could not read, whole, with the reason and where in it.

    Lives beside the log, so that it is on disk before anything is acknowledged. A body refused by a mapping
    stays in the log: then `event_id` is set and `body` empty.
    """

    STATES = (
        ("waiting", "waiting"),
        ("asked", "asked"),  # the pipeline shall read the event again
        ("replayed", "replayed"),
        ("dismissed", "dismissed"),
    )
    source_id = models.IntegerField()
    key = models.BinaryField(max_length=16)  # digest of source and body, or of the event
    event_id = models.BigIntegerField(null=True)
    form = models.CharField(max_length=16)
    body = models.BinaryField()
    reason = models.TextField()
    where = models.CharField(max_length=300, default="")
    received_at = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    settled_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source_id", "key"], name="one_row_per_quarantined")]
        indexes = [models.Index(fields=["state", "-id"], name="quarantine_newest")]

    def __str__(self) -> str:
        return self.reason


class Tally(models.Model):
    """How much came from a source: counted as it is kept, for nobody can count a long log for each look."""

    source_id = models.IntegerField(primary_key=True)
    events = models.BigIntegerField()
    last_received_at = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.events} events"


class FileImport(models.Model):
    """How far one file's import came, so that it can go on after a kill."""

    source_id = models.IntegerField()
    file_name = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64)  # of the content's size and ends
    mapping = models.CharField(max_length=60)
    rows_done = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "file_name", "fingerprint"], name="one_row_per_file_import"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class Upload(models.Model):
    """A file that somebody gave in the browser, from its arrival until all of it is imported and it is deleted."""

    STATES = (
        ("waiting", "waiting"),  # for somebody to say how it is read
        ("importing", "importing"),
        ("done", "done"),
        ("stopped", "stopped"),  # it could not be read, or lies there no more; `fault` says why
        ("discarded", "discarded"),
    )
    folder = models.CharField(max_length=40, unique=True)  # under uploads/ in the data folder
    file_name = models.CharField(max_length=120)
    size = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    choices = models.TextField(blank=True, default="")  # what was chosen so far about its columns, JSON
    mapping = models.CharField(max_length=60, blank=True, default="")
    source_id = models.IntegerField(null=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    log_position = models.BigIntegerField(default=0)  # of the log when the import began
    bytes_read = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)
    fault = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return self.file_name
