import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.people import rules
from serai.people.choices import (
    AgeBand,
    BirthPrecision,
    ChildStatus,
    ConsentForm,
    ConsentStatus,
    Decision,
    GuardianTold,
    HouseholdRole,
    LegalBasis,
    Purpose,
    RecipientClass,
    Relation,
    Sex,
)
from serai.people.keyed import open_card
from serai.people.models.team import KeptFile as KeptFile
from serai.people.models.team import TeamMember as TeamMember

# What is for somebody outside our own centres (rules.consent.LEAVING, in the words of the database).
OUTSIDE = ["authorities", "consulate", "media", "referral", "return", "tracing", "unhcr"]


class Person(models.Model):
    """Somebody who agreed to be recorded, or a child or patient recorded on another legal basis.

    `unanswered` holds, by field name, why a question has no answer: refused, unknown or not_asked.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=24, unique=True)  # centre-year-number-check: written on paper, says nothing else
    sex = models.CharField(max_length=10, choices=Sex)
    birth_precision = models.CharField(max_length=10, choices=BirthPrecision, default=BirthPrecision.UNKNOWN)
    born_earliest = models.DateField(null=True, blank=True)
    born_latest = models.DateField(null=True, blank=True)
    birth_told_on = models.DateField(null=True, blank=True)  # the day on which an age was said
    birth_said = JSONField(default=dict, blank=True)  # as it was told: calendar, year, month, day; ages; words
    age_disputed_by = models.CharField(max_length=20, blank=True)  # a list; until it is settled, a child
    age_disputed_since = models.DateField(null=True, blank=True)
    nationality = models.CharField(max_length=10)  # ISO 3166 alpha-3, or unknown, stateless
    nationality_2 = models.CharField(max_length=10, blank=True)
    residence_country = models.CharField(max_length=10, blank=True)
    origin_place = models.CharField(max_length=20, blank=True)  # P-code, level 1 or 2
    origin_detail = models.CharField(max_length=120, blank=True)
    mother_tongue = models.CharField(max_length=10, blank=True)  # ISO 639-3
    other_languages = JSONField(default=list, blank=True)
    can_read = models.CharField(max_length=10, blank=True)
    preferred_channel = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    phone_is_shared = models.BooleanField(null=True, blank=True)
    safe_to_call = models.BooleanField(null=True, blank=True)
    marital_status = models.CharField(max_length=20, blank=True)
    migration_status = models.CharField(max_length=30, blank=True)
    education = models.CharField(max_length=20, blank=True)
    occupation = models.CharField(max_length=120, blank=True)
    child_status = models.CharField(max_length=20, choices=ChildStatus, default=ChildStatus.UNKNOWN)
    unanswered = JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey(  # the file that this one went into: only its codes still lead there
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    version = models.PositiveIntegerField(default=1)  # a second editor is told, not overwritten
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(born_latest=None, born_earliest=None) | Q(born_latest__gte=F("born_earliest")),
                name="a_birth_has_both_ends_in_order",
            )
        ]

    is_kept = False  # access.open_file says it: whether the file is kept to its team here

    def __str__(self) -> str:
        return self.code

    @property
    def birth(self) -> rules.Birth:
        return rules.Birth(
            self.birth_precision, self.born_earliest, self.born_latest, is_disputed=bool(self.age_disputed_by)
        )

    @property
    def age_told_on(self) -> date:
        """The day on which an age was said; that of the file where the day was not noted."""
        return self.birth_told_on or self.created_at.date()

    def band_on(self, day: date) -> str:
        return rules.band_on(self.birth, day)


class FileNumber(models.Model):
    """The last number given to a file at a centre in a year; locked while the next one is taken."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [UniqueConstraint(fields=["centre", "year"], name="one_count_a_centre_a_year")]

    def __str__(self) -> str:
        return f"{self.centre_id} {self.year}"


