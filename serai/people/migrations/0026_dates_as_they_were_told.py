from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0025_files_that_went_into_another")]

    operations = [
        migrations.AlterField(
            model_name="journeyleg", name="arrived", field=models.CharField(blank=True, max_length=20)
        ),
        migrations.AlterField(model_name="journeyleg", name="left", field=models.CharField(blank=True, max_length=20)),
        migrations.AlterField(model_name="care", name="since", field=models.CharField(blank=True, max_length=20)),
    ]
