"""How far the first steps are, read off what exists: nothing of it is stored twice."""

import msgspec

from polku.intake.sources import SourceLine, source_lines
from polku.workspace.company import company_name


class Steps(msgspec.Struct, frozen=True):
    """The company's name and its sources in use; `current` is the number of the step to take next, 4 for none."""

    company: str
    sources: list[SourceLine]
    customers: bool

    @property
    def current(self) -> int:
        if not self.company:
            return 1
        if not self.sources:
            return 2
        return 4 if self.customers else 3


def steps(customers: bool) -> Steps:
    """As they are now; `customers` tells whether somebody is here already."""
    return Steps(
        company_name(), [line for line in source_lines() if line.source.retired_at is None], customers
    )