class Name(models.Model):
    """A name as the person says it, in one script. A person may have several; none of the parts is required."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    script = models.CharField(max_length=10, default="latin")
    given = models.CharField(max_length=80, blank=True)
    father = models.CharField(max_length=80, blank=True)
    grandfather = models.CharField(max_length=80, blank=True)
    family = models.CharField(max_length=80, blank=True)
    nickname = models.CharField(max_length=80, blank=True)
    is_other = models.BooleanField(default=False)  # one more spelling, by which the person is found as well

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person", "script"], condition=Q(is_other=False), name="one_name_a_script")
        ]

    def __str__(self) -> str:
        return f"name of person {self.person_id}"

    @property
    def full(self) -> str:
        """All parts but the nickname, in the order they are said."""
        return " ".join(part for part in (self.given, self.father, self.grandfather, self.family) if part)


class NameToken(models.Model):
    """One folded word of a person's names (any script to plain Latin), for search by the beginning of a word, or a key
    of one, two or three of its sounds (`names.keys`). Kept for each centre where the person is registered: a search
    reads one centre's part, however large the network."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, db_index=False, related_name="+")
    token = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["centre", "token", "person"], name="people_by_name_here")]
        constraints = [UniqueConstraint(fields=["person", "centre", "token"], name="a_token_once_a_person_and_centre")]

    def __str__(self) -> str:
        return f"token of person {self.person_id}"


class NumberToken(models.Model):
    """A telephone or document number of a person as a keyed hash, for exact search (rules.numbers, keyed). Kept for
    each centre where the person is registered, as name words are. `key` tells with which key."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, db_index=False, related_name="+")
    token = models.CharField(max_length=32)
    key = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(fields=["centre", "token", "person"], name="people_by_number_here")]
        constraints = [UniqueConstraint(fields=["person", "centre", "token"], name="a_number_once_a_person_and_centre")]

    def __str__(self) -> str:
        return f"number of person {self.person_id}"


class Registration(models.Model):
    """This person at this centre on this day. Opens the file to the centre; counted in the month's registrations.

    `sex`, `age_band` and `child_status` are those of the day, kept so that figures use the age at the event.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, db_index=False, related_name="registrations")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    registered_on = models.DateField()
    registered_at = models.DateTimeField(auto_now_add=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    consent_status = models.CharField(max_length=10, choices=ConsentStatus)
    source = models.CharField(max_length=30, blank=True)
    interview_language = models.CharField(max_length=10, blank=True)
    interpreter_mode = models.CharField(max_length=20, blank=True)
    form_version = models.CharField(max_length=10)
    sex = models.CharField(max_length=10, choices=Sex)
    age_band = models.CharField(max_length=10, choices=AgeBand)
    child_status = models.CharField(max_length=20, choices=ChildStatus)
    nationality = models.CharField(max_length=10)
    origin_admin1 = models.CharField(max_length=20, blank=True)
    destination = models.CharField(max_length=20, blank=True)
    intention = models.CharField(max_length=20, blank=True)
    length_of_stay = models.CharField(max_length=20, blank=True)
    has_document = models.CharField(max_length=10, blank=True)  # yes, no, refused, unknown, not_asked
    form_token = models.UUIDField(null=True, blank=True, unique=True)  # the same form sent twice is one registration

    class Meta:
        indexes = [
            models.Index(fields=["centre", "registered_on"], name="registrations_of_a_month"),
            models.Index(fields=["person", "centre", "registered_on"], name="registrations_of_a_person"),
            models.Index(fields=["registered_on", "centre"], name="registrations_by_day"),
        ]

    def __str__(self) -> str:
        return f"registration {self.pk}"


class Answer(models.Model):
    """One code among several answers to one question of a registration, in the person's own order."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=20)  # reason, need, hardship, information_wanted
    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [UniqueConstraint(fields=["registration", "question", "code"], name="an_answer_is_given_once")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.question} {self.code}"


class JourneyLeg(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="journey")
    position = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=10)
    place = models.CharField(max_length=120, blank=True)
    arrived = models.CharField(max_length=20, blank=True)  # as it was told: calendars.rules.kept_as
    left = models.CharField(max_length=20, blank=True)
    transport = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["person", "position"], name="legs_are_in_order")]

    def __str__(self) -> str:
        return f"leg {self.position} of person {self.person_id}"


class Document(models.Model):
    """An identity document that the person has, or had."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=30)
    state = models.CharField(max_length=20)  # held, lost, stolen, confiscated, left behind
    country = models.CharField(max_length=10, blank=True)
    number = models.CharField(max_length=60, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"document of person {self.person_id}"


class Household(models.Model):
    """People who move together. It holds nothing about anyone: each person's data stays in their own file."""

    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"household {self.pk}"


class Membership(models.Model):
    """A person in a household, between two dates, with a role towards its head."""

    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=HouseholdRole)
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.CLAIMED)
    is_present = models.BooleanField(default=True)  # here with the others; not left behind, lost or gone ahead
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["person"], condition=Q(left_on=None), name="one_household_at_a_time"),
            UniqueConstraint(fields=["household"], condition=Q(role="head", left_on=None), name="one_head_a_household"),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Care(models.Model):
    """Who an adult is to a child, as said for this child. A role in the household is towards its head, and does not
    tell it: the head's wife need not be the mother of the head's daughter."""

    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="carers")
    adult = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cared_for")
    role = models.CharField(max_length=20, choices=HouseholdRole)
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.CLAIMED)
    proof = models.CharField(max_length=20, blank=True)  # a list: what it is believed on
    since = models.CharField(max_length=20, blank=True)  # as it was told: calendars.rules.kept_as

    class Meta:
        constraints = [
            UniqueConstraint(fields=["child", "adult"], name="one_relation_to_a_child"),
            CheckConstraint(condition=~Q(child=F("adult")), name="nobody_is_their_own_carer"),
        ]

    def __str__(self) -> str:
        return f"care {self.pk}"


