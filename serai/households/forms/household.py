"""Who belongs together, and who is with a child; the sentence for each refusal."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.calendars.rules import span_of, told_again
from serai.codes import lists
from serai.codes.words import Words
from serai.households.operations.household import Carer, Place, Why
from serai.households.queries.household import Member
from serai.households.rules import TOWARDS_A_CHILD
from serai.people.choices import ChildStatus, HouseholdRole, Relation
from serai.registration.forms.told import ToldDate
from serai.ui.forms import offer

CANNOT_JOIN: dict[Why, Words] = {
    Why.SAME_PERSON: gettext_lazy("This is the same person. Choose somebody else."),
    Why.IN_ANOTHER: gettext_lazy(
        "This person belongs to another household. They leave that one first, on their own household page."
    ),
    Why.NO_HEAD: gettext_lazy("Choose one head for those who stay, and one for those who go."),
    Why.NOBODY_STAYS: gettext_lazy("Somebody has to stay in this household. Untick at least one person."),
    Why.HEAD_TAKEN: gettext_lazy("This household has a head already. Choose another role, or change the head first."),
}
MEANWHILE = gettext_lazy("Somebody else changed this meanwhile. Look at what is kept now, then save again.")


class PlaceForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role towards the head of the household"), choices=HouseholdRole)
    relation = forms.ChoiceField(
        label=gettext_lazy("This relation is"), choices=Relation, initial=Relation.CLAIMED, widget=forms.RadioSelect
    )
    is_present = forms.BooleanField(label=gettext_lazy("Is here with the others"), required=False, initial=True)

    @property
    def place(self) -> Place:
        return Place(*(self.cleaned_data[name] for name in ("role", "relation", "is_present")))

    def refuse(self, why: Why) -> None:
        self.add_error(None if why == Why.IN_ANOTHER else "role", CANNOT_JOIN[why])


class AddForm(PlaceForm):
    """`member` is chosen among the people that a search has found."""

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["member", "role", "relation", "is_present"])
        self.fields = {
            "member": forms.ChoiceField(label=gettext_lazy("Who?"), choices=found, widget=forms.RadioSelect),
            **self.fields,
        }
        offer(self, "role", [("", "—"), *HouseholdRole.choices])

    @property
    def member(self) -> UUID:
        return UUID(self.cleaned_data["member"])


class FindForm(forms.Form):
    typed = forms.CharField(label=gettext_lazy("Name of the person to add"), max_length=80)


class ChangeForm(PlaceForm):
    """`seen`: what the page showed, so that a second editor is told."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def written(place: Place) -> str:
        return f"{place.role}|{place.relation}|{int(place.is_present)}"

    @property
    def was(self) -> Place:
        role, relation, present = [*self.cleaned_data["seen"].split("|"), "", "", ""][:3]
        return Place(role, relation, present == "1")


class RolesForm(forms.Form):
    """The role of each, and who goes to a household of their own."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for one in members:
            key, words = one.person.public_id, {"name": one.called.main or one.person.code}
            self.fields[f"role-{key}"] = forms.ChoiceField(
                label=_("Role of %(name)s") % words, choices=HouseholdRole, initial=one.membership.role
            )
            self.fields[f"goes-{key}"] = forms.BooleanField(
                label=_("%(name)s goes to another household") % words, required=False
            )

    @staticmethod
    def written(members: list[Member]) -> str:
        return "|".join(f"{one.person.public_id}:{one.membership.role}" for one in members)

    @property
    def roles(self) -> dict[int, str]:
        return {one.person.pk: self.cleaned_data[f"role-{one.person.public_id}"] for one in self.members}

    @property
    def going(self) -> set[int]:
        return {one.person.pk for one in self.members if self.cleaned_data[f"goes-{one.person.public_id}"]}

    @property
    def was(self) -> dict[int, str]:
        ids = {str(one.person.public_id): one.person.pk for one in self.members}
        pairs = (pair.partition(":") for pair in self.cleaned_data["seen"].split("|"))
        return {ids[key]: role for key, _colon, role in pairs if key in ids}


class ChildForm(forms.Form):
    """For each adult who is in the household: who they are to this child."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, adults: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = adults
        proofs = [("", "—"), *lists.choices("care_proof")]
        roles = [("", gettext_lazy("Not asked")), *((role.value, role.label) for role in TOWARDS_A_CHILD)]
        for one in adults:
            key, words = one.person.public_id, {"name": one.called.main or one.person.code}
            self.fields[f"role-{key}"] = forms.ChoiceField(
                label=_("Who is %(name)s to the child?") % words, choices=roles, required=False
            )
            self.fields[f"since-{key}"] = ToldDate(label=_("Since when %(name)s is with the child") % words)
            self.fields[f"relation-{key}"] = forms.ChoiceField(
                label=_("The relation of %(name)s is") % words, choices=Relation, required=False
            )
            self.fields[f"proof-{key}"] = forms.ChoiceField(
                label=_("What it is believed on (%(name)s)") % words, choices=proofs, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.adults:
            key = one.person.public_id
            is_proved = cleaned.get(f"proof-{key}", "") not in {"", "none"}
            if cleaned.get(f"relation-{key}") == Relation.VERIFIED and not is_proved:
                self.add_error(
                    f"proof-{key}", _("A verified relation needs its proof. Choose it, or leave it claimed.")
                )
            since = told_again(cleaned.get(f"since-{key}", ""))
            if since and span_of(since)[0] > timezone.localdate():
                self.add_error(f"since-{key}", _("This day is still to come. Give today or a day before."))
        return cleaned

    @property
    def said(self) -> dict[int, Carer]:
        return {one.person.pk: self._carer(one) for one in self.adults}

    def _carer(self, one: Member) -> Carer:
        parts = (self.cleaned_data[f"{name}-{one.person.public_id}"] for name in ("role", "relation", "proof", "since"))
        role, relation, proof, since = parts
        return Carer(role, relation or Relation.CLAIMED, proof, since)

    @staticmethod
    def written(adults: list[Member], values: dict[str, str]) -> str:
        parts = ("role", "relation", "proof", "since")
        return "|".join(",".join(values[f"{part}-{one.person.public_id}"] for part in parts) for one in adults)

    @property
    def was(self) -> dict[int, Carer]:
        seen = [*self.cleaned_data["seen"].split("|"), *[""] * len(self.adults)]
        parts = [[*text.split(","), "", "", ""][:4] for text in seen]
        return {one.person.pk: Carer(*each) for one, each in zip(self.adults, parts, strict=False)}


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Decided"),
        choices=[pair for pair in ChildStatus.choices if pair[0] != ChildStatus.ADULT],
        widget=forms.RadioSelect,
    )
