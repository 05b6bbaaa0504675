from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.insights import rules

MONTH_NOT_OVER = _("This month is not over yet. Its figures can be prepared from the first day of the next month.")
ENOUGH_EXPORTS = _("You have taken out five files in the last day. Look at the figures here, or come back tomorrow.")
NETWORK_ONLY = _(
    "This month has its figures already. Only somebody who works for the whole network can prepare them again: "
    "ask the network coordinator."
)
REASON_NEEDED = _("This month has its figures already. Say why they are prepared again: it is printed under them.")


class ReleaseForm(forms.Form):
    month = forms.CharField(label=_("Month"), widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why again?"),
        required=False,
        max_length=300,
        help_text=_("Only if the month has figures already, for example because of late entries."),
    )

    def clean_month(self) -> Any:
        month = rules.first_of_month(self.cleaned_data["month"])
        if month is None:
            raise forms.ValidationError(_("This is not a month. Choose one from the list."))
        return month
