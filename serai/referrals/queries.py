"""Reads of referrals, page-shaped. Lists show codes, never names."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, QuerySet
from django.utils import timezone, translation

from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.codes import lists
from serai.directory.queries.cards import Text, text
from serai.people.choices import SharedPart
from serai.people.models import Answer, Person
from serai.people.rules.birth import age_on
from serai.people.words import paper_language
from serai.referrals import access, rules
from serai.referrals.choices import Status, Step
from serai.referrals.models import PartnerDesk, Referral, ReferralEvent
from serai.sharing.queries.manifest import Shared, listed, told
from serai.sharing.rules.gate import Cleared

PAGE = 25
ON_TODAY = 6


@dataclass(frozen=True)
class Line:
    """A referral in a list."""

    referral: Referral
    code: str
    service: Text
    organization: str
    priority: str
    status: str
    waits_for: str
    is_late: bool


@dataclass(frozen=True)
class Passed:
    """One step that was noted."""

    label: str
    at: datetime
    by: str
    is_by_partner: bool
    reason: str
    words: str


def _lines(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    return referrals.select_related("person", "service__organization").fetch_mode(models.FETCH_RAISE)


def line(referral: Referral, *, language: str, now: datetime, with_code: bool = True) -> Line:
    """A referral in a list: no name; the file code only for who may know whose it is."""
    return Line(
        referral=referral,
        code=referral.person.code if with_code else "",
        service=text(referral.service.names, language),
        organization=referral.service.organization.name,
        priority=referral.get_priority_display(),
        status=referral.get_status_display(),
        waits_for=referral.get_waits_for_display() if referral.waits_for else "",
        is_late=referral.is_late_at(now),
    )


def referrals(*, posting: Posting, status: str, page: str) -> "Page[Referral]":
    """The centre's referrals, the newest first, one page at a time."""
    some = access.referrals_in_reach(posting=posting)
    some = some.filter(status=status) if status else some
    return Paginator(_lines(some).order_by("-pk"), PAGE).get_page(page)


def by_status(*, posting: Posting) -> list[dict[str, Any]]:
    """How many of the centre's referrals are in each status, in the order of the life cycle."""
    counted = access.referrals_in_reach(posting=posting).values_list("status").annotate(Count("pk")).order_by("status")
    counts = dict(counted)
    return [{"status": s.value, "label": s.label, "count": counts[s.value]} for s in Status if counts.get(s.value)]


def waiting(*, posting: Posting, now: datetime) -> dict[str, Any]:
    """What is late at this centre, the longest first: no answer, no decision, nobody asked the person, not yet told."""
    late = access.referrals_in_reach(posting=posting).filter(waits_until__lte=now)
    found = list(_lines(late).order_by("waits_until", "pk")[: ON_TODAY + 1])
    language = translation.get_language() or "en"
    return {
        "rows": [line(referral, language=language, now=now) for referral in found[:ON_TODAY]],
        "has_more": len(found) > ON_TODAY,
    }


def of_person(*, posting: Posting, person: Person) -> dict[str, Any]:
    """A person's referrals made here, for the panel on the person's page; those that left are told apart."""
    found = _lines(access.referrals_in_reach(posting=posting).filter(person=person)).order_by("-pk")[:20]
    language, now = translation.get_language() or "en", timezone.now()
    return {
        "rows": [line(r, language=language, now=now) for r in found],
        "public_id": person.public_id,
        "may_make": posting.may(May.MAKE_REFERRAL),
    }


def of_desk(*, posting: Posting, page: str) -> "Page[Referral]":
    """The referrals to the partner's own services, the open ones first."""
    return Paginator(_lines(access.referrals_of_desk(posting=posting)).order_by("-pk"), PAGE).get_page(page)


def already_left(*, posting: Posting, referral: Referral) -> list[Referral]:
    """What has left for the same partner about the same person, as far as this posting may know of it: what a
    withdrawal cannot call back."""
    reach = access.referrals_in_reach(posting=posting)
    left = reach.filter(person=referral.person_id, service=referral.service_id, sent_at__isnull=False)
    return list(left.order_by("sent_at", "pk"))


def passed(referral: Referral) -> list[Passed]:
    """The steps of a referral, the first one first."""
    events = ReferralEvent.objects.filter(referral=referral).select_related("by").order_by("pk")
    return [
        Passed(
            label=str(Step(event.step).label),
            at=event.at,
            by=event.by.display_name,
            is_by_partner=event.is_by_partner,
            reason=_reason(event),
            words=event.words,
        )
        for event in events
    ]


