"""The commands that mend what could not be read, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polku.intake.keep import Refusal, keep
from polku.intake.models import Quarantined
from polku.surfaces.cli.quarantine import command
from polku.timeline.models import Event

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
GOOD = '{"type":"track","userId":"aino","event":"Order Completed","messageId":"m1"}'


def typed(*words: str) -> Result:
    return CliRunner().invoke(command, words)


@pytest.fixture
def number() -> int:
    """A message without anybody it is about."""
    keep([], [Refusal(1, "segment", b'{"type":"track","event":"x"}', "userId is missing", "userId", 10**15)])
    return Quarantined.objects.get().pk


def test_it_is_listed_with_its_reason_and_shown_whole(number: int) -> None:
    assert "userId: userId is missing" in typed("list").output
    line = json.loads(typed("list", "--json").output)
    assert (line["id"], line["where"], line["received_at"][:4]) == (number, "userId", "2001")
    assert '{"type":"track","event":"x"}' in typed("show", str(number)).output


def test_it_is_replayed_with_a_mended_body(number: int, tmp_path: Path) -> None:
    mended = tmp_path / "mended.json"
    mended.write_text(GOOD)
    as_it_is = typed("replay", str(number))
    assert (as_it_is.exit_code, "userId" in as_it_is.output) == (1, True)
    assert "1 added" in typed("replay", str(number), "--body", str(mended)).output
    assert Event.objects.count() == 1
    assert "replayed" in typed("list", "--state", "all").output


def test_everything_that_waits_is_replayed_at_once(number: int) -> None:
    keep([], [Refusal(1, "segment", GOOD.encode(), "the clock was wrong", "timestamp", 10**15)])
    output = typed("replay", "--all").output
    assert ("1 added" in output, f"{number}: userId" in output) == (True, True)
    assert typed("replay").exit_code == 2


def test_it_is_dismissed_and_a_wrong_number_is_said_to_be_one(number: int) -> None:
    assert typed("dismiss", str(number)).exit_code == 0
    assert typed("list").output == ""
    assert "polku quarantine list" in typed("show", "999").output
    assert typed("list", "--source", "nobody").exit_code == 1
