from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from polku.touchpoints.mappings.load import names

FASTEST: Final = 1_000_000


class NewSource(forms.Form):
    """A system that will tell us what happens."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As colleagues call it: Web shop, Helpdesk.")
    )
    mapping = forms.ChoiceField(
        label=_("Mapping"), initial="segment", help_text=_("How its events are read.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        mapping = self.fields["mapping"]
        if isinstance(mapping, forms.ChoiceField):
            mapping.choices = [(name, name) for name in names()]


class SourceSettings(NewSource):
    """What may change later."""

    time_zone = forms.CharField(
        label=_("Time zone"),
        required=False,
        help_text=_("Of its times without one, as Europe/Helsinki; empty means the company's."),
    )
    rate_limit = forms.IntegerField(
        label=_("Events per second at most"),
        required=False,
        min_value=1,
        max_value=FASTEST,
        help_text=_("Empty means no limit."),
    )

    def clean_time_zone(self) -> str:
        """A zone that Python knows, or none."""
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. Write it as Europe/Helsinki."))
        return zone


class NewKey(forms.Form):
    """What a key is for."""

    label = forms.CharField(
        label=_("What the key is for"),
        max_length=120,
        required=False,
        help_text=_("Production, test, an agency …"),
    )
