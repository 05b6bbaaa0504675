"""The tables of imports come out of `people` with their rows: they are renamed. A row gets a column for the
registration that it made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import serai.codes.fields

TABLES = {"people_importbatch": "imports_importbatch", "people_importrow": "imports_importrow"}
STATES = [
    ("columns", "Columns to match"), ("values", "Answers to match"), ("checking", "Being checked"),
    ("ready", "Ready to import"), ("taking", "Being imported"), ("taken", "Imported"), ("undoing", "Being undone"),
    ("undone", "Undone"), ("discarded", "Discarded"),
]  # fmt: skip
ROW_STATES = [
    ("waiting", "Not checked yet"), ("ready", "Ready to import"), ("wrong", "Has a problem"),
    ("no_consent", "Left out: no consent"), ("known", "Left out: already imported"), ("taken", "Imported"),
    ("kept", "Kept: changed since the import"), ("undone", "Undone"),
]  # fmt: skip


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("centres", "0001_initial"),
        ("people", "0008_a_whole_line_of_consent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(f"ALTER TABLE {old} RENAME TO {new}", f"ALTER TABLE {new} RENAME TO {old}")
                for old, new in TABLES.items()
            ],
            state_operations=[
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("file_name", models.CharField(max_length=200)),
                        ("digest", models.CharField(max_length=64)),
                        ("columns", serai.codes.fields.JSONField(default=list)),
                        ("columns_digest", models.CharField(default="", max_length=64)),
                        ("mapping", serai.codes.fields.JSONField(default=dict)),
                        ("value_mapping", serai.codes.fields.JSONField(default=dict)),
                        ("options", serai.codes.fields.JSONField(default=dict)),
                        ("state", models.CharField(choices=STATES, default="columns", max_length=20)),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("centre", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="centres.centre")),
                        ("uploaded_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                    ],
                    options={"indexes": [models.Index(fields=["centre", "-uploaded_at"], name="imports_of_a_centre")]},
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveIntegerField()),
                        ("cells", serai.codes.fields.JSONField(default=list)),
                        ("key", models.CharField(blank=True, max_length=64)),
                        ("digest", models.CharField(default="", max_length=64)),
                        ("state", models.CharField(choices=ROW_STATES, default="waiting", max_length=12)),
                        ("problems", serai.codes.fields.JSONField(default=list)),
                        ("is_chosen", models.BooleanField(default=True)),
                        ("batch", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="imports.importbatch")),
                        ("person", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["key"], name="import_rows_by_key"),
                            models.Index(fields=["digest"], name="import_rows_by_digest"),
                            models.Index(fields=["batch", "state", "number"], name="import_rows_to_do"),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="a_row_has_one_number")],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name="importrow",
            name="registration",
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.registration"),
        ),
    ]
