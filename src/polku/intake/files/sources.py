"""The source that an import's rows come from."""

from polku.intake.sources import WrongSource
from polku.timeline.models import Source
from polku.touchpoints.mappings.reader import Reader


def source_for_files(slug: str, reader: Reader) -> Source:
    """The source of that short name, made where there is none; WrongSource where it is read otherwise."""
    source, _ = Source.objects.get_or_create(
        slug=slug,
        defaults={"name": reader.title[:120], "mapping": reader.name, "time_zone": reader.time_zone},
    )
    if source.mapping != reader.name:
        raise WrongSource(
            f"The source {slug!r} is read with the mapping {source.mapping}, not {reader.name}: "
            "name another with --source."
        )
    if source.retired_at is not None:
        raise WrongSource(f"The source {slug!r} is retired: name another with --source.")
    return source
