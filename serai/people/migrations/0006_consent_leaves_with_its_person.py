from django.db import migrations

from serai.audit.triggers import leaves_only_with


class Migration(migrations.Migration):
    dependencies = [("people", "0005_import_steps")]
    operations = [leaves_only_with("people_consent", "people_person", "person_id")]
