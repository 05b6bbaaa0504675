"""Who reaches a referral, what of a person it shows, and whether it may leave."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from serai.audit.operations import record
from serai.centres.models import Posting
from serai.centres.rules import May
from serai.directory.choices import Status as ServiceStatus
from serai.directory.choices import Taxonomy
from serai.people.access import live_consent, open_file
from serai.people.choices import Purpose, WhyOpen
from serai.people.models import Person
from serai.referrals import rules
from serai.referrals.choices import Status
from serai.referrals.models import PartnerDesk, Referral
from serai.screening.access import asylum_wish_stands


def referrals_in_reach(*, posting: Posting) -> QuerySet[Referral]:
    """Referrals made at the posting's centre that this role may know of; none for a posting to the whole network."""
    return Referral.objects.filter(centre_id=posting.here, kept_to__in=rules.reads_what_is_kept_to(posting.role))


def recipients_not_to_be_known(*, posting: Posting, person: Person) -> set[str]:
    """Whom a consent names that this posting may not know of, because it may not know of the referral."""
    all_of_them = Referral.objects.filter(person=person)
    known = referrals_in_reach(posting=posting).filter(person=person) if posting.may(May.SEE_REFERRALS) else None
    hidden = set(all_of_them.values_list("service__public_id", flat=True))
    hidden -= set(known.values_list("service__public_id", flat=True)) if known is not None else set()
    return {rules.recipient_of(service) for service in hidden}


def referral_or_404(*, posting: Posting, public_id: UUID) -> Referral:
    """A referral of this centre whose person's file this posting reaches; opening it opens the file, in the trail."""
    found = referrals_in_reach(posting=posting).filter(public_id=public_id)
    referral = found.select_related("person", "service__organization", "consent", "centre").first()
    if referral is None:
        raise Http404
    open_file(posting=posting, public_id=referral.person.public_id, purpose=WhyOpen.REFERRAL)
    return referral


def desk_of(posting: Posting) -> PartnerDesk | None:
    """The organisation for which a partner's posting answers, if it was bound to one."""
    return PartnerDesk.objects.filter(posting=posting).select_related("organization").first()


def referrals_of_desk(*, posting: Posting) -> QuerySet[Referral]:
    """What has left for the desk's own organisation (from the posting's centre, if it is posted to one), less what
    was withdrawn. Nothing for a posting that is bound to no organisation."""
    desk = desk_of(posting)
    if desk is None:
        return Referral.objects.none()
    left = Referral.objects.filter(service__organization=desk.organization_id, withdrawn_at=None)
    left = left.exclude(status__in=rules.NEVER_LEFT)
    return left.filter(centre=posting.centre_id) if posting.centre_id else left


def desk_referral_or_404(*, posting: Posting, public_id: UUID) -> Referral:
    """One of the desk's referrals; that the partner opened it is in the trail."""
    found = referrals_of_desk(posting=posting).filter(public_id=public_id)
    referral = found.select_related("person", "service__organization", "consent", "centre").first()
    if referral is None:
        raise Http404
    record(by=posting, act="referral.seen_by_partner", subject=referral, purpose=WhyOpen.REFERRAL)
    return referral


def agreed_with(*, person: Person, recipient: str) -> rules.Agreed | None:
    """The live consent of this person for this recipient, read from the ledger at this moment."""
    line = live_consent(person, Purpose.REFERRAL, recipient)
    return None if line is None else rules.Agreed(line.recipient, tuple(line.fields))


def blockers(referral: Referral, *, is_overridden: bool = False) -> list[rules.Blocker]:
    """What stands in the way of sending now."""
    recipient = rules.recipient_of(referral.service.public_id)
    kinds = referral.service.terms.filter(taxonomy=Taxonomy.SERVICE_TYPE).values_list("code", flat=True)
    facts = rules.Facts(
        status=referral.status,
        recipient=recipient,
        fields=tuple(referral.fields),
        service_is_active=referral.service.status == ServiceStatus.ACTIVE,
        service_types=frozenset(kinds),
        asylum_wish_stands=asylum_wish_stands(referral.person),
    )
    agreed = agreed_with(person=referral.person, recipient=recipient) if referral.consent_id else None
    return rules.blockers(facts=facts, agreed=agreed, is_overridden=is_overridden)


def fields_that_may_be_seen(referral: Referral) -> list[str]:
    """What the partner may see now: the listed fields that the live consent covers, or those of an override. Read anew
    at each opening: what has run out, was taken back or was narrowed is seen no more."""
    if referral.override_reason:
        return list(referral.fields)
    recipient = rules.recipient_of(referral.service.public_id)
    agreed = agreed_with(person=referral.person, recipient=recipient) if referral.consent_id else None
    return [name for name in referral.fields if agreed is not None and name in agreed.fields]


def may_be_printed(referral: Referral) -> bool:
    """A letter exists for what may leave now or has left, and for nothing that was withdrawn or cancelled. What stands
    in the way of sending stands in the way of paper too, be it the first letter or one more."""
    if referral.withdrawn_at is not None or referral.status == Status.CANCELLED:
        return False
    found = blockers(referral, is_overridden=bool(referral.override_reason))
    return not set(found) - {rules.Blocker.ALREADY_SENT}
