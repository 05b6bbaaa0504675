from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.insights.choices import Audience


class Release(models.Model):
    """The figures of one month as frozen on a day: only what may be shown is kept, a hidden cell is null.

    `cells` is a list of [table, scope, row, column, value or null]. A later preparation of the same month makes a new
    version and keeps the old one: what was shown can always be looked up.
    """

    month = models.DateField()
    audience = models.CharField(max_length=10, choices=Audience)
    version = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    threshold = models.PositiveSmallIntegerField()
    cells = JSONField(default=list)
    breaks = JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["month", "audience", "version"], name="a_release_has_one_version"),
            UniqueConstraint(fields=["month", "audience"], condition=Q(is_current=True), name="one_release_is_current"),
        ]

    def __str__(self) -> str:
        return f"figures of {self.month:%Y-%m} ({self.audience}, version {self.version})"
