"""Keep and read the figures: the newest of a currency is in force, every version says who wrote it."""

from typing import Any

import msgspec

from polku.touchpoints.figures.figures import Figures, checked
from polku.touchpoints.models import FiguresVersion


def figures() -> dict[str, Figures]:
    """What is in force now, by currency."""
    newest: dict[str, FiguresVersion] = {}
    for version in FiguresVersion.objects.order_by("id"):
        newest[version.currency] = version
    return {
        currency: msgspec.json.decode(version.text, type=Figures)
        for currency, version in sorted(newest.items())
        if version.text
    }


def save_figures(told: Figures, person: Any = None) -> None:
    """In force from now on; WrongFigures where they can't be. What is in force already makes no new version."""
    text = msgspec.json.encode(checked(told)).decode()
    newest = FiguresVersion.objects.filter(currency=told.currency).order_by("-id").first()
    if newest is None or newest.text != text:
        FiguresVersion.objects.create(currency=told.currency, text=text, saved_by=person)


def withdraw_figures(currency: str, person: Any = None) -> bool:
    """Nothing is declared of the currency any more; its versions stay. False: nothing was in force."""
    if currency not in figures():
        return False
    FiguresVersion.objects.create(currency=currency, text="", saved_by=person)
    return True


def history() -> list[dict[str, Any]]:
    """Every version, the newest first, as it can be handed over: when, by whom, what (None: withdrawn)."""
    return [
        {
            "currency": version.currency,
            "saved_at": version.saved_at,
            "saved_by": str(version.saved_by) if version.saved_by else "",
            "figures": msgspec.json.decode(version.text) if version.text else None,
        }
        for version in FiguresVersion.objects.select_related("saved_by").order_by("-id")
    ]
