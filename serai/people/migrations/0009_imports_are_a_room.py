"""Imports are a room of their own (`imports.0001`, `0002`, run before this): a registration no longer names one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0008_a_whole_line_of_consent")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[  # as imports.0001 has renamed them, so that going back finds them
                migrations.AlterModelTable("importbatch", "imports_importbatch"),
                migrations.AlterModelTable("importrow", "imports_importrow"),
            ]
        ),
        migrations.RemoveField(model_name="registration", name="import_batch"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("ImportRow"), migrations.DeleteModel("ImportBatch")]
        ),
    ]
