from django import forms
from django.utils.translation import gettext_lazy as _


class CompanyName(forms.Form):
    """Whose customers these are."""

    name = forms.CharField(
        label=_("Your company's name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
