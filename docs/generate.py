"""Write docs/look-up from the code: `make docs`. A test compares what is committed with what this gives."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import click

from polku.lib.configuration import FILE_NAME, SETTINGS
from polku.surfaces.api.api import api as described_api
from polku.surfaces.cli.contents import CONTENTS
from polku.surfaces.cli.main import main as polku
from polku.timeline.vocabulary import CHANNELS, FIELDS, VOCABULARY
from polku.touchpoints import journeys, mappings

MAPPING_SCHEMA: Final = Path(mappings.__file__).parent / "mapping.schema.json"
JOURNEY_SCHEMA: Final = Path(journeys.__file__).parent / "journey.schema.json"
FOLDER: Final = Path(__file__).parent / "look-up"
_NOTE: Final = "*Written from the code by `make docs`; change it there.*\n"


def settings() -> str:
    """Every setting: variable, default, meaning, example."""
    rows = [
        f"| `{setting.variable}` | {_code(setting.default)} | {setting.meaning} | {_code(setting.example)} |"
        for setting in SETTINGS
    ]
    return _page(
        "Settings",
        f"By environment, or in `{FILE_NAME}` in the data folder without `POLKU_` and in small letters"
        ' (`language = "fi"`); the environment wins. `POLKU_HOME` by environment only.',
        "| variable | default | meaning | example |\n|---|---|---|---|\n" + "\n".join(rows),
    )


def vocabulary() -> str:
    """Every kind of interaction, every field, every channel."""
    kinds = [
        f"| `{kind}` | {' or '.join(entry.sides)} | {entry.meaning} |"
        f" {', '.join(f'`{field}`' for field in entry.fields)} | {entry.example} |"
        for kind, entry in VOCABULARY.items()
    ]
    fields = [f"| `{name}` | {kind} | {meaning} |" for name, (kind, meaning) in FIELDS.items()]
    return _page(
        "The vocabulary",
        "Every source is mapped to these kinds ([why](../decisions/0004-the-vocabulary.md)).",
        "| kind | side | meaning | telling fields | example |\n|---|---|---|---|---|\n" + "\n".join(kinds),
        "## Fields\n\n| field | holds | meaning |\n|---|---|---|\n" + "\n".join(fields),
        "## Channels\n\n" + ", ".join(f"`{channel}`" for channel in CHANNELS),
    )


def commands() -> str:
    """`polku --help` and the help of every command."""
    top = click.Context(polku, info_name="polku", terminal_width=100)
    parts = [f"```\n{polku.get_help(top)}\n```"]
    for heading, names in CONTENTS.items():
        if names:
            parts.append(f"## {heading}")
        for name in names:
            command = polku.get_command(top, name)
            if command:
                parts += _helps(command, top, f"polku {name}")
    return _page("Commands", "What `polku … --help` says.", *parts)


def api() -> str:
    """Every address of the API, from its OpenAPI description."""
    described = described_api.get_openapi_schema()
    parts = []
    for address, operations in described["paths"].items():
        for method, operation in operations.items():
            parts.append(
                f"## {method.upper()} {address}\n\n{operation.get('summary', '')}. {operation.get('description', '')}".rstrip()
            )
            if operation.get("parameters"):
                parts.append(_parameters(operation["parameters"]))
            parts.append("Answers " + ", ".join(f"{status}" for status in operation["responses"]) + ".")
    return _page(
        f"API {described['info']['version']}",
        "The running server describes it as OpenAPI 3.1 at `/api/openapi.json`, and shows it at `/api/docs`.",
        described["info"].get("description", ""),
        *parts,
    )


def _parameters(parameters: list[dict[str, Any]]) -> str:
    rows = [
        f"| `{one['name']}` | {one['in']} | {_inline(one.get('description') or one['schema'].get('description', ''))} |"
        for one in parameters
    ]
    return "| parameter | in | meaning |\n|---|---|---|\n" + "\n".join(rows)


def mapping_schema() -> str:
    """Every key of a mapping's YAML, from its JSON Schema."""
    return _schema(MAPPING_SCHEMA, "mapping")


def journey_schema() -> str:
    """Every key of a journey's YAML, from its JSON Schema."""
    return _schema(JOURNEY_SCHEMA, "journey")


def _schema(path: Path, thing: str) -> str:
    schema = json.loads(path.read_text("utf-8"))
    parts = [_keys(f"A {thing}", schema)]
    parts += [_keys(f"A {name}", inner) for name, inner in schema["$defs"].items()]
    return _page(
        f"The keys of a {thing}",
        f"The same as a JSON Schema, for editors: [{path.name}](../../src/polku/touchpoints/{thing}s/{path.name})."
        f" `polku {thing} check FILE` tells what is wrong and on which line.",
        *filter(None, parts),
    )


def _keys(title: str, schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = [
        f"| `{name}`{' (needed)' if name in required else ''} | {_kind(part)} | {_inline(part.get('description', ''))} |"
        for name, part in schema.get("properties", {}).items()
    ]
    told = schema.get("description", "")
    if not rows:
        return f"## {title}\n\n{told}"
    return f"## {title}\n\n{told}\n\n| key | holds | meaning |\n|---|---|---|\n" + "\n".join(rows)


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return f"a {schema['$ref'].rpartition('/')[2]}"
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"a list: {_kind(schema.get('items', {}))}"
    inner = schema.get("additionalProperties")
    if isinstance(inner, dict) and "$ref" in inner:
        return f"by name, {_kind(inner)}"
    kinds = schema.get("type", "")
    return " or ".join(kinds) if isinstance(kinds, list) else kinds


def _inline(text: str) -> str:
    return text.replace("|", "\\|")


def _helps(command: click.Command, above: click.Context, name: str) -> Iterator[str]:
    context = click.Context(command, parent=above, info_name=name.rpartition(" ")[2], terminal_width=100)
    yield f"### {name}\n\n```\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            inner = command.get_command(context, part)
            if inner:
                yield from _helps(inner, context, f"{name} {part}")


def _code(text: str) -> str:
    return f"`{text}`" if text else "empty"


def _page(title: str, *parts: str) -> str:
    return "\n\n".join([f"# {title}", _NOTE.strip(), *parts]) + "\n"


PAGES: Final[dict[str, Callable[[], str]]] = {
    "settings.md": settings,
    "commands.md": commands,
    "vocabulary.md": vocabulary,
    "mapping-schema.md": mapping_schema,
    "journey-schema.md": journey_schema,
    "api.md": api,
}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")
