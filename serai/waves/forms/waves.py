"""A wave as a whole: what was announced, who is counted, what is handed out."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.codes import countries
from serai.reception.forms.gate import GroupForm, PressForm
from serai.registration.forms.fields import Digits
from serai.ui.forms import FormToken, offer
from serai.ui.widgets import DayInput
from serai.waves.choices import AnnouncedBy, WaveKind
from serai.waves.operations.waves import Announced

MOST = 5000


class WaveForm(forms.Form):
    """When, how and from where; who said so, and how many they said."""

    kind = forms.ChoiceField(label=_("How do they come?"), choices=WaveKind, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Day"), widget=DayInput, initial=timezone.localdate)
    about = forms.TimeField(
        label=_("At about what time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    came_from = forms.ChoiceField(label=_("From which country"), choices=countries.choices, initial="unknown")
    announced_by = forms.ChoiceField(label=_("Who announced them?"), choices=AnnouncedBy, initial=AnnouncedBy.NOBODY)
    announced = Digits(label=_("How many were announced"), required=False, min_value=1, max_value=MOST)
    form_token = FormToken()

    @property
    def told(self) -> Announced:
        said = self.cleaned_data
        return Announced(
            kind=said["kind"],
            on=said["on"],
            announced_by=said["announced_by"],
            about=said["about"],
            came_from=said["came_from"],
            announced=said["announced"],
        )


class CountGroupForm(GroupForm):
    """A group of the wave in words. How they came, the wave says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["group"]
        del self.fields["direction"]


class CountPressForm(PressForm):
    """One press, one person of the wave."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["group"]
        del self.fields["direction"]


class GivingForm(forms.Form):
    """So many people of the wave got something."""

    session = FormToken()
    service = forms.ChoiceField(label=_("What was handed out"), widget=forms.RadioSelect)
    number = Digits(label=_("To how many people"), min_value=1, max_value=MOST)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "service", services)
