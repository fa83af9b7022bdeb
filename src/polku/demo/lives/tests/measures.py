"""One measure per row of the table of planted truths (docs/understand/demo-company.md), in its order."""

from collections.abc import Callable, Sequence
from typing import Final

from polku.demo.lives.calendar import DAY, HOUR
from polku.demo.lives.tests import effects
from polku.demo.lives.tests.effects import Effect
from polku.demo.lives.tests.reading import Read
from polku.demo.truths import Truth

Company = Sequence[Read]
_LATE_PARTNER: Final = "Lämpöliike Kaarna"


def _contracts(reads: Company, longer_than: int, at_most: int) -> list[bool]:
    return [
        read.contract
        for read in reads
        if read.lead_wait is not None and longer_than < read.lead_wait <= at_most
    ]


def answered_within_a_day(reads: Company) -> Effect:
    return effects.ratio_of_shares(_contracts(reads, HOUR, DAY), _contracts(reads, 0, HOUR))


def answered_after_a_day(reads: Company) -> Effect:
    return effects.ratio_of_shares(_contracts(reads, DAY, 90 * DAY), _contracts(reads, 0, HOUR))


def _gone(reads: Company, redated: str) -> list[bool]:
    return [r.gone_in_first_year for r in reads if r.gone_in_first_year is not None and r.redated == redated]


def redated_silently(reads: Company) -> Effect:
    return effects.ratio_of_hazards(_gone(reads, "silently"), _gone(reads, ""))


def redated_with_notice(reads: Company) -> Effect:
    return effects.ratio_of_hazards(_gone(reads, "told"), _gone(reads, ""))


def waits_after_contact_change(reads: Company) -> Effect:
    waits = {
        changed: [r.thinking for r in reads if r.thinking and r.contact_changed is changed]
        for changed in (True, False)
    }
    return effects.ratio_of_waits(waits[True], waits[False])


def _ratings(reads: Company, which: Callable[[Read], bool]) -> list[int]:
    return [
        read.installation_rating for read in reads if read.installation_rating is not None and which(read)
    ]


def ratings_after_contact_change(reads: Company) -> Effect:
    changed = _ratings(reads, lambda read: read.contact_changed)
    return effects.difference_of_means(changed, _ratings(reads, lambda read: not read.contact_changed))


def late_partner(reads: Company) -> Effect:
    late = [(read.partner == _LATE_PARTNER, read.late) for read in reads if read.late is not None]
    return effects.difference_of_shares(
        [flag for own, flag in late if own], [flag for own, flag in late if not own]
    )


def untidy_partner(reads: Company) -> Effect:
    untidy = [(read.partner == _LATE_PARTNER, read.untidy) for read in reads if read.partner]
    return effects.difference_of_shares(
        [flag for own, flag in untidy if own], [flag for own, flag in untidy if not own]
    )


def leaking_handover(reads: Company) -> Effect:
    work = [read.work_handover_ended for read in reads if read.work_handover_ended is not None]
    lead = [read.lead_handover_ended for read in reads if read.lead_handover_ended is not None]
    return effects.difference_of_shares(work, lead)


def satisfied_but_left(reads: Company) -> Effect:
    return effects.share([(read.last_rating or 0) >= 9 for read in reads if read.left_silently])


def second_contacts(reads: Company) -> Effect:
    chats = [chat for read in reads for chat in read.chats]
    return effects.difference_of_shares(
        [again for evening, again in chats if evening], [again for evening, again in chats if not evening]
    )


def told_on(reads: Company) -> Effect:
    told = [(read.kindness, read.told_on) for read in reads if read.told_on is not None]
    return effects.difference_of_shares(
        [flag for kind, flag in told if kind], [flag for kind, flag in told if not kind]
    )


def ratings_after_long_kick_off(reads: Company) -> Effect:
    long = _ratings(reads, lambda read: (read.kick_off_wait or 0) > 30 * DAY)
    return effects.difference_of_means(
        long, _ratings(reads, lambda read: (read.kick_off_wait or 0) <= 30 * DAY)
    )


# In the table's order: the switch, the measure, what "no effect" is.
MEASURES: Final[tuple[tuple[Truth, Callable[[Company], Effect], float], ...]] = (
    (Truth.SLOW_LEADS, answered_within_a_day, 1.0),
    (Truth.SLOW_LEADS, answered_after_a_day, 1.0),
    (Truth.SILENT_REDATING, redated_silently, 1.0),
    (Truth.SILENT_REDATING, redated_with_notice, 1.0),
    (Truth.CONTACT_CHANGE, waits_after_contact_change, 1.0),
    (Truth.CONTACT_CHANGE, ratings_after_contact_change, 0.0),
    (Truth.LATE_PARTNER, late_partner, 0.0),
    (Truth.LATE_PARTNER, untidy_partner, 0.0),
    (Truth.LEAKING_HANDOVER, leaking_handover, 0.0),
    (Truth.SATISFIED_BUT_LEFT, satisfied_but_left, 0.0),
    (Truth.UNKNOWING_SHIFT, second_contacts, 0.0),
    (Truth.KINDNESSES, told_on, 0.0),
    (Truth.UNMEASURED_KICK_OFF, ratings_after_long_kick_off, 0.0),
)
