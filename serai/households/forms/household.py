"""Who belongs together, and who is with a child; the sentence for each refusal."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.codes.words import Words
from serai.households.operations.household import Place, Why
from serai.households.queries.household import Member
from serai.households.rules import TOWARDS_A_CHILD
from serai.people.choices import ChildStatus, HouseholdRole, Relation
from serai.ui.forms import offer

CANNOT_JOIN: dict[Why, Words] = {
    Why.SAME_PERSON: gettext_lazy("This is the same person. Choose somebody else."),
    Why.IN_ANOTHER: gettext_lazy(
        "This person belongs to another household. They leave that one first, on their own household page."
    ),
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


class ChildForm(forms.Form):
    """For each adult who is in the household: who they are to this child."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, adults: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adults = adults
        roles = [("", gettext_lazy("Not asked")), *((role.value, role.label) for role in TOWARDS_A_CHILD)]
        for one in adults:
            key, words = one.person.public_id, {"name": one.called.main or one.person.code}
            self.fields[f"role-{key}"] = forms.ChoiceField(
                label=_("Who is %(name)s to the child?") % words, choices=roles, required=False
            )
            self.fields[f"relation-{key}"] = forms.ChoiceField(
                label=_("The relation of %(name)s is") % words, choices=Relation, required=False
            )

    @property
    def said(self) -> dict[int, tuple[str, str]]:
        data = self.cleaned_data
        return {
            one.person.pk: (
                data[f"role-{one.person.public_id}"],
                data[f"relation-{one.person.public_id}"] or Relation.CLAIMED,
            )
            for one in self.adults
        }

    @property
    def was(self) -> dict[int, str]:
        seen = [*self.cleaned_data["seen"].split("|"), *[""] * len(self.adults)]
        return {one.person.pk: role for one, role in zip(self.adults, seen, strict=False)}


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Decided"),
        choices=[pair for pair in ChildStatus.choices if pair[0] != ChildStatus.ADULT],
        widget=forms.RadioSelect,
    )
