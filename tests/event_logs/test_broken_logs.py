"""Logs with faults in them: each fault has its sentence, and the rest of the log goes on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from polku.intake.models import Quarantined
from polku.lenses.customer.who import who
from polku.pipeline.drain import drain
from polku.pipeline.progress import progress
from polku.surfaces.cli.import_ import command as bring_in
from polku.surfaces.cli.quarantine import command as quarantine
from polku.timeline.models import Event, InteractionRow

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)

XES = """<log>
<trace><string key="concept:name" value="1"/>
  <event><string key="concept:name" value="register"/><date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event>
  <event><string key="concept:name" value="decide"/><date key="time:timestamp" value="the day after"/></event>
  <event><string key="concept:name" value="pay"/></event>
  <event><string key="concept:name" value="close"/><date key="time:timestamp" value="2026-03-05T09:00:00Z"/></event>
</trace>
<trace>
  <event><string key="concept:name" value="register"/><date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event>
</trace>
</log>"""


def told(path: Path, mapping: str, *words: str) -> str:
    result = CliRunner().invoke(bring_in, [str(path), "--mapping", mapping, *words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("mapping", ["xes", "xes-cases"])
def test_an_xes_with_broken_times_and_without_case_ids_comes_in_but_for_these(
    tmp_path: Path, mapping: str
) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES, "utf-8")
    lines = told(path, mapping).splitlines()
    assert lines[0] == "5 rows: 3 added, 0 known already, 3 in quarantine"
    assert lines[1:4] == [
        "  log.xes, line 4: event.time:timestamp: 'the day after' is not a time; a time is written as in 2026-11-24T09:30:00+02:00",
        "  log.xes, line 5: event.time:timestamp: there is no time",
        "  log.xes, line 9: references: nobody is named: no reference of the mapping is in it",
    ]  # fmt: skip
    assert InteractionRow.objects.count() == 2
    assert "0 added" in told(path, mapping)


OCEL = {
    "objectTypes": [], "eventTypes": [],
    "events": [
        {"id": "e1", "type": "place order", "time": "2026-03-02T09:00:00Z", "relationships": [{"objectId": "o1", "qualifier": "of"}]},
        {"id": "e2", "type": "pack", "time": "soon", "relationships": [{"objectId": "o1", "qualifier": "of"}]},
        {"id": "e3", "type": "count stock", "time": "2026-03-04T09:00:00Z", "relationships": []},
    ],
    "objects": [
        {"id": "aino", "type": "customer"},
        {"id": "o1", "type": "order", "relationships": [{"objectId": "aino", "qualifier": "placed by"}]},
    ],
}  # fmt: skip


def test_an_ocel_log_comes_in_by_its_customers_and_its_faults_can_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "shop.jsonocel"
    path.write_text(json.dumps(OCEL), "utf-8")
    shown = told(path, "ocel", "--dry-run")
    assert ("place-order" in shown, "Nothing was written" in shown, Event.objects.count()) == (True, True, 0)
    assert told(path, "ocel").startswith("3 rows: 1 added, 0 known already, 2 in quarantine")
    assert told(path, "ocel").startswith("3 rows: 0 added, 1 known already, 2 in quarantine")
    (one,) = InteractionRow.objects.all()
    assert (one.touchpoint, one.about, one.kind) == ("place-order", "o1", "informed")
    customer = who(one.customer_id)
    assert (customer and customer.name, progress().position) == ("aino", Event.objects.latest("pk").pk)
    late, nobody = Quarantined.objects.order_by("pk")
    assert "'soon' is not a time" in late.reason
    assert nobody.reason.startswith(
        "no object of the types that the mapping takes for customers (customer, Customer"
    )
    mended = json.loads(bytes(late.body))
    mended["event"]["time"] = "2026-03-03T09:00:00Z"
    (tmp_path / "mended.json").write_text(json.dumps(mended), "utf-8")
    result = CliRunner().invoke(quarantine, ["replay", str(late.pk), "--body", str(tmp_path / "mended.json")])
    assert result.exit_code == 0, result.output
    drain()
    assert InteractionRow.objects.count() == 2
