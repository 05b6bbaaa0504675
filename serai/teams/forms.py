from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from serai.people.choices import KeptFor
from serai.people.models import TeamMember
from serai.teams.queries import Colleague
from serai.teams.rules import Gap
from serai.ui.forms import offer

WHY_NOT = {
    Gap.TOO_FEW: _("A team has at least two people who work here: one of them may be away when the person comes."),
    Gap.NOBODY_CHANGES_IT: _(
        "Nobody in this team could change it. Choose a supervisor, the manager or a protection focal point as well."
    ),
}
MEANWHILE = _("A colleague has changed this team meanwhile. Look at it as it is now.")
NOT_THE_SECOND = _(
    "Another member of the team agrees to this: not who asked, and nobody for whom a password was made lately, before "
    "a third person has confirmed whose account it is."
)


class TeamForm(forms.Form):
    """Who is in the team; `seen` is who was, when the page was opened."""

    members = forms.TypedMultipleChoiceField(
        label=_("Who may open this file"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, here: Iterable[Colleague], team: Iterable[TeamMember] = ()) -> None:
        team, here = list(team), list(here)
        now = [member.user_id for member in team]
        super().__init__(data, initial={"members": now, "seen": " ".join(map(str, sorted(now)))})
        working = {one.user_id for one in here}
        gone = [(one.user_id, one.user.display_name) for one in team if one.user_id not in working]
        offer(self, "members", [*((one.user_id, f"{one.name} · {one.role}") for one in here), *gone])

    @property
    def chosen(self) -> set[int]:
        return set(self.cleaned_data["members"])

    @property
    def was(self) -> set[int]:
        return {int(one) for one in self.cleaned_data["seen"].split() if one.isdecimal()}


class KeepForm(TeamForm):
    """The first team, and why; whoever keeps the file is in it."""

    members = forms.TypedMultipleChoiceField(
        label=_("Who besides you may open this file?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": WHY_NOT[Gap.TOO_FEW]},
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Only the team reads this. Nothing of what happened is written here."),
        choices=KeptFor.choices,
        widget=forms.RadioSelect,
    )
