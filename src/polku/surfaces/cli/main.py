"""The command `polku`: reads like a table of contents; each command is a module, imported when it is asked for."""

import ast
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import django
from django.db import Error as DatabaseError

from polku.lib.configuration import WrongSetting
from polku.surfaces.cli.contents import CONTENTS


class TableOfContents(click.Group):
    """A group whose commands come from CONTENTS, shown under their headings."""

    def list_commands(self, context: click.Context) -> list[str]:
        return [name for commands in CONTENTS.values() for name in commands]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        for commands in CONTENTS.values():
            if name in commands:
                _set_up_django()
                command: click.Command = import_module(f"polku.surfaces.cli.{commands[name]}").command
                return command
        return None

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what a person can mend is told in one line, without a traceback."""
        try:
            return super().invoke(context)
        except WrongSetting as wrong:
            _refuse(wrong)
        except DatabaseError as error:
            told = " ".join(str(error).split())
            raise click.ClickException(f"The database refused: {told}") from error

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in CONTENTS.items():
            rows = [(name, _first_line(module)) for name, module in commands.items()]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _first_line(module: str) -> str:
    """The first line of a command's help, read from its source: importing all commands would take seconds."""
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "command"]
    told = ast.get_docstring(functions[0]) if functions else None
    return (told or "").split("\n")[0]


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
    try:
        django.setup()
    except WrongSetting as wrong:
        _refuse(wrong)


def _refuse(wrong: WrongSetting) -> None:
    click.echo(f"polku: {wrong}", err=True)
    sys.exit(2)


@click.group(
    cls=TableOfContents, help="Polku follows every customer along one path through every touchpoint."
)
@click.version_option(package_name="polku")
def main() -> None:
    """Entry point of the `polku` script."""
