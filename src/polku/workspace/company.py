"""The company's name, told once at the first steps and changed at will."""

from time import monotonic
from typing import Final

from django.db import DatabaseError

from polku.workspace.models import Company

_ONLY: Final = 1
HOLDS_FOR: Final = 60.0  # seconds until another process's change is seen


class _Remembered:
    """The name as last read, so that a page with a heading asks the database once a minute at most."""

    name = ""
    until = 0.0  # of monotonic()


def company_name() -> str:
    """The name as told; "" where nobody has told it yet."""
    return Company.objects.filter(pk=_ONLY).values_list("name", flat=True).first() or ""


def remembered_name() -> str:
    """The name for every page's heading, at most a minute old; "" also where the database can't be asked."""
    if monotonic() >= _Remembered.until:
        try:
            _Remembered.name = company_name()
        except DatabaseError:  # the page that says so needs a heading too
            return ""
        _Remembered.until = monotonic() + HOLDS_FOR
    return _Remembered.name


def name_company(name: str) -> None:
    """Tell the name, or change it. ValueError where it is empty or too long."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 120:
        raise ValueError("a company's name has 1 to 120 characters")
    Company.objects.update_or_create(pk=_ONLY, defaults={"name": name})
    forget_name()


def forget_name() -> None:
    """The next page asks for the name again."""
    _Remembered.until = 0.0
