"""`polku briefing`, as somebody at the server types it."""

import json

import pytest
from click.testing import CliRunner

from polku.lenses.customer.tests.told import at, customer, did, tell
from polku.privacy.models import Look
from polku.surfaces.cli.briefing import command

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


@pytest.fixture
def kerttu() -> int:
    made = customer("Kerttu Niemi", ("email", "kerttu@posti.example", "shareable"))
    tell(
        made,
        did("2026-03-01 09:00", "ordered", about="o1", amount=720000, currency="EUR"),
        did("2026-03-01 09:05", "promised", about="o1", subject="Pump", due_at=at("2026-03-05 12:00")),
    )
    return made


def run(*arguments: str) -> str:
    result = CliRunner().invoke(command, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Pump: promised by 5 Mar"),
        ("fi", "Pump: luvattu viimeistään 5.3."),
        ("sv", "Pump: lovat senast 5 mar"),
    ],
)
def test_it_speaks_the_asked_language(kerttu: int, language: str, told: str) -> None:
    lines = run("kerttu@posti.example", "--language", language).splitlines()
    assert lines[0] == "Kerttu Niemi"
    assert told in lines[2]
    assert [line.split()[0] for line in lines[1:]] == ["1", "2"]


def test_it_says_why_where_asked(kerttu: int) -> None:
    told = run(str(kerttu), "--language", "en", "--why")
    assert "A promise is not done and its time has passed. (open 50" in told
    assert "Events: 2" in told
    assert "Events:" not in run(str(kerttu), "--language", "en")


def test_json_is_what_the_api_tells(kerttu: int) -> None:
    told = json.loads(run(str(kerttu), "--language", "sv", "--json"))
    assert (told["customer_id"], told["language"]) == (kerttu, "sv")
    assert [one["rule"] for one in told["sentences"]] == ["standing", "overdue"]
    assert told["sentences"][1]["weight"]["open"] == 50
    assert told["sentences"][1]["evidence"] == [{"event_id": 2, "ordinal": 0}]


def test_reading_it_is_a_look(kerttu: int) -> None:
    run(str(kerttu))
    assert [(one.person_id, one.customer_id, one.through) for one in Look.objects.all()] == [
        (None, kerttu, "cli:briefing")
    ]


def test_nobody_has_no_briefing() -> None:
    result = CliRunner().invoke(command, ["nobody@nowhere.example"])
    assert result.exit_code == 1
    assert "There is no customer 'nobody@nowhere.example'" in result.output


def test_a_language_we_do_not_speak_is_refused_with_those_we_do(kerttu: int) -> None:
    result = CliRunner().invoke(command, [str(kerttu), "--language", "de"])
    assert result.exit_code == 2
    assert "'fi', 'sv', 'en'" in result.output
