from django.db import migrations

from serai.audit.triggers import insert_only


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial")]
    operations = [insert_only("reception_headcount")]
