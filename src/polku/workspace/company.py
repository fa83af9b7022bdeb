"""The company's name, told once at the first steps and changed at will."""

from typing import Final

from polku.workspace.models import Company

_ONLY: Final = 1


def company_name() -> str:
    """The name as told; "" where nobody has told it yet."""
    return Company.objects.filter(pk=_ONLY).values_list("name", flat=True).first() or ""


def name_company(name: str) -> None:
    """Tell the name, or change it. ValueError where it is empty or too long."""
    name = " ".join(name.split())
    if not 0 < len(name) <= 120:
        raise ValueError("a company's name has 1 to 120 characters")
    Company.objects.update_or_create(pk=_ONLY, defaults={"name": name})
