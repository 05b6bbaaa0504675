"""Who interprets here, who may be offered to a person, what was missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import TruncDate
from django.http import Http404
from django.utils import timezone

from serai.centres.models import Posting
from serai.codes import languages
from serai.codes.prepared import Prepared
from serai.interpreters import rules, sources
from serai.interpreters.choices import FOR_FIGURES
from serai.interpreters.models import Conversation, Hours, Interpreter, NotWanted, Tongue
from serai.interpreters.sources import Source
from serai.people.access import shown_to
from serai.people.models import Consent, KeptFile, Person, Registration

SOURCES = [
    Source(Registration, "registered_on", "interview_language", stays=True),
    Source(Consent, "recorded_at", "language", is_moment=True),
    Source(Conversation, "on", "language", stays=True),
]
SHOWN = 5


def _working(*, centre_id: int | None) -> QuerySet[Interpreter]:
    hours = Hours.objects.filter(centre_id=centre_id) if centre_id else Hours.objects.none()
    return (
        Interpreter.objects.filter(is_active=True)
        .prefetch_related(Prefetch("tongues", Tongue.objects.order_by("pk")), Prefetch("hours", hours))
        .order_by("name", "pk")
    )


def everybody(*, posting: Posting, on: date) -> dict[str, list[dict[str, Any]]]:
    """Who has hours at the posting's centre, and who has none there; each with whether the oath holds."""
    found: dict[str, list[dict[str, Any]]] = {"here": [], "elsewhere": []}
    for one in _working(centre_id=posting.centre_id):
        found["here" if one.hours.all() else "elsewhere"].append({"interpreter": one, "is_sworn": one.is_sworn(on)})
    return found


def interpreter_or_404(public_id: UUID) -> Interpreter:
    """An interpreter of the network, gone or not, or Http404."""
    found = Interpreter.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def offered(*, person: Person, on: date, centre_id: int) -> list[Interpreter]:
    """Who may interpret for this person on that day: sworn, and not somebody whom the person does not want. Those with
    hours at this centre come first, then those of the person's own sex."""
    unwanted = NotWanted.objects.filter(person=person).values("interpreter")
    rows = [one for one in _working(centre_id=centre_id).exclude(pk__in=unwanted) if one.is_sworn(on)]
    return sorted(rows, key=lambda one: (not one.hours.all(), one.sex != person.sex))


def is_unwanted(*, person: Person, interpreter: Interpreter) -> bool:
    """Whether the person once said that they do not want this interpreter."""
    return NotWanted.objects.filter(person=person, interpreter=interpreter).exists()


def is_there(interpreter: Interpreter, *, centre_id: int, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the interpreter's hours at this centre hold all of the time; who has none there is asked each time."""
    shifts = [one.shift for one in interpreter.hours.filter(centre_id=centre_id)]
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return not shifts or rules.is_there(shifts, on=starts.date(), starts=starts.time(), ends=ends.time())


def words_for(interpreter: Interpreter) -> str:
    """An interpreter in a list to choose from: name, sex, languages."""
    spoken = ", ".join(tongue.label for tongue in interpreter.tongues.all())
    return " · ".join(part for part in (interpreter.name, str(interpreter.get_sex_display()), spoken) if part)


last_conversations = Prepared(
    lambda person, centre: (
        Conversation.objects.filter(person=person, centre=centre)
        .select_related("interpreter")
        .order_by("-on", "-pk")[:SHOWN]
    )
)
not_wanted = Prepared(
    lambda person: NotWanted.objects.filter(person=person).select_related("interpreter").order_by("pk")
)


def panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the person's page: the last conversations here, and who is not offered again."""
    return {
        "conversations": last_conversations(person.pk, posting.here),
        "unwanted": not_wanted(person.pk),
        "public_id": person.public_id,
    }


def _spoken(source: Source, rows: QuerySet[Any], *, since: date, until: date) -> Iterator[rules.Spoken]:
    rows = sources.of_real_people(rows.filter(**{f"{source.mode}__gt": ""}))
    rows = rows.annotate(spoken_on=TruncDate(source.day) if source.is_moment else F(source.day))
    rows = rows.filter(spoken_on__gte=since, spoken_on__lt=until)
    wanted = rows.values_list("centre", "spoken_on", source.language, "person", source.mode).distinct().order_by()
    return (rules.Spoken(*row) for row in wanted)


def needs(*, posting: Posting, month: date) -> dict[str, Any]:
    """What was wanted and what was missing at the posting's centre in a month, by language, and by language and day.
    The network reads it when the month is over, in the figures."""
    until = rules.next_month(month)
    spoken: list[rules.Spoken] = []
    for source in sources.declared():
        if not source.needs or posting.may(source.needs):
            rows = shown_to(source.model._default_manager.filter(centre_id=posting.here), posting=posting)
            spoken += _spoken(source, rows, since=month, until=until)
    return {
        "month": month,
        "languages": _lines(rules.needs_by(spoken, by_day=False)),
        "days": _lines(rules.needs_by(spoken, by_day=True)),
    }


def _lines(found: dict[tuple[int, str, date | None], rules.Need]) -> list[dict[str, Any]]:
    rows = [
        {"language": languages.name(language), "day": day, "numbers": rules.numbers_of(need)}
        for (_centre, language, day), need in found.items()
    ]
    return sorted(rows, key=lambda row: (row["day"] or date.min, row["language"]))


def is_kept() -> Exists:
    """Whether a row with a person and a centre is about somebody whose file is kept to a team there."""
    return Exists(KeptFile.objects.filter(person=OuterRef("person"), centre=OuterRef("centre"), ended_at=None))


def people_by(*, since: date, until: date) -> Counter[tuple[int, str, str]]:
    """For the figures alone: how many people wanted an interpreter from one day to before another, by centre, language
    and the worst that they met. Of the rows that outlive an erasing and that whoever reads a centre's needs reads too,
    and without files kept to a team: else one subtracted from the other would tell their language."""
    spoken: list[rules.Spoken] = []
    for source in sources.declared():
        if source.stays and not source.needs:
            rows = source.model._default_manager.filter(~is_kept(), **{f"{source.mode}__in": FOR_FIGURES})
            spoken += _spoken(source, rows, since=since, until=until)
    return rules.people_by(spoken)


def months(*, today: date, number: int = 12) -> list[date]:
    """The months to choose from, this one first."""
    first = today.replace(day=1)
    years = [(first.year * 12 + first.month - 1 - back) for back in range(number)]
    return [date(month // 12, month % 12 + 1, 1) for month in years]


def colleagues(*, posting: Posting) -> Iterable[tuple[int, str]]:
    """Who works at the posting's centre: an interpreter may be one of them."""
    working = Posting.objects.active(timezone.localdate()).filter(centre_id=posting.here).select_related("user")
    return sorted({(one.user_id, one.user.display_name) for one in working}, key=lambda pair: pair[1])
