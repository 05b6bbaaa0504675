"""The second part of a registration: one small form a topic, made from its questions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from serai.codes import countries, languages, lists, places
from serai.codes.words import Words
from serai.registration.forms.births import birth_fields, check_birth
from serai.registration.forms.fields import ANSWER_AND_WHY, BLANK, Fields, why_field
from serai.registration.forms.places import PlaceField
from serai.registration.forms.rows import DocumentRow, JourneyRow, Rows
from serai.registration.questions import NAME_PARTS, RANKS, Kind, Question, Topic
from serai.ui.forms import retell

NO_ANSWER_ALONE = gettext_lazy("Either tick answers, or say why there is none. Not both.")
type Pairs = list[tuple[str, Words]]


def pairs_of(codes: str) -> Pairs:
    """The answers that a list offers, before the reasons for no answer."""
    if codes == "country":
        return list(countries.choices())
    if codes == "language":
        return list(languages.choices())
    return list(lists.choices(codes))


def with_no_answer(codes: str) -> Pairs:
    known = pairs_of(codes)
    taken = {code for code, _label in known}
    return known + [pair for pair in lists.choices("not_answered") if pair[0] not in taken]


# --- one small set of fields a kind -----------------------------------------------------------------------------
def _code(q: Question) -> Fields:
    pairs = with_no_answer(q.codes)
    if len(pairs) > 12:
        return {q.name: forms.ChoiceField(label=q.label, choices=[BLANK, *pairs], required=False, help_text=q.hint)}
    return {
        q.name: forms.ChoiceField(
            label=q.label, choices=pairs, required=False, widget=forms.RadioSelect, help_text=q.hint
        )
    }


def _text(q: Question) -> Fields:
    width = 40 if q.name == "phone" else 120
    widget = forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"} if q.name == "phone" else {})
    return {
        q.name: forms.CharField(label=q.label, max_length=width, required=False, widget=widget),
        f"{q.name}_why": why_field(),
    }


def _several(q: Question) -> Fields:
    pairs = with_no_answer(q.codes)
    field = forms.MultipleChoiceField(
        label=q.label, choices=pairs, required=False, widget=forms.CheckboxSelectMultiple, help_text=q.hint
    )
    return {q.name: field}


def _languages(q: Question) -> Fields:
    hint = gettext_lazy("Several may be chosen: hold Ctrl, or Cmd on a Mac.")
    widget = forms.SelectMultiple(attrs={"size": 8})
    pairs = with_no_answer(q.codes)
    return {
        q.name: forms.MultipleChoiceField(label=q.label, choices=pairs, required=False, widget=widget, help_text=hint)
    }


def _ranked(q: Question) -> Fields:
    pairs = with_no_answer(q.codes)
    fields: Fields = {
        f"{q.name}_rank_{place}": forms.ChoiceField(label=label, choices=[BLANK, *pairs], required=False)
        for place, label in enumerate(RANKS, start=1)
    }
    fields[q.name] = forms.MultipleChoiceField(
        label=gettext_lazy("Other needs"),
        choices=pairs_of(q.codes),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    return fields


def _name(q: Question) -> Fields:
    fields: Fields = {}
    own = q.name != "latin"
    for part, label in NAME_PARTS.items():
        widget = forms.TextInput(attrs={"dir": "auto", "class": "script-name"} if own else {})
        shown = _in_own_script(label) if own else label
        fields[f"{q.name}_{part}"] = forms.CharField(label=shown, max_length=80, required=False, widget=widget)
    fields[f"{q.name}_why"] = why_field()
    return fields


def _in_own_script(label: Words) -> str:
    return _("%(part)s, in its own script") % {"part": label}


def _place(q: Question) -> Fields:
    return {
        "origin_place": PlaceField(label=q.label, required=False),
        "origin_detail": forms.CharField(
            label=gettext_lazy("Village, town or quarter, in words"), max_length=120, required=False
        ),
        "origin_why": why_field(),
    }


def _rows(q: Question) -> Fields:
    return {f"{q.name}_why": why_field()}


FIELDS: dict[Kind, Callable[[Question], Fields]] = {
    Kind.CODE: _code,
    Kind.YES_NO: _code,
    Kind.TEXT: _text,
    Kind.LANGUAGES: _languages,
    Kind.CODES: _several,
    Kind.RANKED: _ranked,
    Kind.NAME: _name,
    Kind.BIRTH: lambda question: birth_fields(),
    Kind.PLACE: _place,
    Kind.DOCUMENTS: _rows,
    Kind.JOURNEY: _rows,
}
ROWS = {Kind.DOCUMENTS: DocumentRow, Kind.JOURNEY: JourneyRow}


class TopicForm(forms.Form):
    """The questions of a topic, and what the page showed when it was opened. `again`: show it once more, unsaved."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)  # without it, a save is told of a change

    def __init__(self, topic: Topic, *, version: str, initial: dict[str, Any], data: Any = None) -> None:
        self.topic, self.conflict = topic, False
        super().__init__(data, initial={**initial, "version": version})
        self.fields_of = {question.name: FIELDS[question.kind](question) for question in topic.questions}
        for fields in self.fields_of.values():
            self.fields.update(fields)
        self.rows = {
            question.name: Rows(ROWS[question.kind], prefix=question.name, initial=initial[question.name], data=data)
            for question in topic.questions
            if question.kind in ROWS
        }
        place = self.fields.get("origin_place")
        if isinstance(place, PlaceField):
            place.offer(typed=(data or {}).get("origin_place_search", ""))

    @property
    def again(self) -> bool:
        """Whether a button other than Save was pressed: search a place, add or move a row."""
        return "search" in self.data or any(rows.was_rearranged for rows in self.rows.values())

    def is_valid(self) -> bool:
        rows_hold = [rows.is_valid() for rows in self.rows.values() if self.is_bound]
        return super().is_valid() and all(rows_hold)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for question in self.topic.questions:
            if check := CHECKS.get(question.kind):
                check(self, question, cleaned)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What to keep, by field name."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name, rows in self.rows.items():
            kept[name] = rows.values
        if "origin_place" in kept:
            kept["origin_admin1"] = places.admin1_of(kept["origin_place"])
        return kept

    def tell(self, *, version: str) -> None:
        """Somebody else saved meanwhile: say so, keep what is typed, and let the next Save be informed."""
        retell(self, version=version)
        self.conflict = True


