from django.db import migrations, models


class Migration(migrations.Migration):
    """A card is found by the hash of its code, which the table holds sealed only."""

    dependencies = [("people", "0014_papers")]
    operations = [
        migrations.AddField("card", "token", models.CharField(max_length=32, null=True)),
        migrations.AddField("card", "sealed", models.BinaryField(null=True)),
        migrations.AlterField("card", "code", models.CharField(max_length=12, null=True, unique=True)),
    ]
