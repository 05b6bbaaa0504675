"""Nothing in these rows can be read without a member's key, but who reads which compartment, and how much there is.

Rows that belong to a person have no date, no order and no name: ids are random, the person stands inside the sealed
part, and a file is found by a token that only members can compute.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.sealed.choices import Kind


class OwnKey(models.Model):
    """Somebody's pair of keys. The private half is sealed under a passphrase that nobody else can renew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    public = models.BinaryField()
    derivation = models.CharField(max_length=120)  # how the passphrase becomes a key: algorithm, cost, salt
    private = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of user {self.user_id}"


class Compartment(models.Model):
    """The sealed files of one class at one centre. Anybody may seal something to its public key. The reports about
    staff are no centre's: one compartment for the network."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    epoch = models.PositiveIntegerField(default=1)
    public = models.BinaryField()
    needs_new_key = models.BooleanField(default=False)  # somebody left, and their key still opens what is written

    class Meta:
        constraints = [
            UniqueConstraint(fields=["centre", "kind"], name="one_compartment_a_class"),
            UniqueConstraint(fields=["kind"], condition=Q(centre=None), name="one_of_the_network_a_class"),
            CheckConstraint(
                condition=Q(kind=Kind.PSEA, centre=None) | ~Q(kind=Kind.PSEA) & Q(centre__isnull=False),
                name="reports_are_no_centres",
            ),
        ]

    def __str__(self) -> str:
        return f"compartment {self.pk}"


class Member(models.Model):
    """Who reads a compartment."""

    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField()

    class Meta:
        constraints = [UniqueConstraint(fields=["compartment", "user"], name="a_member_once")]

    def __str__(self) -> str:
        return f"member {self.user_id} of {self.compartment_id}"


class KeyCopy(models.Model):
    """One generation of the compartment's private key, boxed to one member."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="copies")
    epoch = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["member", "epoch"], name="one_copy_a_generation")]

    def __str__(self) -> str:
        return f"copy {self.epoch} of member {self.member_id}"


class Admission(models.Model):
    """A second person agreed that this colleague reads too. A member still has to hand over the key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="admissions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["compartment", "user"], name="admitted_once")]

    def __str__(self) -> str:
        return f"admission {self.pk}"


class PersonKey(models.Model):
    """A random key of everybody at a centre that seals, so that having one says nothing. It opens nothing alone; but
    without it no sealed file of the person opens again, for members either: that is how they are erased."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    key = models.BinaryField()

    def __str__(self) -> str:
        return f"key of person {self.person_id}"


class SealedFile(models.Model):
    """One person in one compartment. `body` holds, boxed to the compartment, who it is and the key of the entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="files")
    epoch = models.PositiveIntegerField()
    token = models.BinaryField(max_length=32)
    body = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["compartment", "token"], name="one_sealed_file_a_person")]

    def __str__(self) -> str:
        return f"sealed file {self.pk}"


class Entry(models.Model):
    """One note: kind, words, day, next step, author, all in one sealed piece."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(SealedFile, on_delete=models.CASCADE, related_name="entries")
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Letter(models.Model):
    """What the front desk sealed to a compartment. Each quick screening puts one into every compartment of the centre
    that takes letters; those with nothing to say are as long as the others. In the network's compartment each report
    and each entry of it is one, among those that say nothing (operations/network.py)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="letters")
    epoch = models.PositiveIntegerField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"letter {self.pk}"


class SealedPlace(models.Model):
    """Where a safe house is: address, point, telephones. `place` is the directory's id of it, which everybody may know.
    Without a compartment it is a place from before places were sealed, still open; it waits for a first reader."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, null=True, related_name="places")
    epoch = models.PositiveIntegerField()
    place = models.UUIDField()
    body = models.BinaryField()

    class Meta:
        constraints = [UniqueConstraint(fields=["compartment", "place"], name="a_place_once_a_compartment")]

    def __str__(self) -> str:
        return f"sealed place {self.pk}"


class Share(models.Model):
    """One generation of the private key, boxed to one holder inside a box to another."""

    compartment = models.ForeignKey(Compartment, on_delete=models.CASCADE, related_name="shares")
    epoch = models.PositiveIntegerField()
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.BinaryField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["compartment", "epoch", "first", "second"], name="one_share_a_pair_of_holders")
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"


class Recovery(models.Model):
    """One holder has opened the outer boxes for somebody; a second one finishes. `parts`: second holder, epoch, box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    compartment = models.OneToOneField(Compartment, on_delete=models.CASCADE, related_name="recovery")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    parts = JSONField(default=dict)

    def __str__(self) -> str:
        return f"recovery {self.pk}"