# --- what does not go together ----------------------------------------------------------------------------------
def _answer_or_why(form: TopicForm, q: Question, cleaned: dict[str, Any]) -> None:
    parts = [name for name in form.fields_of[q.name] if name != f"{q.name}_why"]
    if cleaned.get(f"{q.name}_why") and any(cleaned.get(name) for name in parts):
        form.add_error(f"{q.name}_why", ANSWER_AND_WHY)


def _one_reason_alone(form: TopicForm, q: Question, cleaned: dict[str, Any]) -> None:
    said = [code for name in form.fields_of[q.name] for code in _as_list(cleaned.get(name))]
    reasons = set(lists.NOT_ANSWERED) - ({"unknown"} & {code for code, _label in pairs_of(q.codes)})
    if set(said) & (reasons | ({"none"} & set(said))) and len(set(said)) > 1:
        form.add_error(q.name, NO_ANSWER_ALONE)


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _rows_or_why(form: TopicForm, q: Question, cleaned: dict[str, Any]) -> None:
    rows = form.rows[q.name]
    if cleaned.get(f"{q.name}_why") and rows.is_valid() and rows.values:
        form.add_error(f"{q.name}_why", ANSWER_AND_WHY)


CHECKS: dict[Kind, Callable[[TopicForm, Question, dict[str, Any]], None]] = {
    Kind.TEXT: _answer_or_why,
    Kind.NAME: _answer_or_why,
    Kind.PLACE: _answer_or_why,
    Kind.LANGUAGES: _one_reason_alone,
    Kind.CODES: _one_reason_alone,
    Kind.RANKED: _one_reason_alone,
    Kind.BIRTH: lambda form, question, cleaned: check_birth(form, cleaned),
    Kind.DOCUMENTS: _rows_or_why,
    Kind.JOURNEY: _rows_or_why,
}
