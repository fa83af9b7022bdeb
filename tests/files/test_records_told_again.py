"""An order that is exported again, further on its way, replaces what was told of it before."""

from pathlib import Path

import pytest

from polku.intake.files.importing import Tally, import_files
from polku.intake.files.plan import plan_import
from polku.intake.files.sources import source_for_files
from polku.pipeline.drain import drain
from polku.pipeline.rebuild import rebuild
from polku.pipeline.tests.derived import derived
from polku.timeline.models import Event, InteractionRow, PromiseRow
from polku.touchpoints.mappings.load import forget_readers, reader
from polku.touchpoints.models import MappingVersion

pytestmark = pytest.mark.django_db(databases="__all__")

MAPPING = """
name: orders
reads: [row]
namespaces:
  customer: {policy: unique}
identify:
  customer: "{row.customer}"
defaults: {touchpoint: shop, channel: web}
id: "{row.order}"
time: "{row.ordered}"
rules:
  - interactions:
      - {kind: ordered, about: "{row.order}", subject: "Order {row.order}"}
      - {kind: promised, about: "{row.order}", due_at: "{row.due}"}
      - kind: delivered
        if: {row.delivered: {present: true}}
        at: "{row.delivered}"
        about: "{row.order}"
"""
HEADER = "order,customer,ordered,due,delivered\n"
MONDAY = HEADER + "1,aino,2026-03-02T10:00Z,2026-03-06T10:00Z,\n2,onni,2026-03-02T11:00Z,2026-03-06T11:00Z,\n"
FRIDAY = MONDAY.replace("2026-03-06T10:00Z,", "2026-03-06T10:00Z,2026-03-05T09:00Z")


def bring_in(folder: Path, text: str) -> Tally:
    MappingVersion.objects.get_or_create(name="orders", text=MAPPING)
    forget_readers()
    mapping = reader("orders")
    path = folder / "orders.csv"
    path.write_text(text)
    source = source_for_files("orders", mapping)
    tally = import_files(plan_import(path, mapping), mapping, source.pk, "UTC", lambda read: None)
    drain()
    return tally


def kinds() -> list[str]:
    return sorted(InteractionRow.objects.values_list("kind", flat=True))


def test_the_same_export_again_adds_nothing(tmp_path: Path) -> None:
    assert bring_in(tmp_path, MONDAY).added == 2
    (tmp_path / "again").mkdir()
    again = bring_in(tmp_path / "again", MONDAY + "\n")
    assert (again.added, again.known) == (0, 2)
    assert kinds() == ["ordered", "ordered", "promised", "promised"]


def test_an_order_exported_again_with_its_delivery_keeps_its_promise_and_stands_once(tmp_path: Path) -> None:
    bring_in(tmp_path, MONDAY)
    assert bring_in(tmp_path, FRIDAY).added == 1
    assert kinds() == ["delivered", "ordered", "ordered", "promised", "promised"]
    assert PromiseRow.objects.count() == 2
    assert PromiseRow.objects.exclude(done_at=None).get().reference == "1"
    assert Event.objects.count() == 3  # the log keeps what was told before


def test_a_record_told_twice_in_one_batch_counts_as_told_last(tmp_path: Path) -> None:
    bring_in(tmp_path, MONDAY + "1,aino,2026-03-02T10:00Z,2026-03-09T10:00Z,\n")
    assert kinds() == ["ordered", "ordered", "promised", "promised"]
    dues = PromiseRow.objects.filter(reference="1").values_list("original_due_at", flat=True)
    assert list(dues) == [1_773_050_400_000_000]  # 9 March 2026, 10:00 UTC


def test_a_rebuild_agrees_on_who_told_last(tmp_path: Path) -> None:
    bring_in(tmp_path, MONDAY)
    bring_in(tmp_path, FRIDAY)
    before = derived()
    rebuild()
    assert derived() == before
