import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from serai.codes import countries, languages, lists
from serai.directory.choices import ReferralMethod, Status, Taxonomy, Weekday
from serai.directory.forms.places import numbers_in
from serai.directory.models import Service
from serai.directory.queries import search
from serai.directory.queries.recipients import TOWARDS_ORIGIN
from serai.directory.rules.opening import Hours
from serai.ui.forms import VersionedForm, offer

ANY = ("", _("Any"))
YES_NO = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
TEXT_LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
SPAN = re.compile(r"(\d{1,2})[:.h](\d{2})\s*[-–]\s*(?:(\d{1,2})[:.h](\d{2}))?")
MOST_SPANS = 3
SEALED = ("area", "country", "address", "latitude", "longitude", "is_hidden", "phones")
NOBODY_KEEPS = _(
    "Where a safe house is, is kept sealed only, and nobody keeps sealed safe places at this centre yet. Ask a "
    "protection focal point to begin them, or leave place, address and telephone empty."
)
CHANGED_MEANWHILE = _(
    "Somebody else saved this service while you were writing. What you typed is still here: look at the service in "
    "another window and compare; if you save again, your version is kept."
)


class SearchForm(forms.Form):
    """What is looked for. Everything may stay empty."""

    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("In any language: what it is, who offers it, where."),
    )
    need = forms.ChoiceField(label=_("Need"), required=False)
    area = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    open = forms.ChoiceField(
        label=_("Open"), required=False, choices=[ANY, ("now", _("Now")), *((d.value, d.label) for d in Weekday)]
    )
    at = forms.TimeField(
        label=_("At what time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    language = forms.ChoiceField(label=_("Language spoken"), required=False)
    age = forms.IntegerField(label=_("Age of the person"), required=False, min_value=0, max_value=120)
    free = forms.BooleanField(label=_("Known to be free of charge"), required=False)
    referrals = forms.BooleanField(label=_("Accepts referrals"), required=False)
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        offer(self, "need", [ANY, *((code, label) for code, label in lists.choices("need") if code != "none")])
        offer(self, "area", [ANY, *search.areas(language=get_language() or "en")])
        spoken = [(code, languages.name(code)) for code in search.languages_spoken()]
        offer(self, "language", [ANY, *spoken])

    @property
    def wish(self) -> search.Wish:
        """What the valid answers ask for; an answer that is not understood asks for nothing."""
        self.full_clean()
        said = self.cleaned_data if self.is_bound else {}
        return search.Wish(
            text=said.get("q", ""),
            need=said.get("need", ""),
            area=said.get("area"),
            language=said.get("language", ""),
            age=said.get("age"),
            free=bool(said.get("free")),
            referrals=bool(said.get("referrals")),
            moments=self._moments(said.get("open", ""), said.get("at")),
        )

    @property
    def chosen(self) -> list[str]:
        """What the valid answers ask for, in words."""
        found = []
        for name, said in (self.cleaned_data if self.is_bound else {}).items():
            field = self.fields[name]
            if name == "page" or said in (None, "", False):
                continue
            if isinstance(field, forms.BooleanField):
                found.append(str(field.label))
            elif isinstance(field, forms.ChoiceField):
                labels = {str(value): str(label) for value, label in field.choices}  # type: ignore[union-attr,misc]
                found.append(labels.get(str(said), str(said)))
            else:
                found.append(f"{field.label}: {said}")
        return found

    def _moments(self, wanted: str, at: time | None) -> dict[str, search.Moment]:
        if wanted == "now":
            return search.moments_now(self.now)
        if not wanted:
            return search.moments_on(day=self.now.date(), at=at) if at else {}
        ahead = (int(wanted) - self.now.isoweekday()) % 7
        return search.moments_on(day=self.now.date() + timedelta(days=ahead), at=at)


def spans_in(text: str, weekday: int) -> list[Hours]:
    """08:30-16:00, or several with commas, or 08:30- when the closing is not known. Raises ValidationError."""
    spans = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = SPAN.fullmatch(part)
        try:
            if match is None:
                raise ValueError(part)
            opens = time(int(match[1]), int(match[2]))
            closes = time(int(match[3]), int(match[4])) if match[3] else None
        except ValueError as wrong:
            raise ValidationError(_("Write the hours like 08:30-16:00, or leave it empty if it is closed.")) from wrong
        spans.append(Hours(weekday, opens, closes))
    if len(spans) > MOST_SPANS:
        raise ValidationError(_("Write at most three spans of hours a day."))
    return spans


STAYS = _("It stays: a partner reads what was sent to its services. For another organisation, add a new service.")
TOWARDS_ORIGIN_STAYS = _(
    "What was a consulate or a way back stays one here: %(types)s. If it is none, close it and add a new service."
)


class ServiceForm(VersionedForm):
    """A service by hand. Names and texts in as many of the four languages as are known; one name is enough. Where a
    safe house is, and its telephone, is not asked again: its readers write it on its own page."""

    organization = forms.CharField(label=_("Organisation"), max_length=200)
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, initial=Status.ACTIVE)
    needs = forms.MultipleChoiceField(
        label=_("Which needs it answers"), widget=forms.CheckboxSelectMultiple, required=False
    )
    service_types = forms.MultipleChoiceField(
        label=_("Types of service"), required=False, widget=forms.SelectMultiple(attrs={"size": "8"})
    )
    area = forms.CharField(label=_("Town, district or camp"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    address = forms.CharField(label=_("Address, or how to find it"), max_length=300, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, max_digits=9, decimal_places=6
    )
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6
    )
    is_hidden = forms.BooleanField(
        label=_("Keep the place hidden (safe house)"),
        required=False,
        help_text=_(
            "Place, address and telephone are then sealed: only the readers of sealed safe places open and change "
            "them. It cannot be undone here."
        ),
    )
    eligibility = forms.MultipleChoiceField(label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple)
    minimum_age = forms.IntegerField(label=_("From which age"), required=False, min_value=0, max_value=120)
    maximum_age = forms.IntegerField(label=_("Up to which age"), required=False, min_value=0, max_value=120)
    is_free = forms.ChoiceField(
        label=_("Is it free of charge?"),
        choices=YES_NO,
        required=False,
        help_text=_("We only send people to services that are free."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.SelectMultiple(attrs={"size": "8"})
    )
    access = forms.MultipleChoiceField(
        label=_("How people reach it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    accepts_referrals = forms.ChoiceField(label=_("Does it accept referrals?"), choices=YES_NO, required=False)
    referral_method = forms.ChoiceField(label=_("How to refer"), choices=ReferralMethod.choices, required=False)
    phones = forms.CharField(
        label=_("Telephone numbers of the office"),
        max_length=200,
        required=False,
        help_text=_("Several with commas. Never the number of one person."),
    )
    ends_on = forms.DateField(
        label=_("Announced end"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    GROUPS = (
        (_("Who and what"), ("organization", "name_", "description_", "status", "needs", "service_types")),
        (_("Where"), ("area", "country", "address", "latitude", "longitude", "is_hidden")),
        (_("When"), ("hours_", "ends_on")),
        (_("For whom"), ("eligibility", "minimum_age", "maximum_age", "is_free", "languages", "documents_")),
        (_("How to get there or refer"), ("access", "accepts_referrals", "referral_method", "phones", "alert_")),
    )
    template_name = "directory/service_fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._texts("name", _("Name"), forms.TextInput, 200)
        self._texts("description", _("What it offers"), forms.Textarea, 4000)
        self._texts("documents", _("Documents to bring"), forms.TextInput, 300)
        self._texts("alert", _("Alert, shown first"), forms.TextInput, 300)
        for day in Weekday:
            self.fields[f"hours_{day.value}"] = forms.CharField(label=day.label, max_length=60, required=False)
        self.fields["hours_1"].help_text = _("Hours like 08:30-16:00; leave empty if it is closed.")
        self._choices()
        if self.initial.get("organization"):
            self.fields["organization"].disabled = True
            self.fields["organization"].help_text = STAYS
        self.is_safe_house = bool(self.initial.get("is_hidden"))
        if self.is_safe_house:
            for name in SEALED:
                del self.fields[name]

    def _texts(self, name: str, label: Any, widget: type[forms.Widget], longest: int) -> None:
        for code, language in TEXT_LANGUAGES:
            attrs = {"lang": code, "rows": "3"} if widget is forms.Textarea else {"lang": code}
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=lazystr(_Labelled(label, language)), max_length=longest, required=False, widget=widget(attrs)
            )

    def _choices(self) -> None:
        choices = {
            "needs": [pair for pair in lists.choices("need") if pair[0] != "none"],
            "service_types": lists.choices("service_type"),
            "country": [("", "–"), *countries.only()],
            "eligibility": lists.choices("eligibility"),
            "languages": languages.choices(),
            "access": lists.choices("access"),
        }
        for name, pairs in choices.items():
            offer(self, name, pairs)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The questions in their groups, for the template."""
        return [
            (title, [self[name] for wanted in wants for name in self.fields if _is(name, wanted)])
            for title, wants in self.GROUPS
        ]

    def clean_service_types(self) -> list[str]:
        said: list[str] = self.cleaned_data["service_types"]
        if taken := TOWARDS_ORIGIN & {*self.initial.get("service_types", [])} - {*said}:
            kinds = ", ".join(str(lists.label("service_type", code)) for code in sorted(taken))
            raise ValidationError(TOWARDS_ORIGIN_STAYS % {"types": kinds})
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not any(said.get(f"name_{code}", "").strip() for code, _name in TEXT_LANGUAGES):
            self.add_error("name_en", _("Write the name in at least one language."))
        low, high = said.get("minimum_age"), said.get("maximum_age")
        if low is not None and high is not None and high < low:
            self.add_error("maximum_age", _("The highest age is below the lowest."))
        if not self.is_safe_house and not said.get("is_hidden"):
            for name in [one for one in ("area", "country") if not said.get(one) and one not in self.errors]:
                self.add_error(name, self.fields[name].error_messages["required"])
        if (said.get("latitude") is None) != (said.get("longitude") is None):
            self.add_error("longitude", _("Give both latitude and longitude, or neither."))
        said["hours"] = []
        for day in Weekday:
            try:
                said["hours"] += spans_in(said.get(f"hours_{day.value}", ""), int(day.value))
            except ValidationError as wrong:
                self.add_error(f"hours_{day.value}", wrong)
        return said

    def values(self, time_zone: str) -> dict[str, Any]:
        """What `operations` takes."""
        said = self.cleaned_data
        tri = {"yes": True, "no": False}
        return said | {
            "names": self._by_language("name"),
            "descriptions": self._by_language("description"),
            "required_documents": self._by_language("documents"),
            "alert": self._by_language("alert"),
            "is_free": tri.get(said["is_free"]),
            "accepts_referrals": tri.get(said["accepts_referrals"]),
            "phones": numbers_in(said.get("phones", "")),
            "time_zone": time_zone,
        }

    def _by_language(self, name: str) -> dict[str, str]:
        said = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code, _name in TEXT_LANGUAGES}
        return {code: text for code, text in said.items() if text}


class _Labelled:
    """A label with the name of a language: "Name – Français"."""

    def __init__(self, label: Any, language: str) -> None:
        self.label, self.language = label, language

    def __str__(self) -> str:
        return f"{self.label} – {self.language}"


def _is(name: str, wanted: str) -> bool:
    return name.startswith(wanted) if wanted.endswith("_") else name == wanted


def initial_of(service: Service) -> dict[str, Any]:
    """The answers that a service already gives to ServiceForm."""
    terms = {t: [term.code for term in service.terms.all() if term.taxonomy == t] for t in Taxonomy.values}
    held = next(iter(service.at_locations.all()), None)
    yes_no = {True: "yes", False: "no", None: ""}
    initial: dict[str, Any] = {
        "version": service.version,
        "organization": service.organization.name,
        "needs": terms[Taxonomy.NEED],
        "service_types": terms[Taxonomy.SERVICE_TYPE],
        "languages": terms[Taxonomy.LANGUAGE],
        "is_free": yes_no[service.is_free],
        "accepts_referrals": yes_no[service.accepts_referrals],
        "phones": ", ".join(phone.number for phone in service.phones.all()),
    }
    plain = ("status", "eligibility", "access", "minimum_age", "maximum_age", "referral_method", "ends_on")
    initial |= {name: getattr(service, name) for name in plain}
    if held is not None:
        location = held.location
        names = ("address", "latitude", "longitude", "is_hidden")
        initial |= {name: getattr(location, name) for name in names}
        if location.area is not None:
            initial |= {"country": location.area.country, "area": next(iter(location.area.names.values()), "")}
    texts = (
        ("name", "names"),
        ("description", "descriptions"),
        ("documents", "required_documents"),
        ("alert", "alert"),
    )
    for name, column in texts:
        initial |= {f"{name}_{code}": text for code, text in getattr(service, column).items()}
    for schedule in sorted(service.schedules.all(), key=lambda s: s.opens):
        name = f"hours_{schedule.weekday}"
        closes = f"{schedule.closes:%H:%M}" if schedule.closes else ""
        initial[name] = ", ".join(filter(None, [initial.get(name, ""), f"{schedule.opens:%H:%M}-{closes}"]))
    return initial
