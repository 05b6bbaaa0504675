from django.db import migrations

from serai.audit.triggers import follows_its_file


class Migration(migrations.Migration):
    dependencies = [("sharing", "0006_an_exception_is_about_one_referral"), ("people", "0025_files_that_went_into_another")]

    operations = [follows_its_file("sharing_disclosure", "people_person", "person_id", "merged_into_id")]
