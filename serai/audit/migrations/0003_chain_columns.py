from django.db import migrations, models

import serai.codes.fields
from serai.audit.triggers import drop_insert_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_insert_only")]
    operations = [
        drop_insert_only("audit_entry"),
        migrations.RemoveIndex("entry", "entry_of_subject"),
        migrations.RemoveIndex("entry", "entry_of_centre"),
        migrations.AlterField("entry", "at", models.DateTimeField()),
        migrations.AddField("entry", "seq", models.BigIntegerField(null=True)),
        migrations.AddField("entry", "subject", models.CharField(blank=True, default="", max_length=32), preserve_default=False),
        migrations.AddField("entry", "person", models.CharField(blank=True, default="", max_length=32), preserve_default=False),
        migrations.AddField("entry", "request", models.CharField(blank=True, default="", max_length=16), preserve_default=False),
        migrations.AddField("entry", "before", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("entry", "hash", models.BinaryField(max_length=32, null=True)),
        migrations.AddField("entry", "seal", models.BinaryField(max_length=20, null=True)),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("centre_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
                ("kept_seq", models.BigIntegerField()),
                ("kept_at", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("heads", serai.codes.fields.JSONField()),
                ("before", models.BinaryField(max_length=32)),
                ("root", models.BinaryField(max_length=32)),
                ("signature", models.BinaryField(max_length=64)),
                ("public_key", models.BinaryField(max_length=32)),
            ],
        ),
    ]
