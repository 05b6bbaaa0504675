"""Two files, and what was said of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.duplicates.choices import Said, Why


class Pair(models.Model):
    """Two files that may be one person: a ticket while it is open, afterwards what was decided, so that nobody is asked
    again. `first` is the newer file."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    said = models.CharField(max_length=10, choices=Said, default=Said.OPEN)
    why = models.CharField(max_length=10, choices=Why, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "said", "-id"], name="pairs_to_compare")]
        constraints = [
            UniqueConstraint(fields=["centre", "first", "second"], name="a_pair_once_a_centre"),
            CheckConstraint(condition=~Q(first=F("second")), name="a_pair_is_two"),
            CheckConstraint(
                condition=Q(said="open", decided_by=None) | ~Q(said="open") & Q(decided_by__isnull=False),
                name="what_was_said_was_said_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk}"
