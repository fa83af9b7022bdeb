"""`polku status` and `polku rebuild`, as a person types them."""

import json

import pytest
from click.testing import CliRunner

from polku.pipeline import rebuild as rebuilding
from polku.pipeline.worker import step
from polku.surfaces.cli import rebuild, status
from polku.timeline.models import Event, InteractionRow
from tests.story import tell

pytestmark = pytest.mark.django_db(databases="__all__")

STORY = """
    aino  mon 09:00  asked mail thread=t1
    aino  mon 10:00  promised shop about=1 due=fri@16:00
    onni  mon 11:00  visited web
"""


def test_status_as_json_has_every_count_that_was_promised() -> None:
    tell(STORY)
    done = CliRunner().invoke(status.command, ["--json"])
    counts = json.loads(done.output)
    assert (counts["events"], counts["interactions"], counts["customers"]) == (3, 3, 2)
    assert counts["promises"] == {"open": 0, "kept": 0, "late": 0, "broken": 1, "withdrawn": 0}
    assert {"quarantined", "organisations", "encounters", "lag_seconds"} <= counts.keys()


def test_status_for_people_lists_the_same_and_a_rebuild_that_goes_on() -> None:
    tell(STORY)
    assert "promises broken" in CliRunner().invoke(status.command).output
    rebuilding.ask()
    step(1)
    first, last = Event.objects.order_by("pk").first(), Event.objects.order_by("pk").last()
    assert first
    assert last
    assert f"{first.pk:,} / {last.pk:,}" in CliRunner().invoke(status.command).output


def test_rebuild_reads_everything_again_and_says_so() -> None:
    tell(STORY)
    done = CliRunner().invoke(rebuild.command)
    assert (done.exit_code, InteractionRow.objects.count()) == (0, 3)
    assert "Done." in done.output
