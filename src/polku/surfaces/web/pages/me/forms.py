from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from polku.workspace.models import Person


class AboutMe(forms.ModelForm):  # type: ignore[type-arg]  # takes one in the stubs alone
    """What a person may say about themselves."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = Person
        fields = ("first_name", "last_name", "email", "language")

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choice = self.fields["language"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("as the browser says")), *settings.LANGUAGES]
