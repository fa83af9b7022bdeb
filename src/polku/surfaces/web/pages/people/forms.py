from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polku.workspace.models import Person, Role, Team

_ROLE_HELP = gettext_lazy("Each role may also do what the one before it may.")
_FIELDS = ("username", "first_name", "last_name", "email", "role", "team")


class NewPerson(forms.ModelForm):  # type: ignore[type-arg]  # takes one in the stubs alone
    """Somebody new; the password is made, and shown once."""

    class Meta:
        model = Person
        fields = _FIELDS
        help_texts = {"role": _ROLE_HELP}


class KnownPerson(forms.ModelForm):  # type: ignore[type-arg]  # takes one in the stubs alone
    """What an administrator may change of a person."""

    class Meta:
        model = Person
        fields = (*_FIELDS, "is_active")
        labels = {"is_active": gettext_lazy("May sign in")}
        help_texts = {
            "role": _ROLE_HELP,
            "is_active": gettext_lazy("Closed accounts stay in the history under their name."),
        }

    def clean(self) -> dict[str, Any]:
        """Refuses to leave a Polku that nobody administers."""
        said: dict[str, Any] = super().clean() or {}
        stays = said.get("role") == Role.ADMINISTERS and said.get("is_active")
        others = Person.objects.filter(role=Role.ADMINISTERS, is_active=True).exclude(pk=self.instance.pk)
        if not stays and not others.exists():
            raise ValidationError(_("Somebody must administer Polku: give another person that role first."))
        return said


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]  # takes one in the stubs alone
    """A team of ours, or a partner's."""

    class Meta:
        model = Team
        fields = ("name", "partner")
