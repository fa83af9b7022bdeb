"""Moments as the command line writes them: in the company's time zone."""

from django.utils import timezone

from polku.lib.clock import to_datetime


def day(moment: int) -> str:
    """2026-03-02"""
    return _local(moment, "%Y-%m-%d")


def minute(moment: int) -> str:
    """2026-03-02 09:12"""
    return _local(moment, "%Y-%m-%d %H:%M")


def _local(moment: int, form: str) -> str:
    try:
        return timezone.localtime(to_datetime(moment)).strftime(form)
    except (OverflowError, ValueError):
        return "?"  # beyond any calendar
