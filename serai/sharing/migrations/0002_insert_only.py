from django.db import migrations

from serai.audit.triggers import insert_only, leaves_only_with


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_sharing")]
    operations = [
        insert_only("sharing_disclosure"),
        leaves_only_with("sharing_disclosure", "people_person", "person_id"),
    ]
