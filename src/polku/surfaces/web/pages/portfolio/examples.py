"""What the portfolio shows its parts with. Every figure is made up."""

from typing import Final

import msgspec
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Measured(msgspec.Struct, frozen=True):
    """A made-up share with its 95 % interval; `value` is None where nothing was measured."""

    label: str | Promise
    value: float | None
    low: float
    high: float
    n: int


MADE_UP: Final = (
    Measured(_("answered within a day"), 0.81, 0.78, 0.84, 640),
    Measured(_("promises kept"), 0.62, 0.46, 0.76, 39),
    Measured(_("told before asking"), None, 0, 1, 0),
)


class Example(forms.Form):
    """A form with one field of each sort."""

    name = forms.CharField(
        label=_("Name"), max_length=40, help_text=_("Help stands above what it helps with.")
    )
    team = forms.ChoiceField(label=_("Team"), choices=[("service", _("Service")), ("sales", _("Sales"))])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 2}))
    agreed = forms.BooleanField(label=_("I have read it"), required=False)
