from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polku.lenses.customer.waiting import Waiting
from polku.lib.clock import from_datetime, now
from polku.surfaces.web.pages.log_encounter import choices
from polku.touchpoints.logged import Happened

_LONGEST = 4000
_SUBJECT = 80  # letters of what was written that lists show


class EncounterForm(forms.Form):
    """What happened between a customer and us: two presses and a few words."""

    field_order = ("what", "channel", "text", "question", "touchpoint", "at")
    what = forms.ChoiceField(
        label=gettext_lazy("What happened?"), choices=choices.whats, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=gettext_lazy("How?"), choices=choices.channels)
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("What the next of us should know. Nothing about health, beliefs or others' business."),
        required=False, max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    touchpoint = forms.ChoiceField(
        label=gettext_lazy("Touchpoint"), choices=choices.touchpoints, required=False
    )
    at = forms.DateTimeField(
        label=gettext_lazy("When, if not now"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def __init__(self, waiting: Sequence[Waiting], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.waiting = waiting
        if waiting:
            offered = choices.questions(waiting, now())
            self.fields["question"] = forms.ChoiceField(
                label=_("About what waits"), choices=offered, required=False
            )
            self.order_fields(self.field_order)

    def clean_at(self) -> int:
        """The moment in microseconds UTC: now, where none is said."""
        said, present = self.cleaned_data["at"], now()
        if said is None:
            return present
        moment = from_datetime(said)
        if moment > present:
            raise ValidationError(_("That is still to come: write down what has happened."))
        return moment

    def happened(self) -> Happened:
        """What is to be logged; what waits says where, if it is about that."""
        told = self.cleaned_data
        side, kind, _words = choices.WHAT[told["what"]]
        about = self.waiting[int(told["question"])] if told.get("question") else None
        text = told["text"].strip()
        return Happened(
            at=told["at"], kind=kind, side=side, channel=told["channel"], text=text,
            touchpoint=about.touchpoint if about else told["touchpoint"] or told["channel"],
            thread=about.thread if about else "", subject=Truncator(" ".join(text.split())).chars(_SUBJECT),
        )  # fmt: skip
