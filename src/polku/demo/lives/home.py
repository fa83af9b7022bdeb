"""What a life is about: the house or the premises, what heats them, what the people there care about."""

from dataclasses import dataclass
from random import Random
from typing import Final

from polku.demo.lives.luck import one_of

EURO: Final = 100  # cents
HEATING: Final = ("electric", "electric", "electric", "oil", "oil", "wood", "old-pump")
CARES_OF_AN_OFFICE: Final = ("noise", "bill", "cooling", "nature")
HEATING_OF_AN_OFFICE: Final = ("electric", "electric", "oil", "old-pump")
CARES: Final = ("noise", "bill", "bill", "cooling", "looks", "ease", "nature", "air")


@dataclass(frozen=True, slots=True)
class Home:
    """The building, what it needs, and what the pump for it costs. Size in square metres, price in cents."""

    size: int
    built: int
    heating: str
    care: str
    model: str
    price: int
    days_of_work: int


def draw_home(organisation: bool, luck: Random) -> Home:
    heating = one_of(HEATING_OF_AN_OFFICE if organisation else HEATING, luck)
    size = int(luck.triangular(300, 2400, 700)) if organisation else int(luck.triangular(55, 260, 130))
    model, price, work = _pump(heating, organisation, luck)
    return Home(
        size=size - size % 5,
        built=int(luck.triangular(1948, 2018, 1984)),
        heating=heating,
        care=one_of(CARES_OF_AN_OFFICE if organisation else CARES, luck),
        model=model,
        price=price,
        days_of_work=work,
    )


def _pump(heating: str, organisation: bool, luck: Random) -> tuple[str, int, int]:
    """Model, price in whole tens of euros, days of work on the site."""
    spread = 0.9 + 0.3 * luck.random()
    draw = luck.random()
    if organisation:
        units = 2 + int(draw * draw * 9)
        return f"{units} × Tuuli 50", _tens(units * 2900 * spread), 1 + units // 3
    if heating == "oil" and draw < 0.35:
        return "Kallio 12", _tens(21500 * spread), 4
    if heating == "oil" or draw < 0.2:
        return ("Puro 8", _tens(10400 * spread), 2) if draw < 0.7 else ("Puro 11", _tens(12800 * spread), 2)
    return ("Tuuli 25", _tens(2150 * spread), 1) if draw < 0.5 else ("Tuuli 35", _tens(2690 * spread), 1)


def _tens(euros: float) -> int:
    return round(euros / 10) * 10 * EURO
