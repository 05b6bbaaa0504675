"""Whose time is over, what is on a list, what is kept for how long."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.centres.choices import DecisionState
from serai.centres.models import Decision, Posting
from serai.centres.rules import May
from serai.codes.words import Words
from serai.people.access import people_in_reach, shown_to
from serai.people.holdings import declared
from serai.people.models import Person, Registration
from serai.people.operations.erasing import everybody
from serai.privacy import rules
from serai.privacy.choices import ItemState, WhyKept
from serai.privacy.keeping import holding_of, ours, why_kept
from serai.privacy.models import Assessment, DueFile, DueList, LegalHold

SHOWN = 200
KEEPING = "retention.period"  # the kind of decision by two that says for how long


def keep_files_for(*, besides: int = 0) -> timedelta:
    """How long a file is kept after the last contact: what two persons decided last (`besides` the decision with this
    number), else the installation's own, or what domain 8.4 proposes."""
    done = Decision.objects.filter(kind=KEEPING, state=DecisionState.DONE).exclude(pk=besides)
    decided = done.order_by("-decided_at", "-pk").first()
    return timedelta(days=decided.what["days"] if decided else settings.KEEP_FILES_DAYS)


def without_contact_since(day: date) -> QuerySet[Person]:
    """People with a file who were last registered, seen, helped or referred on or before that day."""
    found = everybody().filter(merged_into=None)  # a file that went into another goes with it
    for holding in declared():
        if holding.contact:
            newer = holding.model._default_manager.filter(
                **{holding.links[0]: OuterRef("pk"), f"{holding.contact}__gt": day}
            )
            found = found.filter(~Exists(newer))
    return found


def last_contacts(people: QuerySet[Person]) -> dict[int, date]:
    """The last day on which any room met each of them; the day of the file for whom nobody met. In as many queries as
    there are rooms."""
    last = {pk: timezone.localdate(at) for pk, at in people.order_by().values_list("pk", "created_at")}
    met: dict[int, date] = {}
    for holding in declared():
        if holding.contact:
            (link, *_rest) = holding.links
            rows = holding.model._default_manager.filter(**{f"{link}__in": people.order_by().values("pk")}).order_by()
            for pk, day in rows.values_list(link).annotate(last=Max(holding.contact)):
                met[pk] = max(day, met.get(pk, day))
    return last | met


def held(*, on: date) -> QuerySet[LegalHold]:
    """The holds that stand on that day."""
    return LegalHold.objects.filter(lifted_at=None, until__gte=on)


def is_held(person: Person, *, on: date) -> bool:
    """Whether a hold keeps this file on that day."""
    return held(on=on).filter(person=person).exists()


def centre_of(people: QuerySet[Person]) -> dict[int, int]:
    """The centre that registered each of them last."""
    rows = Registration.objects.filter(person__in=people).order_by("registered_on", "pk")
    return dict(rows.values_list("person_id", "centre_id"))


def what_is_kept() -> list[tuple[Words, list[str]]]:
    """Every table under the reason for which it is kept; those about people first."""
    about_people = sorted(model._meta.label_lower for model in ours() if model is Person or holding_of(model))
    others = [model for model in ours() if model is not Person and not holding_of(model)]
    rest = [(why.label, sorted(one._meta.label_lower for one in others if why_kept(one) == why)) for why in WhyKept]
    return [(_("About people served: until their file is erased"), about_people), *rest]


def due_lists() -> list[DueList]:
    """The last lists, with how many files stand on each."""
    return list(
        DueList.objects.annotate(number=Count("files")).select_related("made_by", "agreed_by").order_by("-pk")[:30]
    )


def due_list_or_404(public_id: UUID) -> DueList:
    """A list with who made it and who agreed. Raises Http404."""
    found = DueList.objects.filter(public_id=public_id).select_related("made_by", "agreed_by").first()
    if found is None:
        raise Http404
    return found


def files_to_see(due_list: DueList, *, posting: Posting) -> QuerySet[DueFile]:
    """Which files stand on a list, for who keeps holds: all of them for the network, at a centre its own."""
    files = DueFile.objects.filter(due_list=due_list)
    if not posting.may(May.KEEP_HOLDS):
        return files.none()
    return files if posting.is_network else shown_to(files.filter(centre_id=posting.here), posting=posting)


def list_page(due_list: DueList, *, posting: Posting) -> dict[str, Any]:
    """A list with its numbers by state and by centre, and the first files of it that this posting may see."""
    files = DueFile.objects.filter(due_list=due_list)
    by_state = dict(files.order_by().values_list("state").annotate(number=Count("pk")))
    by_centre = files.order_by("centre__name").values("centre__name").annotate(number=Count("pk"))
    first = files_to_see(due_list, posting=posting).select_related("person", "centre").order_by("due", "pk")[:SHOWN]
    return {
        "due_list": due_list,
        "states": [(ItemState(state).label, by_state.get(state, 0)) for state in ItemState if by_state.get(state)],
        "centres": list(by_centre),
        "files": list(first),
        "number": sum(by_state.values()),
        "to_do": by_state.get(ItemState.DUE, 0),
        "done": by_state.get(ItemState.ERASED, 0),
        "shown": SHOWN,
        "may_hold": posting.may(May.KEEP_HOLDS),
    }


def holds(*, posting: Posting) -> QuerySet[LegalHold]:
    """The holds that stand, the first to end first: the network's, or those on the people of this centre."""
    found = held(on=timezone.localdate()).select_related("person", "placed_by").order_by("until", "pk")
    return found if posting.is_network else found.filter(person__in=people_in_reach(posting=posting))


def hold_or_404(*, posting: Posting, pk: int) -> LegalHold:
    """A hold that still stands, within reach. Raises Http404."""
    found = holds(posting=posting).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def due_soon(*, posting: Any, now: Any) -> dict[str, Any]:
    """For the page of today: the newest list, and whether it is time for another."""
    latest = DueList.objects.order_by("-pk").first()
    is_old = latest is None or latest.on + rules.NOTICE <= now.date()
    return {"latest": latest, "is_old": is_old}


def is_signed_assessment(number: str) -> bool:
    """Whether an impact assessment of this number is there, and signed by a second person."""
    kind, _year, pk = [*number.strip().upper().split("-"), "", "", ""][:3]
    if kind != "DPIA" or not pk.isdecimal() or len(pk) > 9:
        return False
    found = Assessment.objects.filter(pk=int(pk), signed_by__isnull=False).first()
    return found is not None and found.number == number.strip().upper()
