"""The command `polku`: reads like a table of contents; each command is a module, imported when it is asked for."""

import os
import sys
from importlib import import_module

import click
import django

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

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, commands in CONTENTS.items():
            rows = [(name, self._short_help(context, name)) for name in commands]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def _short_help(self, context: click.Context, name: str) -> str:
        command = self.get_command(context, name)
        return command.get_short_help_str(80) if command else ""


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polku.settings")
    try:
        django.setup()
    except WrongSetting as wrong:
        click.echo(f"polku: {wrong}", err=True)
        sys.exit(2)


@click.group(
    cls=TableOfContents, help="Polku follows every customer along one path through every touchpoint."
)
@click.version_option(package_name="polku")
def main() -> None:
    """Entry point of the `polku` script."""
