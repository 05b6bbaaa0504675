"""Who reaches a referral, what of a person it shows, and whether it may leave."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from serai.audit.operations import record
from serai.centres.choices import Role
from serai.centres.models import Posting
from serai.centres.queries import is_in_other_hands
from serai.centres.rules import May
from serai.directory.choices import Status as ServiceStatus
from serai.directory.models import Service
from serai.directory.queries.recipients import as_recipient
from serai.people.access import open_file, shown_to
from serai.people.choices import Purpose, WhyOpen
from serai.people.models import Person
from serai.people.queries.consent import Hidden
from serai.referrals import rules
from serai.referrals.choices import Status
from serai.referrals.models import PartnerDesk, Referral
from serai.sharing.access import latest_exception, methods_agreed, still_readable, verdict
from serai.sharing.models import Exemption
from serai.sharing.rules.gate import BY_HAND, Cleared, Refusal, Verdict


def referrals_in_reach(*, posting: Posting) -> QuerySet[Referral]:
    """Referrals made at the posting's centre that this role and this colleague may know of; none for a posting to the
    whole network, and none of somebody who was erased: what is left of it counts in the figures and is shown nowhere,
    for it no longer says to whom it was kept."""
    kept_to = rules.reads_what_is_kept_to(posting.role)
    here = Referral.objects.filter(centre_id=posting.here, kept_to__in=kept_to, is_erased=False)
    return shown_to(here, posting=posting)


def not_to_be_known(*, posting: Posting, person: Person) -> Hidden:
    """What this posting may not know of, because it may not know of the referral: the recipient; or, where it knows of
    another referral there, the lines and leavings that belong to the one it does not know."""
    named = ("pk", "public_id", "service__public_id", "consent_id", "answer_id", "sent_at")
    every = Referral.objects.filter(person=person).values_list(*named, named=True)
    if not posting.may(May.SEE_REFERRALS):
        return Hidden(recipients=frozenset(rules.recipient_of(one.service__public_id) for one in every))
    known = set(referrals_in_reach(posting=posting).filter(person=person).values_list("pk", flat=True))
    hidden = [one for one in every if one.pk not in known]
    # one's own draft, about which nobody was asked, makes nothing known of what others made for that partner
    shown = {one.service__public_id for one in every if one.pk in known and (one.consent_id or one.sent_at)}
    return Hidden(
        recipients=frozenset(rules.recipient_of(one.service__public_id) for one in hidden)
        - {rules.recipient_of(service) for service in shown},
        lines=frozenset(line for one in hidden for line in (one.consent_id, one.answer_id) if line is not None),
        about=frozenset(rules.about(one.public_id) for one in hidden),
    )


def referral_or_404(*, posting: Posting, public_id: UUID) -> Referral:
    """A referral of this centre whose person's file this posting reaches; opening it opens the file, in the trail."""
    found = referrals_in_reach(posting=posting).filter(public_id=public_id)
    referral = found.select_related("person", "service__organization", "consent", "centre").first()
    if referral is None:
        raise Http404
    open_file(posting=posting, public_id=referral.person.public_id, purpose=WhyOpen.REFERRAL)
    return referral


class NotYoursToPrepare(PermissionDenied):
    """A referral to a consulate or towards the country of origin, by a role that may not know whether fear of return
    stands. Said to them in the same words whether it does or not."""

    sentence = _("Referrals to a consulate or for a return are prepared by those who know what the person said of it.")

    def __init__(self) -> None:
        super().__init__(str(self.sentence))
        self.who_may = [role.label for role in Role if role in rules.PREPARE_FOR_ORIGIN]


def may_prepare(*, posting: Posting, service: Service) -> bool:
    """Whether this role prepares, sends and prints referrals to this service."""
    return posting.role in rules.PREPARE_FOR_ORIGIN or not as_recipient(service).is_barred_by_fear


