import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """No word without its centre; search reads the words of one centre from one index."""

    dependencies = [("people", "0011_fill_name_words_of_a_centre")]

    operations = [
        migrations.RemoveIndex(model_name="nametoken", name="people_by_name_token"),
        migrations.AlterField(
            model_name="nametoken",
            name="centre",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="centres.centre",
            ),
        ),
        migrations.AlterField(
            model_name="nametoken",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="nametoken",
            index=models.Index(fields=["centre", "token", "person"], name="people_by_name_here"),
        ),
    ]
