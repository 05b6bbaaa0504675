"""Two files, and what was said of them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.duplicates.choices import Said, Why


class Merge(models.Model):
    """One file went into another, or was made out of it (`is_split`). It holds where everything was (`moved`), so that
    one person takes it all back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_split = models.BooleanField(default=False)  # `gone` was made of what had come into `kept` by mistake
    kept_version = models.PositiveIntegerField()  # of then: corrected since, the rows that come back are counted anew
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["gone"], condition=Q(undone_at=None, is_split=False), name="a_file_goes_once"),
            CheckConstraint(condition=~Q(kept=F("gone")), name="a_file_goes_into_another"),
        ]

    def __str__(self) -> str:
        return f"merge {self.pk}"


class Moved(models.Model):
    """A row that became the other file's, and what it said before: links, places in an order, days. No words."""

    merge = models.ForeignKey(Merge, on_delete=models.CASCADE, related_name="moved")
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    before = JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


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
