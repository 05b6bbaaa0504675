import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The words by which a person is found are kept for each centre where the person is registered."""

    dependencies = [
        ("centres", "0001_initial"),
        ("people", "0009_imports_are_a_room"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="nametoken", name="a_token_once_a_person"),
        migrations.AddField(
            model_name="nametoken",
            name="centre",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="centres.centre",
            ),
        ),
        migrations.AddConstraint(
            model_name="nametoken",
            constraint=models.UniqueConstraint(
                fields=("person", "centre", "token"), name="a_token_once_a_person_and_centre"
            ),
        ),
    ]
