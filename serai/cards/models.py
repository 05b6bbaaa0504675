import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from serai.cards.choices import Paper, State
from serai.people.keyed import open_card

TABLE = "cards.blankcard"


class Batch(models.Model):
    """Cards or wristbands that were printed before there was anybody to give them to."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=10, choices=Paper)
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    form_token = models.UUIDField(unique=True)  # made with the form: sent twice, it makes one batch

    class Meta:
        indexes = [models.Index(fields=["centre", "-made_at"], name="batches_of_centre")]

    def __str__(self) -> str:
        return f"batch {self.public_id}"


class BlankCard(models.Model):
    """One of a batch. Its code is kept as those that people carry: by hash to be found, sealed to be printed. Once it
    is somebody's, nothing here leads to them: hash and sealed code are gone, and only its number on the sheet stays."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="blanks")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.FREE)
    token = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001 - unique while it is there
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["batch", "number"], name="a_number_once_a_batch"),
            CheckConstraint(
                condition=Q(state=State.GIVEN, token=None) | ~Q(state=State.GIVEN) & Q(token__isnull=False),
                name="what_is_given_leads_to_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"blank card {self.pk}"

    @property
    def code(self) -> str:
        """Raises CannotOpen when the key of the codes is another one by now."""
        return open_card(bytes(self.sealed), owner=self.batch.public_id, table=TABLE)
