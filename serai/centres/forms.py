from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.accounts.forms import name_of_ones_own, tell_apart
from serai.centres.choices import CentreStatus, FacilityType, ManagementModel, Role, SiteKind
from serai.centres.models import Centre
from serai.centres.operations.centres import Details
from serai.codes import countries, languages, lists
from serai.ui.forms import VersionedForm
from serai.ui.widgets import DayInput

CHANGED_MEANWHILE = _(
    "Somebody else saved this centre while you were writing. Compare your answers with the centre’s page, then save "
    "again."
)
CODE_TAKEN = _("Another centre has this code. Choose a different one.")
DESK_TAKEN = _("This centre already has a desk with this letter. Choose a different one.")
USER_TAKEN = _("There is already an account with this user name. Give it a posting instead, or choose another name.")
NOT_YOURS = _("This posting is not yours to give. Nobody gives one to themselves, or a role above their own.")
NO_SUCH_USER = _("There is no account with this user name. Check it, or make an account.")


def _zones() -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone]


class CentreForm(VersionedForm):
    name = forms.CharField(label=_("Name of the centre"), max_length=120)
    label = forms.CharField(
        label=_("What people here call it"), max_length=120, required=False, help_text=_("For example MRC, COAM.")
    )
    country = forms.ChoiceField(label=_("Country"), choices=countries.only)
    place = forms.CharField(label=_("Town"), max_length=120)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, widget=forms.TextInput({"dir": "ltr"}))
    facility_types = forms.MultipleChoiceField(
        label=_("Kinds of centre"), choices=FacilityType, widget=forms.CheckboxSelectMultiple
    )
    site_kind = forms.ChoiceField(label=_("Kind of site"), choices=SiteKind)
    management = forms.ChoiceField(label=_("Who manages it"), choices=ManagementModel)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken here"),
        choices=languages.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)

    @property
    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in Details.__dataclass_fields__})


class NewCentreForm(CentreForm):
    code = forms.CharField(
        label=_("Short code"),
        max_length=8,
        help_text=_("Two to eight letters or digits, such as OBK. It begins the numbers of files and cannot change."),
        validators=[RegexValidator(r"^[A-Za-z0-9]{2,8}$", _("Use two to eight letters or digits, nothing else."))],
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters"}),
    )
    field_order = ["code"]


class StatusForm(VersionedForm):
    status = forms.ChoiceField(label=_("Status"), choices=CentreStatus, widget=forms.RadioSelect)
    since = forms.DateField(label=_("From which day"), widget=DayInput)
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The figures show a break on this day with these words. Do not write about any person."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Change the status when it has."))
        return since


class ServiceForm(forms.Form):
    service_type = forms.ChoiceField(choices=lambda: lists.choices("service_type"))
    is_offered = forms.TypedChoiceField(choices=[("1", ""), ("0", "")], coerce=lambda value: value == "1")


class DeskForm(forms.Form):
    code = forms.CharField(
        label=_("Letter"),
        max_length=4,
        validators=[RegexValidator(r"^[A-Za-z0-9]{1,4}$", _("Use one to four letters or digits, nothing else."))],
        help_text=_("Tokens begin with it: A makes A001."),
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "characters"}),
    )
    kind = forms.ChoiceField(label=_("What for"), choices=lambda: lists.choices("desk_kind"))


def _role_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Role"), choices=Role, widget=forms.RadioSelect)


class _RoleForm(forms.Form):
    """Offers only the roles that the giver may give; with a last day, it ends by itself."""

    ends_on = forms.DateField(
        label=_("Last day, if it is known"),
        help_text=_("After it the posting opens nothing any more. Leave it empty if nobody knows."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, *args: Any, roles: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - tells the type only
        role.choices = [(value, Role(value).label) for value in roles]
        self.order_fields([*(name for name in self.fields if name != "ends_on"), "ends_on"])

    def clean_ends_on(self) -> date | None:
        ends_on: date | None = self.cleaned_data["ends_on"]
        if ends_on is not None and ends_on < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Give a day to come, or leave it empty."))
        return ends_on


class AccountForm(_RoleForm):
    display_name = forms.CharField(label=_("Name, as colleagues say it"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Small letters, digits, dot, dash. It cannot change later."),
        validators=[RegexValidator(r"^[a-z0-9._-]+$", _("Use small letters, digits, dot and dash, nothing else."))],
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    role = _role_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_apart(self)

    def clean_display_name(self) -> str:
        return name_of_ones_own(str(self.cleaned_data["display_name"]))

    @property
    def account(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("username", "display_name", "language")}


class PostingForm(_RoleForm):
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput({"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = _role_field()


def filled_from(centre: Centre) -> dict[str, Any]:
    return {name: getattr(centre, name) for name in [*Details.__dataclass_fields__, "version"]}
