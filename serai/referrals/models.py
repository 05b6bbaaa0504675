import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from serai.codes.fields import JSONField
from serai.people.choices import AgeBand, Sex
from serai.referrals import rules
from serai.referrals.choices import Clock, Priority, Status, Step


class Referral(models.Model):
    """One person, one service, the fields that are shared. Nothing leaves without the consent or the override on it.

    `sex`, `age_band` and `nationality` are those of the day, so that figures use the age at the event.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("directory.Service", on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    referred_on = models.DateField()
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    due_at = models.DateTimeField()
    needs = JSONField(default=list)
    note = models.TextField(max_length=2000, blank=True)  # for the partner, if the person agrees to it
    fields = JSONField(default=list)
    consent = models.ForeignKey("people.Consent", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    answer = models.ForeignKey("people.Consent", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    kept_to = models.CharField(max_length=30, blank=True)  # see rules.KEPT_TO_ITSELF; empty: kept to nobody
    override_reason = models.CharField(max_length=500, blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    method = models.CharField(max_length=20, blank=True)  # codes of the list `referral_method`
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)  # the only success
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    partner_told_at = models.DateTimeField(null=True, blank=True)
    rejection = models.CharField(max_length=20, blank=True)  # codes of the list `referral_rejection`
    outcome = models.CharField(max_length=20, blank=True)  # the person's word: list `referral_outcome`
    waits_for = models.CharField(max_length=20, choices=Clock, blank=True)
    waits_until = models.DateTimeField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=AgeBand)
    nationality = models.CharField(max_length=10)
    is_erased = models.BooleanField(default=False)  # its person was erased: what is left counts in the figures
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["centre", "status", "-id"], name="referrals_of_a_centre"),
            models.Index(fields=["centre", "waits_until"], name="referrals_that_wait"),
            models.Index(fields=["centre", "referred_on"], name="referrals_of_a_month"),
            models.Index(fields=["person", "-id"], name="referrals_of_a_person"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.CANCELLED])
                | Q(consent__isnull=False)
                | Q(is_erased=True)
                | ~Q(override_reason="") & Q(overridden_by__isnull=False),
                name="nothing_leaves_without_consent",
            ),
            CheckConstraint(
                condition=Q(sent_at=None) | ~Q(fields=[]),
                name="what_left_is_listed",
            ),
            CheckConstraint(
                condition=~Q(status=Status.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="only_the_person_confirms",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def has_left(self) -> bool:
        return self.sent_at is not None

    @property
    def is_success(self) -> bool:
        return rules.is_success(self.confirmed_at)

    @property
    def must_tell_partner(self) -> bool:
        return self.withdrawn_at is not None and self.has_left and self.partner_told_at is None

    def is_late_at(self, now: datetime) -> bool:
        return self.waits_until is not None and self.waits_until <= now


class ReferralEvent(models.Model):
    """One step. Insert-only: what was said and done stays."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=20, choices=Step)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_by_partner = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True)  # a code: why not accepted, what the person said
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["referral", "id"], name="events_of_a_referral")]

    def __str__(self) -> str:
        return f"{self.step} of referral {self.referral_id}"


class PartnerDesk(models.Model):
    """A partner's posting sees the referrals to this one organisation, and nothing else of anybody."""

    posting = models.OneToOneField("centres.Posting", on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey("directory.Organization", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"posting {self.posting_id} of organisation {self.organization_id}"