def _reason(event: ReferralEvent) -> str:
    if not event.reason:
        return ""
    return lists.label("referral_rejection" if event.step == Step.REJECTED else "referral_outcome", event.reason)


def shared(referral: Referral, *, language: str, method: str) -> list[Shared]:
    """What the recipient may read now of what left by this way, in words of that language: as it stands in the file
    today, so nothing once the referral is over."""
    if referral.status in rules.OVER:
        return []
    return _written_out(referral, access.fields_that_may_be_seen(referral, method=method), language=language)


def to_be_told(referral: Referral, *, language: str) -> list[Shared]:
    """What would be told now, in words, for those who work on the referral."""
    return _written_out(
        referral, access.verdict_on(referral, method=access.leaves_by(referral)).fields, language=language
    )


def _written_out(referral: Referral, fields: Cleared, *, language: str) -> list[Shared]:
    needs = " · ".join(lists.label("need", code, language) for code in referral.needs)
    of_case: dict[str, str] = {SharedPart.NEEDS: needs, SharedPart.NOTE: referral.note}
    return told(person=referral.person, fields=fields, of_case=of_case, language=language)


def letter_language(person: Person) -> str:
    """The person's language, if the letter exists in it; else the reader's, and it is read aloud."""
    return paper_language(person, otherwise=translation.get_language() or "en")


def steps(referral: Referral, *, as_partner: bool) -> list[tuple[str, str]]:
    """The steps that may be noted next, with their words."""
    return [(s, str(Status(s).label)) for s in rules.steps_after(referral.status, as_partner=as_partner)]


@dataclass(frozen=True)
class Sheet:
    """One letter in one language."""

    language: str
    direction: str
    service: Text
    organization: str
    centre: str
    phone: str
    priority: str
    shared: list[Shared]
    told: list[str]
    how: str
    asked_on: Any
    is_override: bool


def letter(referral: Referral, *, language: str, fields: Cleared) -> Sheet:
    """What the letter says in this language: these fields. Words of flags, screening and case notes cannot get here."""
    consent = referral.consent
    with translation.override(language):
        return Sheet(
            language=language,
            direction="rtl" if translation.get_language_bidi() else "ltr",
            service=text(referral.service.names, language),
            organization=referral.service.organization.name,
            centre=referral.centre.name,
            phone=referral.centre.phone,
            priority=str(referral.get_priority_display()),
            shared=_written_out(referral, fields, language=language),
            told=listed(fields, language=language),
            how=str(consent.get_form_display()) if consent else "",
            asked_on=consent.recorded_at if consent else None,
            is_override=bool(referral.override_reason),
        )


def partner_postings(*, posting: Posting) -> list[Posting]:
    """The partners' postings of today that this posting may bind, or sees bound: at its centre, or anywhere for the
    network."""
    found = Posting.objects.active(timezone.localdate()).filter(role=Role.PARTNER)
    found = found if posting.is_network else found.filter(centre=posting.centre_id)
    return list(found.select_related("user", "centre").order_by("user__username", "pk"))


def desks(*, postings: list[Posting]) -> list[PartnerDesk]:
    """Which organisation each of these postings answers for."""
    found = PartnerDesk.objects.filter(posting__in=postings).select_related("organization", "posting__user")
    return list(found.order_by("organization__name", "pk"))


def known_needs(*, posting: Posting, person: Person) -> list[str]:
    """What the person said here that they need, in their own order. Every role that makes referrals may read it."""
    here = Answer.objects.filter(registration__person=person, registration__centre_id=posting.here)
    said = here.filter(question="need").exclude(code="none")
    said = said.order_by("-registration__registered_on", "position", "pk")
    return list(dict.fromkeys(said.values_list("code", flat=True)))


def first_wishes(*, posting: Posting, person: Person) -> list[dict[str, str]]:
    """What to look for first, from what is known of the person; then, if nothing is found, with less and less. Age only
    where it is known to the year. The last asks for nothing."""
    wish = {"need": next(iter(known_needs(posting=posting, person=person)), ""), "language": person.mother_tongue}
    youngest, oldest = person.birth.latest, person.birth.earliest
    today = timezone.localdate()
    if youngest and oldest and age_on(youngest, today) == age_on(oldest, today):
        wish["age"] = str(age_on(oldest, today))
    known = {name: value for name, value in wish.items() if value}
    without_language = {name: value for name, value in known.items() if name != "language"}
    return [known, without_language, {name: value for name, value in known.items() if name == "age"}, {}]
