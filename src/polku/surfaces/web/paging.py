"""Lists in pages."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE: Final = 50


def page_of(
    request: HttpRequest, rows: "QuerySet[Any] | Sequence[Any]", size: int = PAGE_SIZE
) -> "Page[Any]":
    """The page that `?page=` asks for: the first where it asks for none, the last where it asks too far."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
