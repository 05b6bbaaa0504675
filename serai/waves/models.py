import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.waves.choices import AnnouncedBy, SheetKind, WaveKind


class Wave(models.Model):
    """Many who arrive together: when, how, from which country, who said so and how many were said."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=WaveKind)
    on = models.DateField()
    about = models.TimeField(null=True, blank=True)
    came_from = models.CharField(max_length=10, default="unknown")  # a country, or unknown
    announced_by = models.CharField(max_length=12, choices=AnnouncedBy)
    announced = models.PositiveIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    form_token = models.UUIDField(unique=True)  # made with the form: sent twice, it opens one wave

    class Meta:
        indexes = [models.Index(fields=["centre", "-on"], name="waves_of_centre")]

    def __str__(self) -> str:
        return f"wave {self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Sheet(models.Model):
    """A head-count or a handing-out that was done for a wave: the token of its form, by which its lines are found."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=SheetKind)
    token = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return f"sheet {self.pk} of wave {self.wave_id}"


class Draft(models.Model):
    """A row as far as it is typed and not yet kept: read back by whoever typed it, and gone when the row is kept, the
    wave closed, or a day later. `token` is the one that the row is kept under."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="drafts")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    typed = JSONField(default=dict)
    typed_at = models.DateTimeField()

    class Meta:
        constraints = [UniqueConstraint(fields=["wave", "typed_by", "token"], name="a_draft_once_a_row")]

    def __str__(self) -> str:
        return f"draft {self.pk} of wave {self.wave_id}"


class Row(models.Model):
    """One of a wave: their visit, and their file where they have one. The lane is the triage level of the visit."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="rows")
    visit = models.OneToOneField("reception.Visit", on_delete=models.CASCADE, related_name="wave_row")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["wave", "number"], name="a_number_once_a_wave"),
            CheckConstraint(condition=Q(number__gte=1), name="rows_begin_with_one"),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of wave {self.wave_id}"
