import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from serai.sealed.choices import Kind
from serai.watch.choices import EmergencyReason, Verdict


class EmergencyOpening(models.Model):
    """One person's file, opened further than the role allows, for an hour. It waits for somebody else's review."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=EmergencyReason)
    why = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["centre", "reviewed_at", "opened_at"], name="emergencies_to_review"),
            models.Index(fields=["opened_by", "until"], name="emergencies_of_a_user"),
        ]
        constraints = [
            CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("opened_by")), name="nobody_reviews_their_own_opening"
            )
        ]

    def __str__(self) -> str:
        return f"emergency opening {self.pk}"


class Asking(models.Model):
    """In an emergency somebody asks the readers of a class for one person's sealed file. It is asked, answered and
    boxed alike whether there is such a file or not. `box` opens with a one-time key that is not in the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(EmergencyOpening, on_delete=models.CASCADE, related_name="askings")
    kind = models.CharField(max_length=20, choices=Kind)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    public = models.BinaryField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    is_released = models.BooleanField(default=False)
    box = models.BinaryField(default=b"")  # emptied when the opening is over

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="nobody_lets_themselves_read"
            ),
            CheckConstraint(
                condition=Q(is_released=False) | Q(answered_by__isnull=False), name="somebody_let_it_be_read"
            ),
        ]

    def __str__(self) -> str:
        return f"asking {self.pk}"


class Extension(models.Model):
    """Somebody opened as many files as is usual in a shift, said why, and goes on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=500)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="extensions_of_a_user")]

    def __str__(self) -> str:
        return f"extension {self.pk}"


class Decoy(models.Model):
    """An invented person among the real ones. Nobody has a reason to open the file; figures leave it out."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    laid_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"decoy {self.pk}"


class AlarmReview(models.Model):
    """Somebody looked at this line of the trail, and what they found."""

    entry = models.OneToOneField("audit.Entry", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"review of line {self.entry_id}"
