"""The text of a file in which somebody declares something: a journey, a mapping."""

from pathlib import Path

import click
from django.utils.translation import gettext as _


def text_of(file: Path) -> str:
    """The file's text; a ClickException says why there is none."""
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        where = {"file": file, "line": error.object.count(b"\n", 0, error.start) + 1}
        raise click.ClickException(
            _("%(file)s: line %(line)d is not UTF-8. Save the file as UTF-8.") % where
        ) from error
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
