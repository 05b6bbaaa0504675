from django.db import models

from serai.codes.folding import LONGEST


class Place(models.Model):
    """An administrative area with a P-code. Reference data: loaded by `load_places`, never typed, never deleted."""

    pcode = models.CharField(max_length=20, unique=True)
    country = models.CharField(max_length=3)  # ISO 3166 alpha-3
    level = models.PositiveSmallIntegerField(choices=[(1, "1"), (2, "2")])
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, to_field="pcode", null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["country", "level"], name="places_of_a_country")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level=1, parent=None) | models.Q(level=2, parent__isnull=False),
                name="a_level_2_place_lies_in_a_level_1_place",
            )
        ]

    def __str__(self) -> str:
        return self.pcode


class PlaceWord(models.Model):
    """One folded word of a place's name, for search by the beginning of any word."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="+", db_index=False
    )  # the constraint has one
    word = models.CharField(max_length=LONGEST)

    class Meta:
        indexes = [models.Index(fields=["word", "place"], name="places_by_word")]
        constraints = [models.UniqueConstraint(fields=["place", "word"], name="a_word_once_a_place")]

    def __str__(self) -> str:
        return self.word
