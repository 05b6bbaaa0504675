from django.db import migrations, models

from serai.audit.triggers import insert_only, moves_head


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_chain_what_is_there")]
    operations = [
        migrations.RemoveField("entry", "subject_id"),
        migrations.AlterField("entry", "centre_id", models.BigIntegerField()),
        migrations.AlterField("entry", "seq", models.BigIntegerField()),
        migrations.AlterField("entry", "before", models.BinaryField(max_length=32)),
        migrations.AlterField("entry", "hash", models.BinaryField(max_length=32)),
        migrations.AlterField("entry", "seal", models.BinaryField(max_length=20)),
        migrations.AddIndex("entry", models.Index(fields=["person", "-at"], name="entry_of_person")),
        migrations.AddIndex("entry", models.Index(fields=["centre_id", "-at"], name="entry_of_centre")),
        migrations.AddConstraint(
            "entry", models.UniqueConstraint(fields=["centre_id", "seq"], name="a_line_has_its_place_in_its_chain")
        ),
        insert_only("audit_entry"),
        insert_only("audit_checkpoint"),
        moves_head("audit_entry", "audit_head"),
    ]
