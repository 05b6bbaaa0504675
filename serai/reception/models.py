import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes import lists
from serai.codes.fields import JSONField
from serai.people.choices import AgeBand, Sex
from serai.reception import rules
from serai.reception.choices import LIVE_STATES, Direction, GateBand, GroupKind, TokenState, TriageLevel, YesNo


class HeadCount(models.Model):
    """So many people of one sex and age came in or went out; nobody's identity. Insert-only: a mistake is mended by a
    counter-entry, a row with the opposite number that names the row it corrects."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    direction = models.CharField(max_length=3, choices=Direction)
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=GateBand)
    number = models.IntegerField()
    group = models.CharField(max_length=12, choices=GroupKind, blank=True, default=GroupKind.NONE)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction")
    client_token = models.UUIDField()  # made with the form: pressing twice counts once
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "on"], name="headcount_of_day")]
        constraints = [
            UniqueConstraint(fields=["client_token", "direction", "sex", "age_band"], name="a_press_counts_once"),
            CheckConstraint(
                condition=Q(corrects=None, number__gt=0) | Q(corrects__isnull=False, number__lt=0),
                name="only_a_correction_is_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"headcount {self.pk}"


class Visit(models.Model):
    """Somebody at the centre, from arrival to departure: a person whose file this posting opened, or nobody known.

    `sex`, `age_band` and `nationality` are those of the day, so named and unnamed visits count in the same way.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=AgeBand)
    nationality = models.CharField(max_length=10, default="unknown")
    language = models.CharField(max_length=10, blank=True)
    arrived_on = models.DateField()
    arrived_at = models.DateTimeField()
    triage_level = models.CharField(max_length=10, choices=TriageLevel, blank=True)
    priority_groups = JSONField(default=list, blank=True)
    triaged_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    client_token = models.UUIDField(unique=True, default=uuid.uuid4)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["centre", "arrived_on"], name="visits_of_day"),
            models.Index(fields=["centre", "arrived_at"], condition=Q(left_at=None), name="visits_still_open"),
        ]
        constraints = [
            UniqueConstraint(
                fields=["centre", "person"],
                condition=Q(left_at=None, person__isnull=False),
                name="one_open_visit_a_person",
            ),
            CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="leaves_after_arriving"),
        ]

    def __str__(self) -> str:
        return f"visit {self.public_id}"

    @property
    def is_open(self) -> bool:
        return self.left_at is None

    @property
    def who(self) -> str:
        """What staff call the visit by: the code of the file, which must be loaded, or what can be seen."""
        return self.person.code if self.person else f"{self.get_sex_display()} · {self.get_age_band_display()}"

    @property
    def triage_label(self) -> str:
        return lists.label("triage", self.triage_level) if self.triage_level else ""

    @property
    def group_labels(self) -> list[str]:
        return [lists.label("priority_group", group) for group in self.priority_groups]


class Departure(models.Model):
    """How a visit ended. Leaving an open centre is departing, whatever was or was not said before."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="departure")
    kind = models.CharField(max_length=30)  # list departure_type
    destination = models.CharField(max_length=30, blank=True)  # list destination
    was_informed = models.CharField(max_length=10, choices=YesNo, default=YesNo.UNKNOWN)
    is_safe = models.CharField(max_length=10, choices=YesNo, default=YesNo.UNKNOWN)
    departed_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"departure of visit {self.visit_id}"

    @property
    def kind_label(self) -> str:
        return lists.label("departure_type", self.kind)


class QueueToken(models.Model):
    """A number of today for a visit; it keeps its number when it moves to another desk, or to the next day."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="tokens")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("centres.Desk", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TokenState, default=TokenState.WAITING)
    missed = models.PositiveSmallIntegerField(default=0)
    issued_at = models.DateTimeField()
    waiting_since = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    no_show_at = models.DateTimeField(null=True, blank=True)
    is_promised = models.BooleanField(default=False)  # waited the day before, and comes first

    class Meta:
        indexes = [models.Index(fields=["desk", "on", "state"], name="tokens_of_desk")]
        constraints = [
            UniqueConstraint(fields=["centre", "on", "number"], name="a_number_once_a_day"),
            UniqueConstraint(
                fields=["visit"],
                condition=Q(state__in=LIVE_STATES),
                name="one_live_token_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.number} of {self.on}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STATES

    @property
    def place(self) -> rules.Place:
        """What decides its place in the queue; the visit must be loaded."""
        return rules.Place(
            number=self.number,
            level=self.visit.triage_level,
            has_priority_group=bool(self.visit.priority_groups),
            missed=self.missed,
            is_promised=self.is_promised,
        )
