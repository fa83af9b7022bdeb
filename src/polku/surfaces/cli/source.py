"""`polku source`: who may send events, with which keys and how fast."""

import click
from django.utils.translation import gettext as _

from polku.intake import keys
from polku.intake import sources as intake_sources
from polku.intake.models import WriteKey
from polku.intake.sources import WrongSource
from polku.lib.clock import to_text
from polku.pipeline.prepare import prepare
from polku.timeline.models import Source


def _source(slug: str) -> Source:
    prepare()
    try:
        return intake_sources.find_source(slug)
    except WrongSource as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _show_key(source: Source, key: str) -> None:
    click.echo(_("Write key of %(source)s, shown this once:") % {"source": source.slug})
    click.echo(f"\n  {key}\n")
    click.echo(_("Try it:"))
    click.echo(
        f"  curl -u {key}: http://127.0.0.1:8000/v1/track -H 'Content-Type: application/json' \\\n"
        """    -d '{"userId": "aino", "event": "Order Completed", "properties": {"order_id": "1042", "total": 89, "currency": "EUR"}}'"""
    )


@click.group("source")
def command() -> None:
    """Manage sources, their write keys and rate limits."""


@command.command("add")
@click.argument("name")
@click.option("--mapping", default="segment", show_default=True, help="How its events are read.")
@click.option("--time-zone", default="", help="Of its times without one; the company's if not said.")
@click.option("--limit", type=click.IntRange(1), help="Events a second at most.")
def add(name: str, mapping: str, time_zone: str, limit: int | None) -> None:
    """Add a source and show its write key, once."""
    prepare()
    try:
        source = intake_sources.add_source(name, mapping, time_zone, limit)
    except WrongSource as wrong:
        raise click.ClickException(str(wrong)) from wrong
    _show_key(source, keys.make_key(source))


@command.command("list")
def show() -> None:
    """List the sources with what came from them."""
    prepare()
    lines = intake_sources.source_lines()
    if not lines:
        click.echo(_("No sources yet. Add one with: polku source add NAME"))
    for line in lines:
        source = line.source
        limit = f"{source.rate_limit}/s" if source.rate_limit else "-"
        state = _("retired") if source.retired_at else _("in use")
        last = to_text(line.last_received_at) if line.last_received_at else "-"
        click.echo(
            f"{source.slug:24} {source.mapping:16} {state:8} keys {line.keys}  limit {limit:8}"
            f" events {line.events}  quarantined {line.waiting}  last {last}"
        )


@command.group("key")
def key_group() -> None:
    """Manage a source's write keys."""


@key_group.command("add")
@click.argument("source")
@click.option("--label", default="", help="What the key is for.")
def key_add(source: str, label: str) -> None:
    """Make another key for SOURCE and show it, once."""
    found = _source(source)
    _show_key(found, keys.make_key(found, label))


@key_group.command("list")
@click.argument("source")
def key_list(source: str) -> None:
    """List the keys of SOURCE by their first characters."""
    for key in keys.keys_of(_source(source)):
        state = _("revoked") if key.revoked_at else _("in use")
        click.echo(f"{key.starts}…  {state:8} {key.created_at:%Y-%m-%d}  {key.label}")


@key_group.command("revoke")
@click.argument("source")
@click.argument("starts")
def key_revoke(source: str, starts: str) -> None:
    """Revoke the key of SOURCE that starts with STARTS."""
    found = [key for key in keys.keys_of(_source(source)) if _is_meant(key, starts)]
    if len(found) != 1:
        raise click.ClickException(f"{len(found)} keys in use of {source} start with {starts!r}.")
    keys.revoke(found[0])
    click.echo(_("Revoked: %(starts)s…") % {"starts": found[0].starts})


def _is_meant(key: WriteKey, starts: str) -> bool:
    return key.revoked_at is None and key.starts.startswith(starts.rstrip("…")[:8])


@command.command("limit")
@click.argument("source")
@click.argument("events_per_second", type=click.IntRange(0))
def limit(source: str, events_per_second: int) -> None:
    """Let SOURCE send at most so many events a second; 0 lifts the limit."""
    found = _source(source)
    intake_sources.set_rate_limit(found, events_per_second or None)
    click.echo(
        _("Rate limit of %(source)s: %(limit)s") % {"source": found.slug, "limit": events_per_second or "-"}
    )


@command.command("retire")
@click.argument("source")
def retire(source: str) -> None:
    """Close the doors to SOURCE; its events stay."""
    found = _source(source)
    try:
        intake_sources.retire(found)
    except WrongSource as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(_("Retired: %(source)s") % {"source": found.slug})
