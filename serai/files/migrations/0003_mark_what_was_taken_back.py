from django.db import migrations
from django.db.models import OuterRef, Subquery

NO = ("withdrawn", "refused")


def fill(apps, editor):
    """Papers that a legal hold kept when their consent was taken back. Run again, it finds no others."""
    paper, consent = apps.get_model("files", "Paper"), apps.get_model("people", "Consent")
    later = consent.objects.filter(
        person=OuterRef("person"),
        purpose=OuterRef("consent__purpose"),
        recipient="",
        decision__in=NO,
        pk__gt=OuterRef("consent"),
    ).order_by("pk")
    waiting = paper.objects.filter(taken_back_at=None).annotate(no_at=Subquery(later.values("recorded_at")[:1]))
    for one in waiting.exclude(no_at=None).order_by("pk").iterator():
        paper.objects.filter(pk=one.pk).update(taken_back_at=one.no_at)


class Migration(migrations.Migration):
    dependencies = [("files", "0002_taken_back"), ("people", "0018_two_decide")]
    # Backwards the column goes, and its marks with it.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
