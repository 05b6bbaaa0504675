"""What this room tells a person who asks what is held about them: what this role may read, and nothing of the rest."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from serai.centres.models import Posting
from serai.centres.rules import May
from serai.duplicates.parts import Part, of_this_centre, words
from serai.people.models import Person
from serai.people.telling import Entry, Telling, lines
from serai.screening import instrument
from serai.screening.models import FactorRecord, Flag, Screening, Task
from serai.screening.queries import visible_answers


def _screenings(*, posting: Posting, person: Person) -> list[Entry]:
    if not posting.may(May.SEE_SCREENING):
        return []
    here = Screening.objects.filter(person=person, centre_id=posting.here).prefetch_related("answers")
    return [
        lines(
            (_("Asked on"), date_format(one.filled_on)),
            *((row["question"], row["answer"]) for row in visible_answers(posting=posting, screening=one)),
        )
        for one in here.order_by("pk")
    ]


def _flags(*, posting: Posting, person: Person) -> list[Entry]:
    if not posting.may(May.SEE_FLAGS):
        return []
    return [
        lines(
            (_("To look at"), flag.kind_label),
            (_("Since"), date_format(timezone.localdate(flag.raised_at))),
            (_("State"), flag.get_state_display()),
        )
        for flag in Flag.objects.visible_to(posting).filter(person=person).order_by("pk")
    ]


def _factors(*, posting: Posting, person: Person) -> list[Entry]:
    if not posting.may(May.SEE_SCREENING):
        return []
    known = {factor.code: factor.label() for factor in instrument.factors().values()}
    here = FactorRecord.objects.filter(person=person, centre_id=posting.here).order_by("pk")
    return [
        lines(
            (_("Noted on"), date_format(timezone.localdate(one.noted_at))),
            (_("Risks and strengths"), " · ".join(known.get(code, code) for code in one.factors)),
        )
        for one in here
    ]


TOLD = [
    Telling(_("Quick screening"), (Screening,), _screenings, 62),
    Telling(_("What we look after"), (Flag,), _flags, 64),
    Telling(_("Risks and strengths"), (FactorRecord,), _factors, 66),
]
QUIET = {Task: "who among the staff does what about a flag; the flag itself is told"}
APART = [
    Part(
        Screening,
        _("Quick screening"),
        May.SEE_SCREENING,
        of_this_centre(Screening),
        lambda one: date_format(one.filled_on),
    ),
    Part(
        Flag,
        _("Flags"),
        May.SEE_FLAGS,
        lambda *, posting, person: list(Flag.objects.visible_to(posting).filter(person=person)),
        lambda flag: words(flag.kind_label, date_format(timezone.localdate(flag.raised_at))),
    ),
    Part(
        FactorRecord,
        _("Risks and strengths"),
        May.SEE_SCREENING,
        of_this_centre(FactorRecord),
        lambda one: date_format(timezone.localdate(one.noted_at)),
    ),
]
