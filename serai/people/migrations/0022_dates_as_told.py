from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import serai.codes.fields


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """With a default in the database: without one, SQLite makes the table anew, and the triggers of the ledgers that
    look into it (`leaves_only_with`) do not find it meanwhile."""
    kind = "text" if editor.connection.vendor == "sqlite" else "jsonb"
    editor.execute(f"ALTER TABLE people_person ADD COLUMN birth_said {kind} DEFAULT '{{}}' NOT NULL")
    editor.execute("ALTER TABLE people_person ADD COLUMN age_disputed_by varchar(20) DEFAULT '' NOT NULL")


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("ALTER TABLE people_person DROP COLUMN birth_said")
    editor.execute("ALTER TABLE people_person DROP COLUMN age_disputed_by")


class Migration(migrations.Migration):
    dependencies = [("people", "0021_registrations_of_a_person")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add, remove)],
            state_operations=[
                migrations.AddField(
                    model_name="person",
                    name="birth_said",
                    field=serai.codes.fields.JSONField(blank=True, default=dict),
                ),
                migrations.AddField(
                    model_name="person",
                    name="age_disputed_by",
                    field=models.CharField(blank=True, max_length=20),
                ),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="age_disputed_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="person",
            name="birth_precision",
            field=models.CharField(
                choices=[
                    ("exact", "Exact date"),
                    ("month", "Month and year"),
                    ("year", "Year only"),
                    ("age", "Estimated age"),
                    ("band", "Age group"),
                    ("span", "Between two dates"),
                    ("unknown", "Not known"),
                ],
                default="unknown",
                max_length=10,
            ),
        ),
    ]
