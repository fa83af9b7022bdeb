"""Every setting, declared once: its name, kind, default and meaning; read from the environment and one TOML file.

The environment wins over `polku.toml` in the data folder. A wrong value is refused at start with what was
wrong, where it stands and how to mend it.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from polku.lib.trait_names import trait_names

FILE_NAME: Final = "polku.toml"
_SPARK_MASTER: Final = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):[1-9]\d{0,4}")


class WrongSetting(Exception):
    """A setting that can't be used; the text says what, where and how to mend it."""


@dataclass(frozen=True)
class Setting:
    """One setting: `POLKU_<NAME>` in the environment, `<name>` in the file."""

    name: str
    default: str
    meaning: str
    example: str
    parse: Callable[[str], Any] = str

    @property
    def variable(self) -> str:
        return f"POLKU_{self.name.upper()}"


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.removeprefix("-").isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no", "true", "false", "1", "0"}:
        raise ValueError("yes or no")
    return text.lower() in {"yes", "true", "1"}


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _folder(text: str) -> Path:
    return Path(text).expanduser().resolve()


def _database(text: str) -> str:
    if text and not _is_postgres(text):
        raise ValueError("empty (SQLite in the data folder) or postgresql://user:password@host:port/name")
    return text


def _is_postgres(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"postgresql", "postgres"} and bool(parts.path.strip("/")) and parts.port != 0
    except ValueError:  # a port that is no number
        return False


def _time_zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, OSError, ValueError) as error:
        raise ValueError("a time zone's name as in the IANA list") from error


def _engine(text: str) -> str:
    masters = text.removeprefix("spark://").split(",") if text.startswith("spark://") else []
    if text != "duckdb" and not (masters and all(_SPARK_MASTER.fullmatch(master) for master in masters)):
        raise ValueError("duckdb, or spark://host:port of a Spark cluster's master")
    return text


def _folder_or_none(text: str) -> Path | None:
    return _folder(text) if text else None


def _language(text: str) -> str:
    if text not in {"fi", "sv", "en"}:
        raise ValueError("fi, sv or en")
    return text


SETTINGS: Final = (
    Setting("home", "~/.local/share/polku", "The data folder: databases, settings file, backups.", "/srv/polku", _folder),
    Setting("database_url", "", "PostgreSQL for a team; empty means SQLite in the data folder.", "postgresql://polku@localhost/polku", _database),
    Setting("engine", "duckdb", "What answers questions about many customers: duckdb in this process, or a Spark cluster.", "spark://spark.example.org:7077", _engine),
    Setting("engine_parquet", "", "Where the engine's copy is written as Parquet for a Spark cluster: a folder that all its machines see; empty means engine/parquet in the data folder.", "/mnt/shared/polku", _folder_or_none),
    Setting("segment_traits", "", "Traits by which customers can be cut into segments, separated by commas: only these come into the engine. None that tells who somebody is.", "plan,region", trait_names),
    Setting("language", "en", "The language of people who have not chosen one: fi, sv or en.", "fi", _language),
    Setting("time_zone", "Europe/Helsinki", "The company's time zone: how pages show times, and how sources' times without a zone are read.", "Europe/Stockholm", _time_zone),
    Setting("hosts", "127.0.0.1,localhost,[::1]", "Names under which the server answers, separated by commas.", "polku.example.org", _listed),
    Setting("secret_key", "", "Signs sessions; empty means one is made and kept in the data folder.", "a long random text"),
    Setting("secure_cookies", "no", "Send cookies over HTTPS only: yes behind a TLS proxy.", "yes", _yes_or_no),
    Setting("message_limit", "32768", "The largest single message an HTTP door takes, in bytes.", "65536", _whole_number(1024, 16 * 2**20)),
    Setting("batch_limit", "512000", "The largest HTTP body, unzipped, in bytes.", "4000000", _whole_number(4096, 64 * 2**20)),
    Setting("upload_limit", "1000000000", "The largest file that can be uploaded in the browser, in bytes; `polku import` has no limit.", "5000000000", _whole_number(1024, 10**12)),
    Setting("web_origins", "*", "Origins whose browsers may send events (CORS), separated by commas; * means any.", "https://shop.example.org", _listed),
    Setting("encounter_gap_minutes", "30", "Interactions without a thread belong to one encounter while the gap between them is at most this.", "60", _whole_number(1, 60 * 24 * 30)),
    Setting("abandon_days", "14", "A conversation that waits for the customer this long counts as abandoned.", "30", _whole_number(1, 3650)),
    Setting("sign_in_tries", "10", "Failed sign-ins allowed per name and per address in 15 minutes.", "5", _whole_number(1, 1000)),
)  # fmt: skip
BY_NAME: Final = {setting.name: setting for setting in SETTINGS}


def _file_values(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{path} is not TOML: {error}. Mend that line or move the file away.") from error
    for name, value in values.items():
        if name not in BY_NAME or name == "home":
            known = ", ".join(sorted(BY_NAME.keys() - {"home"}))
            raise WrongSetting(f"{path} has a setting {name!r} that Polku does not know. It knows: {known}.")
        if isinstance(value, (dict, list)) or value is None:
            raise WrongSetting(
                f"{path}: {name} must be a single value, as in {name} = {BY_NAME[name].example!r}."
            )
    return {name: _as_text(value) for name, value in values.items()}


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _parsed(setting: Setting, text: str, where: str) -> Any:
    try:
        return setting.parse(text)
    except ValueError as error:
        raise WrongSetting(
            f"{where} is {text!r}, but {setting.variable} must be {error}. For example: {setting.example}"
        ) from error


def read(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All settings by name, parsed; WrongSetting where one can't be used."""
    variables = os.environ if environment is None else environment
    home_setting = BY_NAME["home"]
    home = _parsed(home_setting, variables.get("POLKU_HOME") or home_setting.default, "POLKU_HOME")
    path = home / FILE_NAME
    in_file = _file_values(path)
    values: dict[str, Any] = {"home": home}
    for setting in SETTINGS[1:]:
        if setting.variable in variables:
            text, where = variables[setting.variable], f"The environment variable {setting.variable}"
        elif setting.name in in_file:
            text, where = in_file[setting.name], f"{setting.name} in {path}"
        else:
            text, where = setting.default, f"The default of {setting.name}"
        values[setting.name] = _parsed(setting, text, where)
    return values
