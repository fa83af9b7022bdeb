"""The command `polku`: a table of contents, one module per command."""

import click


@click.group(help="Polku follows every customer along one path through every touchpoint.")
@click.version_option(package_name="polku")
def main() -> None:
    """Entry point of the `polku` script."""
