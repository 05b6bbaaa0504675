from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0016_hash_the_cards")]
    operations = [
        migrations.AlterField("card", "token", models.CharField(max_length=32, unique=True)),
        migrations.AlterField("card", "sealed", models.BinaryField()),
        migrations.RemoveField("card", "code"),
    ]
