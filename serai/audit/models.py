from django.conf import settings
from django.db import models
from django.db.models import UniqueConstraint

from serai.codes.fields import JSONField


class Entry(models.Model):
    """One act. Insert-only: a trigger on both engines refuses to change or remove a row. The lines of a centre hang
    together: each holds the hash of the one before (`rules.link`), and a seal that needs the key."""

    centre_id = models.BigIntegerField()  # 0 is the network
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=32, blank=True)  # pseudonyms: see pseudonyms.py
    person = models.CharField(max_length=32, blank=True)
    purpose = models.CharField(max_length=40, blank=True)
    request = models.CharField(max_length=16, blank=True)
    detail = JSONField(default=dict)
    before = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    seal = models.BinaryField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="entry_of_person"),
            models.Index(fields=["actor", "-at"], name="entry_of_actor"),
            models.Index(fields=["centre_id", "-at"], name="entry_of_centre"),
        ]
        constraints = [UniqueConstraint(fields=["centre_id", "seq"], name="a_line_has_its_place_in_its_chain")]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_type} {self.subject}"


class Head(models.Model):
    """The end of a centre's chain, locked while a line is added; a trigger moves it on. -1 is that of checkpoints."""

    centre_id = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    kept_seq = models.BigIntegerField()  # where the last checkpoint found it
    kept_at = models.BigIntegerField()  # when, in seconds

    def __str__(self) -> str:
        return f"{self.centre_id} {self.seq}"


class Checkpoint(models.Model):
    """The heads of all chains at a moment, signed. Insert-only; the words of the last one are kept on paper."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    heads = JSONField()
    before = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    public_key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.number)
