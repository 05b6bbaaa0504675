from django.conf import settings
from django.db import models

from serai.codes.fields import JSONField


class Entry(models.Model):
    """One act. Insert-only: a trigger on both engines refuses to change or remove a row."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    centre_id = models.BigIntegerField(null=True)
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    detail = JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at"], name="entry_of_subject"),
            models.Index(fields=["actor", "-at"], name="entry_of_actor"),
            models.Index(fields=["centre_id", "-at"], name="entry_of_centre"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_type} {self.subject_id}"
