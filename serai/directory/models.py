import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.directory.choices import Problem, ReferralMethod, Status, Taxonomy, Weekday
from serai.directory.rules import opening


class Organization(models.Model):
    """Who offers services: a UN agency, an NGO, a public office."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200, unique=True)
    website = models.URLField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A governorate, district, town or camp. `place_code` is its P-code, if it is known."""

    names = JSONField(default=dict)  # by language
    key = models.CharField(max_length=200, unique=True)  # country and folded name: what makes two spellings one
    country = models.CharField(max_length=3)
    place_code = models.CharField(max_length=20, blank=True)
    time_zone = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.key


class Location(models.Model):
    """A point where services are given. Of a hidden one (safe house) no place stands here: it is sealed to the readers
    of safe places (sealed/operations/places.py), and the database takes no other row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="locations")
    address = models.CharField(max_length=300, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="a_point_is_on_the_globe",
            ),
            CheckConstraint(
                condition=Q(is_hidden=False, area__isnull=False)
                | Q(is_hidden=True, area=None, address="", latitude=None, longitude=None),
                name="a_hidden_place_stands_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Service(models.Model):
    """What an organisation offers, HSDS 3. Texts are kept by language: {"en": …, "ar": …}."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    names = JSONField(default=dict)
    descriptions = JSONField(default=dict)
    sort_name = models.CharField(max_length=200)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    eligibility = JSONField(default=list, blank=True)  # codes of the list `eligibility`
    access = JSONField(default=list, blank=True)  # codes of the list `access`
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    is_free = models.BooleanField(null=True, blank=True)  # None: nobody has asked yet
    required_documents = JSONField(default=dict, blank=True)
    coverage = JSONField(default=dict, blank=True)
    opening_note = JSONField(default=dict, blank=True)
    alert = JSONField(default=dict, blank=True)
    referral_method = models.CharField(max_length=20, choices=ReferralMethod, blank=True)
    accepts_referrals = models.BooleanField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # announced end: a project, a grant
    assured_on = models.DateField(null=True, blank=True)  # HSDS assured_date: last verified
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=30, blank=True)
    source_id = models.CharField(max_length=60, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)  # a second editor is told, not overwritten
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            models.Index(fields=["status", "sort_name", "id"], name="services_by_name"),
            models.Index(fields=["status", "is_free", "sort_name", "id"], name="services_by_free"),
            models.Index(fields=["status", "accepts_referrals", "sort_name", "id"], name="services_by_referrals"),
            models.Index(fields=["status", "assured_on", "id"], name="services_by_freshness"),
        ]
        constraints = [
            UniqueConstraint(fields=["source", "source_id"], condition=~Q(source=""), name="a_source_record_once"),
            CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")),
                name="service_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def freshness_on(self, today: date) -> str:
        return opening.freshness(assured_on=self.assured_on, today=today)


class ServiceAtLocation(models.Model):
    """That a service is given at a place (HSDS service_at_location)."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="services_here")

    class Meta:
        constraints = [UniqueConstraint(fields=["service", "location"], name="a_service_once_a_location")]

    def __str__(self) -> str:
        return f"service {self.service_id} at {self.location_id}"


class Schedule(models.Model):
    """Hours of one weekday on the clock of `time_zone`. See `rules.opening.Hours` for midnight and all day."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    weekday = models.CharField(max_length=1, choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    time_zone = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["time_zone", "weekday", "opens"], name="services_by_hours")]

    def __str__(self) -> str:
        return f"service {self.service_id} on {self.weekday}"

    @property
    def hours(self) -> opening.Hours:
        return opening.Hours(int(self.weekday), self.opens, self.closes, self.valid_from, self.valid_to)


class Phone(models.Model):
    """An office's telephone, never a person's own."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=40)
    note = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"phone of service {self.service_id}"


class ServiceTerm(models.Model):
    """What the service is found by: a need, a service type, a language spoken."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="terms")
    taxonomy = models.CharField(max_length=12, choices=Taxonomy)
    code = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["taxonomy", "code", "service"], name="services_by_term")]
        constraints = [UniqueConstraint(fields=["service", "taxonomy", "code"], name="a_term_once_a_service")]

    def __str__(self) -> str:
        return f"service {self.service_id} {self.taxonomy} {self.code}"


class ServiceWord(models.Model):
    """One folded word of a service's texts, of its organisation and of its place, for search in any script."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["word", "service"], name="services_by_word")]
        constraints = [UniqueConstraint(fields=["service", "word"], name="a_word_once_a_service")]

    def __str__(self) -> str:
        return f"word of service {self.service_id}"


class SourceNote(models.Model):
    """What of one row of a source was not understood. Replaced when the row is read again."""

    source = models.CharField(max_length=30)
    row = models.PositiveIntegerField()
    source_id = models.CharField(max_length=60, blank=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, blank=True, related_name="notes")
    problem = models.CharField(max_length=20, choices=Problem)
    value = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["problem", "row"], name="notes_by_problem")]

    def __str__(self) -> str:
        return f"row {self.row} {self.problem}"
