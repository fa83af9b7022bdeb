"""What intake holds about customers, registered with privacy: bodies in quarantine, names of files."""

from typing import Any, Final

from polku.intake.models import FileImport, Quarantined
from polku.lib.clock import now, to_text
from polku.privacy.held.columns import take_out
from polku.privacy.holders import Holder
from polku.privacy.subject import Subject
from polku.privacy.values import ERASED

_AT_ONCE: Final = 500
IMPERSONAL: Final = {
    "intake.writekey": "about systems that tell us things",
    "intake.tally": "how much came from each of them",
}


def _export(subject: Subject) -> list[dict[str, Any]]:
    found = Quarantined.objects.filter(pk__in=_whose(subject)).order_by("pk")
    return [
        {
            "received_at": to_text(one.received_at),
            "form": one.form,
            "reason": one.reason,
            "where": one.where,
            "body": _text(one.body),
        }
        for one in found
    ]


def _erase(subject: Subject) -> int:
    """Whole, with the reason, which may quote it; the row and its digest stay, so that it is not told again."""
    ids = _whose(subject)
    for start in range(0, len(ids), _AT_ONCE):
        Quarantined.objects.filter(pk__in=ids[start : start + _AT_ONCE]).update(
            body=b"", reason=ERASED, where="", state="dismissed", settled_at=now()
        )
    return len(ids)


def _whose(subject: Subject) -> list[int]:
    """Rows that hold one of the subject's values, or that refused one of the subject's events.

    Read one by one: a body may be anything, and LIKE stops at a NUL.
    """
    own = set(subject.event_ids)
    told = Quarantined.objects.order_by("pk").values_list("pk", "event_id", "body", "reason", "where")
    return [
        key
        for key, event_id, body, reason, where in told.iterator(_AT_ONCE)
        if event_id in own or any(map(subject.values.found_in, (_text(body), reason, where)))
    ]


def _text(body: bytes | memoryview) -> str:
    return bytes(body).decode("utf-8", "replace")


def _no_export(subject: Subject) -> list[dict[str, Any]]:
    return []


def _nothing_to_erase(subject: Subject) -> int:
    return 0


def _take_out_of_names(subject: Subject) -> int:
    return take_out(FileImport.objects.all(), {"file_name": False}, subject.values)


QUARANTINE: Final = Holder("quarantine", ["intake.quarantined"], _export, _erase, in_log=True)
FILES: Final = Holder(
    "file imports", ["intake.fileimport"], _no_export, _nothing_to_erase, _take_out_of_names
)
