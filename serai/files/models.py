import uuid

from django.conf import settings
from django.db import models

from serai.files.choices import Form


class Paper(models.Model):
    """One paper of one person. What it shows lies sealed on the shelf; its key lies here, sealed in its turn, and
    opens for this row of this person only. Nothing here tells the name of the file that was sent."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    form = models.CharField(max_length=10, choices=Form)
    language = models.CharField(max_length=10, blank=True)  # ISO 639-3
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)
    stored_as = models.CharField(max_length=32, unique=True)  # the name on the shelf: says nothing
    version = models.PositiveIntegerField(default=1)  # of the sealed key: an older one does not open again
    key = models.BinaryField()
    taken_back_at = models.DateTimeField(null=True, editable=False)  # on legal hold: it stays, and never opens again

    class Meta:
        indexes = [models.Index(fields=["person", "centre"], name="papers_of_a_person")]

    def __str__(self) -> str:
        return f"paper {self.pk}"
