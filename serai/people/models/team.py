"""A file that is kept to its team: who at a centre may open it at all. Its lines are ended, never deleted."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.people.choices import KeptFor


class KeptFile(models.Model):
    """From then until then, this file is not there for anybody at this centre but the members of its team. One asks
    to let everybody in again, another member agrees."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=KeptFor)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    end_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_asked_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "centre"], condition=Q(ended_at=None), name="kept_once_at_a_centre"),
            CheckConstraint(
                condition=Q(ended_at=None)
                | Q(ended_by__isnull=False, end_asked_by__isnull=False) & ~Q(ended_by=F("end_asked_by")),
                name="two_let_everybody_in_again",
            ),
        ]

    def __str__(self) -> str:
        return f"kept file {self.pk}"


class TeamMember(models.Model):
    """Somebody to whom a kept file opens, between two moments, while they are posted at its centre."""

    kept = models.ForeignKey(KeptFile, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            UniqueConstraint(fields=["kept", "user"], condition=Q(until=None), name="a_member_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"member {self.pk} of kept file {self.kept_id}"
