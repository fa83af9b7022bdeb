"""The parameters that say which walks an answer is about."""

from ninja import Schema
from pydantic import Field

from polku.surfaces import which_walks


class WhichWalks(Schema):
    """As in the address: ?journey=sales&from=2026-03-01&to=2026-03-31&segment=touchpoint=fair"""

    journey: str = Field("", max_length=60, description="Along this journey's touchpoints.")
    since: str = Field("", alias="from", max_length=10, description="The period's first day.")
    until: str = Field("", alias="to", max_length=10, description="The period's last day.")
    segment: str = Field("", max_length=500, description="As in touchpoint=fair,entity=person.")

    @property
    def words(self) -> which_walks.WhichWalks:
        return which_walks.WhichWalks(self.journey, self.since, self.until, self.segment)
