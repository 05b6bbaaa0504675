from collections import defaultdict
from itertools import product

from django.db import migrations

PEOPLE = 5_000


def fill(apps, editor):
    """Each word once for each centre of its person. Run again, it goes on where it was: what has a centre stays."""
    tokens, registrations = apps.get_model("people", "NameToken"), apps.get_model("people", "Registration")
    for old in _batches(tokens.objects.filter(centre=None)):
        words = _gathered(old.order_by("person_id", "token").values_list("person_id", "token"))
        visits = registrations.objects.filter(person__in=list(words)).order_by("person_id", "centre_id")
        centres = _gathered(visits.values_list("person_id", "centre_id").distinct())
        new = [
            tokens(person_id=person, centre_id=centre, token=token)
            for person in words
            for centre, token in product(centres[person], words[person])
        ]
        tokens.objects.bulk_create(new, batch_size=5_000, ignore_conflicts=True)
        old.delete()


def empty(apps, editor):
    """Back to one word a person, wherever they are registered."""
    tokens = apps.get_model("people", "NameToken")
    for old in _batches(tokens.objects.exclude(centre=None)):
        words = _gathered(old.order_by("person_id", "token").values_list("person_id", "token").distinct())
        new = [tokens(person_id=person, token=token) for person in words for token in words[person]]
        tokens.objects.bulk_create(new, batch_size=5_000)
        old.delete()


def _batches(tokens):
    """The words of some thousand people at a time, until none is left."""
    while people := list(tokens.order_by("person_id").values_list("person_id", flat=True).distinct()[:PEOPLE]):
        yield tokens.filter(person_id__gte=people[0], person_id__lte=people[-1])


def _gathered(pairs):
    found = defaultdict(list)
    for person, value in pairs:
        found[person].append(value)
    return found


class Migration(migrations.Migration):
    dependencies = [("people", "0010_name_words_of_a_centre")]
    operations = [migrations.RunPython(fill, empty)]
