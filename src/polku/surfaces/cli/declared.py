"""A file in which somebody declares something, a journey or a mapping: its text, and the versions there were."""

from collections.abc import Sequence
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from polku.touchpoints.models import JourneyVersion, MappingVersion


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


def tell_versions(versions: Sequence[JourneyVersion | MappingVersion]) -> None:
    """Each version: its number, when it was saved and by whom; no text is the mark of one that was retired."""
    for version in versions:
        when = timezone.localtime(version.saved_at).strftime("%Y-%m-%d %H:%M")
        by = version.saved_by or _("by command")
        click.echo(f"{version.pk:>6}  {when}  {by}{'' if version.text else '  ' + _('retired')}")