def must_prepare(*, posting: Posting, service: Service) -> None:
    """Stops whoever may not prepare a referral to this service. Raises NotYoursToPrepare."""
    if not may_prepare(posting=posting, service=service):
        raise NotYoursToPrepare


def desk_of(posting: Posting) -> PartnerDesk | None:
    """The organisation for which a partner's posting answers, if it was bound to one."""
    return PartnerDesk.objects.filter(posting=posting).select_related("organization").first()


def is_shut(posting: Posting) -> bool:
    """Whether the partner's desk stays shut: somebody else made this account's password, and may be signed in with it,
    until a third person has confirmed whose account it is."""
    return is_in_other_hands(posting.user)


def referrals_of_desk(*, posting: Posting) -> QuerySet[Referral]:
    """What has left for the desk's own organisation (from the posting's centre, if it is posted to one), less what
    was withdrawn. Nothing for a posting that is bound to no organisation, and nothing while the desk is shut."""
    desk = desk_of(posting)
    if desk is None or is_shut(posting):
        return Referral.objects.none()
    left = Referral.objects.filter(service__organization=desk.organization_id, withdrawn_at=None, is_erased=False)
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


def leaves_by(referral: Referral) -> str:
    """The way it left, or would leave: until one is chosen, a letter that the person carries."""
    return referral.method or BY_HAND


def verdict_on(referral: Referral, *, method: str) -> Verdict:
    """What the gate says of this referral now, by this way. What the person agreed to in another referral to the same
    partner is no ground for this one: that it leaves would tell that there is another."""
    found = verdict(
        person=referral.person,
        recipient=rules.recipient_of(referral.service.public_id),
        purpose=Purpose.REFERRAL,
        fields=referral.fields,
        method=method,
        about=about(referral),
    )
    if referral.consent_id is not None or found.refusal == Refusal.FEAR_STANDS:
        return found
    exception = exception_for(referral)
    is_excepted = exception is not None and exception.second_by_id is not None and found.consent is None
    return found if is_excepted else Verdict(refusal=Refusal.NO_CONSENT)


def blockers(referral: Referral, *, method: str) -> list[rules.Blocker | Refusal]:
    """What stands in the way of sending now, by this way."""
    found = verdict_on(referral, method=method)
    own = rules.blockers(
        status=referral.status,
        fields=referral.fields,
        may_leave=found.fields,
        service_is_active=referral.service.status == ServiceStatus.ACTIVE,
    )
    return [*own, found.refusal] if found.refusal is not None and referral.fields else [*own]


def about(referral: Referral) -> str:
    """What a disclosure or an exception is about, as the trail keeps it."""
    return rules.about(referral.public_id)


def fields_that_may_be_seen(referral: Referral, *, method: str) -> Cleared:
    """What may be read now of what left, by this way. Read anew at each opening: what has run out, was taken back, was
    narrowed or is no longer under an agreement is seen no more."""
    return still_readable(
        person=referral.person,
        about=about(referral),
        recipient=rules.recipient_of(referral.service.public_id),
        purpose=Purpose.REFERRAL,
        method=method,
    )


def may_be_printed(referral: Referral) -> bool:
    """A letter exists for what may leave now or has left, and for nothing that was withdrawn or cancelled. What stands
    in the way of sending stands in the way of paper too, be it the first letter or one more."""
    if referral.withdrawn_at is not None or referral.status == Status.CANCELLED:
        return False
    return not set(blockers(referral, method=BY_HAND)) - {rules.Blocker.ALREADY_SENT}


def exception_for(referral: Referral) -> Exemption | None:
    """The latest exception asked for or granted for this referral, while it is of use; none that was asked for
    another to the same partner."""
    return latest_exception(person=referral.person, about=about(referral))


def ways_of(referral: Referral) -> set[str]:
    """By which ways it may leave: what agreements in force allow, and always the person's own hand."""
    code = rules.recipient_of(referral.service.public_id)
    return {BY_HAND, *methods_agreed(recipient=code, purpose=Purpose.REFERRAL, on=timezone.localdate())}
