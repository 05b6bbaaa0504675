"""Who waits for a time, which times were given back, who is next."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import FETCH_RAISE, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from serai.appointments import rules
from serai.appointments.choices import FREES, Channel, OfferState, WaitState
from serai.appointments.models import Offer, Slot, Waiting
from serai.appointments.queries.expected import SPOKEN, appointments_at
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes.prepared import Prepared
from serai.interpreters.models import NotWanted
from serai.people.access import IsKept, shown_to
from serai.people.models import Person
from serai.people.queries.names import called


def waiting_at(posting: Posting) -> QuerySet[Waiting]:
    """Who waits at the posting's own centre, but people whose file is kept from it."""
    return shown_to(Waiting.objects.filter(centre_id=posting.here, state=WaitState.WAITING), posting=posting)


def offers_at(posting: Posting) -> QuerySet[Offer]:
    """What was offered at the posting's own centre, but to people whose file is kept from it."""
    return shown_to(Offer.objects.filter(waiting__centre_id=posting.here), posting=posting, person="waiting__person")


def is_live(now: datetime) -> Q:
    """Offers that wait for their answer and whose clock has not run out."""
    return Q(state=OfferState.OPEN, until__gt=now)


def given_back(*, posting: Posting, now: datetime) -> QuerySet[Slot]:
    """Times of this centre that were given back, are still to come, and in which the reader sees nobody expected."""
    taken = appointments_at(posting).exclude(outcome__in=FREES)
    over = taken.filter(staff=OuterRef("staff"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    rows = Slot.objects.filter(centre_id=posting.here, starts_at__gt=now).filter(~Exists(over))
    return rows.select_related("staff", "room").order_by("starts_at", "pk").fetch_mode(FETCH_RAISE)


def in_line(*, posting: Posting) -> list[Waiting]:
    """Who waits, the first in line first. Each knows whether the file is kept to a team (`is_kept`): those are asked by
    their team and by nobody else, so that who is next is the same for every reader."""
    rows = waiting_at(posting).annotate(is_kept=IsKept("person_id", posting=posting))
    rows = rows.select_related("person").prefetch_related("person__names").order_by("since", "pk")
    found = list(rows.fetch_mode(FETCH_RAISE))
    return sorted(found, key=lambda one: rules.place_in_line(goes_first=bool(one.priority_group), since=one.since))


def _asked(slots: Iterable[Slot]) -> set[tuple[int, int]]:
    """Who was asked for which of these times already, whatever they said."""
    return set(Offer.objects.filter(slot__in=list(slots)).values_list("slot_id", "waiting_id"))


def _unwanted(slots: Iterable[Slot]) -> set[tuple[int, int]]:
    """Who does not want which of the interpreters of these times."""
    interpreters = {slot.interpreter_id for slot in slots if slot.interpreter_id}
    if not interpreters:
        return set()
    return set(NotWanted.objects.filter(interpreter__in=interpreters).values_list("interpreter_id", "person_id"))


class Line:
    """Who is next for each of these times: fits, is asked for no other time just now, was not asked for this one."""

    def __init__(self, *, posting: Posting, slots: list[Slot], now: datetime) -> None:
        self.waiting = in_line(posting=posting)
        self.asked, self.unwanted = _asked(slots), _unwanted(slots)
        live = Offer.objects.filter(is_live(now), waiting__in=[one.pk for one in self.waiting])
        self.busy = set(live.values_list("waiting_id", flat=True))

    def next(self, slot: Slot) -> Waiting | None:
        """Who is asked next, or nobody."""
        return next((one for one in self.waiting if self._may_be_asked(one, slot)), None)

    def _may_be_asked(self, one: Waiting, slot: Slot) -> bool:
        wish = rules.Wish(one.service_type, one.minutes, one.language)
        if one.is_kept or one.pk in self.busy or (slot.pk, one.pk) in self.asked:  # type: ignore[attr-defined]
            return False
        if one.language and (slot.interpreter_id, one.person_id) in self.unwanted:
            return False
        return rules.fits(wish, service_type=slot.service_type, minutes=slot.minutes, language=slot.language)


def next_for(*, posting: Posting, slot: Slot, now: datetime) -> Waiting | None:
    """Who is next for this one time."""
    return Line(posting=posting, slots=[slot], now=now).next(slot)


def board(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """The waiting list: each time that was given back with what to do next, and everybody who waits."""
    slots = list(given_back(posting=posting, now=now))
    line = Line(posting=posting, slots=slots, now=now)
    waiting = {one.pk: one for one in line.waiting}
    live = {
        one.slot_id: one for one in offers_at(posting).filter(is_live(now), slot__in=slots, waiting__in=list(waiting))
    }
    times = []
    for slot in slots:
        offer = live.get(slot.pk)
        who = waiting[offer.waiting_id] if offer else line.next(slot)
        called_by = called(who.person.names.all()) if who else None
        times.append({"slot": slot, "offer": offer, "who": who, "called": called_by, **_way(who, offer, slot)})
    return {
        "times": times,
        "waiting": [{"one": one, "called": called(one.person.names.all())} for one in line.waiting],
        "numbers": sum(bool(row["phone"]) for row in times),
    }


def _way(who: Waiting | None, offer: Offer | None, slot: Slot) -> dict[str, Any]:
    """How somebody is told of a time, as is safe now, and in which words. A number is given out only while it is
    offered."""
    if who is None:
        return {"channel": None, "phone": "", "words": "", "language": ""}
    person = who.person
    channel = rules.safe_channel(
        phone=person.phone,
        is_safe=person.safe_to_call,
        is_shared=person.phone_is_shared,
        wish=person.preferred_channel,
    )
    language = SPOKEN.get(who.language or person.mother_tongue, "")
    by_phone = offer is not None and channel != Channel.IN_PERSON
    words = offer_words(slot.starts_at, offer.until, language=language) if offer and by_phone else ""
    return {"channel": channel, "phone": person.phone if by_phone else "", "words": words, "language": language}


def offer_words(starts_at: datetime, until: datetime, *, language: str) -> str:
    """A time, and until when to answer: nothing of who writes, where, or what for."""
    with translation.override(language or translation.get_language() or "en"):
        at, answer = (date_format(timezone.localtime(one), "DATETIME_FORMAT") for one in (starts_at, until))
        words = gettext("A time is free: %(at)s. If it suits you, say so before %(until)s. If not, that is all right.")
        return words % {"at": at, "until": answer}


def slot_and_who(*, posting: Posting, slot: UUID, waiting: UUID, now: datetime) -> tuple[Slot, Waiting] | None:
    """A time that is still there and somebody who still waits, as a page named them; or nothing."""
    one = given_back(posting=posting, now=now).select_related("room", "interpreter").filter(public_id=slot).first()
    who = waiting_at(posting).select_related("person").filter(public_id=waiting).first()
    return (one, who) if one and who else None


def offer_or_404(*, posting: Posting, person: Person, public_id: UUID) -> Offer:
    """What was offered to this person at this centre, or Http404."""
    found = offers_at(posting).select_related("waiting").filter(waiting__person=person, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def wait_or_404(*, posting: Posting, person: Person, public_id: UUID) -> Waiting:
    """What this person waits for at this centre, or Http404."""
    found = waiting_at(posting).filter(person=person, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def of_person(*, posting: Posting, person: Person, now: datetime) -> dict[str, Any]:
    """What somebody waits for here, and the time that is offered to them, if there is one."""
    rows = list(Waiting.objects.filter(person=person, centre_id=posting.here, state=WaitState.WAITING).order_by("pk"))
    offers = Offer.objects.filter(is_live(now), waiting__in=rows).select_related("waiting", "slot__staff", "slot__room")
    sees = posting.may(May.SEE_PROFILE)
    return {
        "waits": [
            {
                "one": one,
                "for": one.service_label if sees or one.listed_by_id == posting.user_id else "",
                "first": one.priority_label if sees else "",
            }
            for one in rows
        ],
        "offers": list(offers.order_by("pk")) if rows else [],
    }


waits_of = Prepared(
    lambda person, centre: Waiting.objects.filter(person=person, centre=centre, state=WaitState.WAITING).order_by("pk")
)


def of_panel(*, posting: Posting, person: Person) -> dict[str, Any]:
    """For the person's page: since when they wait, and whether a time is offered to them now."""
    rows = waits_of(person.pk, posting.here)
    live = Offer.objects.filter(is_live(timezone.now()), waiting__in=rows)
    return {"waits": rows, "is_offered": bool(rows) and live.exists()}


def to_do(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """For the page of today: to whom a time is offered, and how many times somebody could be asked for."""
    slots = list(given_back(posting=posting, now=now))
    if not slots:
        return {"offers": [], "to_offer": 0}
    offers = offers_at(posting).filter(is_live(now), slot__in=slots).select_related("waiting__person", "slot")
    found = list(offers.order_by("until", "pk").fetch_mode(FETCH_RAISE))
    line, offered = Line(posting=posting, slots=slots, now=now), {one.slot_id for one in found}
    to_offer = sum(slot.pk not in offered and line.next(slot) is not None for slot in slots)
    return {"offers": found, "to_offer": to_offer if posting.may(May.SEE_PROFILE) else 0}
