"""What is true of the demo company because it was planted: a lens that looks for it must find it.

Each can be switched off, and then must not be found. docs/understand/demo-company.md says in words what the sizes
below mean; a test compares the two.
"""

from enum import StrEnum
from typing import Final


class Truth(StrEnum):
    """What can be switched off by `polku demo --without …`."""

    SLOW_LEADS = "slow-leads"
    SILENT_REDATING = "silent-redating"
    CONTACT_CHANGE = "contact-change"
    LATE_PARTNER = "late-partner"
    LEAKING_HANDOVER = "leaking-handover"
    SATISFIED_BUT_LEFT = "satisfied-but-left"
    UNKNOWING_SHIFT = "unknowing-shift"
    KINDNESSES = "kindnesses"
    UNMEASURED_KICK_OFF = "unmeasured-kick-off"


# Shares are between 0 and 1, points are of the scale 0–10.
SLOW_WITHIN_A_DAY: Final = 0.5  # times the conversion of leads answered within the hour
SLOW_AFTER_A_DAY: Final = 0.3
SILENT_HAZARD: Final = 2.0  # times the monthly hazard of leaving
CONTACT_WAITS: Final = 1.5  # times every wait of ours
CONTACT_POINTS: Final = -1  # on each rating
LATE_SHARE: Final = 0.35  # of the late partner's installations, past the last date told
LATE_ELSEWHERE: Final = 0.08
UNTIDY_SHARE: Final = 0.18  # of the late partner's installations complained of
UNTIDY_ELSEWHERE: Final = 0.03
LEAK_SHARE: Final = 0.09  # of contracts that end right after sales handed them to the installing partner
LEAK_ELSEWHERE: Final = 0.02  # of leads that end right after the booker handed them to a seller
SATISFIED_SHARE: Final = 0.25  # of those who left silently, with 9 or 10 as their last rating
SECOND_CONTACT_SHARE: Final = 0.40  # of the evening chat's tickets, asked again within days
SECOND_CONTACT_ELSEWHERE: Final = 0.12
TOLD_ON_SHARE: Final = 0.30  # of the installations with a kindness, mentioned or referred on
TOLD_ON_ELSEWHERE: Final = 0.08
LONG_KICK_OFF_DAYS: Final = 30  # a wait for the kick-off beyond this costs
LONG_KICK_OFF_POINTS: Final = -2  # on the installation's rating
