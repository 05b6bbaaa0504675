import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from serai.audit.triggers import follows_its_file


def add(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """By hand, as in 0022: to take it away again, SQLite would make the table anew, which the triggers look into."""
    editor.execute(
        "ALTER TABLE people_person ADD COLUMN merged_into_id bigint NULL "
        "REFERENCES people_person (id) DEFERRABLE INITIALLY DEFERRED"
    )
    editor.execute("CREATE INDEX people_person_merged_into ON people_person (merged_into_id)")


def remove(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP INDEX people_person_merged_into")
    editor.execute("ALTER TABLE people_person DROP COLUMN merged_into_id")


class Migration(migrations.Migration):
    dependencies = [("people", "0024_proof_of_care")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add, remove)],
            state_operations=[
                migrations.AddField(
                    model_name="person",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="people.person",
                    ),
                ),
            ],
        ),
        follows_its_file("people_consent", "people_person", "person_id", "merged_into_id"),
    ]
