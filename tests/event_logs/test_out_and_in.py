"""Walks that leave the house as an event log come in again as the same walks."""

import gzip
import os
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from django.core.management import call_command
from django.db import connections

from polku.engine.owner import folder
from polku.engine.tests.fresh import fresh_engine
from polku.lenses.asked import asked
from polku.lenses.catalog import MEASURES
from polku.lenses.measure import answer
from polku.lib.clock import DAY
from polku.privacy.models import LogExport, Look
from polku.surfaces.cli.export_log import command as export_log
from polku.surfaces.cli.import_ import command as bring_in
from polku.timeline.log.router import log_alias
from polku.touchpoints.mappings.load import forget_readers
from polku.workspace.models import Team
from tests.story import tell

__all__ = ["fresh_engine"]
LOGS: Final = Path(__file__).parents[3] / "shared" / "data" / "event_logs"
CASES: Final = 600  # of a known log, in `make test`
pytestmark = [
    pytest.mark.django_db(databases="__all__", transaction=True),
    pytest.mark.usefixtures("fresh_engine"),
]
# Seven people; two things happen to each at the very same moment, and their order must come back.
STORY: Final = "\n".join(
    f"""
    aino-{n} mon 09:00 visited website
    aino-{n} mon 09:00 asked lead-form thread=t{n} email=aino-{n}@posti.example
    aino-{n} mon 10:00:00.123457 answered chat-support thread=t{n} actor=mikko-virtanen
    aino-{n} tue 09:0{n} ordered web-shop about=1000{n} amount=8950 currency=EUR
    aino-{n} tue 09:1{n} promised delivery about=1000{n} due=fri@12:00
    aino-{n} wed 09:00 handed_over workshop actor=mikko-virtanen to={"sari" if n % 2 else "Coldline"}
    aino-{n} thu 09:00 rated survey rating={n} rating_low=0 rating_high=10
    """
    + (f"aino-{n} fri 09:00 complained phone-support" if n < 3 else "")
    for n in range(7)
)


