import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.linkage.choices import Answer, Said


class Suggestion(models.Model):
    """Two files that are likely one person's. Where both are this centre's, its staff compare them. Where the other one
    is another centre's (`is_elsewhere`), `first` is the file of this centre, and nothing of the other is shown."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    is_elsewhere = models.BooleanField(default=False)
    in_a_hundred = models.PositiveSmallIntegerField()  # of such pairs, so many are one person's, says the model
    said = models.CharField(max_length=10, choices=Said, default=Said.OPEN)
    found_on = models.DateField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "said", "-in_a_hundred"], name="suggestions_of_a_centre")]
        constraints = [
            UniqueConstraint(fields=["centre", "first", "second"], name="a_suggestion_once_a_centre"),
            CheckConstraint(condition=~Q(first=F("second")), name="a_suggestion_is_of_two"),
            CheckConstraint(
                condition=Q(said="open", answered_by=None) | ~Q(said="open") & Q(answered_by__isnull=False),
                name="a_suggestion_was_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"


class Question(models.Model):
    """A desk asks the data-protection focal point of the network whether somebody who stands there is known elsewhere.
    It names nobody and holds nothing that was searched: the two speak with each other."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["asked_by", "-id"], name="questions_of_somebody")]
        constraints = [
            UniqueConstraint(fields=["centre", "asked_by"], condition=Q(answer=""), name="asked_once_at_a_time"),
            CheckConstraint(
                condition=Q(answer="", answered_by=None) | ~Q(answer="") & Q(answered_by__isnull=False),
                name="a_question_was_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"