class Consent(models.Model):
    """One line of the consent ledger: one purpose, one recipient, listed fields. Insert-only; a change of mind is a
    new line. The last line of a (person, purpose, recipient) is what holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    recipient = models.CharField(max_length=60, blank=True)  # "service:<uuid>" or "" for this centre
    recipient_name = models.CharField(max_length=200, blank=True)
    recipient_class = models.CharField(max_length=20, choices=RecipientClass, blank=True)
    fields = JSONField(default=list)
    categories = JSONField(default=list)  # what the fields belong to
    basis = models.CharField(max_length=20, choices=LegalBasis, default=LegalBasis.CONSENT)
    decision = models.CharField(max_length=10, choices=Decision)
    form = models.CharField(max_length=10, choices=ConsentForm)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proxy_name = models.CharField(max_length=120, blank=True)
    proxy_relation = models.CharField(max_length=60, blank=True)
    proxy_reason = models.CharField(max_length=300, blank=True)
    witness_name = models.CharField(max_length=120, blank=True)
    child_assented = models.BooleanField(null=True, blank=True)  # None: an adult, or too young to be asked
    guardian_told = models.CharField(max_length=10, choices=GuardianTold, blank=True)  # asked from 15 to 17
    agreed_by = models.ForeignKey(  # the second of two who decided for somebody who cannot answer
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(max_length=10)
    notice_version = models.CharField(max_length=10)
    interpreter_mode = models.CharField(max_length=20, blank=True)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "recipient", "-id"], name="consent_last_word")]
        constraints = [
            CheckConstraint(
                condition=~Q(form="verbal") | Q(certified_by__isnull=False),
                name="spoken_consent_is_certified",
            ),
            CheckConstraint(
                condition=~Q(form="proxy") | ~Q(proxy_relation="") & ~Q(proxy_reason=""),
                name="a_proxy_has_relation_and_reason",
            ),
            CheckConstraint(
                condition=~Q(decision="granted") | ~Q(purpose__in=OUTSIDE) | ~Q(recipient="") & ~Q(fields=[]),
                name="nothing_leaves_for_everybody",
            ),
            CheckConstraint(
                condition=~Q(decision="granted") | ~Q(purpose="referral") | Q(recipient__startswith="service:"),
                name="a_partner_is_one_service",
            ),
            CheckConstraint(
                condition=Q(basis="consent") & ~Q(proxy_relation="staff")
                | Q(purpose="services_here", valid_until__isnull=False, agreed_by__isnull=False)
                & ~Q(agreed_by=F("recorded_by"))
                & ~Q(proxy_reason=""),
                name="two_decide_for_who_cannot_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk} {self.purpose} {self.decision}"


class Card(models.Model):
    """A random code on a card: opens the file to those who may, says nothing to anybody else. The table does not hold
    the code: found by its hash, sealed to be printed again (keyed)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards")
    token = models.CharField(max_length=32, unique=True)
    sealed = models.BinaryField()
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="one_live_card_a_person")]

    def __str__(self) -> str:
        return f"card {self.pk}"

    @property
    def code(self) -> str:
        """Raises CannotOpen when the key of the codes is another one by now."""
        return open_card(bytes(self.sealed), owner=self.person.public_id)
