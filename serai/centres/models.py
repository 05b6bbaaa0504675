import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.centres.choices import CentreStatus, DecisionState, FacilityType, ManagementModel, Role, SiteKind
from serai.centres.rules import May, permissions_of
from serai.codes.fields import JSONField


class Centre(models.Model):
    """A place of the network: a migrant centre, a border point, a mobile unit."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=120, blank=True)  # what it is called locally: MRC, MRRC, COAM, Espacio de Apoyo
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120)
    facility_types = JSONField(default=list)
    site_kind = models.CharField(max_length=20, choices=SiteKind, default=SiteKind.FIXED)
    management = models.CharField(max_length=30, choices=ManagementModel, default=ManagementModel.IOM)
    status = models.CharField(max_length=20, choices=CentreStatus, default=CentreStatus.OPEN)
    time_zone = models.CharField(max_length=40, default="Africa/Nairobi")
    languages = JSONField(default=list)
    phone = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)  # tells a second editor that the first one was quicker

    def __str__(self) -> str:
        return self.code

    @property
    def kinds(self) -> list[str]:
        return [str(FacilityType(kind).label) for kind in self.facility_types]


class StatusPeriod(models.Model):
    """From `since` on, the centre had this status. Figures show each change as a break."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="status_periods")
    status = models.CharField(max_length=20, choices=CentreStatus)
    since = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["centre", "since"], name="one_status_a_day")]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.status} {self.since}"


class OfferedService(models.Model):
    """A service type of the catalogue that this centre gives, directly or by referral."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="offered_services")
    service_type = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["centre", "service_type"], condition=Q(until=None), name="a_service_is_offered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.service_type}"


class Desk(models.Model):
    """Where a person is called to: reception, registration, health, a caseworker's room."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="desks")
    code = models.CharField(max_length=4)
    kind = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["centre", "code"], name="a_desk_has_its_own_code")]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.code}"


class PostingQuerySet(models.QuerySet["Posting"]):
    def active(self, on: date) -> "PostingQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, user__is_active=True)

    def unfinished(self, on: date) -> "PostingQuerySet":
        """Those of today and of days to come."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Posting(models.Model):
    """A user's role at a centre between two dates. Without a centre the posting is for the whole network."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="postings")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="postings")
    role = models.CharField(max_length=30, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_posting_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.centre_id}"

    def is_active(self, on: date) -> bool:
        """Whether somebody works in it that day, as `PostingQuerySet.active` asks, whatever their account is."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def may(self, permission: "May | str") -> bool:
        """Whether this posting's role holds the permission. A pure look-up in centres/access.py."""
        return permission in permissions_of(self.role)

    @property
    def here(self) -> int:
        """The id of the posting's centre; 0, which is no centre's, for a posting to the whole network."""
        return self.centre_id or 0

    @property
    def is_network(self) -> bool:
        return self.centre_id is None


class Decision(models.Model):
    """What takes two persons: one asks, another agrees, and only then is it done (serai/centres/decisions.py).

    `what` holds ids and codes of the kind's own; never a name or free text about a person.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    what = JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=DecisionState, default=DecisionState.WAITING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "centre", "-asked_at"], name="decisions_that_wait")]
        constraints = [
            CheckConstraint(
                condition=~Q(state="done") | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="it_takes_two_persons",
            )
        ]

    def __str__(self) -> str:
        return f"decision {self.pk} {self.kind} {self.state}"
