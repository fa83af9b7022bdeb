"""How far the worker has come."""

from django.db import models


class Progress(models.Model):
    """One row: every event up to `position` is in the derived tables, in the same transaction."""

    position = models.BigIntegerField(default=0)
    events = models.BigIntegerField(default=0)  # how many that is: ids may have gaps
    turn = models.BigIntegerField(default=0)  # grows whenever somebody holds the position
    advanced_at = models.BigIntegerField(default=0)
    rebuild_asked_at = models.BigIntegerField(null=True)
    rebuild_until = models.BigIntegerField(null=True)  # while the log is read again: the end it had then
    rebuilds = models.BigIntegerField(default=0)  # how often reading it again began
    fold_at_end = models.BooleanField(
        default=False
    )  # of this rebuild: encounters and promises come all at once

    def __str__(self) -> str:
        return f"up to {self.position}"