def typed(command: Any, *words: str | Path) -> Result:
    result = CliRunner().invoke(command, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result


def ways() -> list[Any]:
    """All that edges and variants say, but for their customers' ids, the moment, and the engine's own name of a way."""
    told = [answer(MEASURES[name], asked(top=10_000)) for name in ("edges", "variants")]
    return [(one.n, one.customers, sorted(str(row | {"way": ""}) for row in one.rows)) for one in told]


def empty_the_house() -> None:
    with connections[log_alias()].cursor() as cursor:
        cursor.execute("INSERT INTO timeline_erasing (permit) VALUES (1)")
        for alias in {"default", log_alias()}:
            call_command("flush", database=alias, interactive=False, verbosity=0)
        cursor.execute("DELETE FROM timeline_erasing")
    for file in folder().iterdir():
        file.unlink()
    forget_readers()


@pytest.mark.parametrize(
    ("file", "tool", "mapping"),
    [
        ("walks.xes.gz", "pm4py", "xes"),
        ("walks.csv", "pm4py", "activities"),
        ("walks.csv.gz", "celonis", "activities"),
        ("walks.parquet", "retentioneering", "activities"),
        ("walks.jsonocel", "pm4py", "ocel"),
        ("walks.sqlite", "pm4py", "ocel"),
    ],
)
def test_what_goes_out_comes_in_as_the_same_edges_and_variants(
    tmp_path: Path, file: str, tool: str, mapping: str
) -> None:
    tell(STORY)
    before = ways()
    shown = typed(export_log, tmp_path / file, "--for", tool).output
    empty_the_house()
    report = typed(bring_in, tmp_path / file, "--mapping", mapping).output
    assert shown == "7 walks of 7 customers, 52 steps\n"  # 7 x 7, and three complaints
    assert report.startswith("52 rows: 52 added, 0 known already, 0 in quarantine")
    assert ways() == before
    assert typed(bring_in, tmp_path / file, "--mapping", mapping).output.startswith(
        "52 rows: 0 added, 52 known"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Case ID,Activity,Resource,Start Timestamp,Complete Timestamp\n1,Päätös,x,,2025/03/01 10:00:00.000\n1,Maksu,x,,2025/03/02 10:00:00.000\n",
        "case_id;activity;timestamp\n1;Päätös;1.3.2025 10:00\n1;Maksu;02.03.2025 10:00:00\n",
        "case\tactivity\ttime\n1\tPäätös\t2025-03-01T12:00:00+02:00\n1\tMaksu\t1740909600\n",
        "CASE_KEY;ACTIVITY_EN;EVENTTIME\n0;Päätös;1.3.2025 10.00\n0;Maksu;2.3.2025 10.00.00\n",
        "Case_ID|ACTIVITY |Event Time|Kind\nunknown|Päätös|01-03-2025:10.00|x\nunknown|Maksu|02-03-2025:10.00|\n",
        "event_id,event_type,event_index,event,timestamp,user_id\na,raw,0,Päätös,2025-03-01 10:00:00.000,7\nb,raw,1,Maksu,2025-03-02 10:00:00.000,7\n",
    ],
)
def test_heads_and_times_are_read_as_tools_and_spreadsheets_write_them(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    typed(bring_in, tmp_path / "log.csv", "--mapping", "activities")
    (edge,) = answer(MEASURES["edges"], asked()).rows
    assert (edge["source"], edge["target"], edge["median_gap"]) == ("paatos", "maksu", DAY)


def test_a_log_names_no_customer_and_none_of_us_but_teams(tmp_path: Path) -> None:
    Team.objects.create(name="Coldline", partner=True)
    tell(STORY)
    for file in ("a.xes", "a.csv", "a.jsonocel", "a.sqlite"):
        typed(export_log, tmp_path / file, "--resources")
        told = (tmp_path / file).read_bytes()
        assert [name for name in (b"aino", b"mikko", b"sari", b"10003") if name in told] == []
        assert b"Coldline" in told
        assert (tmp_path / file).stat().st_mode & 0o077 == 0
    assert not Look.objects.filter(through="cli:export-log").exists()
    typed(export_log, tmp_path / "b.csv", "--resources")
    one, other = (_columns(tmp_path / f"{name}.csv") for name in "ab")
    assert one["case:concept:name"] == other["case:concept:name"]  # the same codes in every log,
    assert one["thread"] == other["thread"]
    assert one["org:resource"] & other["org:resource"] == {""}  # but nobody of us can be followed


def _columns(path: Path) -> dict[str, set[str]]:
    header, *rows = [line.replace('"', "").split(",") for line in path.read_text("utf-8").splitlines()]
    return {name: {row[place] for row in rows} for place, name in enumerate(header)}


def test_customers_are_named_where_that_is_asked_for_and_each_is_noted(tmp_path: Path) -> None:
    tell(STORY)
    typed(
        export_log,
        tmp_path / "a.csv",
        "--segment",
        "touchpoint=phone-support",
        "--identifiers",
        "--to",
        "2026-03-31",
    )
    assert _columns(tmp_path / "a.csv")["customer"] == {"name:aino-0", "name:aino-1", "name:aino-2"}
    (noted,) = LogExport.objects.all()
    assert (noted.form, noted.question, noted.identified, noted.customers, noted.steps) == (
        "csv", "to=2026-03-31 segment=touchpoint=phone-support", True, 3, 24,
    )  # fmt: skip
    assert Look.objects.filter(through="cli:export-log", person=None).count() == 3


def test_a_period_chooses_whole_walks_by_their_beginning(tmp_path: Path) -> None:
    tell(STORY + "\nlate wed 12:00 visited website\nlate thu 12:00 asked lead-form")
    typed(export_log, tmp_path / "a.csv", "--from", "2026-03-04", "--to", "2026-03-04")
    assert _columns(tmp_path / "a.csv")["concept:name"] == {"website", "lead-form"}
    assert typed(export_log, tmp_path / "b.csv", "--to", "2026-03-02").output.startswith("7 walks")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.csv", "--from", "2030-01-01"], "Nothing happened there"),
        (["a.csv", "--segment", "touchpoint=phone-support"], "Fewer than 5 customers are in this segment"),
        (["a.docx"], "ending that tells no form"),
        (["gone/a.csv"], "can't be written"),
        (["a.xes", "--journey", "nowhere"], "no journey 'nowhere'"),
    ],
)
def test_what_can_not_be_written_is_told_in_a_sentence(tmp_path: Path, words: list[str], told: str) -> None:
    tell(STORY)
    result = CliRunner().invoke(export_log, [str(tmp_path / words[0]), *words[1:]])
    assert (result.exit_code, told in result.output) == (1, True), result.output
    assert list(tmp_path.iterdir()) == []


def first_cases(log: Path, folder: Path) -> Path:
    """The log's first cases; all of them in `make soak`."""
    if "POLKU_SOAK" in os.environ:
        return log
    opened = gzip.open if log.suffix == ".gz" else open
    with opened(log, "rt", encoding="utf-8") as lines:
        traces = "".join(lines).split("</trace>", CASES)
    rest = "</log>" if len(traces) > CASES else traces.pop()
    cut = folder / log.name.removesuffix(".gz")
    cut.write_text("".join(f"{trace}</trace>" for trace in traces[:CASES]) + rest, encoding="utf-8")
    return cut


@pytest.mark.real_data
@pytest.mark.skipif(not LOGS.is_dir(), reason=f"real data is not at {LOGS}")
@pytest.mark.parametrize("log", ["running-example.xes", "08_receipt.xes.gz", "bpic2012.xes.gz"])
def test_a_known_log_goes_in_out_and_in_again(tmp_path: Path, log: str) -> None:
    typed(bring_in, first_cases(LOGS / log, tmp_path), "--mapping", "xes", "--quiet")
    before = ways()
    typed(export_log, tmp_path / "out.xes.gz")
    empty_the_house()
    assert gzip.decompress((tmp_path / "out.xes.gz").read_bytes()).count(b"<trace>") == before[0][0]
    typed(bring_in, tmp_path / "out.xes.gz", "--mapping", "xes", "--quiet")
    assert ways() == before
