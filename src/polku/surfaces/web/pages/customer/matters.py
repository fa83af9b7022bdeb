"""One line a matter: a complaint that nobody has answered waits for us and is one line, not two."""

from polku.lenses.customer.complaints import Complaint
from polku.lenses.customer.page import Open
from polku.lenses.customer.waiting import Waiting


def matters(present: Open) -> tuple[list[tuple[Waiting, bool]], list[Complaint]]:
    """What waits for us, each with whether it holds a complaint; and the complaints that were answered."""
    waiting = [
        (one, any(_within(complaint, one) for complaint in present.complaints)) for one in present.waiting
    ]
    answered = [
        complaint
        for complaint in present.complaints
        if not any(_within(complaint, one) for one in present.waiting)
    ]
    return waiting, answered


def _within(complaint: Complaint, waiting: Waiting) -> bool:
    place = (complaint.customer_id, complaint.touchpoint, complaint.thread)
    same = place == (waiting.customer_id, waiting.touchpoint, waiting.thread)
    return same and complaint.occurred_at >= waiting.opened_at
