"""The figures as a form: amounts as people write them, stored as minor units."""

from decimal import Decimal
from typing import Any, Final

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from polku.lib.money import exponent, to_decimal, to_minor_units
from polku.touchpoints.figures.figures import LONGEST, RANGES, Figures, WrongFigures, checked

_AMOUNTS: Final = ("replacement_low", "replacement_high", "failure_low", "failure_high")
_PLAIN: Final = ("margin_low", "margin_high", "gap_low", "gap_high", "discount")
_LARGEST: Final = Decimal(10) ** 12


def _number(label: Any, help_text: Any = "", **more: Any) -> forms.DecimalField:
    given = {"max_value": 100, "decimal_places": 2, "min_value": 0, "localize": True} | more
    return forms.DecimalField(label=label, help_text=help_text, **given)


def _amount(label: Any, help_text: Any = "") -> forms.DecimalField:
    return _number(label, help_text, max_value=_LARGEST, decimal_places=3, required=False)


class FiguresForm(forms.Form):
    """One currency's figures; each pair is a range, for nobody knows them to the cent."""

    currency = forms.CharField(
        label=_("Currency"), max_length=3, min_length=3, help_text=_("Three letters, as EUR.")
    )
    margin_low = _number(
        _("Margin, at least (%)"),
        _("Of what customers pay, what is left once what they got is paid for. Not revenue."),
    )
    margin_high = _number(_("Margin, at most (%)"))
    replacement_low = _amount(
        _("To win one new customer, at least"),
        _("Advertising, fees and the hours of selling. Leave empty where nobody knows."),
    )
    replacement_high = _amount(_("To win one new customer, at most"))
    failure_low = _amount(
        _("To handle one customer's leaving, at least"), _("Calls, credits, returns. Empty is 0.")
    )
    failure_high = _amount(_("To handle one customer's leaving, at most"))
    gap_low = _number(
        _("Months until a new one stands in their place, at least"), _("Empty is 0."), required=False
    )
    gap_high = _number(_("Months until a new one stands in their place, at most"), required=False)
    horizon = forms.IntegerField(
        label=_("Years to look ahead"), min_value=1, max_value=LONGEST, initial=3, localize=True
    )
    discount = _number(
        _("Discount a year (%)"),
        _("By how much money of next year is worth less to you than today's."),
        initial=10,
    )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The ranges, each as its two fields."""
        return [(self[f"{name}_low"], self[f"{name}_high"]) for name in RANGES]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.figures = checked(self._figures(found))
            except WrongFigures as wrong:
                for name, problem in wrong.problems.items():
                    self.add_error(name, problem)
        return found

    @staticmethod
    def _figures(found: dict[str, Any]) -> Figures:
        currency = found["currency"].upper()
        told: dict[str, Any] = {name: float(found[name] or 0) for name in _PLAIN}
        for name in _AMOUNTS:
            told[name] = None if found[name] is None else to_minor_units(found[name], currency)
        for name in ("failure_low", "failure_high"):
            told[name] = told[name] or 0
        return Figures(currency=currency, horizon=found["horizon"], **told)


def as_written(figures: Figures) -> dict[str, Any]:
    """What stands in the form: amounts in the currency's units, without needless decimals."""
    told: dict[str, Any] = msgspec.structs.asdict(figures)
    places = Decimal(1).scaleb(-exponent(figures.currency))
    for name in _AMOUNTS:
        if told[name] is not None:
            amount = to_decimal(told[name], figures.currency)
            told[name] = amount.quantize(Decimal(1) if amount == amount.to_integral_value() else places)
    for name in _PLAIN:
        told[name] = Decimal(f"{told[name]:.2f}".rstrip("0").rstrip("."))
    return told
