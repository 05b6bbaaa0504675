from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.appointments import rules
from serai.appointments.choices import OUTCOMES, Held, OfferState
from serai.appointments.models import Room
from serai.appointments.operations.booking import NotForThisPerson, NotThen, Wanted
from serai.appointments.operations.holds import Taken
from serai.appointments.operations.waiting import Wished
from serai.codes import languages, lists
from serai.interpreters.models import Interpreter
from serai.interpreters.queries import words_for
from serai.ui.forms import VersionedForm, offer
from serai.ui.widgets import DayInput

TAKEN = {
    Held.STAFF: _("This colleague is not free then. Choose another time or somebody else."),
    Held.ROOM: _("This room is not free then. Choose another time or another room."),
    Held.INTERPRETER: _("This interpreter is not free then. Choose another time or somebody else."),
}
NOT_THEN = _("This interpreter is not at this centre then. Choose another time or somebody else.")
UNWANTED = _("The person does not want this interpreter. Choose somebody else.")
TOO_EARLY = _("This is known only when the time has come.")
MEANWHILE = _("A colleague changed this appointment meanwhile. Look at it as it is now.")


WAITS_ALREADY = _("The person waits for this service already.")
WAITS_FOR_SOMETHING = _("The person is on the waiting list already. A caseworker can add another service.")
ANOTHER_IS_NEXT = _("This changed meanwhile: look at the list as it is now, and offer the time again.")
TIME_GONE = _("This time is not free any more. Whoever waits keeps their place in line.")
LAPSED = _("The offer ran out before the answer. If the time is still free, the list says to whom to offer it.")


def _times() -> list[tuple[str, str]]:
    return [(f"{one:%H:%M}", f"{one:%H:%M}") for one in rules.times_of_day()]


class BookForm(forms.Form):
    """Service, day and time, how long, with whom, where, who interprets."""

    service_type = forms.ChoiceField(label=_("Service"))
    on = forms.DateField(label=_("Day"), widget=DayInput)
    at = forms.ChoiceField(label=_("Time"), choices=_times, initial="09:00")
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), coerce=int, choices=[(one, str(one)) for one in rules.LENGTHS], initial=30
    )
    staff = forms.TypedChoiceField(label=_("With whom"), coerce=int)
    room = forms.TypedChoiceField(label=_("Room"), coerce=int, empty_value=None, required=False)
    interpreter = forms.TypedChoiceField(
        label=_("Interpreter"),
        help_text=_("Only those whose oath holds and whom the person did not refuse."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the conversation"),
        choices=lambda: [("", "–"), *languages.choices()],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        services: Iterable[tuple[str, str]],
        staff: Iterable[tuple[int, str]],
        rooms: Iterable[Room],
        interpreters: Iterable[Interpreter],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {one.pk: one for one in rooms if one.is_open}
        self.interpreters = {one.pk: one for one in interpreters}
        offer(self, "service_type", services)
        offer(self, "staff", staff)
        offer(self, "room", [("", "–"), *((pk, one.name) for pk, one in self.rooms.items())])
        offer(self, "interpreter", [("", "–"), *((pk, words_for(one)) for pk, one in self.interpreters.items())])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < timezone.localdate() or on.year > timezone.localdate().year + 1:
            raise forms.ValidationError(_("Choose today or a day to come, this year or next."))
        return on

    def wanted(self) -> Wanted:
        """What was chosen, as the operation takes it."""
        told = self.cleaned_data
        starts = datetime.combine(told["on"], time.fromisoformat(told["at"]))
        return Wanted(
            service_type=told["service_type"],
            starts_at=timezone.make_aware(starts),
            minutes=told["minutes"],
            staff_id=told["staff"],
            room=self.rooms.get(told["room"]),
            interpreter=self.interpreters.get(told["interpreter"]),
            language=told["language"],
        )

    def refuse(self, refusal: Exception) -> None:
        """Say beside the field what is not possible, and keep what was chosen."""
        if isinstance(refusal, Taken):
            self.add_error(refusal.what, TAKEN[Held(refusal.what)])
        elif isinstance(refusal, NotThen):
            self.add_error("interpreter", NOT_THEN)
        elif isinstance(refusal, NotForThisPerson):
            self.add_error("interpreter", UNWANTED)


class WaitForm(forms.Form):
    """What the person waits for."""

    service_type = forms.ChoiceField(label=_("Service"))
    minutes = forms.TypedChoiceField(
        label=_("Minutes"), coerce=int, choices=[(one, str(one)) for one in rules.LENGTHS], initial=30
    )
    language = forms.ChoiceField(
        label=_("Language of the conversation"),
        help_text=_("Only if not every colleague can talk with the person."),
        choices=lambda: [("", "–"), *languages.choices()],
        required=False,
    )
    priority_group = forms.ChoiceField(
        label=_("Who goes first"),
        help_text=_("Why this person is asked before others. Nobody reads it in the list."),
        choices=lambda: [("", "–"), *lists.choices("priority_group")],
        required=False,
    )

    def __init__(self, *args: Any, services: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "service_type", services)

    def wished(self) -> Wished:
        """What was chosen, as the operation takes it."""
        return Wished(**self.cleaned_data)


class OfferForm(forms.Form):
    """A time that was given back, and who is next in line, as the page showed."""

    slot = forms.UUIDField()
    waiting = forms.UUIDField()


class AnswerForm(forms.Form):
    """What the person says to an offer."""

    offer = forms.UUIDField()
    answer = forms.ChoiceField(choices=[(OfferState.ACCEPTED, ""), (OfferState.DECLINED, "")])


class StopForm(forms.Form):
    """Which of their places in line the person gives up."""

    stop = forms.UUIDField()


class OutcomeForm(VersionedForm):
    """How it turned out."""

    outcome = forms.ChoiceField(label=_("How did it turn out?"), choices=OUTCOMES, widget=forms.RadioSelect)


class RoomsForm(forms.Form):
    """Which rooms are open, and a new one."""

    open_rooms = forms.TypedMultipleChoiceField(
        label=_("Rooms that are open"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    new = forms.CharField(
        label=_("A new room"), max_length=60, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data: Any, *, rooms: Iterable[Room]) -> None:
        rooms = list(rooms)
        super().__init__(data, initial={"open_rooms": [one.pk for one in rooms if one.is_open]})
        offer(self, "open_rooms", [(one.pk, one.name) for one in rooms])
        if not rooms:
            del self.fields["open_rooms"]
