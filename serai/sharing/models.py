import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual

from serai.codes.fields import JSONField
from serai.people.choices import LegalBasis, Purpose, RecipientClass
from serai.sharing.choices import (
    Answer,
    AskedFor,
    Asker,
    Direction,
    Frequency,
    Onward,
    Shown,
    Standing,
    State,
    Why,
)
from serai.sharing.rules.gate import BY_HAND

REASON = 20  # characters: less is no reason


class Agreement(models.Model):
    """What we and one party promised each other about data. Nothing leaves regularly without one in force."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.CharField(max_length=60)  # "organization:<uuid>", or an office: "unhcr:unhcr"
    party_name = models.CharField(max_length=200)
    purposes = JSONField(default=list)  # of people.Purpose, those that are for somebody outside
    purpose_words = models.CharField(max_length=500)
    fields = JSONField(default=list)  # of people.SharedPart
    basis = models.CharField(max_length=20, choices=LegalBasis, default=LegalBasis.CONSENT)
    direction = models.CharField(max_length=10, choices=Direction, default=Direction.TO_THEM)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.CASE_BY_CASE)
    methods = JSONField(default=list)  # of the list `referral_method`
    security = models.CharField(max_length=500)
    onward = models.CharField(max_length=10, choices=Onward, default=Onward.NEVER)
    keep_days = models.PositiveSmallIntegerField(default=365)  # then they delete it
    breach_hours = models.PositiveSmallIntegerField(default=24)  # within which they tell us of a breach
    starts_on = models.DateField()
    ends_on = models.DateField()
    assessment = models.CharField(max_length=60, blank=True)  # number of the data protection impact assessment
    signed_for_us = models.CharField(max_length=120, blank=True)
    signed_for_them = models.CharField(max_length=120, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["party", "ends_on"], name="agreements_of_a_party")]
        constraints = [
            CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="an_agreement_ends_after_it_starts"),
            CheckConstraint(
                condition=Q(approved_by=None)
                | ~Q(approved_by=F("drafted_by"))
                & Q(signed_on__isnull=False)
                & ~Q(signed_for_us="")
                & ~Q(signed_for_them="")
                & ~Q(fields=[])
                & ~Q(purposes=[])
                & ~Q(methods=[]),
                name="an_agreement_in_force_is_whole",
            ),
            CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_reason=""), name="an_agreement_ends_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk} with {self.party}"

    def state_on(self, on: date) -> str:
        if self.withdrawn_on is not None and self.withdrawn_on <= on:
            return State.WITHDRAWN
        if self.approved_by_id is None:
            return State.DRAFT
        if on < self.starts_on:
            return State.COMING
        return State.EXPIRED if on > self.ends_on else State.IN_FORCE


class Exemption(models.Model):
    """An exception: something may leave without a yes, to one recipient, for some days, because two people say so."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    purpose = models.CharField(max_length=20, choices=Purpose)
    recipient = models.CharField(max_length=60)
    recipient_name = models.CharField(max_length=200)
    fields = JSONField(default=list)
    reason = models.CharField(max_length=500)
    about = models.CharField(max_length=60, blank=True)  # what it was asked for: "referral:<uuid>"; empty: for all
    child_assented = models.BooleanField(null=True, blank=True)  # what a child said to being recorded, if asked
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(auto_now_add=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "recipient"], name="exceptions_for_a_recipient")]
        constraints = [
            CheckConstraint(
                condition=Q(second_by=None)
                | ~Q(second_by=F("first_by")) & Q(second_at__isnull=False) & Q(expires_at__gt=F("second_at")),
                name="an_exception_takes_two_and_expires",
            ),
            CheckConstraint(condition=GreaterThanOrEqual(Length("reason"), REASON), name="an_exception_has_a_reason"),
            CheckConstraint(condition=~Q(recipient="") & ~Q(fields=[]), name="an_exception_names_whom_and_what"),
        ]

    def __str__(self) -> str:
        return f"exception {self.pk}"


class Disclosure(models.Model):
    """One leaving: what left, to whom, how, on which ground. Insert-only."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=60)
    recipient_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=RecipientClass)
    purpose = models.CharField(max_length=20, choices=Purpose)
    fields = JSONField(default=list)
    method = models.CharField(max_length=20)  # of the list `referral_method`, or `letter`: it was printed
    about = models.CharField(max_length=60, blank=True)  # what it belongs to: "referral:<uuid>"
    consent = models.ForeignKey("people.Consent", on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    exemption = models.ForeignKey(Exemption, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="disclosures_of_a_person"),
            models.Index(fields=["about"], name="disclosures_of_a_referral"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(consent__isnull=False, exemption=None) | Q(consent=None, exemption__isnull=False),
                name="nothing_leaves_without_a_ground",
            ),
            CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(exemption__isnull=False) | Q(method=BY_HAND),
                name="nothing_leaves_without_agreement",
            ),
            CheckConstraint(condition=~Q(recipient="") & ~Q(fields=[]), name="what_left_is_named"),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"


class Notice(models.Model):
    """A recipient has something of a person who took the consent back, and has to be told to stop and delete."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=60)
    recipient_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=Purpose)
    fields = JSONField(default=list)
    queued_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_how = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "told_at"], name="notices_that_wait")]
        constraints = [
            CheckConstraint(
                condition=Q(told_at=None, told_by=None) | Q(told_at__isnull=False, told_by__isnull=False),
                name="somebody_told_them",
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class AuthorityRequest(models.Model):
    """An authority asked for data. The answer is nothing; what was wanted about whom is not kept: a list of the people
    whom somebody is looking for would be worth more than our own."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asker = models.CharField(max_length=20, choices=Asker)
    office = models.CharField(max_length=200, blank=True)
    shown = models.CharField(max_length=20, choices=Shown)
    asked_for = models.CharField(max_length=20, choices=AskedFor)
    how_many = models.PositiveIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.NOTHING)
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.REFUSED)
    legal_words = models.CharField(max_length=500, blank=True)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(auto_now_add=True)
    sent_on_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["centre", "standing", "-id"], name="requests_of_a_centre")]
        constraints = [
            CheckConstraint(
                condition=~Q(asked_for="list") | Q(answer__in=["nothing", "public"]), name="no_list_is_ever_given"
            ),
            CheckConstraint(
                condition=~Q(answer="law") | Q(how_many=1) & ~Q(legal_words=""),
                name="a_law_concerns_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"
