from pathlib import Path

import pytest

from polku.lib import configuration
from polku.lib.configuration import WrongSetting


def _with_file(folder: Path, text: str) -> dict[str, str]:
    (folder / "polku.toml").write_text(text)
    return {"POLKU_HOME": str(folder)}


def test_every_default_and_every_example_is_itself_accepted(tmp_path: Path) -> None:
    chosen = configuration.read({"POLKU_HOME": str(tmp_path)})
    assert chosen["home"] == tmp_path
    assert chosen["encounter_gap_minutes"] == 30
    for setting in configuration.SETTINGS:
        assert setting.parse(setting.example) is not None


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    environment = _with_file(tmp_path, 'language = "fi"\nabandon_days = 30\nsecure_cookies = true\n')
    chosen = configuration.read(environment | {"POLKU_ABANDON_DAYS": "7"})
    assert (chosen["language"], chosen["abandon_days"], chosen["secure_cookies"]) == ("fi", 7, True)


def test_a_list_is_separated_by_commas(tmp_path: Path) -> None:
    chosen = configuration.read({"POLKU_HOME": str(tmp_path), "POLKU_HOSTS": "a.example, b.example,"})
    assert chosen["hosts"] == ["a.example", "b.example"]


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("POLKU_MESSAGE_LIMIT", "32kB", "a whole number from 1024"),
        ("POLKU_MESSAGE_LIMIT", "-1", "a whole number from 1024"),
        ("POLKU_MESSAGE_LIMIT", "", "a whole number from 1024"),
        ("POLKU_LANGUAGE", "de", "fi, sv or en"),
        ("POLKU_DATABASE_URL", "mysql://x", "postgresql://"),
        ("POLKU_DATABASE_URL", "postgresql://host:port/name", "postgresql://"),
        ("POLKU_DATABASE_URL", "postgresql://host", "postgresql://"),
        ("POLKU_ABANDON_DAYS", "--5", "a whole number"),
        ("POLKU_ENGINE", "sparkle", "duckdb"),
        ("POLKU_SECURE_COOKIES", "perhaps", "yes or no"),
        ("POLKU_TIME_ZONE", "Mars/Olympus", "a time zone"),
        ("POLKU_TIME_ZONE", "Europe", "a time zone"),
    ],
)
def test_a_wrong_value_is_refused_with_what_where_and_how(
    tmp_path: Path, variable: str, value: str, says: str
) -> None:
    with pytest.raises(WrongSetting) as refused:
        configuration.read({"POLKU_HOME": str(tmp_path), variable: value})
    assert variable in str(refused.value)
    assert repr(value) in str(refused.value)
    assert says in str(refused.value)
    assert "For example: " in str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("language = ", "is not TOML"),
        ("langauge = 'fi'", "does not know. It knows: abandon_days"),
        ("home = '/elsewhere'", "does not know"),
        ("[language]\nchosen = 'fi'", "must be a single value"),
        ("language = 'de'", "fi, sv or en"),
    ],
)
def test_a_broken_file_is_refused_and_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        configuration.read(_with_file(tmp_path, text))
    assert str(tmp_path / "polku.toml") in str(refused.value)
    assert says in str(refused.value)
