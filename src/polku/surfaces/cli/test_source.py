"""The commands that let a system send events, as a person types them."""

import re

import pytest
from click.testing import CliRunner, Result

from polku.intake.keys import holder
from polku.surfaces.cli.source import command

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)


def typed(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def key_in(result: Result) -> str:
    found = re.search(r"^  ([\w-]{43})$", result.output, re.MULTILINE)
    assert found, result.output
    return found[1]


def test_adding_a_source_shows_a_key_that_opens_and_how_to_try_it() -> None:
    result = typed("add", "Web shop", "--mapping", "segment", "--limit", "50")
    found = holder(key_in(result))
    assert found is not None
    assert (found.slug, found.rate_limit, found.open) == ("web-shop", 50, True)
    assert f"curl -u {key_in(result)}:" in result.output


def test_the_list_shows_every_source_and_how_to_begin() -> None:
    assert "polku source add" in typed("list").output
    typed("add", "Web shop")
    assert "web-shop" in typed("list").output


def test_a_key_is_revoked_by_its_first_characters() -> None:
    first = key_in(typed("add", "Web shop"))
    second = key_in(typed("key", "add", "web-shop", "--label", "app"))
    assert typed("key", "revoke", "web-shop", first[:8]).exit_code == 0
    assert [found.open for key in (first, second) if (found := holder(key))] == [False, True]
    listed = typed("key", "list", "web-shop").output
    assert (listed.count("revoked"), "app" in listed, second in listed) == (1, True, False)


def test_what_can_not_be_done_is_said_without_a_traceback() -> None:
    key_in(typed("add", "Web shop"))
    wrong = [
        typed("add", "Web shop"),
        typed("add", "Other", "--mapping", "none-such"),
        typed("limit", "web-shopp", "5"),
        typed("retire", "polku"),
        typed("key", "revoke", "web-shop", "zzzz"),
    ]
    assert [result.exit_code for result in wrong] == [1] * len(wrong)
    assert all(result.output.startswith("Error: ") for result in wrong)


def test_a_limit_is_set_and_lifted_and_a_source_retired() -> None:
    key = key_in(typed("add", "Web shop"))
    typed("limit", "web-shop", "5")
    limited = holder(key)
    typed("limit", "web-shop", "0")
    lifted = holder(key)
    typed("retire", "web-shop")
    retired = holder(key)
    assert limited is not None
    assert lifted is not None
    assert retired is not None
    assert (limited.rate_limit, lifted.rate_limit, retired.open) == (5, None, False)
