"""The link is turned round: a registration named its import before; now a row names the registration that it made."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery


def turn_round(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    registration = apps.get_model("people", "Registration").objects
    made = registration.filter(import_batch=OuterRef("batch_id"), person=OuterRef("person_id")).order_by("pk")
    rows = apps.get_model("imports", "ImportRow").objects.exclude(person=None)
    rows.update(registration_id=Subquery(made.values("pk")[:1]))


def turn_back(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("imports", "ImportRow").objects.filter(registration=OuterRef("pk"))
    apps.get_model("people", "Registration").objects.update(import_batch_id=Subquery(rows.values("batch_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_out_of_people")]
    run_before = [("people", "0009_imports_are_a_room")]
    operations = [migrations.RunPython(turn_round, turn_back)]
