import uuid

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from serai.codes.fields import JSONField
from serai.privacy.choices import ItemState, ListState


class LegalHold(models.Model):
    """A file that must not be erased yet: a claim, an inquiry, the person's own wish. It ends by itself."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    until = models.DateField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "until"], name="holds_of_a_person")]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class DueList(models.Model):
    """The files whose time is over, or soon will be, as they were found on a day. Two persons have it erased; what
    was begun goes on where it stopped."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    on = models.DateField()
    keep_days = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=ListState, default=ListState.LISTED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    counts = JSONField(default=dict)  # rows deleted or made numbers, by table
    digest = models.CharField(max_length=64, blank=True)  # of the marks, in order: what the certificate stands for

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(state__in=["listed", "asked"]) | Q(agreed_by__isnull=False) & ~Q(agreed_by=F("made_by")),
                name="two_persons_erase",
            )
        ]

    def __str__(self) -> str:
        return f"due list {self.pk}"


class DueFile(models.Model):
    """One file of a list. Once it is erased the line keeps its mark and nothing else."""

    due_list = models.ForeignKey(DueList, on_delete=models.CASCADE, related_name="files")
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    centre = models.ForeignKey("centres.Centre", on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=10, choices=ItemState)
    mark = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_list", "state", "id"], name="files_of_a_due_list")]
        constraints = [UniqueConstraint(fields=["due_list", "person"], name="a_file_is_due_once_a_list")]

    def __str__(self) -> str:
        return f"file {self.pk} of due list {self.due_list_id}"


class Erased(models.Model):
    """The mark of somebody who was erased. It is also in the folder of marks, which no backup brings back."""

    mark = models.CharField(max_length=64, unique=True)
    on = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return f"erased {self.pk}"
