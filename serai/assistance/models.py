import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from serai.assistance.choices import Mode, WhyAgain, WhyUndone
from serai.codes import lists
from serai.people.choices import AgeBand, Sex


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def counted(self) -> "DeliveryQuerySet":
        """What figures count: everything but what was undone."""
        return self.filter(undone_at=None)

    def given_on(self, day: date) -> "DeliveryQuerySet":
        return self.filter(given_on=day)


class Delivery(models.Model):
    """One service given on a day: to one person with a file, or to `number` people without a name.

    `sex`, `age_band` and `nationality` are those of the day, so named and unnamed deliveries count in the same way.
    No consent is kept here, because help never depends on one.
    """

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    service_type = models.CharField(max_length=40)
    given_on = models.DateField()
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.DIRECT)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(default=1)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNKNOWN)
    age_band = models.CharField(max_length=10, choices=AgeBand, default=AgeBand.UNKNOWN)
    nationality = models.CharField(max_length=10, default="unknown")
    why_again = models.CharField(max_length=20, choices=WhyAgain, blank=True)
    session = models.UUIDField(default=uuid.uuid4)  # made with the form: the same form sent twice is recorded once
    line = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why_undone = models.CharField(max_length=20, choices=WhyUndone, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["centre", "given_on", "service_type"], name="deliveries_of_day"),
            models.Index(fields=["person", "given_on"], name="deliveries_of_person"),
        ]
        constraints = [
            UniqueConstraint(fields=["session", "line"], name="a_form_is_recorded_once"),
            CheckConstraint(condition=Q(number__gte=1), name="a_delivery_has_a_receiver"),
            CheckConstraint(condition=Q(person=None) | Q(number=1), name="a_person_is_one"),
            CheckConstraint(
                condition=Q(undone_at=None, why_undone="") | Q(undone_at__isnull=False) & ~Q(why_undone=""),
                name="undoing_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def service_label(self) -> str:
        return lists.label("service_type", self.service_type)


class UnmetNeed(models.Model):
    """Somebody needed a service and it could not be given; said to plan better, never held against anybody."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    service_type = models.CharField(max_length=40)
    reason = models.CharField(max_length=30)  # list unmet_need_reason
    noted_on = models.DateField()
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(default=1)
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNKNOWN)
    age_band = models.CharField(max_length=10, choices=AgeBand, default=AgeBand.UNKNOWN)
    nationality = models.CharField(max_length=10, default="unknown")
    session = models.UUIDField(unique=True, default=uuid.uuid4)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["centre", "noted_on"], name="unmet_needs_of_day")]
        constraints = [CheckConstraint(condition=Q(number__gte=1), name="an_unmet_need_is_somebodys")]

    def __str__(self) -> str:
        return f"unmet need {self.pk}"

    @property
    def service_label(self) -> str:
        return lists.label("service_type", self.service_type)

    @property
    def reason_label(self) -> str:
        return lists.label("unmet_need_reason", self.reason)
