"""The words and sounds by which people are found, made anew from their names: sounds of one word were kept before,
now those of two and three together as well."""

from django.db import migrations

from serai.people.rules import tokens  # of today: a word made otherwise than the program makes it finds nobody

PEOPLE = 2_000


def fill(apps, editor):
    """Some thousand people at a time. Run again, it writes the same."""
    person, name, token = (apps.get_model("people", model) for model in ("Person", "Name", "NameToken"))
    last = 0
    while people := list(person.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PEOPLE]):
        last = people[-1]
        said, centres = {pk: [] for pk in people}, {pk: set() for pk in people}
        for one in name.objects.filter(person__in=people).order_by("pk"):
            full = " ".join(part for part in (one.given, one.father, one.grandfather, one.family) if part)
            said[one.person_id] += [full, one.nickname]
        old = token.objects.filter(person__in=people)
        for pk, centre in old.order_by().values_list("person_id", "centre_id").distinct():
            centres[pk].add(centre)
        old.delete()
        token.objects.bulk_create(
            [
                token(person_id=pk, centre_id=centre, token=word)
                for pk in people
                for word in sorted(tokens(said[pk]))
                for centre in sorted(centres[pk])
            ],
            batch_size=2_000,
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0019_files_kept_to_their_team")]
    operations = [migrations.RunPython(fill, fill)]
