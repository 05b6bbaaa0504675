from django.db import migrations

from serai.audit.triggers import insert_only


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_referrals")]
    operations = [insert_only("referrals_referralevent")]
